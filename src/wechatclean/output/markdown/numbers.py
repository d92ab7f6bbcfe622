"""Lists as Markdown reads them: the numbers of their items, whether it can say them, where a list may begin."""

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


def may_interrupt(el: Element) -> bool:
    """Whether *el* is a list that a line of text may stand right above (CommonMark 0.31, section 5.3)."""
    if el.tag == "ol" and (numbers_of(el)[:1] != [1] or any(jumps(el)) or not is_markdown_list(el)):
        return False
    return el.tag in ("ul", "ol") and not begins_empty(el)


def begins_empty(items: Element) -> bool:
    """Whether nothing stands in the line of the first of *items*."""
    return not len(items[0]) and not items[0].text
