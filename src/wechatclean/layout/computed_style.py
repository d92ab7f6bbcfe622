"""How an element is laid out, as its tag, ``style``, ``class`` and the names of its attributes tell.

A document has thousands of elements, but only dozens of computed styles, so each of these is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wechatclean.html.box import Box, hint_names, made_of
from wechatclean.html.css import parse_style
from wechatclean.html.style import Mark, State, Style
from wechatclean.html.visibility import NEVER_RENDERED
from wechatclean.layout.element_selector import ElementSelector
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import BOXES, HEADINGS, Element
from wechatclean.layout.own_rules import NO_OWN_RULES, OwnRules
from wechatclean.layout.rules import Hides, Painted, Painter, Reader, Rule

INLINE_MARKS = {
    "strong": Mark.BOLD, "b": Mark.BOLD,
    "em": Mark.ITALIC, "i": Mark.ITALIC, "cite": Mark.ITALIC, "dfn": Mark.ITALIC, "var": Mark.ITALIC,
    "del": Mark.STRIKE, "s": Mark.STRIKE, "strike": Mark.STRIKE,
    "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "tt": Mark.CODE,
    "sub": Mark.SUB, "sup": Mark.SUP,
    "mark": Mark.MARKED, "u": Mark.UNDERLINED, "ins": Mark.UNDERLINED,
}  # fmt: skip
STATES = {"pre": State.LISTING, **dict.fromkeys(("code", "kbd", "samp", "tt"), State.MONO)}
BLOCKS = (
    HEADINGS
    | BOXES
    | frozenset(
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
        " foreignobject header hgroup html legend main menu nav p pre search section summary tbody tfoot thead".split()
    )
)
_ALWAYS = HEADINGS | BOXES  # blocks in Markdown, whatever their display
# What HTML and SVG never show, whatever its style. Parsers put into ``datalist`` what follows one that is not closed.
NEVER_SHOWN = (NEVER_RENDERED - {"datalist"}) | frozenset(
    "annotation annotation-xml frameset frame mask clippath desc metadata".split()
)

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
        box: what they say of how they are seen; ``None`` where each has to be asked.
        floats: whether they are laid out beside the text that follows.
        arranges: whether they may lay out what they hold in another order.
        is_painted: whether they may have a background picture.
        marks, unmarks: bits of marks that they set, and bits that they clear after that.
        clears, sets: bits of :class:`~wechatclean.html.css.State` that they clear, and bits that they set after that.
        own, rules: the caller's rules that may apply to them, and the library's, in the order in which they are asked.
        shows: what says what they show by themselves.
        asks: whether there is any of these.
        hides: what may say that nothing of them is shown, whatever their style.
        drops, keeps: the selectors by which the caller may have asked to drop and to keep them.
        traces: those of their attributes that editors are known by.
        is_plain: whether they have marks and state at most, as nearly all elements.
    """

    style: Style
    is_block: bool
    opens: bool
    links: bool
    box: Box | None
    floats: bool
    arranges: bool
    is_painted: bool
    marks: int
    unmarks: int
    clears: int
    sets: int
    own: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    shows: tuple[Reader, ...]
    asks: bool
    hides: tuple[Hides, ...]
    drops: tuple[ElementSelector, ...]
    keeps: tuple[ElementSelector, ...]
    traces: tuple[str, ...]
    is_plain: bool = field(init=False)

    def __post_init__(self) -> None:
        told = self.asks or self.hides or self.drops or self.traces
        object.__setattr__(self, "is_plain", not (told or self.opens or self.links))


@dataclass(eq=False)
class Rules:
    """Which rules apply to an element: the caller's own first, then those for its attributes, its classes, its tag.

    They are asked in this order until one answers something else than ``NOT_MINE``.

    Attributes:
        tags, classes, attributes: rules by a tag or a family of tags (``mp-common-*``), by one word of ``class``, by
            the name of an attribute.
        unshown: what may say that an element is not shown, by ``tag`` or ``.word``.
        shows: what elements show by themselves, by ``tag``, ``.word`` or ``[attribute]``.
        painted: the background picture of an element.
        painted_by: attributes, besides ``style``, that may give one.
        painter: shows one.
        listing: what is asked about a block that may be code by its style alone.
        traces: those of an element's attributes, by their names and its ``class``, that editors are known by.
        own: what the caller says about elements.
        highlights: bits of the highlights that the writer writes.
    """

    tags: Mapping[str, Rule]
    classes: Mapping[str, Rule]
    attributes: Mapping[str, Rule]
    unshown: Mapping[str, Hides] = field(default_factory=dict)
    shows: Mapping[str, Reader] = field(default_factory=dict)
    painted: Painted | None = None
    painted_by: frozenset[str] = frozenset()
    painter: Painter | None = None
    listing: Rule | None = None
    traces: Callable[[tuple[str, ...], str], tuple[str, ...]] | None = None
    own: OwnRules = NO_OWN_RULES
    highlights: int = 0

    def __post_init__(self) -> None:
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
        own = tuple(rule for rule in self.own.rules if rule.selector.fits(tag, classes, names))
        is_block = tag in BLOCKS if style.block is None or tag in _ALWAYS else style.block
        by_tag = STATES.get(tag, 0) & ~style.clears
        rules = tuple(self._rules_of(tag, classes, names))
        if self.listing and is_block and tag not in _ALWAYS and style.sets & State.LISTING:
            rules += (self.listing,)
        shows = tuple(self._shows_of(tag, classes, names))
        is_painted = bool(style.background) or not self.painted_by.isdisjoint(names)
        marks = INLINE_MARKS.get(tag, 0)
        unwritten = Mark.HIGHLIGHTS & ~self.highlights | (Mark.UNDERLINED if tag == "a" else 0)  # links are underlined
        return ComputedStyle(
            style=style,
            is_block=is_block,
            opens=tag in _ALWAYS,
            links=tag == "a",
            box=made_of(tag, css) if not _are_hints(tag, names) else None,
            floats=style.floats,
            arranges=bool(style.flow.display) or tag == "table",
            is_painted=is_painted,
            marks=((marks & ~style.inherit) | style.on) & ~unwritten,
            unmarks=style.off,
            clears=style.clears | State.FLEX | State.HIDDEN,  # which the sight knows
            sets=style.sets | by_tag,
            own=own,
            rules=rules,
            shows=shows,
            asks=bool(own or rules or shows or is_painted),
            hides=tuple(self._hides_of(tag, classes)),
            drops=tuple(selector for selector in self.own.drop if selector.fits(tag, classes, names)),
            keeps=tuple(selector for selector in self.own.keep if selector.fits(tag, classes, names)),
            traces=self.traces(names, classes) if self.traces else (),
        )

    def _rules_of(self, tag: str, classes: str, names: tuple[str, ...]) -> Iterator[Rule]:
        """The library's rules that may apply to an element, in the order in which they are asked."""
        yield from (self.attributes[name] for name in names if name in self.attributes)
        yield from (self.classes[token] for token in classes.split() if token in self.classes)
        yield from (self.tags[name] for name in self._names_of(tag) if name in self.tags)

    def _names_of(self, tag: str) -> tuple[str, ...]:
        """*tag*, or the family that it belongs to if nothing names it."""
        family = f"{tag.rpartition('-')[0]}-*"
        return (family,) if "-" in tag and tag not in self.tags and family in self.tags else (tag,)

    def _shows_of(self, tag: str, classes: str, names: tuple[str, ...]) -> Iterator[Reader]:
        """What says what an element shows by itself."""
        words = (f".{word}" for word in classes.split())
        selectors = (*(f"[{name}]" for name in names), *words, *self._names_of(tag))
        yield from (self.shows[selector] for selector in selectors if selector in self.shows)

    def _hides_of(self, tag: str, classes: str) -> Iterator[Hides]:
        """What may say that an element is not shown."""
        if tag in NEVER_SHOWN and tag not in self.unshown:
            yield _always
        for name in (tag, *(f".{word}" for word in classes.split())):
            if name in self.unshown:
                yield self.unshown[name]


def _are_hints(tag: str, names: tuple[str, ...]) -> bool:
    return not set(hint_names(tag)).isdisjoint(names)


def _always(el: Element, inside: Inside) -> bool:
    return True
