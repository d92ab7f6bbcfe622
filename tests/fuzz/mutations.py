"""Mutations that know HTML: tags, attributes and declarations of the seeds, cut out, put in, exchanged and wrapped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable

import lxml.html
from calls import HEADER

_PIECE = re.compile(rb"<[^<>]*>|[^<]+|<")
_TAG = re.compile(rb"<([a-z][a-z0-9-]*)([^<>]*)>", re.I)
_ATTRIBUTE = re.compile(rb"\s[a-z][a-z0-9-]*=(?:\"[^\"]{0,200}\"|'[^']{0,200}')", re.I)
_STYLE = re.compile(rb"style=[\"']([^\"']{1,300})[\"']", re.I)
_LONGEST_PIECE = 400


class Pool:
    """Pieces of the seeds, by their kind."""

    def __init__(self, sources: Iterable[bytes]) -> None:
        elements, attributes, declarations = set(), set(), set()
        for source in sources:
            payload = source[HEADER:]
            elements.update(_elements(payload))
            attributes.update(found[0] for found in _ATTRIBUTE.finditer(payload))
            for style in _STYLE.finditer(payload):
                declarations.update(filter(None, (part.strip() for part in style[1].split(b";"))))
        self.elements, self.attributes, self.declarations = map(sorted, (elements, attributes, declarations))


def _elements(payload: bytes) -> set[bytes]:
    """The small elements in *payload*, each as HTML."""
    text = payload.decode("utf-8", "ignore").replace("\0", "")
    if "<" not in text:
        return set()
    try:
        root = lxml.html.fragment_fromstring(text, create_parent="div")
    except (ValueError, lxml.etree.LxmlError):
        return set()
    written = (lxml.html.tostring(el, encoding="utf-8", with_tail=False) for el in root.iter(lxml.etree.Element))
    return {html for html in written if len(html) <= _LONGEST_PIECE}


class Mutator:
    """Makes one input of another; *blind* is libFuzzer's own way to do it."""

    def __init__(self, pool: Pool, blind: Callable[[bytes, int], bytes]) -> None:
        self.pool, self.blind = pool, blind

    def __call__(self, data: bytes, max_size: int, seed: int) -> bytes:
        draw = random.Random(seed)
        if draw.random() < 0.4 or len(data) <= HEADER:
            return self.blind(data, max_size)
        head, payload = bytearray(data[:HEADER]), data[HEADER:]
        if draw.random() < 0.2:
            head[draw.randrange(HEADER)] = draw.randrange(256)
        elif draw.random() < 0.4:
            head[1:] = draw.randbytes(HEADER - 1)  # the same with other options, writers and styles finds most
        ways = (self._put_in, self._cut_out, self._move, self._wrap, self._dress, self._style)
        for _ in range(draw.choice((1, 1, 1, 2, 3, 5))):
            payload = draw.choice(ways)(payload, draw)
        return (bytes(head) + payload)[:max_size]

    def _put_in(self, payload: bytes, draw: random.Random) -> bytes:
        pieces = _PIECE.findall(payload)
        pieces.insert(draw.randint(0, len(pieces)), draw.choice(self.pool.elements))
        return b"".join(pieces)

    def _cut_out(self, payload: bytes, draw: random.Random) -> bytes:
        pieces = _PIECE.findall(payload)
        at = draw.randint(0, len(pieces))
        del pieces[at : at + draw.choice((1, 1, 2, 3, 8))]
        return b"".join(pieces)

    def _move(self, payload: bytes, draw: random.Random) -> bytes:
        """A few pieces stand elsewhere, or twice."""
        pieces = _PIECE.findall(payload)
        at = draw.randint(0, len(pieces))
        taken = pieces[at : at + draw.choice((1, 2, 3))]
        if draw.random() < 0.5:
            del pieces[at : at + len(taken)]
        to = draw.randint(0, len(pieces))
        return b"".join([*pieces[:to], *taken, *pieces[to:]])

    def _wrap(self, payload: bytes, draw: random.Random) -> bytes:
        """Some pieces get an element of the seeds around them."""
        tag = _TAG.match(draw.choice(self.pool.elements))
        if not tag:
            return payload
        pieces = _PIECE.findall(payload)
        begin = draw.randint(0, len(pieces))
        end = min(len(pieces), begin + draw.choice((1, 1, 3, 8, 30)))
        return b"".join([*pieces[:begin], tag[0], *pieces[begin:end], b"</" + tag[1] + b">", *pieces[end:]])

    def _dress(self, payload: bytes, draw: random.Random) -> bytes:
        """A tag gets an attribute."""
        return self._in_a_tag(payload, draw, draw.choice(self.pool.attributes))

    def _style(self, payload: bytes, draw: random.Random) -> bytes:
        """A style gets a declaration, or a tag its first."""
        declaration = draw.choice(self.pool.declarations)
        styles = list(_STYLE.finditer(payload))
        if styles and draw.random() < 0.6:
            at = draw.choice(styles).end(1)
            return payload[:at] + b";" + declaration + payload[at:]
        return self._in_a_tag(payload, draw, b' style="' + declaration.replace(b'"', b"'") + b'"')

    def _in_a_tag(self, payload: bytes, draw: random.Random, written: bytes) -> bytes:
        tags = list(_TAG.finditer(payload))
        if not tags:
            return payload
        at = draw.choice(tags).end(1)
        return payload[:at] + written + payload[at:]
