"""What is known of an article besides its content; every field declares where it is read, best place first.

A missing value is ``None``, never a guess. Where a later place contradicts the one that counts, a note says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from wechatclean import _values as values
from wechatclean import places
from wechatclean._model import Model
from wechatclean._page import Page
from wechatclean.images import Image
from wechatclean.notes import Notes
from wechatclean.places import Place, by_class, by_id, cgi, front, meta, query, script, stated
from wechatclean.sites import Kind

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class From:
    """Where a field is read.

    Attributes:
        value: makes the field's value of what a place states, or ``None``.
        places: best first.
    """

    value: Callable[[Any, Page], object]
    places: tuple[Place, ...]

    def __init__(self, value: Callable[[Any, Page], object], *best_first: Place) -> None:
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "places", best_first)


class Account(Model):
    """The official account (公众号) or site that published an article.

    Attributes:
        name: its name.
        id: ``gh_…``; ``wxid_…`` on some pages of 2016 to 2018.
        alias: the name that readers search for (微信号); accounts may have none.
        biz: base64 of its number, ``__biz`` in links.
        signature: what it says about itself (功能介绍).
        avatar: address of its picture.
        type: ``"subscription"`` (订阅号) or ``"service"`` (服务号).
    """

    name: Annotated[
        str | None,
        From(
            values.account_name,
            front("account", "name"),
            cgi("nick_name"),
            script("nickname"),
            by_id("js_name"),
            by_class("wx_follow_nickname"),
            by_id("post-user"),
            by_class("profile_nickname"),
            places.SITE_AS_AUTHOR,
        ),
    ] = None
    id: Annotated[
        str | None, From(values.line, front("account", "id"), cgi("user_name"), script("user_name"))
    ] = None
    alias: Annotated[
        str | None,
        From(values.line, front("account", "alias"), cgi("alias"), script("alias"), by_class("profile_meta_value")),
    ] = None
    biz: Annotated[
        str | None,
        From(values.line, front("account", "biz"), cgi("bizuin"), query("__biz"), script("biz"), script("appuin")),
    ] = None
    signature: Annotated[
        str | None,
        From(
            values.line,
            front("account", "signature"),
            cgi("signature"),
            cgi("profile_signature"),
            by_class("profile_meta_value", 1),
        ),
    ] = None
    avatar: Annotated[
        str | None,
        From(
            values.picture_url,
            front("account", "avatar"),
            cgi("round_head_img"),
            cgi("hd_head_img"),
            script("round_head_img"),
            script("hd_head_img"),
        ),
    ] = None
    type: Annotated[
        Literal["subscription", "service"] | None,
        From(values.account_type, front("account", "type"), cgi("new_service_type"), script("new_service_type")),
    ] = None


class Album(Model):
    """A series (合集) that an article belongs to.

    Attributes:
        title: its name.
        url: its page.
        id: its number, as text.
    """

    title: Annotated[
        str | None,
        From(values.line, front("album", "title"), cgi("appmsgalbuminfo", "title"), places.ALBUM_TAG),
    ] = None
    url: Annotated[
        str | None,
        From(values.link, front("album", "url"), cgi("appmsgalbuminfo", "link"), places.ALBUM_TAG_URL),
    ] = None
    id: Annotated[
        str | None,
        From(values.number_text, front("album", "id"), cgi("appmsgalbuminfo", "album_id_str"), cgi("appmsgalbuminfo", "album_id")),
    ] = None


class Repost(Model):
    """Where a reprinted article comes from.

    Attributes:
        account: name of the account that published it first.
        author: its writer.
        id: ``gh_…`` of that account.
        biz: ``__biz`` of that account.
        url: the original article.
        words: what the account that reprints it says about it (编者荐语).
    """

    account: Annotated[
        str | None,
        From(
            values.line,
            front("repost", "account"),
            cgi("copyright_info", "platform"),
            by_class("original_primary_nickname"),
            by_id("js_share_author"),
        ),
    ] = None
    author: Annotated[str | None, From(values.repost_author, front("repost", "author"), by_class("original_primary_card_tips"))] = None
    id: Annotated[
        str | None,
        From(values.line, front("repost", "id"), cgi("copyright_info", "source_username"), script("source_username")),
    ] = None
    biz: Annotated[
        str | None,
        From(
            values.line,
            front("repost", "biz"),
            cgi("copyright_info", "source_encode_biz"),
            script("source_encode_biz"),
        ),
    ] = None
    url: Annotated[
        str | None,
        From(
            values.link,
            front("repost", "url"),
            cgi("copyright_info", "reprint_url"),
            by_id("js_share_source", "data-url"),
            by_id("js_share_source", "href"),
        ),
    ] = None
    words: Annotated[
        str | None,
        From(
            values.line,
            front("repost", "words"),
            cgi("copyright_info", "reprint_recommend_content_noencode"),
            cgi("copyright_info", "guide_words"),
            places.RECOMMENDATION,
        ),
    ] = None


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
        key: ``biz:mid:idx``, which stays the same for all links to one article.
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
        From(
            values.title,
            front("title"),
            cgi("title"),
            script("msg_title"),
            by_id("activity-name"),
            by_id("js_text_title"),
            meta("og:title"),
            meta("twitter:title"),
            places.HEAD_TITLE,
            places.HEADING,
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
        ),
    ] = None
    account: Account = Account()
    published_at: Annotated[
        AwareDatetime | None,
        From(
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
    ] = {}
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
        From(values.number, front("mid"), cgi("mid"), query("mid"), query("appmsgid"), script("mid"), script("appmsgid")),
    ] = None
    idx: Annotated[
        int | None,
        From(values.number, front("idx"), cgi("idx"), query("idx"), query("itemidx"), script("idx"), script("itemidx")),
    ] = None
    sn: Annotated[
        str | None, From(values.line, front("sn"), cgi("sn"), query("sn"), query("sign"), script("sn"))
    ] = None
    key: Annotated[str | None, From(values.line, front("key"), places.KEY)] = None
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
        tuple[str, ...], From(values.tags, front("tags"), cgi("public_tag_info"), by_class("art_tag"))
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
    extra: dict[str, Any] = {}


def read_metadata(page: Page, notes: Notes) -> Metadata:
    """What *page* states about its article."""
    nested = {"account": _read(Account, page, notes) or Account()}
    for name, model in (("repost", Repost), ("album", Album)):
        if value := _read(model, page, notes):
            nested[name] = value
    fields = _fields(Metadata, page, notes)
    return Metadata(**fields, **nested, kind=page.kind, site=page.site.name, extra=_extra(page))


def _read(model: type[M], page: Page, notes: Notes) -> M | None:
    """The nested *model*, or ``None`` where no place states any of its fields."""
    found = _fields(model, page, notes)
    return model(**found) if found else None


def _fields(model: type[Model], page: Page, notes: Notes) -> dict[str, Any]:
    found = {}
    for name, field in model.model_fields.items():
        if (source := declared(field)) is not None:
            value = _first(source, page, notes, name)
            if value is not None:
                found[name] = value
    return found


def declared(field: FieldInfo) -> From | None:
    """Where *field* says that it is read."""
    return next((part for part in field.metadata if isinstance(part, From)), None)


def _first(source: From, page: Page, notes: Notes, name: str) -> object:
    for place in source.places:
        value = source.value(place.read(page), page)
        if value is not None:
            return value
    return None


def _extra(page: Page) -> dict[str, Any]:
    known = {place.key for place in _places(Metadata)} | {"account", "repost", "album", "kind", "site"}
    return {str(key): values.json_safe(value) for key, value in page.front.items() if key not in known}


def _places(model: type[Model]) -> Iterator[Place]:
    for field in model.model_fields.values():
        source = declared(field)
        yield from source.places if source else ()

