"""Rules that markdown-it is given: what an engine reads, formulas, footnotes, definitions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from html import unescape
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import is_formula, tex_in
from wechatclean.source.markdown.engines import (
    ATTRIBUTES_ALONE,
    ATTRIBUTES_AT_END,
    BEGINS,
    PLACE,
    REFERENCE,
    TASK,
    TEMPLATE,
    WITHOUT_WORDS,
    closings,
    is_between_blocks,
    is_read_as_html,
    opening,
    part_at,
    part_of,
)
from wechatclean.source.markdown.inert import inert_tex, is_inert
from wechatclean.source.markdown.labelled import definition, footnote, is_broken_off
from wechatclean.source.markdown.parts import Part

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_FORMULA = pattern(
    r"\$\$(?!\$)(?P<display>(?:[^$\\]|\\.){1,5000})\$\$|\$(?![\s$])(?P<inline>(?:[^$\\\n]|\\[^\n]){1,2000})(?<!\s)\$",
    re.S,
)
_COMMENT_IN_TEX = pattern(r"(?<!\\)%[^\n]*")
_ADDRESS = pattern(r"://(?:[A-Za-z0-9._/?=%#@:;,+-]|&(?!#?[0-9A-Za-z]{1,31};))+(?<!_)")
_CODE_IN_HTML = pattern(r"<code>(?=[^<>]{0,2000}&#)([^<>]{1,2000})</code>")


def add_rules(parser: MarkdownIt) -> None:
    """Give *parser* the rules of this module."""
    block, inline = parser.block.ruler, parser.inline.ruler
    block.before("fence", "engine", engine_block, _INTERRUPTS)
    block.before("reference", "footnote", footnote, _INTERRUPTS)
    block.before("paragraph", "formula", formula_block, _INTERRUPTS)
    block.before("reference", "engine_reference", reference)
    block.before("reference", "definition", definition, _INTERRUPTS)
    block.before("fence", "attributes", attributes, _INTERRUPTS)
    inline.before("escape", "formula", formula)
    inline.before("escape", "address", address)
    inline.before("escape", "engine", engine_inline)
    inline.before("html_inline", "code_in_html", code_in_html)
    inline.before("engine", "place", place)


def engine_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An engine's tag with all that it holds up to the one that closes it; or a tag beside Markdown that it holds."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{%", "{{"), begin) or state.is_code_block(start) or is_broken_off(state, start - 1):
        return False
    tag = TEMPLATE.match(state.src, begin)
    last = _last_line(state, tag.start(), tag.end(), tag[0]) if tag else -1
    cleaned = state.env.setdefault("cleaned", set())  # last lines of tags that are read as HTML, which may share one
    if tag is None or last < 0 or last >= end or last in cleaned:
        return False
    lines = state.getLines(start, last + 1, state.blkIndent, False).strip("\n")
    if is_read_as_html(tag[0], lines):
        cleaned.add(last)
        return False
    if silent:
        return True
    state.line = last + 1
    token = state.push("part", "", 0)
    token.map = [start, state.line]
    token.meta["part"] = part_of(lines, "block")
    return True


def _last_line(state: StateBlock, begin: int, end: int, tag: str) -> int:
    """The line that the block of *tag* ends with; -1 where it is no block, since text stands behind it."""
    if not is_between_blocks(tag):
        if "closings" not in state.env:
            state.env["closings"] = closings(state.src)
        opens = opening(tag)
        found = state.env["closings"].get(opens.name, []) if opens else []
        at = bisect_left(found, (end, 0))
        if at == len(found):
            return -1
        end = found[at][1]
    line = bisect_right(state.bMarks, end - 1) - 1
    is_last = not state.src[end : state.eMarks[line]].strip() and not is_broken_off(state, line)
    return line if is_last else -1


def attributes(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of attributes right below a block, which they are those of (kramdown, goldmark)."""
    begin = state.bMarks[start] + state.tShift[start]
    if not start or state.isEmpty(start - 1) or is_broken_off(state, start - 1) or state.is_code_block(start):
        return False
    found = ATTRIBUTES_ALONE.match(state.src[begin : state.eMarks[start]])
    if not found or is_broken_off(state, start) or not is_inert(found[0]):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("part", "", 0)
        token.meta["part"], token.map = Part(found[0].rstrip(), "attributes"), [start, state.line]
    return True


def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link reference definition whose target an engine writes, which a parser of Markdown takes for text."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if silent or not REFERENCE.match(line) or not is_inert(line) or state.is_code_block(start):
        return False
    state.line = start + 1
    token = state.push("part", "", 0)
    token.meta["part"], token.map = Part(line.rstrip(), "block"), [start, state.line]
    return True


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$``, lines of TeX, ``$$``."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", begin) or state.is_code_block(start) or is_broken_off(state, start - 1):
        return False
    for line in range(start, end):
        text = state.src[begin + 2 if line == start else state.bMarks[line] : state.eMarks[line]]
        if state.isEmpty(line) or (line > start and state.sCount[line] < state.blkIndent):
            return False
        at = text.find("$$")
        if at >= 0:
            break
    else:
        return False
    lines = state.getLines(start, line + 1, state.blkIndent, False).strip()
    above, _, last = lines[2:-2].rpartition("\n")  # a comment in the last line would hide its end
    source = _COMMENT_IN_TEX.sub("", above) + "\n" + last
    if not lines.endswith("$$") or is_broken_off(state, line) or not source.strip() or "$$" in source:
        return False
    if silent:
        return True
    state.line = line + 1
    token = state.push("part", "", 0)
    token.meta["part"], token.map = Part(tex_in(" ".join(source.split())), "display-formula"), [start, state.line]
    return True


def formula(state: StateInline, silent: bool) -> bool:
    """``$…$``, as pandoc reads it; ``$$…$$`` within a line stays as it is."""
    if state.src[state.pos] != "$":
        return False
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    tex = tex_in(found["inline"] or "") if found else ""
    if not found or (tex and not _is_formula(tex, state, found.end())):
        return False
    if not silent:
        shown = " ".join(tex_in(found["display"] or "").split())
        is_ours = "&#" in found[0] and shown != found["display"]  # what an engine must not read is written so
        display = Part(shown, "display-formula") if is_ours else _display_in_line(found["display"] or "")
        state.push("part", "", 0).meta["part"] = Part(tex, "formula") if tex else display
    state.pos = found.end()
    return True


def _display_in_line(source: str) -> Part:
    tex = inert_tex(source)
    return Part(f"$${tex}$$", "inline", source="" if tex == source else source)


def _is_formula(source: str, state: StateInline, end: int) -> bool:
    """Whether *source* between dollars, up to *end*, is TeX, and no sums of money that two dollars stand before."""
    if "`" in source and state.src.find("`", end, state.posMax) >= 0:
        return False  # code begins in it
    return is_formula(source, state.src[end : min(end + 1, state.posMax)])


def address(state: StateInline, silent: bool) -> bool:
    """``https://…`` as it is written: underscores in it are no emphasis, those at its end may be."""
    if not state.src.startswith("://", state.pos) or not state.pending.endswith(("http", "https")):
        return False
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.pending += found[0]
    state.pos = found.end() if found else state.pos
    return found is not None


def code_in_html(state: StateInline, silent: bool) -> bool:
    """Code in HTML with numeric references, as this library writes it where only HTML will do; its spaces are meant."""
    found = _CODE_IN_HTML.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if found and not silent:
        state.push("part", "", 0).meta["part"] = Part(unescape(" ".join(found[1].split())), "code-span")
    state.pos = found.end() if found else state.pos
    return found is not None


def place(state: StateInline, silent: bool) -> bool:
    """What shows nothing: a place that links lead to, a link without words."""
    pattern = {"<": PLACE, "[": WITHOUT_WORDS}.get(state.src[state.pos])
    found = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if not found or not is_inert(found[0]) or (silent and pattern is WITHOUT_WORDS):
        return False
    if not silent:
        state.push("part", "", 0).meta["part"] = Part(found[0], "place")
    state.pos = found.end()
    return True


def engine_inline(state: StateInline, silent: bool) -> bool:
    """What an engine reads in a line, attributes at its end, and a box to tick at its start."""
    if state.src[state.pos] not in BEGINS:
        return False
    if not state.pos and (box := TASK.match(state.src)):
        if not silent:
            state.push("part", "", 0).meta["part"] = Part(box[0], "task")
        state.pos = box.end()
        return True
    end = part_at(state.src, state.pos, state.posMax)
    if end < 0:
        found = ATTRIBUTES_AT_END.match(state.src, state.pos)
        end = found.end() if found and is_inert(found[0]) else -1
    is_bracket = state.src[state.pos] in "[!"
    if end < 0 or (is_bracket and (silent or _is_reference(state, end) or _is_text(state, end))):
        return False  # while the text of a link is looked for, brackets are counted
    if not silent:
        state.push("part", "", 0).meta["part"] = part_of(state.src[state.pos : end], "inline")
    state.pos = end
    return True


def _is_text(state: StateInline, end: int) -> bool:
    """Whether a mark of a footnote is only text, since no footnote has its label (as GFM and goldmark have it)."""
    mark = state.src[state.pos : end]
    return mark.startswith("[^") and mark[2:-1] not in state.env.get("footnotes", ())


def _is_reference(state: StateInline, end: int) -> bool:
    """Whether double brackets are a link whose target the document states: ``[[1]]`` and ``[1]: …``."""
    text = state.src[state.pos : end]
    if not text.startswith(("[[", "![[")):
        return False
    label = text.lstrip("!")[1:-1]
    known = state.env.get("references", {})
    return normalizeReference(label) in known or normalizeReference(label[1:-1]) in known
