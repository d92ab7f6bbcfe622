"""Niaogebiji (鸟哥笔记): its article pages, and its articles in Hexo posts and feeds."""

from __future__ import annotations

from urllib.parse import urlsplit

from wechatclean._limits import Limits
from wechatclean._slice import slice_at, start_tags
from wechatclean._source import Source
from wechatclean.sites._site import Found, Site

_NAME = "鸟哥笔记"
_HEAD = 64 * 1024  # characters of a page in which its site's address is found


def owns(source: Source) -> bool:
    """Whether the address, the front matter or the page itself says Niaogebiji."""
    categories = source.front.get("categories")
    if source.front.get("author") == _NAME or (isinstance(categories, (list, tuple)) and _NAME in categories):
        return True
    url = source.url or str(source.front.get("url") or "")
    if url:
        return "niaogebiji.com" in _host(url)
    return "niaogebiji.com" in source.text[:_HEAD] and "pc_content" in source.text


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as a broken IPv6 address
        return ""


def open_article(source: Source, limits: Limits) -> Found | None:
    """The article of a site page, in its ``.pc_content``."""
    start = next(start_tags(source.text, "class", "pc_content"), None)
    if start is None:
        return None
    found = slice_at(source.text, start, limits)
    return Found("article", found.element, found.after)


NIAOGEBIJI = Site("niaogebiji", _NAME, owns, open_article, "https://www.niaogebiji.com/")
