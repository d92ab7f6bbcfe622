"""Pages that are cut off, damaged or no pages at all: what is there, or a typed error."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from judge import squeezed

import wechatclean

ARTICLE = (
    '<html><head><meta property="og:title" content="茶会"></head><body><div class="rich_media_content" id="js_content">'
    '<p style="margin:0">春水<b>初</b>生，<a href="https://a.example.org/?a=1&amp;b=2">春林</a>初盛。</p>'
    "<ul><li>一</li><li>二<ol><li>三</li></ol></li></ul><table><tr><th>甲</th><td>乙|</td></tr></table>"
    '<pre data-lang="python"><code>a = "&lt;b&gt;"</code><code>c</code></pre><!-- 注 -->'
    '<section><img data-src="https://mmbiz.qpic.cn/mmbiz_png/Key/640" alt="图"></section><p>末句。</p>'
    "</div><script>var msg_title = '茶会';</script></body></html>"
)


def test_a_page_cut_anywhere_gives_what_it_has():
    """Cut at any byte, the article holds a beginning of the whole one's text; before there is any, a typed error."""
    data = ARTICLE.encode()
    first = data.index("春水".encode())
    whole = squeezed(wechatclean.clean(data).text)
    for cut in range(len(data)):
        try:
            text = squeezed(wechatclean.clean(data[:cut]).text)
        except wechatclean.WechatCleanError:
            assert cut < first + 3
            continue
        shared = next(
            (n for n, (a, b) in enumerate(zip(text, whole, strict=False)) if a != b), min(len(text), len(whole))
        )
        assert len(text) - shared < 60, data[:cut][-60:]  # all but a tag that was cut is text of the whole


@pytest.mark.parametrize("junk", ["<", "&", "</", "<!--", "<script>", '"', "\x00", "<p", "]]>", "\ufffd", "</div>"])
def test_junk_anywhere_raises_nothing_else(junk):
    for at in range(0, len(ARTICLE), 7):
        with contextlib.suppress(wechatclean.WechatCleanError):
            wechatclean.clean(ARTICLE[:at] + junk + ARTICLE[at:])


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
