"""Signs of Markdown beside live HTML, in every order and place: what no list of vectors has thought of."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st
from judge import RENDERERS, dangers_of_markdown
from oracle import differences
from vectors import framed

import wechatclean

SIGNS = [*"` `` ``` ~~ * ** _ < <b </b> <!-- --> <? \\ [ ] ]( ) { } | & ! = # $ 甲 x".split(" "), " ", "\n"]
LIVE = (
    "<script>x</script>", "<b onclick=x>", "<a href=javascript:x>", "<!-- x -->", "<?x?>", "<![CDATA[x]]>", "<!x>",
    "[x](javascript:x)", "<javascript:x>", "{onclick=x}", "{: onclick=x}", "*x*{onclick=x}",
    "<scriptcgiDataNew={sn:'x'}", "<script>cgiDataNew = {sn: 'x'}</script>", '<meta name="author" content="x">',
)  # fmt: skip
TEX = ("_", "*", "{onclick=x}", "{i}", "a", "\\", " ", "`", "**", "^")

pieces = st.one_of(st.sampled_from(SIGNS), st.sampled_from(SIGNS), st.sampled_from(LIVE))
texts = st.lists(pieces, min_size=1, max_size=4).map("".join).map(escape)
formulas = st.lists(st.sampled_from(TEX), min_size=1, max_size=4).map("".join)


def among(children, *frames):
    """One of *frames* around *children*."""
    return st.tuples(st.sampled_from(frames), children).map(lambda drawn: drawn[0].format(drawn[1]))


def some(children, most=3):
    return st.lists(children, min_size=1, max_size=most).map("".join)


inlines = st.recursive(
    st.one_of(texts, texts, among(texts, "<code>{}</code>", '<img src="https://a.cn/b.png" alt="{}">', "<br>")),
    lambda inner: among(
        some(inner, 2), "<b>{}</b>", "<i>{}</i>", "<del>{}</del>", "<sup>{}</sup>", '<a href="https://a.cn/">{}</a>'
    ),
    max_leaves=6,
)
leaves = st.one_of(
    among(some(inlines), "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<blockquote>{}</blockquote>"),
    among(texts, "<pre>{}</pre>"),
    st.tuples(inlines, inlines, inlines).map("<table><tr><td>{0[0]}<td>{0[1]}<tr><td>{0[2]}<td></table>".format),
    st.tuples(inlines, inlines).map("<table><tr><td colspan=2>{0[0]}<tr><td>x<td>{0[1]}</table>".format),
)
blocks = st.recursive(
    leaves, lambda inner: among(some(inner), "<ul><li>{}</li></ul>", "<blockquote>{}</blockquote>"), max_leaves=3
)
articles = some(blocks).map(framed)
emphasised = st.recursive(
    st.one_of(texts, among(formulas, '<span data-formula="{}"></span>')),
    lambda inner: among(some(inner, 2), "<b>{}</b>", "<i>{}</i>", '<a href="https://a.cn/">{}</a>'),
    max_leaves=6,
)
with_formulas = among(
    some(emphasised),
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<table><tr><td>{}<td>x<tr><td>x<td>x</table>",
).map(framed)  # fmt: skip


@given(articles, st.sampled_from(["remote", "no-referrer"]))
def test_nothing_comes_to_life(html, images):
    assert dangers_of_markdown(wechatclean.clean(html, images=images).markdown) == []


@given(with_formulas)
def test_nothing_comes_to_life_beside_formulas(html):
    assert dangers_of_markdown(wechatclean.clean(html).markdown) == []


@given(articles)
def test_no_text_states_a_fact(html):
    article = wechatclean.clean(html)
    assert article.front_matter() == {}
    assert wechatclean.clean(article.to_document()).front_matter() == {}


@given(articles, st.sampled_from(["remote", "no-referrer"]))
def test_nothing_is_lost(html, images):
    article = wechatclean.clean(html, images=images)
    for name in ("markdown-it-py", "cmark-gfm"):
        assert differences(article.markdown, article.html, RENDERERS[name]) == []
