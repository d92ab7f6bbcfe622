"""The blocks of Markdown that nobody remembers writing, read line by line: its top level only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from wechatclean.images.image import Image
from wechatclean.passages.block import Block, BlockKind
from wechatclean.passages.ids import Ids
from wechatclean.patterns import pattern

_FENCE = pattern(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)")
_RULE = pattern(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_HEADING = pattern(r" {0,3}(#{1,6})(?:[ \t]|$)")
_UNDERLINE = pattern(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = pattern(r" {0,3}(?:\d{1,9}(?=[.)])|(?=[-*+]))([-*+.)])(?:[ \t]|$)")
_DEEPER = pattern(r" {2}|\t")
_STARTS: Sequence[tuple[re.Pattern[str], BlockKind]] = (
    (_FENCE, "code"),
    (_HEADING, "heading"),
    (_RULE, "rule"),
    (pattern(r" {0,3}>"), "quote"),
    (_ITEM, "list"),
    (pattern(r" {0,3}\||<table\b"), "table"),
    (pattern(r"<[ou]l\b"), "list"),
    (pattern(r"<pre\b"), "code"),
    (pattern(r" {0,3}\[\^[^\]\s]{1,99}\]:"), "footnote"),
    (pattern(r"<(?!img\b)[A-Za-z/!?]|\{[%{]"), "raw"),
)
_INTERRUPTS = frozenset({"code", "heading", "rule", "quote"})
_PICTURE = pattern(
    r"!\[[^\]\n]{0,999}\](?:\(([^()\s]*)[^()\n]*\)|\[[^\]\n]*\])"
    r"|<img [^<>\n]*src=\"([^\"\n]*)\"[^<>\n]*>"
)


class _Found(NamedTuple):
    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    language: str | None = None


def blocks_of_markdown(markdown: str, images: Sequence[Image]) -> tuple[Block, ...]:
    """The blocks at the top of *markdown*, whose pictures are some of *images*; their places in a text are not known.

    >>> [(block.kind, markdown[block.start : block.end]) for markdown in ["# 茶\\n\\n- 水\\n\\n  热\\n\\n水"]
    ...  for block in blocks_of_markdown(markdown, ())]
    [('heading', '# 茶'), ('list', '- 水\\n\\n  热'), ('paragraph', '水')]
    """
    known = {unquote(address): image for image in images for address in (image.path, image.url) if address}
    ids = Ids()
    return tuple(_block(found, markdown[found.start : found.end], known, ids) for found in _blocks(markdown))


def _block(found: _Found, text: str, known: Mapping[str, Image], ids: Ids) -> Block:
    pictures = [unquote(picture[1] or picture[2] or "") for picture in _PICTURE.finditer(text)]
    kind = found.kind
    if kind == "paragraph" and pictures and not _PICTURE.sub("", text).strip(" \n\\"):
        kind = "image"
    elif kind == "paragraph" and text.startswith("$$") and text.endswith("$$"):
        kind = "formula"
    images = tuple(known[address] for address in pictures if address in known)
    return Block(id=ids.next(kind, text), images=images, **found._replace(kind=kind)._asdict())


def _blocks(markdown: str) -> Iterator[_Found]:
    lines = list(_lines(markdown))
    at = 0
    while at < len(lines):
        start, line = lines[at]
        if not line.strip():
            at += 1
            continue
        kind = _kind(line)
        behind = _behind(kind, lines, at)
        last, text = lines[behind - 1]
        heading = _HEADING.match(line)
        level = len(heading[1]) if heading else None
        if kind == "paragraph" and behind > at + 1 and (under := _UNDERLINE.match(text)):
            kind, level = "heading", 1 if under[1][0] == "=" else 2
        fence = _FENCE.match(line)
        yield _Found(kind, start, last + len(text), level, (fence[2] or None) if fence else None)
        at = behind


def _lines(markdown: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in markdown.split("\n"):
        yield start, line
        start += len(line) + 1


def _kind(line: str) -> BlockKind:
    return next((kind for pattern, kind in _STARTS if pattern.match(line)), "paragraph")


def _behind(kind: BlockKind, lines: Sequence[tuple[int, str]], at: int) -> int:
    """The number of the line behind the block of this *kind* that begins with line *at*."""
    first = lines[at][1]
    if fence := _FENCE.match(first):
        return _behind_fence(fence[1], lines, at + 1)
    if kind in ("heading", "rule"):
        return at + 1
    item = _ITEM.match(first) if kind == "list" else None
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number][1]
        if not line.strip():
            if not item and kind != "footnote":
                break
            continue
        is_apart = end < number
        if is_apart and not (_DEEPER.match(line) or (item and _goes_on(item, line))):
            break
        if kind == "paragraph" and not _UNDERLINE.match(line) and _kind(line) in _INTERRUPTS:
            break
        end = number + 1
    return end


def _goes_on(item: re.Match[str], line: str) -> bool:
    """Whether *line* is an item of the same list as *item*: with the same sign, and no rule."""
    found = _ITEM.match(line)
    return found is not None and found[1] == item[1] and not _RULE.match(line)


def _behind_fence(fence: str, lines: Sequence[tuple[int, str]], at: int) -> int:
    for number in range(at, len(lines)):
        line = lines[number][1].strip()
        if len(line) >= len(fence) and not line.strip(fence[0]):
            return number + 1
    return len(lines)
