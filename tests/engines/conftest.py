"""Pages in Parquet, and what the engines should make of them. Real engines run: a step of their own installs them."""

from __future__ import annotations

import os
import subprocess
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


@pytest.fixture
def check(pages, wanted, tmp_path):
    """Runs an example on the pages, and compares each row that it writes with what ``clean()`` gives."""

    def check(example, environment):
        import pyarrow.parquet

        command = [sys.executable, str(ROOT / "examples" / example), str(pages), str(tmp_path / "articles")]
        done = subprocess.run(
            command, check=False, env=os.environ | environment, capture_output=True, text=True, timeout=280
        )
        assert done.returncode == 0, done.stderr[-3000:]
        assert "article" in done.stdout
        rows = pyarrow.parquet.read_table(tmp_path / "articles").to_pylist()
        assert sorted(row["id"] for row in rows) == sorted(wanted)
        assert [row["id"] for row in rows if row != wanted[row["id"]]] == []

    return check
