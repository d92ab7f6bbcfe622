"""Signs of a site generator or a note app: inert in text, in code, in links and in the words for pictures."""

from __future__ import annotations

import pickle
import re

import pytest
from bodies import bodies
from hypothesis import given
from hypothesis import strategies as st
from oracle import RENDERERS, differences

import wechatclean
from wechatclean import MarkdownWriter
from wechatclean.layout.normal_form import read_back
from wechatclean.output.markdown.engine import Engine, backslash

TEMPLATES = Engine(re.compile(r"\{[{%#]|[}%#]\}"), code_span="html", code_block="html")
NOTES = Engine(re.compile(r"==|%%|\[\[|(?<!\S)#(?=\S)|^\[!|\$(?=[^$]*\$)|\\[a-z]"), escape=backslash)


def doubled(code):
    return code.replace("{{", "{{{{")


CODE_TOO = Engine(re.compile(r"\{\{"), code_span=doubled, code_block=doubled)


def written(html, engine):
    article = wechatclean.clean(html)
    return MarkdownWriter().write(read_back(article.html), wechatclean.REMOTE, engine)


ROWS = [
    (TEMPLATES, "<p>先写{{ 甲 }}再写{% raw %}</p>", "先写&#123;{ 甲 &#125;}再写&#123;% raw &#37;}"),
    (TEMPLATES, "<p>{{{</p>", "&#123;&#123;{"),
    (TEMPLATES, "<p>{ 甲 } 与 100%</p>", "{ 甲 } 与 100%"),
    (TEMPLATES, "<p>甲<b>{{</b>乙</p>", "甲&#123;{乙"),
    (TEMPLATES, "<p>甲{<b>{乙}</b>}</p>", r"甲{**\{乙}**}"),
    (TEMPLATES, "<h2>{{ 题 }}</h2><p>甲</p>", "## &#123;{ 题 &#125;}\n\n甲"),
    (TEMPLATES, "<p>用<code>{{ x }}</code>写</p>", "用<code>&#123;&#123; x &#125;&#125;</code>写"),
    (TEMPLATES, "<p>用<code>{{*x*}}</code>写</p>", "用<code>&#123;&#123;&#42;x&#42;&#125;&#125;</code>写"),
    (TEMPLATES, "<p>用<code>{x}</code>写</p>", "用`{x}`写"),
    (
        TEMPLATES,
        "<pre><code>{% if 甲 %}\n&lt;b&gt;</code></pre>",
        "<pre><code>&#123;% if 甲 &#37;}&#10;&lt;b&gt;</code></pre>",
    ),
    (TEMPLATES, "<pre><code>{甲}</code></pre>", "```\n{甲}\n```"),
    (
        TEMPLATES,
        '<p><img src="https://a.cn/1.png" alt="{{甲}} #}"></p>',
        "![&#123;{甲&#125;} &#35;}](https://a.cn/1.png)",
    ),
    (TEMPLATES, '<p><a href="https://a.cn/{{b}}">https://a.cn/{{b}}</a></p>', None),
    (TEMPLATES, '<p>式<span data-formula="\\frac{{a}}{b}"></span></p>', "式$\\frac&#123;{a&#125;}{b}$"),
    (
        TEMPLATES,
        '<table><tr><td rowspan="2">甲</td><td>{{乙}} #}</td></tr></table>',
        '<table>\n<tr><td rowspan="2">甲</td><td>&#123;&#123;乙&#125;} &#35;}</td></tr>\n</table>',
    ),
    (NOTES, "<p>甲==乙==丙</p>", r"甲\==乙\==丙"),
    (NOTES, "<p>甲===乙</p>", r"甲\=\==乙"),
    (NOTES, "<p>===</p>", r"\=\=="),
    (NOTES, "<p>%%甲%%</p>", r"\%%甲\%%"),
    (NOTES, "<p>[[甲]]</p>", r"\[[甲]]"),
    (NOTES, "<p>![[甲]]</p>", r"!\[[甲]]"),
    (NOTES, '<p><a href="https://a.cn/">[甲]</a></p>', r"[\[甲\]](https://a.cn/)"),
    (NOTES, "<p>#话题 也#不 C#</p>", r"\#话题 也#不 C#"),
    (NOTES, "<blockquote><p>[!note] 甲</p></blockquote>", r"> \[!note] 甲"),
    (NOTES, "<p>$5 和 $6，$TSLA</p>", r"\$5 和 \$6，$TSLA"),
    (NOTES, "<p>只要$5</p>", "只要$5"),
    (NOTES, "<p>写\\newpage和\\(</p>", r"写\\newpage和\\("),
    (NOTES, "<p>用<code>a==b[[c]]</code>写</p>", "用`a==b[[c]]`写"),
    (NOTES, '<p>式<span data-formula="x==y"></span></p>', "式$x==y$"),
    (CODE_TOO, "<p>用<code>{{x</code>写</p>", "用`{{{{x`写"),
    (CODE_TOO, "<pre><code>{{x</code></pre>", "```\n{{{{x\n```"),
]


@pytest.mark.parametrize(("engine", "html", "markdown"), ROWS)
def test_signs_are_inert(engine, html, markdown):
    result = written(html, engine)
    if markdown is not None:
        assert result == markdown
    if engine is TEMPLATES:
        assert not engine.signs.search(result)


signs = st.sampled_from("{{ {% #} == [[ ]]( %% $ ` ** { } [ = # ![ \\ &lt; 茶 a 。".split())
lines = st.lists(signs | st.just(" "), max_size=5).map("".join)
hostile = st.builds("<p>{}<b>{}</b>{}<a href='https://a.cn/'>{}<code>{}</code></a>{}</p>".format, *[lines] * 6)


@pytest.mark.parametrize("engine", [TEMPLATES, NOTES], ids=["templates", "notes"])
@given(html=bodies | hostile)
def test_they_are_shown_as_text(engine, html):
    try:
        article = wechatclean.clean(html)
    except wechatclean.WechatCleanError:
        return
    markdown = MarkdownWriter().write(read_back(article.html), wechatclean.REMOTE, engine)
    if "math" not in article.html:
        for render in RENDERERS:
            assert differences(markdown, article.html, render) == []
    if engine is TEMPLATES:
        assert not engine.signs.search(markdown)


def test_an_engine_is_a_value():
    assert pickle.loads(pickle.dumps(TEMPLATES)) == TEMPLATES
    assert hash(TEMPLATES) != hash(NOTES)


def test_a_sign_that_a_method_writes_stays():
    class Marked(MarkdownWriter):
        def convert_em(self, el, text, parent_tags):
            return f"\ufde0==\ufde1{text}\ufde0==\ufde1"

    article = wechatclean.clean("<p>甲<i>乙==</i>丙</p>")
    assert Marked().write(read_back(article.html), wechatclean.REMOTE, NOTES) == r"甲==乙\=\===丙"
