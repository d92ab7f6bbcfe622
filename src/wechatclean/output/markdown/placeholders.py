"""Characters that stand for others while a paragraph's Markdown is put together.

Those of the *text* that Markdown could read as its own are carried as noncharacters, as are the marks of emphasis;
finished markup (a link's target, a picture, code) travels as an *atom*, which nothing may move into or out of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LITERALS = "\\`*_~[]<&!"
_FIRST = 0xFDD0
AS_MARK = {char: chr(_FIRST + n) for n, char in enumerate(LITERALS)}
AS_CHAR = {mark: char for char, mark in AS_MARK.items()}
_NEEDS_MARK = re.compile(r"[\\`*_~\[\]<&!]")
BACKSLASH, TICK, STAR, LOW, TILDE, OPEN, CLOSE, LESS, AND, BANG = AS_MARK.values()

STRONG, EM, DEL = "\ufdda\ufddb", "\ufddc\ufddd", "\ufdde\ufddf"
ATOM, ATOM_END = "\ufde0", "\ufde1"
MARKED = re.compile("[\ufdd0-\ufdef]")
_MARKUP = re.compile("[\ufdda-\ufdef]")


def literal(text: str) -> str:
    """*text* as it may stand in a paragraph under construction."""
    return replaced(text, AS_MARK) if _NEEDS_MARK.search(text) else text


def replaced(text: str, signs: Mapping[str, str]) -> str:
    """*text* with each of *signs* as what it stands for; far faster than ``str.translate`` where there are few."""
    for sign, stands_for in signs.items():
        if sign in text:
            text = text.replace(sign, stands_for)
    return text


def as_char(sign: str) -> str:
    """*sign* as it will be read."""
    return AS_CHAR.get(sign, sign)


def atom(markup: str) -> str:
    """Finished markup, which nothing may move into or out of."""
    return ATOM + markup + ATOM_END


def emphasis(mark: str, text: str) -> str:
    """*text* under *mark*: ``STRONG``, ``EM`` or ``DEL``."""
    return mark[0] + text + mark[1]


def plain(text: str) -> str:
    """A paragraph under construction back as text.

    >>> plain(emphasis(STRONG, literal("1*2")))
    '1*2'
    """
    return replaced(_MARKUP.sub("", text), AS_CHAR)
