"""Notes: what was dropped, guessed or found odd while a document was cleaned, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias, get_args

from lxml import etree

from wechatclean.model import Model

NoteKind: TypeAlias = Literal[
    "document", "dropped", "encoding", "formula", "hidden", "image", "link", "metadata", "recovered", "truncated"
]
_KINDS = get_args(NoteKind)

_MOST_PLACES = 5
LENGTH = 40  # characters of a place's text
_MOST_TEXTS, _MOST_CHARACTERS = 200, 1000  # that are read for it: an element may hold a million texts
_LAST_LINE = 65_535  # libxml2 counts no further


class NotePlace(Model):
    """Where in the source it happened.

    Attributes:
        line: line of the source, counted from 1, on which the element's start tag ends; ``None`` where it is not known.
        tag: the element's tag.
        text: the first 40 characters of its text; of a picture that is only a copy, the last ones of its address.
    """

    line: int | None = None
    tag: str
    text: str = ""


class Note(Model):
    """One thing that was dropped, guessed or found odd.

    Attributes:
        kind: a word to filter by: ``"hidden"`` is what the page does not show; ``"dropped"``, ``"image"`` and
            ``"formula"`` are what it shows and the article has not; ``"truncated"`` is what the page itself has not;
            ``"encoding"``, ``"metadata"``, ``"document"`` and ``"link"`` are doubts about what was read;
            ``"recovered"`` is what the page only draws, and the article has, because that was asked for.
        message: the sentence for people.
        count: how many times it happened.
        places: the first five places where it happened, as far as it has a place in the article.
        confidence: of what was recovered: how sure that is, from 0 to 1.
    """

    kind: NoteKind
    message: str
    count: int = 1
    places: tuple[NotePlace, ...] = ()
    confidence: float | None = None


@dataclass(slots=True)
class _Happening:
    count: int = 0
    places: list[NotePlace] = field(default_factory=list)
    confidence: float | None = None


class Notes:
    """Collects notes while a document is cleaned; equal ones are counted, in order of first sight.

    Attributes:
        total: how often anything was noted.
        has_places: whether it is asked where things happened.
    """

    def __init__(self, *, has_places: bool = True) -> None:
        self.total: int = 0
        self.has_places: bool = has_places
        self._seen: dict[tuple[NoteKind, str], _Happening] = {}
        self._source = ""
        self._start: int | None = None

    def begin(self, source: str, start: int | None) -> None:
        """Count lines from here on: the tree that notes are about was parsed from *source*, from *start* on.

        Until this is called, and where *start* is ``None``, places have no line.
        """
        self._source, self._start = source, start

    @cached_property
    def _lines_before(self) -> int:
        return self._source.count("\n", 0, self._start)

    def add(
        self,
        kind: NoteKind,
        message: str,
        el: etree._Element | None = None,
        *,
        text: str | None = None,
        confidence: float | None = None,
    ) -> None:
        """Note that *message* happened once (more).

        Args:
            kind: see :class:`Note`.
            message: the sentence for people.
            el: the element of the source that it happened to.
            text: what is said of its text, where that is not all of it.
            confidence: of what was recovered, from 0 to 1; of equal notes the lowest counts.

        Raises:
            ValueError: there is no such *kind*.
        """
        if kind not in _KINDS:
            raise ValueError(f"the kind of a note is one of {', '.join(_KINDS)}, not {kind!r:.80}")
        self.total += 1
        happening = self._seen.setdefault((kind, message), _Happening())
        happening.count += 1
        if confidence is not None:
            happening.confidence = min(confidence, 1.0 if happening.confidence is None else happening.confidence)
        if el is not None and self.has_places and len(happening.places) < _MOST_PLACES:
            happening.places.append(NotePlace(line=self._line(el), tag=str(el.tag), text=_beginning(el, text)))

    def _line(self, el: etree._Element) -> int | None:
        if self._start is None or el.sourceline is None or el.sourceline >= _LAST_LINE:
            return None
        return self._lines_before + el.sourceline

    def take(self, others: Notes) -> None:
        """Add what *others* have collected."""
        for key, other in others._seen.items():
            happening = self._seen.setdefault(key, _Happening())
            happening.count += other.count
            self.total += other.count
            happening.places = [*happening.places, *other.places][:_MOST_PLACES]

    def all(self) -> tuple[Note, ...]:
        """The notes so far."""
        return tuple(
            Note(kind=k, message=m, count=h.count, places=tuple(h.places), confidence=h.confidence)
            for (k, m), h in self._seen.items()
        )


def _beginning(el: etree._Element, text: str | None) -> str:
    """The first characters of *text*, or of that of *el*, with single spaces."""
    parts = islice(el.itertext("*"), _MOST_TEXTS) if text is None else (text,)
    return " ".join("".join(part[:_MOST_CHARACTERS] for part in parts).split())[:LENGTH]
