"""Whatever options the writer has, its Markdown renders back to the article."""

from __future__ import annotations

from bodies import bodies
from hypothesis import given
from hypothesis import strategies as st
from oracle import RENDERERS, differences

import wechatclean

options = st.fixed_dictionaries(
    {},
    optional={
        "autolinks": st.just(False),
        "bullets": st.sampled_from(("*", "+", "*+-")),
        "default_title": st.just(True),
        "heading_style": st.sampled_from(("underlined", "atx_closed")),
        "newline_style": st.just("backslash"),
        "strong_em_symbol": st.just("_"),
        "wrap": st.just(True),
        "wrap_width": st.sampled_from((1, 4, 9, None)),
    },
)


@given(bodies, options)
def test_markdown_renders_back_to_the_same(html, options):
    try:
        article = wechatclean.clean(html, writer=wechatclean.MarkdownWriter(**options))
    except wechatclean.NotAnArticle:
        return
    for render in RENDERERS:
        assert differences(article.markdown, article.html, render) == []
