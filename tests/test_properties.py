"""What holds for every body, whoever made it.

An ordinary run draws 100 bodies for each property, ``.ci/run slow`` 1,000, and
``pytest --hypothesis-profile=thorough`` 10,000.
"""

from __future__ import annotations

import html5lib
from bodies import bodies, prose, shown_bodies
from hypothesis import given
from hypothesis import strategies as st
from oracle import RENDERERS, differences

import wechatclean


def cleaned(html):
    """The Article of *html*, or None where nothing of it is shown."""
    try:
        return wechatclean.clean(html)
    except wechatclean.NotAnArticle:
        return None


@given(bodies)
def test_markdown_renders_back_to_the_same(html):
    article = cleaned(html)
    if article:
        for render in RENDERERS:
            assert differences(article.markdown, article.html, render) == []


@given(bodies)
def test_cleaning_twice_changes_nothing(html):
    article = cleaned(html)
    if article:
        again = wechatclean.clean(article.html)
        assert again.markdown == article.markdown
        assert again.html == article.html


def letters(html):
    """Letters that stand in *html*, in order: what no cleaning may lose, add or move."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(char for char in "".join(tree.itertext()) if char.isalpha())


@given(shown_bodies)
def test_no_letter_is_lost_added_or_moved(html):
    article = cleaned(html)
    shown = article.html if article else ""
    assert letters(shown) == letters(html)


@given(bodies)
def test_text_says_what_the_html_says(html):
    article = cleaned(html)
    if article:
        assert letters(article.html) == "".join(char for char in article.text if char.isalpha())


@given(st.one_of(bodies, st.text(), st.binary(), st.text(alphabet="<>/&;\"'= abpx-!\n\x00")))
def test_only_its_own_errors_leave(source):
    try:
        article = wechatclean.clean(source)
    except wechatclean.WechatCleanError:
        return
    assert article.markdown.strip() or article.embeds


@given(prose)
def test_ordinary_prose_needs_no_backslash(html):
    assert "\\" not in wechatclean.clean(html).markdown


@given(bodies)
def test_the_model_round_trips(html):
    article = cleaned(html)
    if article:
        assert wechatclean.Article.model_validate_json(article.model_dump_json()) == article
