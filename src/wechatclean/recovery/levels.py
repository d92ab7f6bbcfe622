"""Levels of headings that fit each other, and those that the page has already."""

from __future__ import annotations

from collections.abc import Sequence

from wechatclean.recovery.lines import Page
from wechatclean.recovery.units import Unit

_HIGHEST = 2  # the title of the article is above


def levels_of(page: Page, units: Sequence[Unit]) -> list[int]:
    """The level of each of *units*, which are to be headings of *page*."""
    return [_HIGHEST for _ in units]
