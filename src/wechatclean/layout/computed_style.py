"""How an element is laid out, as far as its tag, style, class and the names of its attributes tell.

A document has thousands of elements and some dozens of computed styles, so that each is computed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from wechatclean.html.css import BOLD, CODE, FLEX, ITALIC, SIZELESS, STRIKE, SUB, SUP, Style, parse_style
from wechatclean.layout.builder import Rule
from wechatclean.layout.editors import traces_in
from wechatclean.layout.normal_form import BOXES, HEADINGS, Element

INLINE_MARKS = {
    "strong": BOLD, "b": BOLD, "em": ITALIC, "i": ITALIC, "cite": ITALIC, "dfn": ITALIC, "var": ITALIC,
    "del": STRIKE, "s": STRIKE, "strike": STRIKE, "code": CODE, "kbd": CODE, "samp": CODE, "tt": CODE,
    "sub": SUB, "sup": SUP,
}  # fmt: skip
BLOCKS = (
    HEADINGS
    | BOXES
    | frozenset(
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
        " foreignobject header hgroup html legend main menu nav p pre search section summary tbody tfoot thead".split()
    )
)
_ALWAYS = HEADINGS | BOXES  # blocks in Markdown whatever their display

_MAX_KNOWN = 4096  # longer styles and classes, in characters, are not worth remembering
_MAX_NAMES = 32  # nor are elements of more attributes


@dataclass(frozen=True, slots=True, eq=False)
class ComputedStyle:
    """How elements of one tag, ``style``, ``class`` and set of attributes are laid out.

    Attributes:
        style: what their ``style`` declares.
        is_block: whether they are laid out as blocks.
        opens: whether they are headings or boxes, in Markdown too.
        links: whether they are links.
        may_hide: whether it has to be asked if anything of them is shown.
        is_painted: whether they have a background picture.
        marks, unmarks: bits of marks that they set, and then clear.
        clears, sets: bits of ``UNSEEN`` … ``FLEX`` that they clear, and then set.
        rules: what treats them, best first.
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
    """Which rules treat an element: by an attribute, by a token of its class, by its tag; the first that takes it does.

    ``painted`` comes before, for elements that have a background picture.
    """

    def __init__(
        self,
        tags: dict[str, Rule],
        classes: dict[str, Rule],
        attributes: dict[str, Rule],
        painted: Rule | None = None,
    ) -> None:
        self.tags, self.classes, self.attributes, self.painted = tags, classes, attributes, painted
        self._remembered = lru_cache(maxsize=4096)(self._computed)  # editors write the same few thousands of times

    def style_of(self, el: Element) -> ComputedStyle:
        """How *el* is laid out."""
        tag: str = el.tag  # type: ignore[assignment]  # the parser leaves no comments
        names = el.keys()
        if not names:
            return self._remembered(tag)
        css, classes = el.get("style", ""), el.get("class", "")
        is_usual = len(css) < _MAX_KNOWN and len(classes) < _MAX_KNOWN and len(names) < _MAX_NAMES
        return (self._remembered if is_usual else self._computed)(tag, css, classes, *names)

    def _computed(self, tag: str, css: str = "", classes: str = "", *names: str) -> ComputedStyle:
        style = parse_style(css)
        own = INLINE_MARKS.get(tag, 0)
        by_size = SIZELESS if tag == "font" and "size" in names else 0
        return ComputedStyle(
            style=style,
            is_block=tag in BLOCKS if style.block is None or tag in _ALWAYS else style.block,
            opens=tag in _ALWAYS,
            links=tag == "a",
            may_hide=bool(style.hides or style.clips or "hidden" in names),
            is_painted=bool(style.background),
            marks=(own & ~style.inherit) | style.on,
            unmarks=style.off,
            clears=style.clears | FLEX | by_size,
            sets=style.sets & ~by_size,
            rules=tuple(self._of(tag, classes, names)),
            traces=traces_in(names, classes),
        )

    def _of(self, tag: str, classes: str, names: tuple[str, ...]) -> Iterator[Rule]:
        """The rules for an element, best first."""
        yield from (self.attributes[name] for name in names if name in self.attributes)
        yield from (self.classes[token] for token in classes.split() if token in self.classes)
        if tag in self.tags:
            yield self.tags[tag]
