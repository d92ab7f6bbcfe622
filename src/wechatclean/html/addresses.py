"""Addresses in HTML, read as browsers read them (WHATWG URL Standard, section 4.4): absolute and percent-encoded.

Three things differ from a browser. Zero-width characters go, as they only serve to hide a scheme. ``www.example.com``
and ``https:example.com``, which a browser would look for beside the page, are the sites that their writers meant. A
host has none of the quotes and braces that the standard lets it have.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from typing import NamedTuple
from urllib.parse import urljoin

from wechatclean.patterns import pattern

# Browsers drop tab, LF and CR; the others are format characters of Unicode.
_UNSEEN = pattern("[\t\n\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANK = "".join(map(chr, range(33))) + "\x7f\u00a0\u3000"
_AMPERSANDS = pattern("&(?:amp;)+")  # escaped once, or each time that a tool has copied it
_BEFORE_QUERY = pattern(r"\A[^?#]+")
_BARE_HOST = pattern(r"www\.[\w-]{1,60}\.[\w.-]{2,60}(?=[/?#]|$)", re.I)
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = pattern(
    r"""
    (?P<scheme>https?):/*       # any number of slashes
    (?P<authority>[^/?\#]*)
    (?P<path>[^?\#]*)
    (?P<query>\?[^\#]*)?
    (?P<fragment>\#.*)?
    """,
    re.X | re.S | re.I,
)
_AUTHORITY = pattern(
    r"""
    (?P<user>[^\s@]{0,200}@)?
    (?P<host> \[[0-9a-fA-F:.]{2,45}\] | [^\x00-\x1f\x7f\s@:\[\]<>"'\\^`{|}%]{1,255} )
    (?P<port>:[0-9]{0,5})?
    """,
    re.X,
)
_HIGHEST_PORT = 65_535
# The percent-encode sets of each part (section 1.3), and what could end a link in Markdown: backslash and backtick.
_NOT_IN_HOST = frozenset(' "#%()/:<>?@[\\]^`{|}')  # the URL Standard's forbidden host code points, and more
_NOT_IN_USER = pattern(r"[^!$-.0-9A-Z_a-z~:]")
_NOT_IN_PATH = pattern(r"[^!$-;=@-\[\]_a-z|~]")
_NOT_IN_QUERY = pattern(r"[^!$-&(-;=?-\[\]^_a-z{|}~]")
_NOT_IN_FRAGMENT = pattern(r"[^!#-;=?-\[\]^_a-z{|}~]")
_BEHIND_HOST = pattern(r"([^?#]*)(\?[^#]*)?(#.*)?", re.S)


class Address(NamedTuple):
    """The parts of an absolute http or https URL, percent-encoded; ``host`` is lower case, without user and port."""

    host: str
    path: str
    query: str
    fragment: str


def tidied(value: str) -> str:
    """*value* without blanks around it and what nobody can see in it, with ``&amp;`` undone.

    >>> tidied(" https://a.example/?a=1&amp;amp;b=\\u200b2 ")
    'https://a.example/?a=1&b=2'
    """
    return _AMPERSANDS.sub("&", _UNSEEN.sub("", value).strip(_BLANK))


def scheme_of(address: str) -> str:
    """The scheme that *address*, tidied, names, in lower case; ``""`` for a relative one."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def absolute(value: str, base: str | None = None) -> str | None:
    """The http or https URL that *value*, the value of an attribute, leads to from a page at *base*.

    ``None`` where it leads nowhere, to another scheme, or to a host that cannot be one.

    >>> absolute("//a.example/x y"), absolute("https:\\\\\\\\茶.example\\\\水"), absolute("java\\tscript:alert(1)")
    ('https://a.example/x%20y', 'https://xn--cl1a.example/%E6%B0%B4', None)
    >>> absolute("../b", "https://a.example/x/y"), absolute("../b")
    ('https://a.example/b', None)
    """
    address = _BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), tidied(value))
    if _BARE_HOST.match(address):
        address = f"https://{address}"
    elif address.startswith("//"):
        address = f"https:{address}"
    elif not _SCHEME.match(address):
        address = _joined(base, address)
    found = _WEB.fullmatch(address)
    authority = _authority(found["authority"]) if found else None
    if found is None or authority is None:
        return None
    return f"{found['scheme'].lower()}://{authority}{percent_encoded(address[found.start('path') :])}"


def _joined(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address)
    except ValueError:  # a base such as "http://["
        return ""


def _authority(written: str) -> str | None:
    """User, host and port as they are sent; ``None`` where the host or the port cannot be one."""
    found = _AUTHORITY.fullmatch(written)
    host = _host(found["host"]) if found else None
    if found is None or host is None or int((found["port"] or ":0")[1:] or 0) > _HIGHEST_PORT:
        return None
    user = _NOT_IN_USER.sub(_percent, (found["user"] or "")[:-1])
    return f"{user}{'@' if user else ''}{host}{found['port'] or ''}"


def _host(written: str) -> str | None:
    """A host in ASCII, as IDNA writes it; one with a parenthesis, which Markdown would end an address at, is none."""
    if not {"(", ")"}.isdisjoint(written):
        return None
    try:
        if written[0] == "[":
            IPv6Address(written[1:-1])
        if written.isascii():
            return written
        host = written.encode("idna").decode()
    except (UnicodeError, AddressValueError):
        return None
    return host if _NOT_IN_HOST.isdisjoint(host) else None  # wide signs have become these


def percent_encoded(rest: str) -> str:
    """*rest*, a path with its query and fragment, with what may not stand in each of them percent-encoded.

    >>> percent_encoded("/{a}|'?{b}|'#{c}|'")
    "/%7Ba%7D|'?{b}|%27#{c}|'"
    """
    path, query, fragment = _BEHIND_HOST.fullmatch(rest).groups("")  # type: ignore[union-attr]  # matches always
    return (
        _NOT_IN_PATH.sub(_percent, path) + _NOT_IN_QUERY.sub(_percent, query) + _NOT_IN_FRAGMENT.sub(_percent, fragment)
    )


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def parts_of(url: str) -> Address | None:
    """The parts of *url*; ``None`` where it is no absolute http or https URL.

    >>> parts_of("https://me@A.example:80/b?c=d").host
    'a.example'
    """
    found = _WEB.fullmatch(url)
    authority = _AUTHORITY.fullmatch(found["authority"]) if found else None
    if found is None or authority is None:
        return None
    return Address(authority["host"].lower(), found["path"], (found["query"] or "")[1:], (found["fragment"] or "")[1:])
