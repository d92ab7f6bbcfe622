"""docs/posts.md and its Chinese page name every style, and the name of its files."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

from wechatclean.publishing.styles import STYLES

PAGE, CHINESE = ((ROOT / "docs" / name).read_text("utf-8") for name in ("posts.md", "posts.zh.md"))


@pytest.mark.parametrize("page", [PAGE, CHINESE], ids=["English", "Chinese"])
def test_every_style_has_its_row(page):
    rows = dict(re.findall(r"^\| `([A-Z]+)` \|.*\| `([^`]+)` \|$", page, re.M))
    names = {style.file_name.replace("DATE-", "2018-03-19-").replace("TITLE", "title") for style in STYLES.values()}
    assert rows.keys() == {name.upper() for name in STYLES}
    assert set(rows.values()) == names
