"""Niaogebiji (鸟哥笔记): its article pages, and its articles in Hexo posts and feeds."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from wechatclean.html.parser import parse
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Page
from wechatclean.selectors.selector import FRONT, Selector, by_class, each_of_class, meta
from wechatclean.sites.site import Located, Site, host_of
from wechatclean.source.markup import Markup
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
_WRITER = pattern(r"\s*(?:作者|文)\s?[｜|丨:：/]\s?(\S[^｜|丨\n]{0,40}?)\s*")


def owns(source: Source) -> bool:
    """Whether the address, the front matter or the document itself says Niaogebiji."""
    categories = source.front.get("categories")
    if source.front.get("author") == _NAME or (isinstance(categories, (list, tuple)) and _NAME in categories):
        return True
    url = source.url or source.front.get("url")
    if isinstance(url, str) and url:
        return host_of(source).endswith("niaogebiji.com")
    if source.is_markdown:
        return False
    head = source.text[:_HEAD]
    if _SPACER in head or _OTHER_HOST in head:
        return True
    return "niaogebiji.com" in head and ("pc_content" in source.text or any(trace in head for trace in _TRACES))


def open_article(source: Source, limits: Limits) -> Located | None:
    """The article of a site page, in its ``.pc_content``."""
    start = next(start_tags(source.markup, "class", "pc_content"), None)
    if start is None:
        return None
    found = slice_at(source.text, start, limits)
    outside = (*_header(source.text, start, limits), *found.after)
    return Located("article", found.element, outside, start=start)


def _header(text: str, start: int, limits: Limits) -> tuple[etree._Element, ...]:
    """What stands above the article within its own box: title, writer, time."""
    earliest = max(0, start - _HEADER)
    begin = max((at for at in start_tags(Markup(text[earliest:start]), "class", "article")), default=-1)
    begin = text.rfind("<h1", earliest, start) if begin < 0 else earliest + begin
    return (parse(text[begin:start], limits),) if begin >= 0 else ()


def read_fragment(source: Source, body: etree._Element) -> Located:
    """All of it, and the address of a bulletin, which links to itself at its end; the link stays, as readers see it."""
    links = [link.get("href") for link in body.iter("a") if (link.text or "").strip() == _ORIGINAL]
    return Located("article", body, stated={"url": links[-1]} if links else {}, start=0)


def _writer_line(page: Page) -> str | None:
    """作者｜某人 in the first lines of an article, which names its writers nowhere else."""
    for number, paragraph in enumerate(page.body.iter("p")):
        if found := _WRITER.fullmatch("".join(paragraph.itertext())):
            return found[1]
        if number == 5:
            break
    return None


def _site_as_author(page: Page) -> str | None:
    return _NAME if page.front.get("author") == _NAME else None


SELECTORS: Mapping[str, tuple[Selector, ...]] = {
    "author": (
        meta("author"),
        meta("og:article:author"),
        by_class("author"),
        Selector("a line 作者｜… at the start of the article", _writer_line),
    ),
    "account.name": (
        Selector(f"front matter `author`, where it is {_NAME}", _site_as_author, part=FRONT, key="author"),
    ),
    "published_at": (by_class("writeTime3"),),
    "tags": (each_of_class("art_tag"),),
}
NIAOGEBIJI = Site(
    name="niaogebiji",
    title=_NAME,
    base="https://www.niaogebiji.com/",
    owns=owns,
    containers=(("class", "pc_content"),),
    selectors=SELECTORS,
    placeholders={"author": frozenset({_NAME})},
    captions=(("label", "图片描述"),),
    open=open_article,
    read_fragment=read_fragment,
)
