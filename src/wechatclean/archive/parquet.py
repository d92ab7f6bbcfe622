"""Articles as Parquet (extra ``wechatclean[arrow]``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow

from wechatclean.article import Article
from wechatclean.row import EMBED, IMAGE, LINK, NOTE, TAIL

_TEXT, _NUMBER, _SHARE, _BOOL = pyarrow.string(), pyarrow.int64(), pyarrow.float64(), pyarrow.bool_()
_MOMENT = pyarrow.timestamp("us", tz="Asia/Shanghai")


def _list_of(names: Sequence[str]) -> pyarrow.DataType:
    types = dict.fromkeys(("width", "height", "count", "start", "end"), _NUMBER) | {"confidence": _SHARE}
    return pyarrow.list_(pyarrow.struct([(name, types.get(name, _TEXT)) for name in names]))


_TYPES: dict[str, pyarrow.DataType] = {
    "published_at": _MOMENT,
    "modified_at": _MOMENT,
    "mid": _NUMBER,
    "idx": _NUMBER,
    "is_original": _BOOL,
    "is_paid": _BOOL,
    "is_truncated": _BOOL,
    "coverage_characters": _SHARE,
    "coverage_pictures": _SHARE,
    "tags": pyarrow.list_(_TEXT),
    "categories": pyarrow.list_(_TEXT),
    "claims": pyarrow.list_(_TEXT),
    "images": _list_of(IMAGE),
    "links": _list_of(LINK),
    "embeds": _list_of(EMBED),
    "tail": _list_of(TAIL),
    "notes": _list_of(NOTE),
}  # of columns that are not text

ARTICLE_SCHEMA = pyarrow.schema([(name, _TYPES.get(name, _TEXT)) for name in ("status", "error", *Article().row())])
"""``status`` and ``error`` of :class:`~wechatclean.Result`, and the columns of :meth:`wechatclean.Article.row`."""


def parquet_of(rows: list[dict[str, Any]]) -> bytes:
    """A file of Parquet with *rows* of :data:`ARTICLE_SCHEMA`."""
    from pyarrow import parquet

    data = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_pylist(rows, ARTICLE_SCHEMA), data)
    return bytes(data.getvalue())
