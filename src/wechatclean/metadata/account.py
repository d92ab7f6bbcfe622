"""Who published an article, where a reprint comes from, and the series that an article is in."""

from __future__ import annotations

from typing import Annotated, Literal

from wechatclean.metadata.fields import Agreed, From
from wechatclean.model import Model
from wechatclean.selectors import converters as values
from wechatclean.selectors import places
from wechatclean.selectors.places import by_class, by_id, cgi, front, label, query, script


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
        Agreed(
            values.account_name,
            front("account", "name"),
            cgi("nick_name"),
            script("nickname"),
            by_id("js_name"),
            by_class("wx_follow_nickname"),
            by_id("post-user"),
            by_class("profile_nickname"),
            places.SITE_AS_AUTHOR,
            label("公众号", "来源"),
        ),
    ] = None
    id: Annotated[str | None, Agreed(values.line, front("account", "id"), cgi("user_name"), script("user_name"))] = None
    alias: Annotated[
        str | None,
        From(
            values.line,
            front("account", "alias"),
            cgi("alias"),
            script("alias"),
            by_class("profile_meta_value"),
        ),
    ] = None
    biz: Annotated[
        str | None,
        Agreed(
            values.line,
            front("account", "biz"),
            cgi("bizuin"),
            query("__biz"),
            script("biz", repeats=False),
            script("appuin", repeats=False),
        ),
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
    author: Annotated[
        str | None,
        From(values.repost_author, front("repost", "author"), by_class("original_primary_card_tips")),
    ] = None
    id: Annotated[
        str | None,
        From(
            values.line,
            front("repost", "id"),
            cgi("copyright_info", "source_username"),
            script("source_username"),
        ),
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


class Album(Model):
    """A series (合集) that an article belongs to.

    Attributes:
        title: its name.
        url: its page.
        id: its number, as text, since it is too long for many readers of JSON.
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
        From(
            values.number_text,
            front("album", "id"),
            cgi("appmsgalbuminfo", "album_id_str"),
            cgi("appmsgalbuminfo", "album_id"),
        ),
    ] = None
