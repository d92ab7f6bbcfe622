"""The walk: the source tree is laid out as a browser would lay it out, and written in normal form.

The walk reads the article's body once, and frees what it has read. Each run of text has its *marks* (bold, italic, …)
and its link as values, as in an editor's document model, so that emphasis needs no repair afterwards: neighbours with
the same marks are one run, nesting cannot double a mark, blocks and breaks end it, and a space has the marks that both
its neighbours have. :mod:`wechatclean.layout.normal_form` says what a block holds. What WeChat and its editors add to
HTML is told to the walk as rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from wechatclean.errors import LimitError
from wechatclean.html.box import FALLBACK, box_of
from wechatclean.html.entering import enter
from wechatclean.html.flow import Flow
from wechatclean.html.sight import Sight
from wechatclean.html.style import State
from wechatclean.html.visibility import why_unseen
from wechatclean.images.addresses import AS_IS, Size
from wechatclean.layout.arranging import arrange
from wechatclean.layout.computed_style import NEVER_SHOWN, ComputedStyle, Rules
from wechatclean.layout.element_selector import any_meets
from wechatclean.layout.initials import InitialsBuilder
from wechatclean.layout.inline import MarkdownLink
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, OnLeave, Outcome, Rule
from wechatclean.layout.shown import Shown, is_left_out, is_unshown, why_not_shown
from wechatclean.layout.typed_lines import verdict
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.source.markdown.parts import Part

_FLEX, _INDENTED = State.FLEX, State.INDENTED
# Text in these is never shown, and who looks at the page cannot know of it; in others it is data, or for other readers.
_NOTED = frozenset("annotation annotation-xml clippath desc mask metadata noembed noframes pattern symbol".split())
_FEEDS, _KNOWN = State.FEEDS, State.TYPED | State.WRAPPED
_UNUSUAL = State.HIDDEN | _FEEDS  # text is not simply added to the line
# An element that is open: marks, link, state, sight, first line and counting of the walk before it, which come back
# after it; whether a line ends with it; what closes the heading or box that it has opened; what its rule wants to be
# called at its end; what shows its background, if nothing else is shown of it. Pages have thousands: it has no class.
_End = OnLeave | None
Frame: TypeAlias = tuple[Element, int, str | None, int, Sight, int, bool, bool, _End, _End, _End]


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
    walker: type[Walker] | None = None,
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
        walker: what walks, where it is to remember more than the article.

    Raises:
        LimitError: elements are nested deeper than ``limits.depth``.
    """
    built = (walker or Walker)(rules, notes, base, picture_base, size)
    built.parts, built.is_markdown, built.counts, built.is_counted = parts, is_markdown, counts, counts
    built.walk(body, limits.depth)
    return built


class Walker(InitialsBuilder):
    """The walk over a source tree: it enters and leaves elements, and writes what they hold."""

    def __init__(self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        super().__init__(notes, base, picture_base, size)
        self.shown = Shown(rules, self.inside)
        self._rules, self.counts, self.is_counted = rules, True, True

    # -- the walk ------------------------------------------------------------------------------------------------

    def walk(self, body: Element, depth: int) -> None:
        """Lay out all that *body* holds; its own style says how the page loads, not what a reader sees."""
        open_: list[tuple[Iterator[Element], Frame]] = []
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
                el, parent = frame[0], open_[-1][1][0] if open_ else body
                del el[:]  # what is freed here makes room for what is written
                if el.tail:
                    self._read(el.tail, parent)
        self.flush()

    def _read(self, text: str, el: Element) -> None:
        """Count *text* of *el*, and write it."""
        if self._initial is not None and not (text := self._behind_initial(text)):
            return
        unusual = self.state & _UNUSUAL
        if self.counts and not (unusual and self._hides(text)):
            self.shown.texts.append(text)
        if unusual:
            self._text(text, el)
        else:
            self._line.add(text, self.marks, self.link)

    def _enter(self, el: Element) -> Frame | None:
        """Open *el*; ``None`` where nothing inside is left for the walk."""
        computed = self._rules.style_of(el)
        outer, first = self.sight, self.first
        sight = enter(outer, computed.box or box_of(el))
        if (sight.gone or not computed.is_plain) and self._is_left_out(el, computed, sight):
            return None
        marks, link, state, counts = self.marks, self.link, self.state, self.counts
        begins_word = (computed.floats or computed.style.large) and self._begins_word(el, computed, self._flow_of)
        is_block = (computed.is_block or bool(state & _FLEX)) and not begins_word
        if is_block and self._line.runs:
            self._end_line(is_certain=computed.opens)
        self.marks = (marks | computed.marks) & ~computed.unmarks
        self.state = state & ~computed.clears | computed.sets | sight.state
        self.sight = sight
        if sight.state & _INDENTED and sight.has_lines:
            self.first = self.lines
        if computed.arranges and len(el):
            arrange(el, computed.style.flow, self.state, self._flow_of)
        if computed.is_plain:
            if computed.sets & _FEEDS:
                self._ask_for_lines(el)
            wait = self._wait_for_word if begins_word else None
            return el, marks, link, state, outer, first, counts, is_block, None, wait, None
        if counts and computed.asks and not is_unshown(el, computed, self.inside):
            self.shown.count(el, computed, sight)
            self.counts = False
        if computed.links:
            self.link = self.target(el.get("href") or el.get("data-href") or "")
            if self.is_markdown and self.link:
                self.link = MarkdownLink(self.link)
                self.link.outer, self.link.named = self.marks, " ".join(el.get("title", "").split())
        close = self.open(el) if computed.opens else None
        paint = self._painting(el, computed, sight) if computed.is_painted else None
        answer = self._answer(computed, el) if computed.asks or computed.hides else GO_INSIDE
        on_leave = None if answer is GO_INSIDE or isinstance(answer, Outcome) else answer
        frame = el, marks, link, state, outer, first, counts, is_block, close, on_leave, paint
        if answer is HANDLED:
            self._leave(frame)
            return None
        if computed.sets & _FEEDS:
            self._ask_for_lines(el)
        return frame

    def _painting(self, el: Element, computed: ComputedStyle, sight: Sight) -> OnLeave | None:
        """What shows the background of *el* at its end, if it is a picture; that of a drawing is shown at once."""
        painter, backdrop = self._rules.painter, self._rules.painted(el) if self._rules.painted else None
        if backdrop is None or painter is None:
            return None
        if backdrop.is_drawing:
            painter(self, backdrop, el)
            return None
        if not self.is_counted and el not in self.shown.backdrops:
            self.shown.count(el, computed, sight)
        return partial(painter, self, backdrop, el) if self.shown.backdrops.get(el) else None

    def _ask_for_lines(self, el: Element) -> None:
        """Find out who made the line feeds that *el* keeps, if it is the outermost that does and may hold any."""
        if not self.state & _KNOWN and (len(el) or "\n" in (el.text or "")):
            self.state |= verdict(el, self._rules, self.state, self.sight)

    def _flow_of(self, el: Element) -> Flow:
        return self._rules.style_of(el).style.flow

    def _leave(self, frame: Frame) -> None:
        """Close what *frame* has opened."""
        _, marks, link, state, sight, first, counts, is_block, close, on_leave, paint = frame
        if on_leave:
            on_leave()
        if paint:
            paint()
        if is_block and self._line.runs:
            self._end_line(is_certain=close is not None)
        if close:
            close()
        if state & _INDENTED and self.sight.has_lines:
            self.lines += 1
        self.marks, self.link, self.state, self.counts = marks, link, state, counts
        self.sight, self.first = sight, first

    def _answer(self, computed: ComputedStyle, el: Element) -> Outcome | OnLeave:
        """What becomes of *el*."""
        if computed.keeps and any_meets(computed.keeps, el):
            return self._answer_kept(computed, el)
        if computed.own and (answer := self._ask(computed.own, el)) is not NOT_MINE:
            return answer
        if computed.hides and is_unshown(el, computed, self.inside):
            if el.tag in _NOTED:
                self.note_hidden("".join(el.itertext("*")), f"in a <{el.tag!s}>", el)
            return HANDLED
        answer = self._ask(computed.rules, el)
        if answer is HANDLED and el.tag in FALLBACK:
            self.note_hidden("".join(el.itertext("*")), why_unseen(State.FALLBACK), el)
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
        return is_left_out(el, self._rules.style_of(el), self.inside)

    def _is_left_out(self, el: Element, computed: ComputedStyle, sight: Sight) -> bool:
        """Whether nothing of *el* is shown, or the caller drops it; a note says what is lost with it."""
        if computed.traces:
            self.trace(el, computed.traces)
        if sight.gone and (reason := why_not_shown(el, sight)):
            self.note_lost(el, reason)
            return True
        if computed.drops and any_meets(computed.drops, el) and not any_meets(computed.keeps, el):
            self.notes.add("dropped", f"an element that you drop (<{el.tag!s}>)", el)
            return True
        return False
