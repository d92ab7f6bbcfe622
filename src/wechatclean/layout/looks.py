"""How each block of the article looks, recorded by the walk for the recovery of structure that was only drawn."""

from __future__ import annotations

from typing import NamedTuple

from wechatclean.html.drawing import Colour, drawing_of
from wechatclean.html.style import Mark, State
from wechatclean.images.addresses import Size
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.normal_form import Element
from wechatclean.layout.walk import Frame, Walker
from wechatclean.notes import Notes

USUAL_SIZE = 17.0  # of text in pixels, where a page says nothing
_WHITE = 250  # what is lighter is no colour
_LARGEST = 500.0


class Ink(NamedTuple):
    """How text at one place is drawn: what it has of the elements around it.

    Attributes:
        size: in pixels.
        colour: of the text; ``None`` is the page's own.
        background: the colour behind it, where it is not white.
        align: ``"left"``, ``"center"`` or ``"right"``.
        barred, ruled, framed: the number of the box with a line at its left, with one below or above it, and with lines
            all around that it stands in; 0 for none.
        box: the number of the innermost box that is drawn.
    """

    size: float = USUAL_SIZE
    colour: Colour | None = None
    background: Colour | None = None
    align: str = "left"
    barred: int = 0
    ruled: int = 0
    framed: int = 0
    box: int = 0


class Look(NamedTuple):
    """How a block looks.

    Attributes:
        ink: how most of its text is drawn.
        share: the part of its text that is drawn so.
        bold: the part of its text that is bold.
        source: the element of the page that its text begins in.
    """

    ink: Ink
    share: float
    bold: float
    source: Element


class Observer(Walker):
    """A walker that remembers how the blocks look that it writes.

    Attributes:
        looks: the look of each block of text.
        signs: what items of lists had in their text, where their list says it now.
    """

    def __init__(self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        super().__init__(rules, notes, base, picture_base, size)
        self.looks: dict[Element, Look] = {}
        self.signs: dict[Element, str] = {}
        self._ink = Ink()
        self._inks: list[Ink] = []  # of the elements that are open
        self._written: list[tuple[Ink, bool, int, Element]] = []  # of the line: ink, bold, characters, element
        self._boxes = 0

    def put(self, tag: str) -> Element:
        """The block, and how the line looks that it is for."""
        block = super().put(tag)
        if self._written:
            self.looks[block] = _look_of(self._written)
            self._written = []
        return block

    def flush(self) -> None:
        """End the line; white space alone has no look."""
        super().flush()
        self._written = []

    def _read(self, text: str, el: Element) -> None:
        if not self.state & State.HIDDEN and (length := len(text.strip())):
            self._written.append((self._ink, bool(self.marks & Mark.BOLD), length, el))
        super()._read(text, el)

    def _enter(self, el: Element) -> Frame | None:
        depth = len(self._inks)
        self._inks.append(self._ink)
        frame = super()._enter(el)
        if frame is None:
            del self._inks[depth:]  # a rule that has dealt with it all may have left it, too
        else:
            self._ink = self._inked(self._ink, el)
        return frame

    def _leave(self, frame: Frame) -> None:
        super()._leave(frame)
        self._ink = self._inks.pop()

    def _inked(self, ink: Ink, el: Element) -> Ink:
        """How text in *el* is drawn, where that around it is *ink*."""
        css, tag = el.get("style"), el.tag
        if tag == "center" or el.get("align"):
            ink = ink._replace(align="center" if tag == "center" else _aligned(el.get("align", ""), ink.align))
        if tag == "font" and (colour := drawing_of(f"color:{el.get('color')}").colour):
            ink = ink._replace(colour=colour)
        if not css:
            return ink
        drawn = drawing_of(css)
        size = drawn.size or ink.size * (drawn.scale or 1)
        ink = ink._replace(size=min(size, _LARGEST), colour=drawn.colour or ink.colour, align=drawn.align or ink.align)
        ground = drawn.background
        if not (ground or drawn.bar or drawn.rule or drawn.frame):
            return ink
        self._boxes += 1
        if ground:
            ink = ink._replace(background=ground if min(ground) < _WHITE else None)
        return ink._replace(
            barred=self._boxes if drawn.bar else ink.barred,
            ruled=self._boxes if drawn.rule else ink.ruled,
            framed=self._boxes if drawn.frame else ink.framed,
            box=self._boxes,
        )


def _aligned(value: str, outer: str) -> str:
    return value if value in ("left", "center", "right") else outer


def _look_of(written: list[tuple[Ink, bool, int, Element]]) -> Look:
    """The look of a line of text of which pieces were *written*."""
    total = sum(length for _, _, length, _ in written)
    lengths: dict[Ink, int] = {}
    for ink, _, length, _ in written:
        lengths[ink] = lengths.get(ink, 0) + length
    most = max(lengths, key=lambda ink: lengths[ink])
    bold = sum(length for _, is_bold, length, _ in written if is_bold)
    return Look(most, lengths[most] / total, bold / total, written[0][3])
