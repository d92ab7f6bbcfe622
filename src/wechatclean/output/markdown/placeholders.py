"""Characters that stand for others while a paragraph's Markdown is put together.

Those of the *text* that Markdown could read as its own are replaced by noncharacters of Unicode, and so are the marks
of emphasis; finished markup (a link's target, a picture, code) is an *atom*, which nothing may move into or out of.
"""

from __future__ import annotations

from collections.abc import Mapping

from wechatclean.patterns import pattern

LITERALS = "\\`*_~[]<&!"
_FIRST = 0xFDD0
AS_PLACEHOLDER = {char: chr(_FIRST + n) for n, char in enumerate(LITERALS)}
AS_CHAR = {placeholder: char for char, placeholder in AS_PLACEHOLDER.items()}
_NEEDS_PLACEHOLDER = pattern(r"[\\`*_~\[\]<&!]")
BACKSLASH, TICK, STAR, LOW, TILDE, OPEN, CLOSE, LESS, AND, BANG = AS_PLACEHOLDER.values()

STRONG, EM, DEL = "\ufdda\ufddb", "\ufddc\ufddd", "\ufdde\ufddf"
ATOM, ATOM_END = "\ufde0", "\ufde1"
GUARD = "\ufde2"  # stands before a character of the text that an engine must not read
FIXED_SPACE = "\ufde8"  # a space at which no line is broken
# Around the number of what stays as it was written: it begins with a bracket, other punctuation or a letter, and ends
# with punctuation or a letter.
RAW_BRACKET, RAW_SIGN, RAW_LETTER, RAW_SIGN_END, RAW_LETTER_END = "\ufde3\ufde4\ufde5\ufde6\ufde7"
PLACEHOLDER = pattern("[\ufdd0-\ufdef]")
_MARKUP = pattern("[\ufdda-\ufdef]")


def literal(text: str) -> str:
    """*text* as it may stand in a paragraph under construction."""
    return replaced(text, AS_PLACEHOLDER) if _NEEDS_PLACEHOLDER.search(text) else text


def replaced(text: str, replacements: Mapping[str, str]) -> str:
    """*text* with each of *replacements* made; far faster than ``str.translate`` where few occur."""
    for old, new in replacements.items():
        if old in text:
            text = text.replace(old, new)
    return text


def as_char(char: str) -> str:
    """*char* as it will be read: a placeholder as what it stands for."""
    return AS_CHAR.get(char, char)


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
