"""Link targets: absolute, safe, and without what they say about the author or the reader."""

from __future__ import annotations

from urllib.parse import unquote

from wechatclean.html.addresses import Address, absolute, parts_of, percent_encoded, scheme_of, tidied
from wechatclean.patterns import pattern

_NOWHERE = ("javascript", "vbscript", "about", "data")
_OTHER = ("mailto", "tel")
# An address that comes out as it is; those of WeChat do not.
_AS_IT_IS = pattern(r"https?://(?!mp\.weixin)[a-z0-9.-]{1,255}(?:[/?#][!#-%(-;=?-\[\]_a-z~]*)?")

_WECHAT = "mp.weixin.qq.com"
_SHORT_LINK = pattern(r"/s/[\w-]{10,60}/?")
# What opens an article: its names in today's links, in those of 2013, and in the links that Sogou lends.
_NEEDED = {
    "/s": frozenset("__biz mid appmsgid idx itemidx sn sign src timestamp ver signature new".split()),
    "/mp/appmsg/show": frozenset("__biz appmsgid itemidx sign".split()),
    "/mp/appmsgalbum": frozenset("__biz action album_id".split()),
}
# Session of the author's editor or of the reader, and where they came from. Anything else may be needed.
_PRIVATE = frozenset(
    "token lang key uin pass_ticket payreadticket exportkey wxtoken appmsg_token sessionid session_us poc_token"
    " chksm mpshare scene ascene subscene srcid sharer_sharetime sharer_shareid sharer_shareinfo"
    " sharer_shareinfo_first version clicktime enterid devicetype nettype abtest_cookie wx_header xtrack clicked"
    " from isappinstalled click_id clickpos realreporttime count forceh5 finder_biz_enter_id wx_fed"
    " get_appmsg_ext_ticket winzoom acctmode cur_album_id from_msgid from_itemidx nolastread".split()
)
_APP_FRAGMENTS = ("rd", "wechat_redirect", "wechat_webview_type")


def normalise_link(href: str, base: str | None = None) -> str | None:
    """The address that *href* leads to from a page at *base*, or ``None`` where it leads nowhere or is dangerous.

    >>> normalise_link("http://mp.weixin.qq.com/s?__biz=Mz%3D&amp;mid=2&idx=1&sn=ab&token=77&lang=zh_CN#rd")
    'https://mp.weixin.qq.com/s?__biz=Mz=&mid=2&idx=1&sn=ab'
    >>> normalise_link("java\\tscript:alert(1)"), normalise_link("#top"), normalise_link(" ")
    (None, None, None)
    >>> normalise_link("../a b.html", "https://example.com/x/y")
    'https://example.com/a%20b.html'
    """
    if _AS_IT_IS.fullmatch(href):
        return href
    href = tidied(href)
    if not href or href[0] == "#":
        return None
    scheme = scheme_of(href)
    if scheme in _OTHER:
        return percent_encoded(href) if len(href) > len(scheme) + 1 else None
    return _web_address(href, base)


def relative_link(href: str) -> str | None:
    """*href* where it is relative, as a post's links to its own site are; ``None`` for any other address.

    >>> relative_link("/about/"), relative_link("#下"), relative_link("//a.cn"), relative_link("javascript:x")
    ('/about/', '#%E4%B8%8B', None, None)

    A colon that is percent-encoded makes no scheme, for renderers that decode addresses neither:

    >>> relative_link("javascript%3Ax")
    './javascript%3Ax'
    """
    href = tidied(href)
    if not href or scheme_of(href) or href.startswith(("//", "/\\", "\\", "www.")):
        return None
    address = percent_encoded(href)
    return f"./{address}" if scheme_of(tidied(unquote(address))) else address


def leads_elsewhere(href: str) -> bool:
    """Whether *href*, of which :func:`normalise_link` makes nothing, was meant to lead somewhere.

    >>> leads_elsewhere("weixin://dl/business/?t=1"), leads_elsewhere("javascript:;"), leads_elsewhere("#top")
    (True, False, False)
    """
    scheme = scheme_of(tidied(href))
    return bool(scheme) and scheme not in _NOWHERE


def _web_address(href: str, base: str | None) -> str | None:
    url = absolute(href, base)
    parts = parts_of(url) if url else None
    return _article_link(parts) if parts and parts.host == _WECHAT else url


def _article_link(parts: Address) -> str:
    """A link to WeChat, with what opens the page and no more."""
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
