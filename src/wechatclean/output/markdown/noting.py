"""What is written for each block, noted while it is written, and where that stands in the document.

Only who asks for blocks pays for it. A quote or a list sets signs before each line of what it holds, and a user's
method may do anything; so a block knows its lines, and finds them at the ends of the lines around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wechatclean.layout.normal_form import Element
from wechatclean.output.markdown.blocks import DocumentWriter
from wechatclean.output.markdown.places import places_in


@dataclass(slots=True)
class _Noted:
    """What was written for a block, without what stands around it."""

    el: Element
    text: str
    inside: list[_Noted] = field(default_factory=list)


class Piece(NamedTuple):
    """A block of an article, from where to where it stands in the Markdown, and the blocks that it holds."""

    el: Element
    start: int
    end: int
    inside: tuple[Piece, ...] = ()


class NotingWriter(DocumentWriter):
    """A writer of one document that notes what it writes for each block."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._notes: list[_Noted] = []

    def pieces(self) -> tuple[str, tuple[Piece, ...] | None]:
        """The whole document and its blocks; ``None`` where a user's code has written it anew."""
        markdown = self.write()
        places = places_in(markdown)
        if places is None:
            return markdown, None
        pieces = (_piece(note, markdown, place) for note, place in zip(self._notes, places, strict=True))
        return str(markdown), tuple(pieces)

    def block(self, el: Element, tags: frozenset[str]) -> str:
        """One block, noted."""
        return self._noted(el, lambda: super(NotingWriter, self).block(el, tags))

    def items(self, items: Element, tags: frozenset[str], other: bool) -> str:
        """A list, noted."""
        return self._noted(items, lambda: super(NotingWriter, self).items(items, tags, other))

    def item(self, li: Element, tags: frozenset[str], marker: str) -> str:
        """A list item, noted."""
        return self._noted(li, lambda: super(NotingWriter, self).item(li, tags, marker))

    def _noted(self, el: Element, write: Callable[[], str]) -> str:
        around, self._notes = self._notes, []
        text = write()
        around.append(_Noted(el, self.verbatim.put_back(text.strip("\n")), self._notes))
        self._notes = around
        return text


def _piece(note: _Noted, markdown: str, place: tuple[int, int]) -> Piece:
    """A block of the document, which stands at *place* of *markdown*."""
    return Piece(note.el, *place, _inside(note, markdown, list(_lines(markdown, *place))))


def _lines(markdown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in markdown[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _inside(note: _Noted, markdown: str, lines: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """What stands in the block of *note*, whose *lines* these are; nothing where a user's code has rewritten it."""
    pieces, at = [], 0
    for inner in note.inside:
        found, at = _find(inner.text.split("\n"), markdown, lines, at)
        if not found:
            return ()
        pieces.append(Piece(inner.el, found[0][0], found[-1][1], _inside(inner, markdown, found)))
    return tuple(pieces)


def _find(
    wanted: Sequence[str], markdown: str, lines: Sequence[tuple[int, int]], at: int
) -> tuple[list[tuple[int, int]], int]:
    """Where the *wanted* lines stand at the ends of *lines*, from number *at* on, and the number behind them."""
    for first in range(at, len(lines) - len(wanted) + 1):
        found = []
        for line, (start, end) in zip(wanted, lines[first : first + len(wanted)], strict=True):
            width = _width(line, markdown[start:end])
            if width is None:
                break
            found.append((end - width, end))
        else:
            return found, first + len(wanted)
    return [], at


def _width(line: str, around: str) -> int | None:
    """How many characters of *around*, at its end, are *line*; ``None`` where it is another one."""
    if around.endswith(line) or (line == "---" and around.endswith("___")):
        return len(line)
    alone = f"<p>{line}</p>"  # a picture's tag below another one
    return len(alone) if around.endswith(alone) else None
