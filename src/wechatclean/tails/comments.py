"""Readers' comments that are copied below an article: faces, names, dates, counts of likes."""

from __future__ import annotations

from collections.abc import Sequence

from wechatclean.html.tree import text_of
from wechatclean.layout.normal_form import Element
from wechatclean.tails.evidence import lines_of
from wechatclean.tails.tail import Found
from wechatclean.tails.words import COMMENTS, COUNT_OR_DATE

_SHORT = 40  # characters
_LEAST = 3  # dates or counts
_SHARE = 0.2  # of the blocks, that are pictures, and that are dates or counts


def comments_from(backwards: Sequence[Element]) -> list[Found]:
    """The comments at the end of *backwards*, the last blocks of an article, the last one first."""
    words = [_short(block) for block in backwards]
    begins = pictures = marks = 0
    for number, (block, word) in enumerate(zip(backwards, words, strict=True), 1):
        pictures += next(block.iter("img"), None) is not None
        marks += COUNT_OR_DATE.fullmatch(word) is not None
        if COMMENTS.match(word) and marks >= _LEAST and min(pictures, marks) >= _SHARE * number:
            begins = number
    return [Found(block, "comments", "\n".join(lines_of(block)), 0.85) for block in reversed(backwards[:begins])]


def _short(block: Element) -> str:
    """The text of *block* without spaces, where it is short."""
    text = text_of(block)
    return "".join(text.split()).lower() if len(text) <= _SHORT else ""
