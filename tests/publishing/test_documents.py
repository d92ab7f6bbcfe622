"""Documents in every style: what a source had stays as it was, and a document comes back as it is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import yaml
from folders import FIXTURES, fixture_name
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean import HEXO, HUGO, PLAIN, Article, Style, clean
from wechatclean.html.characters import plain
from wechatclean.images.image import image_at
from wechatclean.images.policies import POLICIES
from wechatclean.publishing.styles import STYLES

CHINA = timezone(timedelta(hours=8))
ARTICLE = Article(
    title="茶 & 水",
    author="阿茶",
    published_at=datetime(2018, 3, 19, 5, 30, tzinfo=CHINA),
    cover=image_at("https://img.example.org/a.png", role="cover"),
    url="https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt",
    tags=("早市", "青菜"),
    is_paid=False,
    markdown="正文",
    html="<p>正文</p>",
)
KEPT = """title: ' '
date: 2018-03-19 05:30:00+08:00 # early
categories: [[新媒体, 鸟哥笔记], 首页]
thumbnail: '/images/a b.png'
headimg: "https://img.example.org/a.png"
description: 甲
excerpt: 乙
lang: zh
no: yes
nested: {a: [1, 2.5, null, 0123]}
"""


def post(front, body="<p>正文</p>"):
    return f"---\n{front}---\n{body}"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("folder", sorted(path.parent for path in FIXTURES.glob("*/*/expected.md")), ids=fixture_name)
def test_a_document_is_read_back_and_written_the_same(folder, style):
    """Byte for byte, and the Markdown in it, whatever was written so that it stays text."""
    (source,) = folder.glob("input.*")
    article = clean(source.read_bytes())
    document = article.to_document(style)
    again = clean(document)
    assert again.markdown == article.markdown
    assert again.to_document(style) == document


# What would be read otherwise in a document than on its page, if it were written without care.
NEAR_A_FORMULA = [
    "*<n data-formula='{x}'>", "<n data-formula='~~_{'>", "<n data-formula='`{'>", "_<n data-formula='``a``'>",
    "<em>$*$</em>", "<n data-formula='a~~~b'>",
    "_<n data-formula='{'>", "甲<n data-formula='x\\'>", "<em>$x$</em>", "<b>题$x$</b>",
    "<n data-formula='总和'>", "<n data-formula='5'>6", "<n data-formula='a**b**c'>", "<n data-formula='-'>",
    "<n data-formula='|a|'>", "<n data-formula='{{a}}'>",
    "<n data-formula='|a| {{b}} [[c]] == %% d' data-formula-type='block-equation'>",
    "$g&gt;<em>$</em>", "$<em>$</em>乙", "<em>a $b</em>$", "$a&lt;b$", "$a&lt;b$&gt;", "$g<a href='https://a.cn/'>$</a>",
    "$丙~<del>$&lt;</del>", "$a`b$`", "<code>a$</code>b$", "$x<code>$</code>", "$x<sub>1</sub>$ y", "$a][b$",
    "<a href='https://a.cn/x$y'>a$</a> b$", "<code>: </code><em><code>乙</code></em>", "甲<code> {{  x }} </code>",
    "$x$$", "#<n data-formula='a*{b} c*{x=y}'>",
]  # fmt: skip
NEAR_WHAT_AN_ENGINE_READS = [
    "<b>*{:</b>}", "!{:}", "![[a]]", "<b># #袘</b>己<>#歾", "{:*a*}", "*{#*}", "{{% x %}}", "{{%%",
    "{{{{&lt; x >}}", "{{ x {{&lt; y >}}",
    "<a href='https://a.cn/x'>[C[]]</a>", "<table><tr><td>甲<ul><li>{{&lt; x >}}</ul><td>[[a]]</table>",
]  # fmt: skip
LIKE_AN_ABBREVIATION = [
    "<em>[x]: 乙</em>", "<em>[x]:<br>乙</em>", "<h2><em>[x]: 乙</em>丙</h2>", "<li><em>[x]:</em>乙", "*[x]: 乙",
    "*[x]: 乙*",
]  # fmt: skip
ELSEWHERE = [
    "甲<img src='http:)'>", "<h2><em>4</em></h2><h2><em>甲</em>乙</h2>", "戊<b>👨\u200d👧</b>", "<li><l>" * 9 + "甲",
    '<h2><a href="https://a.cn/"><em>1</em></a></h2><h2><em>甲</em></h2>',
    "<image src='https://a.cn/b' alt='鸟哥笔记,水'>",
    "<img data-origin='https://res.wx.qq.com/a/emotion_panel/b.png'>",
    "<blockquote class='callout note'><p class='title'><img src='https://a.cn/b'>甲 <br>乙</p></blockquote>",
]  # fmt: skip


def test_the_copies_beside_a_saved_page_serve_front_matter_too():
    pictures = [f"https://mmbiz.qpic.cn/mmbiz_png/Key/{size}?wx_fmt=png" for size in (0, 640)]
    body = f'<div id="js_content"><p>茶</p><img data-src="{pictures[1]}" src="./a_files/640"></div>'
    page = f'<meta property="og:image" content="{pictures[0]}">{body}'
    for source in (post(f"thumbnail: {pictures[0]}\n", body), page):
        article = clean(source)
        article = article.with_images({image.url: image.path for image in article.images if image.path})
        assert "mmbiz" not in article.to_document("hexo")
        assert article.to_document("hexo").count("a_files/640") == 2


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("html", [*NEAR_A_FORMULA, *NEAR_WHAT_AN_ENGINE_READS, *LIKE_AN_ABBREVIATION, *ELSEWHERE])
def test_a_page_is_read_the_same_in_its_document(html, style):
    article = clean(f"<p>前</p><p>{html}")
    document = article.to_document(style)
    again = clean(document)
    assert again.markdown == article.markdown
    assert again.to_document(style) == document


@pytest.mark.parametrize("style", STYLES)
def test_front_matter_stays_as_it_was_written(style):
    assert clean(post(KEPT)).to_document(style) == f"---\n{KEPT}---\n\n正文\n"


# Without Unicode's tag characters: nobody sees them, and they go wherever they stand.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]).filter(lambda c: plain(c) == c)
WORDS = st.text(CHARACTERS, max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(WORDS.filter(lambda key: key not in ("kind", "title", "date")), VALUES, min_size=1, max_size=6),
    st.sampled_from(sorted(STYLES)),
    st.booleans(),
    st.booleans(),
)
def test_any_front_matter_comes_back(fields, style, flow, is_unicode):
    """As PyYAML reads it, but for what a style renames."""
    front = yaml.safe_dump(fields, default_flow_style=flow or None, allow_unicode=is_unicode, sort_keys=False)
    article = clean(post(front))
    document = article.to_document(style)
    assert yaml.safe_load(document.removeprefix("---\n").partition("\n---\n")[0]) == yaml.safe_load(front)
    assert clean(document).to_document(style) == document


@pytest.mark.parametrize(
    ("style", "date"),
    [
        ("plain", "date: '2018-03-19T05:30:00+08:00'"),
        ("hexo", "date: 2018-03-19 05:30:00 +0800"),
        ("hugo", "date: 2018-03-19T05:30:00+08:00"),
        ("jekyll", "date: 2018-03-19 05:30:00 +0800"),
        ("obsidian", "created: 2018-03-19T05:30:00"),
    ],
)
def test_each_style_writes_dates_that_its_reader_reads(style, date):
    assert f"\n{date}\n" in ARTICLE.to_document(style)


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_stated_is_not_written(style):
    document = ARTICLE.to_document(style)
    assert "is_paid" not in document
    assert "digest" not in document
    assert "description" not in document


def test_a_document_always_begins_with_front_matter():
    assert clean("<p>甲</p>").to_document() == "---\nkind: article\n---\n\n甲\n"


@pytest.mark.parametrize(
    ("front", "style", "wanted"),
    [
        ("author: 甲\n", "hexo", "author: 甲\ntitle: 茶\ndate: 2018-03-19 05:30:00 +0800\n"),
        ("author: 甲\n", "plain", "author: 甲\n"),
        ("title: ''\n", "hexo", "title: ''\ndate: 2018-03-19 05:30:00 +0800\n"),
        ("  a: 甲\n  b:\n  - c\n", "hexo", "  a: 甲\n  b:\n  - c\n  title: 茶\n  date: 2018-03-19 05:30:00 +0800\n"),
        ("text: |\n  甲\n\n  乙\n", "jekyll", "text: |\n  甲\n\n  乙\ntitle: 茶\ndate: 2018-03-19 05:30:00 +0800\n"),
        ("{author: 甲}\n", "hexo", "{author: 甲\n, title: 茶, date: '2018-03-19 05:30:00 +0800'}\n"),
        ("{author: 甲, # x\n}\n", "hugo", "{author: 甲, # x\ntitle: 茶, date: '2018-03-19T05:30:00+08:00'}\n"),
        ("{}\n", "hexo", "{\ntitle: 茶, date: '2018-03-19 05:30:00 +0800'}\n"),
        ("{author: 甲} # x\n", "hexo", "{author: 甲} # x\n"),
        ("author:\t甲\n", "hexo", "author:\t甲\ntitle: 茶\ndate: 2018-03-19 05:30:00 +0800\n"),
        ("# nothing\n", "hexo", "# nothing\ntitle: 茶\ndate: 2018-03-19 05:30:00 +0800\n"),
    ],
)  # fmt: skip
def test_a_style_adds_what_it_needs_and_the_source_lacks(front, style, wanted):
    article = clean(post(front)).model_copy(update={"title": "茶", "published_at": ARTICLE.published_at})
    assert article.to_document(style) == f"---\n{wanted}---\n\n正文\n"


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("url: https://a.example/x\n", "canonicalURL: https://a.example/x\n"),
        ('"url": //a.example/x # y\n', '"canonicalURL": //a.example/x # y\n'),
        ("url: /own/path/\n", "url: /own/path/\n"),
        ("nested:\n  url: https://a.example/x\n", "nested:\n  url: https://a.example/x\n"),
        ("url: https://a.example/x\ncanonicalURL: y\n", "url: https://a.example/x\ncanonicalURL: y\n"),
    ],
)
def test_hugo_gets_no_address_of_another_site_for_its_own(front, wanted):
    assert clean(post(f"title: 茶\ndate: 2018-03-19\n{front}")).to_document(HUGO).startswith(
        f"---\ntitle: 茶\ndate: 2018-03-19\n{wanted}---\n"
    )


TOML = '+++\ntitle = "茶"\ndate = 2018-03-19T05:30:00+08:00\n[params]\na = [1, "b"]\n+++\n'
JSON = '{\n  "title": "茶",\n  "date": "2018-03-19"\n}\n'


@pytest.mark.parametrize("front", [TOML, JSON], ids=["TOML", "JSON"])
@pytest.mark.parametrize("style", ["plain", "hugo"])
def test_front_matter_of_hugo_stays_as_it_was_written(front, style):
    article = clean(f"{front}\n<p>正文</p>")
    assert article.title == "茶"
    assert article.to_document(style) == f"{front}\n正文\n"


@pytest.mark.parametrize("style", ["hexo", "jekyll", "obsidian"])
def test_others_get_it_in_yaml(style):
    document = clean(f"{TOML}\n<p>正文</p>").to_document(style)
    said = yaml.safe_load(document.split("---\n")[1])
    assert (said["title"], said["params"]) == ("茶", {"a": [1, "b"]})
    assert "2018-03-19" in str(said["date"])
    assert clean(document).published_at == ARTICLE.published_at or style == "obsidian"


def test_pictures_of_front_matter_are_shown_from_files():
    front = 'cover: https://img.example.org/a.png\nheadimg: "https://img.example.org/b"\nlist: [x, https://img.example.org/a.png]\n'
    front += "url: https://img.example.org/b\nthumbnail: /images/own.png\n"
    article = clean(post(front)).with_images(
        {"https://img.example.org/a.png": "pics/茶 1.png", "https://img.example.org/b": "pics/b.png"}
    )
    assert article.to_document() == (
        "---\ncover: 'pics/茶 1.png'\nheadimg: \"pics/b.png\"\nlist: [x, 'pics/茶 1.png']\n"
        "url: https://img.example.org/b\nthumbnail: /images/own.png\n---\n\n正文\n"
    )


@pytest.mark.parametrize(
    ("path", "shown"),
    [("pics/a.png", "pics/a.png"), ("图 片/100%.png", "图%20片/100%25.png"), ("/assets/a.png", "/assets/a.png")],
)
def test_pictures_are_shown_from_where_they_were_when_the_markdown_is_written_anew(path, shown):
    article = clean('<p>{{ x }}<img src="https://img.example.org/a.png"></p>').with_images(
        {"https://img.example.org/a.png": path}
    )
    assert article.to_document("hexo").endswith(f"\n&#123;{{ x }}}}![]({shown})\n")
    assert article.markdown == f"{{{{ x }}}}![]({shown})"


@pytest.mark.parametrize("images", [*POLICIES, "https://proxy.example/?u={url}"])
def test_a_policy_shows_the_same_in_every_style(images):
    """Also a picture of a saved page, which has a copy beside it."""
    cleaner = wechatclean.Cleaner(images=images)
    html = '<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/K/640" src="页_files/640.png" alt="茶">水</p>'
    article = cleaner.clean(html)
    for style in STYLES:
        assert article.to_document(style, cleaner=cleaner).partition("---\n\n")[2] == article.markdown + "\n"


def test_a_cleaner_says_how_the_markdown_is_written():
    cleaner = wechatclean.Cleaner(writer=wechatclean.MarkdownWriter(bullets="*"), images="alt-text")
    article = cleaner.clean('<ul><li>{{ x }}</li></ul><p>甲<img src="https://img.example.org/a.png" alt="乙"></p>')
    assert article.to_document("hexo", cleaner=cleaner).endswith("---\n\n* &#123;{ x }}\n\n甲乙\n")


def test_a_style_of_ones_own():
    def short(moment):
        return f"{moment:%d.%m.%Y}"

    style = Style(fields=(("title", "name"), ("published_at", "day"), ("cover", "top_img")), date=short)
    assert ARTICLE.to_document(style) == (
        "---\nname: 茶 & 水\nday: 19.03.2018\ntop_img: https://img.example.org/a.png\n---\n\n正文\n"
    )


def test_a_wrong_name_is_refused_with_the_right_ones():
    with pytest.raises(ValueError, match="plain, hexo, hugo, jekyll, obsidian"):
        ARTICLE.to_document("wordpress")
    assert ARTICLE.to_document("HEXO") == ARTICLE.to_document(HEXO) != ARTICLE.to_document(PLAIN)


@pytest.mark.parametrize(
    ("title", "style", "name"),
    [
        ("茶 & 水：5/10?", "plain", "茶-水：5-10.md"),
        ("茶 & 水", "hexo", "2018-03-19-茶-水.md"),
        ("茶 & 水", "jekyll", "2018-03-19-茶-水.md"),
        ("茶 & 水", "hugo", "content/posts/茶-水/index.md"),
        ("茶 #1 [水] ^x|y", "obsidian", "茶 1 水 x y.md"),
        ("../../etc/passwd", "plain", "etc-passwd.md"),
        ("con", "plain", "-con.md"),
        ("NUL.txt", "plain", "-NUL.txt.md"),
        (".hidden. ", "plain", "hidden.md"),
        ("a\x00\u202eb\n c", "plain", "ab-c.md"),
        ("é", "plain", "\u00e9.md"),
        ("e\u0301", "plain", "\u00e9.md"),
        ("茶" * 300, "plain", "茶" * 50 + ".md"),
        ("???", "plain", "untitled.md"),
        (None, "plain", "untitled.md"),
        ("{TITLE} {0}", "plain", "TITLE-0.md"),
    ],
)  # fmt: skip
def test_file_names_are_safe_on_every_system(title, style, name):
    article = ARTICLE.model_copy(update={"title": title})
    assert article.filename(style) == name


def test_a_file_name_of_its_own():
    assert ARTICLE.filename(taken={"茶-水.md", "茶-水-2.md"}) == "茶-水-3.md"
    taken = {"abc.md"}
    assert ARTICLE.model_copy(update={"title": "ABC"}).filename(taken=taken) == "ABC-2.md"


def test_a_file_name_by_the_key():
    article = ARTICLE.model_copy(update={"key": "MzA0MDAwMDAwMQ==:2247480123:1"})
    assert article.filename(by_key=True) == "MzA0MDAwMDAwMQ-2247480123-1.md"
    assert article.model_copy(update={"title": None}).filename() == "MzA0MDAwMDAwMQ-2247480123-1.md"
    assert ARTICLE.filename(by_key=True) == "untitled.md"


def test_a_post_without_a_date_has_none_in_its_name():
    assert ARTICLE.model_copy(update={"published_at": None}).filename("hexo") == "茶-水.md"
