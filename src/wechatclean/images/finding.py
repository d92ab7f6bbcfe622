"""The one address of an ``<img>`` among those that a page gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from wechatclean.images.addresses import (
    AS_IS,
    Size,
    copy_beside,
    is_relative,
    locate,
    location_of,
    readable,
)
from wechatclean.images.file_headers import embedded_picture
from wechatclean.images.image import REFERRER_POLICIES, Image, ReferrerPolicy, Role, spoken_alt
from wechatclean.notes import LENGTH, Notes
from wechatclean.patterns import pattern

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
# Attributes of many other loaders, which hold an address or a mere word.
_LOADERS = (
    "data-lazy",
    "data-lazyload",
    "data-original-src",
    "data-echo",
    "lazysrc",
    "lazy-src",
    "_src",
    "zoomfile",
    "file",
)
# Any other attribute that holds what can only be the address of a picture is a loader's that nobody here knows.
_NO_SOURCES = frozenset({"alt", "title", "data-link", "data-href", "longdesc", "cite", "usemap", "style"})
_PICTURE = pattern(
    r"(?:https?:)?//[^\s<>]{1,2000}?(?:\.(?:jpe?g|png|gif|webp|avif|bmp|svg)(?:[?#!@]|\Z)|[?&]wx_fmt=)", re.I
)
_IN_NOSCRIPT = pattern(r"""<img\s[^<>]{0,2000}?\bsrc\s?=\s?["']?([^\s"'<>]{4,2000})""", re.I)
_MOST_SOURCES = 50  # of a ``picture``
_UNCROPPED_SOURCES = ("data-croporisrc", *_SOURCES)


def find_image(
    el: etree._Element, notes: Notes, *, size: Size = AS_IS, base: str | None = None, has_own_files: bool = False
) -> Image | None:
    """The picture of a source ``<img>`` or of an SVG's ``<image>``; ``None`` and a note where it has no address.

    A network address is taken before a ``data:`` picture, and that before a saved page's local copy; the
    loader's placeholders are no pictures.

    Args:
        el: read only.
        notes: gets a note for a picture without an address, or with a local one only.
        size: the rendition asked for.
        base: the page's URL, with which a relative address is completed.
        has_own_files: whether a relative address is a file of the author's own, as in a post; that is not noted.
    """
    declared = el.get("data-type", "")
    at = next((found for value in _candidates(el, size) if (found := location_of(value, size, declared, base))), None)
    embedded = None
    if at is None:
        values = list(_candidates(el, size))
        embedded = next(filter(None, map(embedded_picture, values)), None)
        url = embedded.url if embedded else _local_copy(values)
        if url is None:
            notes.add("image", "a picture has no address", el)
            return None
        if embedded is None and not has_own_files:
            note_copy(url, notes, el)
        at = locate(url, size, declared)
    width, height = (embedded.header.width, embedded.header.height) if embedded else _measures(el, size)
    facts = {
        "url": at.url,
        "alt": spoken_alt(el.get("alt", "")),
        "caption": None,
        "width": width or None,
        "height": height or None,
        "format": at.format,
        "role": _role(el, at.url),
        "key": at.key,
        "referrer_policy": "no-referrer" if at.checks_referrer else _declared_policy(el),
        "path": copy_beside(el.get("src", ""), base),
    }
    return Image.of(facts, _STATED)


_STATED = frozenset(Image.model_fields) - {"caption"}


def address_of(el: etree._Element) -> str:
    """The network address of the picture of *el*, as it is written; ``""`` where it has none."""
    return next((value for value in _candidates(el, AS_IS) if location_of(value, AS_IS)), "")


def _candidates(el: etree._Element, size: Size) -> Iterator[str]:
    """The values that may hold the address, best first."""
    for name in _UNCROPPED_SOURCES if size.uncropped else _SOURCES:
        if value := el.get(name):
            yield value
    yield from (value for name in _LOADERS if "/" in (value := el.get(name, "")))
    if el.tag == "object" and (value := el.get("data")):
        yield value
    following = el.getnext()
    if following is not None and following.tag == "noscript":
        for img in following.iter("img"):
            yield from filter(None, (img.get("data-src"), img.get("src")))
        if written := _IN_NOSCRIPT.search(following.text or ""):
            yield written[1]
    parent = el.getparent()
    if parent is not None and parent.tag == "source":  # libxml2 does not know that <source> is empty
        parent = parent.getparent()
    sources = islice(parent.iter("source"), _MOST_SOURCES) if parent is not None and parent.tag == "picture" else ()
    for holder in (el, *sources):
        if srcset := holder.get("srcset") or holder.get("data-srcset"):
            yield _largest(srcset[:65_536])
    if copy_beside(el.get("src", "")) is None:
        yield from (value for name, value in el.items() if name not in _NO_SOURCES and _PICTURE.match(value))


def _largest(srcset: str) -> str:
    """The address of the largest candidate.

    >>> _largest("a.png 1x, b.png 2x")
    'b.png'
    """
    candidates = [words for part in re.split(r",\s|,$", srcset) if (words := part.split())]
    return max(candidates, key=lambda words: _number(words[-1][:-1]))[0] if candidates else ""


def copy_at(url: str, role: Role) -> Image | None:
    """The copy beside a saved page that *url*, of a background or a cover, names."""
    path = copy_beside(url)
    if path is None or not is_relative(url):
        return None
    at = locate(readable(url))
    return Image(url=at.url, format=at.format, role=role, key=at.key, path=path)


def note_copy(url: str, notes: Notes, el: etree._Element) -> None:
    """Note that of a picture of *el* only the copy at *url* is known, whose file name stands at its end."""
    place = url if len(url) <= LENGTH else f"…{url[1 - LENGTH :]}"
    notes.add("image", "a picture has no network address, only a local copy", el, text=place)


def _local_copy(values: list[str]) -> str | None:
    """A saved page's copy beside it, the last thing to fall back on."""
    copy = next(filter(is_relative, values), None)
    return None if copy is None else readable(copy)


def _measures(el: etree._Element, size: Size) -> tuple[int, int]:
    """Width and height in pixels, 0 where the page does not say, as of a picture before it was cropped."""
    if size.uncropped and el.get("data-croporisrc"):
        return 0, 0
    if width := _number(el.get("data-w")):
        return round(width), round(width * _number(el.get("data-ratio")))
    return round(_number(el.get("width"))), round(_number(el.get("height")))


_NUMBER = pattern(r"\d{1,5}(?:\.\d{1,20})?")


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
    stated: Any = el.get("referrerpolicy", "").strip().lower()
    return stated if stated in REFERRER_POLICIES else None
