"""A small archive."""

from __future__ import annotations

import pytest
from archiving import page


@pytest.fixture
def pages(tmp_path):
    """A folder of pages, one in a folder of its own."""
    folder = tmp_path / "pages"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.html").write_text(page("谷雨"), "utf-8")
    (folder / "b.html").write_text(page("谷雨", "另一篇"), "utf-8")
    (folder / "2024" / "c.htm").write_text(page("立夏"), "utf-8")
    return folder
