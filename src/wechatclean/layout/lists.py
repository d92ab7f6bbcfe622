"""The lists of the article: which list an item stands in, and how deep, whatever the page nests."""

from __future__ import annotations

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

    def place_of_list(self, el: Element) -> Element | None:
        """The list of the normal form for the list *el*, or ``None`` where it stands for the one around it."""
        kind = kind_of(el)
        if (level := level_of(el)) and level > (depth := _depth_of(self.box)):
            return self._level(level - depth, kind, el)
        box = self.box
        if box.tag in LISTS and not len(box):
            return self._level(1, kind, el)
        before = next(box.iterchildren(reversed=True), None)
        if before is not None and before is self._levelled and _goes_on(before, kind, el):
            return before
        return self.put(kind)

    def _level(self, levels: int, kind: str, el: Element) -> Element | None:
        """The list *levels* below the one before this place, a new one where that has none."""
        box = self.box
        above = box if box.tag in LISTS and len(box) else _last(box) if box.tag not in LISTS else box.getprevious()
        if above is None or above.tag not in LISTS or not len(above):
            return None if box.tag in LISTS else self.put(kind)
        self._levelled = _outermost(above)
        while levels > 1 and (inner := _last(above[-1])) is not None and inner.tag in LISTS and len(inner):
            above, levels = inner, levels - 1
        there = _last(above[-1])
        if there is not None and there.tag in LISTS and len(there) and _goes_on(there, kind, el):
            return there
        return etree.SubElement(above[-1], kind)

    def place_of_item(self, el: Element) -> Element | None:
        """The item for the item *el*: a new one, the one before that it belongs to, or ``None``: it is a frame."""
        box = self.box
        if box.tag not in LISTS:
            before = _last(box)
            box = before if before is not None and before.tag == "ul" else self.put("ul")
            return etree.SubElement(box, "li")
        kind = kind_of_item(el) or box.tag
        if kind != box.tag:
            if not len(box):
                box.tag = kind
            elif not level_of(el):
                after = etree.Element(str(kind))
                box.addnext(after)
                self.box = box = after
        if not len(box) and marker_of(el) == "none" and _is_only_list(el):
            return None
        if len(box) and self._has_no_marker(el):
            self._unmarked = el
            return box[-1]
        level = (level_of(el) or 0) - (_depth_of(box) - 1 if el.get("aria-level") else 0)
        while level > 0 and len(box):
            inner = _last(box[-1])
            if inner is None or inner.tag not in LISTS or (level == 1 and inner.tag != kind):
                box, level = etree.SubElement(box[-1], str(kind)), 0
            else:
                box, level = inner, level - 1
        return etree.SubElement(box, "li")

    def _has_no_marker(self, el: Element) -> bool:
        """Whether *el* shows no bullet, in a list in which the item before does."""
        before, around = el.getprevious(), el.getparent()
        if marker_of(el) != "none" or before is None or before.tag != "li" or around is None:
            return False
        if marker_of(around) == "none":
            return False
        return marker_of(before) != "none" or before is self._unmarked or _is_only_list(el)

    @staticmethod
    def keep_numbers(box: Element, el: Element) -> None:
        """Keep what the list or the item *el* says of its numbers in *box*."""
        name = "value" if box.tag == "li" else "start"
        number = whole_number(el.get(name, ""))
        if number is not None and box.tag != "ul" and not len(box):
            box.set(name, str(number))
        if box.tag == "ol":
            if el.get("reversed") is not None:
                box.set("reversed", "")
            if letters := type_of(el):
                box.set("type", letters)
        if box.tag in LISTS and marker_of(el) == "none":
            box.set("unmarked", "")


def _is_only_list(li: Element) -> bool:
    first = next(iter(li), None)
    return first is not None and first.tag in LISTS and not is_text(li.text or "")


def _goes_on(before: Element, kind: str, el: Element) -> bool:
    """Whether the list *el*, of *kind*, goes on with the list *before*."""
    if before.tag != kind:
        return False
    first = next(iter(el), None)
    stated = whole_number(el.get("start", "") or (first.get("value", "") if first is not None else ""))
    return kind == "ul" or stated == (whole_number(before.get("start", "")) or 1) + len(before)


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
