"""The oracle is worth something only if it goes red: each row is a fault that some converter has shown."""

from __future__ import annotations

import pytest
from oracle import RENDERERS, differences

SAME = {
    "bold": ("茶要**趁热**喝", "<p>茶要<strong>趁热</strong>喝</p>"),
    "bold by raw HTML": ("<strong>“好。”</strong>而后", "<p><strong>“好。”</strong>而后</p>"),
    "spaces do not matter": ("茶  与\n水", "<p>茶 与 水</p>"),
    "list": ("- 一\n- 二\n    - 三\n", "<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>"),
    "loose list": ("3. 一\n\n4. 二\n", '<ol start="3"><li><p>一</p></li><li><p>二</p></li></ol>'),
    "code": ("```python\na = 1\n\nb\n```", '<pre><code class="language-python">a = 1\n\nb</code></pre>'),
    "table": (
        "| 甲 |\n|---|\n| a\\|**丙** |",
        "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>a|<strong>丙</strong></td></tr></tbody></table>",
    ),
    "table without header": (
        "|  |  |\n|---|---|\n| 甲 | 乙 |",
        "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>",
    ),
    "formula": ("设 $a_1*b*c$ 为", '<p>设 <span class="math">a_1*b*c</span> 为</p>'),
    "image": ("![茶](https://a.cn/1.png)", '<p><img src="https://a.cn/1.png" alt="茶"></p>'),
    "break": ("一  \n二", "<p>一<br>二</p>"),
    "punctuation at the edge of bold": ("他说“**好**。”而后", "<p>他说<strong>“好。”</strong>而后</p>"),
    "a picture in bold": (
        "**图**![](https://a.cn/1.png)",
        '<p><strong>图<img src="https://a.cn/1.png" alt=""></strong></p>',
    ),
}
DIFFERENT = {
    "literal asterisks": ("他说**“好。”**而后", "<p>他说<strong>“好。”</strong>而后</p>"),
    "literal tildes": ("~~ 旧 ~~价", "<p><del>旧</del>价</p>"),
    "swallowed image": ("茶", '<p>茶<img src="https://a.cn/1.png" alt=""></p>'),
    "another image": ("![](https://a.cn/2.png)", '<p><img src="https://a.cn/1.png" alt=""></p>'),
    "another alternative text": (
        "![水](https://a.cn/1.png)",
        '<p><img src="https://a.cn/1.png" alt="茶"></p>',
    ),
    "lost line": ("一\n", "<p>一</p><p>二</p>"),
    "joined lines": ("一二", "<p>一<br>二</p>"),
    "joined paragraphs": ("一\n二", "<p>一</p><p>二</p>"),
    "invented space": ("茶 水", "<p>茶水</p>"),
    "lost space": ("teacup", "<p>tea cup</p>"),
    "lost bold": ("茶", "<p><strong>茶</strong></p>"),
    "bold on one character too many": ("**茶水**", "<p><strong>茶</strong>水</p>"),
    "italic instead of bold": ("*茶*", "<p><strong>茶</strong></p>"),
    "lost link": ("茶", '<p><a href="https://a.cn/">茶</a></p>'),
    "link elsewhere": ("[茶](https://b.cn/)", '<p><a href="https://a.cn/">茶</a></p>'),
    "text becomes a heading": ("# 话题", "<p># 话题</p>"),
    "text becomes a list": ("2024. 年", "<p>2024. 年</p>"),
    "text becomes HTML": ("用 <b>粗</b> 写", "<p>用 &lt;b&gt;粗&lt;/b&gt; 写</p>"),
    "text becomes an entity": ("写作 &amp;lt;", "<p>写作 &amp;amp;lt;</p>"),
    "heading of another level": ("### 茶", "<h2>茶</h2>"),
    "item less deep": ("- 一\n- 二", "<ul><li>一<ul><li>二</li></ul></li></ul>"),
    "another number": ("1. 一", '<ol start="3"><li>一</li></ol>'),
    "quote lost": ("一", "<blockquote><p>一</p></blockquote>"),
    "code line lost": ("```\na\n```", "<pre><code>a\nb</code></pre>"),
    "code indentation lost": ("```\nif a:\nb\n```", "<pre><code>if a:\n  b</code></pre>"),
    "language lost": ("```\na\n```", '<pre><code class="language-python">a</code></pre>'),
    "inner fence ends the block": ("```\na\n```\nb\n```", "<pre><code>a\n```\nb</code></pre>"),
    "inline code lost": ("a", "<p><code>a</code></p>"),
    "pipe makes a column": (
        "| 甲 | 乙 |\n|---|---|\n| a|b | 丙 |",
        "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>a|b</td><td>丙</td></tr></tbody></table>",
    ),
    "formula lost": ("设 a 为", '<p>设 <span class="math">a</span> 为</p>'),
    "formula changed": ("设 $a*b$ 为", '<p>设 <span class="math">a_b</span> 为</p>'),
    "rule lost": ("一", "<p>一</p><hr>"),
    "strike lost": ("旧", "<p><del>旧</del></p>"),
    "superscript lost": ("m2", "<p>m<sup>2</sup></p>"),
}


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("case", SAME)
def test_the_oracle_is_silent(case, render):
    assert differences(*SAME[case], render) == []


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("case", DIFFERENT)
def test_the_oracle_goes_red(case, render):
    assert differences(*DIFFERENT[case], render)
