"""How text is seen at its place: what it inherits from the elements around it."""

from __future__ import annotations

from wechatclean.css.amounts import WIDTH
from wechatclean.css.colours import BLACK, Colour
from wechatclean.html.box import Box

MOST_KNOWN = 20_000  # sights, then all are forgotten
_FONT = 17.0  # pixels, as WeChat's own style sheet says


class Sight:
    """What the text of an element inherits, and what its children are laid out in.

    Attributes:
        state: bits of :class:`~wechatclean.html.style.State`: why text is not shown here, if it may not be.
        gone: why nothing of the element is shown, whatever it holds; ``""`` where something may be.
        display: how the element is laid out.
        is_drawn: whether it is a drawing, or stands in one.
        is_scaled: whether the units of the drawing around it are no pixels: nobody knows where they are.
        variables: custom properties.
        font: size of the font in pixels.
        shrunk: what transforms have left of all sizes.
        colour, fill, drawing: colours of text: ``color``, what fills letters instead, what fills those of drawings.
        has_outline, outlined: whether letters have outlines or a shadow; whether those of drawings have.
        is_window: whether a background shows through letters.
        behind, under: the colour behind it, and behind the box that has its line; ``None`` where nobody knows it.
        ground, share: what is seen of a colour where the groups around it are not opaque: so much of it, on that.
        width, height: of the box in pixels; a height of ``None`` is that of what it holds.
        x, y: how far it is from its place in the page's flow.
        aligned: where lines are in the box, from 0 for its left edge to 1 for its right one.
        aside: how much of that inline boxes around it make.
        anchor: the same of the box that absolute ones are placed in, and its width.
        indent, spacing: of the first line, and between letters.
        wraps: whether lines may break.
        roof: what is let through above what a box holds that clips, in pixels.
        lets_out: who stands outside of a box that clips: 2 absolute and fixed children, 1 fixed ones, 0 none.
        scrolls: whether a reader can scroll to the right.
        next, known: the sights inside that are known, by the box of their element; how many are known in all.
    """

    state: int
    gone: str
    display: str
    is_drawn: bool
    is_scaled: bool
    variables: dict[str, str]
    font: float
    shrunk: float
    colour: Colour
    fill: Colour | None
    drawing: Colour
    has_outline: bool
    outlined: bool
    is_window: bool
    behind: Colour | None
    under: Colour | None
    ground: Colour
    share: float
    width: float
    height: float | None
    x: float
    y: float
    aligned: float
    aside: float
    anchor: tuple[float, float, float]
    indent: float
    spacing: float
    wraps: bool
    roof: float
    lets_out: int
    scrolls: bool
    next: dict[Box, Sight]
    known: list[int]

    @property
    def is_inline(self) -> bool:
        """Whether it is part of a line of what is around it."""
        return self.display in _INLINE

    @property
    def has_lines(self) -> bool:
        """Whether it has lines of its own, and ends the line before it."""
        return not self.display.startswith(("inline", "ruby", "math"))

    @property
    def is_flex(self) -> bool:
        """Whether its children stand beside each other."""
        return self.display in ("flex", "inline-flex")

    def copy(self) -> Sight:
        """The same, for an element inside to change."""
        sight = Sight.__new__(Sight)
        vars(sight).update(vars(self), next={})  # without slots: this is ten times as fast as name by name
        return sight


_INLINE = frozenset({"inline", "ruby", "ruby-text", "math"})


def _first() -> Sight:
    sight = Sight()
    sight.state, sight.gone, sight.display, sight.is_drawn, sight.variables = 0, "", "block", False, {}
    sight.font, sight.shrunk, sight.indent = _FONT, 1.0, 0.0
    sight.colour, sight.fill, sight.drawing, sight.behind, sight.under = BLACK, None, BLACK, None, None
    sight.spacing, sight.aligned, sight.aside, sight.wraps = 0.0, 0.0, 0.0, True
    sight.has_outline = sight.outlined = sight.is_window = sight.scrolls = sight.is_scaled = False
    sight.ground, sight.share = Colour(0, 0, 0), 1.0
    sight.width, sight.height, sight.x, sight.y = WIDTH, None, 0.0, 0.0
    sight.anchor, sight.roof, sight.lets_out = (0.0, 0.0, WIDTH), 0.0, 0
    sight.next, sight.known = {}, [0]
    return sight


_START = [_first()]


def page_sight() -> Sight:
    """The sight of a page's text."""
    if _START[0].known[0] >= MOST_KNOWN:
        _START[0] = _first()
    return _START[0]
