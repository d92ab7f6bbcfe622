"""Responses of the HTTP clients that people use, made by the clients themselves."""

from __future__ import annotations

import asyncio
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import lxml.html
import pytest
import requests
from scrapy import Selector
from scrapy.http import HtmlResponse

import wechatclean

URL = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"
BODY = "<p>茶要<a href='/x'>热</a>的</p>"
CLEAN = "茶要[热](https://mp.weixin.qq.com/x)的"


def by_requests(content, content_type="text/html; charset=utf-8", status=200):
    response = requests.Response()
    response.url, response.status_code, response.raw = URL, status, io.BytesIO(content)
    response.headers["Content-Type"] = content_type
    return response


def by_httpx(content, content_type="text/html; charset=utf-8", status=200):
    headers = {"Content-Type": content_type}
    return httpx.Response(status, content=content, headers=headers, request=httpx.Request("GET", URL))


def by_scrapy(content, content_type="text/html; charset=utf-8", status=200):
    return HtmlResponse(URL, status, body=content, headers={"Content-Type": content_type})


CLIENTS = pytest.mark.parametrize("respond", [by_requests, by_httpx, by_scrapy])


@CLIENTS
def test_a_response_is_its_bytes_and_its_address(respond):
    article = wechatclean.clean(respond(BODY.encode()))
    assert article.markdown == wechatclean.to_markdown(respond(BODY.encode())) == CLEAN
    assert article.url == URL


@CLIENTS
def test_the_charset_of_the_header_is_believed(respond):
    """Without it these bytes would be read as GB18030, in which they say something else."""
    big5 = "<meta charset='gbk'><p>茶要熱的</p>".encode("big5")
    assert wechatclean.clean(big5).markdown != "茶要熱的"
    assert wechatclean.clean(respond(big5, 'text/html; Charset="Big5"')).markdown == "茶要熱的"


@CLIENTS
def test_an_address_that_is_given_counts_first(respond):
    article = wechatclean.clean(respond(BODY.encode()), url="https://a.example/1")
    assert article.links[0].url == "https://a.example/x"


@CLIENTS
def test_a_feed_may_be_a_response(respond):
    feed = f"<rss version='2.0'><channel><item><description><![CDATA[{BODY}]]></description></item></channel></rss>"
    (article,) = wechatclean.clean_feed(respond(feed.encode()))
    assert article.text == "茶要热的"


FAILED = {
    # What a server says instead of a page, the status, and what is said of it beside that.
    "nginx": ("<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>", 404, "no article"),
    "a box in between": ("<html><body><h1>503 Service Unavailable</h1>\nNo server.\n</body></html>\n", 503, "no page"),
    "a line": ("<h1>Bad Gateway</h1>", 502, "no page of an article: look at how it was fetched"),
    "a front page": ("---\ntitle: gone\n---\n<p>Gone.</p>", 410, "no page"),
    "text": ("Forbidden", 403, "no HTML"),
    "an API": ('{"error": "too many"}', 429, "JSON"),
    "nothing": ("", 500, "the source is empty"),
    "a redirect": ("<a href='/s/b'>Found</a>.", 302, "no page"),
    "nothing new": ("", 304, "the source is empty"),
}


@CLIENTS
@pytest.mark.parametrize("name", FAILED)
def test_the_page_of_an_error_is_no_article(respond, name):
    content, status, said = FAILED[name]
    for call in (wechatclean.clean, wechatclean.to_markdown):
        with pytest.raises(wechatclean.WechatCleanError, match=f"the response has the status {status}: .*{said}"):
            call(respond(content.encode(), status=status))


@CLIENTS
def test_an_article_that_comes_with_an_error_is_kept_and_told(respond):
    page = f"<html><head><title>茶</title></head><body><div id='js_content'>{BODY}</div></body></html>".encode()
    article = wechatclean.clean(respond(page, status=404))
    assert article.markdown == CLEAN
    assert [note.message for note in article.notes] == ["the response has the status 404, though it holds an article"]
    assert wechatclean.clean(respond(page, status=203)).notes == ()


@CLIENTS
def test_what_wechat_says_counts_before_the_status(respond):
    notice = '<html><body><div class="weui-msg"><h2 class="weui-msg__title">参数错误</h2></div></body></html>'
    for status in (200, 403):
        with pytest.raises(wechatclean.ArticleUnavailable, match="bad_parameters"):
            wechatclean.clean(respond(notice.encode(), status=status))


@CLIENTS
def test_the_page_of_an_error_is_no_feed(respond):
    with pytest.raises(wechatclean.DocumentError, match="the response has the status 502: the source is no RSS"):
        wechatclean.clean_feed(respond(b"<h1>Bad Gateway</h1>", status=502))


def test_a_stream_of_httpx_has_to_be_read_first():
    response = httpx.Response(200, stream=httpx.ByteStream(BODY.encode()), request=httpx.Request("GET", URL))
    with pytest.raises(TypeError, match=r"await response\.read\(\).*await response\.aread\(\)"):
        wechatclean.clean(response)
    response.read()
    assert wechatclean.clean(response).markdown == CLEAN


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BODY.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    server = HTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_response_of_aiohttp_has_to_be_awaited(address):
    import aiohttp

    async def get():
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            with pytest.raises(TypeError, match=r"await response\.read\(\)"):
                wechatclean.clean(response)
            reading = response.read()
            with pytest.raises(TypeError, match="await"):
                wechatclean.clean(reading)
            return wechatclean.clean(await reading, url=URL).markdown

    assert asyncio.run(get()) == CLEAN


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Path("page.html"), r"read_bytes\(\)"),
        (io.BytesIO(b"<p>x</p>"), r"\.read\(\)"),
        (io.StringIO("<p>x</p>"), r"\.read\(\)"),
        (lxml.html.fromstring("<p>x</p>"), "its HTML as text"),
        (None, "NoneType"),
        (["<p>x</p>"], "list"),
        (5, "int"),
    ],
)
@pytest.mark.parametrize("take", [wechatclean.clean, wechatclean.to_markdown, wechatclean.clean_feed])
def test_what_is_no_source_is_told_what_to_hand_over(take, given, said):
    with pytest.raises(TypeError, match=said):
        take(given)


def test_a_tree_of_beautiful_soup_is_no_response():
    import bs4

    with pytest.raises(TypeError, match="its HTML as text"):
        wechatclean.clean(bs4.BeautifulSoup("<html><body><p>x</p></body></html>", "lxml"))


def test_a_response_of_httpx_without_a_request_has_no_address():
    article = wechatclean.clean(httpx.Response(200, content=BODY.encode()))
    assert (article.url, article.text) == (None, "茶要热的")


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_the_bytes_of_a_response_may_be_of_any_kind(kind):
    response = type("Own", (), {"url": URL, "headers": {}, "content": kind(BODY.encode())})()
    assert wechatclean.clean(response).markdown == CLEAN


def test_a_selector_of_scrapys_says_what_to_give():
    with pytest.raises(TypeError, match=r"not scrapy.*: give its HTML as text, `.get\(\)`"):
        wechatclean.clean(Selector(text=BODY))
