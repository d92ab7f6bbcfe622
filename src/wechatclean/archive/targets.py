"""What is written: a document for each article, lines of JSON, or Parquet."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Protocol

from wechatclean.archive.files import Names, commit, prepare, write
from wechatclean.archive.ledger import Ledger, Record
from wechatclean.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

_ROWS = 500  # articles in a file of Parquet


class Target(Protocol):
    """Where articles go. Each writes the record of an article to the ledger, when that is true whatever happens."""

    def name(self, article: Article, source: str, folder: str) -> str:
        """The path that *article* of *source*, which lies in *folder*, gets below the folder that is written to."""

    def put(self, record: Record, article: Article, text: str) -> Record:
        """Write *article*, whose document is *text*, and return its record as written; raises :class:`OSError`."""

    def close(self) -> None:
        """Write what is left."""


class Documents:
    """A file for each article."""

    def __init__(self, folder: Path, ledger: Ledger, style: str, suffix: str) -> None:
        self._folder, self._ledger = folder, ledger
        self._names = Names(folder, style, suffix)

    def name(self, article: Article, source: str, folder: str) -> str:
        """A name that no other document has: what was made of *source* in another way is written anew."""
        former = self._ledger.records.get(source) or self._ledger.former.get(source)
        if former and former.document and self._is_as_written(former):
            self._names.free(former.document)
        if not (article.title or article.key):
            article = article.model_copy(update={"title": PurePath(source).stem})
        return self._names.of(article, folder)

    def _is_as_written(self, record: Record) -> bool:
        try:
            return digest((self._folder / str(record.document)).read_bytes()) == record.written
        except OSError:
            return False

    def put(self, record: Record, article: Article, text: str) -> Record:
        """Its line is written before it has its name: there is no document of which no line tells."""
        path, data = self._folder / str(record.document), text.encode("utf-8", "replace")
        record = record._replace(written=digest(data))
        prepare(data, path)
        self._ledger.write(record)
        commit(path)
        return record

    def close(self) -> None:
        """Nothing is left."""


class JsonLines:
    """A line for each article, in one file; what its records do not know of is cut off."""

    NAME = "articles.jsonl"

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._ledger = ledger
        ends = [record.end for record in ledger.records.values() if record.end is not None]
        self._file = (folder / self.NAME).open("ab")
        self._file.truncate(max(ends, default=0))

    def name(self, article: Article, source: str, folder: str) -> str:
        """All are in one file."""
        return self.NAME

    def put(self, record: Record, article: Article, text: str) -> Record:
        """Append *text*, which is one line."""
        self._file.write(text.encode("utf-8", "replace"))
        self._file.flush()
        record = record._replace(end=self._file.tell())
        self._ledger.write(record)
        return record

    def close(self) -> None:
        """End writing."""
        self._file.close()


class Parquet:
    """Files of so many articles each; the last one of fewer."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder, self._ledger = folder, ledger
        names = {record.document for record in ledger.records.values() if record.document}
        self._part = len(names)
        self._rows: list[dict[str, Any]] = []
        self._records: list[Record] = []

    def name(self, article: Article, source: str, folder: str) -> str:
        """The file that is being filled."""
        return f"articles-{self._part:05}.parquet"

    def put(self, record: Record, article: Article, text: str) -> Record:
        """Keep its row until the file is full."""
        self._rows.append({"status": record.status, "error": None, **article.row()})
        self._records.append(record)
        if len(self._rows) == _ROWS:
            self._write()
        return record

    def close(self) -> None:
        """Write what is left."""
        if self._rows:
            self._write()

    def _write(self) -> None:
        from wechatclean.archive.parquet import parquet_of  # an extra

        write(parquet_of(self._rows), self._folder / str(self._records[0].document))
        for record in self._records:
            self._ledger.write(record)
        self._part += 1
        self._rows, self._records = [], []


def digest(data: bytes) -> str:
    """What *data* is known by."""
    return hashlib.sha256(data).hexdigest()[:16]


def as_line(article: Article) -> str:
    """*article* as a line of JSON."""
    return json.dumps(article.model_dump(mode="json"), ensure_ascii=False) + "\n"


def as_nothing(article: Article) -> str:
    """Where no text is written."""
    return ""


if TYPE_CHECKING:
    _check: tuple[type[Target], ...] = (Documents, JsonLines, Parquet)
    _texts: tuple[Callable[[Article], str], ...] = (as_line, as_nothing)
