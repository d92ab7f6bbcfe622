"""The example for Apache Spark, on a real one with two workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java")
EXAMPLE = Path(__file__).parents[2] / "examples" / "spark_articles.py"


def test_row_for_row_what_clean_gives(pages, wanted, tmp_path):
    import pyarrow.parquet

    target = tmp_path / "articles.parquet"
    here = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    here["PYSPARK_SUBMIT_ARGS"] = "--master local[2] pyspark-shell"
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
