"""What each process does with a source: read it, clean it, and write its document as text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from wechatclean.article import Article
from wechatclean.batch.job import Job
from wechatclean.batch.result import Result
from wechatclean.batch.work import Cleans, results_of
from wechatclean.source.response import receive

Document = Callable[[Article], str]


class Outcome(NamedTuple):
    """What came of a source.

    Attributes:
        job: the source, without its text.
        content: SHA-256 of its bytes; ``""`` where they could not be read.
        results: what came of it, of a feed one for each item; empty where it had been done before.
        texts: the document of each article, as far as it could be written without knowing its name.
    """

    job: Job
    content: str
    results: list[Result]
    texts: list[str | None]


@dataclass(frozen=True)
class Archiving:
    """The work, as it is sent to the processes.

    Attributes:
        cleaner: what cleans.
        document: what makes a document of an article.
        done: contents that are left out, since they have been done before.
        places_pictures: whether pictures beside a page are to be placed beside its document.
        downloads: whether all others are fetched, too.
    """

    cleaner: Cleans
    document: Document
    done: frozenset[str] = frozenset()
    places_pictures: bool = False
    downloads: bool = False

    def __call__(self, job: Job) -> Outcome:
        """What comes of *job*."""
        named = Job(job.name, None, job.url)
        try:
            source = job.read()
        except (OSError, ValueError):
            return Outcome(named, "", results_of(job, self.cleaner), [None])
        data = receive(source).data
        content = hashlib.sha256(data.encode("utf-8", "replace") if isinstance(data, str) else data).hexdigest()
        if content in self.done:
            return Outcome(named, content, [], [])
        results = results_of(Job(job.name, source, job.url), self.cleaner)
        return Outcome(named, content, results, [self._text(result.article) for result in results])

    def _text(self, article: Article | None) -> str | None:
        return None if article is None or self._waits(article) else self.document(article)

    def _waits(self, article: Article) -> bool:
        """Whether the document depends on its name, since pictures are placed by it."""
        images = (*article.images, *((article.cover,) if article.cover else ()))
        return self.places_pictures and any(image.path or self.downloads for image in images)
