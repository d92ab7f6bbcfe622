"""A page that a real browser saves as MHTML is the page itself; broken files are errors of ours."""

from __future__ import annotations

import pytest
from folders import FIXTURES
from picture_host import PICTURE, PictureHost

import wechatclean
from wechatclean.source.mhtml import begins_mhtml, read_mhtml

PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>渡口</title></head><body><h1 id="activity-name">渡口</h1>'
    '<div class="rich_media_content" id="js_content"><p>船<b>靠岸</b>了，水 = 茶。</p><p>行' + "很长" * 30 + "</p>"
    '<p><img src="/a.png" alt="船"></p><p><a href="/next">下一篇</a></p><iframe src="FRAME"></iframe></div></body>'
    "</html>"
)


RELATED = b"Content-Type: multipart/related; boundary=a\n\n"


@pytest.fixture(scope="module")
def saved(chromium):
    """PAGE, its address, and the MHTML that Chromium makes of it."""
    with PictureHost() as host:
        html = PAGE.replace("FRAME", host.url("/frame"))
        host.pages |= {"/s/abc": html.encode(), "/a.png": PICTURE, "/frame": "<p>框</p>".encode()}
        browser = chromium()
        page = browser.new_page()
        page.goto(host.url("/s/abc"))
        session = page.context.new_cdp_session(page)
        data = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        browser.close()
        yield html, host.url("/s/abc"), data


def test_a_page_saved_by_chromium_is_the_page(saved):
    html, url, data = saved
    page = wechatclean.clean(html, url=url)
    for given in (data, data.encode()):
        article = wechatclean.clean(given)
        assert (article.markdown, article.title, article.url) == (page.markdown, page.title, page.url)
        assert [image.url for image in article.images] == [image.url for image in page.images]
        assert [link.url for link in article.links] == [link.url for link in page.links]


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a--\n",
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="a\n\n--a\n',
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n" * 10_000,
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=-\n\n" + b"-" * 100_000,
        RELATED + b"--a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n=\xff=A\n--a--",
        RELATED + b"--a\nContent-Type: text/html; charset=bogus\n\n<p>x</p>\n--a",
    ],
)
def test_a_broken_file_is_an_article_or_an_error_of_ours(data):
    assert begins_mhtml(data)
    try:
        assert wechatclean.clean(data).text == "x"
    except wechatclean.DocumentError:
        assert (read_mhtml(data) or [b""])[0][:3] != b"<p>"


def test_a_file_may_hold_the_html_alone():
    data = b"From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: text/html;\n charset=gbk\n"
    data += b"Content-Location: https://a.example/1\nContent-Transfer-Encoding: quoted-printable\n\n<p>=B2=E8</p>"
    article = wechatclean.clean(data)
    assert (article.text, article.url) == ("茶", "https://a.example/1")


def test_mail_that_holds_no_page_is_not_mhtml():
    assert not begins_mhtml(b"Subject: a\nContent-Type: text/html\n\n<p>x</p>")
    assert not begins_mhtml((FIXTURES / "page" / "whole" / "input.html").read_bytes())


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml", "Text/HTML; charset=utf-8"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n\r\n"])
def test_what_may_stand_before_the_header_and_what_html_is_called(kind, before):
    page = f"--a\nContent-Type: {kind}\n\n<p>甲</p>\n--a--"
    assert wechatclean.clean(before.encode() + RELATED + page.encode()).markdown == "甲"
