"""On which side the page sets the text of a table's cells."""

from __future__ import annotations

import re
from itertools import islice

from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_STATED = pattern(r"(?:^|;)\s*text-align\s*:\s*(?:-(?:webkit|moz)-)?([a-z]+)", re.I)
_SIDES = {"left": "left", "center": "center", "middle": "center", "right": "right", "end": "right"}
_LEVELS = 4  # into a cell
_MOST = 20  # blocks of a cell


def alignment_of(cell: Element) -> str | None:
    """The side that *cell* states: in it, for itself, its row or its table."""
    if inner := _inside(cell):
        return inner
    for el in (cell, *islice(cell.iterancestors(), 3)):
        if side := _stated(el):
            return side
        if el.tag == "table":
            break
    return None


def _stated(el: Element) -> str | None:
    found = _STATED.search(el.get("style", ""))
    attribute = "" if el.tag == "table" else el.get("align", "")  # of a table: where it stands itself
    return _SIDES.get((found[1] if found else attribute).lower())


def _inside(cell: Element) -> str | None:
    """The side that all blocks of *cell* state."""
    el = cell
    for _ in range(_LEVELS):
        blocks = list(islice(el, _MOST))
        sides = {_stated(block) for block in blocks}
        if not blocks or (el.text or "").strip() or any((block.tail or "").strip() for block in blocks):
            return None
        if len(sides) == 1 and (side := sides.pop()) and blocks[0].tag != "img":
            return side
        if len(blocks) > 1:
            return None
        el = blocks[0]
    return None
