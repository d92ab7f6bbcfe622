"""What stands for players and cards: a union that ``kind`` or a class tells apart, without ``Any`` in it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import assert_type

from wechatclean import Article
from wechatclean.embeds import (
    Audio,
    Card,
    Channel,
    Coupon,
    Formula,
    MiniProgram,
    Music,
    Place,
    Product,
    Profile,
    Question,
    RedPacket,
    Video,
    Vote,
)

Player = Audio | Music | Video | Channel | MiniProgram | Profile
Shown = Product | Place | Vote | RedPacket | Coupon | Formula | Card


def by_kind(article: Article) -> None:
    for embed in article.embeds:
        if embed.kind == "video":
            assert_type(embed, Video)
        elif embed.kind == "vote":
            assert_type(embed.questions, tuple[Question, ...])
        elif embed.kind == "place":
            assert_type(embed.longitude, float | None)


def of_players(article: Article) -> None:
    for embed in article.embeds:
        assert_type(embed, Player | Shown)
        assert_type(embed.title, str | None)
        assert_type(embed.url, str | None)
        if isinstance(embed, Audio | Music):
            assert_type(embed.author, str | None)
            assert_type(embed.duration, float | None)
        elif isinstance(embed, Video):
            assert_type(embed.kind, Literal["video"])
            assert_type(embed.id, str | None)
            assert_type(embed.duration, float | None)
        elif isinstance(embed, Channel):
            assert_type(embed.account, str | None)
            assert_type(embed.media, str | None)
        elif isinstance(embed, Vote):
            assert_type(embed.id, str | None)
            for question in embed.questions:
                assert_type(question.title, str)
                assert_type(question.options, tuple[str, ...])
        elif isinstance(embed, Formula):
            assert_type(embed.source, str | None)
            assert_type(embed.display, bool)


def of_cards(article: Article) -> None:
    for embed in article.embeds:
        if isinstance(embed, MiniProgram):
            for stated in (embed.account, embed.appid, embed.path):
                assert_type(stated, str | None)
        elif isinstance(embed, Profile):
            for stated in (embed.biz, embed.alias, embed.signature):
                assert_type(stated, str | None)
        elif isinstance(embed, Product):
            assert_type(embed.price, str | None)
        elif isinstance(embed, Place):
            assert_type(embed.address, str | None)
            assert_type(embed.longitude, float | None)
            assert_type(embed.latitude, float | None)
        elif isinstance(embed, Card):
            assert_type(embed.name, str)
        elif isinstance(embed, RedPacket | Coupon):
            assert_type(embed.kind, Literal["red_packet", "coupon"])
