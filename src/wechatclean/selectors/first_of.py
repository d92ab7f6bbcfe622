"""Where a field is read: a converter and the selectors that may state it, best first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from wechatclean.selectors.converters import same
from wechatclean.selectors.page import Page
from wechatclean.selectors.selector import FRONT, Part, Selector


class FirstOf:
    """The first selector that states a value counts.

    Attributes:
        converter: makes the field's value of what is written in a place, or ``None``.
        selectors: the places that may state it, best first.
        placeholders: texts that a site writes where it has no value.
    """

    def __init__(
        self,
        converter: Callable[[Any, Page], object],
        *best_first: Selector,
        placeholders: Collection[str] = (),
    ) -> None:
        self.converter = converter
        self.selectors = best_first
        self.placeholders = placeholders

    def on_site(self, own: Iterable[Selector], placeholders: Collection[str], parts: Collection[Part]) -> FirstOf:
        """The same for pages of one site, as far as they have *parts*.

        What a person wrote into front matter counts before the site's *own* selectors, and those before the others.
        """
        front = [selector for selector in self.selectors if selector.part == FRONT]
        asked = dict.fromkeys((*front, *own, *self.selectors))  # a site may name a general one to put it higher
        return type(self)(self.converter, *(s for s in asked if s.part in parts), placeholders=placeholders)

    def read(self, page: Page) -> tuple[object, Selector | None]:
        """The value of the first place that states one, and that place."""
        for selector in self.selectors:
            if (value := self.value_in(selector, page)) is not None:
                return value, selector
        return None, None

    def value_in(self, selector: Selector, page: Page) -> object:
        """The value that *page* states in one place, or ``None``."""
        stated = selector.read(page)
        value = None if stated is None else self.converter(stated, page)
        return None if isinstance(value, str) and value in self.placeholders else value


class FirstOfAgreeing(FirstOf):
    """A field whose places should all state the same."""

    def others(self, page: Page, value: object, first: Selector) -> Iterator[tuple[object, Selector]]:
        """What later places state instead of *value*."""
        for selector in self.selectors[self.selectors.index(first) + 1 :]:
            if selector.weak or not selector.part.is_checked(page):
                continue
            other = self.value_in(selector, page)
            if other is not None and not same(value, other):
                yield other, selector
