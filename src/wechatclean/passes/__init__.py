"""What can be put right only when the whole article is there.

In comes the tree in normal form; each pass is a plain function that changes it in place, and they run in the order of
:data:`PASSES`. A pass knows nothing of the source, of pictures or of Markdown.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from wechatclean.html.relaying import to_lines
from wechatclean.html.tree import drop, text_of
from wechatclean.layout.inline import Line, runs_of, write_line
from wechatclean.layout.normal_form import HEADINGS, shown_text
from wechatclean.passes.footnotes import link_footnotes
from wechatclean.passes.lists import drop_doubled_bullets, flatten_deepest, forget_marks, items_to_lines, number_lists
from wechatclean.passes.tables import align_columns
from wechatclean.passes.tasks import settle_boxes
from wechatclean.patterns import pattern

Element = etree._Element
Pass = Callable[[Element], None]

_CELLS = ("td", "th")
_NUMBER_ONLY = pattern(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]?")


def drop_empty_cells(root: Element) -> None:
    """Rows without cells and tables that hold nothing go."""
    for table in list(root.iter("table")):
        rows = list(table.iterchildren("tr"))
        for row in rows:
            if not len(row):
                drop(row)
        if not any(_holds(cell) for row in rows for cell in row):
            drop(table)


def unwrap_frames(root: Element) -> None:
    """A table of which only one cell holds anything is a frame: what it holds takes its place."""
    for table in reversed(list(root.iter("table"))):
        cells = [cell for row in table.iterchildren("tr") for cell in row if _holds(cell)]
        if len(cells) == 1:
            for block in list(cells[0]):
                table.addprevious(block)
            drop(table)


def cells_to_lines(root: Element) -> None:
    """The paragraphs of a cell become its lines."""
    for cell in root.iter(*_CELLS):
        to_lines(cell)


def fill_rows(root: Element) -> None:
    """Short rows get empty cells: GFM cuts off cells that the header row has not."""
    for table in root.iter("table"):
        rows = list(table.iterchildren("tr"))
        if any(cell.get(name) for row in rows for cell in row for name in ("colspan", "rowspan")):
            continue
        width = max(map(len, rows), default=0)
        for row in rows:
            for _ in range(width - len(row)):
                etree.SubElement(row, "td")


def drop_lone_spans(root: Element) -> None:
    """A ``colspan`` or ``rowspan`` of one cell goes."""
    for cell in root.iter(*_CELLS):
        for name in ("colspan", "rowspan"):
            if cell.get(name) in ("0", "1"):
                del cell.attrib[name]


def merge_number_headings(root: Element) -> None:
    """A heading that is only a number joins the heading behind it."""
    for heading in list(root.iter(*HEADINGS)):
        following = heading.getnext()
        if following is not None and following.tag == heading.tag and _NUMBER_ONLY.fullmatch(shown_text(heading)):
            _put_before(heading, following)


def _put_before(number: Element, heading: Element) -> None:
    """Move what *number* holds, and a space behind it, to the start of *heading*; what is marked alike becomes one."""
    line = Line()
    for block in (number, heading):
        line.add_runs(runs_of(block))
        line.add(" ", 0, None)
    drop(number)
    heading.text = None
    del heading[:]
    write_line(heading, line.take())


def trim_rules(root: Element) -> None:
    """Rules that separate nothing go: at the ends, and repeated ones."""
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
    """Empty blocks go."""
    for block in reversed(list(root.iter("p", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))):
        if not len(block) and not block.text:
            drop(block)


def _holds(cell: Element) -> bool:
    return bool(text_of(cell).strip()) or next(cell.iter("img"), None) is not None


# Each pass with the elements of which at least one must be there for it to have work.
PASSES: tuple[tuple[Pass, frozenset[str]], ...] = (
    (flatten_deepest, frozenset({"blockquote", "ul", "ol"})),
    (drop_empty_cells, frozenset({"table"})),
    (unwrap_frames, frozenset({"table"})),
    (drop_doubled_bullets, frozenset({"ul", "ol"})),
    (forget_marks, frozenset({"ul", "ol"})),
    (trim_rules, frozenset({"hr"})),
    (drop_empty, frozenset({"ul", "ol", "li", "blockquote", "table"})),
    (drop_lone_spans, frozenset({"table"})),
    (cells_to_lines, frozenset({"table"})),
    (fill_rows, frozenset({"table"})),
    (align_columns, frozenset({"table"})),
    (number_lists, frozenset({"ol"})),
    (items_to_lines, frozenset({"li"})),
    (merge_number_headings, HEADINGS),
    (link_footnotes, frozenset({"sup"})),
)


# What makes up for editors that have no lists, headings and notes of their own, and leave empty items and rules behind;
# Markdown has them, and who writes it means them.
_FOR_EDITORS = frozenset(
    {align_columns, unwrap_frames, drop_doubled_bullets, trim_rules, drop_empty, merge_number_headings, link_footnotes}
)


def run_passes(root: Element, *, is_markdown: bool = False) -> None:
    """Run :data:`PASSES` over *root*; those that guess what an editor means are not for what was Markdown."""
    settle_boxes(root)
    present = {el.tag for el in root.iter()}
    for run, needed in PASSES:
        if not needed.isdisjoint(present) and not (is_markdown and run in _FOR_EDITORS):
            run(root)
