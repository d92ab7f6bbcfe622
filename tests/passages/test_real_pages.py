"""Blocks and chunks of real pages, which belong to their authors and lie outside the project."""

from __future__ import annotations

import pytest
from folders import PAGES
from passages import check_blocks, check_chunks

import wechatclean

FILES = sorted(PAGES.rglob("*.html"))


@pytest.mark.skipif(not FILES, reason=f"no real pages in {PAGES}")
@pytest.mark.parametrize("part", range(4))  # as many as there are likely to be cores
def test_blocks_and_chunks_of_every_page(part):
    found = 0
    for file in FILES[part::4]:
        try:
            article = wechatclean.clean(file.read_bytes(), recover=True)
        except (wechatclean.ArticleUnavailable, wechatclean.NotAnArticle):
            continue
        found += 1
        check_blocks(article)
        check_chunks(article, article.chunks(max_characters=200), 200)
    assert found
