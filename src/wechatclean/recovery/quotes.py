"""Quotes: paragraphs in a box with a line at its left."""

from __future__ import annotations

from itertools import groupby

from wechatclean.layout.normal_form import new_element
from wechatclean.notes import Notes
from wechatclean.recovery.lines import Line, Page

_THRESHOLD = 0.6
_LEAST = 20.0  # Chinese characters; what is shorter may be a heading
_MOST = 8  # paragraphs; a larger box frames the article


def recover_quotes(page: Page, notes: Notes) -> None:
    """Make quotes of the boxes of *page* with a line at their left."""
    for box, group in groupby(page.lines, lambda line: line.ink.barred):
        lines = [line for line in group if not line.is_blank]
        sure = _confidence(lines) if box else 0.0
        if sure < _THRESHOLD:
            continue
        first = lines[0]
        message = f"a box with a line at its left became a quote: {first.text[:80]}"
        notes.add("recovered", message, first.look.source, text=first.text, confidence=sure)
        quote = new_element("blockquote")
        first.block.addprevious(quote)
        quote.extend(line.block for line in lines)


def _confidence(lines: list[Line]) -> float:
    """How sure it is that *lines*, which stand in one box, are a quote."""
    is_prose = all(line.is_text and line.block.getparent() is not None for line in lines)
    if not is_prose or not 0 < len(lines) <= _MOST or sum(line.length for line in lines) < _LEAST:
        return 0.0
    return 0.5 if all(line.is_bold for line in lines) else 0.8
