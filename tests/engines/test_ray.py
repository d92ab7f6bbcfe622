"""The example for Ray Data, on a real cluster of one machine with two workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("ray")
EXAMPLE = Path(__file__).parents[2] / "examples" / "ray_articles.py"


def test_row_for_row_what_clean_gives(pages, wanted, tmp_path):
    import pyarrow.parquet

    target = tmp_path / "articles"
    here = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1", "RAY_DEDUP_LOGS": "0"}
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), str(pages), str(target)],
        check=False,
        env=os.environ | here,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "article" in done.stdout
    rows = pyarrow.parquet.read_table(target).to_pylist()
    assert sorted(row["id"] for row in rows) == sorted(wanted)
    assert [row["id"] for row in rows if row != wanted[row["id"]]] == []
