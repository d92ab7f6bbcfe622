"""Numbers, percentages and lengths, and sums of them (CSS Values Level 4): what they are is known at their place."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, NamedTuple

from wechatclean.css.tokens import COMMA, Function, Number, Token, Word, parted

WIDTH, HEIGHT, ROOT = 677.0, 900.0, 16.0  # pixels: WeChat's column, a window's height, the page's own font


class Scale(NamedTuple):
    """What units are relative to: the size of the font, and what is 100 %, both in pixels."""

    em: float = 17.0
    whole: float = WIDTH


class Amount(NamedTuple):
    """A number (an angle and a time are), a percentage, or a length with what it may add to it.

    Attributes:
        kind: which of them.
        at: what it is at a place, in pixels or degrees.
        is_mixed: whether a length has a percentage in it, be it of nothing.
    """

    kind: Literal["number", "percentage", "length", "angle"]
    at: Callable[[Scale], float]
    is_mixed: bool = False


_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54, "rem": ROOT,
    **{f"{size}{unit}": length / 100 for size in ("", "s", "l", "d") for unit, length in (
        ("vw", WIDTH), ("vi", WIDTH), ("vmin", WIDTH), ("vh", HEIGHT), ("vb", HEIGHT), ("vmax", HEIGHT),
    )},
    **dict.fromkeys(("cqw", "cqi", "cqmin"), WIDTH / 100), **dict.fromkeys(("cqh", "cqb", "cqmax"), HEIGHT / 100),
}  # fmt: skip
_EMS = {
    "em": 1.0,
    "ex": 0.5,
    "ch": 0.5,
    "cap": 0.7,
    "ic": 1.0,
    "lh": 1.6,
    "rex": 0.5,
    "rch": 0.5,
    "rlh": 1.6,
    "ric": 1.0,
}
_DEGREES = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_SUMS = frozenset({"calc", "-webkit-calc", "-moz-calc", ""})
_LARGEST = 1e9


def amount(token: Token) -> Amount | None:
    """*token* as an amount; ``None`` where it is none.

    >>> from wechatclean.css.tokens import tokens
    >>> [round(amount(t).at(Scale())) for t in tokens("2em 10% calc(1px + 2 * 3px) max(4px, 1em)")]
    [34, 68, 7, 17]
    """
    if isinstance(token, Number):
        return _number(token)
    if not isinstance(token, Function):
        return None
    if token.name in _SUMS:
        return _sum(token.inside)
    if token.name in ("min", "max", "clamp"):
        found = [_sum(part) for part in parted(token.inside)]
        amounts = [one for one in found if one]
        if len(amounts) != len(found) or (token.name == "clamp" and len(found) != 3):
            return None
        return _chosen(token.name, amounts)
    return None


def _number(token: Number) -> Amount | None:
    value, unit = max(-_LARGEST, min(token.value, _LARGEST)), token.unit
    if not unit:
        return Amount("number", lambda _: value)
    if unit == "%":
        return Amount("percentage", lambda scale: value * scale.whole / 100)
    if unit in _PIXELS:
        pixels = value * _PIXELS[unit]
        return Amount("length", lambda _: pixels)
    if unit in _EMS:
        ems = value * _EMS[unit]
        return Amount("length", lambda scale: ems * scale.em)
    if unit in _DEGREES:
        degrees = value * _DEGREES[unit]
        return Amount("angle", lambda _: degrees)
    return None


def _chosen(name: str, amounts: list[Amount]) -> Amount | None:
    kinds = {one.kind for one in amounts}
    if len(kinds) > 1 and not kinds <= {"length", "percentage"}:
        return None
    kind = "length" if len(kinds) > 1 else amounts[0].kind
    is_mixed = len(kinds) > 1 or any(one.is_mixed for one in amounts)
    if name == "clamp":
        low, value, high = amounts
        return Amount(kind, lambda scale: max(low.at(scale), min(value.at(scale), high.at(scale))), is_mixed)
    choose = min if name == "min" else max
    return Amount(kind, lambda scale: choose(one.at(scale) for one in amounts), is_mixed)


def _sum(parts: tuple[Token, ...]) -> Amount | None:
    """Terms with ``+`` and ``-`` between them."""
    total: Amount | None = None
    sign, term = 1.0, list[Token]()
    for part in (*parts, Word("+")):
        if part not in (Word("+"), Word("-")):
            term.append(part)
            continue
        one = _product(term)
        if one is None or (total is not None and (total := _added(total, one, sign)) is None):
            return None
        total = total or one
        sign, term = -1.0 if part == Word("-") else 1.0, []
    return total


def _added(total: Amount, one: Amount, sign: float) -> Amount | None:
    if total.kind != one.kind and not {total.kind, one.kind} <= {"length", "percentage"}:
        return None
    kind = total.kind if total.kind == one.kind else "length"
    is_mixed = total.kind != one.kind or total.is_mixed or one.is_mixed
    return Amount(kind, lambda scale: total.at(scale) + sign * one.at(scale), is_mixed)


def _product(term: list[Token]) -> Amount | None:
    """Factors with ``*`` and ``/`` between them."""
    if len(term) % 2 == 0 or (product := amount(term[0])) is None:
        return None
    for sign, factor in zip(term[1::2], term[2::2], strict=True):
        one = amount(factor)
        product = _multiplied(product, one, sign) if one else None
        if product is None:
            return None
    return product


def _multiplied(a: Amount, b: Amount, sign: Token) -> Amount | None:
    if sign == Word("/") and b.kind == "number":
        return Amount(a.kind, lambda scale: a.at(scale) / (b.at(scale) or math.inf), a.is_mixed)
    if sign == Word("*") and "number" in (a.kind, b.kind):
        kind = b.kind if a.kind == "number" else a.kind
        return Amount(kind, lambda scale: a.at(scale) * b.at(scale), a.is_mixed or b.is_mixed)
    return None


def length(token: Token, *, percentages: bool = True, negative: bool = True) -> Amount | None:
    """*token* as a length; zero needs no unit."""
    if isinstance(token, Number) and token.value == 0 and not token.unit:
        return Amount("length", lambda _: 0.0)
    found = amount(token)
    if found is None or found.kind not in ("length", "percentage") or (found.kind == "percentage" and not percentages):
        return None
    return None if not negative and isinstance(token, Number) and token.value < 0 else found


def ratio(token: Token) -> float | None:
    """*token* as a number, where ``50%`` is a half."""
    found = amount(token)
    return found.at(Scale(whole=1)) if found and found.kind in ("number", "percentage") else None


def angle(token: Token) -> float | None:
    """*token* as an angle in degrees."""
    found = amount(token)
    if found is None or (found.kind != "angle" and token != Number(0.0, "")):
        return None
    return found.at(Scale())


def listed(parts: tuple[Token, ...]) -> list[Token]:
    """What stands between commas, each a part alone; nothing where it is more."""
    rows = parted(parts, COMMA)
    return [row[0] for row in rows] if all(len(row) == 1 for row in rows) else []
