"""What is shown: one answer for the walk over a body and for those who read the text of an element."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wechatclean import clean
from wechatclean.html.css import parse_style
from wechatclean.html.parser import parse
from wechatclean.html.visibility import visible_text

STYLES = (
    "display:none", "DISPLAY : none !important", "display:block", "visibility:hidden", "visibility:visible",
    "visibility:collapse", "opacity:0", "opacity:.5", "font-size:0", "font-size:14px", "color:transparent",
    "color:rgb(0 0 0 / 0)", "color:#333", "height:0;overflow:hidden", "position:absolute;left:-9999px",
    "margin-left:-9999px", "float:left", "white-space:pre", "white-space-collapse:preserve",
    "all:initial", "color:#fff;background:#fff", "--a:0",
    "opacity:var(--a)", "display:contents", "text-indent:0", "visibility:inherit", "position:absolute", "font-size:2em",
    "text-indent:-9999px", "transform:scale(0)", "background:url('a;display:none')", "min-width:0", "",
)  # fmt: skip
TREES = st.recursive(
    st.just("茶"),
    lambda inner: st.builds(
        '<span {}style="{}">{}</span>茶'.format,
        st.sampled_from(["", "", "hidden "]),
        st.sampled_from(STYLES),
        st.lists(inner, max_size=3).map("".join),
    ),
)  # fmt: skip


def solid(text):
    return "".join(text.split())


@given(TREES)
def test_the_walk_and_the_reader_show_the_same(tree):
    page = f"<p>begin {tree}</p>"
    assert solid(clean(page).text) == solid(visible_text(parse(page)))


@given(TREES)
def test_code_shows_what_prose_shows(tree):
    prose, code = clean(f"<p>begin {tree}</p>"), clean(f"<pre>begin {tree}</pre>")
    assert solid(code.text) == solid(prose.text)
    assert {note.kind for note in code.notes} == {note.kind for note in prose.notes}


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("background: url(a;display:none)", True),
        ("background: url('a;display:none')", True),
        ('font-family: "a;display:none"; color: red', True),
        ("background: url(a); display:none", False),
        ("content: 'a'; display:none", False),
        ("/* display:none */ color: red", True),
        ("display:none /* shown */", False),
        ("display:none !important; display:block", False),
        ("d\\69splay:none", False),
        ("min-display:none", True),
    ],
)
def test_declarations_are_parsed_as_css(css, shown):
    body = parse(f'<p>a<b style="{html.escape(css)}">b</b></p>')
    assert visible_text(body) == ("ab" if shown else "a")


def test_styles_are_shared_and_cannot_be_changed():
    assert parse_style("color: red") is parse_style("color: red")
    with pytest.raises(AttributeError):
        parse_style("color: red").block = True
