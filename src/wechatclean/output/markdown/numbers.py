"""The numbers of a list's items, and whether Markdown can say them."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from wechatclean.layout.normal_form import numbers_of

Element = etree._Element

MOST = 999_999_999  # of nine digits at most (CommonMark 0.31, section 5.2)


def jumps(items: Element) -> list[bool]:
    """Whether each of *items* has another number than the next one, which Markdown would count."""
    numbers = numbers_of(items)
    return [False, *(after != before + 1 for before, after in pairwise(numbers))][: len(items)]


def is_markdown_list(items: Element) -> bool:
    """Whether Markdown has numbers for *items*: it has no letters, no Roman numerals, and nothing below zero."""
    if items.tag != "ol":
        return True
    return items.get("type") is None and all(0 <= number <= MOST for number in numbers_of(items))
