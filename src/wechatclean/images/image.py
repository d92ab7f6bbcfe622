"""The :class:`Image` model: one picture of an article."""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import Field

from wechatclean.html.characters import plain, seen
from wechatclean.images.addresses import (
    AS_IS,
    Format,
    Size,
    checks_referrer,
    digest,
    locate,
    location_of,
)
from wechatclean.model import Model
from wechatclean.patterns import pattern

Role = Literal["body", "cover", "background", "sticker", "emoji", "qrcode"]

# HTML Standard, "Referrer policies": the keywords of the attribute; an invalid one means "inherit".
ReferrerPolicy = Literal[
    "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
    "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
]  # fmt: skip
REFERRER_POLICIES = frozenset(get_args(ReferrerPolicy))


class Image(Model):
    """One picture of an article.

    Attributes:
        url: absolute http(s) URL, or a ``data:`` URL of a raster picture that the page itself holds. Only
            where the page names nothing but a copy beside it, that relative path; a note says so.
        alt: the author's words for it; what editors put in by themselves is left out.
        caption: the line below it, where the page marks one.
        width: of the stored picture in pixels (page attribute ``data-w``), not of the rendition in ``url``.
        height: in pixels (``data-w`` times ``data-ratio``).
        format: the stored format, as far as the address tells.
        role: what it is in the article.
        key: the same for all renditions (sizes, formats, host names) of one picture.
        referrer_policy: what a browser must be told to send, from the page's ``referrerpolicy`` attribute;
            always ``"no-referrer"`` for hosts known to answer a foreign ``Referer`` with a placeholder.
        path: where a local copy is, relative to the document: the one that lies beside a saved page
            (``page_files/640``), or what an image policy shows the picture from.
    """

    url: str
    alt: str = ""
    caption: str | None = None
    width: int | None = None
    height: int | None = None
    format: Format | None = None
    role: Role = "body"
    key: str = Field(default_factory=lambda data: locate(data["url"]).key)
    referrer_policy: ReferrerPolicy | None = Field(default_factory=lambda data: _policy_for(data["url"]))
    path: str | None = None

    @property
    def request_headers(self) -> dict[str, str]:
        """HTTP headers with which the host hands out the picture itself; see :func:`request_headers`."""
        return request_headers(self.url)

    @property
    def filename(self) -> str:
        """A name that every file system takes: the same each time, and another one for every other URL.

        >>> Image(url="https://a.example/图/Photo 1.JPG?v=2", format="jpeg").filename
        'photo-1-843f4e3efab5a0bb.jpg'
        """
        return _stem(self.url) + digest(self.url) + EXTENSIONS.get(self.format or "", "")


def request_headers(url: str) -> dict[str, str]:
    """HTTP headers with which the host of the picture at *url* hands it out, and not a placeholder.

    A request without ``Referer`` would do too, but many HTTP clients add one of their own accord.

    >>> request_headers("https://mmbiz.qpic.cn/mmbiz_png/Key/640?wx_fmt=png"), request_headers("https://a.example/b.png")
    ({'Referer': 'https://mp.weixin.qq.com/'}, {})

    Raises:
        TypeError: *url* is no text.
    """
    if not isinstance(url, str):
        raise TypeError(f"url is text, not {url!r:.80}")
    return {"Referer": "https://mp.weixin.qq.com/"} if checks_referrer(url) else {}


EXTENSIONS = {name: f".{name}" for name in get_args(Format)} | {"jpeg": ".jpg"}


def _policy_for(url: str) -> ReferrerPolicy | None:
    return "no-referrer" if checks_referrer(url) else None


def _stem(url: str) -> str:
    """The readable part of a file name; WeChat's keys and embedded pictures have none."""
    if url.startswith("data:") or checks_referrer(url):
        return ""
    name = re.split("[?#]", url, maxsplit=1)[0].rpartition("/")[2].partition(".")[0]
    words = re.findall("[a-z0-9]{1,40}", re.sub("%[0-9A-Fa-f]{2}", "-", name).lower())
    return "-".join([*words, ""])[-40:].lstrip("-")


def image_at(
    url: str, *, role: Role = "body", alt: str = "", size: Size = AS_IS, base: str | None = None
) -> Image | None:
    """The picture at a bare *url*; ``None`` where that is no address of a picture on the network.

    Args:
        url: as the page writes it.
        role: what the picture is in the article.
        alt: the page's words for it.
        size: the rendition asked for.
        base: URL that a relative *url* is completed with.

    >>> image_at("//mmbiz.qpic.cn/mmbiz_png/k/640?wx_fmt=png&amp;tp=webp").url
    'https://mmbiz.qpic.cn/mmbiz_png/k/640?wx_fmt=png'
    >>> image_at("javascript:;") is None
    True
    """
    at = location_of(url, size, base=base)
    if at is None:
        return None
    return Image(url=at.url, alt=spoken_alt(alt), format=at.format, role=role, key=at.key)


# What editors, platforms and site generators write where the author wrote nothing.
# fmt: off
_AUTO_ALTS = frozenset({
    "图片", "图片描述", "图像", "插图", "微信图片", "跳转二维码", "作者头像",
    "分割线", "在这里插入图片描述", "输入图片说明", "cover_image", "cover", "null", "undefined",
    "none", "image", "img", "picture", "photo", "gif",
})
# fmt: on
_FILE = pattern(r"\S{1,200}\.(?:jpe?g|png|gif|webp|bmp|svg|heic)(?:[!?]\S{0,200})?", re.I)
_ADDRESS = pattern(r"(?:https?:|data:)\S+|640(?:\?\S{0,200})?", re.I)
_NUMBERED = pattern(r"(?:image|img|wechatimg|微信图片|截图|screenshot)[-_ ]?[\d_. -]{1,30}", re.I)
_AUTOMATIC = (_FILE, _ADDRESS, _NUMBERED)


def spoken_alt(alt: str) -> str:
    """*alt* on one line where a person wrote it, ``""`` where an editor did.

    >>> spoken_alt("图片"), spoken_alt("640?wx_fmt=png"), spoken_alt(" 图 1  架构 ")
    ('', '', '图 1 架构')
    """
    if not alt or alt in _AUTO_ALTS:  # nearly always
        return ""
    text = " ".join(seen(plain(alt)).split())
    if not text:
        return ""
    return "" if text.lower() in _AUTO_ALTS or any(form.fullmatch(text) for form in _AUTOMATIC) else text
