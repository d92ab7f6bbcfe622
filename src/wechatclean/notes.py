"""Notes: what was dropped, guessed or found odd while a document was cleaned."""

from __future__ import annotations

from collections import Counter

from wechatclean.model import Model


class Note(Model):
    """One thing that was dropped, guessed or found odd.

    Attributes:
        kind: a short word to filter by: ``"hidden"``, ``"dropped"``, ``"image"``, ``"encoding"``,
            ``"metadata"``, ``"truncated"``, …
        message: the sentence for people.
        count: how many times it happened.
    """

    kind: str
    message: str
    count: int = 1


class Notes:
    """Collects notes while a document is cleaned; equal ones are counted, in order of first sight."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, message: str) -> None:
        """Note that *message* happened once (more)."""
        self._seen[kind, message] += 1

    def all(self) -> tuple[Note, ...]:
        """The notes so far."""
        return tuple(Note(kind=k, message=m, count=n) for (k, m), n in self._seen.items())
