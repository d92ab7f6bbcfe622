"""Tables whose second line begins as a list does: ``- | -`` is their rule to marked and kramdown, a list to GFM."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wechatclean.patterns import pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULE = pattern(r"^([ \t>]*-) (?=[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\r?$)", re.M)
_LINE_END = pattern(r"\r\n?|\n")
_PIPE = pattern(r"(?<!\\)\|")


def may_have_rules(markdown: str) -> bool:
    """Whether a line of *markdown* is such a rule, or looks like one."""
    return _RULE.search(markdown) is not None


def with_rules(markdown: str, tokens: Sequence[Token]) -> str:
    """*markdown*, read as *tokens*, with such rules as every parser reads them.

    Directly below the first line of an item a list is one.
    """
    lines = _LINE_END.split(markdown)
    above = ""
    for paragraph, items in zip(tokens, tokens[3:], strict=False):
        if (paragraph.type, items.type) == ("paragraph_open", "bullet_list_open") and above != "list_item_open":
            (_, end), (at, _) = paragraph.map or (0, 0), items.map or (0, 0)
            if end == at and _cells(lines[at - 1]) == _cells(lines[at]):
                lines[at] = _RULE.sub(r"\1-", lines[at])
        above = paragraph.type
    return "\n".join(lines)


def _cells(row: str) -> int:
    return len(_PIPE.split(row.strip(" \t>").removeprefix("|").removesuffix("|")))
