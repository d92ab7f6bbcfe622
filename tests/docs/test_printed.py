"""Pages of the documentation that are printed from the code say what the code says."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from folders import ROOT

import wechatclean
from wechatclean import download


@pytest.mark.writes("always")
@pytest.mark.parametrize("name", ["api", "elements", "metadata"])
def test_a_page_is_printed_from_the_code(name, request):
    script, page = ROOT / "docs" / f"print_{name}.py", ROOT / "docs" / f"{name}.md"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if request.config.getoption("update"):
        page.write_text(done.stdout, "utf-8")
    assert done.stdout == page.read_text("utf-8"), "run `pytest --update tests/docs`"


def test_every_public_name_is_on_one_page():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    names = {*wechatclean.__all__, *download.__all__}
    shown = re.compile(r"^(?:### |\* )`(?:class |async )?(\w+)", re.M)
    assert sorted(names - set(shown.findall(page))) == []


def test_every_public_name_is_in_the_reference():
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    modules = {"download", "embeds", "sites"}
    assert sorted({*wechatclean.__all__} ^ {*re.findall(r"^::: wechatclean\.(\w+)$", pages, re.M)} - modules) == []
