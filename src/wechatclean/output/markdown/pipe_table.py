"""Which tables GFM can say, and what their cells could do to each other."""

from __future__ import annotations

from lxml import etree

from wechatclean.layout.normal_form import tex_of
from wechatclean.output.markdown.formula import without_markup
from wechatclean.patterns import pattern

Element = etree._Element

BLOCKS = frozenset({"ul", "ol", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "table", "hr"})
_TANGLE = pattern("`|~~")


def is_pipe_table(table: Element) -> bool:
    """Whether GFM can say all of *table*: cells of one line, none of them spanning others."""
    if next(table.iter("caption"), None) is not None:
        return False
    for cell in table.iter("td", "th"):
        if any(int(cell.get(name) or "1") > 1 for name in ("colspan", "rowspan")):
            return False
        if any(child.tag in BLOCKS for child in cell):
            return False
    return True


def entangles(table: Element) -> bool:
    """Whether delimiters of one cell could be paired with those of another, by parsers that pair before they split."""
    if not _TANGLE.search("".join(table.itertext())):
        return False
    return sum(map(_has_delimiter, table.iter("td", "th"))) > 1


def _has_delimiter(cell: Element) -> bool:
    return any(
        el.tag in ("code", "del")
        or _TANGLE.search(without_markup(el.text or "") if tex_of(el) is not None else el.text or "")
        or (el is not cell and _TANGLE.search(el.tail or ""))
        for el in cell.iter()
    )
