"""Both pages for language models name every kind of block."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from folders import ROOT

from wechatclean.passages.block import BlockKind

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("llm.md", "llm.zh.md")}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_kind_of_block_has_its_row(page):
    rows = re.findall(r'^\| ((?:`"\w+"`(?:, )?)+) \|', page, re.M)
    assert sorted(re.findall(r'"(\w+)"', " ".join(rows))) == sorted(get_args(BlockKind))
