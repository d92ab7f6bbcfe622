"""What the fuzzer begins with: fixtures, hostile vectors, some feeds and data, and the corpus of earlier runs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from calls import header
from folders import FIXTURES
from vectors import PLACES, load

LONGEST = 6_000  # bytes of an input: what goes wrong goes wrong in little
CORPUS = Path(__file__).with_name("corpus")
_OF_HTML = ("middle", "middle", "rss", "atom", "json feed", "cgi data", "draft")
_RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>甲</title><link>https://a.example/</link><item><title>茶 &amp;amp; 水</title><guid>乙</guid><link>/s/1</link>
<pubDate>Thu, 01 Jan 2026 08:00:00 +0800</pubDate><enclosure url="/a.mp3" type="audio/mpeg"/>
<content:encoded><![CDATA[<p>茶要<b>热</b>的</p>]]></content:encoded></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>甲</title><entry><id>1</id>
<title type="html">茶</title><link href="s/1"/><updated>2026-01-01T00:00:00Z</updated><category term="水"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>茶<em>热</em></p></div></content></entry></feed>"""
_JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "甲", "items": [{"id": 1, "tags": ["乙", 2],
"url": "https://a.example/1", "content_text": "茶\\n\\n水", "date_published": "2026-01-01T00:00:00Z",
"authors": [{"name": "丙"}]}]}"""
_DATA = (
    {"title": "茶", "content_noencode": "<p>茶</p>", "create_time": "1767225600", "item_show_type": 0},
    {"item_show_type": 8, "title": "图", "picture_page_info_list": [{"cdn_url": "https://a.example/1.png"}]},
    {"title": "茶", "content": "<p>茶</p>", "thumb_url": "https://a.example/1.png", "update_time": 1767225600},
)


def html_of_vectors() -> list[str]:
    """Each vector as HTML; a text stands in one of the places, each time in another."""
    vectors = [vector for category in load().values() for vector in category]
    texts = [vector["text"] for vector in vectors if "text" in vector]
    in_places = [place.format(text) for text, place in zip(texts, cycle(PLACES.values()), strict=False)]
    return [vector["html"] for vector in vectors if "html" in vector] + in_places


def seeds() -> Iterator[bytes]:
    """All of them; the options of each are drawn from what it is."""
    for path in sorted(FIXTURES.glob("*/*/input.*")):
        source = path.read_bytes()
        yield header("bytes", 0) + source
        yield header(("bytes", "string", "cgi data", "rss")[zlib.crc32(source) % 4], zlib.crc32(source)) + source
    for html in html_of_vectors():
        source = html.encode("utf-8", "replace")
        yield header(_OF_HTML[zlib.crc32(source) % len(_OF_HTML)], zlib.crc32(source)) + source
    for feed in (_RSS, _ATOM, _JSON_FEED):
        yield header("feed", len(feed)) + feed.encode()
    for data in _DATA:
        yield header("data", len(data)) + json.dumps(data, ensure_ascii=False).encode()
    for path in sorted(CORPUS.glob("*")):
        yield path.read_bytes()


def write_seeds(folder: Path) -> None:
    """All that are short enough, as files of *folder*."""
    for number, seed in enumerate(seeds()):
        if len(seed) <= LONGEST:
            (folder / f"{number:05}").write_bytes(seed)


