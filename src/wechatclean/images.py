"""Pictures: the :class:`Image` model, and the one address of an ``<img>`` among those a page gives it.

How pictures are then shown is the business of ``image_policies.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args

from lxml import etree
from pydantic import Field

from wechatclean._image_urls import (
    AS_IS,
    Format,
    Size,
    checks_referrer,
    digest,
    is_relative,
    locate,
    location_of,
    readable,
    written,
)
from wechatclean._model import Model
from wechatclean._picture import embedded_picture
from wechatclean.notes import Notes

Role = Literal["body", "cover", "background", "sticker", "emoji", "qrcode"]

# HTML Standard, "Referrer policies": the keywords of the attribute; an invalid one means "inherit".
ReferrerPolicy = Literal[
    "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
    "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
]  # fmt: skip
_REFERRER_POLICIES = frozenset(get_args(ReferrerPolicy))


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
        path: where a local copy is, relative to the document.
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
        """HTTP headers with which the host hands out the picture itself.

        A request without ``Referer`` would do too, but many HTTP clients add one of their own accord.
        """
        return {"Referer": "https://mp.weixin.qq.com/"} if checks_referrer(self.url) else {}

    @property
    def filename(self) -> str:
        """A name that every file system takes: the same each time, and another one for every other URL.

        >>> Image(url="https://a.example/图/Photo 1.JPG?v=2", format="jpeg").filename
        'photo-1-843f4e3efab5a0bb.jpg'
        """
        return _stem(self.url) + digest(self.url) + EXTENSIONS.get(self.format or "", "")


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


# Where a page may hold the address, best first: WeChat's lazy loader, the rendered page, older editors, other
# lazy loaders, the link of an SVG's picture; then copies of the same picture that are worse.
_SOURCES = (
    "data-src",
    "src",
    "data-original",
    "data-backsrc",
    "data-actualsrc",
    "data-lazy-src",
    "href",
    "xlink:href",
    "data-oversubscription-url",
    "data-before-oversubscription-url",
    "data-croporisrc",
)
_UNCROPPED_SOURCES = ("data-croporisrc", *_SOURCES)


def find_image(el: etree._Element, notes: Notes, *, size: Size = AS_IS, base: str | None = None) -> Image | None:
    """The picture of a source ``<img>`` or of an SVG's ``<image>``; ``None`` and a note where there is none.

    A network address is taken before a ``data:`` picture, and that before a saved page's local copy; the
    loader's placeholders are no pictures.

    Args:
        el: read only.
        notes: told of pictures without an address, or with a local one only.
        size: the rendition asked for.
        base: the page's URL, with which a relative address is completed.
    """
    declared = el.get("data-type", "")
    at = next((found for value in _candidates(el, size) if (found := location_of(value, size, declared, base))), None)
    embedded = None
    if at is None:
        values = list(_candidates(el, size))
        embedded = next(filter(None, map(embedded_picture, values)), None)
        url = embedded.url if embedded else _local_copy(values, notes)
        if url is None:
            return None
        at = locate(url, size, declared)
    width, height = (embedded.header.width, embedded.header.height) if embedded else _measures(el, size)
    return Image(
        url=at.url,
        alt=spoken_alt(el.get("alt", "")),
        width=width or None,
        height=height or None,
        format=at.format,
        role=_role(el, at.url),
        key=at.key,
        referrer_policy="no-referrer" if at.checks_referrer else _declared_policy(el),
    )


def _candidates(el: etree._Element, size: Size) -> Iterator[str]:
    """The values that may hold the address, best first."""
    for name in _UNCROPPED_SOURCES if size.uncropped else _SOURCES:
        if value := el.get(name):
            yield value
    parent = el.getparent()
    if parent is not None and parent.tag == "source":  # libxml2 does not know that <source> is empty
        parent = parent.getparent()
    sources = parent.iter("source") if parent is not None and parent.tag == "picture" else ()
    for holder in (el, *sources):
        if srcset := holder.get("srcset") or holder.get("data-srcset"):
            yield _largest(srcset[:65_536])


def _largest(srcset: str) -> str:
    """The address of the largest candidate.

    >>> _largest("a.png 1x, b.png 2x")
    'b.png'
    """
    candidates = [words for part in re.split(r",\s|,$", srcset) if (words := part.split())]
    return max(candidates, key=lambda words: _number(words[-1][:-1]))[0] if candidates else ""


def _local_copy(values: list[str], notes: Notes) -> str | None:
    """A saved page's copy beside it, the last thing to fall back on."""
    copy = next(filter(is_relative, values), None)
    if copy is None:
        notes.add("image", "a picture has no address")
        return None
    notes.add("image", f"a picture has no network address, only a local copy: {copy[:100]}")
    return readable(written(copy))


def _measures(el: etree._Element, size: Size) -> tuple[int, int]:
    """Width and height in pixels, 0 where the page does not say, as of a picture before it was cropped."""
    if size.uncropped and el.get("data-croporisrc"):
        return 0, 0
    if width := _number(el.get("data-w")):
        return round(width), round(width * _number(el.get("data-ratio")))
    return round(_number(el.get("width"))), round(_number(el.get("height")))


_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,20})?")


def _number(value: str | None) -> float:
    """*value* where it is a plain number of pixels, else 0."""
    return float(value) if value and _NUMBER.fullmatch(value) else 0.0


_EMOJI = ("/emotion_panel/", "/icon/emotion/", "we-emoji", "/newemoji/", "/Expression/")


def _role(el: etree._Element, url: str) -> Role:
    if el.get("data-imgqrcoded") == "1":
        return "qrcode"
    if "res.wx.qq.com/" in url and any(mark in url for mark in _EMOJI):
        return "emoji"
    return "emoji" if "icon_emoji_" in (el.get("class") or "") else "body"


def _declared_policy(el: etree._Element) -> ReferrerPolicy | None:
    told: Any = el.get("referrerpolicy", "").strip().lower()
    return told if told in _REFERRER_POLICIES else None


# What editors, platforms and site generators write where the author wrote nothing.
# fmt: off
_AUTO_ALTS = frozenset({
    "图片", "图片描述", "图像", "插图", "微信图片", "跳转二维码", "作者头像",
    "分割线", "在这里插入图片描述", "输入图片说明", "cover_image", "cover", "null", "undefined",
    "none", "image", "img", "picture", "photo", "gif",
})
# fmt: on
_FILE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|bmp|svg|heic)(?:[!?]\S{0,200})?", re.I)
_ADDRESS = re.compile(r"(?:https?:|data:)\S+|640(?:\?\S{0,200})?", re.I)
_NUMBERED = re.compile(r"(?:image|img|wechatimg|微信图片|截图|screenshot)[-_ ]?[\d_. -]{1,30}", re.I)
_AUTOMATIC = (_FILE, _ADDRESS, _NUMBERED)


def spoken_alt(alt: str) -> str:
    """*alt* on one line where a person wrote it, ``""`` where an editor did.

    >>> spoken_alt("图片"), spoken_alt("鸟哥笔记,运营,标签"), spoken_alt(" 图 1  架构 ")
    ('', '', '图 1 架构')
    """
    text = " ".join(alt.split())
    if not text:
        return ""
    automatic = text.lower() in _AUTO_ALTS or text.startswith("鸟哥笔记,")
    return "" if automatic or any(form.fullmatch(text) for form in _AUTOMATIC) else text
