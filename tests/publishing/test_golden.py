"""A page and a post as documents in every style; ``pytest --update`` writes what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from wechatclean import clean
from wechatclean.publishing.styles import STYLES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.writes
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("source", ["page.html", "post.md"])
def test_document(source, style, request):
    document = clean((GOLDEN / source).read_bytes()).to_document(style)
    expected = GOLDEN / style / f"{Path(source).stem}.md"
    if request.config.getoption("update"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(document, "utf-8")
    assert document == expected.read_text("utf-8")
