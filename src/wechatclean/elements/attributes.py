"""What the attributes of an embed state, and the line of the article that stands for it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from wechatclean.html.characters import plain, seen
from wechatclean.images.finding import copy_at
from wechatclean.images.image import Image, image_at
from wechatclean.layout.normal_form import Element


def value(el: Element, *names: str) -> str | None:
    """The first of the attributes *names* that is not empty, decoded by :func:`decoded`, on one line."""
    for name in names:
        text = (el.get(name) or "").strip()
        if text:
            return " ".join(seen(decoded(text)).split()) or None
    return None


def decoded(text: str) -> str:
    """*text* with percent-encoding and entities decoded, and without characters that a tree cannot hold."""
    if "%" in text:
        text = unquote(text)
    if "&" in text:
        text = unescape(unescape(text))
    return plain(text)


def number(el: Element, *names: str) -> float | None:
    """The first of the attributes *names* that is a number."""
    for name in names:
        if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", text := (el.get(name) or "").strip()):
            return float(text)
    return None


def picture(el: Element, *names: str) -> Image | None:
    """The cover whose address one of the attributes *names* states."""
    address = value(el, *names)
    return (image_at(address, role="cover") or copy_at(address, "cover")) if address else None


def one_line(text: object) -> str:
    """*text* on one line; ``""`` for ``None``."""
    return " ".join(seen(plain(str(text if text is not None else ""))).split())


def clock(seconds: float | None) -> str:
    """A duration as players show it.

    >>> clock(283), clock(3723), clock(None)
    ('04:43', '1:02:03', '')
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def label(kind: str, *words: str | None, length: float | None = None) -> str:
    """The line that stands for an embed: what it is, what it says, and how long it plays.

    >>> label("语音", "开场白", length=283), label("投票", None)
    ('[语音] 开场白（04:43）', '[投票]')
    """
    return " ".join([f"[{kind}]", *filter(None, words)]) + (f"（{clock(length)}）" if length is not None else "")
