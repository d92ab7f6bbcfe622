"""Both pages on installation name every extra, and what it brings; no page names one that there is none of."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
OPTIONAL = PYPROJECT.partition("[project.optional-dependencies]\n")[2].partition("\n[")[0]
EXTRAS = sorted(re.findall(r"^(\w+) = ", OPTIONAL, re.M))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py")]


@pytest.mark.parametrize("name", ["install.md", "install.zh.md"])
def test_each_extra_has_a_row(name):
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == EXTRAS


def test_the_extras_that_pages_and_messages_name_are_there():
    named = {one for page in PAGES for one in re.findall(r"wechatclean\[([a-z,]+)\]", page.read_text("utf-8"))}
    assert {one for names in named for one in names.split(",")} - {"name"} <= set(EXTRAS)
