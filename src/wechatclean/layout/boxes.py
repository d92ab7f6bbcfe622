"""The boxes of the article: headings, lists, quotes and tables that the walk opens and closes."""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.layout.builder import CELLS, LISTS, ArticleBuilder
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.layout.rules import OnLeave

_PARENTS = {"tr": "table", "td": "tr", "th": "tr"}  # what the parts of a table stand in
MAX_BOXES = 17  # quotes and lists that are nested deeper are written as if they were not: markdown-it reads 20 levels
_ALIGNED = re.compile("text-align:(left|center|right)")  # as markdown-it writes it; in HTML it says nothing of a table
_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "li": ("value",)}


class BoxBuilder(ArticleBuilder):
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
        if tag in LISTS and box.tag in LISTS and not len(box):
            return self._open_level(el)
        if tag in _PARENTS:
            inner = etree.SubElement(box, tag)
        elif tag == "li":
            if box.tag not in LISTS:
                box = box[-1] if len(box) and box[-1].tag == "ul" else self.put("ul")
            inner = etree.SubElement(box, tag)
        else:
            inner = self.put(tag)
        return self._open_box(inner, el)

    def _open_level(self, el: Element) -> OnLeave | None:
        """Open the list *el*, which begins a list: it is a level of the list before, or stands for its wrapper."""
        before = self.box.getprevious()
        if before is None or before.tag not in LISTS or not len(before):
            return None
        return self._open_box(etree.SubElement(before[-1], str(el.tag)), el)

    def _open_box(self, box: Element, el: Element) -> OnLeave:
        outer, depth, self.box = self.box, self._depth, box
        self._depth = sum(1 for _ in box.iterancestors())  # counts lists that the source did not open, too
        self._headers += box.tag == "th"
        for name in _KEPT.get(str(box.tag), ()):
            if (value := el.get(name, "").strip()[:9]).isdecimal() and value.isascii():
                box.set(name, str(int(value)))
        if self.is_markdown and (aligned := _ALIGNED.fullmatch(el.get("style", ""))) and box.tag in CELLS:
            box.set("align", aligned[1])

        def close() -> None:
            self.box, self._depth = outer, depth
            self._headers -= box.tag == "th"
            if not len(box) and box.tag not in CELLS and not (self.is_markdown and box.tag == "li"):
                drop(box)

        return close

    def _open_heading(self, tag: str) -> OnLeave:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close
