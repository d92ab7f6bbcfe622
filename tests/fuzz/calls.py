"""What an input of the fuzzer says: which call with which options, and what is handed over.

Four bytes say the way, the options, the writer and the style of the document; the rest is what the way makes a source
of. Bytes of 0 are what is usual.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

from vectors import framed

from wechatclean import Article, Cleaner, MarkdownWriter
from wechatclean.publishing.styles import STYLES

HEADER = 4
_MOST_ITEMS = 3  # of a feed
_RECOVER = (False, True)
_TAIL = ("keep", "drop")
_IMAGES = ("remote", "no-referrer", "reference", "alt-text", "drop", "remote width-640", "remote original")
_WRITERS: tuple[dict[str, object], ...] = (
    {},
    {"bullets": "+*-", "strong_em_symbol": "_", "newline_style": "backslash"},
    {"heading_style": "underlined", "autolinks": False},
    {"wrap": True, "wrap_width": 20},
    {"footnotes": "gfm"},
    {"strip": ["a", "img"], "code_language": "text"},
)
_FAITHFUL_WRITERS = 4  # the first of them write CommonMark of all that there is


class Call(NamedTuple):
    """One call, ready to be made.

    Attributes:
        way: a name of :data:`WAYS`.
        cleaner: with the options.
        writer: the number of the writer's options.
        style: of the document.
        payload: what is handed over.
    """

    way: str
    cleaner: Cleaner
    writer: int
    style: str
    payload: bytes

    @property
    def is_faithful(self) -> bool:
        """Whether its Markdown must show all that its HTML shows."""
        return self.writer < _FAITHFUL_WRITERS

    @property
    def wraps(self) -> bool:
        """Whether lines are broken, which may happen elsewhere the second time: an escape is a character."""
        return "wrap" in _WRITERS[self.writer]

    def articles(self) -> Iterator[Article]:
        """What it gives."""
        return islice(WAYS[self.way](self.cleaner, self.payload), _MOST_ITEMS)


def read(data: bytes) -> Call:
    """The call that *data* says."""
    way, options, writer, style = data[:HEADER].ljust(HEADER, b"\0")
    number = writer % len(_WRITERS)
    cleaner = Cleaner(
        recover=_RECOVER[options % 2],
        tail=_TAIL[options // 2 % 2],
        images=_IMAGES[options // 4 % len(_IMAGES)],
        writer=MarkdownWriter(**_WRITERS[number]) if number else None,
    )
    return Call(list(WAYS)[way % len(WAYS)], cleaner, number, list(STYLES)[style % len(STYLES)], data[HEADER:])


def header(way: str, number: int) -> bytes:
    """The first bytes of a seed: *way*, and options that *number* draws."""
    return bytes((list(WAYS).index(way), number % 28, number // 28 % len(_WRITERS), number % len(STYLES)))


def _text(payload: bytes) -> str:
    """*payload* as text; bytes that are none become lone surrogates, which users' strings have, too."""
    return payload.decode("utf-8", "surrogateescape")


def _bytes(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    article = cleaner.clean(payload)
    assert cleaner.to_markdown(payload) == article.markdown, "to_markdown() says something else"
    yield article


def _string(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    yield cleaner.clean(_text(payload))


def _middle(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    yield cleaner.clean(framed(_text(payload)))


def _feed(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    yield from cleaner.clean_feed(payload)


def _rss(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    item = f"<item><title>茶</title><link>https://a.example/1</link><description>{escape(_readable(payload))}</description></item>"
    yield from cleaner.clean_feed(f'<rss version="2.0"><channel><title>甲</title>{item}</channel></rss>')


def _atom(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    content = _readable(payload).replace("]]>", "]]]]><![CDATA[>")
    entry = f'<entry><title>茶</title><content type="html"><![CDATA[{content}]]></content></entry>'
    yield from cleaner.clean_feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>甲</title>{entry}</feed>')


def _json_feed(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    item = {"id": "1", "title": "茶", "content_html": _text(payload)}
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "甲", "items": [item]}
    yield from cleaner.clean_feed(json.dumps(about))


def _data(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    try:
        data = json.loads(payload)
    except (ValueError, RecursionError):
        return
    if isinstance(data, dict):
        yield cleaner.clean_data(data)


def _cgi_data(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    yield cleaner.clean_data({"title": "茶", "nick_name": "甲", "content_noencode": _text(payload)})


def _draft(cleaner: Cleaner, payload: bytes) -> Iterator[Article]:
    title, _, content = _text(payload).partition("\n")
    yield cleaner.clean_data({"title": title, "author": title, "digest": title, "content": content})


def _readable(payload: bytes) -> str:
    return payload.decode("utf-8", "replace")


WAYS: dict[str, Callable[[Cleaner, bytes], Iterator[Article]]] = {
    "bytes": _bytes,
    "string": _string,
    "middle": _middle,
    "feed": _feed,
    "rss": _rss,
    "atom": _atom,
    "json feed": _json_feed,
    "data": _data,
    "cgi data": _cgi_data,
    "draft": _draft,
}
"""Ways to hand something over: all calls that give articles."""
