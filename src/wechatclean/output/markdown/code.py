"""Code between backticks, in a line, and the fence of a block of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lxml import etree

from wechatclean.output.markdown.placeholders import FIXED_SPACE, atom
from wechatclean.patterns import pattern

BEHIND_TICK = frozenset({"_tick"})  # no tag: a backtick that stays as it was written would open code before it
_MOST_TICKS = 80  # around code in a line: cmark-gfm reads no more (MAXBACKTICKS of its inlines.c)
_LANGUAGE = pattern(r"[\w#.+-]*")
_BEFORE_SIGN = pattern(r" (?![^\W\d_])")


def fence(code: str, shortest: int) -> str:
    """Backticks around *code*: more than any run of them in it, and *shortest* at least."""
    return "`" * max(shortest, *(len(run) + 1 for run in re.findall("`+", code)), 0)


def is_fence_to_all(info: str, around: Collection[str]) -> bool:
    """Whether all parsers know a fence with the info string *info* in these elements.

    Python-Markdown knows none in quotes and lists, and none with a language of other signs; what a post's own says
    besides the language has to stay. Who knows no footnotes and definitions takes one in them for text.
    """
    return not {"li", "blockquote", "div"} & set(around) and (" " in info or _LANGUAGE.fullmatch(info) is not None)


def needs_tag(el: etree._Element, code: str, last: etree._Element | None, around: Collection[str]) -> bool:
    """Whether *code*, that of *el*, is no code between backticks: others meet them, or are many."""
    touches = last is not None and last is el.getprevious() and not last.tail
    return touches or not BEHIND_TICK.isdisjoint(around) or len(fence(code, 1)) > _MOST_TICKS


def code_span(code: str, options: Mapping[str, object]) -> str:
    """*code* between backticks; it is wrapped only before letters, since other signs may be escaped in a new line."""
    signs = fence(code, 1)
    pad = " " if code.strip() and (code[0] in "` " or code[-1] in "` ") else ""
    span = signs + pad + code + pad + signs
    return atom(_BEFORE_SIGN.sub(FIXED_SPACE, span) if options["wrap"] else span)
