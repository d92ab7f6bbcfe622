"""Link targets: made absolute and safe, and rid of what they say about the author or the reader."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_UNSEEN = re.compile("[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BLANK = " \u00a0\u3000"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_WEB = ("http", "https")
_OTHER = ("mailto", "tel")
_BEFORE_QUERY = re.compile(r"\A[^?#]+")
_BARE_HOST = re.compile(r"www\.[\w-]{1,60}\.[\w.-]{2,60}(?=[/?#]|$)", re.I)
_HOST = re.compile(r"(?:[^\s@/]{0,200}@)?(?:\[[0-9a-fA-F:.]{2,45}\]|[^\s@/:?#\[\]<>\"'\\^`{|}%]{1,255})(?::\d{0,5})?")
_UNSAFE = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]")
# An address that comes out as it is; those of WeChat do not.
_AS_IT_IS = re.compile(r"https?://(?!mp\.weixin)[a-z0-9.-]{1,255}(?:[/?#][!#-%'-;=?-\[\]_a-z~]*)?")
_AMPERSANDS = re.compile("&(?:amp;)+")

_WECHAT = "mp.weixin.qq.com"
_SHORT_LINK = re.compile(r"/s/[\w-]{10,60}/?")
# What opens an article: its names in today's links, in those of 2013, and in the links that Sogou lends.
_NEEDED = {
    "/s": frozenset("__biz mid appmsgid idx itemidx sn sign src timestamp ver signature new".split()),
    "/mp/appmsg/show": frozenset("__biz appmsgid itemidx sign".split()),
    "/mp/appmsgalbum": frozenset("__biz action album_id".split()),
}
# Session of the author's editor or of the reader, and where he came from. Anything else may be needed.
_PRIVATE = frozenset(
    "token lang key uin pass_ticket payreadticket exportkey wxtoken appmsg_token sessionid session_us poc_token"
    " chksm mpshare scene ascene subscene srcid sharer_sharetime sharer_shareid sharer_shareinfo"
    " sharer_shareinfo_first version clicktime enterid devicetype nettype abtest_cookie wx_header xtrack clicked"
    " from isappinstalled click_id clickpos realreporttime count forceh5 finder_biz_enter_id wx_fed"
    " get_appmsg_ext_ticket winzoom acctmode cur_album_id from_msgid from_itemidx nolastread".split()
)
_APP_FRAGMENTS = ("rd", "wechat_redirect", "wechat_webview_type")


def normalise_link(href: str, base: str | None = None) -> str | None:
    """The address that *href* leads to from a page at *base*, or ``None`` for a dead or a dangerous one.

    >>> normalise_link("http://mp.weixin.qq.com/s?__biz=Mz%3D&amp;mid=2&idx=1&sn=ab&token=77&lang=zh_CN#rd")
    'https://mp.weixin.qq.com/s?__biz=Mz=&mid=2&idx=1&sn=ab'
    >>> normalise_link("java\\tscript:alert(1)"), normalise_link("#top"), normalise_link(" ")
    (None, None, None)
    >>> normalise_link("../a b.html", "https://example.com/x/y")
    'https://example.com/a%20b.html'
    """
    if _AS_IT_IS.fullmatch(href):
        return href
    href = _AMPERSANDS.sub("&", _UNSEEN.sub("", href).strip(_BLANK))
    if not href or href[0] == "#":
        return None
    scheme = _SCHEME.match(href)
    name = scheme[1].lower() if scheme else ""
    if name in _OTHER:
        return _written(href) if len(href) > len(name) + 1 else None
    if name and name not in _WEB:
        return None
    return _web_address(href, base)


def _web_address(href: str, base: str | None) -> str | None:
    """An http or https address; browsers take any number of slashes after the scheme, and backslashes too."""
    href = _BEFORE_QUERY.sub(lambda m: m[0].replace("\\", "/"), href, count=1)
    try:
        if _BARE_HOST.match(href):
            href = f"https://{href}"
        elif href.startswith("//"):
            href = f"https:{href}"
        elif not _SCHEME.match(href):
            href = urljoin(base or "", href)
        scheme, _, rest = href.partition(":")
        rest = rest.lstrip("/")
        authority = re.split("[/?#]", rest, maxsplit=1)[0]
        if scheme.lower() not in _WEB or not _HOST.fullmatch(authority):
            return None
        if not authority.isascii():
            rest = authority.encode("idna").decode() + rest[len(authority) :]
        url = _written(f"{scheme.lower()}://{rest}")
        return _article_link(url) if urlsplit(url).hostname == _WECHAT else url
    except ValueError:  # such as a broken IPv6 address
        return None


def _written(url: str) -> str:
    """*url* with what may not stand in one percent-encoded, as it is in HTML that lxml writes."""
    return _UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace")), url)


def _article_link(url: str) -> str:
    """A link to WeChat, with what opens the page and no more."""
    parts = urlsplit(url)
    if _SHORT_LINK.fullmatch(parts.path):
        return f"https://{_WECHAT}{parts.path}"
    needed = _NEEDED.get(parts.path.rstrip("/"))
    query = "&".join(
        pair.replace("%3D", "=").replace("%3d", "=")
        for pair in parts.query.split("&")
        if pair and (_name(pair) in needed if needed else _name(pair) not in _PRIVATE)
    )
    fragment = "" if needed or parts.fragment.startswith(_APP_FRAGMENTS) else parts.fragment
    return f"https://{_WECHAT}{parts.path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _name(pair: str) -> str:
    return pair.partition("=")[0]
