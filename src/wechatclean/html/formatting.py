"""Bold, links and their like across tags that do not nest (HTML Standard, sections 13.2.4.3 and 13.2.6.4.7)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from lxml import etree

from wechatclean.html.kinds import SCOPE, SPECIAL
from wechatclean.html.open_elements import Element, OpenElements
from wechatclean.html.tree import drop

_ALIKE = 3  # so many open ones that are the same go on in the next block; the standard's number, as the next two
_ROUNDS, _COPIES = 8, 3
_MOST = 64  # browsers take any number: their time grows as its square
_COPY = 25  # what a copy costs, in elements that are moved


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
        self._list: list[Element | None] = []  # None where a cell or an object begins

    def mark(self) -> None:
        """What is open now does not reach into the element that begins."""
        self._list.append(None)

    def clear(self) -> None:
        """That element ends."""
        while self._list and self._list.pop() is not None:
            pass

    def push(self, el: Element) -> None:
        """Remember *el*, which has been opened."""
        here = self._here()
        same = [other for other in here if other.tag == el.tag and other.attrib == el.attrib]
        if len(same) >= _ALIKE:
            self._list.remove(same[0])
        elif len(here) >= _MOST:
            self._list.remove(here[0])
        self._list.append(el)

    def find(self, name: str) -> Element | None:
        """The last one of *name* that reaches here."""
        return next((el for el in reversed(self._here()) if el.tag == name), None)

    def forget(self, el: Element) -> None:
        """*el* ends, wherever it is."""
        if el in self._list:
            self._list.remove(el)
        if el in self._open:
            self._open.put(self._open.index(el))

    def reconstruct(self) -> None:
        """Open again those that a block has closed."""
        if not self._list or self._list[-1] is None or self._list[-1] in self._open:
            return
        at = len(self._list) - 1
        while at and (before := self._list[at - 1]) is not None and before not in self._open:
            at -= 1
        for number in range(at, len(self._list)):
            self.room -= _COPY
            copy = _copy(self._list[number])  # type: ignore[arg-type]  # no mark is among them
            self._list[number] = copy
            self._insert(copy)
        if self.room < 0:
            self._list.clear()

    def end(self, name: str) -> bool:
        """The end tag *name*, by the "adoption agency algorithm"; ``False`` where it ends no formatting element."""
        current = self._open.current
        if current.tag == name and current not in self._list:
            self._open.pop()
            return True
        for _ in range(_ROUNDS):
            el = self.find(name)
            if el is None:
                return False
            if el not in self._open:
                self._list.remove(el)
                return True
            at = self._open.index(el)
            if self._open.last(*SCOPE) > at:
                return True
            block = next((n for n in range(at + 1, len(self._open)) if self._is_special(n)), None)
            self.room -= len(self._open) - at
            if block is None or self.room < 0:
                while len(self._open) > at:
                    self._open.pop()
                self._list.remove(el)
                return True
            self._adopt(el, at, block)
        return True

    def _adopt(self, el: Element, at: int, block: int) -> None:
        """Put what *el*, at *at*, holds of the block in it, at *block*, into a copy of it within the block."""
        furthest = last = self._open[block]
        bookmark: Element = el  # its copy comes behind this one
        for copies, number in enumerate(range(block - 1, at, -1), 1):
            node = self._open[number]
            if node in self._list and copies > _COPIES:
                self._list.remove(node)
            if node not in self._list:
                self._open.put(number)
                continue
            copy = _copy(node)
            self._list[self._list.index(node)] = copy
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
        where = self._list.index(bookmark)
        self._list[where + (bookmark is not el) : where + 1] = [copy]
        if bookmark is not el:
            self._list.remove(el)
        self._open.put(at)
        self._open.put(self._open.index(furthest), furthest, copy)

    def _is_special(self, at: int) -> bool:
        return self._open[at].tag in SPECIAL and self._open[at] not in self._open.foreign

    def _here(self) -> list[Element]:
        """Those that reach here, in order."""
        here: list[Element] = []
        for el in reversed(self._list):
            if el is None:
                break
            here.append(el)
        return here[::-1]


def _copy(el: Element) -> Element:
    copy = etree.Element(el.tag)
    for name, value in el.attrib.items():
        with suppress(ValueError):  # libxml2 parses names that lxml writes nowhere, and that mean nothing
            copy.set(name, value)
    return copy


def _move(el: Element, box: Element) -> None:
    drop(el)
    box.append(el)
