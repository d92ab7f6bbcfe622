"""Transforms (CSS Transforms Level 2): where they take a box, and what is left of its size."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

from wechatclean.css.amounts import Amount, Scale, amount, angle, length, listed, ratio
from wechatclean.css.tokens import Function, Number, Token, Word

Matrix = tuple[tuple[float, ...], ...]  # of rows
Turn = Callable[[Scale, Scale], Matrix]  # what it is, where 100 % is a width and a height

IDENTITY: Matrix = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))


class Moved(NamedTuple):
    """What a transform makes of a box.

    Attributes:
        x, y: how far it moves it, in pixels.
        size: what is left of its size in the direction that loses most: 0 is nothing.
        is_behind: whether its back is turned to the reader.
        is_plain: whether it only moves it.
    """

    x: float
    y: float
    size: float
    is_behind: bool
    is_plain: bool = False


def moved(turns: Sequence[Turn], wide: Scale, high: Scale) -> Moved:
    """What *turns* make of a box."""
    matrix = reduce(_times, (turn(wide, high) for turn in turns), IDENTITY)
    near = matrix[3][3]
    if near <= 0:
        return Moved(0, 0, 0, is_behind=False)
    (a, c, _, x), (b, d, _, y) = matrix[:2]
    lengths = math.hypot(a, b), math.hypot(c, d)
    area = abs(a * d - b * c)
    size = min(*lengths, area / max(*lengths, 1e-9)) / near
    return Moved(x / near, y / near, size, is_behind=matrix[2][2] < 0, is_plain=(a, b, c, d) == (1, 0, 0, 1))


def _times(one: Matrix, other: Matrix) -> Matrix:
    columns = tuple(zip(*other, strict=True))
    return tuple(tuple(sum(a * b for a, b in zip(row, column, strict=True)) for column in columns) for row in one)


def transform(parts: tuple[Token, ...]) -> tuple[Turn, ...] | None:
    """The value of ``transform``; ``None`` where it is not valid.

    >>> from wechatclean.css.tokens import tokens
    >>> moved(transform(tokens("translate(-50%, 2px) scale(.5)")), Scale(), Scale())
    Moved(x=-338.5, y=2.0, size=0.5, is_behind=False, is_plain=False)
    """
    if parts == (Word("none"),):
        return ()
    turns = [_turn(part) for part in parts]
    found = tuple(turn for turn in turns if turn)
    return found if found and len(found) == len(turns) else None


def _turn(part: Token) -> Turn | None:
    if not isinstance(part, Function):
        return None
    inside = listed(part.inside)
    name = part.name
    if not inside:
        return None
    if name.startswith("translate"):
        return _translation(name.removeprefix("translate"), inside)
    if name.startswith("scale"):
        return _scaling(name.removeprefix("scale"), inside)
    if name.startswith("rotate"):
        return _rotation(name.removeprefix("rotate"), inside)
    if name.startswith("skew"):
        return _skewing(name.removeprefix("skew"), inside)
    return _matrix(inside) if name.startswith("matrix") else _perspective(name, inside)


def _translation(axis: str, inside: list[Token]) -> Turn | None:
    if len(inside) > {"": 2, "3d": 3}.get(axis, 1) or axis not in ("", "x", "y", "z", "3d"):
        return None
    found = [one for part in inside if (one := length(part))]
    if len(found) != len(inside):
        return None
    return _by({"y": [_ZERO, *found], "z": [_ZERO, _ZERO, *found]}.get(axis, found))


_ZERO = Amount("length", lambda _: 0.0)


def _by(lengths: list[Amount]) -> Turn:
    x, y, z = (*lengths, _ZERO, _ZERO)[:3]
    return lambda wide, high: ((1, 0, 0, x.at(wide)), (0, 1, 0, y.at(high)), (0, 0, 1, z.at(wide)), (0, 0, 0, 1))


def _scaling(axis: str, inside: list[Token]) -> Turn | None:
    numbers = [number for part in inside if (number := ratio(part)) is not None]
    if len(numbers) != len(inside) or len(numbers) > {"": 2, "3d": 3}.get(axis, 1):
        return None
    x, y, z = {"x": (*numbers, 1, 1), "y": (1, *numbers, 1), "z": (1, 1, *numbers)}.get(axis, _three(numbers))
    return _always(((x, 0, 0, 0), (0, y, 0, 0), (0, 0, z, 0), (0, 0, 0, 1)))


def _three(numbers: list[float]) -> tuple[float, ...]:
    return tuple(numbers) if len(numbers) == 3 else (numbers[0], numbers[-1], 1)


def _rotation(axis: str, inside: list[Token]) -> Turn | None:
    degrees = angle(inside[-1])
    if degrees is None or len(inside) != (4 if axis == "3d" else 1):
        return None
    if axis == "3d":
        around = [part.value for part in inside[:3] if isinstance(part, Number)]
        return _always(_turned(around, degrees)) if len(around) == 3 else None
    return _always(_turned(_AXES.get(axis, _AXES["z"]), degrees))


_AXES = {"x": [1.0, 0.0, 0.0], "y": [0.0, 1.0, 0.0], "z": [0.0, 0.0, 1.0]}


def _turned(around: Sequence[float], degrees: float) -> Matrix:
    size = math.hypot(*around)
    if not size:
        return IDENTITY
    x, y, z = (value / size for value in around)
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    rest = 1 - cos
    return (
        (cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin, 0),
        (y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin, 0),
        (z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest, 0),
        (0, 0, 0, 1),
    )


def _skewing(axis: str, inside: list[Token]) -> Turn | None:
    degrees = [one for part in inside if (one := angle(part)) is not None]
    if len(degrees) != len(inside) or len(degrees) > (1 if axis else 2):
        return None
    x, y = (0.0, degrees[0]) if axis == "y" else (*degrees, 0.0)[:2]
    tan_x, tan_y = (math.tan(math.radians(degree)) for degree in (x, y))
    return _always(((1, tan_x, 0, 0), (tan_y, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)))


def _matrix(inside: list[Token]) -> Turn | None:
    n = [part.value for part in inside if isinstance(part, Number) and not part.unit]
    if len(n) != len(inside) or len(n) not in (6, 16):
        return None
    if len(n) == 16:
        return _always(tuple(tuple(n[row::4]) for row in range(4)))
    return _always(((n[0], n[2], 0, n[4]), (n[1], n[3], 0, n[5]), (0, 0, 1, 0), (0, 0, 0, 1)))


def _perspective(name: str, inside: list[Token]) -> Turn | None:
    if name != "perspective" or len(inside) != 1:
        return None
    if inside[0] == Word("none"):
        return _always(IDENTITY)
    depth = amount(inside[0])
    if depth is None or depth.kind != "length":
        return None
    return lambda wide, _: (*IDENTITY[:3], (0, 0, -1 / max(depth.at(wide), 1), 1))


def _always(matrix: Matrix) -> Turn:
    return lambda _wide, _high: matrix


def scale(parts: tuple[Token, ...]) -> tuple[Turn, ...] | None:
    """The value of the property ``scale``."""
    if parts == (Word("none"),):
        return ()
    turn = _scaling("3d" if len(parts) == 3 else "", list(parts)) if parts else None
    return (turn,) if turn else None


def translate(parts: tuple[Token, ...]) -> tuple[Turn, ...] | None:
    """The value of the property ``translate``."""
    if parts == (Word("none"),):
        return ()
    turn = _translation("3d", list(parts)) if parts else None
    return (turn,) if turn else None


def rotate(parts: tuple[Token, ...]) -> tuple[Turn, ...] | None:
    """The value of the property ``rotate``: an angle, and the axis that it turns around before or behind it."""
    if parts == (Word("none"),):
        return ()
    degrees = [one for part in parts if (one := angle(part)) is not None and part != Number(0.0, "")]
    rest = [part for part in parts if angle(part) is None or part == Number(0.0, "")]
    if len(degrees) != 1:
        return None
    numbers = [part.value for part in rest if isinstance(part, Number) and not part.unit]
    if len(rest) == len(numbers) == 3:
        return (_always(_turned(numbers, degrees[0])),)
    axis = rest[0].text if len(rest) == 1 and isinstance(rest[0], Word) else "" if rest else "z"
    return (_always(_turned(_AXES[axis], degrees[0])),) if axis in _AXES else None
