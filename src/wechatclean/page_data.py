"""Articles that come as data: a page's decoded ``cgiDataNew``, or an item of WeChat's draft API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wechatclean.article import Article
from wechatclean.errors import LimitError, NotAnArticle
from wechatclean.limits import Limits
from wechatclean.notes import Notes
from wechatclean.pipeline import Pipeline
from wechatclean.sites.page import open_data

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
        raise TypeError(f"clean_data() takes a mapping, not {type(data).__name__}{_instead(data)}")
    _check_size(data, pipeline.limits)
    for name in ("news_item", "item", "items"):
        if isinstance(data.get(name), (list, tuple)) and "content" not in data:
            feed = ", or the whole to clean_feed() if it is a JSON Feed" if name == "items" else ""
            raise NotAnArticle(f"the data of several articles: give each of data[{name!r}] to clean_data(){feed}")
    notes = Notes()
    page = open_data(_as_cgi(data), url=url, notes=notes, limits=pipeline.limits, sites=pipeline.sites)
    return pipeline.article(page, notes)


def _instead(data: object) -> str:
    """What to hand over instead of *data*, where that can be told."""
    if isinstance(data, (str, bytes)):
        return ": give json.loads() of it"
    return ": give each of its items" if isinstance(data, (list, tuple)) else ""


def _check_size(data: Mapping[str, Any], limits: Limits) -> None:
    """Refuse *data* whose texts are together larger than ``limits.size``."""
    size, todo, seen = 0, [data], set()
    while todo:
        value: Any = todo.pop()
        if isinstance(value, (str, bytes)):
            size += len(value)
        elif isinstance(value, (Mapping, list, tuple)) and id(value) not in seen:
            seen.add(id(value))
            todo.extend([*value, *value.values()] if isinstance(value, Mapping) else value)
    if size > limits.size:
        raise LimitError("size", limits.size, size)


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
