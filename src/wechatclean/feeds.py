"""Articles that come as items of feeds: RSS, Atom (with feedparser, an extra) and JSON Feed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from wechatclean.article import Article
from wechatclean.errors import DocumentError, LimitError, WechatCleanError
from wechatclean.html.addresses import absolute
from wechatclean.html.entities import decode
from wechatclean.notes import Notes
from wechatclean.pipeline import Pipeline
from wechatclean.sites.page import open_page, page_without_content
from wechatclean.source.mistakes import is_json_feed
from wechatclean.source.response import Given, receive
from wechatclean.source.source import Source

_NO_FEED = "the source is no RSS, Atom or JSON feed; wechatclean.clean() takes the page of an article"
_WEWE_RSS = "WeWe-RSS"  # a generator of feeds of accounts, and the title of its feed of all accounts
_WEWE_RSS_LINK = re.compile(r"/feeds/MP_WXS_\d+")
_ACCOUNT_ID = re.compile(r"gh_[0-9a-f]{6,20}")


class Item(NamedTuple):
    """One item of a feed: what is stated about it, in the words of front matter, its content as HTML, its address."""

    front: dict[str, object]
    content: str
    url: str | None


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
    items = _json_items(data) if data.lstrip()[:1] in ("{", b"{") else _xml_items(data)
    return (_article(item, pipeline) for item in items)


def _article(item: Item, pipeline: Pipeline) -> Article:
    """The article that *item* is, or one that says why its content cannot be read."""
    try:
        notes = Notes()
        source = Source(item.content, item.url, item.front)
        page = open_page(source, notes=notes, limits=pipeline.limits, sites=pipeline.sites)
        return pipeline.article(page, notes)
    except WechatCleanError as error:
        notes = Notes()
        page = page_without_content(item.front, str(error), notes, pipeline.sites)
        return pipeline.article(page, notes, even_empty=True)


def _xml_items(data: str | bytes) -> Iterator[Item]:
    try:
        import feedparser  # an extra
    except ImportError as error:
        raise ImportError("clean_feed() needs feedparser for RSS and Atom: pip install 'wechatclean[feed]'") from error
    source = data.encode("utf-8", "replace") if isinstance(data, str) else data
    # As a file, since feedparser opens what looks like an address; not cleaned, since it would drop WeChat's
    # own elements.
    parsed = feedparser.parse(io.BytesIO(source), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        raise DocumentError(_NO_FEED)
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


def _xml_item(entry: Any, feed: _Feed, language: str | None) -> Item:
    summary = entry.get("summary") if entry.get("content") else None
    # A guid that is no address would be completed to an address that nobody has written.
    url = absolute(entry.get("link") or "", None if entry.get("guidislink") else feed.link)
    pictures = [one.get("href") for one in entry.get("enclosures") or () if "image" in str(one.get("type"))]
    fields = {
        "title": decode(entry.get("title") or ""),
        "author": entry.get("author"),
        "date": entry.get("published") or entry.get("updated"),
        "url": url,
        "digest": summary if summary and "<" not in summary else None,
        "cover": next(iter(pictures), None),
        "tags": [tag.get("term") for tag in entry.get("tags") or ()],
        "language": language,
    }
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    return Item(_stated(fields, feed), max([*contents, entry.get("summary") or ""], key=len), url)


def _json_items(data: str | bytes) -> Iterator[Item]:
    """The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        about = json.loads(data)
    except (ValueError, RecursionError):
        about = None
    if not (isinstance(about, dict) and is_json_feed(about)):
        raise DocumentError(_NO_FEED)
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
    url = absolute(_text(item, "url", "external_url"), feed.link)
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
    }
    return Item(_stated(fields, feed), content or _paragraphs(summary), url)


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
    if feed.generator == _WEWE_RSS or _WEWE_RSS_LINK.search(feed.addresses):
        account["name"] = fields.pop("author") or (feed.title if feed.title != _WEWE_RSS else None)
    elif _ACCOUNT_ID.fullmatch(feed.image_title):
        account |= {"name": feed.title, "id": feed.image_title, "avatar": feed.image}
    stated = {**fields, "account": {name: value for name, value in account.items() if value}, "feed": feed.title}
    return {name: value for name, value in stated.items() if value}
