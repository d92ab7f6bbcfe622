"""Mappings from pairs in which a key may stand twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Repeated = list[tuple[str, object]]


def mapping(pairs: Iterable[tuple[str, Any]], repeated: Repeated) -> dict[str, Any]:
    """What *pairs* say; of a key that stands twice the last value, and those before it join *repeated*.

    >>> mapping([("a", 1), ("b", 2), ("a", 3)], repeated := []), repeated
    ({'a': 3, 'b': 2}, [('a', 1)])
    """
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            repeated.append((key, fields[key]))
        fields[key] = value
    return fields
