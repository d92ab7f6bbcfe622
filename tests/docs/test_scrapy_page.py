"""docs/scrapy.md and its Chinese page name every setting; tests/integrations crawls with their spider."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

PAGES = [(ROOT / "docs" / name).read_text("utf-8") for name in ("scrapy.md", "scrapy.zh.md")]
SOURCE = (ROOT / "src" / "wechatclean" / "integrations" / "scrapy.py").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=["English", "Chinese"])
def test_every_setting_has_its_row(page):
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert set(rows) == {"IMAGES_STORE", *re.findall(r'"(WECHATCLEAN_\w+)"', SOURCE)}


def test_both_have_the_same_spider():
    english, chinese = (re.findall(r"```.*?```", page, re.S) for page in PAGES)
    assert english == chinese
