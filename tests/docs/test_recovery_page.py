"""docs/recovery.md and its Chinese page name every kind."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

from wechatclean.recovery import KINDS

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("recovery.md", "recovery.zh.md")}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_kind_has_its_row(page):
    assert re.findall(r'^\| `"(\w+)"` \|', page, re.M) == list(KINDS)
