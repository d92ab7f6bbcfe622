"""The examples of docs/markitdown.md print what it says, and the Chinese page has the same."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from folders import ROOT

PAGES = [(ROOT / "docs" / name).read_text("utf-8") for name in ("markitdown.md", "markitdown.zh.md")]
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGES[0], re.S)


@pytest.mark.parametrize(("code", "printed"), EXAMPLES, ids=("plugin", "notice", "options"))
def test_example_prints_what_it_says(code, printed):
    pytest.importorskip("markitdown")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "markitdown.md", "exec"), {"__name__": "markitdown_page"})
    assert out.getvalue() == printed


def test_the_chinese_page_has_the_same_examples():
    assert re.findall(r"```.*?```", PAGES[1], re.S) == re.findall(r"```.*?```", PAGES[0], re.S)
