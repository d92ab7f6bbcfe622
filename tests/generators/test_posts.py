"""A post in, the same post out: blogs are built of posts as they were, and of the documents that are made of them.

What a reader of the blog sees of them is the same: address, date, title, categories, tags, author, pictures of the
front matter, excerpt, text, pictures, links; on a machine in Asia/Shanghai as on one in UTC.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from blogs import GENERATORS, facts

from wechatclean import clean

POSTS = Path(__file__).parent / "posts"
ZONES = ("Asia/Shanghai", "UTC")


def posts(generator):
    """The posts for *generator*, by file name: those for all, for its kind of Markdown, and its own."""
    folders = (POSTS, POSTS / generator.markdown, POSTS / generator.name)
    return {path.name: path.read_text("utf-8") for folder in folders for path in folder.glob("*.md")}


def shown(seen, html):
    return {"body": seen(html, "main"), "excerpt": seen(html, "aside"), "facts": facts(html)}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("generator", GENERATORS)
def test_the_blog_is_the_same(generator, zone, seen, tmp_path):
    before = posts(generator)
    after = {name: clean(text).to_document(generator.name) for name, text in before.items()}
    was = generator.build(before, tmp_path / "before", zone)
    is_now = generator.build(after, tmp_path / "after", zone)
    assert sorted(is_now) == sorted(was)
    assert len(was) == len(before)
    differences = {}
    for address, html in was.items():
        now, before = shown(seen, is_now[address]), shown(seen, html)
        differences |= {f"{address} {part}": (now[part], before[part]) for part in now if now[part] != before[part]}
    assert differences == {}
