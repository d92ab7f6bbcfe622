"""A run: the sources of an archive, one after the other, each to its record and its document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from wechatclean.archive.ledger import Ledger, Record
from wechatclean.archive.report.report import Report
from wechatclean.archive.sources import Found
from wechatclean.archive.targets import Target
from wechatclean.archive.work import Archiving, Outcome
from wechatclean.article import Article
from wechatclean.batch.job import Job
from wechatclean.batch.jobs import jobs_of
from wechatclean.batch.pool import Pool
from wechatclean.batch.result import Result
from wechatclean.batch.worker import Lost

# Places the pictures of an article from the file *page* for its *document*: the article with them, and how many did not
# come.
PlacePictures: TypeAlias = Callable[[Article, str, str], tuple[Article, int]]


def no_pictures(article: Article, page: str, document: str) -> tuple[Article, int]:
    """Leave the pictures where they are."""
    return article, 0


@dataclass
class Run:
    """What is done with sources.

    Attributes:
        ledger: what has been done.
        target: where articles go.
        work: what the processes do.
        made_by: digest of the options and of the library's version.
        place_pictures: places pictures.
        report: gets a page for each article, where one is asked for.
        processes: how many processes work.
        timeout: seconds of wall-clock time after which a source is given up.
    """

    ledger: Ledger
    target: Target
    work: Archiving
    made_by: str
    place_pictures: PlacePictures = no_pictures
    report: Report | None = None
    processes: int = 1
    timeout: float | None = None
    _folders: dict[str, str] = field(default_factory=dict)  # of the sources that are under way

    def records(self, sources: Iterable[Found], step: Callable[[], None]) -> Iterator[Record]:
        """Do all *sources*; the record of each, in their order, when it is done. What was done before has its old one.

        Args:
            sources: the files.
            step: called when a source is done, which may have several records.

        Raises:
            OSError: what should be written cannot be.
            RuntimeError: the processes do not start.
        """
        self.ledger.open()
        try:
            for outcome in self._outcomes(self._jobs(sources)):
                yield from self._recorded(outcome)
                step()
        finally:
            self.target.close()
            self.ledger.close()
        self.ledger.tidy()

    def _jobs(self, sources: Iterable[Found]) -> Iterator[Job]:
        for source in sources:
            for job in jobs_of([source.path]):
                self._folders[job.name] = source.folder
                yield job

    def _outcomes(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        if self.processes == 1 and self.timeout is None:
            yield from map(self.work, jobs)
            return
        for outcome in Pool(self.work, self.processes, self.timeout).map(jobs):
            if isinstance(outcome, Lost):
                lost = Result(outcome.job.name, error=outcome.error, seconds=outcome.seconds)
                yield Outcome(outcome.job, "", [lost], [None])
            else:
                yield outcome

    def _recorded(self, outcome: Outcome) -> Iterator[Record]:
        job, content, results, texts = outcome
        folder = self._folders.pop(job.name, "")
        if self.ledger.knows(job.name, content):
            yield from self.ledger.records_of(job.name)
            return
        before = self.ledger.first_of(content) if content else None
        if before is not None and not results and (known := _by_another_path(job.name, before)):
            yield from self.ledger.records_of(known)
            return
        if before is not None and not before.source.startswith(f"{job.name}#"):
            same = Record(job.name, content, made_by=self.made_by, status="duplicate", duplicate_of=before.source)
            yield self._without_article(same)
            return
        for result, text in zip(results, texts, strict=True):
            if self.ledger.knows(result.name, content):
                yield self.ledger.records[result.name]
                continue
            record = Record(result.name, content, len(results), self.made_by, result.status, seconds=_rounded(result))
            if result.article is None:
                yield self._without_article(record._replace(error=_why(result.error)))
            else:
                yield self._with_article(record, result.article, text, job.name, folder)

    def _without_article(self, record: Record) -> Record:
        self.ledger.take(record)
        self.ledger.write(record)
        return record

    def _with_article(self, record: Record, article: Article, text: str | None, page: str, folder: str) -> Record:
        document = self.target.name(article, record.source, folder)
        missing = 0
        if text is None:
            article, missing = self.place_pictures(article, page, document)
            text = self.work.document(article)
        twin = self.ledger.by_key.get(article.key or "")
        picture = article.cover or next(iter(article.images), None)
        record = record._replace(
            document=document,
            duplicate_of=twin.source if twin and twin.source != record.source else None,
            title=article.title,
            url=article.url,
            key=article.key,
            thumbnail=picture.url if picture else None,
            notes=_counted(article),
            coverage=(article.coverage.characters, article.coverage.pictures),
            missing=missing,
        )
        record = self.target.put(record, article, text)
        self.ledger.take(record)
        if self.report:
            self.report.page(record, article)
        return record


def _by_another_path(name: str, before: Record) -> str | None:
    """The source of the record *before*, if it is the file *name*, given in another way, as with ``./`` before it."""
    for source in (before.source, before.source.rpartition("#")[0]):
        if source != name and os.path.abspath(source) == os.path.abspath(name):  # noqa: PTH100
            return source
    return None


def _why(error: Exception | None) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _counted(article: Article) -> dict[str, int]:
    counts: dict[str, int] = {}
    for note in article.notes:
        counts[note.kind] = counts.get(note.kind, 0) + note.count
    return counts


def _rounded(result: Result) -> float:
    return round(result.seconds, 4)
