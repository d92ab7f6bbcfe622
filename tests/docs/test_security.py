"""``SECURITY.md`` names the tests that hold its promises: they are there, and each promise has one."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| (`tests/[^|]+) \|$", TEXT, re.M)


def test_there_is_a_table():
    promised = TEXT.partition("## What is promised")[2].partition("##")[0]
    assert len(ROWS) >= len(re.findall(r"^\* \*\*", promised, re.M))


@pytest.mark.parametrize(("promise", "tests"), ROWS)
def test_what_holds_a_promise_is_there(promise, tests):
    for name in re.findall("`([^`]+)`", tests):
        assert (ROOT / name).exists(), f"{promise}: {name}"


def test_all_named_files_are_there():
    for name in re.findall(r"`((?:tests|fixtures|docs|src)/[\w./-]+)`", TEXT):
        assert (ROOT / name).exists(), name
