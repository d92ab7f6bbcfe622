"""Posts whose content is in the page's scripts: text, pictures, audio, video, and reprints without a body.

Each is built from the elements that the editor would have written, so that the rest of the library reads it like any
article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from typing import TypeAlias

from lxml import etree
from lxml.builder import E

from wechatclean.html.characters import plain
from wechatclean.html.parser import parse
from wechatclean.html.visibility import is_empty, visible_text
from wechatclean.images.addresses import key_of
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Kind
from wechatclean.source.javascript.assignments import ObjectLiteral
from wechatclean.source.javascript.values import Value
from wechatclean.source.markup import tags_of
from wechatclean.source.slicing import ElementSlice
from wechatclean.source.source import Source

Element: TypeAlias = "etree._Element"

_PARAGRAPHS = pattern(r"\n[ \t\r]*\n")
_STRAY = pattern(r"<(?!/?(?:a|b|br|div|em|i|img|p|section|span|strong)\b|/?mp-)", re.I)
_BLOCK = pattern(r"<(?:p|section|div|h[1-6]|ul|ol|blockquote|pre|table)[\s>]", re.I)
_TEMPLATE = pattern(r"<script\s[^<>]{0,200}content_tpl[\"']?(?:\s[^<>]{0,200})?>")
_PICTURE_LIST = "picture_page_info_list"
_MOST_PICTURES = 1_000
# Elements of posts that are shown.
_WORDS = etree.XPath("descendant-or-self::*[@id='js_text_desc' or @id='js_image_desc']")
_PICTURES = frozenset({"js_image_desc", "js_image_title", "js_image_content", "img_list", "img_swiper_content"})
_INDENT = pattern(r"\n[ \t]+(?=\S)")  # of tools that write HTML anew


def text_post(source: Source, limits: Limits) -> Element | None:
    """A text post's words."""
    return _body(paragraphs(_words(source)), limits)


def picture_post(source: Source, limits: Limits) -> Element | None:
    """A picture post's words, then its pictures in order, without their watermarked and cropped copies."""
    return _body(paragraphs(_words(source)), limits, after=_pictures(source))


def audio_post(source: Source, limits: Limits) -> Element | None:
    """An audio post's recordings, then its words."""
    return _body(paragraphs(_words(source)), limits, before=_recordings(source))


def video_post(source: Source, limits: Limits) -> Element | None:
    """A video post's videos, then its words."""
    return _body(paragraphs(_words(source)), limits, before=_videos(source))


def short_post(source: Source, limits: Limits) -> Element | None:
    """A short post: words, then pictures if it has any."""
    words = _words(source)
    return _body(words, limits) if _BLOCK.search(words) else picture_post(source, limits)


def reprint(source: Source, limits: Limits) -> Element | None:
    """The whole text of a reprint whose page shows a card only."""
    return _body(_str(source.cgi.get("content_noencode")) or _template(source), limits)


def kind_shown(body: Element) -> Kind:
    """Which post it is whose frame *body* shows."""
    return "pictures" if any(e.get("id") in _PICTURES for e in body.iter("div", "h1", "p")) else "text"


def shows_words(text: str, place: ElementSlice) -> bool:
    """Whether the element at *place* of the page *text* shows the words of a post."""
    named = any(text.find(name, place.start, place.end) >= 0 for name in ("js_text_desc", "js_image_desc"))
    return named and shown_words(place.element) is not None


def shown_words(body: Element) -> Element | None:
    """The element that shows the words of a post, where it has any."""
    return next((words for words in _WORDS(body) if not is_empty(words)), None)


def keep_lines(words: Element) -> None:
    """Make breaks of the line ends in the words of a post, as its page shows them."""
    inner = escape(words.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in words
    )
    shown = parse(paragraphs(_INDENT.sub(" ", inner)))
    words.tag, words.text = "div", None
    words[:] = shown


def card(outside: Iterable[Element]) -> Element | None:
    """The card of a reprint that leads to the article: the words of who reprints it, and its link."""
    notice = url = title = ""
    for element in (inner for root in outside for inner in root.iter(etree.Element)):
        if element.get("id") == "js_share_notice":
            notice = visible_text(element).strip()
        elif element.get("id") == "js_share_source":
            url = element.get("data-url") or element.get("href") or ""
        elif "original_panel_title" in (element.get("class") or ""):
            title = visible_text(element).strip()
    body = E.body()
    if notice:
        body.append(E.p(notice))
    if url:
        body.append(E.p(_element("a", {"href": _unescaped(url)}, title or "阅读全文")))
    return body if len(body) else None


def _body(html: str, limits: Limits, before: Iterable[Element] = (), after: Iterable[Element] = ()) -> Element | None:
    """What *html* holds between paragraphs of other elements; ``None`` where there is nothing of all of them."""
    body = parse(html, limits) if html else E.body()
    body[:0] = [E.p(element) for element in before]
    body.extend(E.p(element) for element in after)
    return body if len(body) else None


def _element(tag: str, attributes: Mapping[str, Value], text: str = "") -> Element:
    """An element with those *attributes* that have a value."""
    stated = {name: plain(str(value)) for name, value in attributes.items() if value}
    return E(tag, stated, text) if text else E(tag, stated)


def paragraphs(text: str) -> str:
    r"""Plain lines, in which links may stand, as paragraphs: a blank line ends one, unless a link spans it.

    >>> paragraphs("甲\n乙\n\n1 < 2")
    '<p>甲<br>乙</p><p>1 &lt; 2</p>'
    """
    parts: list[str] = []
    for part in _PARAGRAPHS.split(_STRAY.sub("&lt;", text.strip())):
        if parts and parts[-1].count("<a") > parts[-1].count("</a"):
            parts[-1] += "\n\n" + part
        else:
            parts.append(part)
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in parts if part.strip())


def _words(source: Source) -> str:
    """The post's text from the fullest place that has it; the last two hold it without links, encoded."""
    page = source.cgi.get("text_page_info")
    for words in (
        page.get("content_noencode") if isinstance(page, dict) else None,
        source.cgi.get("content_noencode"),
        source.script("TextContentNoEncode"),
        source.script("videoContentNoEncode"),
        source.script("ContentNoEncode"),
    ):
        if isinstance(words, str) and words.strip():
            return words
    for encoded in (source.cgi.get("desc"), source.script("desc"), _rendered(source)):
        if isinstance(encoded, str) and encoded.strip():
            return escape(unescape(encoded), quote=False)
    return ""


def stated_title(source: Source) -> str:
    """The title that the scripts or the head of a post's page state, as HTML."""
    title = _str(source.script("msg_title")) or source.meta.get("og:title") or ""
    return paragraphs(escape(unescape(title), quote=False)) if title.strip() else ""


def _rendered(source: Source) -> Value:
    """The text in the data of pages up to 2024 that the server rendered."""
    data = source.script("__QMTPL_SSR_DATA__")
    return data.get("desc") if isinstance(data, dict) else None


def _pictures(source: Source) -> Iterator[Element]:
    entries = source.cgi.get(_PICTURE_LIST) or source.script(_PICTURE_LIST)
    for entry in _dicts(entries)[:_MOST_PICTURES]:
        if url := _str(entry.get("cdn_url")):
            yield _element("img", {"data-src": _unescaped(url), "data-w": entry.get("width"), **_live_photo(entry)})


def _live_photo(entry: Mapping[str, Value]) -> dict[str, Value]:
    """Attributes for the picture of a live photo (实况): the id of its video, the address and the length."""
    photo = entry.get("live_photo")
    if not isinstance(photo, dict):
        return {}
    formats = _dicts(photo.get("format_info"))
    video = max(formats, key=lambda one: _amount(one.get("width")), default={})
    return {
        "data-live-photo-id": photo.get("vid"),
        "data-live-photo-url": _unescaped(_str(video.get("url"))),
        "data-live-photo-duration": video.get("duration"),
    }


def _amount(value: Value) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def mark_live_photos(source: Source, body: Element) -> None:
    """Mark those pictures of *body*, an article's, that are live photos: only the page's data tells it."""
    if not isinstance(source.cgi, ObjectLiteral) or not source.cgi.mentions(_PICTURE_LIST, "format_id"):
        return
    marks = {key_of(_str(entry.get("cdn_url"))): _live_photo(entry) for entry in _dicts(source.cgi.get(_PICTURE_LIST))}
    for img in body.iter("img"):
        mark = marks.get(key_of(img.get("data-src") or img.get("src") or ""), {})
        for name, value in mark.items():
            if value:
                img.set(name, plain(str(value)))


def _recordings(source: Source) -> Iterator[Element]:
    page = source.cgi.get("voice_page_info")
    entries = [page] if isinstance(page, dict) else _dicts(source.cgi.get("voice_in_appmsg"))
    if not entries and (voice := _str(source.script("voiceid"))):
        entries = [{"voice_id": voice, "duration": source.script("duration")}]
    for entry in entries:
        if voice := _str(entry.get("voice_id")):
            yield _element(
                "mpvoice",
                {
                    "name": entry.get("title") or source.cgi.get("title") or source.script("msg_title"),
                    "voice_encode_fileid": voice,
                    "play_length": _milliseconds(entry.get("duration")),
                    "cover": entry.get("cover_url"),
                },
            )


def _milliseconds(seconds: Value) -> int | None:
    """A recording's length as ``mpvoice`` states it."""
    if isinstance(seconds, str) and seconds.isdigit() and len(seconds) < 9:
        seconds = int(seconds)
    return round(seconds * 1000) if isinstance(seconds, (int, float)) and 0 < seconds < 1e9 else None


def _videos(source: Source) -> Iterator[Element]:
    entries = _dicts(source.cgi.get("video_page_infos"))
    page = source.cgi.get("video_page_info")
    for entry in entries or ([page] if isinstance(page, dict) else []):
        if video := _str(entry.get("video_id") or entry.get("hit_vid")):
            cover = entry.get("cover_url") or source.script("__mpVideoCoverUrl")
            yield _element("iframe", {"class": "video_iframe", "data-mpvid": video, "data-cover": cover})


def _template(source: Source) -> str:
    """The content of ``<script id="content_tpl" type="text/html">``, in which pages up to 2024 kept it."""
    text, found = source.text, next(tags_of(_TEMPLATE, source.markup), None)
    end = text.find("</script", found.end()) if found else -1
    return text[found.end() : end] if found and end >= 0 else ""


def _unescaped(url: str) -> str:
    while "&amp;" in url:
        url = url.replace("&amp;", "&")
    return url


def _dicts(values: Value) -> list[dict[str, Value]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _str(value: Value) -> str:
    return value if isinstance(value, str) else ""
