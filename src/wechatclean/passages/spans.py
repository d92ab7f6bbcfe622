"""An article's Markdown as spans that follow each other without a gap, each of which may be taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wechatclean.images.image import Image
from wechatclean.passages.block import Block
from wechatclean.passages.sentences import read_prose
from wechatclean.patterns import pattern

_ROW = pattern(r"\n|&#10;")
_ATOMS = frozenset({"heading", "rule"})
_FENCE = pattern(r"[ \t>]*(?:[-*+] |\d+[.)] )*(?:`{3,}|~{3,})")


class Span(NamedTuple):
    """A piece of the Markdown.

    Attributes:
        start: where it begins.
        end: where the next one begins.
        block: the block that it is; ``None`` where it is a part of one that has no parts itself.
        path: the headings that it stands under.
        context: what a reader has to see before it: the header of a table, the opening line of code.
        is_heading: whether it is a heading that stands in nothing.
        leads: whether it says little without the next one: the header of a table.
    """

    start: int
    end: int
    block: Block | None
    path: tuple[Block, ...] = ()
    context: str = ""
    is_heading: bool = False
    leads: bool = False


def spans_of(markdown: str, blocks: Sequence[Block]) -> Iterator[Span]:
    """All of *markdown*, a span for each of its *blocks*; what stands below them all is spans of a line."""
    blocks = [block for block in blocks if block.end > block.start]
    last = blocks[-1].end if blocks else 0
    rest = len(markdown) - len(markdown[last:].lstrip()) if blocks else 0
    starts = [0, *(block.start for block in blocks[1:]), rest]
    path: tuple[Block, ...] = ()
    for block, start, end in zip(blocks, starts, starts[1:], strict=False):
        is_heading = block.kind == "heading"
        if is_heading:
            path = tuple(above for above in path if (above.level or 1) < (block.level or 1))
        yield Span(start, end, block, path, is_heading=is_heading)
        if is_heading:
            path = (*path, block)
    yield from _between(Span(rest, len(markdown), None, path), _starts(_ROW, markdown, rest, len(markdown)))


def parts_of(markdown: str, span: Span) -> list[Span]:
    """What *span* may be taken apart into; nothing where it must stay whole."""
    block = span.block
    if block is None or block.kind in _ATOMS:
        return []
    if block.children:
        parts = _children(markdown, span, block.children)
        return parts if len(parts) > 1 else parts_of(markdown, parts[0])
    end = span.start + len(markdown[span.start : span.end].rstrip())
    if block.kind in ("table", "code"):
        return _rows(markdown, span, end)
    return _between(span, [span.start + cut for cut in read_prose(markdown[span.start : end]).cuts])


def pictures_of_blocks(markdown: str, blocks: Iterable[Block]) -> Iterator[tuple[int, Image]]:
    """Where the pictures of *blocks* stand in *markdown*, in order."""
    for block in blocks:
        if block.children:
            yield from pictures_of_blocks(markdown, block.children)
        elif block.images:
            found = read_prose(markdown[block.start : block.end]).pictures
            known = len(found) == len(block.images)  # a user's writer may have written others
            yield from ((block.start + (found[n] if known else 0), image) for n, image in enumerate(block.images))


def _between(span: Span, cuts: Iterable[int]) -> list[Span]:
    """*span* cut at *cuts*, which lie in it, into what stays whole."""
    places = [span.start, *(cut for cut in cuts if span.start < cut < span.end), span.end]
    return [span._replace(start=start, end=end, block=None) for start, end in pairwise(places) if start < end]


def _starts(pattern: re.Pattern[str], markdown: str, start: int, end: int) -> list[int]:
    return [found.end() for found in pattern.finditer(markdown, start, end)]


def _children(markdown: str, span: Span, children: Sequence[Block]) -> list[Span]:
    """A span for each of *children*, from the start of its line."""
    starts = [span.start]
    blocks = [children[0]]
    for child in children[1:]:
        start = markdown.rfind("\n", 0, child.start) + 1
        if start > starts[-1]:
            starts.append(start)
            blocks.append(child)
    ends = [*starts[1:], span.end]
    return [span._replace(start=s, end=e, block=b) for s, e, b in zip(starts, ends, blocks, strict=True)]


def _rows(markdown: str, span: Span, end: int) -> list[Span]:
    """The rows of a table or the lines of code, those that open and close it together with their neighbours."""
    starts = _starts(_ROW, markdown, span.start, end)
    is_fenced = _FENCE.match(markdown, span.start) is not None
    is_code = span.block is not None and span.block.kind == "code"
    head = starts[:1] if is_code else _behind_header(markdown, span.start, starts)
    if is_code and is_fenced:
        starts = starts[1:-1]  # the fences go with the lines beside them
    elif not is_code:
        starts = [start for start in starts if start >= head[0]] if head else []
        if markdown.startswith("</table>", starts[-1] if starts else end):
            starts.pop()
    context = markdown[span.start : head[0]] if head and (is_fenced or not is_code) else ""
    first, *others = _between(span, starts)
    return [first._replace(leads=not is_code and bool(head)), *(other._replace(context=context) for other in others)]


def _behind_header(markdown: str, start: int, starts: Sequence[int]) -> Sequence[int]:
    """Where the rows begin that stand below the header of a table."""
    if "<table" not in markdown[start : starts[0] if starts else start]:
        return starts[1:2]
    has_header = len(starts) > 1 and "<th" in markdown[starts[0] : starts[1]]
    return starts[1:2] if has_header else starts[:1]
