"""Chunks: as many spans together as there is room for, section by section.

Each span is measured once, when it is met, and a chunk when it is whole: the calls grow as the Markdown does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wechatclean.images.image import Image
from wechatclean.passages.block import Block
from wechatclean.passages.chunk import Chunk
from wechatclean.passages.ids import Ids
from wechatclean.passages.measure import Measure
from wechatclean.passages.spans import Span, parts_of, pictures_of_blocks, spans_of


def chunks_of(article: Any, blocks: Sequence[Block], most: int, measure: Measure) -> tuple[Chunk, ...]:
    """The Markdown of *article*, an Article with these *blocks*, in chunks that *measure* finds at most *most* long."""
    packer = _Packer(article.markdown, most, measure)
    for span in spans_of(article.markdown, blocks):
        packer.take(span)
    packer.close()
    writer = _ChunkWriter(article, blocks)
    return tuple(writer.chunk(*packed) for packed in packer.packed)


class _Packer:
    """Packs spans that follow each other.

    Attributes:
        packed: spans that are together, what stands before them, and whether they are longer than asked.
    """

    def __init__(self, markdown: str, most: int, measure: Measure) -> None:
        self._markdown, self._most, self._measure = markdown, most, measure
        self.packed: list[tuple[list[Span], str, bool]] = []
        self._open: list[Span] = []
        self._size = 0.0
        self._prefixes: dict[tuple[tuple[int, ...], str], tuple[str, float]] = {}

    def take(self, span: Span) -> None:
        """Put *span* to those that are open, or open new ones with it, or take it apart."""
        if span.is_heading and not self._only_headings:
            self.close()
        size = self._measure(self._markdown[span.start : span.end])
        first = self._open[0] if self._open else span
        if self._size + size <= self._room(first):
            self._add(span, size)
            return
        fits_alone = size <= self._room(span) and not self._only_headings
        parts = [] if fits_alone else parts_of(self._markdown, span)
        if len(parts) > 1:
            for part in parts:
                self.take(part)
        elif self._open[1:] and self._open[-1].leads:
            lead = self._open.pop()
            self.close()
            self.take(lead)
            self.take(span)
        else:
            self.close()
            self._add(span, size)

    @property
    def _only_headings(self) -> bool:
        return not self._open or self._open[-1].is_heading  # none stands behind what is no heading

    def _add(self, span: Span, size: float) -> None:
        self._open.append(span)
        self._size += size

    def close(self) -> None:
        """Pack what is open: in one, if the whole is no longer than its parts promised."""
        while self._open:
            together, prefix, oversize = self._whole()
            self.packed.append((together, prefix, oversize))
            del self._open[: len(together)]
        self._size = 0.0

    def _whole(self) -> tuple[list[Span], str, bool]:
        """The first of what is open, as many as there is really room for."""
        prefix, _ = self._before(self._open[0])
        number = len(self._open)
        while True:
            together = self._open[:number]
            text = self._markdown[together[0].start : together[-1].end]
            if self._measure(prefix + text) <= self._most:
                return together, prefix, False
            if number == 1:
                return together, "", not prefix or self._measure(text) > self._most
            number //= 2

    def _room(self, first: Span) -> float:
        return self._most - self._before(first)[1]

    def _before(self, first: Span) -> tuple[str, float]:
        """What stands before a chunk that begins with *first*, and its size: half of the room at most."""
        key = (tuple(block.start for block in first.path), first.context)
        if key not in self._prefixes:
            self._prefixes[key] = self._prefix(first)
        return self._prefixes[key]

    def _prefix(self, first: Span) -> tuple[str, float]:
        headings = [f"{self._markdown[block.start : block.end]}\n\n" for block in first.path]
        for n in range(len(headings) + 1):
            prefix = "".join([*headings[n:], first.context])
            if prefix and (size := self._measure(prefix)) <= self._most / 2:
                return prefix, size
        return "", 0.0


class _ChunkWriter:
    """Makes chunks of what was packed."""

    def __init__(self, article: Any, blocks: Sequence[Block]) -> None:
        self._article, self._facts = article, _facts(article)
        self._ids = Ids(article.key or article.url or "")
        pictures = list(pictures_of_blocks(article.markdown, blocks))
        self._places = [place for place, _ in pictures]
        self._images: list[Image] = [image for _, image in pictures]

    def chunk(self, spans: Sequence[Span], prefix: str, oversize: bool) -> Chunk:
        """The chunk of *spans* behind *prefix*."""
        start, end = spans[0].start, spans[-1].end
        text = self._article.markdown[start:end]
        headings = tuple(map(self._text, _path(spans)))
        first, behind = bisect_left(self._places, start), bisect_left(self._places, end)
        return Chunk(
            id=self._ids.next("chunk", text),
            start=start,
            end=end,
            content=prefix + text,
            headings=headings,
            images=tuple(self._images[first:behind]),
            oversize=oversize,
            metadata={**self._facts, "headings": " > ".join(headings), "start": start, "end": end},
        )

    def _text(self, heading: Block) -> str:
        """The words of *heading*."""
        if heading.text_start is not None:
            return " ".join(self._article.text[heading.text_start : heading.text_end].split())
        return " ".join(self._article.markdown[heading.start : heading.end].split("\n")[0].strip("# ").split())


def _path(spans: Sequence[Span]) -> Iterator[Block]:
    """The headings that *spans* stand under, those that they begin with among them."""
    last = spans[0]
    for span in spans:
        if not span.is_heading:
            break
        last = span
    yield from last.path
    if last.block is not None and last.is_heading:
        yield last.block


def _facts(article: Any) -> Mapping[str, Any]:
    """What a store keeps beside each chunk of *article*: text only."""
    stated = {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "account": article.account.name,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
    }
    return {name: value for name, value in stated.items() if value}
