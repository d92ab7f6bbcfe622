"""Bold, links and their like across tags that do not nest (HTML Standard, sections 13.2.4.3 and 13.2.6.4.7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from wechatclean.html.kinds import SCOPE, SPECIAL
from wechatclean.html.open_elements import Element, OpenElements
from wechatclean.html.tree import drop

_ALIKE = 3  # so many open ones that are the same go on in the next block; the standard's number, as the next two
_ROUNDS, _COPIES = 8, 3
_MOST = 64  # browsers take any number: their time grows as its square
_COPY = 100  # what a copy costs, in elements that are moved: it is laid out and written, too

_Look = tuple[str, frozenset[tuple[str, str]]]  # what elements that are alike have in common


class Formatting:
    """The formatting elements that go on in the next block, and what an end tag between them does.

    Attributes:
        room: how much work is left; when none is, nothing goes on.
    """

    def __init__(
        self, open_: OpenElements, insert: Callable[[Element], None], place: Callable[[Element, Element], None]
    ) -> None:
        self.room = 0
        self._open, self._insert, self._place = open_, insert, place
        self._here: list[Element] = []  # those that reach here, in order
        self._outer: list[list[Element]] = []  # those that do not, by the cells and objects that keep them out
        self._looks: dict[Element, _Look] = {}  # of all of these

    def mark(self) -> None:
        """What is open now does not reach into the element that begins."""
        self._outer.append(self._here)
        self._here = []

    def clear(self) -> None:
        """That element ends."""
        for el in self._here:
            del self._looks[el]
        self._here = self._outer.pop() if self._outer else []

    def push(self, el: Element) -> None:
        """Remember *el*, which has been opened."""
        look = (str(el.tag), frozenset(el.items()))
        same = [other for other in self._here if self._looks[other] == look]
        if len(same) >= _ALIKE:
            self._remove(same[0])
        elif len(self._here) >= _MOST:
            self._remove(self._here[0])
        self._here.append(el)
        self._looks[el] = look

    def find(self, name: str) -> Element | None:
        """The last one of *name* that reaches here."""
        return next((el for el in reversed(self._here) if self._looks[el][0] == name), None)

    def forget(self, el: Element) -> None:
        """*el*, one of those that reach here, ends."""
        if el in self._looks:
            self._remove(el)
        if el in self._open:
            self._open.put(self._open.index(el))

    def reconstruct(self) -> None:
        """Open again those that a block has closed."""
        here, at = self._here, len(self._here)
        while at and here[at - 1] not in self._open:
            at -= 1
        for number in range(at, len(here)):
            self.room -= _COPY
            self._insert(self._replace(number))
        if self.room < 0:
            self._here, self._outer, self._looks = [], [], {}

    def end(self, name: str) -> bool:
        """The end tag *name*, by the "adoption agency algorithm"; ``False`` where it ends no formatting element."""
        current = self._open.current
        if current.tag == name and current not in self._looks:
            self._open.pop()
            return True
        for _ in range(_ROUNDS):
            el = self.find(name)
            if el is None:
                return False
            if el not in self._open:
                self._remove(el)
                return True
            at = self._open.index(el)
            if self._open.last(*SCOPE) > at:
                return True
            block = next((n for n in range(at + 1, len(self._open)) if self._is_special(n)), None)
            self.room -= len(self._open) - at
            if block is None or self.room < 0:
                while len(self._open) > at:
                    self._open.pop()
                self._remove(el)
                return True
            self._adopt(el, at, block)
        return True

    def _adopt(self, el: Element, at: int, block: int) -> None:
        """Put what *el*, at *at*, holds of the block in it, at *block*, into a copy of it within the block."""
        furthest = last = self._open[block]
        bookmark: Element = el  # its copy comes behind this one
        for copies, number in enumerate(range(block - 1, at, -1), 1):
            node = self._open[number]
            if node in self._looks and copies > _COPIES:
                self._remove(node)
            if node not in self._looks:
                self._open.put(number)
                continue
            copy = self._replace(self._here.index(node))
            self._open.put(number, copy)
            bookmark = copy if last is furthest else bookmark
            _move(last, copy)
            last = copy
        drop(last)
        self._place(last, self._open[at - 1])
        copy = _copy(el)
        copy.text, furthest.text = furthest.text, None
        copy.extend(list(furthest))
        furthest.append(copy)
        self._looks[copy] = self._looks[el]
        self._here.insert(self._here.index(bookmark) + 1, copy)
        self._remove(el)
        self._open.put(at)
        self._open.put(self._open.index(furthest), furthest, copy)

    def _is_special(self, at: int) -> bool:
        return self._open[at].tag in SPECIAL and self._open[at] not in self._open.foreign

    def _remove(self, el: Element) -> None:
        self._here.remove(el)
        del self._looks[el]

    def _replace(self, at: int) -> Element:
        """Put a copy in the place of the one at *at*."""
        el = self._here[at]
        copy = self._here[at] = _copy(el)
        self._looks[copy] = self._looks.pop(el)
        return copy


def _copy(el: Element) -> Element:
    copy = el.makeelement(el.tag)  # in the same document: one of its own would cost more than the element
    for name, value in el.items():
        with suppress(ValueError):  # libxml2 parses names that lxml writes nowhere, and that mean nothing
            copy.set(name, value)
    return copy


def _move(el: Element, box: Element) -> None:
    drop(el)
    box.append(el)
