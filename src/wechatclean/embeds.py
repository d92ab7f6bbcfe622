"""What a page shows and Markdown cannot express: players, cards, votes. There is one class for each kind.

Facts come from the attributes of WeChat's own elements; a value that the page does not state is ``None``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wechatclean.images.image import Image
from wechatclean.model import Model


class _Embed(Model):
    """What every embed has: a title, an address that a reader can open, a picture."""

    title: str | None = None
    url: str | None = None
    cover: Image | None = None


class Audio(_Embed):
    """A voice recording (``mpvoice``, ``mp-common-mpaudio``, ``<audio>``); duration in seconds."""

    kind: Literal["audio"] = "audio"
    author: str | None = None
    duration: float | None = None


class Music(_Embed):
    """A song (``qqmusic`` and its kin); ``author`` is the singer, duration in seconds."""

    kind: Literal["music"] = "music"
    author: str | None = None
    duration: float | None = None


class Video(_Embed):
    """A video of Tencent Video, the account (``wxv_…``) or a ``<video>``; ``id`` is the host's, duration in seconds."""

    kind: Literal["video"] = "video"
    id: str | None = None
    duration: float | None = None


class Channel(_Embed):
    """A card of Channels (视频号): a video, a live stream, pictures; these have no public address."""

    kind: Literal["channel"] = "channel"
    account: str | None = None
    media: str | None = None


class MiniProgram(_Embed):
    """A card that opens a mini program (小程序): its ``appid`` and ``path``."""

    kind: Literal["mini_program"] = "mini_program"
    account: str | None = None
    appid: str | None = None
    path: str | None = None


class Profile(_Embed):
    """The card of an official account (公众号): ``biz`` is its base64 id, ``title`` its name."""

    kind: Literal["profile"] = "profile"
    biz: str | None = None
    alias: str | None = None
    signature: str | None = None


class Product(_Embed):
    """A product of a shop; the price is as shown, in yuan."""

    kind: Literal["product"] = "product"
    price: str | None = None


class Place(_Embed):
    """A place on the map; degrees of GCJ-02, as Tencent's maps use."""

    kind: Literal["place"] = "place"
    address: str | None = None
    longitude: float | None = None
    latitude: float | None = None


class Question(Model):
    """One question of a vote with its options, in order."""

    title: str
    options: tuple[str, ...] = ()


class Vote(_Embed):
    """A vote; old ones (``iframe.vote_iframe``) do not carry their questions, only their ``id``."""

    kind: Literal["vote"] = "vote"
    id: str | None = None
    questions: tuple[Question, ...] = ()


class RedPacket(_Embed):
    """The cover of a red packet (红包封面)."""

    kind: Literal["red_packet"] = "red_packet"


class Coupon(_Embed):
    """A coupon (卡券)."""

    kind: Literal["coupon"] = "coupon"


class Formula(_Embed):
    """A formula: ``source`` is its LaTeX, ``None`` where the page has only a drawing of it."""

    kind: Literal["formula"] = "formula"
    source: str | None = None
    display: bool = False


class Card(_Embed):
    """Any other card: ``name`` is its tag."""

    kind: Literal["card"] = "card"
    name: str


Embed = Annotated[
    Audio
    | Music
    | Video
    | Channel
    | MiniProgram
    | Profile
    | Product
    | Place
    | Vote
    | RedPacket
    | Coupon
    | Formula
    | Card,
    Field(discriminator="kind"),
]
