"""What an input costs, counted: the same on every machine, and under any load."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from lxml import etree


class Visits:
    """Elements that were looked at by searching in trees."""

    count = 0


class Counted(etree.ElementBase):
    """An element that counts what is visited when something is searched in it."""

    __slots__ = ()

    def iter(self, *tags: Any) -> Iterator[Any]:
        return _visiting(super().iter(), tags)

    def iterdescendants(self, *tags: Any) -> Iterator[Any]:
        return _visiting(super().iterdescendants(), tags)

    def iterancestors(self, *tags: Any) -> Iterator[Any]:
        return _visiting(super().iterancestors(), tags)

    def itersiblings(self, *tags: Any, preceding: bool = False) -> Iterator[Any]:
        return _visiting(super().itersiblings(preceding=preceding), tags)

    def iterchildren(self, *tags: Any, reversed: bool = False) -> Iterator[Any]:  # noqa: A002  # lxml's name
        return _visiting(super().iterchildren(reversed=reversed), tags)

    def __iter__(self) -> Iterator[Any]:
        return _visiting(super().__iter__(), ())

    def itertext(self, *tags: Any, with_tail: bool = True) -> Iterator[str]:
        for text in super().itertext(*tags, with_tail=with_tail):
            Visits.count += 1
            yield text

    def __len__(self) -> int:
        found = super().__len__()
        Visits.count += found
        return found

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, int):
            Visits.count += at if at >= 0 else -at
        return super().__getitem__(at)

    def index(self, child: Any, *bounds: Any) -> int:
        found = super().index(child, *bounds)
        Visits.count += found
        return found

    def xpath(self, path: str, **variables: Any) -> Any:
        self._visit(path)
        return super().xpath(path, **variables)

    def find(self, path: str, namespaces: Any = None) -> Any:
        return next(self.iterfind(path, namespaces), None)

    def findtext(self, path: str, default: Any = None, namespaces: Any = None) -> Any:
        found = self.find(path, namespaces)
        return default if found is None else found.text or ""

    def findall(self, path: str, namespaces: Any = None) -> list[Any]:
        return list(self.iterfind(path, namespaces))

    def iterfind(self, path: str, namespaces: Any = None) -> Iterator[Any]:
        self._visit(path)
        return super().iterfind(path, namespaces)

    def _visit(self, path: str) -> None:
        """Count what a search by *path* may have to look at."""
        searched = super().iter() if "//" in path or "::" in path else super().iterchildren()
        Visits.count += sum(1 for _ in searched)


def _visiting(elements: Iterator[Any], tags: tuple[Any, ...]) -> Iterator[Any]:
    for element in elements:
        Visits.count += 1
        if not tags or element.tag in tags or "*" in tags:
            yield element


class _CountedWalk:
    """An ``iterwalk`` that counts its steps."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._walk = _WALK(*args, **options)
        self.skip_subtree = self._walk.skip_subtree

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        Visits.count += 1
        return next(self._walk)


_WALK = etree.iterwalk


@contextmanager
def counted_elements() -> Iterator[None]:
    """Every element that is made within is a counted one."""
    usual = etree.ElementDefaultClassLookup(element=Counted)
    etree.set_element_class_lookup(etree.ParserBasedElementClassLookup(usual))
    etree.iterwalk = _CountedWalk  # type: ignore[misc,assignment]
    try:
        yield
    finally:
        etree.set_element_class_lookup(None)
        etree.iterwalk = _WALK  # type: ignore[misc]


def visits(run: Callable[[], object]) -> int:
    """How many elements *run* looks at; it takes no longer than *run* itself."""
    Visits.count = 0
    with counted_elements():
        run()
    return Visits.count


def effort(run: Callable[[], object]) -> int:
    """How many lines of Python *run* executes, and how many elements it looks at."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return None if frame.f_code.co_filename == __file__ else trace

    Visits.count = 0
    before = sys.gettrace()
    with counted_elements():
        sys.settrace(trace)
        try:
            run()
        finally:
            sys.settrace(before)
    return lines + Visits.count
