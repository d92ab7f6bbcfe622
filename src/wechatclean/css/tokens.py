"""The parts of a value (CSS Syntax Level 3, CSS Values Level 4): words, numbers with their units, functions."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from wechatclean.patterns import pattern

_TOKEN = pattern(
    r"""
      \s+
    | (?P<string> "(?:[^"\\\n]|\\.)*"? | '(?:[^'\\\n]|\\.)*'? )
    | (?P<url> url\(\s*(?!["'\s])[^)]*\)? )
    | (?P<number> [+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)? ) (?P<unit> %|(?-i:[A-Za-z_]|[^\x00-\x7f])[\w-]* )?
    | (?P<hash> \#[\w-]+ )
    | (?P<word> -{0,2}(?-i:[A-Za-z_]|[^\x00-\x7f])[\w-]* ) (?P<opens> \( )?
    | (?P<sign> . )
    """,
    re.X | re.S | re.I,
)
_MOST = 500  # parts: no value that means anything has more
_DEEPEST = 20


class Word(NamedTuple):
    """A keyword, or a sign such as ``/`` and ``,``, or a string."""

    text: str


class Hash(NamedTuple):
    """A colour such as ``#333``, without its sign."""

    text: str


class Number(NamedTuple):
    """A number and its unit, ``""`` if it has none."""

    value: float
    unit: str


class Function(NamedTuple):
    """A function and what stands in its brackets."""

    name: str
    inside: tuple[Token, ...]


Token: TypeAlias = "Word | Hash | Number | Function"  # noqa: S105  # no secret
COMMA, SLASH = Word(","), Word("/")


def tokens(value: str) -> tuple[Token, ...]:
    """The parts of *value*; none where it is no value at all.

    >>> [type(token).__name__ for token in tokens("calc(1em - 2px) / no #fff 5%")]
    ['Function', 'Word', 'Word', 'Hash', 'Number']
    """
    rows: list[list[Token]] = [[]]
    names: list[str] = []
    for count, found in enumerate(_TOKEN.finditer(value)):
        if count > _MOST or len(names) > _DEEPEST:
            return ()
        if found["opens"] or found["sign"] == "(":
            names.append((found["word"] or "").lower())
            rows.append([])
        elif found["sign"] == ")":
            if not names:
                return ()
            inside = tuple(rows.pop())
            rows[-1].append(Function(names.pop(), inside))
        elif found["sign"] and found["sign"] in "{}[];!":
            return ()
        elif (token := _token(found)) is not None:
            rows[-1].append(token)
    while names:  # what is open at the end is closed there
        inside = tuple(rows.pop())
        rows[-1].append(Function(names.pop(), inside))
    return tuple(rows[0])


def _token(found: re.Match[str]) -> Token | None:
    if found["number"]:
        return Number(float(found["number"]), (found["unit"] or "").lower())
    if found["word"]:
        return Word(found["word"].lower())
    if found["hash"]:
        return Hash(found["hash"][1:].lower())
    if found["url"]:
        return Function("url", ())
    return Word(found["string"] or found["sign"]) if found["string"] or found["sign"] else None


def parted(parts: tuple[Token, ...], by: Word = COMMA) -> list[tuple[Token, ...]]:
    """*parts*, taken apart at each *by*."""
    rows: list[tuple[Token, ...]] = [()]
    for part in parts:
        if part == by:
            rows.append(())
        else:
            rows[-1] = (*rows[-1], part)
    return rows
