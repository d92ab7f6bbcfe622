"""What stays in a post as it was written runs nothing in a browser, whichever parser of Markdown it goes through.

A parser may read the text of an engine's tag as HTML, as links, or as lists of attributes (Python-Markdown, kramdown).
So each tag in it must be a whole one that only shows something, each link a harmless one, and no handler an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from wechatclean.html.addresses import scheme_of
from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import without_markup

_IN_COMMENT = pattern(r"[<>]|(?<=-)-|\A-|-\Z")
_MAY_BEGIN_TAG = pattern(r"<(?=[A-Za-z/!?])")
_TAG = pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?P<attributes>(?:[\s/][^<>]{0,2000})?)>")
_AUTOLINK = pattern(r"<https?://[^\s<>]{0,2000}>", re.I)
_ATTRIBUTE = pattern(r"[\s/]*(?P<name>=?[^\s/=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"']\S*|(?=[\"'])|\Z))?")
_TARGET = pattern(r"\](?=\s{0,9}[(:]\s{0,9}<?\s{0,9}(?P<target>[^\s)\]]{1,2000}))")  # no scheme has "]" in it
_NOT_READ = pattern("[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\\\\]")
_RASTER = pattern(r"data:image/(?:png|jpe?g|gif|webp|bmp|avif)[;,]", re.I)
_LIVE_ATTRIBUTE = pattern(
    r"(?i:\b(?:on[a-z]{1,30}|srcdoc)\s{0,9}=|=(?=\s{0,9}[\"']?\s{0,9}(?:javascript|vbscript|data)\s{0,9}:))"
)
_PLAIN_STYLE = pattern(r"(?!.*position)[\w\s.:;%#-]*", re.I | re.S)
_PLAIN_NAME = pattern(r"[a-z][a-z:-]*")
_ELEMENTS = frozenset(
    "a abbr article aside b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby"
    " s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr u ul var"
    " wbr".split()
)
_ATTRIBUTES = frozenset(
    "align alt border class color colspan datetime decoding height href hreflang id lang loading name open"
    " referrerpolicy rel role rowspan size sizes span src srcset start style target title type valign value"
    " width".split()
)
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def inert_comment(comment: str) -> str:
    """*comment*, which every parser ends at the same place.

    >>> inert_comment("<!-- a --!><script> -->"), inert_comment("<!-->")
    ('<!-- a -&#45;!&gt;&lt;script&gt; -->', '<!---->')
    """
    inner = _IN_COMMENT.sub(lambda found: _entity(found[0]), comment[4:-3])
    return f"<!--{inner}-->"


def is_inert(text: str) -> bool:
    """Whether nothing in *text* could run.

    >>> is_inert('<a href="{{ x }}">'), is_inert("<a href=x onclick=y>"), is_inert("[a](javascript:{{ x }})")
    (True, False, False)
    """
    return next(_changes(text), None) is None


def inert(text: str) -> str:
    """*text* without attributes that could run, and in which tags and links that could are text.

    >>> inert('{{< x "<script>" >}}'), inert('<a href="{{ x }}" onclick=y>'), inert('<img onload="a"b src="{{ x }}">')
    ('{{< x "&lt;script>" >}}', '<a href="{{ x }}">', '<img b src="{{ x }}">')
    """
    is_tag, text = text.startswith("<"), _changed(text)
    if is_tag and text.startswith("&lt;"):
        text = "&lt;" + _MAY_BEGIN_TAG.sub("&lt;", text[4:].replace("&lt;", "<").replace("&gt;", ">"))  # no element
    if is_inert(text):
        return text
    return _changed(text.replace("<", "&lt;"))  # what was taken away had kept a tag together


def inert_tex(tex: str) -> str:
    r"""The same for *tex*, which has words of its own for signs, and minds no empty group.

    >>> inert_tex("a < b[c](d)"), inert_tex("[](javascript:x)"), inert_tex("<b once=1>")
    ('a < b[c](d)', '[]{} (javascript:x)', '\\lt b once{}={}1>')
    """
    if is_inert(tex):
        return tex
    tex = _TARGET.sub("]{}", without_markup(tex))
    tex = _LIVE_ATTRIBUTE.sub(lambda found: found[0][:-1] + "{}={}", tex)
    return tex if is_inert(tex) else inert(tex)


def _changed(text: str) -> str:
    parts, end = [], 0
    for start, stop, replacement in sorted(_changes(text)):
        if start >= end:  # nothing is left of what the change before has taken
            parts += [text[end:start], replacement]
            end = stop
    return "".join([*parts, text[end:]])


def only_shows(element: str) -> bool:
    """Whether *element*, a name, is one that does nothing but show what it holds."""
    return element.lower() in _ELEMENTS


_Change = tuple[int, int, str]  # from, to, and what stands there instead


def _changes(text: str) -> Iterator[_Change]:
    """What must be another in *text* so that nothing in it can run."""
    for sign in _MAY_BEGIN_TAG.finditer(text):
        tag = _TAG.match(text, sign.start())
        if tag and only_shows(tag["name"]):
            yield from _attributes_to_drop(tag)
        elif not _AUTOLINK.match(text, sign.start()):
            yield sign.start(), sign.end(), "&lt;"
    outside = _TAG.sub(lambda tag: " " * len(tag[0]) if only_shows(tag["name"]) else tag[0], text)
    for sign in _TARGET.finditer(text):  # what is a tag to a browser may be none to a parser of Markdown
        if not _is_harmless(sign["target"]):
            yield sign.start(), sign.end(), "&#93;"
    for sign in _LIVE_ATTRIBUTE.finditer(outside):
        yield sign.end() - 1, sign.end(), "&#61;"


def _attributes_to_drop(tag: re.Match[str]) -> Iterator[_Change]:
    for attribute in _ATTRIBUTE.finditer(tag.string, *tag.span("attributes")):
        if not _is_plain(attribute):
            is_apart = tag.string[attribute.end()] in " \t\n\f\r/>"
            yield *attribute.span(), "" if is_apart else " "


def _is_plain(attribute: re.Match[str]) -> bool:
    """Whether *attribute* can do nothing: what has no value or an odd name is a piece of an engine's own text."""
    name, value = attribute["name"].lower(), attribute["value"]
    if name.startswith("on") or value == "":
        return False
    if value is None or not _PLAIN_NAME.fullmatch(name) or name.startswith(("data-", "aria-")):
        return True
    value = unescape(value.strip("\"'"))
    if name in ("href", "src"):
        return _is_harmless(value)
    return name in _ATTRIBUTES and (name != "style" or _PLAIN_STYLE.fullmatch(value) is not None)


def _is_harmless(address: str) -> bool:
    address = _NOT_READ.sub("", unescape(address))
    return scheme_of(address) in _SCHEMES or _RASTER.match(address) is not None


def _entity(sign: str) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(sign) or "&#45;"
