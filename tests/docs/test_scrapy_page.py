"""The example of docs/scrapy.md prints what it says and every setting is named; the spider crawls elsewhere."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

ENGLISH, CHINESE = ((ROOT / "docs" / name).read_text("utf-8") for name in ("scrapy.md", "scrapy.zh.md"))
SOURCE = (ROOT / "src" / "wechatclean" / "integrations" / "scrapy.py").read_text("utf-8")


def test_the_example_prints_what_it_says(capsys):
    code, printed = re.search(r"```python\n([^`]*)```\n\n```text\n([^`]*)```", ENGLISH).groups()
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_the_chinese_page_has_the_same_examples():
    assert re.findall(r"```.*?```", CHINESE, re.S) == re.findall(r"```.*?```", ENGLISH, re.S)


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_every_setting_has_its_row(page):
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert set(rows) == {"IMAGES_STORE", *re.findall(r'"(WECHATCLEAN_\w+)"', SOURCE)}
