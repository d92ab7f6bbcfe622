"""Addresses of pictures: which picture and which rendition of it, without the parameters that a reader's app adds.

Only addresses on WeChat's picture hosts are understood; those of any other host are taken as
:mod:`wechatclean.html.addresses` gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple
from urllib.parse import unquote

from wechatclean.html import addresses
from wechatclean.html.addresses import Address, parts_of, percent_encoded, tidied
from wechatclean.html.characters import plain
from wechatclean.patterns import pattern

Format = Literal["jpeg", "png", "gif", "webp", "svg", "bmp", "avif"]


@dataclass(frozen=True, slots=True)
class Size:
    """Which rendition of a picture is asked for, on hosts that keep several.

    Attributes:
        segment: last part of the address: ``"0"`` is the picture as it was uploaded, ``"640"`` at most about
            640 pixels wide, ``None`` whatever the page names.
        uncropped: take the picture from before the author cropped it in the editor, where the page names it.
    """

    segment: str | None = None
    uncropped: bool = False


AS_IS = Size()
WIDTH_640 = Size("640")
ORIGINAL = Size("0")
UNCROPPED = Size("0", uncropped=True)


_LONGEST = 16_384  # characters; no host takes more, and a data: URL is no address
_NO_URL = frozenset({"null", "undefined", "none", "nan", "false", "true", "about", "[object object]"})
_SPACE = pattern(r"\s")
_ESCAPED_FOREIGN = pattern("(?:%[89A-Fa-f][0-9A-Fa-f]){2,}")
_RSS_PREFIX = "/static/res/logo/"  # put before every picture by the feed maker we-mp-rss
# The folder that a browser puts beside a page: "page_files", "page.files"; and pictures that stand for others.
_SAVED = pattern(r"(?:\A|[/\\])[^/\\:]{1,255}(?:_files|\.files|_file)[/\\](?=[^/\\]+\Z)")
_LOADING = pattern(r"load|lazy|blank|holder|spacer|pixel|transparent|default|gr[ae]y|1x1", re.I)
_WECHAT = (".qpic.cn", ".qlogo.cn")
_BARE_HOST = pattern(r"[\w-]{1,20}\.(?:qpic|qlogo)\.cn/")
_PICTURE = pattern(
    r"""
    /+ (?P<site>sz_)? (?P<bucket>mmbiz|mmecoa) (?:_(?P<kind>[a-z]{1,12}))?
    /+ (?P<key>[^/]+)
    (?: /+ (?P<size>[^/]*) )? /*
    """,
    re.X,
)
# How nearly all articles write the address of a picture, which is then read in one step.
_USUAL = pattern(
    r"""
    https?://
    (?P<address>
        mmbiz\.qpic\.cn/ (?P<bucket>(?:sz_)?mmbiz) (?:_(?P<kind>[a-z]{1,12}))?
        / (?P<key>[A-Za-z0-9]{1,200})
        / [0-9]{1,4}
        \?wx_fmt= (?P<format>[a-z]{1,12}) (?:&from=appmsg)?
    )
    """,
    re.X,
)
_SIZE = pattern(r"\d{1,4}(?:\.\w{1,5})?")
_UNSIZED = frozenset({"gif", "svg"})  # the reader's own script leaves the originals of these alone
_STILL = pattern(r"s(\d{1,4})")  # s640 is the first frame of a GIF
# What the reader's own lazy loader adds; wx_fmt, from, watermark and randomid say something of the picture.
_LOADER = frozenset({"tp", "wxfrom", "wx_lazy", "wx_co", "retryload", "usepicprefetch"})
_FORMATS: dict[str, Format] = {
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "jpe": "jpeg",
    "jpegwebp": "jpeg",
    "png": "png",
    "gif": "gif",
    "webp": "webp",
    "svg": "svg",
    "svg+xml": "svg",
    "bmp": "bmp",
    "avif": "avif",
}
# Renditions of one picture at Qiniu and Aliyun.
_THUMBNAIL = pattern(r"imageView2|imageMogr2|x-oss-process=")


def absolute(value: str, base: str | None = None) -> str | None:
    """The http(s) URL of the picture that *value* names, or ``None`` where it names none on the network.

    >>> absolute("mmbiz.qpic.cn/mmbiz_png/k/640"), absolute("javascript:;"), absolute("page_files/640(3)")
    ('https://mmbiz.qpic.cn/mmbiz_png/k/640', None, None)
    """
    if len(value) > _LONGEST:
        return None
    address = _without_prefix(tidied(value))
    if _BARE_HOST.match(address):
        address = f"https://{address}"
    return addresses.absolute(address, base if is_relative(address) and not _SAVED.search(address) else None)


def _without_prefix(address: str) -> str:
    at = address.find(f"{_RSS_PREFIX}http")
    return address[at + len(_RSS_PREFIX) :] if at >= 0 else address


def readable(path: str) -> str:
    """A relative *path* as its file is called: letters of other scripts are letters, all else is escaped.

    >>> readable("%E8%8C%B6_files/640 (3)")
    '茶_files/640%20(3)'
    """
    return _ESCAPED_FOREIGN.sub(_letters, percent_encoded(tidied(path)))


def _letters(found: re.Match[str]) -> str:
    try:
        letters = bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]
    return letters if plain(letters) == letters and not _SPACE.search(letters) else found[0]


def is_relative(value: str) -> bool:
    """Whether *value* is a path that only the place of its page can complete.

    >>> is_relative("page_files/640(3)"), is_relative("data:image/gif;base64,R0lGOD"), is_relative("#")
    (True, False, False)
    """
    address = tidied(value) if len(value) <= _LONGEST else ""
    first = re.split("[/?#]", address, maxsplit=1)[0]
    named = address.lower() not in _NO_URL and not address.startswith(("#", "?", "//"))
    return bool(address) and named and ":" not in first


def copy_beside(source: str, base: str | None = None) -> str | None:
    """The path of the copy that lies beside a saved page, where the ``src`` of a picture names one.

    Where the page's address *base* is known, only the folder that browsers make tells such a copy from a picture of the
    site. Lazy loaders write a relative address too, of a picture that all wait behind; it has a name that says so.

    >>> copy_beside("./%E8%8C%B6_files/640(3)"), copy_beside("file:///C:/page_files/0.png"), copy_beside("/load.gif")
    ('茶_files/640(3)', 'page_files/0.png', None)
    """
    if not source or source.startswith(("http", "data:")):  # nearly always
        return None
    path = re.split("[?#]", unquote(readable(source[:_LONGEST])), maxsplit=1)[0]
    if saved := _SAVED.search(path):
        return path[saved.start() :].lstrip("/\\")
    path = path.removeprefix("./")
    if base is not None or not is_relative(source) or path[:1] in "/\\.":
        return None
    return None if _LOADING.search(path) else path


class _Picture(NamedTuple):
    """``/sz_mmbiz_jpg/<key>/640``, the paths on mmbiz.qpic.cn, mmbiz.qlogo.cn and mmecoa.qpic.cn."""

    site: str  # "sz_" is another storage site, and other pictures
    bucket: str
    kind: str
    key: str
    size: str


def _picture(parts: Address) -> _Picture | None:
    found = _PICTURE.fullmatch(parts.path)
    return _Picture(*found.groups("")) if found else None


class Location(NamedTuple):
    """What an address tells of a picture.

    Attributes:
        url: as its host wants it.
        key: what all renditions of the picture have in common.
        format: the stored format, where the address tells.
        checks_referrer: whether the host is known to answer a foreign ``Referer`` with a placeholder.
    """

    url: str
    key: str
    format: Format | None
    checks_referrer: bool


def location_of(value: str, size: Size = AS_IS, declared: str = "", base: str | None = None) -> Location | None:
    """:func:`locate` of what :func:`absolute` makes of *value*; ``None`` where that is no address on the network."""
    if size.segment is None and (usual := _USUAL.fullmatch(value)):
        address, bucket, kind, key, stated = usual.groups("")
        form = _FORMATS.get(stated) or _format(kind, declared)
        return Location(f"https://{address}", f"{bucket}/{key}", form, checks_referrer=True)
    url = absolute(value, base)
    return locate(url, size, declared) if url else None


def locate(url: str, size: Size = AS_IS, declared: str = "") -> Location:
    """Read *url*: an absolute http(s) URL, a ``data:`` URL or a relative path.

    Args:
        url: one that :func:`absolute` or :func:`readable` gave.
        size: the rendition asked for.
        declared: the format that the page states (``data-type``).

    >>> locate("http://mmbiz.qpic.cn/sz_mmbiz_png/k/640.png?wx_fmt=png&tp=webp#imgIndex=3", ORIGINAL)
    Location(url='https://mmbiz.qpic.cn/sz_mmbiz_png/k/0?wx_fmt=png', key='sz_mmbiz/k', format='png',
             checks_referrer=True)
    >>> locate("http://a.example/640.png?tp=webp#imgIndex=3", ORIGINAL)
    Location(url='http://a.example/640.png?tp=webp#imgIndex=3', key='a.example/640.png?tp=webp', format='png',
             checks_referrer=False)
    """
    parts = parts_of(url)
    if parts is None:
        mime = url[11:31].partition(";")[0] if url.startswith("data:image/") else url.rpartition(".")[2]
        return Location(url, _short(url), _format(mime, declared), checks_referrer=False)
    ending = parts.path.rpartition(".")[2]
    if not parts.host.endswith(_WECHAT):
        return Location(url, _foreign_key(parts), _format(declared, ending), checks_referrer=False)
    kept = [p for p in parts.query.split("&") if p and p.partition("=")[0].lower() not in _LOADER]
    stated = next((p[7:] for p in kept if p.startswith("wx_fmt=")), "")
    picture = _picture(parts)
    path = _sized(picture, size, stated) if picture else parts.path
    known = f"https://{parts.host}{path}{'?' if kept else ''}{'&'.join(kept)}"
    key = f"{picture.site}{picture.bucket}/{picture.key}" if picture else _head_key(parts)
    return Location(known, key, _format(stated, picture.kind if picture else "", declared, ending), True)


def _sized(picture: _Picture, size: Size, stated: str) -> str:
    """The path for *size*; as it is, ``640.png`` stays, which the host takes for ``640``."""
    still = _STILL.fullmatch(picture.size)
    segment = still[1] if still else picture.size or "640"
    resizable = segment != "0" or _UNSIZED.isdisjoint((stated, picture.kind))
    if size.segment is not None and resizable:
        segment = size.segment
    kind = f"_{picture.kind}" if picture.kind else ""
    return f"/{picture.site}{picture.bucket}{kind}/{picture.key}/{segment}"


def _head_key(parts: Address) -> str:
    """Of heads and moments, ``…/<key>/132``."""
    head, _, last = parts.path.rpartition("/")
    return parts.host + (head if _SIZE.fullmatch(last) else parts.path)


def _foreign_key(parts: Address) -> str:
    query = "" if not parts.query or _THUMBNAIL.match(parts.query) else f"?{parts.query}"
    return parts.host + parts.path + query


def _short(url: str) -> str:
    """*url* itself, or what stands for one as long as an embedded picture."""
    return url if len(url) <= 200 else f"{url[:22]}…{digest(url)}"


def _format(*hints: str) -> Format | None:
    return next((found for hint in hints if (found := _FORMATS.get(hint.lower()))), None)


def key_of(value: str) -> str:
    """What all renditions of the picture at *value*, an address or a path, have in common."""
    return locate(absolute(value) or readable(value)).key


def checks_referrer(url: str) -> bool:
    """Whether the host of *url* is known to answer a foreign ``Referer`` with a placeholder.

    >>> checks_referrer("https://mmbiz.qpic.cn/mmbiz_png/k/640"), checks_referrer("https://a.example/b.png")
    (True, False)
    """
    parts = parts_of(url)
    return parts is not None and parts.host.endswith(_WECHAT)


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that stand for *text*."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
