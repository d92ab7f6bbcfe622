"""One element of a page, parsed without the page around it.

A page as WeChat serves it is 3 MB of script around a body of 5 to 350 KB. The body's start tag is found by a
search for its text, and all up to the next ``<script`` is parsed; a sentinel at the end tells whether the element
has closed by then. If it has not, there is a script inside it, and the slice grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from wechatclean.errors import DocumentError, LimitError
from wechatclean.html.parser import parse
from wechatclean.html.tree import drop
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.source.markup import END_OF_COMMENT, Markup

_SENTINEL = "wechatclean-end"
_TAG_BEFORE = pattern(
    r"""
    <[a-z][\w-]{0,30} \s (?:[^<>]*\s)?
    (?P<attribute>id|class) \s*=\s* (?: ["'][^"'<>]* | [^\s"'<>]* ) \Z
    """,
    re.X | re.I,
)
_AFTER_TAG_NAME = " \t\n\f\r/>"
_TAG_LENGTH = 4_000  # characters of a start tag up to its id
_HEADER = 64 * 1024  # characters before the body in which its header begins


@dataclass(frozen=True)
class ElementSlice:
    """An element and those that follow it in the page up to a script.

    Attributes:
        element: the element that was looked for.
        after: its following siblings, and those of its ancestors.
        start: where its start tag is in the text.
        end: where the parsed text ends.
    """

    element: etree._Element
    after: tuple[etree._Element, ...]
    start: int
    end: int


def start_tags(markup: Markup, attribute: str, token: str) -> Iterator[int]:
    """Where start tags with *token* in *attribute* (``id`` or ``class``) begin.

    >>> list(start_tags(Markup("<!-- <p id=a> --><p class='x a'><div data-id=b id=a>"), "id", "a"))
    [32]
    """
    text = markup.text
    at = text.find(token)
    while at >= 0:
        end = at + len(token)
        start = _tag_start(text, attribute, at, end)
        if start >= 0 and markup.has_tag(start):
            yield start
        at = text.find(token, end)


def _tag_start(text: str, attribute: str, at: int, end: int) -> int:
    """Where the start tag begins in whose *attribute* the words from *at* to *end* are; -1 for any other place."""
    if text[end : end + 1] not in ("", '"', "'", ">", "/") and not text[end].isspace():
        return -1
    start = text.rfind("<", max(0, at - _TAG_LENGTH), at)
    found = _TAG_BEFORE.match(text[start:at]) if start >= 0 and _bounded(text[at - 1]) else None
    return start if found and found["attribute"].lower() == attribute else -1


def next_script(text: str, start: int, end: int | None = None) -> int:
    """Where the next start tag of a script begins; -1 where no other begins.

    >>> next_script("<scripture><script>", 0)
    11
    """
    at = text.find("<script", start, end)
    while at >= 0 and text[at + 7 : at + 8] not in _AFTER_TAG_NAME:
        at = text.find("<script", at + 7, end)
    return at


def script_around(text: str, start: int, at: int) -> int:
    """Where the script begins that *at* is in; -1 where it is in no script. *start* is outside of scripts."""
    return next_script(text, max(start, text.rfind("</script", start, at)), at)


def _is_in_comment(text: str, at: int) -> bool:
    begun = text.rfind("<!--", max(0, at - _HEADER), at)
    return begun >= 0 and END_OF_COMMENT.search(text, begun, at) is None


def _bounded(before: str) -> bool:
    return before in "\"'=" or before.isspace()


def slice_at(text: str, start: int, limits: Limits) -> ElementSlice:
    """The element whose start tag is at *start*."""
    cut, step = start, 1
    while True:
        for _ in range(step):
            cut = text.find("<script", cut + 1)
            if cut < 0:
                break
        if cut < 0:
            body = parse(text[start:], limits)  # no sentinel: it would open an unclosed <b> again
            return ElementSlice(_first(body), tuple(body[1:]), start, len(text))
        body = parse(f"{text[start:cut]}<{_SENTINEL}></{_SENTINEL}>", limits)
        sentinel = next(body.iter(_SENTINEL), None)
        element = _first(body)
        if sentinel is not None and element not in (sentinel, *sentinel.iterancestors()):
            drop(sentinel)
            return ElementSlice(element, tuple(body[1:]), start, cut)
        step *= 2  # a body full of scripts is parsed a few times, not once a script


def _first(body: etree._Element) -> etree._Element:
    return next(body.iterchildren(etree.Element), body)  # the page may end within the start tag


def header_before(text: str, start: int, boxes: Iterable[str], limits: Limits) -> etree._Element | None:
    """What the page shows above the element at *start*: title, byline, account, date.

    Args:
        text: the page.
        start: where the start tag of the article's body is in *text*.
        boxes: ids of elements around an article, best first; without any of them some way back is read.
        limits: how much is parsed.
    """
    earliest = max(0, start - _HEADER)
    marks = (f"id={quote}{name}{quote}" for name in boxes for quote in ('"', "'", ""))
    found = (text.rfind(mark, earliest, start) for mark in marks)
    article = next((at for at in found if at >= 0 and not _is_in_comment(text, at)), -1)
    begin = text.rfind("<", 0, article) if article >= 0 else max(0, start - _HEADER // 4)
    try:
        return parse(text[begin:start], limits)
    except (DocumentError, LimitError):  # what stands above the article is no reason to refuse it
        return None
