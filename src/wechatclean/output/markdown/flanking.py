"""Left- and right-flanking delimiters (CommonMark 0.31, section 6.2), by the characters on both sides."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from unicodedata import category

from wechatclean.output.markdown.placeholders import FIXED_SPACE, RAW_BRACKET, RAW_SIGN, RAW_SIGN_END

Kind = Literal["space", "punctuation", "symbol", "other"]
_SPACES: frozenset[Kind] = frozenset({"space"})
_CLEAR: frozenset[Kind] = frozenset({"space", "punctuation"})
_UNCLEAR: frozenset[Kind] = frozenset({"space", "punctuation", "symbol"})
_RAW = frozenset({RAW_BRACKET, RAW_SIGN, RAW_SIGN_END})
_KINDS: dict[str, Kind] = {"P": "punctuation", "S": "symbol", "Z": "space"}


@lru_cache(maxsize=4096)
def kind_of(char: str) -> Kind:
    """What *char* is to a delimiter beside it; the end of the line is white space.

    A symbol is punctuation in newer versions of the specification only, so neither reading may be relied on.
    """
    if not char or char.isspace() or char == FIXED_SPACE:
        return "space"
    if char < "\x80":
        return "other" if char.isalnum() else "punctuation"
    return "punctuation" if char in _RAW else _KINDS.get(category(char)[0], "other")


def is_left_flanking(before: str, after: str) -> bool:
    """Whether a delimiter between *before* and *after* is left-flanking by every reading of symbols.

    It is right-flanking where it is left-flanking with the two characters exchanged.
    """
    return flanks(kind_of(before), kind_of(after))


def flanks(before: Kind, after: Kind) -> bool:
    """The same by the kinds of both characters."""
    return after == "other" or (after not in _SPACES and before in _CLEAR)


def may_flank(before: Kind, after: Kind) -> bool:
    """Whether it is left-flanking by at least one reading of symbols."""
    return after in ("other", "symbol") or (after not in _SPACES and before in _UNCLEAR)
