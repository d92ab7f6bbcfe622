"""WeChat official accounts (微信公众号): pages of mp.weixin.qq.com, whatever their age and kind."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from wechatclean._document import parse
from wechatclean._limits import Limits
from wechatclean._slice import Slice, header_before, is_empty, slice_at, start_tags
from wechatclean._source import Source
from wechatclean.sites import _wechat_posts as posts
from wechatclean.sites._notices import refuse
from wechatclean.sites._site import Found, Kind, Site

# WeChat's ITEM_SHOW_TYPE_MAP; 11 is an article that lists call "shared".
KINDS: dict[str, Kind] = {
    "0": "article",
    "5": "video",
    "6": "music",
    "7": "audio",
    "8": "pictures",
    "10": "text",
    "11": "article",
    "17": "short",
}
_BODY_CLASSES: dict[str, Kind] = {
    "page_share_img": "pictures",
    "page_share_video": "video",
    "page_share_audio": "audio",
    "page_share_text": "text",
}
_POSTS: dict[Kind, Callable[[Source], str]] = {
    "pictures": posts.picture_post,
    "text": posts.text_post,
    "audio": posts.audio_post,
    "music": posts.audio_post,
    "video": posts.video_post,
    "short": posts.short_post,
}
# Where an article's body is, best first. The last is the layout of 2014, which other sites copied.
_CONTAINERS = (("id", "js_content"), ("class", "rich_media_content"), ("id", "js_article"))
_BODY_CLASS = re.compile(r"<body\s[^>]{0,400}?\bclass\s*=\s*([\"'])([^\"']{0,600})\1", re.I)
_OLD_LAYOUT = re.compile(r"<div\s[^<>]{0,80}\bclass=[\"']?text[\"'\s>]")
_WECHAT_HOSTS = ("mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mp.weixin.qq.com")


def open_article(source: Source, limits: Limits) -> Found | None:
    """The article of a page, from its HTML or, where that shows none of it, from its scripts."""
    kind = kind_of(source)
    place = _container(source.text, limits)
    outside = _outside(source.text, place, limits)
    write = _POSTS.get(kind)
    if write and (html := write(source)):
        return Found(kind, parse(html, limits), outside)
    if place is not None and (write or not is_empty(place.element)):
        return Found(kind, place.element, outside, truncated=_cut(source, kind, place.element))
    if html := posts.reprint(source):
        return Found(kind, parse(html, limits), outside)
    if place is not None:
        return Found(kind, place.element, outside, truncated="the page shows none of the article's content")
    refuse(source, limits)
    return None


def kind_of(source: Source) -> Kind:
    """By the class of ``<body>``, then by ``item_show_type``, then by the marks of a reprint."""
    for found in _BODY_CLASS.finditer(source.text[: 1 << 20]):
        for token in found[2].split():
            if token in _BODY_CLASSES:
                return _BODY_CLASSES[token]
    shown = source.cgi.get("item_show_type")
    if shown is None:
        shown = source.script("item_show_type")
    kind = KINDS.get(str(shown), "article")
    return "repost" if kind == "article" and is_reprint(source) else kind


def is_reprint(source: Source) -> bool:
    """Whether the page shows another account's article: ``copyright_stat`` 2."""
    rights = source.cgi.get("copyright_info")
    stated = rights.get("copyright_stat") if isinstance(rights, dict) else source.script("_copyright_stat")
    return str(stated) == "2" or 'id="js_share_content"' in source.text


def _container(text: str, limits: Limits) -> Slice | None:
    for attribute, token in _CONTAINERS:
        for start in start_tags(text, attribute, token):
            return slice_at(text, start, limits)
    old = _OLD_LAYOUT.search(text) if "page-bizinfo" in text else None
    if old and any(host in text for host in _WECHAT_HOSTS):
        return slice_at(text, old.start(), limits)
    return None


def _outside(text: str, place: Slice | None, limits: Limits) -> tuple[etree._Element, ...]:
    if place is None:
        return ()
    header = header_before(text, place.start, limits)
    return (*(() if header is None else (header,)), *place.after)


def _cut(source: Source, kind: Kind, body: etree._Element) -> str | None:
    """Why the body is not all of the article."""
    if kind in _POSTS:
        return "the post's content is in scripts that this copy of the page does not have"
    preview = next(body.iter("mp-pay-preview-filter"), None)
    paid = source.cgi.get("is_pay_subscribe") or source.script("isPaySubscribe")
    if preview is not None and paid and not _follows(preview, body):
        return "a paid article: the free preview ends here"
    return None


def _follows(mark: etree._Element, body: etree._Element) -> bool:
    """Whether anything that a reader sees comes after *mark*."""
    while mark is not body:
        if mark.tail and mark.tail.strip() or any(not is_empty(e) for e in mark.itersiblings(etree.Element)):
            return True
        mark = mark.getparent()  # type: ignore[assignment]  # body is an ancestor
    return False


def owns(source: Source) -> bool:  # noqa: ARG001  # the last site takes what is left
    """Any document that no other site owns."""
    return True


WECHAT = Site("wechat", "微信公众平台", owns, open_article, "https://mp.weixin.qq.com/")
