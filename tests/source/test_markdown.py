"""Bodies of posts: what is HTML and what is Markdown, and that what is written comes back."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from bodies import bodies
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean.notes import Notes
from wechatclean.publishing.styles import STYLES
from wechatclean.source.markdown.body import is_html, read_body
from wechatclean.source.markdown.parts import MARK

HEADER = "---\ntitle: 茶\n---\n\n"


def post(body):
    return wechatclean.clean(HEADER + body)


HTML = {
    "a box": "<div>\n<p>春</p>\n</div>",
    "boxes with blank lines between": "<p>春</p>\n\n<p>夏</p>\n",
    "text within a box": "<div>\n\n春水\n\n</div>",
    "indented as editors do": "<div>\n\n        <p>春</p>\n\n        夏 # 1\n\n</div>",
    "code with blank lines": "<div><pre><code>a\n\n# b\n\n- c\n</code></pre></div>",
    "code of its own": "<pre>a\n\n**b**\n\n    c</pre>",
    "a comment with blank lines": "<div>\n<!--\n\n# 题\n\n-->\n<p>春</p></div>",
    "styles": "<style>\n\n#a { b: c }\n\n</style>\n<p>春</p>",
    "a tag with blank lines": '<div title="\n\n# 题\n\n"><p>春</p></div>',
    "a picture alone": '<img src="https://a.cn/b.png">\n',
    "text in one line with tags": "<p>2 * 3 * 4，`a`，**b**，[c](https://a.cn)</p>",
    "a whole page": "<!doctype html>\n<html><body>\n\n# 题\n\n<p>春</p></body></html>",
    "a closing tag first": "</div>\n<p>春</p>",
}
MARKDOWN = {
    "text": "春水",
    "paragraphs": "春水\n\n夏云",
    "a heading between boxes": "<section>\n\n## 题\n\n</section><section><p>春</p></section>",
    "a paragraph behind a box": "<p>春</p>\n\n夏\n\n<p>秋</p>",
    "a link in a box": "<div>\n\n见[这里](https://a.cn)。\n\n</div>",
    "a list in a box": "<div>\n\n- 春\n- 夏\n\n</div>",
    "code in a box": "<div>\n\n```\n<p>\n```\n\n</div>",
    "a table in a box": "<div>\n\n| a |\n| - |\n\n</div>",
    "bold in a box": "<div>\n\n这是**粗**的\n\n</div>",
    "a picture between tags": "<div>![](https://a.cn/b.png)</div>",
    "text before a box": "春水\n\n<div>夏</div>",
    "a line of HTML's inline tags": "<b>春</b>**夏**",
    "behind code": "<pre>\na\n</pre>\n\n# 题",
}


@pytest.mark.parametrize("name", HTML)
def test_html_throughout_is_html(name):
    assert is_html(HTML[name])


@pytest.mark.parametrize("name", MARKDOWN)
def test_what_is_mixed_is_markdown(name):
    assert not is_html(MARKDOWN[name])


KEPT = [
    "{% asset_img a_b.png 图*一*题 %}",
    "前 {% raw %}**{{ x }}** [a](b){% endraw %} 后",
    "{{ site.title | a_b: '*x*' }} 与 {{- y -}}",
    "{# 注 *释* #}",
    '{{< figure src="a_b.png" title="_x_" >}}',
    "{{% tip %}}\n\n**甲**\n\n{{% /tip %}}",
    "{% codeblock js %}\na\n\n# b *c*\n    d\n{% endcodeblock %}",
    "{% note info %}\n\n- **甲**\n\n{% endnote %}",
    "> {% codeblock %}\n> a *b*\n>\n> c\n> {% endcodeblock %}",
    "- {% asset_img a_b.png %}\n- {{ x }}",
    "<!-- more -->",
    "<!--more-->",
    "甲 <!-- 乙 *丙* --> 丁",
    "![[图_一_.png|300]] 与 [[页_一_#节|名]]",
    "| 甲 |\n| --- |\n| {{ x }} {% y_z_ %} |",
    "![图]({{ site.baseurl }}/a_b_.png)、[文]({% post_url 2024-01-01-a_b_ %})",
    '<img src="{{ x }}/a_b_.png"> <a href="{% link a_b_.md %}">**甲**</a>',
    "## 题 {#id .class_a}",
    "段\n{: .text-center}",
    "- 甲\n{:toc}",
    '[链接](https://a.cn/){:target="_blank"}',
    "甲[^1]与[^注]。\n\n[^1]: 一\n\n    二\n\n    - 三\n\n[^注]: **四**",
    "- [x] 甲\n- [ ] 乙",
    "> [!note]- 题\n> 文",
    "==亮== 与 %%隐_隐_%% 与 #标签/子_签_ 与 a==b==c",
    "一行\n两行\n**三\n四**",
    "`a` `b`、`` ` ``、`  c  d `、**粗`e`体**",
    '1. 甲\n\n   <pre><code class="language-js">&lt;a&gt;</code></pre>',
    "见[甲_乙_][3]。\n\n[3]: {% post_url 2024-01-01-a_b_ %}\n\n[4]: {{ site.url }}/a_b_",
    "$a_1*b_2*c$、$\\{x\\}$、题$k$中",
    "$$\\frac{a_1}{b_1}$$",
    "前 $$a_1*b*$$ 后",
    '```js {1,3} title="a.js"\na\n```',
    "| 左 | 中 | 右 | 无 |\n| :--- | :---: | ---: | --- |\n| 1 | 2 | 3 | 4 |",
    '[甲](https://a.cn/ "题_一_ &amp;#34;x&quot;")与**[乙](https://b.cn/ "题")**',
    "[站内](/a/b_c_)、[锚](#top)、[邻](../x.md)、![图](a/b_c_.png)",
    "《**[书](https://a.cn/)**》与[**书**](https://a.cn/)",
    "https://a.cn/x_y?z_=1 与 www.a.cn",
    "{% raw %} 没有结尾 *斜*",
    "{{ 没有结尾 *斜*",
    "`{{ x }}` `{% y %}`  \n`  {{ z }} `",
    "茶\n: **叶**子\n: 水\n\n云\n霞\n\n: 气",
    "茶\n\n:   叶\n\n    - 绿\n    - 红\n\n    ```\n    c\n    ```\n\n:   水\n    续行\n\n后文",
    "> 茶\n>\n> :   叶\n>\n>     水",
    "HTML 是语言。\n\n*[HTML]: 超文本 *标记*_语言_\n*[W3C]:  万维网",
    "- 甲\n- \n- 丙\n\n1. 甲\n2. \n\n- \n\n丁",
    "- 甲\n\n  - \n  - 乙\n- + \n  + 丙\n- - 丁\n  - ",
    "---\n\n甲\n\n---\n\n---\n\n- ___\n- 乙\n\n  ---\n\n> ---\n\n---",
    '<a name="x"></a>\n\n甲<a id="y_z_"></a>乙\n\n## <span id="z"></span>题\n\n[](#x)见[此](#x)',
    '<img src="{{ x }}"><br>\n**甲**',
    "<a id=x></a><br>\n甲\n<a id='y'></a>\n| 甲<a id=z></a> |",
]  # fmt: skip


@pytest.mark.parametrize("markdown", KEPT)
def test_what_an_engine_reads_stays_as_it_was_written(markdown):
    article = post(markdown)
    assert article.markdown == markdown
    assert wechatclean.clean(article.to_document()).markdown == markdown


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("markdown", KEPT)
def test_it_stays_in_every_style(markdown, style):
    article = post(markdown)
    document = article.to_document(style)
    assert wechatclean.clean(document).markdown == markdown
    assert wechatclean.clean(document).to_document(style) == document


@pytest.mark.parametrize("markdown", KEPT)
def test_with_images_and_other_policies_keep_it_too(markdown):
    assert post(markdown).with_images({}).markdown == markdown


READ = [
    ("标题\n===\n\n小\n--\n", "# 标题\n\n## 小"),
    ("工具: _https://a.cn/x_y_z/_ 与 __http://b.cn__", "工具: *https://a.cn/x_y_z/* 与 **http://b.cn**"),
    ("* 甲\n* 乙\n\n\n3) 丙\n4) 丁", "- 甲\n- 乙\n\n3. 丙\n4. 丁"),
    ("甲\\\n乙  \n丙", "甲  \n乙  \n丙"),
    ("~~~py\na\n~~~\n\n    b\n", "```py\na\n```\n\n```\nb\n```"),
    ("[甲][一]、[一]、[一][]\n\n[一]: /a '题'", '[甲](/a "题")、[一](/a "题")、[一](/a "题")'),
    ("&copy;&#8212;&nbsp;&lt;b&gt;", "©— &lt;b>"),
    ("\\*甲\\* \\{% x %\\}", "\\*甲* \\{% x %}"),
    ("__粗__ _斜_ <b>粗</b>", "**粗** *斜* **粗**"),
    ("![{: 茶&gt;水}](a.png)", "![{: 茶&gt;水}](a.png)"),
    ("![$a &lt;b$ $a &amp;lt;b$](a.png)", "![$a &lt;b$ $a &amp;lt;b$](a.png)"),
    ("a<sub>1</sub><br>b<font color=red>c</font>", "a<sub>1</sub>  \nbc"),
    ("{% note %}\n甲\n{% endnote %}", "{% note %}\n\n甲\n\n{% endnote %}"),
    ("{{% note %}}\n甲\n{{% /note\x1b%}}", "{{% note %}}\n\n甲\n\n{{% /note%}}"),
    ("$$\na\n  + b % c\n$$", "$$a + b$$"),
    ("1. 甲\n\n   ```\n   a\n   ```\n", "1. 甲\n\n   ```\n   a\n   ```"),
    ("<p>甲</p>\n\n## 乙\n\n<p>丙<b>丁</b></p>", "甲\n\n## 乙\n\n丙**丁**"),
    ("<div align='center'>![甲](https://a.cn/b.png 'x')</div>", "![甲](https://a.cn/b.png)"),
    ("甲[^1]](", "甲[^1]\\]("),
    ("![%%](https://a.cn/b.png)", "![%%](https://a.cn/b.png)"),
    ("![图 {{ x }} 一](https://a.cn/b.png)", "![图 &#123;{ x }} 一](https://a.cn/b.png)"),
    ("![`a` 与 $x^2$](https://a.cn/b.png)", "![a 与 $x^2$](https://a.cn/b.png)"),
    ("![a![b {{ c }}](https://a.cn/i.png)](https://a.cn/b.png)", "![ab &#123;{ c }}](https://a.cn/b.png)"),
    ("![甲\\\n乙](https://a.cn/b.png)", "![甲 乙](https://a.cn/b.png)"),
    ("[坏](javascript:alert(1)) [坏](<java\tscript:x>)", "坏 坏"),
    ("甲 | 乙\n- | :-:\n1 | 2", "| 甲 | 乙 |\n| --- | :---: |\n| 1 | 2 |"),
    ("> 文\n> | 甲 | 乙 |\n> -  | - |\n", "> 文\n>\n> | 甲 | 乙 |\n> | --- | --- |"),
    ("甲 | 乙\n- | - | -\n\n- 甲 | 乙\n  - | -", "甲 | 乙\n\n- | - | -\n- 甲 | 乙\n  - | -"),
    ("甲 | 乙\r\n- | -\r\n1 | 2\r\n", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |"),
    ("```\n甲 | 乙\n- | -\n```", "```\n甲 | 乙\n- | -\n```"),
    ("-\n  甲\n-\n  乙", "- 甲\n- 乙"),
    ("茶\n: 叶\n  水\n: 云\n\n\n    气", "茶\n\n:   叶\n    水\n\n:   云\n\n    气"),
    ("***\n\n- ---\n- ***", "---\n\n---\n\n- ___"),
    ("<p>甲<a name=x></a></p>\n\n**乙** ![图<a id=y></a>](/a.png)", "甲<a name=x></a>\n\n**乙** ![图](/a.png)"),
    ("<a id=x onclick=y></a>甲[](javascript:x)", "甲"),
    ("价 $5 和 $6，$A/$B", "价 $5 和 $6，$A/$B"),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "expected"), READ)
def test_markdown_is_read_as_generators_read_it(markdown, expected):
    article = post(markdown)
    assert article.markdown == expected
    assert wechatclean.clean(article.to_document()).markdown == expected


def test_headings_of_markdown_keep_their_numbers_and_bold():
    assert post("## 一\n\n## **二**\n\n文").markdown == "## 一\n\n## **二**\n\n文"


def test_text_and_html_hold_what_is_seen_and_no_comment():
    article = post("甲 {{ x }}[^1]\n\n<!-- more -->\n\n[^1]: 乙")
    assert article.text == "甲 {{ x }}[^1]\n\n[^1]: 乙"
    assert '<div class="raw" hidden="">&lt;!-- more --&gt;</div>' in article.html


@given(bodies)
def test_what_is_written_comes_back(html):
    try:
        article = wechatclean.clean(html)
    except wechatclean.NotAnArticle:
        return
    assert wechatclean.clean(article.to_document()).markdown == article.markdown


CHUNKS = [*KEPT, *(markdown for markdown, _ in READ), "<div>", "</div>", "<section><p>", "甲", "<p>乙</p>"]


@given(st.lists(st.sampled_from(CHUNKS), min_size=1, max_size=8).map("\n\n".join))
def test_any_body_of_them_is_a_fixed_point(markdown):
    try:
        article = post(markdown)
    except wechatclean.WechatCleanError:
        return
    assert wechatclean.clean(article.to_document()).markdown == article.markdown


@given(st.text(alphabet="*_`[](){}%<>!-#$=^~:|\\ \n\ta1甲", max_size=60))
def test_only_errors_of_its_own_leave(markdown):
    try:
        article = post(markdown)
    except wechatclean.WechatCleanError:
        return
    wechatclean.Article.model_validate_json(article.model_dump_json())


@pytest.mark.parametrize(
    "html", [f'<p>甲<span {MARK}="0">乙</span></p>', f'<div class="raw" {MARK}="0">{{% x_y_ %}}</div>']
)
def test_a_page_cannot_forge_a_part(html):
    assert 'class="raw"' not in wechatclean.clean(html).html
    assert "乙" in wechatclean.clean(f"{HEADER}<p>甲<span {MARK}='99999999999999999999'>乙</span></p>").markdown


def test_a_forged_part_of_a_post_hides_nothing():
    article = post(f"{{{{ x }}}}\n\n<p {MARK}='0'>甲</p>")
    assert "甲" in article.markdown


@pytest.mark.parametrize("body", ["<p>春</p>", "<div>{% x %}<!-- more --></div>", None])
def test_html_is_read_without_a_parser_of_markdown(body):
    source = HEADER + body if body else "<p>春</p>"
    code = f"import sys, wechatclean; wechatclean.clean({source!r}); print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_the_extra_the_error_names_it(monkeypatch):
    from wechatclean.source.markdown import reader

    reader._parser.cache_clear()
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(wechatclean.DocumentError, match=re.escape("pip install 'wechatclean[markdown]'")):
        post("**春**")
    assert post("<p>春</p>").markdown == "春"
    reader._parser.cache_clear()


def test_nesting_that_no_parser_reads_is_a_limit():
    with pytest.raises(wechatclean.LimitError):
        post("> " * 60 + "深")


def test_pictures_between_tags_are_noted():
    notes = Notes()
    body = read_body("<section>![](https://a.cn/b.png)</section>", notes)
    assert '<img src="https://a.cn/b.png"' in body.html
    assert [note.kind for note in notes.all()] == ["document"]
