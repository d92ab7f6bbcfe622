"""The plugin, found and asked by MarkItDown itself and by its command."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import pytest
from folders import FIXTURES
from picture_host import PictureHost

import wechatclean
from wechatclean import Cleaner, MarkdownWriter

pytest.importorskip("markitdown")
from markitdown import FileConversionException, MarkItDown, MarkItDownException, StreamInfo

from wechatclean.integrations.markitdown import Unavailable, WechatConverter

URL = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"
WRITER = MarkdownWriter(newline_style="backslash")
PAGES = sorted(FIXTURES.glob("page/[2bcsw]*/input.html")) + sorted(FIXTURES.glob("kind/*/input.html"))
NOTICES = {
    page: expected["reason"]
    for page in sorted(FIXTURES.glob("notice/*/input.html"))
    if (error := page.with_name("expected-error.json")).exists()
    and (expected := json.loads(error.read_text("utf-8")))["error"] == "ArticleUnavailable"
}
ARTICLE = '<html><head><title>茶</title></head><body><div id="js_content">{}</div></body></html>'


@pytest.fixture(scope="module")
def plain():
    return MarkItDown()


@pytest.fixture(scope="module")
def plugged():
    return MarkItDown(enable_plugins=True)


def as_markitdown_has_it(markdown):
    """It takes blanks from the ends of lines."""
    return "\n".join(line.rstrip() for line in markdown.split("\n"))


def of_html(source, **facts):
    return io.BytesIO(source.encode() if isinstance(source, str) else source), StreamInfo(mimetype="text/html", **facts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_articles_come_through_us(plugged, path):
    article = wechatclean.clean(path.read_bytes(), url=URL, writer=WRITER)
    result = plugged.convert(path, stream_info=StreamInfo(url=URL))
    assert result.markdown.endswith(as_markitdown_has_it(article.markdown))
    assert result.title == article.title
    assert not article.title or result.markdown.startswith("# ")
    for fact in filter(None, (article.author, article.account.name)):
        assert fact in result.markdown


WITHOUT_A_TRACE = ("base-in-a-comment", "blocks", "header-quoted-in-article")  # of WeChat
TOLD = [path for path in PAGES if path.parent.name not in WITHOUT_A_TRACE]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.parent.name)
def test_articles_are_told_without_their_address(plugged, path):
    markdown = wechatclean.clean(path.read_bytes(), writer=WRITER).markdown
    assert plugged.convert(path).markdown.endswith(as_markitdown_has_it(markdown))


WHOLE = FIXTURES / "page" / "whole" / "input.html"
NIAOGEBIJI = """<html><head><title>菜店</title><meta property="og:url" content="https://www.niaogebiji.com/article-1-1.html">
</head><body><nav>首页</nav><div class="pc_content"><p>社区<strong>菜店</strong>又火了。</p></div></body></html>"""


def test_files_streams_and_addresses_of_all_kinds(plugged, tmp_path):
    page = WHOLE.read_bytes()
    (tmp_path / "page.htm").write_bytes(page)
    (tmp_path / "page").write_bytes(page)
    with PictureHost() as host:
        host.pages["/s/abc"] = page
        wanted = plugged.convert(WHOLE).markdown
        for source in (tmp_path / "page.htm", str(tmp_path / "page"), (tmp_path / "page").as_uri(), host.url("/s/abc")):
            assert plugged.convert(source).markdown == wanted
        assert plugged.convert(io.BytesIO(page)).markdown == wanted
        for headers in ({"Content-Type": "text/html; charset=gbk"}, {"Content-Type": "application/octet-stream"}, {}):
            host.pages["/wrong"] = lambda to, headers=headers: to.answer(page, kind=headers.get("Content-Type", ""))
            assert plugged.convert(host.url("/wrong")).markdown == wanted
    assert "旧茶壶的第三个主人" in wanted
    assert "外婆的茶壶" in wanted


def test_pages_of_niaogebiji(plugged, plain):
    for facts in ({}, {"url": "https://www.niaogebiji.com/article-1-1.html"}, {"url": "https://niaogebiji.com/a"}):
        stream, info = of_html(NIAOGEBIJI, **facts)
        assert plugged.convert(stream, stream_info=info).markdown == "# 菜店\n\n社区**菜店**又火了。"
    elsewhere = NIAOGEBIJI.replace("www.niaogebiji.com", "tea.example")
    stream, info = of_html(elsewhere)
    assert plugged.convert(stream, stream_info=info).markdown == plain.convert(*of_html(elsewhere)[:1]).markdown


def test_a_page_saved_by_a_browser_as_one_file(plugged, tmp_path):
    page = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        "Content-Location: {}\r\n\r\n{}\r\n--x--\r\n"
    ).format(URL, URL, ARTICLE.format("<p>茶要<b>热</b>的</p>"))
    (tmp_path / "page.mhtml").write_bytes(page.encode())
    assert plugged.convert(tmp_path / "page.mhtml").markdown == "# 茶\n\n茶要**热**的"


OTHERS = {
    "another site": "<html><head><title>铺</title></head><body><main><p>茶 <b>铺</b></p></main></body></html>",
    "a link to an article": f'<html><body><p>见<a href="{URL}">这篇</a>，讲<b>茶</b>。</p></body></html>',
    "a picture of WeChat's": '<html><body><p>图<img src="https://mmbiz.qpic.cn/mmbiz_png/K/640"></p></body></html>',
    "code that names the container": "<html><body><p>找<code>div#js_content</code></p><p>再看。</p></body></html>",
    "code that is the container": "<html><body><pre>&lt;div id='js_content'&gt;</pre><p>看。</p></body></html>",
    "a reprint on a site of its own": ARTICLE.format("<p>转<b>载</b></p>").replace(
        "<title>", '<link rel="canonical" href="https://tea.example/1.html"><title>'
    ),
    "a notice in a box of WeUI": '<html><body><div class="weui-msg"><h2>已付款</h2></div></body></html>',
    "a notice in words that WeChat has": "<html><body><h1>参数错误</h1><p>系统出错</p></body></html>",
    "an album": (FIXTURES / "notice" / "album" / "input.html").read_text("utf-8"),
    "an account": (FIXTURES / "notice" / "profile-page" / "input.html").read_text("utf-8"),
    "nothing": "",
    "a comment": "<!-- js_content -->",
}


@pytest.mark.parametrize("page", OTHERS.values(), ids=OTHERS)
def test_other_pages_are_left_alone(plugged, plain, page):
    for stream, info in (of_html(page), of_html(page, url="https://tea.example/1.html")):
        wanted = plain.convert(stream, stream_info=info).markdown
        stream.seek(0)
        assert plugged.convert(stream, stream_info=info).markdown == wanted


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>茶</title><item><title>一</title><link>{URL}</link>
<description>&lt;div id="js_content"&gt;&lt;p&gt;茶&lt;/p&gt;&lt;/div&gt;</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("feed.xml", FEED.encode()),
        ("table.csv", "名,址\n茶,js_content\n".encode()),
        ("data.json", b'{"html": "<div id=js_content>"}'),
        ("post.md", "---\ntitle: 茶\n---\n<div id='js_content'><p>茶</p></div>".encode()),
        ("crawler.py", b"page.find(id='js_content')  # mp.weixin.qq.com"),
    ],
)
def test_other_files_are_left_alone(plugged, plain, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert plugged.convert(tmp_path / name).markdown == plain.convert(tmp_path / name).markdown


@pytest.mark.parametrize("data", [b"\0\1\2" * 400, b"<\0\1\2\xff\xfe" * 400, b"\x89PNG\r\n\x1a\n" + b"js_content" * 9])
def test_what_is_binary_is_left_alone(plugged, plain, data):
    def said(converter):
        try:
            return converter.convert(io.BytesIO(data)).markdown
        except MarkItDownException as error:
            return type(error)

    assert said(plugged) == said(plain)


@pytest.mark.parametrize(("path", "reason"), NOTICES.items(), ids=(path.parent.name for path in NOTICES))
def test_a_notice_is_an_error_that_says_why(plugged, path, reason):
    with pytest.raises(Unavailable, match=f"^{reason}: ") as raised:
        plugged.convert(path, stream_info=StreamInfo(url=URL))
    assert raised.value.reason == reason
    assert isinstance(raised.value, wechatclean.ArticleUnavailable)
    assert isinstance(raised.value, FileConversionException)


def test_a_captcha_is_told_without_its_address(plugged):
    with pytest.raises(Unavailable, match="captcha"):
        plugged.convert(FIXTURES / "notice" / "captcha" / "input.html")


def test_a_notice_in_an_archive_costs_no_other_file(plugged, tmp_path):
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.write(FIXTURES / "notice" / "captcha" / "input.html", "1.html")
        archive.write(WHOLE, "2.html")
    assert "外婆的茶壶" in plugged.convert(tmp_path / "pages.zip").markdown


def test_embedded_pictures_are_cut_as_markitdown_does(plugged, plain):
    gif = "data:image/gif;base64,R0lGODlhZAAyAIAAAAAAAP///yH5BAEAAAAALAAAAABkADIAAAIB"
    page = ARTICLE.format(f'<p>茶<img src="{gif}"></p>')
    for converter in (plugged, plain):
        stream, info = of_html(page)
        assert "](data:image/gif;base64...)" in converter.convert(stream, stream_info=info).markdown
        stream.seek(0)
        assert gif in converter.convert(stream, stream_info=info, keep_data_uris=True).markdown


def test_line_breaks_and_code_survive(plugged):
    stream, info = of_html(ARTICLE.format("<p>一<br>二</p><pre>a  \n  b</pre>"))
    assert plugged.convert(stream, stream_info=info).markdown == "# 茶\n\n一\\\n二\n\n```\na\n  b\n```"


def test_a_cleaner_of_ones_own():
    markitdown = MarkItDown()
    markitdown.register_converter(WechatConverter(Cleaner(images="drop", writer=MarkdownWriter(bullets="+"))))
    stream, info = of_html(ARTICLE.format("<ul><li>茶<img src='https://tea.example/b.png'></li></ul>"))
    assert markitdown.convert(stream, stream_info=info).markdown == "# 茶\n\n+ 茶"
    with pytest.raises(TypeError, match="a wechatclean"):
        WechatConverter("x")


def test_a_stream_is_read_from_where_it_is(plugged):
    page = WHOLE.read_bytes()
    stream = io.BytesIO(b"123" + page)
    stream.seek(3)
    assert plugged.convert(stream).markdown == plugged.convert(WHOLE).markdown


def test_the_command(plugged, tmp_path):
    command = [sys.executable, "-m", "markitdown"]
    listed = subprocess.run([*command, "--list-plugins"], capture_output=True, check=True).stdout.decode()
    assert "wechatclean" in listed
    done = subprocess.run([*command, "--use-plugins", WHOLE, "-o", tmp_path / "a.md"], capture_output=True, check=True)
    assert (tmp_path / "a.md").read_text("utf-8") == plugged.convert(WHOLE).markdown
    assert done.stderr == b""
