"""Addresses of pictures: made absolute, rid of the reader's own parameters, compared, named.

Only addresses on WeChat's picture hosts are understood; those of any other host keep every character but
for a missing scheme, ``&amp;`` and what may not stand in a URL at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple
from urllib.parse import urljoin

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


class Address(NamedTuple):
    """The parts of an absolute http(s) URL, as written; ``host`` is lower case, without user and port."""

    scheme: str
    authority: str
    host: str
    path: str
    query: str


class PicturePath(NamedTuple):
    """``/sz_mmbiz_jpg/<key>/640`` of the hosts mmbiz.qpic.cn, mmbiz.qlogo.cn and mmecoa.qpic.cn."""

    site: str  # "sz_" is another storage site, and other pictures
    bucket: str
    kind: str
    key: str
    size: str


_NO_URL = frozenset({"null", "undefined", "none", "nan", "false", "true", "about", "[object object]"})
_UNSEEN = re.compile(
    "[\t\n\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)  # browsers drop tab, LF and CR
_BLANK = "".join(map(chr, range(33))) + "\x7f\u00a0\u3000"
_AMPERSANDS = re.compile("&(?:amp;)+")
_UNSAFE = re.compile("[\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\"'<>\\\\]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_ADDRESS = re.compile(r"(https?)://([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.S)
_HOST = re.compile(r"(?:[^@]*@)?(\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::\d{0,5})?")
_RSS_PREFIX = "/static/res/logo/"  # put before every picture by the feed maker we-mp-rss
_WECHAT = (".qpic.cn", ".qlogo.cn")
_BARE_HOST = re.compile(r"(?://)?[\w-]{1,20}\.(?:qpic|qlogo)\.cn/")
_PICTURE = re.compile(r"/+(sz_)?(mmbiz|mmecoa)(?:_([a-z]{1,12}))?/+([^/]+)(?:/+([^/]*))?/*")
_SIZE = re.compile(r"s?(\d{1,4})(?:\.\w{1,5})?")  # 640, 640.png; s640 is the still frame of a GIF
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
_THUMBNAIL = re.compile(
    r"imageView2|imageMogr2|x-oss-process="
)  # Qiniu's and Aliyun's renditions of one picture


def written(value: str) -> str:
    """*value* as an address: no surrounding blanks, ``&amp;`` undone, nothing in it that breaks out of a URL.

    >>> written(" https://a.example/x y.png?a=1&amp;amp;b=2 ")
    'https://a.example/x%20y.png?a=1&b=2'
    """
    url = _AMPERSANDS.sub("&", _UNSEEN.sub("", value).strip(_BLANK))
    prefix = url.find(_RSS_PREFIX + "http")
    url = url[prefix + len(_RSS_PREFIX) :] if prefix >= 0 else url
    return _UNSAFE.sub(_percent, url) if _UNSAFE.search(url) else url


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def absolute(value: str, base: str | None = None) -> str | None:
    """The http(s) URL that *value* stands for, or ``None`` where it stands for none.

    >>> absolute("//mmbiz.qpic.cn/mmbiz_png/k/640"), absolute("javascript:;"), absolute("page_files/640(3)")
    ('https://mmbiz.qpic.cn/mmbiz_png/k/640', None, None)
    """
    if value.startswith("data:"):  # perhaps of megabytes
        return None
    url = written(value)
    if _BARE_HOST.match(url) or url.startswith("//"):
        url = "https://" + url.lstrip("/")
    scheme = _SCHEME.match(url)
    if scheme is None and base and is_relative(url):
        url = _joined(base, url)
        scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        return None
    url = f"{scheme[1].lower()}://{url[scheme.end() :].lstrip('/')}"
    return url if split(url) else None


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:  # a base such as "http://["
        return ""


def is_relative(value: str) -> bool:
    """Whether *value* is a path that only the place of its page can complete.

    >>> is_relative("page_files/640(3)"), is_relative("data:image/gif;base64,R0lGOD"), is_relative("#")
    (True, False, False)
    """
    url = written(value)
    first = re.split("[/?#]", url, maxsplit=1)[0]
    named = url.lower() not in _NO_URL and not url.startswith(("#", "?", "//"))
    return bool(url) and named and ":" not in first


def split(url: str) -> Address | None:
    """The parts of an absolute http(s) *url*; ``None`` for anything else."""
    parts = _ADDRESS.fullmatch(url)
    host = _HOST.fullmatch(parts[2]) if parts else None
    if not parts or not host:
        return None
    return Address(parts[1], parts[2], host[1].lower(), parts[3], parts[4] or "")


def on_wechat(host: str) -> bool:
    """Whether *host* keeps WeChat's pictures; these hosts answer a foreign ``Referer`` with a placeholder."""
    return host.endswith(_WECHAT)


def checks_referrer(url: str) -> bool:
    """Whether the host of *url* is known to answer a foreign ``Referer`` with a placeholder.

    >>> checks_referrer("https://mmbiz.qpic.cn/mmbiz_png/k/640"), checks_referrer("https://a.example/b.png")
    (True, False)
    """
    parts = split(url)
    return parts is not None and on_wechat(parts.host)


def picture_path(parts: Address) -> PicturePath | None:
    """What the path says of a picture, where it is one of the public platform's."""
    found = _PICTURE.fullmatch(parts.path) if on_wechat(parts.host) else None
    return PicturePath(*(group or "" for group in found.groups())) if found else None


def normalise(url: str, size: Size = AS_IS) -> str:
    """An absolute *url* as its host wants it: on WeChat's https, the asked *size*, no loader parameters.

    >>> normalise("http://mmbiz.qpic.cn/mmbiz_png/k/640.png?wx_fmt=png&tp=webp#imgIndex=3", ORIGINAL)
    'https://mmbiz.qpic.cn/mmbiz_png/k/0?wx_fmt=png'
    >>> normalise("http://a.example/640.png?tp=webp#imgIndex=3", ORIGINAL)
    'http://a.example/640.png?tp=webp#imgIndex=3'
    """
    parts = split(url)
    if parts is None or not on_wechat(parts.host):
        return url
    picture = picture_path(parts)
    path = _sized(picture, size, parts.query) if picture else parts.path
    kept = (p for p in parts.query.split("&") if p and p.partition("=")[0].lower() not in _LOADER)
    query = "&".join(kept)
    return f"https://{parts.host}{path}{'?' if query else ''}{query}"


def _sized(picture: PicturePath, size: Size, query: str) -> str:
    known = _SIZE.fullmatch(picture.size)
    segment = known[1] if known else picture.size or "640"
    animated = picture.kind == "gif" or "wx_fmt=gif" in query
    if size.segment is not None and not (animated and segment == "0"):  # as the reader's own script does
        segment = size.segment
    kind = f"_{picture.kind}" if picture.kind else ""
    return f"/{picture.site}{picture.bucket}{kind}/{picture.key}/{segment}"


def image_key(url: str) -> str:
    """What all renditions of one picture have in common: size, format, host alias and scheme left out.

    >>> image_key("http://mmbiz.qlogo.cn/mmbiz/k/0") == image_key("https://mmbiz.qpic.cn/mmbiz_png/k/640?wx_fmt=png")
    True
    """
    parts = split(url)
    if parts is None:
        return url if len(url) <= 200 else f"{url[:22]}…{digest(url)}"
    if picture := picture_path(parts):
        return f"{picture.site}{picture.bucket}/{picture.key}"
    if on_wechat(parts.host):  # heads and moments: …/<key>/132
        head, _, last = parts.path.rpartition("/")
        return parts.host + (head if _SIZE.fullmatch(last) else parts.path)
    query = "" if not parts.query or _THUMBNAIL.match(parts.query) else f"?{parts.query}"
    return parts.host + parts.path + query


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that stand for *text*."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def image_format(url: str, declared: str = "") -> Format | None:
    """The stored format, from ``wx_fmt``, the bucket, *declared* (``data-type``) or the file's ending.

    >>> image_format("https://mmbiz.qpic.cn/mmbiz_jpg/k/640?wx_fmt=other")
    'jpeg'
    >>> image_format("https://a.example/b.PNG")
    'png'
    """
    parts = split(url)
    if parts is None:
        data = url[11:].partition(";")[0] if url.startswith("data:image/") else url.rpartition(".")[2]
        return _FORMATS.get(data.lower())
    told = parts.query.partition("wx_fmt=")[2].partition("&")[0] if on_wechat(parts.host) else ""
    picture = picture_path(parts)
    hints = (told, picture.kind if picture else "", declared, parts.path.rpartition(".")[2])
    return next((found for hint in hints if (found := _FORMATS.get(hint.lower()))), None)
