"""Every shape that a document can have: the whole text or a typed error, in time and memory that grow with it."""

# ruff: noqa: E501, PERF203  # shapes and units are data, a line each

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys

import pytest
from judge import squeezed

import wechatclean

pytestmark = pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") == "quick", reason="long; an ordinary run has it")

CHILD = """
import json, resource, sys, time
import wechatclean
source = eval(sys.stdin.read())
started = time.process_time()
try:
    article = wechatclean.clean(source)
    said = {"text": article.text.count("茶"), "marker": "终点" in article.markdown and "终点" in article.html}
except wechatclean.WechatCleanError as error:
    said = {"error": type(error).__name__}
said["seconds"] = time.process_time() - started
said["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps(said))
"""


def run(expression, seconds=60, gigabytes=3):
    """What cleaning the value of *expression* gave, in a process that dies if it takes too much."""

    def bounds():
        resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=expression, capture_output=True, text=True, preexec_fn=bounds, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stderr == ""
    return json.loads(done.stdout)


END = "'<p>终点</p>'"
WHOLE = {
    "a million siblings": f"'<p>茶</p>' * 300_000 + {END}",
    "a text of 20 MB": f"'<p>' + '茶水 ' * 3_000_000 + '</p>' + {END}",
    "a text without a space": f"'<p>茶' + 'x' * 12_000_000 + '</p>' + {END}",
    "an attribute of 20 MB": f"'<p title=\"' + 'x' * 20_000_000 + '\">茶</p>' + {END}",
    "a style of 5 MB": f"'<p style=\"' + 'a:b;' * 1_200_000 + '\">茶</p>' + {END}",
    "a class of 5 MB": f"'<p class=\"' + 'a ' * 2_500_000 + '\">茶</p>' + {END}",
    "an address of 5 MB": f"'<p><a href=\"https://a.example.org/' + 'x' * 5_000_000 + '\">茶</a></p>' + {END}",
    "a picture of 12 MB in the page": f"'<p><img src=\"data:image/png;base64,' + 'A' * 12_000_000 + '\">茶</p>' + {END}",
    "a script of 12 MB": f"'<p>茶</p><script>' + 'x=1;' * 3_000_000 + '</script>' + {END}",
    "a comment of 12 MB": f"'<p>茶</p><!--' + 'x' * 12_000_000 + '-->' + {END}",
    "100,000 line breaks": f"'<p>' + '茶<br>' * 100_000 + '</p>' + {END}",
    "100,000 empty line breaks": f"'<p>茶' + '<br>' * 100_000 + '</p>' + {END}",
    "10,000 cells in a row": f"'<table><tr>' + '<td>茶</td>' * 10_000 + '</tr></table>' + {END}",
    "10,000 rows": f"'<table>' + '<tr><td>茶</td><td>水</td></tr>' * 10_000 + '</table>' + {END}",
    "ragged rows": f"'<table>' + ''.join('<tr>' + '<td>茶</td>' * (n % 50 + 1) + '</tr>' for n in range(2_000)) + '</table>' + {END}",
    "huge spans": f"'<table>' + '<tr><td colspan=999999999 rowspan=999999999>茶</td><td>水</td></tr>' * 1_000 + '</table>' + {END}",
    "100,000 items": f"'<ul>' + '<li>茶</li>' * 100_000 + '</ul>' + {END}",
    "20,000 touching lists": f"'<ul><li>茶</li></ul>' * 20_000 + {END}",
    "20,000 numbered items": f"'<ol>' + '<li>茶</li>' * 20_000 + '</ol>' + {END}",
    "20,000 frames": f"'<table><tr><td>茶</td></tr></table>' * 20_000 + {END}",
    "a fair beginning of bold words": f"'<p>' + '<b>茶</b> <i>水</i>，' * 20_000 + '**</p>' + {END}",
    "bold words that touch": f"'<p>' + '<b>茶</b> ' * 20_000 + '<b>山</b><i>水</i></p>' + {END}",
    "backticks in cells": f"'<table>' + '<tr><td>`</td><td><code>茶</code></td></tr>' * 10_000 + '</table>' + {END}",
    "300,000 touching texts": f"'<p>' + '<span>茶</span>' * 300_000 + '</p>' + {END}",
    "a heading of 100,000 bold words": f"'<h2>' + '<b>茶</b>水' * 100_000 + '</h2>' + {END}",
    "20,000 references in a paragraph": (
        f"'<p>茶<sup>[1]</sup></p><h3>参考资料</h3><p>' + '<br>'.join(f'[{{n}}] <i>茶</i>' for n in range(20_000)) + '</p>' + {END}"
    ),
    "20,000 unclosed paragraphs": f"'<p>茶' * 20_000 + {END}",
    "1,000 unclosed bold": f"'<b>茶' * 1_000 + {END}",
    "1,500 levels": f"'<section>' * 1_500 + '茶' + '</section>' * 1_500 + {END}",
    "1,500 levels of bold": f"'<b>' * 1_500 + '茶' + '</b>' * 1_500 + {END}",
    "1,000 levels of quotes": f"'<blockquote>' * 1_000 + '茶' + '</blockquote>' * 1_000 + {END}",
    "1,000 levels of lists": f"'<ul><li>' * 700 + '茶' + '</li></ul>' * 700 + {END}",
    "300 levels of tables": f"'<table><tr><td>' * 300 + '茶' + '</td></tr></table>' * 300 + {END}",
    "levels of clipped boxes before many siblings": (
        f"'<section style=\"height:0;overflow:hidden\">' * 1_000 + '<p>茶</p>' * 20_000 + '<img src=\"https://a.cn/b.png\">'"
        f" + '</section>' * 1_000 + {END}"
    ),
    "levels of code": f"'<pre><code>' * 500 + '茶' + '</code></pre>' * 500 + {END}",
    "100,000 bold words": f"'<p>' + '<b>茶</b>水' * 100_000 + '</p>' + {END}",
    "100,000 bold signs": f"'<p>' + '<b>。</b>茶' * 100_000 + '</p>' + {END}",
    "nested emphasis by the word": f"'<p>' + '<b>茶<i>水</i></b><del>。</del>' * 30_000 + '</p>' + {END}",
    "100,000 asterisks": f"'<p>' + '*茶' * 100_000 + '</p>' + {END}",
    "100,000 pairs of asterisks": f"'<p>' + '*茶* _x_ ' * 50_000 + '</p>' + {END}",
    "asterisks and bold": f"'<p>' + '*<b>茶</b>*' * 20_000 + '</p>' + {END}",
    "tildes and strikes": f"'<p>' + '~<del>茶</del>~~' * 20_000 + '</p>' + {END}",
    "100,000 brackets": f"'<p>' + '[' * 100_000 + '茶' + ']' * 100_000 + '</p>' + {END}",
    "brackets before a link": f"'<p>' + '[' * 50_000 + '<a href=\"https://a.cn/\">茶</a>' + '](x)' * 50_000 + '</p>' + {END}",
    "100,000 backticks": f"'<p>' + '` `` ``` ' * 30_000 + '茶</p>' + {END}",
    "backticks of every length": f"'<p>' + ' '.join('`' * n for n in range(1_500)) + '茶</p>' + {END}",
    "100,000 backslashes": f"'<p>' + chr(92) * 100_000 + '茶</p>' + {END}",
    "100,000 ampersands": f"'<p>' + '&amp;a' * 100_000 + '茶</p>' + {END}",
    "100,000 less-than signs": f"'<p>' + '&lt;a' * 100_000 + '茶</p>' + {END}",
    "100,000 references": f"'<p>' + '&#x8336;' * 100_000 + '</p>' + {END}",
    "100,000 spaces": f"'<p>茶' + ' ' * 5_000_000 + '水</p>' + {END}",
    "100,000 nbsp": f"'<p>茶' + '&nbsp;' * 500_000 + '水</p>' + {END}",
    "zero-width characters": f"'<p>茶' + chr(0x200b) * 2_000_000 + '水</p>' + {END}",
    "joiners": f"'<p>茶' + chr(0x200d) * 2_000_000 + '水</p>' + {END}",
    "combining marks": f"'<p>茶' + chr(0x301) * 1_000_000 + '</p>' + {END}",
    "100,000 pictures": f"'<p>茶' + '<img data-src=\"https://mmbiz.qpic.cn/a/640\">' * 20_000 + '</p>' + {END}",
    "100,000 links": f"'<p>' + '<a href=\"https://a.example.org/\">茶</a> ' * 50_000 + '</p>' + {END}",
    "footnote marks": f"'<p>' + '茶<sup>[1]</sup>' * 20_000 + '</p>' + {END}",
    "footnotes": f"''.join(f'<p>茶<sup>[{{n}}]</sup></p>' for n in range(5_000)) + '<p>参考</p>' + ''.join(f'<p>[{{n}}] 水</p>' for n in range(5_000)) + {END}",
    "1 MB of code": f"'<pre>' + ('茶 = 1' + chr(10)) * 150_000 + '</pre>' + {END}",
    "20,000 lines of code": f"'<pre>' + '<code>茶</code>' * 20_000 + '</pre>' + {END}",
    "many small blocks of code": f"'<pre><code>茶</code></pre>' * 20_000 + {END}",
    "300 scripts between": f"'<p>茶</p><script>x</script>' * 20_000 + {END}",
    "containers that are none": f"'<p>茶 id=\"js_content\"</p>' * 20_000 + {END}",
    "unclosed tags": f"'<p>茶</p>' + '<a ' * 50_000 + '>' + {END}",
    "attributes": f"'<p ' + ' '.join(f'a{{n}}=1' for n in range(50_000)) + '>茶</p>' + {END}",
    "styles of all kinds": f"''.join(f'<p style=\"width:{{n}}px\">茶</p>' for n in range(50_000)) + {END}",
}  # fmt: skip
FRAME = "'<div class=\"rich_media_content\" id=\"js_content\">' + {} + '</div>'"


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_text_of_any_shape(name):
    said = run(FRAME.format(WHOLE[name]))
    assert "error" not in said, said
    assert said["marker"], said
    assert said["text"] > 0, said


REFUSED = {
    "100,000 levels": "'<div>' * 100_000 + '茶'",
    "100,000 levels, closed": "'<div>' * 100_000 + '茶' + '</div>' * 100_000",
    "100,000 levels of bold": "'<p>茶' + '<b>' * 100_000",
    "3,000 levels": "'<section>' * 3_000 + '<p>茶</p>' + '</section>' * 3_000 + '<p>终点</p>'",
    "3 million elements": "'<i>茶</i>' * 3_000_000",
    "70 MB": "'x' * 70_000_000",
    "70 MB of bytes": "b'x' * 70_000_000",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_passes_a_limit_is_refused(name):
    said = run(REFUSED[name] if "MB" in name else FRAME.format(REFUSED[name]))
    assert said.get("error") == "LimitError" or (said.get("text") and "levels" in name), said


@pytest.mark.parametrize("shape", ["100,000 levels", "3,000 levels"])
def test_levels_are_never_lost(shape):
    """The whole text or an error; lxml by itself drops what is too deep without a word."""
    said = run(FRAME.format(REFUSED[shape] + " + '<p>终点</p>'"))
    assert said.get("error") == "LimitError" or said["marker"]


ARTICLE = (
    '<html><head><meta property="og:title" content="茶会"></head><body><div class="rich_media_content" id="js_content">'
    '<p style="margin:0">春水<b>初</b>生，<a href="https://a.example.org/?a=1&amp;b=2">春林</a>初盛。</p>'
    "<ul><li>一</li><li>二<ol><li>三</li></ol></li></ul><table><tr><th>甲</th><td>乙|</td></tr></table>"
    '<pre data-lang="python"><code>a = "&lt;b&gt;"</code><code>c</code></pre><!-- 注 -->'
    '<section><img data-src="https://mmbiz.qpic.cn/mmbiz_png/Key/640" alt="图"></section><p>末句。</p>'
    "</div><script>var msg_title = '茶会';</script></body></html>"
)


def test_a_page_cut_anywhere_gives_what_it_has():
    """Cut at any byte, the article holds a beginning of the whole one's text, or there is a typed error."""
    data = ARTICLE.encode()
    whole = squeezed(wechatclean.clean(data).text)
    for cut in range(len(data)):
        try:
            text = squeezed(wechatclean.clean(data[:cut]).text)
        except wechatclean.WechatCleanError:
            continue
        shared = next(
            (n for n, (a, b) in enumerate(zip(text, whole, strict=False)) if a != b), min(len(text), len(whole))
        )
        assert len(text) - shared < 60, data[:cut][-60:]  # all but a tag that was cut is text of the whole


@pytest.mark.parametrize("junk", ["<", "&", "</", "<!--", "<script>", '"', "\x00", "<p", "]]>", "\ufffd", "</div>"])
def test_junk_anywhere_raises_nothing_else(junk):
    for at in range(0, len(ARTICLE), 7):
        try:
            wechatclean.clean(ARTICLE[:at] + junk + ARTICLE[at:])
        except wechatclean.WechatCleanError:
            continue


NO_ARTICLE = {
    "nothing": b"",
    "spaces": b" \n\t ",
    "a mark": b"\xef\xbb\xbf",
    "NUL": b"\x00" * 100,
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>>",
    "gzip": gzip.compress(ARTICLE.encode()),
    "ZIP": b"PK\x03\x04\x14\x00<p>x</p>",
    "PNG": b"\x89PNG\r\n\x1a\n<p>x</p>",
    "JPEG": b"\xff\xd8\xff\xe0<p>x</p>",
    "GIF": b"GIF89a<p>x</p>",
    "a program": b"\x7fELF\x02<p>x</p>",
    "JSON": b'{"title": "x"}',
    "words": "只有几个字".encode(),
    "a tag": b"<",
    "a bracket": b"<p",
    "an empty container": b'<div id="js_content"></div>',
    "a hidden article": '<div id="js_content"><p style="display:none">茶</p></div>'.encode(),
    "scripts only": b'<div id="js_content"><script>x</script><style>y</style></div>',
    "random bytes": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_what_is_no_article_is_a_typed_error(name):
    with pytest.raises(wechatclean.WechatCleanError) as caught:
        wechatclean.clean(NO_ARTICLE[name])
    assert str(caught.value)


@pytest.mark.parametrize("source", [None, 5, 1.5, [], {}, object(), ["<p>"], True])
def test_what_is_no_text_is_a_type_error(source):
    with pytest.raises(TypeError):
        wechatclean.clean(source)
