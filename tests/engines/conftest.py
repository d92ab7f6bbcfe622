"""Pages in Parquet, and what the engines should make of them. Real engines run: a step of their own installs them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from folders import FIXTURES

from wechatclean import Cleaner

ROOT = Path(__file__).parents[2]
SOURCES = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/input.html"))]


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """A folder with Parquet files of all fixtures, a row that is null, and one that is no page."""
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    folder = tmp_path_factory.mktemp("pages")
    content = [*SOURCES, None, b"\x89PNG\r\n\x1a\n"]
    url = ["https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt", None] * len(content)
    table = pyarrow.table({"id": list(range(len(content))), "content": content, "url": url[: len(content)]})
    for part in range(3):
        parquet.write_table(table.slice(part * 100, 100 if part < 2 else len(content)), folder / f"{part}.parquet")
    return folder


@pytest.fixture(scope="session")
def wanted(pages):
    """The rows that the engines should give, by their number: what ``clean()`` says of each page."""
    import pyarrow.parquet

    from wechatclean.integrations.arrow import clean_batches

    batches = clean_batches([pyarrow.parquet.read_table(pages)], cleaner=Cleaner(), keep=["id"])
    rows = {row["id"]: row for batch in batches for row in batch.to_pylist()}
    assert len(rows) == len(SOURCES) + 2
    assert sum(row["status"] == "article" for row in rows.values()) > 200
    return rows


@pytest.fixture(autouse=True)
def examples(monkeypatch):
    """The examples can be imported."""
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    yield
    for name in ("spark_articles", "ray_articles"):
        sys.modules.pop(name, None)
