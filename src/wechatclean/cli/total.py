"""What a run of many sources has come to, told at its end."""

from __future__ import annotations

from collections import Counter
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

    def tell(self, passed_over: Counter[str]) -> None:
        """Say it all, on standard error."""
        for source, why in self.told[:_MOST]:
            say(source, why)
        if len(self.told) > _MOST:
            say("and", f"{len(self.told) - _MOST} more without an article: see report.jsonl")
        for status, number in self.statuses.most_common():
            say("total", f"{number:7,} {status}")
        for kind, number in self.notes.most_common():
            say("notes", f"{number:7,} {kind}")
        if self.incomplete:
            say("total", f"{self.incomplete:7,} articles without all that their page shows")
        if self.missing:
            say("total", f"{self.missing:7,} pictures did not come")
        if self.same_key:
            say("total", f"{self.same_key:7,} articles that are there more than once, by their key")
        if passed_over:
            most = passed_over.most_common(8)
            kinds = ", ".join(f"{number} {suffix or 'without a suffix'}" for suffix, number in most)
            say("total", f"{passed_over.total():7,} other files were passed over: {kinds}")
