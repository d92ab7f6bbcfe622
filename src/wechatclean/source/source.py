"""Where the facts of one document lie: its scripts, its ``<meta>`` tags, its header, its front matter.

Everything is found by searches for literal text and read from small slices, and only when it is asked for: a
page of 3 MB holds about 30 KB that matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wechatclean.html.entities import decode
from wechatclean.patterns import pattern
from wechatclean.source.javascript.assignments import ObjectLiteral, assigned
from wechatclean.source.javascript.values import Value
from wechatclean.source.markdown.parts import Part
from wechatclean.source.markup import Markup, is_script, tags_of
from wechatclean.source.slicing import next_script, script_around

_DATA_SCRIPT = 128 * 1024  # characters; larger scripts are WeChat's program, not its data
_HEAD = 256 * 1024  # where the <meta> tags of a page lie, whatever scripts come before them
_META = pattern(r"<meta\s([^<>]{1,8000})>")
_ATTRIBUTE = pattern(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]{1,4000}))""")
_HEX_ESCAPE = pattern(r"\\x([0-9a-fA-F]{2})")
# A script that no browser runs: a template, JSON.
_DATA_TYPE = pattern(
    r"""
    <script\b [^>]{0,300} \stype\s{0,9}=\s{0,9} ["']?
    (?! text/javascript | application/(?:x-)?javascript | module ) [\w/+.-]
    """,
    re.X | re.I,
)
_AROUND = pattern(r"<(?:(?:html|head|body|HTML|HEAD|BODY|title)[\s>]|script[\s/>]|(?:meta|base|link)\s)")
_CGI = pattern(r"cgiDataNew\s*=\s*(?=\{)")


@dataclass(frozen=True)
class Source:
    """The text of one document and what is stated outside its body.

    Attributes:
        text: the HTML, without front matter.
        url: where the caller says that the document comes from.
        front: what the front matter says.
        front_matter: the front matter as it was written; empty where the document has none.
        data: a decoded ``cgiDataNew``, for documents that are one.
        parts: what stays in a post as it was written; marks in ``text`` stand for it.
        is_markdown: whether ``text`` was made of Markdown, which states no fact itself: a page in it is shown as code.
        base: what relative links are completed with, where that is known beside the document.
    """

    text: str
    url: str | None = None
    front: Mapping[str, object] = field(default_factory=dict)
    front_matter: str = ""
    data: Mapping[str, Value] | None = None
    parts: tuple[Part, ...] = ()
    is_markdown: bool = False
    base: str | None = None
    _own: dict[int, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def is_bare(self) -> bool:
        """Whether there is nothing but content: no tag of a page's own, as in most fragments."""
        return self.is_markdown or next(tags_of(_AROUND, self.markup), None) is None

    @cached_property
    def markup(self) -> Markup:
        """Where the tags of the text are."""
        return Markup(self.text)

    @cached_property
    def cgi(self) -> Mapping[str, Value]:
        """The page's ``cgiDataNew`` (on every kind of page from 2025 on), empty where the page has none."""
        if self.data is not None:
            return self.data
        found = None if self.is_bare else _cgi_in(self.text)
        if not found:
            return {}
        end = self.text.find("</script", found.end())
        return ObjectLiteral(self.text, found.end(), len(self.text) if end < 0 else end)

    @property
    def cgi_is_whole(self) -> bool:
        """Whether ``cgiDataNew`` was read to its end, so that what it does not state is not stated."""
        return self.data is not None or (isinstance(self.cgi, ObjectLiteral) and self.cgi.whole)

    @cached_property
    def scripts(self) -> tuple[tuple[int, int], ...]:
        """Where the scripts that may hold data begin and end."""
        return () if self.is_bare else tuple(_scripts(self.text))

    def script(self, name: str) -> Value:
        """The first value of a script variable that says something, else an empty one, else ``None``."""
        stated: Value = None
        for start, end in self.scripts:
            for value in assigned(self.text, name, start, end):
                if not self._is_own(start):
                    break
                if value:
                    return value
                stated = value if stated is None else stated
        return stated

    def _is_own(self, script: int) -> bool:
        """Whether the script that begins at *script* is the document's, and does not stand in a comment or the like."""
        if script not in self._own:
            self._own[script] = is_script(self.text, script)
        return self._own[script]

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """Contents of the ``<meta>`` tags of the head by ``property`` or ``name``, the first of each."""
        found: dict[str, str] = {}
        for tag in () if self.is_bare else tags_of(_META, self.markup, _HEAD):
            attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag[1])}
            name = attributes.get("property") or attributes.get("name")
            if name and "content" in attributes:
                found.setdefault(name, _meta_text(attributes["content"]))
        return found


def _cgi_in(text: str) -> re.Match[str] | None:
    """Where a script assigns ``cgiDataNew`` an object; ``str.find`` is the faster search for a name as long."""
    outside = 0  # a place that is outside of scripts
    at = text.find("cgiDataNew")
    while at >= 0:
        script = script_around(text, outside, at)
        if script < 0:
            outside = at
        elif (found := _CGI.match(text, at)) and is_script(text, script):
            return found
        at = text.find("cgiDataNew", at + 1)
    return None


def _meta_text(content: str) -> str:
    """A meta tag's content; WeChat writes script escapes into it, which hide a second level of entities."""
    text = decode(content)
    if "\\x" in text:
        text = decode(_HEX_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text))
    return text


def _scripts(text: str) -> Iterator[tuple[int, int]]:
    start = next_script(text, 0)
    while start >= 0:
        following = next_script(text, start + 7)
        limit = len(text) if following < 0 else following
        end = text.find("</script", start, min(limit, start + _DATA_SCRIPT))
        if end >= 0 and not _DATA_TYPE.match(text, start):
            yield start, end
        start = following
