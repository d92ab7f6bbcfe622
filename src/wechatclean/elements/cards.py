"""Cards: accounts, mini programs, products, places."""

from __future__ import annotations

import json
from typing import Any

from wechatclean.elements.attributes import decoded, label, number, one_line, picture, value
from wechatclean.elements.reading import EmbedReader, Reading
from wechatclean.embeds import Card, MiniProgram, Place, Product, Profile, RedPacket
from wechatclean.layout.normal_form import Element


def profile(el: Element) -> Reading:
    """The card of an account: an entry in ``embeds`` only."""
    return Reading(
        Profile(
            title=value(el, "data-nickname"),
            biz=el.get("data-id"),
            alias=value(el, "data-alias"),
            signature=value(el, "data-signature"),
            cover=picture(el, "data-headimg"),
        )
    )


def mini_program(el: Element) -> Reading:
    """The card of a mini program: its picture, name and title."""
    title = value(el, "data-miniprogram-title", "title", "data-weui-title")
    name = value(el, "data-miniprogram-nickname", "data-nickname", "weapp_nickname")
    embed = MiniProgram(
        title=title,
        account=name,
        appid=value(el, "data-miniprogram-appid", "appid"),
        path=el.get("data-miniprogram-path"),
        cover=picture(el, "data-miniprogram-imageurl", "imageurl"),
    )
    return Reading(embed, label("小程序", name, title), embed.cover)


def product(el: Element) -> Reading:
    """A product: its picture where it is an image link, else its title and price."""
    embed = Product(
        title=value(el, "data-title", "title"),
        price=value(el, "data-discounted-price", "data-origin-price"),
        cover=picture(el, "data-product-image"),
    )
    if el.get("data-cardtype") in ("3", "12"):
        return Reading(embed)  # it holds the picture
    price = f"¥{embed.price}" if embed.price else None
    return Reading(embed, label("商品", embed.title, price) if embed.title else "")


def advertisement(el: Element) -> Reading:
    """An advertisement or a shop's card: an entry in ``embeds`` and a note only."""
    embed = Card(name=str(el.tag), title=value(el, "data-title", "data-name", "data-nickname"))
    return Reading(embed, loss=f"an advertisement or a shop's card (<{el.tag!s}>)")


def place(el: Element) -> Reading:
    """A place: name and address."""
    embed = Place(
        title=value(el, "data-name"),
        address=value(el, "data-address"),
        longitude=number(el, "data-longitude"),
        latitude=number(el, "data-latitude"),
        cover=picture(el, "data-img"),
    )
    return Reading(embed, " ".join(filter(None, ("📍", embed.title, embed.address))))


def red_packet(el: Element) -> Reading:
    """The cover of a red packet: its name."""
    title = value(el, "data-name", "data-title")
    embed = RedPacket(title=title, cover=picture(el, "data-coveruri", "data-receiveimg"))
    return Reading(embed, label("红包封面", title))


def card(el: Element) -> Reading:
    """Any other card: a link or a title where it states one, else a note."""
    try:
        data: Any = json.loads(decoded(el.get("data-article-data") or "{}"))
    except (ValueError, RecursionError):
        data = {}
    data = data if isinstance(data, dict) else {}
    url, title = data.get("url") or data.get("link"), data.get("title")
    if isinstance(url, str):
        embed = Card(name=str(el.tag), title=one_line(title) or None, url=one_line(url))
        return Reading(embed, label("文章", embed.title))
    if stated := value(el, "data-title", "data-name", "data-nickname"):
        return Reading(Card(name=str(el.tag), title=stated), label("卡片", stated))
    return Reading(Card(name=str(el.tag)), loss=f"a card that says nothing (<{el.tag!s}>)")


TAGS: dict[str, EmbedReader] = {
    "mp-common-profile": profile,
    "mpprofile": profile,
    "mp-miniprogram": mini_program,
    "mp-common-miniprogram": mini_program,
    "mp-weapp": mini_program,
    "mp-common-product": product,
    "mp-common-poi": place,
    "mppoi": place,
    "mp-common-redpacket": red_packet,
    "redpacketcover": red_packet,
    **dict.fromkeys(
        (
            "mp-wxaproduct",
            "mpcps",
            "mpcpc",
            "mp-common-cpsad",
            "mp-common-gameprofile",
            "mp-common-shopprofile",
            "mp-common-shoptag",
            "mpproduct",
            "mpshop",
            "mpgongyi",
        ),
        advertisement,
    ),
    **dict.fromkeys(
        (
            "mp-common-article",
            "mp-common-read",
            "mp-common-search",
            "mpsearch",
            "mp-common-custom",
            "mp-common-bluepacket",
            "mp-common-*",
        ),
        card,
    ),
}
