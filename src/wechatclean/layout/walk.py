"""The source tree, laid out as a browser would, written anew in normal form.

One walk over the article's body; what it has read it frees, and changes nothing else. Every run of text carries its
*marks* (bold, italic, …) and its link as values, as in an editor's document model, so that emphasis needs no repair
afterwards: neighbouring runs of the same marks are one run, nesting cannot double them, blocks and breaks end them,
and a space belongs to what both its neighbours share. Blocks hold what :mod:`wechatclean.layout.normal_form` says.

What WeChat and its editors add to HTML is known to :mod:`wechatclean.elements` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from wechatclean.errors import LimitError
from wechatclean.html.characters import is_text
from wechatclean.html.css import FLEX, parse_style
from wechatclean.images.addresses import AS_IS, Size, locate, written
from wechatclean.layout.builder import CELLS, LISTS, ArticleBuilder, Outcome, Rule, has_picture
from wechatclean.layout.computed_style import ComputedStyle, Rules
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes

_ROOM = {"tr": "table", "td": "tr", "th": "tr"}  # what the parts of a table stand in
MAX_BOXES = 17  # quotes and lists nested deeper are shown as if they were not: markdown-it reads 20 levels
_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "li": ("value",)}


def lay_out(  # noqa: PLR0913  # a page has as many sides
    body: Element,
    rules: Rules,
    notes: Notes,
    *,
    limits: Limits = LIMITS,
    base: str | None = None,
    picture_base: str | None = None,
    size: Size = AS_IS,
) -> ArticleBuilder:
    """Lay out *body* by *rules* and return the builder with its ``root``, images and embeds; nothing is left of *body*.

    Args:
        base: URL that relative links are completed with.
        picture_base: the same for pictures: a saved page's copies lie beside it, not on the site.
        size: the rendition of pictures that is asked for.

    Raises:
        LimitError: elements are nested deeper than ``limits.depth``.
    """
    walker = Walker(rules, notes, base, picture_base, size)
    walker.walk(body, limits.depth)
    return walker


Close = Callable[[], None]


class _Frame(NamedTuple):
    """An element that is open: what was before it, whether it is a block, and what closes it."""

    element: Element
    marks: int
    link: str | None
    state: int
    is_block: bool
    close: Close | None
    outcome: Outcome


class Walker(ArticleBuilder):
    """The walk over a source tree: it enters and leaves elements, and the builder gets what they hold."""

    def __init__(  # as the builder, and the rules
        self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size
    ) -> None:
        super().__init__(notes, base, picture_base, size)
        self._rules = rules

    # -- the walk ------------------------------------------------------------------------------------------------

    def walk(self, body: Element, depth: int) -> None:
        """Lay out all that *body* holds; its own style is the page's, not the reader's."""
        open_: list[tuple[Iterator[Element], _Frame]] = []
        children = iter(body)
        self.text(body.text or "")
        while True:
            for el in children:
                frame = self._enter(el)
                if frame is not None:
                    if len(open_) >= depth:
                        raise LimitError("depth", depth)
                    if el.text:
                        self.text(el.text)
                    if len(el):
                        open_.append((children, frame))
                        children = iter(el)
                        break
                    self._leave(frame)
                if el.tail:
                    self.text(el.tail)
            else:
                if not open_:
                    break
                children, frame = open_.pop()
                self._leave(frame)
                el = frame.element
                del el[:]  # frees as much memory as what is written needs
                if el.tail:
                    self.text(el.tail)
        self.flush()

    def _enter(self, el: Element) -> _Frame | None:
        """Open *el*; ``None`` if it is dealt with, and needs no walk."""
        computed = self._rules.style_of(el)
        if computed.traces:
            self.trace(el, computed.traces)
        if computed.may_hide and self._is_hidden(el, computed):
            return None
        marks, link, state = self.marks, self.link, self.state
        is_block = computed.is_block or bool(state & FLEX)
        if is_block and self._line.runs:
            self.flush()
        self.marks = (marks | computed.marks) & ~computed.unmarks
        self.state = state & ~computed.clears | computed.sets
        if computed.links:
            self.link = self.target(el.get("href") or el.get("data-href") or "")
        if computed.is_painted and self._rules.painted:
            self._rules.painted(self, el)
        close = self._open(el) if computed.opens else None
        outcome = self._treat(el, computed.rules) if computed.rules else None
        frame = _Frame(el, marks, link, state, is_block, close, outcome)
        if outcome is True:
            self._leave(frame)
            return None
        return frame

    def _leave(self, frame: _Frame) -> None:
        """Close what *frame* has opened."""
        _, marks, link, state, is_block, close, outcome = frame
        if outcome and outcome is not True:
            outcome()
        if is_block and self._line.runs:
            self.flush()
        if close:
            close()
        self.marks, self.link, self.state = marks, link, state

    def _treat(self, el: Element, rules: Iterable[Rule]) -> Outcome:
        """What the first of *rules* says that takes *el*."""
        for rule in rules:
            if (outcome := rule(self, el)) is not None:
                return outcome
        return None

    def _is_hidden(self, el: Element, computed: ComputedStyle) -> bool:
        """Whether nothing of *el* is shown; what goes with it is noted."""
        style = computed.style
        if style.clips and not style.hides and el.get("hidden") is None:
            if has_picture(el):
                return False
            reason = "clipped to nothing"
        else:
            reason = style.hides or "hidden"
            if reason == "hidden" and style.block is not None:
                return False  # display: block overrules the attribute
        if el.tag == "img" and self._lies_on_itself(el):
            return False
        if is_text("".join(el.itertext("*"))):
            self.notes.add("hidden", f"text that the page does not show was dropped ({reason})")
        elif has_picture(el):
            self.notes.add("hidden", f"a picture that the page does not show was dropped ({reason})")
        return True

    def _lies_on_itself(self, img: Element) -> bool:
        """Whether a box around *img* shows the same picture as its background, as editors make round portraits."""
        address = img.get("data-src") or img.get("src") or ""
        boxes = (parse_style(box.get("style")).background for box in islice(img.iterancestors(), 4))
        return any(locate(written(url)).key == locate(written(address)).key for url in boxes if url)

    def _open(self, el: Element) -> Close | None:
        """Open the heading or box *el*, if it can stand here, and return what closes it."""
        tag = str(el.tag)
        if tag in HEADINGS:
            return self._open_heading(tag)
        if self._depth >= MAX_BOXES:
            return None
        box = self.box
        if tag in _ROOM and box.tag != _ROOM[tag]:
            return None
        if tag in LISTS and box.tag in LISTS and not len(box):
            return None  # a list that only wraps a list
        if tag in _ROOM:
            inner = etree.SubElement(box, tag)
        elif tag == "li":
            inner = etree.SubElement(box if box.tag in LISTS else self._list(), tag)
        else:
            inner = self.put(tag)
        return self._open_box(inner, el)

    def _list(self) -> Element:
        """The list for an item that stands in none."""
        last = self.box[-1] if len(self.box) else None
        return last if last is not None and last.tag == "ul" else self.put("ul")

    def _open_box(self, box: Element, el: Element) -> Close:
        outer, depth, self.box = self.box, self._depth, box
        self._depth = sum(1 for _ in box.iterancestors())  # a list without its own tag counts too
        self._headers += box.tag == "th"
        for name in _KEPT.get(str(box.tag), ()):
            if (value := el.get(name, "").strip()[:9]).isdecimal() and value.isascii():
                box.set(name, str(int(value)))

        def close() -> None:
            self.box, self._depth = outer, depth
            self._headers -= box.tag == "th"
            if not len(box) and box.tag not in CELLS:
                _remove(box)

        return close

    def _open_heading(self, tag: str) -> Close:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close


def _remove(el: Element) -> None:
    parent = el.getparent()
    if parent is not None:
        parent.remove(el)
