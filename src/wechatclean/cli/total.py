"""What a run of many sources has come to, told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wechatclean.archive.ledger import Record
from wechatclean.cli.statuses import INCOMPLETE, UNAVAILABLE, WRITTEN, say

_MOST = 20  # lines of a kind that are told one by one; the report has all


@dataclass
class Total:
    """The sum of all records."""

    statuses: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, str]] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    incomplete: int = 0
    same_key: int = 0

    def add(self, record: Record) -> None:
        """Count *record*."""
        self.statuses[record.status] += 1
        self.notes.update(record.notes or {})
        self.missing += record.missing
        self.same_key += record.status == "article" and record.duplicate_of is not None
        if record.coverage and min(record.coverage) < 1:
            self.incomplete += 1
        if record.status not in ("article", "duplicate"):
            self.told.append((record.source, record.error or record.status))

    @property
    def status(self) -> int:
        """The exit status."""
        if not self.statuses["article"] and not self.statuses["duplicate"]:
            return UNAVAILABLE
        is_whole = not (self.told or self.missing or self.incomplete)
        return WRITTEN if is_whole else INCOMPLETE

    def tell(self, *, quiet: bool) -> None:
        """Say it on standard error: all, or why something failed."""
        for source, why in self.told[:_MOST]:
            say(source, why)
        if len(self.told) > _MOST:
            say("and", f"{len(self.told) - _MOST} more without an article: see report.jsonl")
        for what, number, words in () if quiet else self._lines():
            say(what, f"{number:7,} {words}")

    def _lines(self) -> Iterator[tuple[str, int, str]]:
        yield from (("total", number, status) for status, number in self.statuses.most_common())
        yield from (("notes", number, kind) for kind, number in self.notes.most_common())
        most = self.passed_over.most_common(8)
        kinds = ", ".join(f"{number} {suffix or 'without a suffix'}" for suffix, number in most)
        for number, words in (
            (self.incomplete, "articles without all that their page shows"),
            (self.missing, "pictures did not come"),
            (self.same_key, "articles that are there more than once, by their key"),
            (self.passed_over.total(), f"other files were passed over: {kinds}"),
        ):
            if number:
                yield "total", number, words
