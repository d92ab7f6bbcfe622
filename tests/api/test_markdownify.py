"""What markdownify's users know, with this writer: each example and each option of its README is a row.

The examples are those of markdownify 1.2; where the writer gives something else on purpose, the row says why.
"""

from __future__ import annotations

import pickle
import re

import bs4
import markdownify
import pytest
from markdownify import (
    ASTERISK,
    ATX,
    ATX_CLOSED,
    BACKSLASH,
    LSTRIP,
    RSTRIP,
    SETEXT,
    SPACES,
    STRIP,
    UNDERLINED,
    UNDERSCORE,
)

import wechatclean
from wechatclean import MarkdownWriter

YAY = '<b>Yay</b> <a href="http://github.com">GitHub</a>'
SELF = '<p><a href="https://a.cn/b">https://a.cn/b</a></p>'
HEADINGS = "<h1>甲</h1><h2>乙</h2><h3>丙</h3>"
NESTED = "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li></ul>"
TABLE = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
CODE = "<pre>x = 1\ny = 2</pre>"
PICTURE = '<h2>甲<img src="https://a.cn/1.png" alt="茶">乙</h2>'


def class_name(el):
    return el["class"][0] if el.has_attr("class") else None


EXAMPLES = [
    ({}, YAY, "**Yay** [GitHub](http://github.com)"),
    ({"strip": ["a"]}, YAY, "**Yay** GitHub"),
    ({"convert": ["b"]}, YAY, "**Yay** GitHub"),
    ({"code_language_callback": class_name}, '<pre class="language-python">x = 1</pre>', "```python\nx = 1\n```"),
    ({"code_language_callback": class_name}, '<pre class="python">x = 1</pre>', "```python\nx = 1\n```"),
]
OPTIONS = [
    (
        {"strip": ["h1", "li", "em", "s"]},
        f"{HEADINGS}<ul><li># 甲<i>乙</i><s>丙</s></li></ul>",
        "甲\n\n## 乙\n\n### 丙\n\n\\# 甲乙丙",
    ),
    ({"strip": ["pre", "code"]}, "<p>用<code>*x*</code></p><pre># *y*</pre>", "用\\*x*\n\n\\# \\*y*"),
    ({"strip": ["img"]}, '<p>甲<img src="https://a.cn/1.png" alt="茶">乙</p>', "甲乙"),
    ({"strip": ["table"]}, TABLE, "甲\n\n乙\n\n丙\n\n丁"),
    ({"strip": ["div", "script"]}, "<div>甲</div>", "甲"),
    ({"convert": ["p", "strong"]}, "<p><b>甲</b><i>乙</i></p><h2># 丙</h2>", "**甲**乙\n\n\\# 丙"),
    ({"autolinks": True}, SELF, "<https://a.cn/b>"),
    ({"autolinks": False}, SELF, "[https://a.cn/b](https://a.cn/b)"),
    ({"default_title": True}, '<p><a href="https://a.cn/b">甲</a></p>', '[甲](https://a.cn/b "https://a.cn/b")'),
    ({"default_title": True}, SELF, '[https://a.cn/b](https://a.cn/b "https://a.cn/b")'),
    ({"default_title": False}, '<p><a href="https://a.cn/b">甲</a></p>', "[甲](https://a.cn/b)"),
    ({}, HEADINGS, "# 甲\n\n## 乙\n\n### 丙"),  # markdownify's default is UNDERLINED
    ({"heading_style": ATX}, HEADINGS, "# 甲\n\n## 乙\n\n### 丙"),
    ({"heading_style": ATX_CLOSED}, HEADINGS, "# 甲 #\n\n## 乙 ##\n\n### 丙 ###"),
    ({"heading_style": SETEXT}, HEADINGS, "甲\n=\n\n乙\n-\n\n### 丙"),
    ({"heading_style": UNDERLINED}, HEADINGS, "甲\n=\n\n乙\n-\n\n### 丙"),
    ({"heading_style": "UNDERLINED"}, HEADINGS, "甲\n=\n\n乙\n-\n\n### 丙"),
    ({}, NESTED, "- 甲\n  - 乙\n    - 丙"),  # markdownify's default is "*+-"
    ({"bullets": "*+-"}, NESTED, "* 甲\n  + 乙\n    - 丙"),
    ({"bullets": ["+"]}, NESTED, "+ 甲\n  + 乙\n    + 丙"),
    ({"bullets": ("*", "-")}, NESTED, "* 甲\n  - 乙\n    * 丙"),
    ({"strong_em_symbol": ASTERISK}, "<p><b>甲</b> <i>乙</i></p>", "**甲** *乙*"),
    ({"strong_em_symbol": UNDERSCORE}, "<p><b>甲</b> <i>乙</i></p>", "__甲__ _乙_"),
    ({}, "<p>H<sub>2</sub>O m<sup>2</sup></p>", "H<sub>2</sub>O m<sup>2</sup>"),  # markdownify drops the tags
    ({"sub_symbol": "~", "sup_symbol": "^"}, "<p>H<sub>2</sub>O m<sup>2</sup></p>", "H~2~O m^2^"),
    ({"sub_symbol": "", "sup_symbol": "<b>"}, "<p>H<sub>2</sub>O m<sup>2</sup></p>", "H2O m<b>2</b>"),
    ({}, "<p><mark>甲</mark> <u>乙</u> ==丙==</p>", "甲 乙 ==丙=="),
    ({"mark_symbol": "=="}, "<p><mark>甲</mark> <u>乙</u> ==丙==</p>", "==甲== 乙 \\=\\=丙\\=\\="),
    ({"underline_symbol": "<u>"}, "<p><mark>甲</mark> <u>乙</u></p>", "甲 <u>乙</u>"),
    ({"mark_symbol": "==", "underline_symbol": "=="}, "<p><mark>甲</mark> <u>乙==丙</u></p>", "==甲== ==乙\\=\\=丙=="),
    ({"newline_style": SPACES}, "<p>甲<br>乙</p>", "甲  \n乙"),
    ({"newline_style": BACKSLASH}, "<p>甲<br>乙</p>", "甲\\\n乙"),
    ({"newline_style": "BACKSLASH"}, "<p>甲<br>乙</p>", "甲\\\n乙"),
    ({"code_language": "python"}, CODE, "```python\nx = 1\ny = 2\n```"),
    ({"code_language": "python"}, '<pre data-lang="go">x</pre>', "```go\nx\n```"),  # what the page says comes first
    ({"code_language_callback": lambda el: "python"}, CODE, "```python\nx = 1\ny = 2\n```"),
    ({"code_language_callback": lambda el: None, "code_language": "go"}, "<pre>x</pre>", "```go\nx\n```"),
    ({"code_language_callback": lambda el: el.name + el.parent.name}, "<pre>x</pre>", "```prearticle\nx\n```"),
    ({}, TABLE, "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |"),  # markdownify's default is False
    ({"table_infer_header": True}, TABLE, "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |"),
    ({"table_infer_header": False}, TABLE, "|  |  |\n| --- | --- |\n| 甲 | 乙 |\n| 丙 | 丁 |"),
    ({"wrap": False}, "<p>one two three</p>", "one two three"),
    (
        {"wrap": True, "wrap_width": 8},
        "<p>one two three</p><h2>four five six</h2>",
        "one two\nthree\n\n## four five six",
    ),
    ({"wrap": True, "wrap_width": 6}, "<p>one 1. two # - three</p>", "one 1.\ntwo #\n\\-\nthree"),
    ({"wrap": True, "wrap_width": 6}, "<p>one # two</p>", "one #\ntwo"),
    ({"wrap": True, "wrap_width": 5}, "<p>one # two</p>", "one #\ntwo"),
    ({"wrap": True, "wrap_width": 4}, "<p>one # two</p>", "one\n\\#\ntwo"),
    ({"wrap": True, "wrap_width": None}, "<p>one two<br>three</p>", "one two  \nthree"),
    ({"wrap": True, "wrap_width": 4, "newline_style": BACKSLASH}, "<p>one two<br>six</p>", "one\ntwo\\\nsix"),
    ({"strip_document": STRIP}, "<p>甲</p>", "甲"),
    ({"strip_document": LSTRIP}, "<p>甲</p>", "甲\n\n"),
    ({"strip_document": RSTRIP}, "<p>甲</p>", "\n\n甲"),
    ({"strip_document": None}, "<p>甲</p>", "\n\n甲\n\n"),
    ({"strip_pre": STRIP}, "<pre>\n\nx\n\n</pre>", "```\nx\n```"),
]
REFUSED = [
    ({"escape_asterisks": False}, "escaped exactly where"),
    ({"escape_underscores": False}, "escaped exactly where"),
    ({"escape_misc": True}, "escaped exactly where"),
    ({"keep_inline_images_in": ["h2"]}, "stay pictures"),
    ({"bs4_options": "lxml"}, "lxml reads the HTML"),
    ({"strip_pre": None}, "blank lines around code are not kept"),
    ({"strip_pre": "strip_one"}, "blank lines around code are not kept"),
    ({"bulets": "*"}, "there are autolinks, bullets"),
    ({"strip": ["a"], "convert": ["b"]}, "not both"),
    ({"strip": "a"}, "strip is a list of tags"),
    ({"autolinks": "no"}, "autolinks is True or False"),
    ({"bullets": "•"}, r"bullets is one or more of the characters \* \+ -"),
    ({"heading_style": "big"}, "heading_style is one of 'atx'"),
    ({"newline_style": "n"}, "newline_style is one of"),
    ({"strong_em_symbol": "+"}, "strong_em_symbol is one of"),
    ({"strip_document": "both"}, "strip_document is one of"),
    ({"sub_symbol": None}, "sub_symbol is a string"),
    ({"code_language": 3}, "code_language is a string"),
    ({"code_language_callback": "python"}, "code_language_callback is a function"),
    ({"wrap_width": 0}, "wrap_width is a number"),
    ({"table_infer_header": 1}, "table_infer_header is True or False"),
]


@pytest.mark.parametrize(("options", "html", "markdown"), EXAMPLES + OPTIONS)
def test_what_the_readme_shows(options, html, markdown):
    writer = MarkdownWriter(**options)
    assert writer.convert(html) == wechatclean.clean(html, writer=writer).markdown == markdown


@pytest.mark.parametrize(("options", "reason"), REFUSED)
def test_an_option_is_refused_with_the_reason(options, reason):
    with pytest.raises((TypeError, ValueError), match=reason):
        MarkdownWriter(**options)


def test_every_option_has_a_row():
    rows = {name for options, *_ in OPTIONS + REFUSED for name in options}
    known = {name for name in vars(markdownify.MarkdownConverter.DefaultOptions) if name[0] != "_"}
    assert known - rows == set()


def test_a_document_that_beautifulsoup_has_read():
    assert MarkdownWriter().convert_soup(bs4.BeautifulSoup(YAY, "html.parser")) == MarkdownWriter().convert(YAY)


class ImageBlocks(MarkdownWriter):
    """Two newlines after a picture, as markdownify's README shows."""

    def convert_img(self, el, text, parent_tags):
        return super().convert_img(el, text, parent_tags) + "\n\n"


def test_two_newlines_after_a_picture():
    picture = '<img src="https://a.cn/1.png" alt="茶">'
    convert = ImageBlocks().convert
    assert convert(f"<p>甲{picture}2. 乙</p>") == "甲![茶](https://a.cn/1.png)\n\n2\\. 乙"
    assert convert(f"<ul><li>甲{picture}乙</li></ul>") == "- 甲![茶](https://a.cn/1.png)\n\n  乙"
    assert convert(f"<table><tr><td>{picture}</td></tr><tr><td>乙</td></tr></table>") == (
        "| ![茶](https://a.cn/1.png) |\n| --- |\n| 乙 |"
    )


def test_paragraphs_ignored():
    class IgnoreParagraphs(MarkdownWriter):
        def convert_p(self, el, text, parent_tags):
            return ""

    html = "<p>甲</p><h2>乙</h2><ul><li>丙</li></ul>"
    assert IgnoreParagraphs().convert(html) == "## 乙\n\n- 丙"


TAGS = {
    "a": '<a href="https://a.cn/">茶</a>',
    "blockquote": "<blockquote><p>茶</p></blockquote>",
    "br": "茶<br>水",
    "code": "<code>茶</code>",
    "del": "<s>茶</s>",
    "em": "<i>茶</i>",
    "h2": "<h2>茶</h2>",
    "hN": "<h2>茶</h2>",
    "hr": "<p>茶</p><hr><p>水</p>",
    "img": '<img src="https://a.cn/1.png">',
    "li": "<ul><li>茶</li></ul>",
    "ol": "<ol><li>茶</li></ol>",
    "p": "<p>茶</p>",
    "pre": "<pre>茶</pre>",
    "span": '茶<span data-formula="x"></span>',
    "strong": "<b>茶</b>",
    "sub": "茶<sub>2</sub>",
    "sup": "茶<sup>2</sup>",
    "table": TABLE,
    "td": TABLE,
    "th": TABLE.replace("td", "th"),
    "tr": TABLE,
    "ul": "<ul><li>茶</li></ul>",
    "_document_": "<p>茶</p>",
}


def having(name, method):
    """A subclass with one method."""
    return type("Mine", (MarkdownWriter,), {name: method})


@pytest.mark.parametrize(("tag", "html"), TAGS.items())
def test_a_method_is_called(tag, html):
    def method(self, *arguments, parent_tags=None):
        return "@@"

    writer = having(f"convert_{tag}", method)()
    article = wechatclean.clean(f"<section>{html}</section>", writer=writer)
    assert "@@" in article.markdown
    assert article.with_images({}, writer=writer).markdown == article.markdown


@pytest.mark.parametrize(("tag", "html"), TAGS.items())
def test_a_method_that_returns_nothing_is_named(tag, html):
    def method(self, *arguments, parent_tags=None):
        return None

    with pytest.raises(TypeError, match=rf"Mine\.convert_{tag} returned None"):
        having(f"convert_{tag}", method)().convert(f"<section>{html}</section>")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("convert_b", "override convert_strong"),
        ("convert_i", "override convert_em"),
        ("convert_s", "override convert_del"),
        ("convert_kbd", "override convert_code"),
        ("convert_samp", "override convert_code"),
        ("convert_div", "override convert_p"),
        ("convert_section", "override convert_p"),
        ("convert_article", "override convert_p"),
        ("convert_figcaption", "override convert_p"),
        ("convert_caption", "override convert_p"),
        ("convert_dt", "override convert_p"),
        ("convert_video", "override convert_p"),
        ("convert_thead", "override convert_tr"),
        ("convert_list", "override convert_ul and convert_ol"),
        ("convert_stron", "override convert_strong"),
        ("convert_blockqoute", "override convert_blockquote"),
        ("convert_IMG", "override convert_img"),
        ("convert_hn", "override convert_hN"),
        ("convert_ins", "override convert_u"),
        ("convert_math", "there are a, blockquote, br"),
        ("convert_style", "there are a, blockquote, br"),
        ("convert_script", "there are a, blockquote, br"),
        ("convert_q", "there are a, blockquote, br"),
        ("escape", "the whole paragraph"),
        ("process_text", "the walk"),
        ("process_tag", "the walk"),
    ],
)
def test_a_method_that_would_never_be_called_is_refused(name, advice):
    with pytest.raises(TypeError, match=rf"Mine\.{name} is never called.*{advice}"):
        having(name, lambda self, el, text, parent_tags: text)


@pytest.mark.parametrize("nothing", ["x", None, property(lambda self: len)])
def test_what_is_no_method_is_refused(nothing):
    with pytest.raises(TypeError, match=r"Mine\.convert_em is .*, not a method; to leave out a tag, use strip="):
        having("convert_em", nothing)


@pytest.mark.parametrize("tag", ["em", "p"])
def test_a_method_may_return_characters_that_no_file_holds(tag):
    written = having(f"convert_{tag}", lambda self, el, text, parent_tags: "水\ud800\x00")().convert("<p><i>茶</i></p>")
    assert written == "水"


def test_methods_of_a_mixin_count():
    mixin = type("Mixin", (), {"convert_b": lambda self, el, text, parent_tags: text})
    with pytest.raises(TypeError, match=r"convert_b .* override convert_strong"):
        type("Mine", (mixin, MarkdownWriter), {})


def test_the_arguments_of_markdownify_0_are_refused():
    with pytest.raises(TypeError, match="needs a last parameter parent_tags"):
        having("convert_em", lambda self, el, text, convert_as_inline: text)


@pytest.mark.parametrize("again", [False, True], ids=["clean", "with_images"])
def test_an_element_answers_as_beautifulsoups_do(again):
    seen = {}

    class Curious(MarkdownWriter):
        def convert_a(self, el, text, parent_tags):
            assert el
            seen["a"] = (el.name, el.attrs, el["href"], el.get("href"), el.get("title", "无"), el.has_attr("title"))
            seen["text"] = (el.get_text(), el.get_text(" ", strip=True), el.parent.name, el.parent.parent.name)
            with pytest.raises(KeyError):
                el["title"]
            assert str(el) == '<a href="https://a.cn/">绿<strong>茶_</strong></a>'
            assert [strong.name for strong in el.find_all("strong")] == ["strong"]
            assert el.parent.find_all(["a", "b"]) == [el]
            return super().convert_a(el, text, parent_tags)

        def convert_span(self, el, text, parent_tags):
            seen["span"] = (el["class"], el.get("class"), el.attrs["class"], el.get_text())
            return super().convert_span(el, text, parent_tags)

    def callback(el):
        seen["pre"] = (el.name, el["class"], el.has_attr("class"), el.get_text(), el.parent.name)

    html = (
        '<p><a href="https://a.cn/">绿<b>茶_</b></a><span data-formula="x"></span></p><pre class="language-go">y</pre>'
    )
    writer = Curious(code_language_callback=callback)
    article = wechatclean.clean(html, writer=writer)
    if again:
        seen.clear()
        assert article.with_images({}, writer=writer).markdown == article.markdown
    link = "https://a.cn/"
    assert seen == {
        "a": ("a", {"href": link}, link, link, "无", False),
        "text": ("绿茶_", "绿 茶_", "p", "article"),
        "span": (["math", "inline"], ["math", "inline"], ["math", "inline"], "x"),
        "pre": ("pre", ["language-go"], True, "y", "article"),
    }


def test_a_callback_that_returns_no_string_is_named():
    with pytest.raises(TypeError, match=r"code_language_callback returned \['language-go'\]"):
        MarkdownWriter(code_language_callback=lambda el: el["class"]).convert('<pre class="language-go">x</pre>')


class Plus(MarkdownWriter):
    """Options as markdownify documents them."""

    class Options:
        bullets = "+"


class Theirs(MarkdownWriter):
    """Options as markdownify documents them, all others as markdownify has them."""

    class Options(markdownify.MarkdownConverter.DefaultOptions):
        bullets = "+"


def test_options_in_a_class():
    assert Plus().convert("<h1>甲</h1><ul><li>乙</li></ul>") == "# 甲\n\n+ 乙"
    assert Plus(bullets="*").convert("<ul><li>乙</li></ul>") == "* 乙"
    assert Theirs().convert("<h1>甲</h1><ul><li>乙</li></ul>") == "甲\n=\n\n+ 乙"


def test_default_options_of_a_subclass_would_never_be_read():
    """Nor does markdownify read them: its ``Options`` has them all, and comes behind."""
    with pytest.raises(TypeError, match=r"Mine\.DefaultOptions is never read: name the class Options"):
        type("Mine", (MarkdownWriter,), {"DefaultOptions": type("DefaultOptions", (), {"bullets": "+"})})


@pytest.mark.parametrize(("name", "value"), [("escape_misc", True), ("bulets", "*"), ("bullets", "")])
def test_options_in_a_class_are_checked(name, value):
    writer = type("Mine", (MarkdownWriter,), {"Options": type("Options", (), {name: value})})
    with pytest.raises((TypeError, ValueError), match=name):
        writer()


def test_writers_are_values():
    assert MarkdownWriter() == MarkdownWriter(bullets=["-"])
    assert MarkdownWriter() != MarkdownWriter(bullets="*")
    assert MarkdownWriter(bullets="+") != Plus()
    assert len({MarkdownWriter(), MarkdownWriter(), MarkdownWriter(wrap=True), Plus(), Plus()}) == 3


def test_a_writer_shows_its_options():
    assert repr(MarkdownWriter(bullets="*", wrap=True)) == "MarkdownWriter(bullets=('*',), wrap=True)"
    assert (repr(MarkdownWriter()), repr(Plus())) == ("MarkdownWriter()", "Plus(bullets=('+',))")


@pytest.mark.parametrize(
    "writer", [MarkdownWriter(bullets="*"), Plus(), ImageBlocks(code_language_callback=class_name)]
)
def test_writers_pickle_after_use(writer):
    html = '<ul><li>甲</li></ul><p><img src="https://a.cn/1.png">乙</p>'
    markdown = writer.convert(html)
    copy = pickle.loads(pickle.dumps(writer))
    assert copy == writer
    assert hash(copy) == hash(writer)
    assert copy.convert(html) == markdown


def test_what_a_method_keeps_lasts_for_one_document():
    class Counting(MarkdownWriter):
        count = 0

        def convert_em(self, el, text, parent_tags):
            self.count += 1
            return f"{text}{self.count}"

    writer = Counting()
    assert writer.convert("<p><i>甲</i>和<i>乙</i></p>") == "甲1和乙2"
    assert writer.convert("<p><i>甲</i></p>") == "甲1"


def test_what_a_method_puts_around_the_text_is_markup():
    class Marked(MarkdownWriter):
        def convert_em(self, el, text, parent_tags):
            return f"<mark>{text}</mark>"

        def convert_code(self, el, text, parent_tags):
            return f"<kbd>{text}</kbd>"

    assert Marked().convert("<p>甲<b><i>“乙”</i></b>丙<code>a*b*</code></p>") == (
        "甲<strong><mark>“乙”</mark></strong>丙<kbd>a*b*</kbd>"
    )


def test_no_stand_in_is_left():
    assert re.search("[\ufdd0-\ufdef]", MarkdownWriter().convert("<p>*甲_乙`<b>丙</b>`[&lt;]</p>")) is None
