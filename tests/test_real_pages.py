"""Every real page gives an Article or the right kind of error, and its Markdown renders back.

The pages belong to their authors and lie outside the project; without them these tests skip.
"""

from __future__ import annotations

import csv

import pytest
from folders import PAGES
from oracle import RENDERERS, differences

import wechatclean
from wechatclean.source.markdown.body import is_html

NO_ARTICLE = {
    "deleted", "violated", "unavailable", "link-expired", "aboutbiz", "profile-history-list",
    "profile-history-list-empty",
}  # fmt: skip


def rows():
    index = PAGES / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["kind"] != "feed"]


ROWS = [pytest.param(row, id=row["file"]) for row in rows()]
pytestmark = pytest.mark.skipif(not ROWS, reason=f"no real pages in {PAGES}")


def html(row):
    return (PAGES / row["kind"] / row["file"]).read_bytes()


@pytest.mark.parametrize("row", ROWS)
def test_page(row):
    if row["special"] in NO_ARTICLE:
        with pytest.raises((wechatclean.ArticleUnavailable, wechatclean.NotAnArticle)):
            wechatclean.clean(html(row))
        return
    article = wechatclean.clean(html(row))
    assert article.markdown.strip()
    for render in RENDERERS:
        assert differences(article.markdown, article.html, render) == []
    # HTML says less than a body that is Markdown: a heading that is bold, what an engine reads.
    again = wechatclean.clean(article.to_document() if has_markdown_body(row) else article.html)
    assert again.markdown == article.markdown


def has_markdown_body(row):
    text = html(row).decode("utf-8", "replace") if isinstance(html(row), bytes) else html(row)
    return text.lstrip("\ufeff").startswith("---") and not is_html(text.split("\n---", 1)[-1].partition("\n")[2])
