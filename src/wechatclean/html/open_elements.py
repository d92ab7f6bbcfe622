"""The elements that are open while a tree is made, and in which scope (HTML Standard, section 13.2.4.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lxml import etree

from wechatclean.html.kinds import SCOPE, kinds_of

Element = etree._Element


class OpenElements:
    """A stack of elements that knows where the last one of each name is, so that no question takes a search.

    Attributes:
        foreign: those of them, and others, that belong to SVG or MathML.
    """

    def __init__(self, root: Element) -> None:
        self.foreign: set[Element] = set()
        self._open: list[Element] = []
        self._kinds: list[tuple[str, ...]] = []  # of each of these
        self._at: dict[str, list[int]] = defaultdict(list)
        self._members: set[Element] = set()
        self.push(root)

    def __len__(self) -> int:
        return len(self._open)

    def __getitem__(self, at: int) -> Element:
        return self._open[at]

    def __contains__(self, el: Element) -> bool:
        return el in self._members

    @property
    def current(self) -> Element:
        """The innermost element."""
        return self._open[-1]

    def push(self, el: Element) -> None:
        """Open *el*."""
        at, all_kinds = len(self._open), kinds_of(str(el.tag), el in self.foreign)
        for kind in all_kinds:
            self._at[kind].append(at)
        self._kinds.append(all_kinds)
        self._open.append(el)
        self._members.add(el)

    def pop(self) -> Element:
        """Close the innermost element."""
        el = self._open.pop()
        self._members.discard(el)
        for kind in self._kinds.pop():
            self._at[kind].pop()
        return el

    def put(self, at: int, *elements: Element) -> None:
        """Replace the element at *at* by *elements*: one, none or two."""
        above = [self.pop() for _ in range(len(self._open) - at)][:-1]
        for el in (*elements, *reversed(above)):
            self.push(el)

    def index(self, el: Element) -> int:
        """Where *el* is."""
        return next(at for at in reversed(self._at[str(el.tag)]) if self._open[at] is el)

    def last(self, *names: str) -> int:
        """Where the last element of one of *names* (or kinds) is; -1 where none is open."""
        most = -1
        for name in names:
            if (places := self._at[name]) and places[-1] > most:
                most = places[-1]
        return most

    def in_scope(self, name: str, barriers: Iterable[str] = SCOPE) -> bool:
        """Whether an element *name* is open, and none of *barriers* in it."""
        at = self.last(name)
        return at >= 0 and self.last(*barriers) <= at

    def is_reached(self, at: int) -> bool:
        """Whether an end tag that HTML has no rule for reaches the element at *at*."""
        return at >= 0 and self.last("*special") <= at

    def item(self, *names: str) -> int:
        """Where the item of *names* is that another one ends; -1 where there is none."""
        at = self.last(*names)
        return at if self.last("*holds items") <= at else -1

    def is_all_foreign_behind(self, at: int) -> bool:
        """Whether the element at *at*, and all in it, belong to SVG or MathML."""
        return at > self.last("*html")
