"""Apache Arrow: batches of rows in, batches of articles out (extra ``wechatclean[arrow]``).

It is what Parquet, DuckDB, polars, Spark (``mapInArrow``) and Ray Data (``map_batches``) hand over and take.

>>> import pyarrow
>>> batch = pyarrow.record_batch({"content": ["<p>茶要<b>热</b>的</p>"]})
>>> next(clean_batches([batch]))["markdown"].to_pylist()
['茶要**热**的']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyarrow

from wechatclean.archive.parquet import ARTICLE_SCHEMA
from wechatclean.article import Article
from wechatclean.batch.job import Job
from wechatclean.batch.work import result_of
from wechatclean.cleaner import Cleaner

__all__ = ["ARTICLE_SCHEMA", "clean_batches"]

_URL = "url"  # which may be absent, unless it is asked for by another name
_MOST_CHARACTERS = 2**28  # of a batch: what a column of text holds are 2 GiB


def clean_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    cleaner: Cleaner | None = None,
    content: str = "content",
    url: str | None = _URL,
    keep: Sequence[str] = (),
) -> Iterator[pyarrow.RecordBatch]:
    """The articles in *batches*: a row in, a row out, in the same order.

    A row without an article has the reason in ``status`` and the words in ``error``, and nothing else.

    Args:
        batches: record batches, or tables.
        cleaner: cleans; ``None`` is a :class:`~wechatclean.Cleaner` without options.
        content: name of the column that holds the sources, text or bytes.
        url: name of the column that holds their addresses; ``None`` where there is none. ``"url"`` may be absent.
        keep: columns that are copied, such as a row's number; they come last.

    Raises:
        TypeError: *cleaner* is no cleaner; *keep* is a str; *batches* holds no batches; a column is of another type.
        ValueError: a column is not there; a column to keep has the name of one of the article.
    """
    cleaner = Cleaner() if cleaner is None else cleaner
    if not isinstance(cleaner, Cleaner):
        raise TypeError(f"cleaner is a wechatclean.Cleaner, not {cleaner!r:.80}")
    if isinstance(keep, str):
        raise TypeError(f"keep holds names of columns, as [{keep!r}] does, and is no str")
    if taken := [name for name in keep if name in ARTICLE_SCHEMA.names]:
        raise ValueError(f"the article has a column {taken[0]!r} of its own: rename yours before you keep it")
    return _clean(batches, cleaner, content, url, tuple(keep))


def _clean(
    batches: Iterable[pyarrow.RecordBatch], cleaner: Cleaner, content: str, url: str | None, keep: tuple[str, ...]
) -> Iterator[pyarrow.RecordBatch]:
    for batch in _record_batches(batches):
        schema = ARTICLE_SCHEMA
        for name in keep:
            _check_there(batch, name)
            schema = schema.append(batch.schema.field(name))
        rows: list[dict[str, Any]] = []
        start = size = 0
        for n, job in enumerate(_jobs(batch, content, url), 1):
            rows.append(_row(job, cleaner))
            size += sum(len(rows[-1][name] or "") for name in ("markdown", "html", "text"))
            if n == batch.num_rows or size > _MOST_CHARACTERS:
                columns = pyarrow.RecordBatch.from_pylist(rows, ARTICLE_SCHEMA).columns
                columns += [batch.column(name).slice(start, len(rows)) for name in keep]
                yield pyarrow.RecordBatch.from_arrays(columns, schema=schema)
                rows, start, size = [], n, 0


def _record_batches(batches: Iterable[Any]) -> Iterator[pyarrow.RecordBatch]:
    if isinstance(batches, (pyarrow.RecordBatch, pyarrow.Table)):
        raise TypeError("batches are many: a list of record batches, or table.to_batches()")
    for batch in batches:
        if isinstance(batch, pyarrow.Table):
            yield from batch.to_batches()
        elif isinstance(batch, pyarrow.RecordBatch):
            yield batch
        else:
            raise TypeError(f"batches holds pyarrow.RecordBatch, not {batch!r:.80}")


def _jobs(batch: pyarrow.RecordBatch, content: str, url: str | None) -> Iterator[Job]:
    """The sources of a batch; only one row's is held as a Python value."""
    sources = _column(batch, content, "text or bytes", _is_text, _is_bytes)
    has_urls = url is not None and (url in batch.schema.names or url != _URL)
    urls = _column(batch, str(url), "text", _is_text) if has_urls else None
    for n in range(batch.num_rows):
        source = sources[n].as_py()
        yield Job("", "" if source is None else source, urls[n].as_py() if urls is not None else None)


def _column(batch: pyarrow.RecordBatch, name: str, kinds: str, *tests: Callable[[pyarrow.DataType], bool]) -> Any:
    _check_there(batch, name)
    kind = batch.schema.field(name).type
    values = kind.value_type if pyarrow.types.is_dictionary(kind) else kind
    if not any(is_kind(values) for is_kind in (*tests, pyarrow.types.is_null)):
        raise TypeError(f"the column {name!r} holds {kind}, not {kinds}")
    return batch.column(name)


def _check_there(batch: pyarrow.RecordBatch, name: str) -> None:
    if name not in batch.schema.names:
        raise ValueError(f"no column is called {name!r}; there are {', '.join(batch.schema.names)}")


def _is_text(kind: pyarrow.DataType) -> bool:
    types = pyarrow.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_bytes(kind: pyarrow.DataType) -> bool:
    types = pyarrow.types
    return bool(
        types.is_binary(kind)
        or types.is_large_binary(kind)
        or types.is_binary_view(kind)
        or types.is_fixed_size_binary(kind)
    )


def _row(job: Job, cleaner: Cleaner) -> dict[str, Any]:
    result = result_of(job, cleaner)
    if result.article is None:
        return {"status": result.status, "error": str(result.error), **_NOTHING}
    return {"status": result.status, "error": None, **result.article.row()}


_NOTHING = dict.fromkeys(Article().row())  # what a row without an article has in every other column
