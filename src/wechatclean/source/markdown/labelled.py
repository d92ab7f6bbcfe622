"""Blocks that stand behind a label, further in than it: footnotes and definitions, as rules for markdown-it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wechatclean.patterns import pattern
from wechatclean.source.markdown.parts import Part

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_DEFINITION = pattern(r":[ \t]+(?=\S)")
_FOOTNOTE = pattern(r"\[\^([^\s\[\]\\^<>`]{1,200})\]:")


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``[^label]: …``, and what stands below it four columns further in."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    found = _FOOTNOTE.match(state.src, begin, state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    state.env.setdefault("footnotes", set()).add(found[1])
    _read_held(state, (start, end), found.end(), 4, Part(found[1], "footnote"))
    return True


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``: …`` below a term (goldmark, kramdown) that holds more than one line; those of one are read within a line."""
    begin = state.bMarks[start] + state.tShift[start]
    found = _DEFINITION.match(state.src, begin, state.eMarks[start])
    if not found or not start or state.is_code_block(start) or is_broken_off(state, start - 1):
        return False
    below = state.skipEmptyLines(start + 1)
    columns = state.sCount[below] - state.blkIndent if below < end else 0
    if columns < 2:
        return False
    if not silent:
        width = state.sCount[start] - state.blkIndent + len(found[0].expandtabs(4))
        _read_held(state, (start, end), begin + 1, min(columns, width, 4), Part(":", "definition"))
    return True


def _read_held(state: StateBlock, lines: tuple[int, int], begin: int, columns: int, part: Part) -> None:
    """Read the blocks that *part* holds: from *begin* in the first of *lines*, below it *columns* further in."""
    start, end = lines
    state.push("held_open", "", 1).meta["part"] = part
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    content = begin
    while content < state.eMarks[start] and state.src[content] in " \t":
        content += 1
    state.blkIndent += columns
    state.bMarks[start], state.tShift[start] = begin, content - begin
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= columns
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    state.push("held_close", "", -1)


def is_broken_off(state: StateBlock, line: int) -> bool:
    """Whether a hard line break ends *line*, so that the next one belongs to the same paragraph."""
    return line >= 0 and state.src.endswith(("  ", "\\"), state.bMarks[line], state.eMarks[line])
