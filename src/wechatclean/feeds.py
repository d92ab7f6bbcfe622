"""Articles that come as items of feeds: RSS, Atom (with feedparser, an extra) and JSON Feed."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from wechatclean.article import Article
from wechatclean.errors import DocumentError, LimitError, WechatCleanError
from wechatclean.html import entities
from wechatclean.html.addresses import absolute
from wechatclean.html.characters import plain_bytes
from wechatclean.html.encoding import decode, repaired
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.pipeline import Pipeline
from wechatclean.sites.page import open_page, page_without_content
from wechatclean.source.mistakes import is_json_feed, one_line
from wechatclean.source.response import Given, receive, told_with_status
from wechatclean.source.source import Source

_WEWE_RSS = "WeWe-RSS"  # a generator of feeds of accounts
_WEWE_RSS_LINK = pattern(r"/feeds/MP_WXS_\d+")
_ALL_ACCOUNTS = ("WeWe-RSS", "WeWe-RSS All")  # titles of its feed of all of them
_BAD = "\ufffd"
_FIRST_HALF, _LAST_HALF = 0xD800, 0xDFFF
_REFERENCE = pattern(r"&#(?:[xX]([0-9a-fA-F]{1,999})|([0-9]{1,999}));?")
_BLANK = "\ufeff\0 \t\r\n"
_DECLARED = pattern(r"""\A(<\?xml\b[^<>]{0,200}?)\sencoding\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")  # it is text by now
_PICTURE = pattern(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|\Z)", re.I)
_ACCOUNT_ID = pattern(r"gh_[0-9a-f]{6,20}")


class Item(NamedTuple):
    """One item of a feed.

    Attributes:
        front: what is stated about it, in the words of front matter.
        content: its content as HTML.
        url: its address.
        base: what relative addresses in its content are completed with.
    """

    front: dict[str, object]
    content: str
    url: str | None
    base: str | None


class _Feed(NamedTuple):
    """What a feed states about itself."""

    title: str | None
    generator: str
    link: str | None
    addresses: str
    image: str | None
    image_title: str


def articles_of_feed(given: Given, pipeline: Pipeline) -> Iterator[Article]:
    """The articles of a feed; see :func:`wechatclean.clean_feed`."""
    data = receive(given, "clean_feed").data
    if len(data) > pipeline.limits.size:
        raise LimitError("size", pipeline.limits.size, len(data))
    notes = Notes()
    text = decode(data, notes) if isinstance(data, bytes) else repaired(data, notes)
    with told_with_status(given):
        items = _json_items(text) if text.lstrip(_BLANK)[:1] == "{" else _xml_items(text)
    return (_article(item, pipeline, notes) for item in items)


def _no_feed(text: str) -> str:
    """What the text is instead of a feed, where that can be told."""
    if not text.strip(_BLANK):
        return "the source is empty: look at how the feed was fetched or read"
    if instead := one_line(text, "clean_feed()"):
        return f"the source is {instead}"
    return "the source is no RSS, Atom or JSON feed; wechatclean.clean() takes the page of an article"


def _article(item: Item, pipeline: Pipeline, read: Notes) -> Article:
    """The article that *item* is, or one that says why its content cannot be read."""
    try:
        notes = Notes()
        if _BAD in f"{item.front.get('title')}{item.content}":
            notes.take(read)
        source = Source(item.content, item.url, item.front, base=item.base)
        page = open_page(source, notes=notes, limits=pipeline.limits, sites=pipeline.sites)
        return pipeline.article(page, notes)
    except WechatCleanError as error:
        notes = Notes()
        page = page_without_content(item.front, str(error), notes, pipeline.sites)
        return pipeline.article(page, notes, even_empty=True)


def _xml_items(text: str) -> Iterator[Item]:
    try:
        import feedparser  # an extra
    except ImportError as error:
        raise ImportError("clean_feed() needs feedparser for RSS and Atom: pip install 'wechatclean[feed]'") from error
    source = plain_bytes(_REFERENCE.sub(_character, _DECLARED.sub(r"\1", text.lstrip(_BLANK), count=1)))
    # As a file, since feedparser opens what looks like an address; not cleaned, since it would drop WeChat's
    # own elements.
    parsed = feedparser.parse(io.BytesIO(source), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        raise DocumentError(_no_feed(text))
    about = parsed.feed
    image = about.get("image") or {}
    feed = _Feed(
        about.get("title"),
        about.get("generator") or "",
        about.get("link"),
        f"{about.get('link')} {about.get('id')} {[link.get('href') for link in about.get('links') or ()]}",
        image.get("href") or about.get("icon") or about.get("logo"),
        image.get("title") or "",
    )
    return (_xml_item(entry, feed, about.get("language")) for entry in parsed.entries)


def _character(reference: re.Match[str]) -> str:
    """The half of a character that *reference* names, as tools write an emoji; one beyond Unicode is none."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code > sys.maxunicode:
        return _BAD
    return chr(code) if _FIRST_HALF <= code <= _LAST_HALF else reference[0]


def _xml_item(entry: Any, feed: _Feed, language: str | None) -> Item:
    summary = entry.get("summary") if entry.get("content") else None
    # A guid that is no address would be completed to an address that nobody has written.
    url = _address(entry.get("link"), None if entry.get("guidislink") else feed.link)
    files = [*(entry.get("enclosures") or ()), *(entry.get("media_content") or ())]
    pictures = [_place(one) for one in (*files, *(entry.get("media_thumbnail") or ())) if _is_picture(one)]
    fields = {
        "title": entities.decode(entry.get("title") or ""),
        "author": entry.get("author"),
        "date": entry.get("published") or entry.get("updated"),
        "url": url,
        "digest": summary if summary and "<" not in summary else None,
        "cover": next(iter(pictures), None),
        "tags": [tag.get("term") for tag in entry.get("tags") or ()],
        "language": language,
        "enclosures": [place for one in files if not _is_picture(one) and (place := _place(one))],
    }
    parts = [*(entry.get("content") or ()), entry.get("summary_detail") or {"value": entry.get("summary")}]
    part = max(parts, key=lambda part: len(part.get("value") or ""))
    return Item(_stated(fields, feed), _html(part), url, absolute(part.get("base") or "") or url or feed.link)


def _place(file: Any) -> str | None:
    place: str | None = file.get("href") or file.get("url")
    return place


def _is_picture(file: Any) -> bool:
    """Whether *file*, of an ``enclosure``, ``media:content`` or ``media:thumbnail``, is a picture."""
    said = f"{file.get('type') or ''} {file.get('medium') or ''}".strip()
    return "image" in said if said else "width" in file or bool(_PICTURE.search(_place(file) or ""))


def _html(part: Any) -> str:
    """The content of an item as HTML; Atom's may be plain text, which is what it is if nobody says so either."""
    text: str = part.get("value") or ""
    is_plain = part.get("type") == "text/plain" and not text.lstrip().startswith("<")
    return _paragraphs(text) if is_plain else text


def _address(stated: str | None, base: str | None) -> str | None:
    """The address that an item states; where it states none, that of its feed is none of its own."""
    return absolute(stated, base) if stated else None


def _json_items(data: str) -> Iterator[Item]:
    """The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        about = json.loads(data)
    except (ValueError, RecursionError):
        about = None
    if not (isinstance(about, dict) and is_json_feed(about)):
        raise DocumentError(_no_feed(data))
    feed = _Feed(
        _text(about, "title"),
        _text(about, "generator"),
        _text(about, "home_page_url", "feed_url") or None,
        f"{about.get('feed_url')} {about.get('home_page_url')}",
        _text(about, "icon") or None,
        "",
    )
    return (_json_item(item, feed, about) for item in about["items"] if isinstance(item, dict))


def _json_item(item: dict[str, Any], feed: _Feed, about: dict[str, Any]) -> Item:
    content = _text(item, "content_html") or _paragraphs(_text(item, "content_text"))
    summary = _text(item, "summary")
    url = _address(_text(item, "url", "external_url"), feed.link)
    tags = item.get("tags")
    fields = {
        "title": _text(item, "title"),
        "author": _names(item) or _names(about),
        "date": _text(item, "date_published", "date_modified"),
        "updated": _text(item, "date_modified"),
        "url": url,
        "digest": summary if content else None,
        "cover": _text(item, "image", "banner_image"),
        "tags": [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else None,
        "language": _text(item, "language") or _text(about, "language"),
        "enclosures": list(filter(None, (_text(file, "url") for file in _mappings(item.get("attachments"))))),
    }
    return Item(_stated(fields, feed), content or _paragraphs(summary), url, url or feed.link)


def _mappings(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(thing: dict[str, Any], *names: str) -> str:
    """The first text that *thing* has under *names*."""
    return next((value for name in names if isinstance(value := thing.get(name), str) and value), "")


def _names(thing: dict[str, Any]) -> str:
    """The names of ``authors`` (version 1.1) or ``author`` (version 1)."""
    stated = thing.get("authors")
    authors = stated if isinstance(stated, list) else [thing.get("author")]
    return " ".join(name for author in authors if isinstance(author, dict) and (name := _text(author, "name")))


def _paragraphs(text: str) -> str:
    """Plain text as HTML."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br>") for block in blocks if block)


def _stated(fields: dict[str, Any], feed: _Feed) -> dict[str, object]:
    """*fields* that say something, the feed's own title, and the account where the feed is that of one.

    WeWe-RSS gives the account's name as title of the feed, or as author of each item. Others write the account's id
    where RSS has the title of the feed's picture.
    """
    account: dict[str, Any] = {}
    if feed.generator == _WEWE_RSS or feed.title in _ALL_ACCOUNTS or _WEWE_RSS_LINK.search(feed.addresses):
        account["name"] = fields.pop("author") or (feed.title if feed.title not in _ALL_ACCOUNTS else None)
    elif _ACCOUNT_ID.fullmatch(feed.image_title):
        account |= {"name": feed.title, "id": feed.image_title, "avatar": feed.image}
    stated = {**fields, "account": {name: value for name, value in account.items() if value}, "feed": feed.title}
    return {name: value for name, value in stated.items() if value}
