"""A slice of a page is the same tree as in the whole page."""

from __future__ import annotations

import pytest
from folders import FIXTURES, PAGES
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from opening import PIECES, page

from wechatclean.html.parser import parse
from wechatclean.limits import LIMITS
from wechatclean.notes import Notes
from wechatclean.source.markup import Markup
from wechatclean.source.reading import read_text
from wechatclean.source.slicing import slice_at, start_tags


def documents():
    """Every page that the tests have: our own, and the real ones where they are."""
    found = sorted(path for path in FIXTURES.glob("*/*/input.html") if b"js_content" in path.read_bytes())
    return found + (sorted(p for p in PAGES.rglob("*.html") if p.parent.name != "fragment") if PAGES.is_dir() else [])


@pytest.mark.parametrize("path", documents(), ids=lambda path: "/".join(path.parts[-3:-1]) + f"/{path.stem}")
def test_a_slice_is_the_same_tree_as_in_the_whole_page(path):
    text = read_text(path.read_bytes(), Notes()).text
    start = next(start_tags(Markup(text), "id", "js_content"), None)
    if start is None:
        pytest.skip("no #js_content")
    whole = next(iter(parse(text).xpath("//*[@id='js_content']")))
    assert inner(slice_at(text, start, LIMITS).element) == inner(whole)


def inner(element):
    """The content and the attributes, without what follows the end tag."""
    element.tail = None
    return etree.tostring(element, encoding="unicode", method="html")


@example(["<div>", "<div>"], ["<b>"])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.lists(st.sampled_from(PIECES), max_size=15))
def test_any_content_is_the_same_in_a_slice(content, after):
    html = page(
        f"<div><div id=js_content>{''.join(content)}</div>{''.join(after)}</div>",
        scripts="<script>1</script>" * 3,
    )
    whole = next(iter(parse(html).xpath("//*[@id='js_content']")))
    assert inner(slice_at(html, next(start_tags(Markup(html), "id", "js_content")), LIMITS).element) == inner(whole)


def test_a_large_page_costs_what_its_article_costs():
    bundle = "<script>" + "var f=function(){return '<div id=\"js_content\">'};" * 20_000 + "</script>"
    html = page(f"{bundle}<div id='js_content'><p>正文</p></div>{bundle}", scripts=bundle)
    start = next(start_tags(Markup(html), "id", "js_content"))
    found = slice_at(html, start, LIMITS)
    assert "".join(found.element.itertext()) == "正文"
    assert len(html) > 1_000_000
    assert found.end - found.start < 100
