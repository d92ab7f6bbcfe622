"""Which tables GFM can say, and what their cells could do to each other."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wechatclean.layout.normal_form import tex_of
from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import without_markup

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
    cells = list(table.iter("td", "th"))
    typed = [any(map(_TANGLE.search, _texts(cell))) for cell in cells]
    set_ = [next(cell.iter("code", "del"), None) is not None for cell in cells]
    return any(typed) and sum(map(any, zip(typed, set_, strict=True))) > 1


def _texts(cell: Element) -> Iterator[str]:
    """The texts of *cell* as they are written."""
    for el in cell.iter():
        text = el.text or ""
        yield without_markup(text) if tex_of(el) is not None else text
        yield "" if el is cell else el.tail or ""
