"""Where WeChat's pages state the facts about their articles: ``cgiDataNew``, script variables, the header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from wechatclean.html.visibility import visible_text
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Page
from wechatclean.selectors.selector import (
    LINK_LABELS,
    OUTSIDE,
    Part,
    Selector,
    by_class,
    by_id,
    decoded,
    meta,
    script_value,
    stated,
    within,
)

_COVERS = ("js_cover", "media", "js_row_immersive_cover_img")
# Words beside the writer's name, where they have lost their id: times, in figures and in words, and labels.
_NO_NAME = pattern(
    r"""
    .{0,4}\d{4}[-/.年] | \d{1,2}月\d | (?:凌晨|早上|上午|中午|下午|晚上)?\s?\d{1,2}:\d\d
    | (?:刚刚|今天|昨天|前天|大前天|上周|上个?月|去年|(?:周|星期|礼拜)[一二三四五六日天])(?:\s?\S{0,2}\s?\d{1,2}:\d\d)?$
    | [\d一二两三四五六七八九十半几]{1,3}\s?个?(?:秒钟?|分钟|小时|天|日|周|星期|月|年)(?:之?前)$
    | (?:just\snow|today|yesterday|last\s(?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b
    | (?:a|an|\d{1,3})\s(?:second|minute|min|hour|day|week|month|year)s?(?:\(s\))?\sago$
    | (?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d
    | (?:原创|转载|original|reprint)$ | (?:阅读|发表于|收录于|来自|reads?\b|posted\sin)\s?\S
    """,
    re.X | re.I,
)
# The words under a title, in the layouts of 2015, 2014 and 2013.
_META_CLASSES = ("rich_media_meta_text", "rich_media_meta", "activity-meta")
_RATIOS = {"2.35:1": "cdn_url_235_1", "1:1": "cdn_url_1_1", "16:9": "cdn_url_16_9", "3:4": "cdn_url_3_4"}


def _has_data(page: Page) -> object:
    return page.source.cgi


def _has_scripts(page: Page) -> bool:
    return not page.source.is_bare


def _has_scripts_only(page: Page) -> bool:
    return not (page.source.is_bare or page.source.cgi_is_whole)


def _lacks_whole_data(page: Page) -> bool:
    return not page.source.cgi_is_whole


def _query(page: Page) -> Mapping[str, str]:
    """Parameters of the article's long link, from the first place that states one."""
    for link in _links(page):
        if isinstance(link, str) and "__biz=" in link:
            return dict(parse_qsl(link.replace("&amp;", "&").partition("?")[2].partition("#")[0]))
    return {}


def _links(page: Page) -> Iterator[object]:
    """Where the article's link is stated, looked up one after the other."""
    source, front = page.source, page.front
    yield source.cgi.get("link")
    if not source.cgi_is_whole:
        yield source.script("msg_link")
    yield from (source.url, source.meta.get("og:url"), front.get("url"), front.get("link"))
    yield page.stated.get("url")
    yield from (page.labels.get(word) for word in LINK_LABELS)


def _has_query(page: Page) -> object:
    return page.once(_query)


# Variables that repeat ``cgiDataNew`` are left alone where it is whole: to search for what is not there takes as long
# as all the rest. Those of facts that nearly every page has are asked where it lacks them, but not compared with it.
CGI = Part("cgiDataNew", _has_data)
REPEATED = Part("scripts without cgiDataNew", _has_scripts_only)
KEYS = Part("scripts", _has_scripts, is_checked=_lacks_whole_data)
QUERY = Part("the article's link", _has_query)


def cgi(*path: str) -> Selector:
    """A value of ``cgiDataNew`` (2025 on); its text carries one level of entities."""
    return Selector(f"`cgiDataNew.{'.'.join(path)}`", _cgi_at, path, CGI)


def script(name: str, part: Part = REPEATED) -> Selector:
    """A script variable; all but a few repeat what ``cgiDataNew`` states where there is one."""
    return Selector(f"script variable `{name}`", script_value, (name,), part)


def query(name: str) -> Selector:
    """A parameter of the article's link."""
    return Selector(f"`{name}` in the article's link", _parameter, (name,), QUERY)


def _cgi_at(page: Page, *path: str) -> object:
    return decoded(within(page.source.cgi, path))


def _parameter(page: Page, name: str) -> str | None:
    return page.once(_query).get(name)


def _byline(page: Page) -> str | None:
    """The writer's name among the words under the title: the first without an id that is no time and no label."""
    for element in (e for name in _META_CLASSES for e in page.by_class.get(name, ())):
        text = visible_text(element).strip()
        plain = not element.get("id") and element.tag != "a" and element.find(".//a") is None
        if text and plain and not _NO_NAME.match(text):
            return text
    return None


def _album(page: Page) -> str | None:
    tags = page.by_class.get("article-tag__item-wrp")
    return visible_text(tags[0]).strip().lstrip("#") if tags else None


def _cover_shown(page: Page) -> str | None:
    for name in _COVERS:
        element = page.by_id.get(name)
        for image in () if element is None else element.iter("img"):
            return image.get("data-src") or image.get("src")
    return None


def _crops(read: Callable[[str], object]) -> dict[str, object]:
    return {ratio: read(name) for ratio, name in _RATIOS.items()}


def _cgi_crops(page: Page) -> dict[str, object]:
    return _crops(page.source.cgi.get)


def _script_crops(page: Page) -> dict[str, object]:
    return _crops(page.source.script)


def _claims(page: Page) -> list[object]:
    return [within(page.source.cgi, ("claim_source", "claim_source")), page.source.cgi.get("aigc_wording")]


SELECTORS: Mapping[str, tuple[Selector, ...]] = {
    "title": (
        cgi("title"),
        script("msg_title", KEYS),
        by_id("activity-name"),
        by_id("js_text_title"),
        replace(by_class("rich_media_title"), weak=True),
    ),
    "author": (
        cgi("author"),
        script("author"),
        by_id("js_author_name"),
        meta("author"),
        meta("og:article:author"),
        Selector("`.rich_media_meta_text` (`.rich_media_meta`, `.activity-meta`) without an id", _byline, part=OUTSIDE),
    ),
    "account.name": (
        cgi("nick_name"),
        script("nickname", KEYS),
        by_id("js_name"),
        by_class("wx_follow_nickname"),
        by_id("post-user"),
        by_class("profile_nickname"),
    ),
    "account.id": (cgi("user_name"), script("user_name", KEYS)),
    "account.alias": (cgi("alias"), script("alias"), by_class("profile_meta_value")),
    "account.biz": (cgi("bizuin"), query("__biz"), script("biz", KEYS), script("appuin", KEYS)),
    "account.signature": (cgi("signature"), cgi("profile_signature"), by_class("profile_meta_value", 1)),
    "account.avatar": (
        cgi("round_head_img"),
        cgi("hd_head_img"),
        script("round_head_img"),
        script("hd_head_img"),
    ),
    "account.type": (cgi("new_service_type"), script("new_service_type")),
    "published_at": (
        cgi("create_timestamp"),
        cgi("ori_create_time"),
        cgi("ori_send_time"),
        cgi("create_time"),
        script("ct", KEYS),
        script("oriCreateTime", KEYS),
        script("createTime", KEYS),
        script("create_time", KEYS),
        script("publish_time", KEYS),
        by_id("publish_time"),
        by_id("post-date"),
    ),
    "modified_at": (cgi("modify_time"), script("modify_time")),
    "digest": (cgi("desc"), script("msg_desc")),
    "cover": (
        cgi("cdn_url"),
        script("msg_cdn_url", KEYS),
        cgi("cdn_url_235_1"),
        script("cdn_url_235_1"),
        cgi("cdn_url_1_1"),
        script("cdn_url_1_1"),
        meta("og:image"),
        meta("twitter:image"),
        Selector("the picture above the content", _cover_shown, part=OUTSIDE),
    ),
    "cover_crops": (
        Selector("`cgiDataNew.cdn_url_…`", _cgi_crops, part=CGI),
        Selector("script variables `cdn_url_…`", _script_crops, part=REPEATED),
    ),
    "url": (cgi("link"), script("msg_link", KEYS)),
    "source_url": (
        stated("source_url"),
        cgi("source_url"),
        script("msg_source_url"),
        by_id("js_view_source", "href"),
    ),
    "mid": (cgi("mid"), query("mid"), query("appmsgid"), script("mid", KEYS), script("appmsgid", KEYS)),
    "idx": (cgi("idx"), query("idx"), query("itemidx"), script("idx", KEYS), script("itemidx", KEYS)),
    "sn": (cgi("sn"), query("sn"), query("sign"), script("sn", KEYS)),
    "is_original": (cgi("copyright_info", "copyright_stat"), script("_copyright_stat"), by_id("copyright_logo")),
    "repost.account": (
        cgi("copyright_info", "platform"),
        by_class("original_primary_nickname"),
        by_id("js_share_author"),
    ),
    "repost.author": (by_class("original_primary_card_tips"),),
    "repost.id": (cgi("copyright_info", "source_username"), script("source_username")),
    "repost.biz": (cgi("copyright_info", "source_encode_biz"), script("source_encode_biz")),
    "repost.url": (
        cgi("copyright_info", "reprint_url"),
        by_id("js_share_source", "data-url"),
        by_id("js_share_source", "href"),
    ),
    "repost.words": (
        cgi("copyright_info", "reprint_recommend_content_noencode"),
        cgi("copyright_info", "guide_words"),
        by_class("original_primary_tips", after="编者荐语"),
    ),
    "location": (stated("location"), cgi("ip_wording"), script("ip_wording"), by_id("js_ip_wording")),
    "album.title": (
        cgi("appmsgalbuminfo", "title"),
        Selector("`.article-tag__item-wrp`", _album, part=OUTSIDE),
    ),
    "album.url": (
        cgi("appmsgalbuminfo", "link"),
        by_class("article-tag__item-wrp", attribute="data-url"),
    ),
    "album.id": (cgi("appmsgalbuminfo", "album_id_str"), cgi("appmsgalbuminfo", "album_id")),
    "tags": (cgi("public_tag_info"),),
    "is_paid": (cgi("is_pay_subscribe"), script("isPaySubscribe")),
    "claims": (Selector("`cgiDataNew.claim_source`, `.aigc_wording`", _claims, part=CGI),),
}
_PLATFORM = frozenset({"微信公众平台", "Weixin Official Accounts Platform", "WeChat Official Accounts Platform"})
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "title": frozenset({"微信公众平台", "视频"}),
    "author": _PLATFORM,
    "account.name": frozenset({"微信公众平台"}),
}
