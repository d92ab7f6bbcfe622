"""Articles that do not come as pages: items of feeds, and the decoded data of pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from wechatclean.article import Article
from wechatclean.errors import DocumentError, LimitError, WechatCleanError
from wechatclean.html.entities import decode
from wechatclean.limits import Limits
from wechatclean.notes import Notes
from wechatclean.pipeline import Pipeline
from wechatclean.sites.page import open_data, open_page, page_without_content
from wechatclean.source.source import Source

# Names of the draft API (draft/get, freepublish/getarticle) and of article lists, as cgiDataNew calls them.
_RENAMED = {
    "content": "content_noencode",
    "digest": "desc",
    "content_source_url": "source_url",
    "url": "link",
    "thumb_url": "cdn_url",
    "cover": "cdn_url",
    "author_name": "author",
    "update_time": "modify_time",
}


def article_of_data(data: Mapping[str, Any], url: str | None, pipeline: Pipeline) -> Article:
    """The article in *data*; see :func:`wechatclean.clean_data`."""
    if not isinstance(data, Mapping):
        raise TypeError(f"clean_data() takes a mapping, not {type(data).__name__}")
    notes = Notes()
    page = open_data(_as_cgi(data), url=url, notes=notes, limits=pipeline.limits, sites=pipeline.sites)
    return pipeline.article(page, notes)


def _as_cgi(data: Mapping[str, Any]) -> dict[str, Any]:
    cgi = {str(name): value for name, value in data.items()}
    for name, known in _RENAMED.items():
        if name in cgi:
            cgi.setdefault(known, cgi[name])
    if cgi.get("article_type") == "newspic":
        cgi.setdefault("item_show_type", 8)
    if isinstance(cgi.get("create_time"), int):  # text in cgiDataNew, where create_timestamp is the number
        cgi.setdefault("create_timestamp", cgi["create_time"])
    return cgi


def articles_of_feed(xml: str | bytes, pipeline: Pipeline) -> Iterator[Article]:
    """The articles of a feed; see :func:`wechatclean.clean_feed`."""
    return _articles(_parsed(xml, pipeline.limits), pipeline)


def _articles(feed: Any, pipeline: Pipeline) -> Iterator[Article]:
    for entry in feed.entries:
        front = _front(entry, feed.feed)
        try:
            notes = Notes()
            source = Source(_content(entry), front=front)
            page = open_page(source, notes=notes, limits=pipeline.limits, sites=pipeline.sites)
            article = pipeline.article(page, notes)
        except WechatCleanError as error:
            notes = Notes()
            article = pipeline.article(page_without_content(front, str(error), notes, pipeline.sites), notes)
        yield article


def _parsed(xml: str | bytes, limits: Limits) -> Any:
    try:
        import feedparser  # an extra
    except ImportError as error:
        raise ImportError("clean_feed() needs feedparser: pip install 'wechatclean[feed]'") from error
    if not isinstance(xml, (str, bytes)):
        raise TypeError(f"clean_feed() takes str or bytes, not {type(xml).__name__}")
    if len(xml) > limits.size:
        raise LimitError("size", limits.size, len(xml))
    data = xml.encode("utf-8", "replace") if isinstance(xml, str) else xml
    # As a file, since feedparser opens what looks like an address; not cleaned, since it would drop WeChat's
    # own elements.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise DocumentError("the document is no RSS or Atom feed")
    return feed


def _front(entry: Any, feed: Any) -> dict[str, object]:
    """What the feed states about an item, in the words of front matter."""
    summary = entry.get("summary") if entry.get("content") else None
    fields = {
        "title": decode(entry.get("title") or ""),
        "author": entry.get("author"),
        "date": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "digest": summary if summary and "<" not in summary else None,
        "tags": [tag.get("term") for tag in entry.get("tags") or ()],
        "language": feed.get("language"),
        "feed": feed.get("title"),
    }
    return {name: value for name, value in fields.items() if value}


def _content(entry: Any) -> str:
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    return max([*contents, entry.get("summary") or ""], key=len)
