"""Headings: lines that stand out, and head what follows them."""

from __future__ import annotations

from wechatclean.html.tree import drop, unwrap
from wechatclean.layout.normal_form import Element, shown_text
from wechatclean.notes import Notes
from wechatclean.recovery.levels import levels_of
from wechatclean.recovery.lines import Page
from wechatclean.recovery.signs import confidences
from wechatclean.recovery.units import Unit, units_of

_THRESHOLD = 0.6
_MOST_LINES = 3  # of a heading; more are verse or slogans


def recover_headings(page: Page, notes: Notes) -> None:
    """Make headings of the lines of *page* that are drawn as such."""
    units = units_of(page)
    found = [
        (unit, sure)
        for unit, sure in zip(units, confidences(page, units), strict=True)
        if sure >= _THRESHOLD and len(unit.lines) <= _MOST_LINES
    ]
    for (unit, sure), level in zip(found, levels_of(page, [unit for unit, _ in found]), strict=True):
        heading = _make(unit, level)
        notes.add(
            "recovered",
            f"a line became a heading of level {level}: {shown_text(heading)[:80]}",
            unit.lines[0].look.source,
            text=unit.title,
            confidence=round(sure, 2),
        )


def _make(unit: Unit, level: int) -> Element:
    """Make one heading of the lines of *unit*, which are bold no more: editors set headings in bold."""
    first, *rest = (line.block for line in unit.all_lines)
    first.tag = f"h{level}"
    for block in rest:
        _append(first, block)
    for mark in list(first.iter("strong", "br")):
        if mark.tag == "br":
            mark.tail = " " + (mark.tail or "")
        unwrap(mark)
    return first


def _append(heading: Element, block: Element) -> None:
    """Move what *block* holds to the end of *heading*, behind a space."""
    behind = f" {block.text or ''}"
    last = next(heading.iterchildren(reversed=True), None)
    if last is None:
        heading.text = (heading.text or "") + behind
    else:
        last.tail = (last.tail or "") + behind
    heading.extend(list(block))
    drop(block)
