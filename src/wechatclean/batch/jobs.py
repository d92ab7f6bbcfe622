"""What is to be cleaned: files, which the process that cleans them reads, and texts with their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeAlias

from wechatclean.batch.job import Job
from wechatclean.batch.warc import is_warc, jobs_in

Many: TypeAlias = str | os.PathLike[str] | tuple[str, str | bytes] | tuple[str, str | bytes, str | None]

_TAKES = "clean_many() takes paths, (name, source) and (name, source, url), where a source is str or bytes"


def jobs_of(sources: Iterable[Many]) -> Iterator[Job]:
    """The jobs that *sources* are.

    Raises:
        TypeError: *sources* is one source, or nothing that holds any; later, one of them is nothing to clean.
    """
    if isinstance(sources, (str, bytes, os.PathLike)) or not getattr(sources, "__iter__", None):
        raise TypeError(f"clean_many() takes many sources, such as a list of paths, not {sources!r:.80}")
    if isinstance(sources, Mapping):
        raise TypeError("clean_many() takes (name, source), as the items() of a mapping are, and no mapping")
    return chain.from_iterable(_jobs(source) for source in sources)


def _jobs(source: object) -> Iterable[Job]:
    job = _job(source)
    if job.source is None and is_warc(job.name):
        return jobs_in(job.name)
    return (job,)


def _job(source: object) -> Job:
    if isinstance(source, (str, os.PathLike)):
        path = os.fsdecode(source)
        if path.lstrip()[:1] == "<":
            raise TypeError(f"{_TAKES}; a str alone is a path, and this one seems to be HTML: {path!r:.60}")
        return Job(path)
    if isinstance(source, tuple) and len(source) in (2, 3):
        name, text, url = source if len(source) == 3 else (*source, None)
        if isinstance(name, str) and isinstance(text, (str, bytes)) and isinstance(url, (str, type(None))):
            return Job(name, text, url)
    raise TypeError(f"{_TAKES}, not {source!r:.80}")
