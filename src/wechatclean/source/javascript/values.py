"""Values of JavaScript, and what its literals make of their text."""

from __future__ import annotations

import re
from typing import TypeAlias

from wechatclean.html.characters import joined
from wechatclean.patterns import pattern

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

_NUMBER = pattern(r"0[xX][0-9a-fA-F]{1,15}|\d{1,17}(?:\.\d{1,17})?(?:[eE][+-]?\d{1,2})?")
_ESCAPE = pattern(
    r"""
    \\ (?: x ([0-9a-fA-F]{2}) | u ([0-9a-fA-F]{4}) | u\{ ([0-9a-fA-F]{1,6}) \} | (\r\n|[\s\S]) )
    """,
    re.X,
)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}


def unescaped(raw: str) -> str:
    r"""The text of a string literal without its quotes.

    >>> unescaped(r"\x3cp\x3e\u4e2d\n\x5cx3c")
    '<p>中\n\\x3c'
    """
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_character, raw)
    return joined(text) if "\\u" in raw else text


def _character(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return _CONTROL.get(found[4], found[4])


def number_at(text: str, at: int, end: int) -> re.Match[str] | None:
    """The number that *text* spells at *at*."""
    return _NUMBER.match(text, at, end)


def number(digits: str) -> int | float:
    """The number that *digits* spell."""
    if digits[:2] in ("0x", "0X"):
        return int(digits, 16)
    return int(digits) if digits.isdigit() else float(digits)


def times(one: Value, other: Value) -> Value:
    """JavaScript's ``*``: text counts as the number that it spells; ``None`` where a factor is no number."""
    factors = [_factor(one), _factor(other)]
    if None in factors:
        return None
    product = factors[0] * factors[1]  # type: ignore[operator]  # neither is None
    return product if abs(product) < 1e300 else None


def _factor(value: Value) -> int | float | None:
    if isinstance(value, str):
        value = value.strip()
        found = _NUMBER.fullmatch(value)
        return number(value) if found else (None if value else 0)
    return value if isinstance(value, (int, float)) else None
