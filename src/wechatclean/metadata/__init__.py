"""What is known of an article besides its content.

Every field declares where any document may state it; the article's site is asked in between: after front matter,
before the rest. A missing value is ``None``, never a guess; where places that should agree do not, a note says so.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from wechatclean.images.image import Image
from wechatclean.metadata.account import Account, Album, Repost
from wechatclean.metadata.extra import left_over
from wechatclean.metadata.fields import read_fields
from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.selectors import converters
from wechatclean.selectors.first_of import FirstOf, FirstOfAgreeing
from wechatclean.selectors.moments import moment
from wechatclean.selectors.page import Kind
from wechatclean.selectors.selector import (
    ADDRESSES,
    HEAD_TITLE,
    HEADING,
    TRUNCATED,
    by_class,
    front,
    label,
    meta,
)
from wechatclean.sites.page import SitePage

__all__ = ["Account", "Album", "Metadata", "Repost", "read_metadata"]


class Metadata(Model):
    """What a page states about its article.

    Attributes:
        title: the headline; ``None`` for a post that its author gave none.
        author: the byline, as stated; often empty, sometimes the account's name.
        account: who published it.
        published_at: first publication; Asia/Shanghai where the page names no zone. Midnight where it names
            a day only.
        modified_at: last change.
        digest: the summary shown in lists; ``None`` where the page gives the whole text for it.
        cover: the picture shown in lists.
        cover_crops: addresses of the cover's crops by their proportions: ``"2.35:1"``, ``"1:1"``, …
        url: the article's address, without session and tracking.
        source_url: the page behind 阅读原文, on any site.
        mid: number of the message that the article came in.
        idx: place of the article in its message, from 1.
        sn: signature of the link; may differ between links to one article.
        key: ``biz:mid:idx`` of the fields above, which stays the same for all links to one article.
        is_original: declared as original (原创).
        repost: where a reprint comes from.
        location: where the author was (IP 属地): the province, or the country outside China.
        album: the series that it belongs to.
        tags: topics that the page or the post gives.
        categories: categories of a post of a site generator.
        is_paid: whether the article is for paying readers.
        is_truncated: whether content is missing here; a note says what.
        language: language of the text, where a feed states it. WeChat's pages state only the language of
            the viewer's buttons, which is not taken.
        claims: statements about origin: 个人观点，仅供参考, made with AI, …
        kind: what sort of article it is.
        site: the site that it is from; ``None`` for a post that does not say it.
        extra: what the front matter holds beyond the fields: keys that have none, and values that theirs cannot take.
    """

    title: Annotated[
        str | None,
        FirstOfAgreeing(converters.title, front("title"), meta("og:title"), meta("twitter:title"), HEADING, HEAD_TITLE),
    ] = None
    author: Annotated[
        str | None,
        FirstOf(
            converters.author,
            front("author"),
            meta("author"),
            meta("og:article:author"),
            by_class("author"),
            label("作者"),
        ),
    ] = None
    account: Account = Account()
    published_at: Annotated[
        AwareDatetime | None,
        FirstOfAgreeing(
            moment,
            front("published_at"),
            front("date"),
            front("created"),
            meta("article:published_time"),
            label("发布时间", "发表时间", "日期"),
        ),
    ] = None
    modified_at: Annotated[
        AwareDatetime | None,
        FirstOf(
            moment,
            front("modified_at"),
            front("updated"),
            front("lastmod"),
            front("last_modified_at"),
            front("modified"),
            meta("article:modified_time"),
        ),
    ] = None
    digest: Annotated[
        str | None,
        FirstOf(
            converters.digest,
            front("digest"),
            front("description"),
            front("summary"),
            front("excerpt"),
            meta("og:description"),
            meta("description"),
        ),
    ] = None
    cover: Annotated[
        Image | None,
        FirstOf(
            converters.cover,
            front("cover"),
            front("headimg"),
            front("thumbnail"),
            front("image"),
            front("images"),
            meta("og:image"),
            meta("twitter:image"),
        ),
    ] = None
    cover_crops: Annotated[dict[str, str], FirstOf(converters.crops, front("cover_crops"))] = Field(
        default_factory=dict
    )
    url: Annotated[str | None, FirstOf(converters.address, *ADDRESSES)] = None
    source_url: Annotated[str | None, FirstOf(converters.link, front("source_url"))] = None
    mid: Annotated[int | None, FirstOfAgreeing(converters.number, front("mid"))] = None
    idx: Annotated[int | None, FirstOfAgreeing(converters.number, front("idx"))] = None
    sn: Annotated[str | None, FirstOf(converters.line, front("sn"))] = None
    key: Annotated[str | None, FirstOf(converters.line, front("key"))] = None
    is_original: Annotated[bool | None, FirstOf(converters.is_original, front("is_original"))] = None
    repost: Repost | None = None
    location: Annotated[str | None, FirstOf(converters.location, front("location"))] = None
    album: Album | None = None
    tags: Annotated[tuple[str, ...], FirstOf(converters.tags, front("tags"))] = ()
    categories: Annotated[tuple[str, ...], FirstOf(converters.tags, front("categories"))] = ()
    is_paid: Annotated[bool | None, FirstOf(converters.flag, front("is_paid"))] = None
    is_truncated: Annotated[bool, FirstOf(converters.flag, front("is_truncated"), TRUNCATED)] = False
    language: Annotated[str | None, FirstOf(converters.line, front("language"), front("lang"))] = None
    claims: Annotated[tuple[str, ...], FirstOf(converters.tags, front("claims"))] = ()
    kind: Kind = "article"
    site: str | None = "wechat"
    extra: dict[str, Any] = Field(default_factory=dict)


def read_metadata(page: SitePage, notes: Notes) -> Metadata:
    """What *page* states about its article."""
    fields = read_fields(Metadata, page, notes)
    if key := _key(fields):
        fields.setdefault("key", key)
    extra = left_over(Metadata, fields, page, notes)
    return Metadata(**fields, kind=page.kind, site=page.site_name, extra=extra)


def _key(fields: dict[str, Any]) -> str | None:
    account = fields.get("account") or Account()
    parts = (account.biz, fields.get("mid"), fields.get("idx"))
    return ":".join(map(str, parts)) if all(parts) else None
