"""How an element is laid out, as its tag, ``style``, ``class`` and the names of its attributes tell.

A document has thousands of elements, but only dozens of computed styles, so each of these is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wechatclean.html.css import Mark, State, Style, parse_style
from wechatclean.layout.normal_form import BOXES, HEADINGS, Element
from wechatclean.layout.rules import Painter, Rule

INLINE_MARKS = {
    "strong": Mark.BOLD, "b": Mark.BOLD,
    "em": Mark.ITALIC, "i": Mark.ITALIC, "cite": Mark.ITALIC, "dfn": Mark.ITALIC, "var": Mark.ITALIC,
    "del": Mark.STRIKE, "s": Mark.STRIKE, "strike": Mark.STRIKE,
    "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "tt": Mark.CODE,
    "sub": Mark.SUB, "sup": Mark.SUP,
}  # fmt: skip
BLOCKS = (
    HEADINGS
    | BOXES
    | frozenset(
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
        " foreignobject header hgroup html legend main menu nav p pre search section summary tbody tfoot thead".split()
    )
)
_ALWAYS = HEADINGS | BOXES  # blocks in Markdown, whatever their display

# Elements with longer styles or classes (in characters) or more attributes are too rare to be remembered.
_MOST_CHARACTERS, _MOST_ATTRIBUTES = 4096, 32


@dataclass(frozen=True, slots=True, eq=False)
class ComputedStyle:
    """How elements of one tag, ``style``, ``class`` and set of attributes are laid out.

    Attributes:
        style: what their ``style`` declares.
        is_block: whether they are laid out as blocks.
        opens: whether they are headings or boxes of the normal form.
        links: whether they are links.
        may_hide: whether the walk has to ask if they are shown at all.
        is_painted: whether they have a background picture.
        marks, unmarks: bits of marks that they set, and bits that they clear after that.
        clears, sets: bits of :class:`~wechatclean.html.css.State` that they clear, and bits that they set after that.
        rules: the rules that may apply to them, in the order in which they are asked.
        traces: those of their attributes that editors are known by.
    """

    style: Style
    is_block: bool
    opens: bool
    links: bool
    may_hide: bool
    is_painted: bool
    marks: int
    unmarks: int
    clears: int
    sets: int
    rules: tuple[Rule, ...]
    traces: tuple[str, ...]


class Rules:
    """Which rules apply to an element: those for its attributes first, then for its classes, then for its tag.

    They are asked in this order until one answers something else than ``NOT_MINE``.

    Args:
        tags, classes, attributes: rules by a tag, by one word of ``class``, by the name of an attribute.
        painter: is called before them, for elements that have a background picture.
        traces: those of an element's attributes, by their names and its ``class``, that editors are known by.
    """

    def __init__(
        self,
        tags: dict[str, Rule],
        classes: dict[str, Rule],
        attributes: dict[str, Rule],
        painter: Painter | None = None,
        traces: Callable[[tuple[str, ...], str], tuple[str, ...]] | None = None,
    ) -> None:
        self.tags, self.classes, self.attributes = tags, classes, attributes
        self.painter, self._traces = painter, traces
        self._remembered = lru_cache(maxsize=4096)(self._computed)  # editors write the same few styles again and again

    def style_of(self, el: Element) -> ComputedStyle:
        """How *el* is laid out."""
        tag: str = el.tag  # type: ignore[assignment]  # the parser leaves no comments
        names = el.keys()
        if not names:
            return self._remembered(tag)
        css, classes = el.get("style", ""), el.get("class", "")
        is_usual = len(css) < _MOST_CHARACTERS and len(classes) < _MOST_CHARACTERS and len(names) < _MOST_ATTRIBUTES
        return (self._remembered if is_usual else self._computed)(tag, css, classes, *names)

    def _computed(self, tag: str, css: str = "", classes: str = "", *names: str) -> ComputedStyle:
        style = parse_style(css)
        own = INLINE_MARKS.get(tag, 0)
        by_size = State.SIZELESS if tag == "font" and "size" in names else 0
        return ComputedStyle(
            style=style,
            is_block=tag in BLOCKS if style.block is None or tag in _ALWAYS else style.block,
            opens=tag in _ALWAYS,
            links=tag == "a",
            may_hide=bool(style.hides or style.clips or "hidden" in names),
            is_painted=bool(style.background),
            marks=(own & ~style.inherit) | style.on,
            unmarks=style.off,
            clears=style.clears | State.FLEX | by_size,
            sets=style.sets & ~by_size,
            rules=tuple(self._rules_of(tag, classes, names)),
            traces=self._traces(names, classes) if self._traces else (),
        )

    def _rules_of(self, tag: str, classes: str, names: tuple[str, ...]) -> Iterator[Rule]:
        """The rules that may apply to an element, in the order in which they are asked."""
        yield from (self.attributes[name] for name in names if name in self.attributes)
        yield from (self.classes[token] for token in classes.split() if token in self.classes)
        if tag in self.tags:
            yield self.tags[tag]
