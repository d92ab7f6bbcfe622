"""What Chromium shows of each row of the table, and what the library does.

``values.json`` lists what is drawn from by ``draw_rows.py``, ``ask_browser.py`` has asked for the answers. Rows of the
kinds ``editors`` and ``drawn`` are written by hand: what editors and drawings of articles look like.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wechatclean import clean
from wechatclean.css.properties import PROPERTIES
from wechatclean.css.shorthands import SHORTHANDS
from wechatclean.html.parser import parse
from wechatclean.html.visibility import visible_text

ROWS = json.loads((Path(__file__).parent / "table.json").read_text("utf-8"))
# Rows that are shown here, and Chromium shows none, by the reason.
DIFFERENCES = {
    "a marquee begins beside the page, and comes in": "0122",
    "a formula is written by its TeX, which is in the annotation": "0124",
    "a picture that is not loaded may be brighter than the text": "0402",
    "a margin below cuts off the end of the page, where the page is short": "0493 1150 3081 3538",
    "a circle in the middle of a wide box; text may stand in the middle, too": "0532 1073",
    "a line that is turned or grown leaves the page above, where it is the page's first": "0703 3116 3212",
    "it is laid over what stands before it, if that is as wide": "0973",
    "a page of which the beginning is above its edge": "1933 1934",
    "how far up in a box that clips what is in it is moved": "2174 2203 2299 2324 2329",
    "how high the rows of a grid are": "2176 2243 2305 3532",
    "a box of nothing but its border, and what is fixed in it": "2235",
    "lines of no height; a picture or another line beside them would open the box": "2146 2774 2951 2957 2979",
    "how wide a cell is": "2163",
    "where the lines of a box are that is as wide as they are": "3335 3548",
    "a paragraph that its own content ends, and its space": "3354",
}
KEPT = {row for rows in DIFFERENCES.values() for row in rows.split()}
# Not shown, and nothing is noted: for other readers, or what no page means to show.
WITHOUT_NOTE = re.compile(r"<(?:template|noscript|rp|defs|math)\b")


def is_shown(row, article):
    return row["marker"][2:] in article.markdown  # its number: formulas are TeX, with words set apart


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_shown_as_a_browser_shows_it(row):
    article = clean(row["html"])
    may_be_shown = row["kind"] == "sheet" and any("not applied in full" in note.message for note in article.notes)
    if row["shown"] or row["id"] in KEPT or not may_be_shown:
        assert is_shown(row, article) is (row["shown"] or row["id"] in KEPT)
    assert is_shown(row, article) is (row["marker"][2:] in article.text)
    if not is_shown(row, article):
        kinds = {note.kind for note in article.notes}
        assert kinds & {"hidden", "dropped"} or WITHOUT_NOTE.search(row["html"])


def test_differences_are_few_and_none_is_lost():
    assert len(KEPT) <= 0.01 * len(ROWS)
    assert {row["id"] for row in ROWS if row["shown"]}.isdisjoint(KEPT)


BARE = [row for row in ROWS if row["kind"] == "syntax" and "js_content" not in row["html"]]  # else a script shows it


@pytest.mark.parametrize("row", BARE, ids=lambda row: row["id"])
def test_those_who_read_text_only_read_the_same(row):
    assert (row["marker"] in visible_text(parse(row["html"]))) is row["shown"]


@pytest.mark.parametrize("name", [*PROPERTIES, *SHORTHANDS])
def test_every_property_that_decides_is_in_the_table(name):
    assert any(re.search(rf"(?<![\w-]){re.escape(name)}\s*[:=]", row["html"]) for row in ROWS)
