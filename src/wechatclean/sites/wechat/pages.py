"""WeChat official accounts (微信公众号): pages of mp.weixin.qq.com, whatever their age and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, islice

from lxml import etree
from lxml.builder import E

from wechatclean.html.parser import parse
from wechatclean.html.tree import drop
from wechatclean.html.visibility import is_empty, visible_text
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Kind
from wechatclean.sites.fragments import container_in
from wechatclean.sites.site import Facts, Located, Site
from wechatclean.sites.wechat import posts
from wechatclean.sites.wechat.frame import is_post, is_title, names_original, take_frame, without_labels
from wechatclean.sites.wechat.notices import refuse, refuse_fragment
from wechatclean.sites.wechat.selectors import PLACEHOLDERS, SELECTORS
from wechatclean.source.markup import tags_of
from wechatclean.source.slicing import ElementSlice, header_before, slice_at, start_tags
from wechatclean.source.source import Source

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
_POSTS: dict[Kind, Callable[[Source, Limits], etree._Element | None]] = {
    "pictures": posts.picture_post,
    "text": posts.text_post,
    "audio": posts.audio_post,
    "music": posts.audio_post,
    "video": posts.video_post,
    "short": posts.short_post,
}
_CONTAINERS = (("id", "js_content"), ("class", "rich_media_content"))
# What begins above an article's title, the nearest first; in 2014 the title stood above the box of the content.
_BOXES = ("js_article", "activity-detail", "activity-name", "page-content", "img-content")
_MOST_CONTAINERS = 5  # of one name, empty ones among them
_BODY_CLASS = pattern(r"<body\s(?:[^>]{0,400}\s)?class\s*=\s*([\"'])([^\"']{0,600})\1")
_OLD_LAYOUT = pattern(r"<div\s[^<>]{0,80}\bclass=[\"']?text[\"'\s>]")
_ONLY_A_CARD = "the page shows a card, and no article"
_WITHOUT_SCRIPTS = "the post's content is in scripts that this copy of the page does not have"
_WECHAT_HOSTS = ("mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mp.weixin.qq.com")


def open_article(source: Source, limits: Limits) -> Located | None:
    """The article of a page, from its HTML or, where that shows none of it, from its scripts."""
    place = _container(source, limits)
    outside = _outside(source.text, place, limits)
    kind = kind_of(source, place, outside)
    write = _POSTS.get(kind)
    if write and (body := write(source, limits)) is not None:
        return Located(kind, body, outside)
    title = posts.stated_title(source) if place is not None and write and is_post(place.element, source.text) else ""
    if place is not None and (title or posts.shows_words(source.text, place)):
        return _post_as_shown(kind, place.element, outside, title)
    if place is not None and write:
        outside = (*outside, place.element)
        return Located(kind, place.element, outside, truncated=_WITHOUT_SCRIPTS, start=place.start)
    if place is not None and not is_empty(place.element) and not _is_card(place.element):
        posts.mark_live_photos(source, place.element)
        return Located(kind, place.element, outside, truncated=_cut(source, place.element), start=place.start)
    if (body := posts.reprint(source, limits)) is not None:
        return Located(kind, body, outside)
    if (body := posts.card(outside if place is None else (*outside, place.element))) is not None:
        return Located("repost", body, outside, truncated=_ONLY_A_CARD)
    refuse(source, limits)
    return None


def _post_as_shown(kind: Kind, body: etree._Element, outside: tuple[etree._Element, ...], title: str = "") -> Located:
    """A post of whose page only the elements are left: what they show without the frame, or else its title.

    A text post's title is what it says, or the beginning of that; *title* is what the page's scripts or head state.
    """
    if kind == "article":
        kind = posts.kind_shown(body)
    frame, words = take_frame(body), posts.shown_words(body)
    if words is not None:
        posts.keep_lines(words)
    whole = words is not None and (kind == "text" or next(body.iter("img"), None) is not None)
    if is_empty(body):
        body.extend(E.p(visible_text(part).strip()) for part in frame if is_title(part) and not is_empty(part))
    if is_empty(body) and title:
        body[:] = parse(title)
    return Located(kind, body, (*outside, *frame), truncated=None if whole else _WITHOUT_SCRIPTS)


def _is_card(element: etree._Element) -> bool:
    """Whether this is what a reprint's page shows instead of the article."""
    return any(inner.get("id") == "js_share_source" for inner in element.iter("a"))


def read_data(source: Source, limits: Limits) -> Located | None:
    """The article that the data of a page holds, without the page."""
    kind = kind_of(source, None)
    body = _POSTS.get(kind, posts.reprint)(source, limits)
    return None if body is None else Located(kind, body)


def kind_of(source: Source, place: ElementSlice | None, outside: Iterable[etree._Element] = ()) -> Kind:
    """By the class of ``<body>``, then by ``item_show_type``, then by the marks of a reprint."""
    for token in _body_classes(source):
        if token in _BODY_CLASSES:
            return _BODY_CLASSES[token]
    shown = source.cgi.get("item_show_type")
    if shown is None:  # a `d.item_show_type`, of data that is not there, says nothing
        shown = source.script("var item_show_type") or source.script("window.item_show_type")
    kind = KINDS.get(str(shown), "article")
    return "repost" if kind == "article" and (_is_reprint(source, place) or names_original(outside)) else kind


def _body_classes(source: Source) -> list[str]:
    """Classes of the page's ``<body>``; old pages have another one in a comment."""
    found = next(tags_of(_BODY_CLASS, source.markup), None)
    return found[2].split() if found else []


def _is_reprint(source: Source, place: ElementSlice | None) -> bool:
    """Whether the page shows another account's article: ``copyright_stat`` 2, or the card of one."""
    rights = source.cgi.get("copyright_info")
    stated = rights.get("copyright_stat") if isinstance(rights, dict) else source.script("_copyright_stat")
    if str(stated) == "2":
        return True
    return place is not None and any(e.get("id") == "js_share_content" for e in place.element.iterancestors("div"))


def _container(source: Source, limits: Limits) -> ElementSlice | None:
    text = source.text
    for attribute, token in (*_CONTAINERS, ("id", "js_article")):
        starts = islice(start_tags(source.markup, attribute, token), _MOST_CONTAINERS)
        places = (slice_at(text, start, limits) for start in starts)
        first = next(places, None)
        if first is not None:
            return next((place for place in chain([first], places) if not is_empty(place.element)), first)
    # The layout of 2014, which other sites have copied.
    old = next(tags_of(_OLD_LAYOUT, source.markup), None) if "page-bizinfo" in text else None
    if old and any(host in text for host in _WECHAT_HOSTS):
        return slice_at(text, old.start(), limits)
    return None


def _outside(text: str, place: ElementSlice | None, limits: Limits) -> tuple[etree._Element, ...]:
    if place is None:
        return ()
    header = header_before(text, place.start, _BOXES, limits)
    return without_labels((*(() if header is None else (header,)), *place.after))


def _cut(source: Source, body: etree._Element) -> str | None:
    """Why the body is not all of the article."""
    preview = next(body.iter("mp-pay-preview-filter"), None)
    if preview is None or _follows(preview, body):
        return None
    paid = source.cgi.get("is_pay_subscribe") or source.script("isPaySubscribe")
    return "a paid article: the free preview ends here" if paid else None


def _follows(mark: etree._Element | None, body: etree._Element) -> bool:
    """Whether anything that a reader sees comes after *mark*."""
    while mark is not None and mark is not body:
        if (mark.tail or "").strip() or any(not is_empty(e) for e in mark.itersiblings(etree.Element)):
            return True
        mark = mark.getparent()
    return False


def owns(source: Source) -> bool:  # the last site takes what is left
    """Any document that no other site owns."""
    return True


_OF_WECHAT = pattern(r"mp\.weixin\.qq\.com|\bqpic\.cn/|\bqlogo\.cn/|\bwx_fmt=|\brich_media|\bjs_content\b")
_OURS = frozenset({"account", "kind", "source_url", "claims"})  # keys of documents that this library writes


def is_known(source: Source) -> bool:
    """Whether a post has an address or an element of WeChat's, or is a document of this library's."""
    if not _OURS.isdisjoint(source.front):
        return True
    return any(map(_OF_WECHAT.search, (source.text, source.front_matter, source.url or "")))


def read_fragment(source: Source, body: etree._Element) -> Located:
    """The article without the frame that its page draws around it, and without the lines that RSSHub appends."""
    refuse_fragment(source, body)
    if "js_share_source" in source.text and (card := _card_alone(body)) is not None:
        return Located("repost", card, (body,), truncated=_ONLY_A_CARD)
    if is_post(body, source.text):
        return _post_as_shown("article", body, ())
    content = container_in(body, [place for place in _CONTAINERS if place[1] in source.text])
    frame = () if content is None else take_frame(body, content)
    kind: Kind = "repost" if names_original(frame) else "article"
    return Located(kind, body, frame, _lines_of_a_feed(body), start=0)


def _card_alone(body: etree._Element) -> etree._Element | None:
    """The card of a reprint, where nothing of the article is beside it."""
    article = next((e for e in body.iter("div") if e.get("id") == "js_content"), None)
    return posts.card((body,)) if article is None or is_empty(article) else None


def _lines_of_a_feed(body: etree._Element) -> Facts:
    """What RSSHub appends to an article: 📍发表于：国 省 市, and a link 🔗️ 阅读原文."""
    stated: Facts = {}
    for paragraph in list(body.iter("p"))[-3:]:
        words = "".join(paragraph.itertext()).strip()
        link = paragraph.find("a")
        if words.startswith("📍发表于"):
            country, *smaller = words.partition("：")[2].split() or [""]
            stated["location"] = smaller[0] if country == "中国" and smaller else country
        elif words.startswith("🔗") and words.endswith("阅读原文") and link is not None:
            stated["source_url"] = link.get("href")
        else:
            continue
        drop(paragraph)
    return stated


WECHAT = Site(
    name="wechat",
    title="微信公众平台",
    base=None,
    owns=owns,
    is_known=is_known,
    containers=_CONTAINERS,
    selectors=SELECTORS,
    placeholders=PLACEHOLDERS,
    marks=("js_article",),
    open=open_article,
    read_fragment=read_fragment,
    read_data=read_data,
)
