"""docs/images.md and its Chinese page: the table is true, every field is named."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

import wechatclean
from wechatclean import Image, ImagePolicy

PUBLIC = {name: getattr(wechatclean, name) for name in wechatclean.__all__}  # they come when they are asked for
DOCS, CHINESE = ((ROOT / "docs" / name).read_text("utf-8") for name in ("images.md", "images.zh.md"))
SAMPLE = (
    '<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/Key/640?wx_fmt=png&amp;tp=webp" alt="茶"'
    ' data-croporisrc="https://mmbiz.qpic.cn/mmbiz_png/Whole/?wx_fmt=png"></p>'
)


def rows(page):
    table = page.partition("|---|---|---|\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


ROWS = rows(DOCS)


@pytest.mark.parametrize(("policy", "wanted"), [row[1:] for row in ROWS], ids=[row[1] for row in ROWS])
def test_the_table_of_the_documentation_is_true(policy, wanted):
    images = eval(policy.strip("`"), PUBLIC)
    shown = wechatclean.clean(f"<p>前</p>{SAMPLE}", images=images).markdown.split("\n\n")[1:]
    assert shown == re.findall("`([^`]+)`", wanted)


def test_the_table_of_the_documentation_has_every_policy():
    named = {name for name, value in PUBLIC.items() if isinstance(value, ImagePolicy)}
    assert len(named) > 4
    missing = sorted(named - {row[1].strip("`") for row in ROWS})
    assert missing == [], f"{missing} need a row in the table of docs/images.md"


def test_the_chinese_page_has_the_same_table():
    assert [row[1:] for row in rows(CHINESE)] == [row[1:] for row in ROWS]


@pytest.mark.parametrize("page", [DOCS, CHINESE], ids=["English", "Chinese"])
def test_the_documentation_names_every_field(page):
    names = {*Image.model_fields, "request_headers", "filename"}
    assert {name for name in names if f"`{name}`" not in page} == set()
