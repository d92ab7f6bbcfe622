"""The boxes of the article: headings, lists, quotes and tables that the walk opens and closes."""

from __future__ import annotations

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.layout.alignment import alignment_of
from wechatclean.layout.builder import CELLS, LISTS
from wechatclean.layout.lists import ListBuilder
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.layout.rules import OnLeave
from wechatclean.patterns import pattern

_PARENTS = {"tr": "table", "td": "tr", "th": "tr"}  # what the parts of a table stand in
MAX_BOXES = 17  # quotes and lists that are nested deeper are written as if they were not: markdown-it reads 20 levels
_ALIGNED = pattern("text-align:(left|center|right)")  # as markdown-it writes it
_SIDE = pattern("(left|center|right)")  # as this library does in a table of HTML
_SPANS = ("colspan", "rowspan")


class BoxBuilder(ListBuilder):
    """A builder that opens a box of the normal form for an element of the source, where it can stand."""

    def open(self, el: Element) -> OnLeave | None:
        """Open the heading or box *el*, where it can stand here, and return what closes it."""
        tag = str(el.tag)
        if tag in HEADINGS:
            return self._open_heading(tag)
        box = self.box
        if self._depth + (1 if tag != "li" or box.tag in LISTS else 2) > MAX_BOXES:
            return None
        if tag in _PARENTS and box.tag != _PARENTS[tag]:
            return None
        if tag in LISTS:
            items = self.place_of_list(el)
            return None if items is None else self._open_box(items, el)
        if tag == "li":
            item = self.place_of_item(el)
            return None if item is None else self._open_box(item, el)
        return self._open_box(etree.SubElement(box, tag) if tag in _PARENTS else self.put(tag), el)

    def _open_box(self, box: Element, el: Element) -> OnLeave:
        outer, depth, self.box = self.box, self._depth, box
        self._depth = sum(1 for _ in box.iterancestors())  # counts lists that the source did not open, too
        self._headers += box.tag == "th"
        if box.tag in LISTS or box.tag == "li":
            self.keep_numbers(box, el)
        for name in _SPANS if box.tag in CELLS else ():
            if (value := el.get(name, "").strip()[:9]).isdecimal() and value.isascii():
                box.set(name, str(int(value)))
        if box.tag in CELLS and (side := self._side(el)):
            box.set("align", side)

        def close() -> None:
            self.box, self._depth = outer, depth
            self._headers -= box.tag == "th"
            if next(iter(box), None) is None and box.tag not in CELLS and not self._keeps_empty(box):
                items = box.getparent()
                drop(box)
                if items is not None and items is not outer and items.tag in LISTS and not len(items):
                    drop(items)  # which the source did not open

        return close

    def _keeps_empty(self, box: Element) -> bool:
        """Whether *box* is an item that Markdown has; in a cell it is HTML's."""
        return self.is_markdown and box.tag == "li" and next(box.iterancestors(*CELLS), None) is None

    def _side(self, cell: Element) -> str | None:
        """The side that *cell* is set on, where it is said."""
        if self.is_markdown:
            found = _ALIGNED.fullmatch(cell.get("style", "")) or _SIDE.fullmatch(cell.get("align", ""))
            return found[1] if found else None
        return alignment_of(cell)

    def _open_heading(self, tag: str) -> OnLeave:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close
