"""The example for Apache Spark, on a real one with two workers."""

from __future__ import annotations

import shutil
import sys

import pytest

pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java")
HERE = {
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_DRIVER_PYTHON": sys.executable,
    "PYSPARK_SUBMIT_ARGS": "--master local[2] pyspark-shell",
    "SPARK_LOCAL_IP": "127.0.0.1",
}


def test_row_for_row_what_clean_gives(check):
    check("spark_articles.py", HERE)
