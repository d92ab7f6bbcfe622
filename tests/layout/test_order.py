"""Boxes are read in the order in which a browser shows them: ``order.json`` holds what Chromium answered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import wechatclean

ROWS = json.loads((Path(__file__).parent / "order.json").read_text("utf-8"))
# Where the library knows less, or means something else: a picture beside a text is no earlier than the text.
OTHERWISE = (
    "float:right", "transform:", "writing-mode", "dir=", "<table style", "caption-side:bottom", "table-footer-group",
    "grid-row", "grid-area", "var(", "display:contents'", 'flex-direction:inherit"><p>',
)  # fmt: skip
# Where each letter stands, from above, and from the left.
PLACES = """html => {
    document.body.innerHTML = html;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node; node = walker.nextNode();)
        for (let at = 0; at < node.data.length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            if (box.width && node.data[at].trim())
                found.push([Math.round(box.top), Math.round(box.left), node.data[at]]);
        }
    return found;
}"""


def letters(text: str) -> str:
    return re.sub("[^甲乙丙丁]", "", text)


@pytest.mark.parametrize("row", ROWS, ids=[row["html"] for row in ROWS])
def test_boxes_are_read_as_they_are_shown(row):
    read = letters(wechatclean.clean(row["html"]).text)
    assert (read == row["read"]) != any(mark in row["html"] for mark in OTHERWISE)


@pytest.mark.slow
def test_a_browser_shows_them_so(chromium):
    browser = chromium()
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.set_content("<!DOCTYPE html><body></body>")
    for row in ROWS:
        shown = sorted(page.evaluate(PLACES, row["html"]))
        assert (row["html"], "".join(letter for *_, letter in shown)) == (row["html"], row["read"])
    browser.close()


def test_a_script_from_right_to_left_is_read_as_it_is_written():
    page = "<section style='display: flex; direction: rtl'><section>אחת</section><section>שתיים</section></section>"
    assert wechatclean.clean(page).text.split() == ["אחת", "שתיים"]
