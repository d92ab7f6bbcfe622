"""What comes of a job, in whatever process it is done: always results, never an exception."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from time import perf_counter
from typing import Protocol

from wechatclean.article import Article
from wechatclean.batch.job import Job
from wechatclean.batch.result import Result
from wechatclean.errors import DocumentError
from wechatclean.source.mistakes import is_feed
from wechatclean.source.response import Response


class Cleans(Protocol):
    """What the jobs are done by: a :class:`~wechatclean.Cleaner`."""

    def clean(self, source: str | bytes | Response, *, url: str | None = None) -> Article:
        """The article in *source*."""

    def clean_feed(self, xml: str | bytes) -> Iterator[Article]:
        """The articles of a feed."""


def results_of(job: Job, cleaner: Cleans) -> list[Result]:
    """What comes of *job*: one result, or one for each item of a feed."""
    started = perf_counter()
    try:
        source = job.read()
        if not (isinstance(source, (str, bytes)) and is_feed(source)):
            return [result_of(Job(job.name, source, job.url), cleaner)]
        articles = list(cleaner.clean_feed(source))
    except Exception as error:  # noqa: BLE001  # one bad page, or one bad rule, must not cost the rest
        return [Result(job.name, error=_sendable(error), seconds=perf_counter() - started)]
    seconds = perf_counter() - started
    if not articles:
        return [Result(job.name, error=DocumentError("the feed has no items"), seconds=seconds)]
    return [Result(f"{job.name}#{n}", article, seconds=seconds) for n, article in enumerate(articles, 1)]


def result_of(job: Job, cleaner: Cleans) -> Result:
    """What comes of *job*, which is one article or none."""
    started = perf_counter()
    try:
        article = cleaner.clean(job.read(), url=job.url)
    except Exception as error:  # noqa: BLE001  # the same
        return Result(job.name, error=_sendable(error), seconds=perf_counter() - started)
    return Result(job.name, article, seconds=perf_counter() - started)


def _sendable(error: Exception) -> Exception:
    """*error*, or one with its words where another process could not read it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    except Exception:  # noqa: BLE001  # whatever its class does
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error.with_traceback(None)  # which holds the page
