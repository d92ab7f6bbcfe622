"""Levels of headings that fit each other, and those that the page has already."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from wechatclean.recovery.lines import Page
from wechatclean.recovery.units import Unit

_HIGHEST, _LOWEST = 2, 6  # the title of the article is above
_OUTLINE = ("ordinal", "point chinese", "bracket chinese", "point", "bracket", "half bracket", "circle")  # as taught
_CLEARLY = 1.15  # a heading that is so much larger is above


@dataclass(eq=False)
class _Kind:
    """Headings of one style, numbered alike.

    Attributes:
        form: how their numbers are written, else their style.
        places: where they stand, among all headings.
        numbers: their numbers, 0 where they have none.
        size: of the first one, as a part of that of the body's text.
        is_real: whether the page states them.
        level: theirs, once it is known.
    """

    form: str
    places: list[int]
    numbers: list[int]
    size: float
    is_real: bool
    level: int = 0

    @property
    def is_series(self) -> bool:
        """Whether they are numbered."""
        return all(self.numbers)

    @property
    def starts(self) -> list[int]:
        """The places where their numbers begin anew."""
        return [place for place, number in zip(self.places, self.numbers, strict=True) if number == 1]


def levels_of(page: Page, units: Sequence[Unit]) -> list[int]:
    """The level of each of *units*, which are to be headings of *page*."""
    kinds: dict[object, _Kind] = {}
    owners: list[_Kind] = []  # of each heading, in order
    of_unit: list[_Kind] = []
    for key, number, size, unit in _headings(page, units):
        kind = kinds.setdefault(key, _Kind(str(key), [], [], size, is_real=unit is None))
        kind.places.append(len(owners))
        kind.numbers.append(number)
        owners.append(kind)
        if unit is None:
            kind.level = int(str(key)[1])
        else:
            of_unit.append(kind)
    for kind in kinds.values():
        if not kind.level:
            above = _above(kind, owners)
            kind.level = min(above.level + 1, _LOWEST) if above else _HIGHEST
    return [kind.level for kind in of_unit]


def _headings(page: Page, units: Sequence[Unit]) -> list[tuple[object, int, float, Unit | None]]:
    """What is known of each heading, real ones too, in order: its kind, its number, its size."""
    found: list[tuple[int, object, int, float, Unit | None]] = []
    for unit in units:
        form = "bare" if unit.bare else unit.number.form if unit.number else ""
        value = unit.bare or (unit.number.value if unit.number else 0)
        found.append((unit.at, (form or unit.style), value, page.size_of(unit.lines[0]), unit))
    for at, line in enumerate(page.lines):
        if line.is_heading and line.text:
            found.append((at, str(line.block.tag), 0, page.size_of(line), None))
    return [rest for _, *rest in sorted(found, key=lambda heading: heading[0])]  # type: ignore[misc]


def _above(kind: _Kind, owners: Sequence[_Kind]) -> _Kind | None:
    """The kind that *kind* stands below; ``None`` where there is none."""
    before = owners[kind.places[0] - 1] if kind.places[0] else None
    if before is None:
        return None
    if not kind.is_series:
        return before if before.is_real and before.size >= kind.size * _CLEARLY else None
    if len(kind.starts) > 1:  # numbers that begin anew below each of another kind
        is_below_each = kind.starts[0] > 0 and kind not in {owners[place - 1] for place in kind.starts}
        return before if is_below_each else None
    is_other = before.form.partition(" ")[0] != kind.form.partition(" ")[0]
    is_part = is_other and before.is_series and len(before.places) > 1 and _lies_between(kind, before)
    is_finer = before.form in _OUTLINE and kind.form in _OUTLINE[_OUTLINE.index(before.form) + 1 :]
    return before if is_part or is_finer or before.size >= kind.size * _CLEARLY else None


def _lies_between(kind: _Kind, other: _Kind) -> bool:
    """Whether all of *kind* stand between two of *other*, or behind the last one."""
    following = bisect(other.places, kind.places[0])
    return following == len(other.places) or kind.places[-1] < other.places[following]
