"""Hypothesis strategies: article bodies as WeChat's editors make them, wrong nesting and all."""

from __future__ import annotations

import re
from html import escape

from hypothesis import strategies as st

WORDS = (
    "茶 春天 图书馆 他说 而后 重点 tea Python 3 2024 a_b snake_case x 😊 👨\u200d👩\u200d👧 ｅ é"
    " www.example.org https://a.example.org/x_y?q=1"
).split(" ")
CHINESE = tuple("，。：；！？、“”‘’《》（）【】…—·￥")
ASCII = tuple(".,:;!?()'\"/%@$^={}")
MARKDOWN = tuple(
    (
        "* ** *** _ __ ` `` ``` ~ ~~ # ## > < & | || [ ] ( ) ! ![ ]( [x](y) [^1] \\ \\* + - -- --- === 1. 2)"
        " 12. * <b> </b> <!-- &lt; &amp; &#42; :- :-- <https://a.cn> | - [ ] #"
    ).split(" ")
)
SPACES = (" ", "  ", "\u00a0", "\u3000", "\u200b", "\n", "\t", " \n ")

pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(CHINESE),
    st.sampled_from(ASCII),
    st.sampled_from(MARKDOWN),
    st.sampled_from(SPACES),
)
texts = st.lists(pieces, min_size=1, max_size=6).map("".join).map(escape)

URLS = (
    "https://a.example.org/", "http://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv",
    "https://a.example.org/b_(c)?d=[e]*f*", "", "#", "javascript:;",
)  # fmt: skip
IMAGES = (
    "https://mmbiz.qpic.cn/mmbiz_png/KeyOne/640?wx_fmt=png",
    "https://img.example.org/a_b(1).jpg",
    "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
)
STYLES = (
    "font-weight: bold", "font-weight:700", "font-weight: normal", "font-style: italic", "font-style: normal",
    "text-decoration: line-through", "text-decoration: underline", "color: red; font-size: 16px",
    "font-size: 0", "line-height: 0", "display: none", "display: inline-block", "display: block",
    "display: flex",
    "visibility: hidden", "visibility: visible", "color: rgb(255, 255, 255)", "white-space: pre-wrap",
    "height: 0; overflow: hidden", 'font-family: "A',
)  # fmt: skip
styles = st.sampled_from(STYLES).map(lambda style: f' style="{style}"')
attributes = st.one_of(st.just(""), st.just(' leaf=""'), st.just(' textstyle=""'), styles)


def element(tag, content, attribute=""):
    return f"<{tag}{attribute}>{content}</{tag}>"


def tagged(tags, children, separator=""):
    """Elements with one of *tags* around some *children*."""
    some = st.lists(children, min_size=1, max_size=4).map(separator.join)
    return st.builds(element, st.sampled_from(tags), st.one_of(some, some, some, st.just("")), attributes)


images = st.builds(
    lambda src, name, alt: f'<img {name}="{escape(src)}" alt="{alt}">',
    st.sampled_from(IMAGES),
    st.sampled_from(("data-src", "src")),
    st.one_of(st.just(""), texts),
)


def links(children):
    return st.builds(
        lambda href, inner: f'<a href="{escape(href)}">{inner}</a>', st.sampled_from(URLS), children
    )


leaves = st.one_of(texts, texts, texts, texts, st.just("<br>"), images)
inlines = st.recursive(
    leaves,
    lambda inner: st.one_of(
        tagged(
            ("span", "span", "strong", "b", "em", "i", "del", "s", "sup", "sub", "u", "font", "code"), inner
        ),
        tagged(("strong", "em", "span"), inner),
        links(inner),
    ),
    max_leaves=8,
)
runs = st.lists(inlines, min_size=1, max_size=4).map("".join)
code_lines = st.lists(texts, min_size=1, max_size=3)
codes = st.one_of(
    code_lines.map(lambda lines: element("pre", "\n".join(lines))),
    code_lines.map(lambda lines: element("pre", element("code", "<br>".join(lines)))),
    code_lines.map(
        lambda lines: element("pre", "".join(element("code", line) for line in lines), ' data-lang="python"')
    ),
)
simple_blocks = st.one_of(
    tagged(("p", "p", "p", "section", "div", "h2", "h3", "figcaption"), inlines),
    codes,
    st.just("<hr>"),
    st.just("<p><br></p>"),
)


def lists(blocks):
    item = st.builds(element, st.sampled_from(("li", "li", "li", "ul", "p")), st.one_of(runs, blocks))
    items = st.lists(item, max_size=4).map("".join)
    return st.builds(element, st.sampled_from(("ul", "ol")), items, st.sampled_from(("", "", ' start="3"')))


def tables(blocks):
    span = st.sampled_from(("", "", "", "", ' colspan="2"', ' rowspan="2"'))
    cells = st.builds(element, st.sampled_from(("td", "td", "td", "th")), st.one_of(runs, runs, blocks), span)
    rows = st.lists(cells, min_size=1, max_size=3).map("".join).map(lambda row: element("tr", row))
    body = st.lists(rows, min_size=1, max_size=3).map("".join)
    return body.map(lambda rows: f"<table><tbody>{rows}</tbody></table>")


blocks = st.recursive(
    simple_blocks,
    lambda inner: st.one_of(
        tagged(("section", "div", "blockquote", "section", "figure", "fieldset"), st.one_of(inner, inlines)),
        tagged(("p", "span", "strong", "em", "h2"), inner),  # blocks where they may not be
        links(inner),
        lists(inner),
        tables(inner),
    ),
    max_leaves=6,
)
bodies = st.lists(st.one_of(blocks, blocks, runs), min_size=1, max_size=5).map(
    lambda parts: f'<div class="rich_media_content" id="js_content">{"".join(parts)}</div>'
)

HIDING = re.compile("display: none|visibility: hidden|font-size: 0|height: 0; overflow: hidden")
shown_bodies = bodies.map(lambda html: HIDING.sub("color: red", html))

PROSE = (
    *"，。：；！？、“”《》（）—",
    *("今天", "春雨", "茶", "tea", "Python 3", "40%", "C++", "a_b", " ", ", ", ". ", "R&amp;D"),
)
prose = st.lists(st.sampled_from(PROSE), min_size=1, max_size=12).map(
    lambda words: f"<p>今天{''.join(words)}</p>"
)
