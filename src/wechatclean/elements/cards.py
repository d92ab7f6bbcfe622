"""Cards: accounts, mini programs, products, places, votes."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from wechatclean.elements.attributes import decoded, label, number, one_line, picture, show_cover, value
from wechatclean.embeds import Card, MiniProgram, Place, Product, Profile, Question, RedPacket, Vote
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, Outcome, Rule


def profile(builder: ArticleBuilder, el: Element) -> Outcome:
    """The card of an account: an entry in ``embeds`` only."""
    builder.embed(
        Profile(
            title=value(el, "data-nickname"),
            biz=el.get("data-id"),
            alias=value(el, "data-alias"),
            signature=value(el, "data-signature"),
            cover=picture(el, "data-headimg"),
        )
    )
    return HANDLED


def mini_program(builder: ArticleBuilder, el: Element) -> Outcome:
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
    show_cover(builder, embed.cover)
    builder.embed(embed, label("小程序", name, title))
    return HANDLED


def product(builder: ArticleBuilder, el: Element) -> Outcome:
    """A product: its picture where it is an image link, else its title and price."""
    embed = Product(
        title=value(el, "data-title", "title"),
        price=value(el, "data-discounted-price", "data-origin-price"),
        cover=picture(el, "data-product-image"),
    )
    if el.get("data-cardtype") in ("3", "12"):
        builder.embed(embed)
        return GO_INSIDE
    builder.embed(embed, label("商品", embed.title, f"¥{embed.price}" if embed.price else None) if embed.title else "")
    return HANDLED


def advertisement(builder: ArticleBuilder, el: Element) -> Outcome:
    """An advertisement or a shop's card: an entry in ``embeds`` and a note only."""
    builder.embed(Card(name=str(el.tag), title=value(el, "data-title", "data-name", "data-nickname")))
    builder.notes.add("dropped", f"an advertisement or a shop's card (<{el.tag!s}>)")
    return HANDLED


def place(builder: ArticleBuilder, el: Element) -> Outcome:
    """A place: name and address."""
    embed = Place(
        title=value(el, "data-name"),
        address=value(el, "data-address"),
        longitude=number(el, "data-longitude"),
        latitude=number(el, "data-latitude"),
        cover=picture(el, "data-img"),
    )
    builder.embed(embed, " ".join(filter(None, ("📍", embed.title, embed.address))))
    return HANDLED


def red_packet(builder: ArticleBuilder, el: Element) -> Outcome:
    """The cover of a red packet: its name."""
    title = value(el, "data-name", "data-title")
    builder.embed(
        RedPacket(title=title, cover=picture(el, "data-coveruri", "data-receiveimg")),
        label("红包封面", title),
    )
    return HANDLED


def vote(builder: ArticleBuilder, el: Element) -> Outcome:
    """A vote: its questions with their options."""
    try:
        subjects: Any = json.loads(decoded(el.get("data-votesubject") or "[]"))
    except (ValueError, RecursionError):
        subjects = []
    questions = tuple(_questions(subjects))
    builder.embed(Vote(id=el.get("data-voteid"), questions=questions), "" if questions else label("投票", None))
    for question in questions:
        etree.SubElement(builder.add_block("p"), "strong").text = f"投票：{question.title}"
        items = builder.add_block("ul") if question.options else None
        for option in question.options:
            if items is not None:
                etree.SubElement(etree.SubElement(items, "li"), "p").text = option
    return HANDLED


def _questions(subjects: Any) -> list[Question]:
    found = []
    for subject in subjects if isinstance(subjects, list) else []:
        if isinstance(subject, dict):
            options = subject.get("options")
            names = [o.get("name") for o in options if isinstance(o, dict)] if isinstance(options, list) else []
            found.append(
                Question(title=one_line(subject.get("title")), options=tuple(filter(None, map(one_line, names))))
            )
    return found


def card(builder: ArticleBuilder, el: Element) -> Outcome:
    """Any other card: a link where it states one, else a note."""
    try:
        data: Any = json.loads(decoded(el.get("data-article-data") or "{}"))
    except (ValueError, RecursionError):
        data = {}
    data = data if isinstance(data, dict) else {}
    url, title = data.get("url") or data.get("link"), data.get("title")
    if isinstance(url, str):
        builder.embed(
            Card(name=str(el.tag), title=one_line(title) or None, url=one_line(url)),
            label("文章", one_line(title) or None),
        )
    else:
        builder.embed(Card(name=str(el.tag)))
        builder.notes.add("dropped", f"a card that says nothing (<{el.tag!s}>)")
    return HANDLED


TAGS: dict[str, Rule] = {
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
    "mp-common-vote": vote,
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
        ),
        card,
    ),
}
ATTRIBUTES: dict[str, Rule] = {"data-votesubject": vote}
