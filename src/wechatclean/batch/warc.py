"""Archives of the web (WARC, ISO 28500): a job for each page that was answered (extra ``wechatclean[warc]``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from wechatclean.batch.job import Job

_SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml", "multipart/related", "")


class Answer(NamedTuple):
    """What a server answered, as :class:`~wechatclean.Response` has it."""

    content: bytes
    url: str
    headers: dict[str, str]


def is_warc(path: str) -> bool:
    """Whether a file is an archive, by its name."""
    return PurePath(path).name.lower().endswith(_SUFFIXES)


def jobs_in(path: str) -> Iterator[Job]:
    """The pages in the archive *path*, named by it and their number; pictures, scripts and errors are passed over.

    An archive that cannot be read, or is cut off, gives a job that fails with the reason.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError:
        yield Job(path, problem="reading WARC files needs warcio: pip install 'wechatclean[warc]'")
        return
    number, last = 0, None
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # of any name
            records = ArchiveIterator(file)
            for record in records:
                if (answer := _answer(record)) is not None:
                    number += 1
                    yield Job(f"{path}#{number}", answer, answer.url)
                last = record
            _check_whole(last.raw_stream.limit if last else 0)
            _check_whole(file.seek(0, os.SEEK_END) - records.offset)
        if not number:
            yield Job(path, problem="the archive holds no page")
    except (OSError, ValueError, EOFError, ArchiveLoadFailed) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield Job(path, problem=f"the archive ends after {number} pages: {why}" if os.path.exists(path) else why)  # noqa: PTH110


def _check_whole(left: int) -> None:
    """Refuse an archive of which so many bytes should still come: warcio ends without a word."""
    if left > 0:
        raise EOFError("it is cut off")


def _answer(record: Any) -> Answer | None:
    """The page that *record* holds, if it is one."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if record.http_headers.get_statuscode()[:1] != "2" or kind.partition(";")[0].strip() not in _PAGES:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    content = record.content_stream().read()
    _check_whole(record.raw_stream.limit)
    return Answer(content, url.strip("<>"), {"Content-Type": kind})
