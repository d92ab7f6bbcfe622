"""The files of the report. They run one script, the report's own, and show what the articles are in clean HTML."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from wechatclean.archive.files import write
from wechatclean.archive.ledger import Record
from wechatclean.article import Article
from wechatclean.patterns import pattern
from wechatclean.publishing.page import with_head

_PAGES = "pages"
_HOLE = pattern(r"\b(?:STYLE|SCRIPT|NUMBER|CSS|DATA|JS|TITLE|BASE|HEADER|ARTICLE|MARKDOWN)\b")
_PAGE = pattern(r"[0-9a-f]{20}\.html")
_MADE_BY = b'name="generator" content="wechatclean"'
_ON_THE_WEB = pattern("https?://|data:image/", re.I)


class Report:
    """A report in a folder of its own.

    Args:
        folder: where the report is written.
        documents: the folder of the documents.
    """

    def __init__(self, folder: Path, documents: Path) -> None:
        self._folder, self._documents = folder, documents

    def page(self, record: Record, article: Article) -> None:
        """Write the page of *article*, which *record* is of."""
        place = self._documents / (record.document or "")
        notes = (f"{note.kind}: {note.message}" for note in article.notes)
        facts = (record.source, record.document, article.url, *notes)
        text = _filled(
            "page.html",
            STYLE=_digest(_text("page.css")),
            CSS=_text("page.css"),
            TITLE=escape(article.title or record.source),
            BASE=escape(_address(os.path.relpath(place.parent, self._folder / _PAGES)) + "/"),
            HEADER="<br>".join(escape(fact) for fact in facts if fact),
            ARTICLE=with_head(article, article.html),
            MARKDOWN=escape(article.markdown),
        )
        write(text.encode("utf-8", "replace"), self._folder / _page_of(record))

    def lacks(self, record: Record) -> bool:
        """Whether the page of *record* has not been written by a former run."""
        return record.document is not None and not (self._folder / _page_of(record)).is_file()

    def index(self, records: list[Record]) -> None:
        """Write the index of *records*."""
        rows = [self._row(number, record) for number, record in enumerate(records, 1)]
        data = json.dumps(rows, ensure_ascii=False).replace("<", "\\u003c")
        text = _filled(
            "index.html",
            STYLE=_digest(_text("index.css")),
            SCRIPT=_digest(_text("index.js")),
            NUMBER=f"{len(rows):,}",
            CSS=_text("index.css"),
            DATA=data,
            JS=_text("index.js"),
        )
        write(text.encode("utf-8", "backslashreplace"), self._folder / "index.html")

    def _row(self, number: int, record: Record) -> dict[str, Any]:
        return {
            "number": number,
            "status": record.status,
            "title": record.title,
            "source": record.source,
            "url": record.url,
            "error": record.error,
            "twin": record.duplicate_of,
            "notes": record.notes or {},
            "coverage": min(record.coverage) if record.coverage else None,
            "thumbnail": self._thumbnail(record),
            "page": None if self.lacks(record) or not record.document else _page_of(record),
        }

    def _thumbnail(self, record: Record) -> str | None:
        if not record.thumbnail or _ON_THE_WEB.match(record.thumbnail):
            return record.thumbnail
        if record.document is None or ":" in record.thumbnail:
            return None
        picture = (self._documents / record.document).parent / record.thumbnail
        return _address(os.path.relpath(picture, self._folder))


def pages_in(folder: str) -> Iterator[str]:
    """The files of a report that was written into *folder*, by their paths below it."""
    try:
        with open(os.path.join(folder, "index.html"), "rb") as file:  # noqa: PTH118, PTH123  # of any name
            if _MADE_BY not in file.read(1000):
                return
        names = os.listdir(os.path.join(folder, _PAGES))  # noqa: PTH118, PTH208
    except OSError:
        return
    yield "index.html"
    yield from (f"{_PAGES}/{name}" for name in names if _PAGE.fullmatch(name))


def _page_of(record: Record) -> str:
    name = hashlib.sha256(record.source.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"{_PAGES}/{name}.html"


def _address(path: str) -> str:
    return quote(Path(path).as_posix().encode("utf-8", "surrogateescape"))


def _filled(template: str, **values: str) -> str:
    """*template* with its holes filled, each once: what fills one may hold the name of another."""
    return _HOLE.sub(lambda hole: values.get(hole[0], hole[0]), _text(template))


@lru_cache
def _text(name: str) -> str:
    return files("wechatclean.archive.report").joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    """What a content security policy knows *text* by (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
