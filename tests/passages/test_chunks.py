"""Chunks: nothing lost, nothing twice, nothing cut that must stay whole, and nothing too long that does not say so."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from bodies import bodies
from folders import FIXTURES, fixture_name
from hypothesis import given
from hypothesis import strategies as st
from passages import check_chunks

import wechatclean
from wechatclean import CountError
from wechatclean.passages.sentences import read_prose

FOLDERS = sorted(folder.parent for folder in FIXTURES.glob("*/*/expected.md"))
PICTURES = [f"https://mmbiz.qpic.cn/mmbiz_png/Key{n}/640?wx_fmt=png" for n in range(3)]


@pytest.mark.parametrize("folder", FOLDERS, ids=fixture_name)
def test_chunks_of_every_fixture(folder):
    given = next(folder.glob("input.*")).read_bytes()
    article = wechatclean.clean(given, recover=True, images="reference")
    for most in (1, 40):
        check_chunks(article, article.chunks(max_characters=most), most)


@given(bodies, st.integers(1, 60))
def test_chunks_of_any_body(html, most):
    try:
        article = wechatclean.clean(html)
    except wechatclean.NotAnArticle:
        return
    check_chunks(article, article.chunks(max_characters=most), most)


# -- what a chunk says ---------------------------------------------------------------------------------------------

SECTIONS = (
    "<div id='js_content'><p>先说一句。</p><h1>茶</h1><h2>水<br>温</h2><p>水要热。</p>"
    f"<p><img data-src='{PICTURES[0]}'></p><h2>叶</h2><p>红茶。</p><h1>尾</h1><p>完。</p></div>"
)


def test_a_section_has_chunks_of_its_own_and_knows_its_headings():
    article = wechatclean.clean(SECTIONS)
    chunks = article.chunks(max_characters=500)
    assert [chunk.headings for chunk in chunks] == [(), ("茶", "水 温"), ("茶", "叶"), ("尾",)]
    assert [len(chunk.images) for chunk in chunks] == [0, 1, 0, 0]
    assert chunks[2].content == "# 茶\n\n## 叶\n\n红茶。\n\n"
    assert article.markdown[chunks[2].start : chunks[2].end] == "## 叶\n\n红茶。\n\n"


def test_headings_that_are_only_drawn_count_where_they_are_recovered():
    html = "".join(
        f"<p style='font-size: 20px; color: red'><strong>{title}</strong></p><p>水要热的，叶要新的，杯要暖的。</p>" * 2
        for title in ("一、茶", "二、水")
    )
    page = f"<div id='js_content'>{html}</div>"
    drawn = wechatclean.clean(page, recover=True)
    assert {chunk.headings for chunk in drawn.chunks(max_characters=200)} == {("一、茶",), ("二、水",)}
    assert {chunk.headings for chunk in wechatclean.clean(page).chunks(max_characters=200)} == {()}


def test_metadata_are_flat_facts():
    post = "---\ntitle: 茶\nauthor: 甲\ndate: 2024-01-02 03:04:05\n---\n<h2>水</h2><p>热。</p>"
    (chunk,) = wechatclean.clean(post, url="https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv").chunks(max_characters=99)
    assert chunk.metadata | {"key": ""} == {
        "key": "",
        "url": "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv",
        "title": "茶",
        "author": "甲",
        "published_at": "2024-01-02T03:04:05+08:00",
        "headings": "水",
        "start": 0,
        "end": 8,
    }


def test_equal_slices_of_other_articles_have_other_ids():
    one, other = (wechatclean.clean("<p>水</p>", url=f"https://mp.weixin.qq.com/s/{n * 22}") for n in "AB")
    assert one.chunks(max_characters=9)[0].id != other.chunks(max_characters=9)[0].id


def test_a_table_goes_on_below_its_header_and_code_behind_its_fence():
    rows = "".join(f"<tr><td>茶{n}</td><td>水{n}</td></tr>" for n in range(6))
    article = wechatclean.clean(
        f"<table><tr><th>叶</th><th>温</th></tr>{rows}</table>"
        f"<pre data-lang='python'><code>{'boil()<br>' * 9}</code></pre>"
    )
    chunks = article.chunks(max_characters=50)
    header = "| 叶 | 温 |\n| --- | --- |\n"
    assert [chunk.content[: len(header)] for chunk in chunks[:3]] == [header] * 3
    assert [chunk.content[:10] for chunk in chunks[3:]] == ["```python\n"] * (len(chunks) - 3)
    assert len(chunks) > 4
    assert not any(chunk.oversize for chunk in chunks)


def test_a_table_that_is_html_goes_on_below_its_header():
    rows = "".join(f"<tr><td colspan='2'>茶{n}</td></tr>" for n in range(4))
    article = wechatclean.clean(f"<table><tr><th>叶</th><th>温</th></tr>{rows}</table>")
    chunks = article.chunks(max_characters=120)
    assert {chunk.content[:40] for chunk in chunks} == {"<table>\n<tr><th>叶</th><th>温</th></tr>\n<tr>"[:40]}
    rows = re.compile(r"(<table>\n)?(<tr>.*</tr>\n)+(</table>)?")
    assert all(rows.fullmatch(article.markdown[chunk.start : chunk.end]) for chunk in chunks)


def test_outer_headings_go_where_they_would_take_more_than_half_of_the_room():
    article = wechatclean.clean("<h1>很长很长的一个题目在这里</h1><h2>水</h2><p>水要热的。叶要新的。</p>")
    chunks = article.chunks(max_characters=15)
    assert chunks[-1].headings == ("很长很长的一个题目在这里", "水")
    assert chunks[-1].content == "## 水\n\n叶要新的。"


# -- what is never cut -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pieces",
    [
        ["茶。", "水！", "真的？！", "好……也好。"],
        ["他说：“茶是热的。”", "后来他走了。"],
        ["“茶要热的。”，他说。", "完"],
        ["**茶是热的。**", "水也是。"],
        ["茶。", "**水。", "又一句。**"],
        ["见[书。一](https://tea.example/a?b=c.)。", "完"],
        ["见[图![一。](https://tea.example/b.png)。](https://tea.example/)。", "完"],
        ["用`a。b`和``c`。``。", "完"],
        ["式 $x.\\ y$ 是式。", "完"],
        ["（他说。又说。）是的。", "完"],
        ["引文。[^1]", "完"],
        ["引文。<sup>[\\[1\\]](#fn-1)</sup>", "完"],
        ['<a href="https://tea.example/">茶。水。</a>是链接。', "完"],
        ["It is 3.5 degrees. ", "Dr. Tea said so, e.g. today. ", "“Ok.” ", "See a.example.org now."],
        ["一行  \n", "二行\\\n", "三行<br>\n", "四行\n还是四行。\n", "五行"],
        ["茶\\[一。", "二\\]。"],
        ["![图。](https://tea.example/a.png)", "[![](b.png)](https://tea.example/)", "![](c.png)后文。", "真![](d)"],
        ["没有结束的[括号。", "`刻度。", "<标。", "完"],
    ],
    ids=str,
)
def test_sentences(pieces):
    text = "".join(pieces)
    cuts = [0, *read_prose(text).cuts, len(text)]
    assert [text[start:end] for start, end in pairwise(cuts)] == pieces


def test_links_and_pictures_are_whole_in_one_chunk():
    link = f"<a href='https://tea.example/{'a' * 40}'>茶。水。</a>"
    pictures = "".join(f"<img data-src='{url}' alt='图。{n}'>" for n, url in enumerate(PICTURES))
    article = wechatclean.clean(f"<div id='js_content'><p>一。{link}。二。{pictures}三。</p></div>")
    chunks = article.chunks(max_characters=20)
    assert sum(f"[茶。水。](https://tea.example/{'a' * 40})" in chunk.content for chunk in chunks) == 1
    assert [image.url for chunk in chunks for image in chunk.images] == PICTURES
    for chunk in chunks:
        assert [image.url in chunk.content for image in chunk.images] == [True] * len(chunk.images)


def test_one_sentence_one_row_and_one_line_that_are_longer_say_so():
    article = wechatclean.clean(
        f"<p>{'茶' * 30}。水。</p><table><tr><td>{'叶' * 30}</td></tr></table><pre><code>{'x' * 30}<br>y</code></pre>"
    )
    chunks = article.chunks(max_characters=20)
    assert [len(chunk.content) > 20 for chunk in chunks] == [chunk.oversize for chunk in chunks]
    assert sum(chunk.oversize for chunk in chunks) == 3


# -- counting --------------------------------------------------------------------------------------------------------


def words(text):
    return len(re.findall(r"\w", text)) // 2


def test_tokens_are_counted_by_the_users_function():
    article = wechatclean.clean(SECTIONS)
    chunks = article.chunks(max_tokens=4, count=words)
    assert "".join(article.markdown[chunk.start : chunk.end] for chunk in chunks) == article.markdown
    assert all(chunk.oversize == (words(chunk.content) > 4) for chunk in chunks)


@pytest.mark.parametrize(
    "count",
    [
        lambda text: len(text) ** 2 / 10,
        lambda text: 10 - len(text) % 7,
        lambda text: 0,
        lambda text: 10**9,
        lambda text: hash(len(text)) % 97,
    ],
    ids=["more together than apart", "less with length", "nothing", "too much", "any"],
)
def test_a_function_that_adds_up_to_nothing_still_loses_nothing(count):
    article = wechatclean.clean(SECTIONS * 3)
    chunks = article.chunks(max_tokens=8, count=count)
    assert "".join(article.markdown[chunk.start : chunk.end] for chunk in chunks) == article.markdown
    assert all(chunk.oversize == (count(chunk.content) > 8) for chunk in chunks)


def raising(text):
    raise KeyError("茶")


@pytest.mark.parametrize(
    "count",
    [raising, lambda text: -1, lambda text: math.nan, lambda text: math.inf, lambda text: "3", lambda text: True,
     lambda text: None, lambda text: [1]],
    ids=["raises", "negative", "nan", "infinite", "text", "bool", "none", "list"],
)  # fmt: skip
def test_a_function_that_does_not_count_is_a_typed_error(count):
    with pytest.raises(CountError, match=r"^count ") as caught:
        wechatclean.clean(SECTIONS).chunks(max_tokens=8, count=count)
    assert isinstance(caught.value, wechatclean.WechatCleanError)
    assert (caught.value.__cause__ is not None) == (count is raising)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({}, TypeError),
        ({"max_characters": 8, "max_tokens": 8, "count": len}, TypeError),
        ({"max_characters": 8, "count": len}, TypeError),
        ({"max_tokens": 8}, TypeError),
        ({"max_tokens": 8, "count": 3}, TypeError),
        ({"max_characters": "8"}, TypeError),
        ({"max_characters": 8.0}, TypeError),
        ({"max_characters": True}, TypeError),
        ({"max_characters": 0}, ValueError),
        ({"max_tokens": -1, "count": len}, ValueError),
    ],
)
def test_lengths_that_are_none(options, error):
    with pytest.raises(error):
        wechatclean.clean(SECTIONS).chunks(**options)


QUOTES = "<blockquote>" * 1_000 + "<p>{}</p>" + "</blockquote>" * 1_000
SHAPES = {
    "a thousand quotes": lambda n: QUOTES.format("茶是热的。" * n),
    "sentences": lambda n: f"<p>{'茶是热的。' * n}</p>",
    "paragraphs": lambda n: "<p>茶是热的。</p>" * n,
    "headings": lambda n: "<h2>茶</h2><p>热的。水也是热的。</p>" * n,
    "rows": lambda n: f"<table>{'<tr><td>茶是热的</td><td>水</td></tr>' * n}</table>",
    "items": lambda n: f"<ul>{'<li>茶是热的<ul><li>水</li></ul></li>' * n}</ul>",
    "lines": lambda n: f"<pre><code>{'boil(water)<br>' * n}</code></pre>",
    "one long word": lambda n: f"<p>{'茶' * 5 * n}</p>",
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("most", [1, 12, 100])
def test_the_calls_grow_as_the_article_does(name, most):
    def work(n):
        calls = characters = 0

        def count(text):
            nonlocal calls, characters
            calls += 1
            characters += len(text)
            return len(text)

        article = wechatclean.clean(SHAPES[name](n))
        chunks = article.chunks(max_tokens=most, count=count)
        check_chunks(article, chunks, most)
        return calls, characters

    few, many = work(50), work(200)
    assert many[0] < 4.4 * few[0] + 10
    assert many[1] < 4.4 * few[1] + 10


@pytest.mark.parametrize("number", [0, 3])
def test_the_definitions_of_pictures_are_in_chunks(number):
    pictures = "".join(f"<p><img data-src='{url}'></p>" for url in PICTURES[:number])
    article = wechatclean.clean(f"<div id='js_content'><p>茶。</p>{pictures}</div>", images="reference")
    check_chunks(article, article.chunks(max_characters=30), 30)


def test_a_long_paragraph_in_boxes_that_hold_nothing_else_is_cut():
    article = wechatclean.clean(f"<blockquote><ul><li><p>{'茶是热的。' * 9}</p></li></ul></blockquote>")
    assert len(article.chunks(max_characters=20)) > 2


def test_a_heading_in_a_quote_is_no_section():
    article = wechatclean.clean("<h2>茶</h2><p>一。</p><blockquote><h3>叶</h3><p>二。</p></blockquote><p>三。</p>")
    assert {chunk.headings for chunk in article.chunks(max_characters=12)} == {("茶",)}
