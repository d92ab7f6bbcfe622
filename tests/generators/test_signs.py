"""What an engine would take for its own is text in a document: every build goes through and shows it."""

from __future__ import annotations

from html import escape

import pytest
from blogs import GENERATORS

from wechatclean import Article, clean

SIGNS = [
    "{{ x }}", "{% include y %}", "{# z #}", "{{< s >}}", "{{% s %}}", "{{", "{%", "{#", "#}", "%}", "}}", "{{ x",
    "{% raw %}", "{% endraw %}", "{%- if x -%}", "{{{ x }}}", "{{< s", "{{% s", "{{</* c */>}}", "{{< a {{< b >}}",
    "a | b", "$$x$$", "$5 和 $6", "{: .x}", "{::comment}", "*[HTML]: x", ": 定义", "^", "[^1]", "[^1]: 注",
    "<!-- more -->", "<!--more-->", "==m==", "# 题 {#id}", "{.x}", "\\newpage", ":smile:", "[[wiki]]", "%%c%%",
    "{% codeblock %}", "{% blockquote %}{% endblockquote %}", "{{ '{{' }}", "`{{ x }}`", "\\{{ x }}", "{{*x*}}",
]  # fmt: skip
PAGE = """<p>段落里有{0}这个</p><p>{0}</p><h2>标题{0}</h2><ul><li>一项{0}</li><li>{0}</li></ul>
<blockquote><p>引用{0}</p></blockquote><p>先<code>{0}</code>后</p>
<pre><code class="language-text">{0}
第二行</code></pre><ul><li>项<pre><code>{0}</code></pre></li></ul>
<p><img src="https://a.example/x.png" alt="图{0}"></p><table><tr><th>头{0}</th></tr><tr><td>{0}</td></tr></table>
<table><tr><td colspan="2">跨{0}</td></tr><tr><td>一</td><td>{0}</td></tr></table><p>末</p>"""
# In emphasis and links marked and kramdown pair asterisks, backticks and brackets otherwise than CommonMark does.
MARKED = """<p><b>粗{0}</b>与<i>{0}</i></p><p><a href="https://a.example/x">链{0}</a></p>"""

SHOW_ESCAPES = {"hexo", "hugo"}  # their parsers take the words for a picture as they are written, escapes too


def article(sign):
    """An article with *sign* in every place."""
    html = PAGE if set(sign) & set("*`[") else PAGE + MARKED
    body = clean(html.format(escape(sign)))
    return Article(**dict(body) | {"title": f"题{sign}", "author": sign, "digest": sign})


@pytest.mark.parametrize("generator", GENERATORS)
def test_signs_are_text(generator, seen, tmp_path):
    articles = {f"2020-01-02-sign-{number}": article(sign) for number, sign in enumerate(SIGNS, 10)}
    documents = {f"{name}.md": article.to_document(generator.name) for name, article in articles.items()}
    pages = generator.build(documents, tmp_path / "blog")
    differences = {}
    for (name, article_), sign in zip(articles.items(), SIGNS, strict=True):
        (page,) = (html for address, html in pages.items() if name.removeprefix("2020-01-02-") in address)
        now, before = seen(page, "main"), seen(f"<main>{article_.html}</main>", "main")
        if generator.name in SHOW_ESCAPES:
            now["alts"], before["alts"] = len(now["alts"]), len(before["alts"])
        differences |= {f"{sign} {part}": (now[part], before[part]) for part in now if now[part] != before[part]}
    assert differences == {}
