"""The examples of docs/posts.md print what it says, and its Chinese page names the same styles and files."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from folders import ROOT

from wechatclean.publishing.styles import STYLES

PAGE, CHINESE = ((ROOT / "docs" / name).read_text("utf-8") for name in ("posts.md", "posts.zh.md"))
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_example_prints_what_it_says(code, printed):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "posts.md", "exec"), {"__name__": "posts"})
    assert out.getvalue() == printed


@pytest.mark.parametrize("page", [PAGE, CHINESE], ids=["English", "Chinese"])
def test_every_style_has_its_row(page):
    rows = dict(re.findall(r"^\| `([A-Z]+)` \|.*\| `([^`]+)` \|$", page, re.M))
    names = {style.file_name.replace("DATE-", "2018-03-19-").replace("TITLE", "title") for style in STYLES.values()}
    assert rows.keys() == {name.upper() for name in STYLES}
    assert set(rows.values()) == names
