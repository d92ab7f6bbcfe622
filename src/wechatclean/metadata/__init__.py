"""What is known of an article besides its content; every field declares where it is read, best place first.

A missing value is ``None``, never a guess; where places that should agree do not, a note says so.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from wechatclean.images.image import Image
from wechatclean.metadata.account import Account, Album, Repost
from wechatclean.metadata.fields import Agreed, From, front_keys, read_fields
from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.selectors import converters as values
from wechatclean.selectors import places
from wechatclean.selectors.places import by_class, by_id, cgi, each_of_class, front, label, meta, query, script, stated
from wechatclean.sites import Kind
from wechatclean.sites.page import LINK_LABELS, Page

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
        site: the site that it is from.
        extra: keys of the front matter that have no field.
    """

    title: Annotated[
        str | None,
        Agreed(
            values.title,
            front("title"),
            cgi("title"),
            script("msg_title"),
            by_id("activity-name"),
            by_id("js_text_title"),
            meta("og:title"),
            meta("twitter:title"),
            places.HEADING,
            places.HEAD_TITLE,
        ),
    ] = None
    author: Annotated[
        str | None,
        From(
            values.author,
            front("author"),
            cgi("author"),
            script("author"),
            by_id("js_author_name"),
            meta("author"),
            meta("og:article:author"),
            places.BYLINE,
            by_class("author"),
            places.WRITER_LINE,
            label("作者"),
        ),
    ] = None
    account: Account = Account()
    published_at: Annotated[
        AwareDatetime | None,
        Agreed(
            values.moment,
            front("published_at"),
            front("date"),
            cgi("create_timestamp"),
            cgi("ori_create_time"),
            cgi("ori_send_time"),
            script("ct"),
            script("oriCreateTime"),
            script("createTime"),
            script("create_time"),
            script("publish_time"),
            by_id("publish_time"),
            by_id("post-date"),
            by_class("writeTime3"),
            meta("article:published_time"),
            label("发布时间", "发表时间", "日期"),
        ),
    ] = None
    modified_at: Annotated[
        AwareDatetime | None,
        From(
            values.moment,
            front("modified_at"),
            front("updated"),
            cgi("modify_time"),
            script("modify_time"),
            meta("article:modified_time"),
        ),
    ] = None
    digest: Annotated[
        str | None,
        From(
            values.digest,
            front("digest"),
            front("description"),
            front("summary"),
            front("excerpt"),
            cgi("desc"),
            script("msg_desc"),
            meta("og:description"),
            meta("description"),
        ),
    ] = None
    cover: Annotated[
        Image | None,
        From(
            values.cover,
            front("cover"),
            front("headimg"),
            front("thumbnail"),
            cgi("cdn_url"),
            script("msg_cdn_url"),
            cgi("cdn_url_235_1"),
            script("cdn_url_235_1"),
            cgi("cdn_url_1_1"),
            script("cdn_url_1_1"),
            meta("og:image"),
            meta("twitter:image"),
            places.COVER_SHOWN,
        ),
    ] = None
    cover_crops: Annotated[
        dict[str, str], From(values.crops, front("cover_crops"), places.CGI_CROPS, places.SCRIPT_CROPS)
    ] = Field(default_factory=dict)
    url: Annotated[
        str | None,
        From(
            values.link,
            front("url"),
            front("link"),
            cgi("link"),
            script("msg_link"),
            meta("og:url"),
            places.GIVEN_URL,
            stated("url"),
            places.SAVED_FROM,
            label(*LINK_LABELS),
        ),
    ] = None
    source_url: Annotated[
        str | None,
        From(
            values.link,
            front("source_url"),
            stated("source_url"),
            cgi("source_url"),
            script("msg_source_url"),
            by_id("js_view_source", "href"),
        ),
    ] = None
    mid: Annotated[
        int | None,
        Agreed(
            values.number,
            front("mid"),
            cgi("mid"),
            query("mid"),
            query("appmsgid"),
            script("mid", repeats=False),
            script("appmsgid", repeats=False),
        ),
    ] = None
    idx: Annotated[
        int | None,
        Agreed(
            values.number,
            front("idx"),
            cgi("idx"),
            query("idx"),
            query("itemidx"),
            script("idx", repeats=False),
            script("itemidx", repeats=False),
        ),
    ] = None
    sn: Annotated[
        str | None,
        From(values.line, front("sn"), cgi("sn"), query("sn"), query("sign"), script("sn", repeats=False)),
    ] = None
    key: Annotated[str | None, From(values.line, front("key"))] = None
    is_original: Annotated[
        bool | None,
        From(
            values.is_original,
            front("is_original"),
            cgi("copyright_info", "copyright_stat"),
            script("_copyright_stat"),
            by_id("copyright_logo"),
        ),
    ] = None
    repost: Repost | None = None
    location: Annotated[
        str | None,
        From(
            values.location,
            front("location"),
            stated("location"),
            cgi("ip_wording"),
            script("ip_wording"),
            by_id("js_ip_wording"),
        ),
    ] = None
    album: Album | None = None
    tags: Annotated[
        tuple[str, ...], From(values.tags, front("tags"), cgi("public_tag_info"), each_of_class("art_tag"))
    ] = ()
    categories: Annotated[tuple[str, ...], From(values.tags, front("categories"))] = ()
    is_paid: Annotated[
        bool | None, From(values.flag, front("is_paid"), cgi("is_pay_subscribe"), script("isPaySubscribe"))
    ] = None
    is_truncated: Annotated[bool, From(values.flag, front("is_truncated"), places.TRUNCATED)] = False
    language: Annotated[str | None, From(values.line, front("language"), front("lang"))] = None
    claims: Annotated[tuple[str, ...], From(values.tags, front("claims"), places.CLAIMS)] = ()
    kind: Kind = "article"
    site: str = "wechat"
    extra: dict[str, Any] = Field(default_factory=dict)


def read_metadata(page: Page, notes: Notes) -> Metadata:
    """What *page* states about its article."""
    fields = read_fields(Metadata, page, notes)
    if key := _key(fields):
        fields.setdefault("key", key)
    known = front_keys(Metadata)
    extra = {str(key): values.json_safe(value) for key, value in page.front.items() if key not in known}
    return Metadata(**fields, kind=page.kind, site=page.site.name, extra=extra)


def _key(fields: dict[str, Any]) -> str | None:
    account = fields.get("account") or Account()
    parts = (account.biz, fields.get("mid"), fields.get("idx"))
    return ":".join(map(str, parts)) if all(parts) else None
