"""In which order a box lays out what it holds (CSS Flexible Box Layout, CSS Display), as its ``style`` declares."""

from __future__ import annotations

from typing import NamedTuple

from wechatclean.patterns import pattern

_DISPLAYS = {"flex": "flex", "-webkit-flex": "flex", "grid": "grid", "-webkit-box": "box", "-webkit-inline-box": "box"}
_DIRECTIONS = frozenset({"row", "row-reverse", "column", "column-reverse"})
_WRAPS = frozenset({"nowrap", "wrap", "wrap-reverse"})
_INTEGER = pattern(r"[+-]?\d{1,9}")


class Flow(NamedTuple):
    """How a box lays out what it holds, and where it stands in the box around it.

    Attributes:
        display: ``"flex"``, ``"grid"``, ``"box"`` (the flexible box of old WebKit), or ``""``.
        direction, wrap: ``flex-direction`` and ``flex-wrap``.
        box_direction: ``-webkit-box-direction``.
        order, group: the places that it asks for, ``order`` and ``-webkit-box-ordinal-group``.
        fills: whether it takes a whole row.
    """

    display: str = ""
    direction: str = "row"
    wrap: str = "nowrap"
    box_direction: str = ""
    order: int = 0
    group: int = 1
    fills: bool = False

    def with_display(self, value: str) -> Flow:
        """The same box with ``display: value``."""
        words = value.removeprefix("inline-").split()
        return self._replace(display=next((_DISPLAYS[word] for word in words if word in _DISPLAYS), ""))

    def with_words(self, value: str) -> Flow:
        """The same box with ``flex-flow: value``, or with one of its two parts; what is neither says nothing."""
        words = set(value.split())
        if not words or words - _DIRECTIONS - _WRAPS:
            return self
        direction = next(iter(words & _DIRECTIONS), self.direction)
        return self._replace(direction=direction, wrap=next(iter(words & _WRAPS), self.wrap))

    def is_reversed(self, *, is_right_to_left: bool, is_stacked: bool) -> bool:
        """Whether what comes last in it is read first.

        Args:
            is_right_to_left: whether its rows begin at the right.
            is_stacked: whether all that it holds fill a row.
        """
        if self.display == "box":
            return self.box_direction == "reverse"
        if self.display == "grid":
            return is_right_to_left and not is_stacked
        if self.direction.startswith("column"):
            return self.direction == "column-reverse"
        if is_stacked and self.wrap != "nowrap":
            return self.wrap == "wrap-reverse"
        return (self.direction == "row-reverse") != is_right_to_left


def integer(value: str, default: int) -> int:
    """*value* where it is a whole number.

    >>> integer("-1", 0), integer("1.5", 0)
    (-1, 0)
    """
    return int(value) if _INTEGER.fullmatch(value) else default
