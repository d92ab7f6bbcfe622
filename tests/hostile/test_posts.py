"""Posts whose own Markdown is hostile: what is kept for an engine runs nothing, whoever renders it, and is not lost."""

from __future__ import annotations

import re
from html import escape

import pytest
from judge import RENDERERS, dangers, shown

import wechatclean
from wechatclean.source.markdown.parts import NOT_KEPT, WAS_LIVE

SCRIPT = "<script>alert(1)</script>"
# The body, what it becomes.
POSTS = [
    (f"<!-- a --!>{SCRIPT} -->", "-->"),
    (f"甲\n\n<!-- a --!>{SCRIPT} -->", "甲\n\n<!-- a -&#45;!&gt;&lt;script&gt;alert(1)&lt;/script&gt; -->"),
    ("甲\n\n<!--><b>乙</b> -->", "甲\n\n**乙** -->"),
    ("甲\n\n<!---><b>乙</b>-->", "甲\n\n**乙**-->"),
    ("甲 <!-- <p>旧</p> -->", "甲 <!-- &lt;p&gt;旧&lt;/p&gt; -->"),
    (f"{{% raw %}}{SCRIPT}甲{{% endraw %}}", "{% raw %}甲{% endraw %}"),
    (f"{{% raw %}}\n{SCRIPT}\n\n<div>甲</div>\n\n{{% endraw %}}", "{% raw %}\n\n甲\n\n{% endraw %}"),
    ("[ {% raw %}](javascript:alert(1)){% endraw %}", "{% raw %}{% endraw %}"),
    ('{% raw %}<div class="a">甲</div>{% endraw %}', '{% raw %}<div class="a">甲</div>{% endraw %}'),
    (f'{{{{< x "{SCRIPT}" >}}}}', '{{< x "&lt;script>alert(1)&lt;/script>" >}}'),
    ("{{< x >}}<iframe src=//a.cn>{{< /x >}}", "{{< x >}}&lt;iframe src=//a.cn>{{< /x >}}"),
    ("{{< x >}}<b onclick=y title=z>甲</b>{{< /x >}}", "{{< x >}}<b title=z>甲</b>{{< /x >}}"),
    ("{% x <b %} onclick=alert(1)>", "{% x &lt;b %} onclick=alert(1)>"),
    ("{% math %}a<b{% endmath %}", "{% math %}a&lt;b{% endmath %}"),
    ("![[<img src=x onerror=alert(1)>]]", "![[<img src=x>]]"),
    ("![[<svg/onload=alert(1)>]]", "![[&lt;svg/onload&#61;alert(1)>]]"),
    ('<a href="{{ url }}" onclick="alert(1)">甲</a>', '<a href="{{ url }}">甲</a>'),
    ('<a href="{{ "/a" | b }}" target="_blank">甲</a>', '<a href="{{ "/a" | b }}" target="_blank">甲</a>'),
    ('<a href="java&#10;script:alert(1)" title="{{ x }}">甲</a>', '<a title="{{ x }}">甲</a>'),
    ('<img src="{{ x }}" style="width: 50%">', '<img src="{{ x }}" style="width: 50%">'),
    ('<img src="{{ x }}" style="background: url(//a.cn)">', '<img src="{{ x }}">'),
    ('{{<td style="width: 3em" colspan="2" onclick=y>}}', '{{<td style="width: 3em" colspan="2">}}'),
    ('{{<img data-src="//a.cn/b.png" formaction="//a.cn">}}', '{{<img data-src="//a.cn/b.png">}}'),
    ('{{<section e=">}}', '{{<section ">}}'),
    ("{{<figure><script>}}", "{{<figure>&lt;script>}}"),
    ('<iframe src="{{ x }}"></iframe>甲', "[网页]\n\n甲"),
    ("[甲](javascript:{{ x }})", "[甲\\](javascript:{{ x }})"),
    ("{{ a[0](javascript:x) }}", "{{ a[0&#93;(javascript:x) }}"),
    (f"甲[^1]\n\n[^1]: {SCRIPT}乙", "甲[^1]\n\n[^1]: 乙"),
    ("甲[^<img/src=x/onerror=y>]\n\n[^<img/src=x/onerror=y>]: 乙", None),
    ('段\n{: onclick="alert(1)"}', '段\n\\{: onclick="alert(1)"}'),
    ('## 题 {#a onclick="x"}', '## 题 {#a onclick="x"\\}'),
    ('*甲*{% x onclick="alert(1)" %}', '*甲*{% x onclick&#61;"alert(1)" %}'),
    (f"{{% codeblock 题 lang:html %}}\n{SCRIPT}\n{{% endcodeblock %}}", f"```html 题\n{SCRIPT}\n```"),
    (f"- 甲\n\n  {{% code %}}\n  {SCRIPT}\n  {{% endcode %}}",
     "- 甲\n\n  <pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>"),
    (f"{{% highlight html linenos %}}\n{SCRIPT}\n{{% endhighlight %}}", f"```html\n{SCRIPT}\n```"),
    (f'{{{{< highlight go "linenos=table" >}}}}\n{SCRIPT}\n{{{{< /highlight >}}}}',
     f"```go {{linenos=table}}\n{SCRIPT}\n```"),
    ("甲$$a<b onclick=x>c$$", "甲$$a\\lt b onclick{}={}x>c$$"),
    (f"甲 $$a{SCRIPT}$$ 乙", "甲 $$a\\lt script>alert(1)\\lt /script>$$ 乙"),
    ("甲 $$[a](javascript:x)$$", "甲 $$[a]{} (javascript:x)$$"),
    ("甲 $$a <!-- b --> c$$", "甲 $$a \\lt !-- b --> c$$"),
    ("甲 $$a_1 < b$$ 乙", "甲 $$a_1 < b$$ 乙"),
    ("{{<a xlink:href=javascript:x>}}", "{{<a>}}"),
    ("```<b onclick=x>\n乙\n```", "```<b>\n乙\n```"),
    (f'```js title="{SCRIPT}"\n乙\n```', '```js title="&lt;script>alert(1)&lt;/script>"\n乙\n```'),
    ("<a {{<}}>&lt;茶&gt;</a>", "&lt;a {{<}}><茶>&lt;/a>"),
    ('<img onload="x"alt="&lt;茶&gt;" {{ a }}>', '<img alt="&lt;茶&gt;" {{ a }}>'),
    ('<a onclick="[](javascript:x)" href="{{ x }}">甲</a>', '<a href="{{ x }}">甲</a>'),
    ("<a {{[](javascript:x)}}>甲</a>", "<a {{[&#93;(javascript:x)}}>甲</a>"),
    (f"甲[^1]\n\n[^1]: {{%codeblock%}}{SCRIPT}{{%endcodeblock%}}",
     "甲[^1]\n\n[^1]: <pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>"),
    ("> 甲`\n==", "> 甲`\n> \\=="),
    ('甲\n==<td e="">', "甲\n\\=="),
    ("<div>{% 甲\n- 乙 %}丙</div>", "{% 甲 - 乙 %}丙"),
    ("- 甲\n==", "- 甲\n  \\=="),
    ("{% codeblock %}\n<p>甲</p>\n{% endcodeblock %}", "{% codeblock %}\n<p>甲</p>\n{% endcodeblock %}"),
]  # fmt: skip

# The same in other signs, which no note tells: a backtick in what stays would open code that ends where the author's
# begins; a fence with such a language is none to Python-Markdown.
SAME = [
    ("~~~a`b\n乙\n~~~", "```a&#96;b\n乙\n```"),
    (f"~~~=` *\n{SCRIPT}\n~~~", f"```=&#96; *\n{SCRIPT}\n```"),
    (f"甲[^1]\n\n[^1]: 乙\n\n    ```js\n    {SCRIPT}\n    ```",
     '甲[^1]\n\n[^1]: 乙\n\n    <pre><code class="language-js">&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>'),
    ("<div>{{ 甲\n```}}乙</div>", "{{ 甲 ```}}乙"),
    (f"```|\n{SCRIPT}\n```", '<pre><code class="language-|">&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>'),
    (f"甲 {{{{ x`y }}}} `{SCRIPT}`", "甲 {{ x`y }} <code>&#60;script&#62;alert(1)&#60;/script&#62;</code>"),
    (f"甲\n[[x`]]\n`{SCRIPT}`", "甲\n[[x`]]\n<code>&#60;script&#62;alert(1)&#60;/script&#62;</code>"),
    (f"| {{% ` %}} | 乙 |\n| --- | --- |\n| 丙 | `{SCRIPT}` |",
     "| {% ` %} | 乙 |\n| --- | --- |\n| 丙 | <code>&#60;script&#62;alert(1)&#60;/script&#62;</code> |"),
    (f"甲[^a`b]\n\n[^a`b]: `{SCRIPT}`", None),
    (f"{{{{ `x` }}}} `{SCRIPT}`", f"{{{{ `x` }}}} `{SCRIPT}`"),
    ("甲 {{ x`y }}\n\n`乙`", "甲 {{ x`y }}\n\n`乙`"),
]


def post(body):
    return wechatclean.clean(f"---\ntitle: 茶\n---\n\n{body}")


@pytest.mark.parametrize(("body", "expected"), POSTS + SAME)
def test_nothing_runs(body, expected):
    article = post(body)
    if expected is not None:
        assert article.markdown == expected
    assert wechatclean.clean(article.to_document()).markdown == article.markdown
    for name in ("markdown-it-py", "cmark-gfm", "mistune"):
        html = re.sub("<!--[^<>]*-->", "", RENDERERS[name](article.markdown))
        assert dangers(html, is_post=True) == [], name


@pytest.mark.parametrize("body", [body for body, written in POSTS if written and re.search("&[l#]|```", written)])
def test_what_is_written_otherwise_is_noted(body):
    assert "document" in {note.kind for note in post(body).notes}


def test_what_more_than_draws_in_a_display_within_a_line_goes():
    article = post("甲 $$\\href{javascript:alert(1)}{x}$$ 乙")
    assert article.markdown == "甲 $${}{x}$$ 乙"
    assert [note.kind for note in article.notes] == ["formula"]


PARTS = [
    f'{{{{< x "{SCRIPT}" >}}}}',
    '<a href="{{ url }}" onclick="alert(1)">甲</a>',
    f"{{% codeblock lang:html %}}{SCRIPT}{{% endcodeblock %}}",
    f"{{% highlight html linenos %}}{SCRIPT}{{% endhighlight %}}",
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("body", ["<p>春{}</p>", "春\n\n{}\n"], ids=["HTML", "Markdown"])
def test_what_was_live_is_noted_with_what_stood_there(part, body):
    is_text = body.startswith("<") and part.startswith("{")
    (note,) = post(body.format(escape(part, quote=False) if is_text else part)).notes
    assert note.message == WAS_LIVE
    assert [place.text for place in note.places] == [part[:40].rstrip()]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="{{ url }}">\n\n![](https://a.cn/b.png)\n\n</a>',
        '<iframe src="{{ url }}"></iframe>茶',
        '茶 <a href="{{ url }}">水',
    ],
)
def test_a_value_that_cannot_stay_is_noted(body):
    (note,) = post(body).notes
    assert note.message == NOT_KEPT
    assert "{{ url }}" in note.places[0].text


def test_what_was_live_in_the_words_for_a_picture_is_noted_too():
    (note,) = post(f"![{PARTS[0]}](https://a.example/b.png)").notes
    assert note.message == WAS_LIVE


def test_the_text_of_it_is_still_shown():
    assert "alert(1)" in shown(RENDERERS["cmark-gfm"](post(f'{{{{< x "{SCRIPT}" >}}}}').markdown))
