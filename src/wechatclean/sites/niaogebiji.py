"""Niaogebiji (鸟哥笔记): its article pages, and its articles in Hexo posts and feeds."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml import etree

from wechatclean.html.parser import parse
from wechatclean.limits import Limits
from wechatclean.sites.site import Found, Site
from wechatclean.source.slicing import slice_at, start_tags
from wechatclean.source.source import Source

_NAME = "鸟哥笔记"
_HEAD = 64 * 1024  # characters of a page in which its site's address is found
_HEADER = 32 * 1024  # characters before the body in which its title is found
# What the site writes around and into every article: its spacers and its picture hosts.
_SPACER = '<div style="height: 6px">'
_TRACES = ("//qnssl.niaogebiji.com", "niaogebiji.com/pc/bulletin")
_OTHER_HOST = "//ngbjimg.xy599.com"
_ORIGINAL = "原文链接"


def owns(source: Source) -> bool:
    """Whether the address, the front matter or the document itself says Niaogebiji."""
    categories = source.front.get("categories")
    if source.front.get("author") == _NAME or (isinstance(categories, (list, tuple)) and _NAME in categories):
        return True
    url = source.url or source.front.get("url")
    if isinstance(url, str) and url:
        return _host(url).endswith("niaogebiji.com")
    if source.is_markdown:
        return False
    head = source.text[:_HEAD]
    if _SPACER in head or _OTHER_HOST in head:
        return True
    return "niaogebiji.com" in head and ("pc_content" in source.text or any(trace in head for trace in _TRACES))


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
    return Found("article", found.element, (*_header(source.text, start, limits), *found.after))


def _header(text: str, start: int, limits: Limits) -> tuple[etree._Element, ...]:
    """What stands above the article within its own box: title, writer, time."""
    earliest = max(0, start - _HEADER)
    begin = max((at for at in start_tags(text[earliest:start], "class", "article")), default=-1)
    begin = text.rfind("<h1", earliest, start) if begin < 0 else earliest + begin
    return (parse(text[begin:start], limits),) if begin >= 0 else ()


def take_out(body: etree._Element) -> dict[str, object]:
    """The address of a bulletin, which links to itself at its end; the link stays, as readers see it."""
    links = [link.get("href") for link in body.iter("a") if (link.text or "").strip() == _ORIGINAL]
    return {"url": links[-1]} if links else {}


NIAOGEBIJI = Site("niaogebiji", _NAME, owns, open_article, take_out, "https://www.niaogebiji.com/")
