"""Entities that a page's own code would undo, undone as often and no more."""

from __future__ import annotations

from html import unescape

from wechatclean.patterns import pattern

_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def decode(text: str) -> str:
    """*text* with one level of entities undone; what lacks its semicolon is no entity here.

    >>> decode("A &amp; B &lt;b&gt; &copy=1 &amp;lt;")
    'A & B <b> &copy=1 &lt;'
    """
    return _ENTITY.sub(lambda m: unescape(m[0]), text) if "&" in text else text
