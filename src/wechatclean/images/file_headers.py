"""What the first bytes of a file say: which kind of picture, and how large.

Headers as in the PNG specification section 11.2.2, GIF89a section 18, ITU-T T.81 annex B (JPEG) and
RFC 9649 (WebP).
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from wechatclean.images.addresses import Format
from wechatclean.patterns import pattern


class Picture(NamedTuple):
    """A raster picture's header; ``width`` and ``height`` in pixels, 0 where the header does not say."""

    format: Format
    width: int
    height: int


def sniff(data: bytes) -> Picture | None:
    """The picture that *data*, or its first kilobytes, begins with; ``None`` where it is no raster picture.

    >>> sniff(b"GIF89a" + bytes([100, 0, 50, 0]))
    Picture(format='gif', width=100, height=50)
    >>> sniff(b"<svg xmlns='http://www.w3.org/2000/svg'>") is None
    True
    """
    for magic, read in _READERS:
        if data.startswith(magic):
            try:
                return read(data)
            except struct.error:  # cut short
                return None
    return None


def _png(data: bytes) -> Picture:
    return Picture("png", *struct.unpack_from(">II", data, 16))


def _gif(data: bytes) -> Picture:
    return Picture("gif", *struct.unpack_from("<HH", data, 6))


def _bmp(data: bytes) -> Picture:
    width, height = struct.unpack_from("<ii", data, 18)
    return Picture("bmp", abs(width), abs(height))


def _jpeg(data: bytes) -> Picture:
    at = 2
    while at + 9 <= len(data):
        marker, length = struct.unpack_from(">xBH", data, at)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # a start of frame
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Picture("jpeg", width, height)
        at += 2 + max(length, 2)
    return Picture("jpeg", 0, 0)


def _webp(data: bytes) -> Picture | None:
    if data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8X":
        return Picture("webp", *(1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27)))
    if data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Picture("webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    width, height = struct.unpack_from("<HH", data, 26)
    return Picture("webp", width & 0x3FFF, height & 0x3FFF)


def _avif(data: bytes) -> Picture | None:
    return Picture("avif", 0, 0) if data[8:12] in (b"avif", b"avis") else None


_READERS: tuple[tuple[bytes, Callable[[bytes], Picture | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF8", _gif),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _webp),
    (b"BM", _bmp),
    (b"\x00\x00\x00", _avif),
)


class Embedded(NamedTuple):
    """A picture that the page itself holds: its ``data:`` URL, typed by its bytes, and its header."""

    url: str
    header: Picture


_DATA = pattern(r"data:image/[\w.+-]{1,20};base64,([A-Za-z0-9+/]+={0,2})", re.I)
_PLACEHOLDER_SIDE = 2  # pixels; loaders put a transparent picture of 1×1


def embedded_picture(url: str) -> Embedded | None:
    """The raster picture in a ``data:`` *url*; ``None`` for a placeholder pixel, SVG, HTML and all else.

    >>> embedded_picture("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    """
    if url[:5].lower() != "data:":
        return None
    head, _, payload = url.partition(",")
    plain = unquote_to_bytes(payload).decode("ascii", "replace") if "%" in payload else payload
    found = _DATA.fullmatch(f"{head.strip()},{''.join(plain.split())}")
    if not found:
        return None
    try:
        header = sniff(base64.b64decode(found[1][:65536] + "==="))
    except binascii.Error:
        return None
    if header is None or 0 < max(header.width, header.height) <= _PLACEHOLDER_SIDE:
        return None
    return Embedded(f"data:image/{header.format};base64,{found[1]}", header)
