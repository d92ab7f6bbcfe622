"""An article as one row of a table: plain values that pandas, polars, DuckDB, Parquet and vector stores take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wechatclean.model import Model
from wechatclean.selectors.converters import json_safe

_MOST = 2**63 - 1  # what a column of numbers holds


def row_of(article: Any) -> dict[str, Any]:
    """The columns of *article*, an Article: flat ones first, then lists of plain dicts with the same keys in each.

    What has other keys in every article (``extra``, ``cover_crops``) is JSON text, and so is what a kind of embed has
    of its own: a table has one type a column.
    """
    account, repost, album = article.account, article.repost, article.album
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "account_name": account.name,
        "account_id": account.id,
        "account_alias": account.alias,
        "account_biz": account.biz,
        "account_type": account.type,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "digest": article.digest,
        "cover": article.cover.url if article.cover else None,
        "source_url": article.source_url,
        "mid": _bounded(article.mid),
        "idx": _bounded(article.idx),
        "sn": article.sn,
        "kind": article.kind,
        "site": article.site,
        "language": article.language,
        "location": article.location,
        "is_original": article.is_original,
        "is_paid": article.is_paid,
        "is_truncated": article.is_truncated,
        "repost_account": repost.account if repost else None,
        "repost_url": repost.url if repost else None,
        "album_title": album.title if album else None,
        "album_url": album.url if album else None,
        "editor": article.editor,
        "markdown": article.markdown,
        "html": article.html,
        "text": article.text,
        "coverage_characters": article.coverage.characters,
        "coverage_pictures": article.coverage.pictures,
        "tags": list(article.tags),
        "categories": list(article.categories),
        "claims": list(article.claims),
        "images": [_picked(image, IMAGE) for image in article.images],
        "links": [_picked(link, LINK) for link in article.links],
        "embeds": [_embed(embed) for embed in article.embeds],
        "tail": [_picked(tail, TAIL) for tail in article.tail],
        "notes": [_picked(note, NOTE) for note in article.notes],
        "cover_crops": _json(article.cover_crops),
        "extra": _json(article.extra),
        "source_front_matter": article.source_front_matter,
    }


# The keys of the dicts in the lists.
IMAGE = ("url", "alt", "caption", "width", "height", "format", "role", "key", "referrer_policy", "path")
LINK = ("url", "text")
EMBED = ("kind", "title", "url", "cover", "facts")
TAIL = ("kind", "text", "confidence", "start", "end")
NOTE = ("kind", "message", "count")


def _picked(value: Model, names: tuple[str, ...]) -> dict[str, Any]:
    picked = {name: getattr(value, name) for name in names}
    return {name: _bounded(of) if isinstance(of, int) else of for name, of in picked.items()}


def _embed(embed: Any) -> dict[str, Any]:
    facts = embed.model_dump(mode="json", exclude={"kind", "title", "url", "cover"}, exclude_none=True)
    cover = embed.cover.url if embed.cover else None
    return dict(zip(EMBED, (embed.kind, embed.title, embed.url, cover, _json(facts)), strict=True))


def _json(value: Mapping[str, Any]) -> str | None:
    return json.dumps(json_safe(value), ensure_ascii=False, sort_keys=True) if value else None


def _bounded(number: int | None) -> int | None:
    return number if number is None or number <= _MOST else None
