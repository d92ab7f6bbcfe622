"""The lists of the article: which list an item stands in, and how deep, whatever the page nests."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lxml import etree

from wechatclean.html.characters import is_text
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.list_levels import (
    LISTS,
    kind_of,
    kind_of_item,
    level_of,
    marker_of,
    type_of,
    whole_number,
)
from wechatclean.layout.normal_form import Element


class ListBuilder(ArticleBuilder):
    """A builder that knows where lists and items go."""

    _levelled: Element | None = None  # the list that was given a deeper level last: what follows it may go on with it
    _unmarked: Element | None = None  # the item of the source that was last without a bullet of its own

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lengths: Counter[Element] = Counter()  # of numbered lists: to count items anew takes time with each

    def place_of_list(self, el: Element) -> Element | None:
        """The list of the normal form for the list *el*, or ``None`` where it stands for the one around it."""
        kind = kind_of(el)
        if (level := level_of(el)) and level > (depth := _depth_of(self.box)):
            return self._level(level - depth, kind, el)
        box = self.box
        if box.tag in LISTS and _last(box) is None:
            return self._level(1, kind, el)
        before = _last(box)
        if before is not None and before is self._levelled and self._goes_on(before, kind, el):
            return before
        return self.put(kind)

    def _level(self, levels: int, kind: str, el: Element) -> Element | None:
        """The list *levels* below the one before this place, a new one where that has none."""
        box = self.box
        above = _last(box) if box.tag not in LISTS else box if _last(box) is not None else box.getprevious()
        item = _last(above) if above is not None and above.tag in LISTS else None
        if above is None or item is None:
            return None if box.tag in LISTS else self.put(kind)
        self._levelled = _outermost(above)
        while levels > 1 and (inner := _last(item)) is not None and inner.tag in LISTS:
            if (deeper := _last(inner)) is None:
                break
            item, levels = deeper, levels - 1
        there = _last(item)
        if there is not None and there.tag in LISTS and _last(there) is not None and self._goes_on(there, kind, el):
            return there
        return etree.SubElement(item, kind)

    def place_of_item(self, el: Element) -> Element | None:
        """The item for the item *el*: a new one, the one before that it belongs to, or ``None``: it is a frame."""
        box = self.box
        if box.tag not in LISTS:
            before = _last(box)
            box = before if before is not None and before.tag == "ul" else self.put("ul")
            return etree.SubElement(box, "li")
        kind, last = kind_of_item(el) or box.tag, _last(box)
        if kind != box.tag:
            if last is None:
                box.tag = kind
            elif not level_of(el):
                after = etree.Element(str(kind))
                box.addnext(after)
                self.box, last = after, None
                box = after
        if last is None and marker_of(el) == "none" and _is_only_list(el):
            return None
        if last is not None and self._has_no_marker(el):
            self._unmarked = el
            return last
        level = (level_of(el) or 0) - (_depth_of(box) - 1 if el.get("aria-level") else 0)
        while level > 0 and (last := _last(box)) is not None:
            inner = _last(last)
            if inner is None or inner.tag not in LISTS or (level == 1 and inner.tag != kind):
                box, level = etree.SubElement(last, str(kind)), 0
            else:
                box, level = inner, level - 1
        if box.tag == "ol":
            self._lengths[box] += 1
        return etree.SubElement(box, "li")

    def _has_no_marker(self, el: Element) -> bool:
        """Whether *el* shows no bullet, in a list in which the item before does."""
        before, around = el.getprevious(), el.getparent()
        if marker_of(el) != "none" or before is None or before.tag != "li" or around is None:
            return False
        if marker_of(around) == "none":
            return False
        return marker_of(before) != "none" or before is self._unmarked or _is_only_list(el)

    def _goes_on(self, before: Element, kind: str, el: Element) -> bool:
        """Whether the list *el*, of *kind*, goes on with the list *before*."""
        if before.tag != kind:
            return False
        first = next(iter(el), None)
        stated = whole_number(el.get("start", "") or (first.get("value", "") if first is not None else ""))
        return kind == "ul" or stated == (whole_number(before.get("start", "")) or 1) + self._lengths[before]

    @staticmethod
    def keep_numbers(box: Element, el: Element) -> None:
        """Keep what the list or the item *el* says of its numbers in *box*."""
        if box.tag == "ol":
            if el.get("reversed") is not None:
                box.set("reversed", "")
            if letters := type_of(el):
                box.set("type", letters)
        name = "value" if box.tag == "li" else "start"
        number = whole_number(el.get(name, ""))
        if number is not None and box.tag != "ul" and _last(box) is None:
            box.set(name, str(number))
        if box.tag in LISTS and marker_of(el) == "none":
            box.set("unmarked", "")


def _is_only_list(li: Element) -> bool:
    first = next(iter(li), None)
    return first is not None and first.tag in LISTS and not is_text(li.text or "")


def _depth_of(box: Element | None) -> int:
    """How many lists there are around what stands in *box*."""
    depth = 0
    while box is not None and box.tag in ("li", "ul", "ol"):
        depth += box.tag != "li"
        box = box.getparent()
    return depth


def _outermost(items: Element) -> Element:
    """The list around *items*, and the items around these, that stands in none."""
    item = items.getparent()
    while item is not None and item.tag == "li" and (outer := item.getparent()) is not None:
        items, item = outer, outer.getparent()
    return items


def _last(el: Element) -> Element | None:
    return next(el.iterchildren(reversed=True), None)
