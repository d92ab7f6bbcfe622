"""The example for Ray Data, on a real cluster of one machine with two workers."""

from __future__ import annotations

import pytest

pytest.importorskip("ray")
HERE = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1", "RAY_DEDUP_LOGS": "0"}


def test_row_for_row_what_clean_gives(check):
    check("ray_articles.py", HERE)
