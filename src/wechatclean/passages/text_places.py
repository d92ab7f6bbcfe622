"""Where each block stands in the plain text: measured as it was written, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wechatclean.layout.normal_form import HOLD_BLOCKS, holds_blocks, label
from wechatclean.output.plain_text import lines_of, to_text

TextPlaces = dict[etree._Element, tuple[int, int]]


def text_places(root: etree._Element, text: str) -> TextPlaces:
    """The place in *text* of each block of *root*, however deep; none at all where *text* is that of another tree."""
    if to_text(root) != text:
        return {}
    blocks = [lines_of(block) for block in root]
    whole = "".join(blocks)
    cut = len(whole) - len(whole.lstrip())
    places: TextPlaces = {}
    end = -cut
    for block, lines in zip(root, blocks, strict=True):
        for el, start, stop in _places(block, lines, end):
            places[el] = min(max(start, 0), len(text)), min(max(stop, 0), len(text))
        end += len(lines)
    return places


def _places(el: etree._Element, lines: str, start: int) -> Iterator[tuple[etree._Element, int, int]]:
    """The places of *el*, whose *lines* begin at *start*, and of the blocks in it."""
    own = lines.strip("\n")
    start += len(lines) - len(lines.lstrip("\n")) if own else 0
    yield el, start, start + len(own)
    at = len(label(el)) + 1 if el.tag == "div" and el.attrib.get("class") in HOLD_BLOCKS else 0
    for inner in el if holds_blocks(el) else ():
        inside = lines_of(inner).strip("\n")
        while inside and own[at : at + 1] == "\n":
            at += 1
        yield from _places(inner, inside, start + at)
        at += len(inside)
