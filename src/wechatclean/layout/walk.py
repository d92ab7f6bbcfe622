"""The walk: the source tree is laid out as a browser would lay it out, and written in normal form.

The walk reads the article's body once, and frees what it has read. Each run of text has its *marks* (bold, italic, …)
and its link as values, as in an editor's document model, so that emphasis needs no repair afterwards: neighbours with
the same marks are one run, nesting cannot double a mark, blocks and breaks end it, and a space has the marks that both
its neighbours have. :mod:`wechatclean.layout.normal_form` says what a block holds. What WeChat and its editors add to
HTML is told to the walk as rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from wechatclean.errors import LimitError
from wechatclean.html.style import State
from wechatclean.html.tree import drop
from wechatclean.images.addresses import AS_IS, Size
from wechatclean.layout.backgrounds import painting
from wechatclean.layout.builder import CELLS, LISTS, ArticleBuilder, is_initial
from wechatclean.layout.computed_style import NEVER_SHOWN, ComputedStyle, Rules
from wechatclean.layout.element_selector import any_meets
from wechatclean.layout.inline import MarkdownLink
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, OnLeave, Outcome, Rule
from wechatclean.layout.shown import Shown, is_left_out, is_unshown, why_not_shown
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.source.markdown.parts import Part

_PARENTS = {"tr": "table", "td": "tr", "th": "tr"}  # what the parts of a table stand in
_FLEX, _HIDDEN = State.FLEX, State.HIDDEN
_UNUSUAL = _HIDDEN | State.LINE_FEEDS  # text is not simply added to the line
MAX_BOXES = 17  # quotes and lists that are nested deeper are written as if they were not: markdown-it reads 20 levels
_ALIGNED = re.compile("text-align:(left|center|right)")  # as markdown-it writes it; in HTML it says nothing of a table
_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "li": ("value",)}


def lay_out(  # noqa: PLR0913  # what the caller may ask for, each by its name
    body: Element,
    rules: Rules,
    notes: Notes,
    *,
    limits: Limits = LIMITS,
    base: str | None = None,
    picture_base: str | None = None,
    size: Size = AS_IS,
    parts: Sequence[Part] = (),
    is_markdown: bool = False,
    counts: bool = True,
) -> Walker:
    """Lay out *body* by *rules* and return the builder with the article; *body* is empty afterwards.

    Args:
        body: the element that holds the article.
        rules: what is told to the walk about elements.
        notes: gets what was dropped.
        limits: how deep elements may be nested.
        base: URL that relative links are completed with.
        picture_base: the same for pictures: a saved page's copies lie beside the page, not on the site.
        size: the rendition of pictures that is asked for.
        parts: what stays in a post as it was written.
        is_markdown: whether *body* was made of Markdown.
        counts: whether what the page shows is counted.

    Raises:
        LimitError: elements are nested deeper than ``limits.depth``.
    """
    walker = Walker(rules, notes, base, picture_base, size)
    walker.parts, walker.is_markdown, walker.counts = parts, is_markdown, counts
    walker.walk(body, limits.depth)
    return walker


class _Frame(NamedTuple):
    """An element that is open.

    Attributes:
        element: the element of the source.
        marks, link, state, counts: those of the walk before it, which come back after it.
        is_block: whether a line ends with it.
        close: closes the heading or box that it has opened.
        on_leave: what its rule wants to be called at its end.
        paint: shows its background, if nothing else is shown of it.
    """

    element: Element
    marks: int
    link: str | None
    state: int
    counts: bool
    is_block: bool
    close: OnLeave | None = None
    on_leave: OnLeave | None = None
    paint: OnLeave | None = None


class Walker(ArticleBuilder):
    """The walk over a source tree: it enters and leaves elements, and writes what they hold."""

    def __init__(self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        super().__init__(notes, base, picture_base, size)
        self.shown = Shown(rules)
        self._rules, self.counts = rules, True

    # -- the walk ------------------------------------------------------------------------------------------------

    def walk(self, body: Element, depth: int) -> None:
        """Lay out all that *body* holds; its own style says how the page loads, not what a reader sees."""
        open_: list[tuple[Iterator[Element], _Frame]] = []
        children = iter(body)
        self._read(body.text or "", body)
        parent = body
        while True:
            for el in children:
                frame = self._enter(el)
                if frame is not None:
                    if len(open_) >= depth:
                        raise LimitError("depth", depth)
                    if el.text:
                        self._read(el.text, el)
                    if len(el):
                        open_.append((children, frame))
                        children, parent = iter(el), el
                        break
                    self._leave(frame)
                if el.tail:
                    self._read(el.tail, parent)
            else:
                if not open_:
                    break
                children, frame = open_.pop()
                self._leave(frame)
                el, parent = frame.element, open_[-1][1].element if open_ else body
                del el[:]  # what is freed here makes room for what is written
                if el.tail:
                    self._read(el.tail, parent)
        self.flush()

    def _read(self, text: str, el: Element) -> None:
        """Count *text* of *el*, and write it."""
        unusual = self.state & _UNUSUAL
        if self.counts and not unusual & _HIDDEN:
            self.shown.texts.append(text)
        if unusual:
            self._text(text, el)
        else:
            self._line.add(text, self.marks, self.link)

    def _enter(self, el: Element) -> _Frame | None:
        """Open *el*; ``None`` where nothing inside is left for the walk."""
        computed = self._rules.style_of(el)
        if not computed.is_plain and self._is_left_out(el, computed):
            return None
        marks, link, state, counts = self.marks, self.link, self.state, self.counts
        is_block = computed.is_block or bool(state & _FLEX)
        is_block = is_block and not (computed.floats and not self._line.runs and is_initial(el))
        if is_block and self._line.runs:
            self.flush()
        self.marks = (marks | computed.marks) & ~computed.unmarks
        self.state = state & ~computed.clears | computed.sets
        if computed.is_plain:
            return _Frame(el, marks, link, state, counts, is_block)
        if counts and computed.asks and not is_unshown(el, computed):
            self.shown.count(el, computed, self.state)
            self.counts = False
        if computed.links:
            self.link = self.target(el.get("href") or el.get("data-href") or "")
            if self.is_markdown and self.link:
                self.link = MarkdownLink(self.link)
                self.link.outer, self.link.named = self.marks, " ".join(el.get("title", "").split())
        close = self._open(el) if computed.opens else None
        paint = painting(self, self._rules, el) if computed.is_painted else None
        answer = self._answer(computed, el) if computed.asks or computed.hides else GO_INSIDE
        on_leave = None if answer is GO_INSIDE or isinstance(answer, Outcome) else answer
        frame = _Frame(el, marks, link, state, counts, is_block, close, on_leave, paint)
        if answer is HANDLED:
            self._leave(frame)
            return None
        return frame

    def _leave(self, frame: _Frame) -> None:
        """Close what *frame* has opened."""
        _, marks, link, state, counts, is_block, close, on_leave, paint = frame
        if on_leave:
            on_leave()
        if paint:
            paint()
        if is_block and self._line.runs:
            self.flush()
        if close:
            close()
        self.marks, self.link, self.state, self.counts = marks, link, state, counts

    def _answer(self, computed: ComputedStyle, el: Element) -> Outcome | OnLeave:
        """What becomes of *el*."""
        if computed.keeps and any_meets(computed.keeps, el):
            return self._answer_kept(computed, el)
        if computed.own and (answer := self._ask(computed.own, el)) is not NOT_MINE:
            return answer
        if computed.hides and is_unshown(el, computed):
            return HANDLED
        answer = self._ask(computed.rules, el)
        return GO_INSIDE if answer is NOT_MINE else answer

    def _answer_kept(self, computed: ComputedStyle, el: Element) -> Outcome | OnLeave:
        """The same for an element that the caller keeps: where a rule writes nothing of it, the walk goes inside."""
        notes, self.notes = self.notes, Notes()
        before = self.progress()
        answer = self._ask((*computed.own, *computed.rules), el)
        if answer is NOT_MINE or (answer is HANDLED and self.progress() == before):
            answer = HANDLED if el.tag in NEVER_SHOWN else GO_INSIDE
        else:
            notes.take(self.notes)
        self.notes = notes
        return answer

    def _ask(self, rules: Iterable[Rule], el: Element) -> Outcome | OnLeave:
        """The answer of the first of *rules* that applies to *el*."""
        for rule in rules:
            if (answer := rule(self, el)) is not NOT_MINE:
                return answer
        return NOT_MINE

    def leaves_out(self, el: Element) -> bool:
        """See :meth:`ArticleBuilder.leaves_out`."""
        return is_left_out(el, self._rules.style_of(el))

    def _is_left_out(self, el: Element, computed: ComputedStyle) -> bool:
        """Whether nothing of *el* is shown, or the caller drops it; a note says what is lost with it."""
        if computed.traces:
            self.trace(el, computed.traces)
        if computed.may_hide and (reason := why_not_shown(el, computed, self.shown.pictured)):
            self.note_lost(el, reason)
            return True
        if computed.drops and any_meets(computed.drops, el) and not any_meets(computed.keeps, el):
            self.notes.add("dropped", f"an element that you drop (<{el.tag!s}>)", el)
            return True
        return False

    def _open(self, el: Element) -> OnLeave | None:
        """Open the heading or box *el*, where it can stand here, and return what closes it."""
        tag = str(el.tag)
        if tag in HEADINGS:
            return self._open_heading(tag)
        box = self.box
        if self._depth + (1 if tag != "li" or box.tag in LISTS else 2) > MAX_BOXES:
            return None
        if tag in _PARENTS and box.tag != _PARENTS[tag]:
            return None
        if tag in LISTS and box.tag in LISTS and not len(box):
            return self._open_level(el)
        if tag in _PARENTS:
            inner = etree.SubElement(box, tag)
        elif tag == "li":
            if box.tag not in LISTS:
                box = box[-1] if len(box) and box[-1].tag == "ul" else self.put("ul")
            inner = etree.SubElement(box, tag)
        else:
            inner = self.put(tag)
        return self._open_box(inner, el)

    def _open_level(self, el: Element) -> OnLeave | None:
        """Open the list *el*, which begins a list: it is a level of the list before, or stands for its wrapper."""
        before = self.box.getprevious()
        if before is None or before.tag not in LISTS or not len(before):
            return None
        return self._open_box(etree.SubElement(before[-1], str(el.tag)), el)

    def _open_box(self, box: Element, el: Element) -> OnLeave:
        outer, depth, self.box = self.box, self._depth, box
        self._depth = sum(1 for _ in box.iterancestors())  # counts lists that the source did not open, too
        self._headers += box.tag == "th"
        for name in _KEPT.get(str(box.tag), ()):
            if (value := el.get(name, "").strip()[:9]).isdecimal() and value.isascii():
                box.set(name, str(int(value)))
        if self.is_markdown and (aligned := _ALIGNED.fullmatch(el.get("style", ""))) and box.tag in CELLS:
            box.set("align", aligned[1])

        def close() -> None:
            self.box, self._depth = outer, depth
            self._headers -= box.tag == "th"
            if not len(box) and box.tag not in CELLS and not (self.is_markdown and box.tag == "li"):
                drop(box)

        return close

    def _open_heading(self, tag: str) -> OnLeave:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close
