"""The declarations of a ``style`` attribute or of a rule (CSS Syntax Level 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wechatclean.patterns import pattern

_STRING = r""""(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?"""
_UNUSUAL = pattern(r"""["'\\{}\[\]@]|/\*|\([^()]*;|url\(""", re.I | re.S)
_GLUED = pattern(
    rf"(?P<keep>{_STRING}|url\(\s*[^\s\"'()]*\s*\))|/\*.*?(?:\*/|\Z)|\\(?P<hex>[0-9a-f]{{1,6}})\s?|\\(?P<char>.)",
    re.I | re.S,
)
# What may hold a semicolon that ends nothing, what opens and closes a bracket, and what ends a declaration.
_PIECE = pattern(rf"{_STRING}|url\(\s*(?![\s\"'])[^)]*\)?|[()\[\]{{}};]", re.I | re.S)
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_NAME = pattern(r"\s*(-?-?(?-i:[A-Za-z_]|[^\x00-\x7f])[\w-]*|--)\s*:", re.I)
_IMPORTANT = pattern(r"!\s*important\s*\Z", re.I)
_PLAIN = pattern(r"[a-zA-Z_-]|[^\x00-\x7f]")
_AS_TEXT = 0xE000  # an escaped sign is part of a name, and ends nothing


class Declaration(NamedTuple):
    """A property as it is declared.

    Attributes:
        name: in lower case, unless it is a custom property's.
        value: without comments and ``!important``; escapes are what they stand for.
        is_important: whether it wins over others.
    """

    name: str
    value: str
    is_important: bool


@lru_cache(maxsize=256)  # asked for twice, at once
def declared(css: str) -> tuple[Declaration, ...]:
    """The declarations in *css*."""
    return tuple(declarations(css))


def declarations(css: str) -> Iterator[Declaration]:
    """The declarations in *css*, in order; what is none is passed over.

    >>> [tuple(one) for one in declarations("a: url(x;y); /* b */ c: d !important; e\\\\:f; g: 'h;i'")]
    [('a', 'url(x;y)', False), ('c', 'd', True), ('g', "'h;i'", False)]
    """
    for text in _texts(css):
        if found := _NAME.match(text):
            name, value = found[1], text[found.end() :].strip()
            important = "!" in value and _IMPORTANT.search(value)
            yield Declaration(
                name if name.startswith("--") else name.lower(),
                value[: important.start()].rstrip() if important else value,
                bool(important),
            )


def _texts(css: str) -> list[str]:
    """*css*, cut where a declaration ends."""
    return css.split(";") if _UNUSUAL.search(css) is None else list(_cut(plain(css)))


def plain(css: str) -> str:
    """*css* without comments, each escape written as what it stands for."""
    return _GLUED.sub(_unglued, css) if "\\" in css or "/*" in css else css


def _unglued(match: re.Match[str]) -> str:
    if match["keep"]:
        return match["keep"]
    if not match["hex"] and not match["char"]:
        return " "  # a comment parts what stands on both sides
    code = int(match["hex"], 16) if match["hex"] else ord(match["char"])
    char = chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
    return char if _PLAIN.match(char) else chr(_AS_TEXT + ord(char))


def _cut(css: str) -> Iterator[str]:
    begin, open_ = 0, ""
    for piece in _PIECE.finditer(css):
        sign = piece[0]
        if sign in _CLOSES:
            open_ += _CLOSES[sign]
        elif open_ and sign == open_[-1]:
            open_ = open_[:-1]
            if sign == "}" and not open_ and css[begin:].lstrip()[:1] == "@":
                begin = piece.end()
        elif sign == ";" and not open_:
            yield css[begin : piece.start()]
            begin = piece.end()
    yield css[begin:]
