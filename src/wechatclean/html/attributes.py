"""How many attributes a tag has, before it is parsed: libxml2 compares each with all before it."""

from __future__ import annotations

import re

from wechatclean.errors import LimitError
from wechatclean.limits import Limits

# A comment, what is raw text, or a tag; values in quotation marks may hold a ">". An end is looked for once: where none
# is found, the rest of the document is inside.
_TOKEN = re.compile(
    rb"""
    <(?:
        !--(?: -?> | .*?(?: --!?> | \Z ) )
      | (?P<raw> script | style )(?=[\s/>]) .*? (?: </(?P=raw) | \Z )
      | /?[a-z] [^>=]* (?: = \s* (?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z) )? [^>=]* )*
    )
    """,
    re.X | re.I | re.S,
)
_NAME = re.compile(rb"""([^\s/>="']+) (?: \s* = \s* (?: "[^"]*"? | '[^']*'? | [^\s>]* ) )?""", re.X)


def check_attributes(html: bytes, limits: Limits) -> None:
    """Refuse a tag of *html* with more than ``limits.attributes`` attributes of different names.

    >>> check_attributes(b"<p a b c='>' d d>", Limits(attributes=3))
    Traceback (most recent call last):
    wechatclean.errors.LimitError: limit 'attributes' passed: 3 allowed, the source has 4
    """
    most = limits.attributes
    for token in _TOKEN.finditer(html) if len(html) > 2 * most else ():
        start, end = token.span()
        if end - start > 2 * most and token["raw"] is None and html[start + 1] != ord("!"):
            count = len({name.lower() for name in _NAME.findall(html, start + 1, end)}) - 1
            if count > most:
                raise LimitError("attributes", most, count)
