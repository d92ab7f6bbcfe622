"""How many attributes a tag has, before it is parsed: libxml2 compares each with all before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wechatclean.errors import LimitError
from wechatclean.limits import Limits
from wechatclean.patterns import pattern

# A comment, what is raw text, or a tag; values in quotation marks may hold a ">". An end is looked for once: where none
# is found, the rest of the document is inside.
_TOKEN = pattern(
    rb"""
    <(?:
        !--(?: -?> | .*?(?: --!?> | \Z ) )
      | (?P<raw> script | style )(?=[\s/>]) .*? (?: </(?P=raw) | \Z )
      | /?[a-z] [^>=]* (?: = \s* (?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z) )? [^>=]* )*
    )
    """,
    re.X | re.I | re.S,
)
# Text and tags that are too short to have so many, as nearly all: what stands behind them begins outside of a token.
_SHORT = pattern(
    rb"""
    (?:
        [^<]+
      | < (?! ! | (?:script|style) [\s/>] ) [^<>=]{0,99} (?: = \s* (?: "[^"<]*" | (?!["'\s]) ) [^<>=]{0,99} ){0,19} >
    )*
    """,
    re.X | re.I,
)
_MOST_OF_SHORT = 1_000  # attributes
_NAME = pattern(rb"""([^\s/>="']+) (?: \s* = \s* (?: "[^"]*"? | '[^']*'? | [^\s>]* ) )?""", re.X)


def check_attributes(html: bytes, limits: Limits) -> None:
    """Refuse a tag of *html* with more than ``limits.attributes`` attributes of different names.

    >>> check_attributes(b"<p a b c='>' d d>", Limits(attributes=3))
    Traceback (most recent call last):
    wechatclean.errors.LimitError: limit 'attributes' passed: 3 allowed, the source has 4; Limits(attributes=…) allows
    more
    """
    most = limits.attributes
    for start, end in _tokens(html, skips=most >= _MOST_OF_SHORT) if len(html) > 2 * most else ():
        if end - start > 2 * most:
            count = len({name.lower() for name in _NAME.findall(html, start + 1, end)}) - 1
            if count > most:
                raise LimitError("attributes", most, count)


def _tokens(html: bytes, *, skips: bool) -> Iterator[tuple[int, int]]:
    """Where the tags of *html* begin and end; *skips*: but for short ones."""
    end = 0
    while True:
        if skips and (short := _SHORT.match(html, end)):
            end = short.end()
        token = _TOKEN.search(html, end)
        if token is None:
            return
        start, end = token.span()
        if token["raw"] is None and html[start + 1] != ord("!"):
            yield start, end
