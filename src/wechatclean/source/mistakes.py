"""What was handed over instead of an article's HTML, and which call takes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from wechatclean.patterns import pattern

_START = 4096  # characters that are looked at, but for JSON
_BLANK = "\ufeff\0 \t\r\n"
# Behind what stands before it: processing instructions, comments, a document type with what it may declare.
_ROOT = pattern(
    r"""
    \s* (?P<before>
      (?: (?: <\?[^?]*(?:\?(?!>)[^?]*)*\?> | <!--[^-]*(?:-(?!->)[^-]*)*--> | <!\w[^>\[]*(?:\[[^\]]*\]\s*)?> ) \s* )*
    )
    <(?:\w{1,20}:)? (?P<name>[A-Za-z]\w{0,20})
    """,
    re.X,
)
_XML_DECLARED = pattern(r"<\?xml\s[^?]{0,200}\?>")
_HTML_ROOTS = frozenset(
    "html head body div section article main p span a img figure table ul ol dl blockquote pre center font form"
    " h1 h2 h3 h4 h5 h6 header footer meta title link style script svg".split()
)
_XML = {
    "rss": "an RSS feed: wechatclean.clean_feed() takes it",
    "rdf": "an RSS feed: wechatclean.clean_feed() takes it",
    "feed": "an Atom feed: wechatclean.clean_feed() takes it",
    "opml": "a list of feeds (OPML), and no article",
    "urlset": "a sitemap, and no article",
    "sitemapindex": "a sitemap, and no article",
    "plist": "a property list, such as a web archive of Safari: save the page as HTML or MHTML",
}
_JSON = pattern(r"""\s*(?:[\w.$]{1,60}\(\s*)?\{\s*"[^"\n]{1,100}"\s*:""")  # perhaps in a call (JSONP)
_ADDRESS = pattern(r"(?:(?:view-source:)?(?:https?|ftp|file)://?|data:|//|www\.|mp\.weixin\.qq\.com/)\S+", re.I)
_FILE_NAME = pattern(
    r"(?:~?[\\/]|\.{1,2}[\\/]|[A-Za-z]:[\\/])[^\n<>]{1,1000}"
    r"|[^\n<>]{1,1000}\.(?:x?html?|mht(?:ml)?|md|markdown|xml|json|txt|php|webarchive|pdf|docx?|epub|zip|gz)",
    re.I,
)
_MARKDOWN_LINE = r"(?:\#{1,6}[ \t]+\S|```|~~~|!?\[[^\]\n]{0,300}\]\([^)\n]{1,2000}\))"
_MARKDOWN_FIRST = pattern(r"\s*" + _MARKDOWN_LINE)
_MARKDOWN_LATER = pattern(r"^[ ]{0,3}" + _MARKDOWN_LINE, re.M)
_MARKDOWN_INLINE = pattern(
    r"!?\[[^\]\n]{0,300}\]\([^)\n]{1,2000}\)|(?<!\*)\*\*[^\s*][^*\n]{0,300}\*\*|<https?://[^\s<>]{1,2000}>"
)
_MARKDOWN_BLOCK = pattern(
    r"""
    ^[ ]{0,3}
    (?: (?: [*+-] | \d{1,9}[.)] | > ) [ \t]+\S    # an item, a quote
      | [=-]{2,}[ \t]*$                           # below a heading
      | \|?[ \t]*:?-{2,}:?[ \t]*\|                # below the head of a table
      | \[\^?[^\]\n]{1,99}\]:[ \t]               # a reference, a footnote
    )
    """,
    re.X | re.M,
)
_TAG = pattern("<(?!https?:)[A-Za-z]")
_BLOCK = pattern(r"<(?:p|div|section|article|h[1-6]|[uo]l|li|table|blockquote|figure|pre|body|html|span|br)\b", re.I)
_ENTITIES = pattern(r"(?:&lt;|&#0{0,4}60;|&#x0{0,4}3c;)(?:p|div|section|article|html|!DOCTYPE|span|img|h[1-6])\b", re.I)
_PERCENTS = pattern(r"%3C(?:p|div|section|article|html|%21DOCTYPE|!DOCTYPE|span|img|h[1-6])(?:%20|%3E)", re.I)
_BEGINNINGS = (
    (pattern(r"\s*\{\\rtf"), "a document in RTF"),
    (pattern(r"\s*HTTP/\d(?:\.\d)? \d{3}\b"), "an HTTP response with its header: give only what follows the header"),
    (pattern(r"\s*WARC/\d"), "a WARC record: give only the body of its HTTP response"),
    (pattern(r"""\s*b(?:'[^']|"[^"])"""), "bytes that str() made text of: give the bytes themselves"),
    (
        pattern(
            r"\s*(?:From|Received|Return-Path|Delivered-To|Date|To|Subject|MIME-Version):"
            r"(?:[^\n<]|<[^\s<>]{1,200}@){0,998}\n[\w-]{1,60}:",
            re.I,
        ),
        "an e-mail: give only its HTML part",
    ),
    (
        pattern(r"\s*(?:(?:var|let|const)\s+|window\.)[\w.$]{1,60}\s*=\s*[\[{]"),
        "a script: give the page that holds it",
    ),
)


def mistake(text: str) -> str | None:
    """What *text* is if it is no article's HTML, in words that end with what takes it; ``None`` if it may be HTML."""
    first = text[:_START].lstrip()[:1]
    if first == "<":
        root = _ROOT.match(text, 0, _START)
        return _xml(root["name"].lower(), root["before"]) if root else None
    return next((said for look in _LOOKS if (said := look(text))), None)


def is_feed(source: str | bytes) -> bool:
    """Whether *source* is an RSS, Atom or JSON feed: what ``clean_feed()`` takes, and ``clean()`` does not."""
    start = source[:_START] if isinstance(source, str) else source[:_START].decode("utf-8", "replace")
    first = start.lstrip(_BLANK)[:1]
    if first == "{":
        start = source if isinstance(source, str) else source.decode("utf-8", "replace")
    return first in ("<", "{") and "clean_feed()" in (mistake(start.lstrip(_BLANK)) or "")


def _xml(name: str, before: str) -> str | None:
    if _XML_DECLARED.match(before) and name not in _HTML_ROOTS:
        return _XML.get(name, f"XML that begins with <{name}>, and not HTML")
    return _XML.get(name)


def _as_json(text: str) -> str | None:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _json(value)


def _as_broken_json(text: str) -> str | None:
    """JSON in a call, JSON that is cut, or several values behind each other."""
    return "JSON, but not one whole value: wechatclean.clean_data() takes decoded data" if _JSON.match(text) else None


def _json(value: Any) -> str:
    if isinstance(value, dict) and is_json_feed(value):
        return "a JSON Feed: wechatclean.clean_feed() takes it"
    if isinstance(value, dict):
        return "JSON: wechatclean.clean_data(json.loads(…)) takes it if it is the decoded data of a page"
    return "JSON, which holds no single article"


def is_json_feed(value: dict[str, Any]) -> bool:
    """Whether decoded JSON is a JSON Feed (jsonfeed.org)."""
    return "jsonfeed.org/version/" in str(value.get("version")) and isinstance(value.get("items"), list)


def _as_beginning(text: str) -> str | None:
    return next((what for pattern, what in _BEGINNINGS if pattern.match(text, 0, _START)), None)


def one_line(text: str, call: str = "clean()") -> str | None:
    """The words for an address or the name of a file, which *call* was given instead of what is there."""
    line = text.strip()
    if len(line) > _START or "\n" in line or "<" in line:
        return None
    if is_address(line):
        return f"an address and not a page: wechatclean opens no connection; fetch it, and give {call} the response"
    if _FILE_NAME.fullmatch(line):
        return f"the name of a file and not what is in it: give {call} pathlib.Path({line!r}).read_bytes()"
    return None


def is_address(line: str) -> bool:
    """Whether *line* is an address of something, and not what is there."""
    return bool(_ADDRESS.fullmatch(line))


def _as_markdown(text: str) -> str | None:
    """Markdown may hold HTML; a fragment of HTML that begins with text hardly begins with a heading of Markdown."""
    later = _MARKDOWN_LATER.search(text)
    is_markdown = (
        _MARKDOWN_FIRST.match(text)
        or (later and not _BLOCK.search(text, 0, later.start()))
        or (not _TAG.search(text) and (_MARKDOWN_INLINE.search(text) or _MARKDOWN_BLOCK.search(text)))
    )
    if not is_markdown:
        return None
    return "Markdown without front matter: clean() takes HTML, and Markdown only behind front matter (`---`)"


def _as_escaped(text: str) -> str | None:
    if "<" in text:
        return None
    if _ENTITIES.search(text):
        return "HTML whose signs are written as entities: give clean() what html.unescape() makes of it"
    if _PERCENTS.search(text):
        return "HTML whose signs are percent-encoded: give clean() what urllib.parse.unquote() makes of it"
    return None


_LOOKS: tuple[Callable[[str], str | None], ...] = (
    _as_json,
    _as_broken_json,
    _as_beginning,
    one_line,
    _as_escaped,
    _as_markdown,
)
