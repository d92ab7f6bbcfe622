"""docs/architecture.md and CONTRIBUTING tell where things are: every package is named, every path is there."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

SOURCE = ROOT / "src" / "wechatclean"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ESCAPING = (ROOT / "docs" / "escaping.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PACKAGES = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()) if SOURCE.is_dir() else []
WRITER = SOURCE / "output" / "markdown"

pytestmark = pytest.mark.skipif(not PACKAGES, reason="the source is not beside the tests")


def test_there_are_packages():
    assert len(PACKAGES) > 8


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_has_its_row(name):
    assert re.search(rf"^\| `{name}/` \|", PAGE, re.M)


def test_every_module_of_the_markdown_writer_is_on_the_page():
    missing = [path.name for path in WRITER.glob("[a-z]*.py") if f"`{path.name}`" not in ESCAPING]
    assert missing == [], f"{missing}: docs/escaping.md says what each does"


@pytest.mark.parametrize("path", re.findall(r"`([a-z_./]+(?:\.py|/))`", CONTRIBUTING))
def test_paths_in_contributing_are_there(path):
    assert any((folder / path).exists() for folder in (ROOT, SOURCE, WRITER)), f"CONTRIBUTING names {path}"
