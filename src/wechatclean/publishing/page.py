"""An article as a page to look at."""

from __future__ import annotations

from collections.abc import Iterator

from wechatclean.metadata import Metadata


def byline(article: Metadata) -> Iterator[str]:
    """Who wrote it, whose account brought it, and when, as far as that is known."""
    names = (article.author, article.account.name)
    yield from filter(None, dict.fromkeys(names))
    if article.published_at:
        yield f"{article.published_at:%Y-%m-%d %H:%M}"
