"""Who published an article, where a reprint comes from, and the series that an article is in."""

from __future__ import annotations

from typing import Annotated, Literal

from wechatclean.model import Model
from wechatclean.selectors import converters
from wechatclean.selectors.first_of import FirstOf, FirstOfAgreeing
from wechatclean.selectors.selector import front, label


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
        FirstOfAgreeing(converters.line, front("account", "name"), front("account"), label("公众号", "来源")),
    ] = None
    id: Annotated[str | None, FirstOfAgreeing(converters.line, front("account", "id"))] = None
    alias: Annotated[str | None, FirstOf(converters.line, front("account", "alias"))] = None
    biz: Annotated[str | None, FirstOfAgreeing(converters.line, front("account", "biz"))] = None
    signature: Annotated[str | None, FirstOf(converters.line, front("account", "signature"))] = None
    avatar: Annotated[str | None, FirstOf(converters.picture_url, front("account", "avatar"))] = None
    type: Annotated[
        Literal["subscription", "service"] | None, FirstOf(converters.account_type, front("account", "type"))
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

    account: Annotated[str | None, FirstOf(converters.line, front("repost", "account"), front("repost"))] = None
    author: Annotated[str | None, FirstOf(converters.repost_author, front("repost", "author"))] = None
    id: Annotated[str | None, FirstOf(converters.line, front("repost", "id"))] = None
    biz: Annotated[str | None, FirstOf(converters.line, front("repost", "biz"))] = None
    url: Annotated[str | None, FirstOf(converters.link, front("repost", "url"))] = None
    words: Annotated[str | None, FirstOf(converters.line, front("repost", "words"))] = None


class Album(Model):
    """A series (合集) that an article belongs to.

    Attributes:
        title: its name.
        url: its page.
        id: its number, as text, since it is too long for many readers of JSON.
    """

    title: Annotated[str | None, FirstOf(converters.line, front("album", "title"), front("album"))] = None
    url: Annotated[str | None, FirstOf(converters.link, front("album", "url"))] = None
    id: Annotated[str | None, FirstOf(converters.number_text, front("album", "id"))] = None
