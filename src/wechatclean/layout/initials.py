"""The first letter of a paragraph, set large in a box of its own: it belongs to the word that it begins."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from wechatclean.html.flow import Flow
from wechatclean.html.style import State
from wechatclean.html.tree import is_large, near
from wechatclean.images.addresses import Size
from wechatclean.layout.boxes import BoxBuilder
from wechatclean.layout.computed_style import ComputedStyle
from wechatclean.layout.inside import pictures_in
from wechatclean.layout.normal_form import Element
from wechatclean.notes import Notes

_MOST_ELEMENTS, _MOST_LETTERS = 12, 2  # of an initial
_QUOTES = "“‘「『《〈【（(\"'"
# Beside a title or an answer.
_LABELS = frozenset("一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾甲乙丙丁上中下问答注图表QqAa")
_LONG = 12  # characters that a paragraph has, and a title has not


def is_initial(el: Element) -> bool:
    """Whether *el* holds the first letter of the text behind it, and no picture or number of its own."""
    if is_large(el, _MOST_ELEMENTS) or any(True for _ in pictures_in(el)):
        return False
    text = "".join(el.itertext("*")).strip()
    if not text or len(text.lstrip(_QUOTES)) > _MOST_LETTERS:
        return False
    return not any(map(str.isdecimal, text)) or (el.tail or "")[:1].isdecimal()


def is_initial_in_column(el: Element) -> bool:
    """The same for *el* in a column beside its paragraph, where a letter may be a label, too."""
    beside = el.getnext()
    if beside is None or not is_initial(el) or not _is_no_label(el):
        return False
    first = (inner.text for inner in islice(near(beside, 3), _MOST_ELEMENTS))
    return len("".join(filter(None, (beside.text, *first))).strip()) >= _LONG


def _is_no_label(el: Element) -> bool:
    """Whether *el*, an initial, is one letter that names nothing."""
    text = "".join(el.itertext("*")).strip().lstrip(_QUOTES)
    return len(text) == 1 and text.isalpha() and text not in _LABELS


class InitialsBuilder(BoxBuilder):
    """A builder that does not end a line between an initial and its word."""

    def __init__(self, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        super().__init__(notes, base, picture_base, size)
        self._in_initial = self._waits = False  # the line gets an initial; the next text belongs to it
        self._initial: tuple[int, int] | None = None  # where the line stood behind it

    def _begins_word(self, el: Element, computed: ComputedStyle, flow_of: Callable[[Element], Flow]) -> bool:
        """Whether *el* is an initial; no block in it ends the line, nor does one behind it, up to the next text."""
        if self._line.runs or self._in_initial or not computed.is_plain:
            return False
        if computed.floats:
            self._in_initial = is_initial(el)
            self._waits = self._in_initial and _is_no_label(el)
        elif self.state & State.FLEX:
            row = el.getparent()
            is_column = row is None or flow_of(row).direction.startswith("column")
            self._in_initial = self._waits = not is_column and is_initial_in_column(el)
        elif not computed.is_block:
            self._waits = False
            self._in_initial = bool(len(el)) and is_initial(el)
        return self._in_initial

    def _wait_for_word(self) -> None:
        """The initial ends."""
        self._in_initial = False
        self._initial = self._line.progress() if self._waits and self._line.runs else None

    def _end_line(self, *, is_certain: bool) -> None:
        """A block begins or ends; only where it *is_certain* the line ends with an initial, too."""
        if self._in_initial:
            return
        if not is_certain and self._initial == self._line.progress():
            self._waits = False
            return
        self._initial = None
        self.flush()

    def _behind_initial(self, text: str) -> str:
        """*text*, the first behind an initial: what is blank says nothing, but between two words in one box."""
        if text.isspace() or self._initial != self._line.progress():
            self._initial = self._initial if text.isspace() else None
            return "" if self._initial else text
        self._initial = None
        return text if self._waits and text[0].isascii() and self._ends_in_ascii() else text.lstrip()

    def _ends_in_ascii(self) -> bool:
        what = self._line.runs[-1][0]
        return isinstance(what, list) and what[-1].isascii()
