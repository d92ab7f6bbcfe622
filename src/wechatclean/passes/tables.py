"""The sides that the columns of a table are set on."""

from __future__ import annotations

from itertools import zip_longest

from lxml import etree

from wechatclean.html.tree import text_of

Element = etree._Element

_BLOCKS = frozenset("blockquote div h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())


def align_columns(root: Element) -> None:
    """A column is aligned where all its cells say the same; what only some say, GFM cannot."""
    for table in root.iter("table"):
        rows = list(table.iterchildren("tr"))
        sides = [_side(column) for column in zip_longest(*rows)] if _is_plain(table) else []
        for row in rows:
            for number, cell in enumerate(row):
                cell.attrib.pop("align", None)
                if number < len(sides) and (side := sides[number]):
                    cell.set("align", side)


def _is_plain(table: Element) -> bool:
    """Whether *table* is one of rows and columns, with lines of text in its cells."""
    return not any(
        cell.get("colspan") or cell.get("rowspan") or any(block.tag in _BLOCKS for block in cell)
        for row in table
        for cell in row
    )


def _side(column: tuple[Element | None, ...]) -> str | None:
    """The side of *column*; a header that says nothing goes with the cells below it."""
    cells = [cell for cell in column if cell is not None and (len(cell) or text_of(cell).strip())]
    if len(cells) > 1 and cells[0].tag == "th" and not cells[0].get("align"):
        cells = cells[1:]
    sides = {cell.get("align") for cell in cells}
    return sides.pop() if len(sides) == 1 else None
