"""What has been done: ``report.jsonl``, a line for each document, which the next run reads.

A line is written before the document gets its name. A run that ends in between leaves a line without a document, which
the next run writes; so no document is there that no line tells of.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from wechatclean.archive.files import write

NAME = "report.jsonl"


_BEGIN = b'{"source": "'  # of each line


class Foreign(Exception):
    """A file that is called as ours holds what no run has written, or a later version."""


class Record(NamedTuple):
    """What came of a source, or of one item of it.

    Attributes:
        source: its path as it was given, of an item of an archive or a feed with ``#`` and its number behind it.
        content: SHA-256 of the source's bytes, in hexadecimal digits; ``""`` where they could not be read.
        of: how many items the source has.
        made_by: digest of the options and of the library's version.
        status: see :attr:`wechatclean.Result.status`; ``"duplicate"`` where the same bytes were there before.
        document: the path of its document below the folder, ``None`` where it has none.
        written: digest of what was written there: what somebody has changed since is not written over.
        duplicate_of: the source that has the same bytes, or states the same ``key``.
        error: why there is no article.
        title, url, key: of the article.
        thumbnail: address of a picture of it.
        notes: how often there are notes of each kind.
        coverage: shares of text and of pictures that came through.
        missing: pictures that did not come.
        seconds: wall-clock time that it took, in seconds.
        end: of a file with many articles, its size in bytes after this one.
    """

    source: str
    content: str = ""
    of: int = 1
    made_by: str = ""
    status: str = "article"
    document: str | None = None
    written: str | None = None
    duplicate_of: str | None = None
    error: str | None = None
    title: str | None = None
    url: str | None = None
    key: str | None = None
    thumbnail: str | None = None
    notes: dict[str, int] | None = None
    coverage: tuple[float, float] | None = None
    missing: int = 0
    seconds: float = 0.0
    end: int | None = None


class Ledger:
    """The records of a folder, those of former runs included.

    Args:
        folder: the folder of the documents.
        made_by: only what was made by the same options and version counts as done.
        is_there: whether a document, by its path below the folder, is still there.

    Raises:
        Foreign: the file of the records is somebody else's.

    Attributes:
        records: the last one of each source.
        by_key: the first article of each key.
        former: the last record of each source that was made by other options, or another version.
    """

    def __init__(self, folder: Path, made_by: str, is_there: Callable[[str], bool]) -> None:
        self._path = folder / NAME
        self.records: dict[str, Record] = {}
        self.by_key: dict[str, Record] = {}
        self.former: dict[str, Record] = {}
        self._by_content: dict[str, dict[str, Record]] = {}  # what is done of it, by its sources
        self._size = 0
        for record in self._read():
            if record.made_by != made_by:
                self.former[record.source] = record
            elif record.document is None or is_there(record.document):
                self.take(record)

    def _read(self) -> Iterator[Record]:
        """The records that are there; a line that a killed run has not finished is cut off."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        for line in data.splitlines(keepends=True):
            record = _record(line)
            if record is not None:
                self._size += len(line)
                yield record
            elif line.endswith(b"\n") or not _BEGIN.startswith(line[: len(_BEGIN)]):
                raise Foreign

    @property
    def done(self) -> frozenset[str]:
        """The contents of which nothing is left to do."""
        return frozenset(content for content in self._by_content if self._is_done(content))

    def _is_done(self, content: str) -> bool:
        records = [record for record in self._by_content[content].values() if record.status != "duplicate"]
        return bool(records) and len(records) >= records[0].of

    def first_of(self, content: str) -> Record | None:
        """The record of what has this *content*, if there is one."""
        return next(iter(self._by_content.get(content, {}).values()), None)

    def knows(self, source: str, content: str) -> bool:
        """Whether nothing is left to do of *source*, which has this *content*."""
        known = self._by_content.get(content, {})
        return source in known or f"{source}#1" in known

    def records_of(self, source: str) -> list[Record]:
        """The records of *source*, or of its items."""
        if source in self.records:
            return [self.records[source]]
        of = self.records[f"{source}#1"].of
        return [self.records[name] for n in range(1, of + 1) if (name := f"{source}#{n}") in self.records]

    def take(self, record: Record) -> None:
        """Remember *record*; an error may have been of that day, and is no reason to leave anything out."""
        self.records[record.source] = record
        if record.content and record.status != "error" and not record.missing:
            self._by_content.setdefault(record.content, {})[record.source] = record
        if record.key and record.document is not None:
            self.by_key.setdefault(record.key, record)

    def open(self) -> None:
        """Begin to write, behind what is whole."""
        self._file = self._path.open("ab")
        self._file.truncate(self._size)

    def write(self, record: Record) -> None:
        """Write *record*, so that it is there whatever happens to this process."""
        self._file.write(_line(record))
        self._file.flush()

    def close(self) -> None:
        """End writing."""
        self._file.close()

    def tidy(self) -> None:
        """Leave one line for each source, when all are done."""
        former = [record for source, record in self.former.items() if source not in self.records]
        data = b"".join(map(_line, (*former, *self.records.values())))
        if len(data) < self._path.stat().st_size:
            write(data, self._path)


def documents_in(folder: str) -> Iterator[str]:
    """The documents that a run has written into *folder*, by their paths below it."""
    try:
        with open(os.path.join(folder, NAME), "rb") as file:  # noqa: PTH118, PTH123  # of any name
            records = takewhile(bool, map(_record, file))
            yield from (record.document for record in records if record and record.document)
    except OSError:
        return


def _line(record: Record) -> bytes:
    stated = {name: value for name, value in record._asdict().items() if value not in (None, "", {}, 0)}
    text = json.dumps(stated, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"  # a half of a character as JSON writes it: a name of bytes


def _record(line: bytes) -> Record | None:
    """The record of a whole line."""
    if not line.endswith(b"\n"):
        return None
    try:
        stated: Any = json.loads(line)
        return Record(**{**stated, "coverage": tuple(stated["coverage"]) if stated.get("coverage") else None})
    except (ValueError, TypeError):
        return None
