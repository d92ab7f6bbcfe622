"""How a paragraph is written, from text and marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wechatclean.output.markdown.lifting import lift_pairs
from wechatclean.output.markdown.paragraph import resolve
from wechatclean.output.markdown.placeholders import EM, STRONG, atom, emphasis, literal
from wechatclean.output.markdown.plain_emphasis import resolve_plain

words = st.text("茶水ab1 。，：“”（）《》-!?%+\U0001f375", min_size=1, max_size=5)
texts = words.map(literal)
atoms = st.sampled_from(("![](a.png)", "`x`", "<br>")).map(atom)
spans = st.recursive(
    texts | atoms,
    lambda inside: st.builds(
        emphasis, st.sampled_from((STRONG, EM)), st.lists(inside, min_size=1, max_size=3).map("".join)
    ),
    max_leaves=3,
)
paragraphs = st.lists(spans, max_size=7).map("".join)


@given(paragraphs)
def test_the_fast_path_writes_what_the_slow_path_writes(paragraph):
    paragraph = lift_pairs(paragraph)
    assert resolve_plain(paragraph) in (None, resolve(paragraph, "*"))


def test_most_emphasis_takes_the_fast_path():
    assert resolve_plain("茶" + emphasis(STRONG, "要热：") + "水") == "茶**要热**：水"
