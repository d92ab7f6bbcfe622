"""What is put right in the normal form once the whole of it is there, in this order.

Each pass is a plain function that changes the tree in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from wechatclean.html.tree import drop, text_of, unwrap
from wechatclean.layout.normal_form import HEADINGS
from wechatclean.passes.footnotes import link_footnotes

Element = etree._Element
Pass = Callable[[Element], None]

_CELLS = ("td", "th")
_BULLET = re.compile("^[•●○▪■◆·‣⁃](?![ \u3000]?[•●○▪■◆·‣⁃])[ \u3000]?")  # several are no bullet, but say something
_NUMBER_ONLY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]?")


def drop_empty_cells(root: Element) -> None:
    """Rows, columns and tables that hold nothing go."""
    for table in list(root.iter("table")):
        rows = list(table.iterchildren("tr"))
        for row in rows:
            if not len(row):
                drop(row)
        if not any(_holds(cell) for row in rows for cell in row):
            drop(table)


def unwrap_frames(root: Element) -> None:
    """A table of which one cell only holds anything is a frame around it."""
    for table in reversed(list(root.iter("table"))):
        cells = [cell for row in table.iterchildren("tr") for cell in row if _holds(cell)]
        if len(cells) == 1:
            for block in list(cells[0]):
                table.addprevious(block)
            drop(table)


def cells_to_lines(root: Element) -> None:
    """A cell's paragraphs become lines of it; in a heading of one cell, its text."""
    for cell in root.iter(*_CELLS):
        if len(cell) and all(block.tag == "p" for block in cell):
            for block in list(cell):
                if block.getnext() is not None:
                    etree.SubElement(block, "br")
                unwrap(block)


def fill_rows(root: Element) -> None:
    """Rows shorter than the longest get empty cells: GFM cuts what a header row is too short for."""
    for table in root.iter("table"):
        rows = list(table.iterchildren("tr"))
        if any(cell.get(name) for row in rows for cell in row for name in ("colspan", "rowspan")):
            continue
        width = max(map(len, rows), default=0)
        for row in rows:
            for _ in range(width - len(row)):
                etree.SubElement(row, "td")


def drop_lone_spans(root: Element) -> None:
    """Spans of one cell say nothing."""
    for cell in root.iter(*_CELLS):
        for name in ("colspan", "rowspan"):
            if cell.get(name) in ("0", "1"):
                del cell.attrib[name]


def items_to_lines(root: Element) -> None:
    """An item of one paragraph holds that paragraph's content itself."""
    for item in root.iter("li"):
        if len(item) == 1 and item[0].tag == "p":
            unwrap(item[0])


def drop_doubled_bullets(root: Element) -> None:
    """Bullets that authors typed into lists that have their own."""
    for item in root.iter("li"):
        parent = item.getparent()
        first = item[0] if len(item) and item[0].tag == "p" else item
        if parent is not None and parent.tag == "ul" and first.text:
            rest = _BULLET.sub("", first.text, count=1)
            first.text = rest if rest or len(first) else first.text  # a bullet alone is what the item says


def merge_number_headings(root: Element) -> None:
    """A number in a box of its own, followed by its heading, is the start of that heading."""
    for heading in list(root.iter(*HEADINGS)):
        following = heading.getnext()
        if following is not None and following.tag == heading.tag and _NUMBER_ONLY.fullmatch(text_of(heading)):
            following.text = f"{text_of(heading)} {following.text or ''}"
            drop(heading)


def trim_rules(root: Element) -> None:
    """Rules that separate nothing: at the ends, and repeated."""
    for box in dict.fromkeys(rule.getparent() for rule in root.iter("hr")):
        waiting: Element | None = None
        separates = False
        for block in list(box) if box is not None else ():
            if block.tag != "hr":
                if _holds(block):
                    waiting, separates = None, True
            elif separates:
                waiting, separates = block, False
            else:
                drop(block)
        if waiting is not None:
            drop(waiting)


def drop_empty(root: Element) -> None:
    """Blocks that nothing is left in go."""
    for block in reversed(list(root.iter("p", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))):
        if not len(block) and not block.text:
            drop(block)


def _holds(cell: Element) -> bool:
    return bool(text_of(cell).strip()) or next(cell.iter("img"), None) is not None


# Each with the elements of which one at least must be there, or it has nothing to do.
PASSES: tuple[tuple[Pass, frozenset[str]], ...] = (
    (drop_empty_cells, frozenset({"table"})),
    (unwrap_frames, frozenset({"table"})),
    (drop_doubled_bullets, frozenset({"li"})),
    (trim_rules, frozenset({"hr"})),
    (drop_empty, frozenset({"ul", "ol", "li", "blockquote", "table"})),
    (drop_lone_spans, frozenset({"table"})),
    (cells_to_lines, frozenset({"table"})),
    (fill_rows, frozenset({"table"})),
    (items_to_lines, frozenset({"li"})),
    (merge_number_headings, HEADINGS),
    (link_footnotes, frozenset({"sup"})),
)


def run_passes(root: Element) -> None:
    """Run :data:`PASSES` over *root*."""
    present = {el.tag for el in root.iter()}
    for run, needed in PASSES:
        if not needed.isdisjoint(present):
            run(root)
