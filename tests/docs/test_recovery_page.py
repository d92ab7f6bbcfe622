"""The examples of docs/recovery.md and of its Chinese page print what they say, and both name every kind."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from folders import ROOT

from wechatclean.recovery import KINDS

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("recovery.md", "recovery.zh.md")}
EXAMPLES = [
    pytest.param(code, printed, id=f"{name}-{number}")
    for name, page in PAGES.items()
    for number, (code, printed) in enumerate(re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.S), 1)
]


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_example_prints_what_it_says(code, printed):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "recovery.md", "exec"), {"__name__": "recovery"})
    assert out.getvalue() == printed


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_kind_has_its_row(page):
    assert re.findall(r'^\| `"(\w+)"` \|', page, re.M) == list(KINDS)
