"""What is no article's HTML: it is said what it is, and which call takes it; what may be HTML is read."""

from __future__ import annotations

import json

import pytest

import wechatclean

FEED = '<rss version="2.0"><channel><item><description>&lt;p&gt;甲&lt;/p&gt;</description></item></channel></rss>'
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "<p>甲</p>"}]}
WRONG = [
    (FEED, "RSS feed.*clean_feed"),
    (f'<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n<!-- 甲 -->\n{FEED}', "RSS feed.*clean_feed"),
    ('\ufeff\n<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "Atom feed.*clean_feed"),
    ('<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "RSS feed.*clean_feed"),
    ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "OPML"),
    ("<urlset><url><loc>https://a.example/</loc></url></urlset>", "sitemap"),
    (json.dumps(JSON_FEED), "JSON Feed.*clean_feed"),
    (json.dumps({"title": "甲", "content_noencode": "<p>甲</p>"}), "JSON.*clean_data"),
    (json.dumps([{"content": "<p>甲</p>"}], indent=1), "JSON"),
    ("# 标题\n\n正文", "Markdown.*front matter"),
    ("\n\n## 标题\n\n<div>正文</div>\n", "Markdown.*front matter"),
    ("第一段\n\n![茶](https://a.example/b.png)\n\n第二段<sup>1</sup>", "Markdown.*front matter"),
    ("第一段有**重点**和[链接](https://a.example/)。", "Markdown.*front matter"),
    ("```python\nprint(1)\n```\n", "Markdown.*front matter"),
    ("page.html", r"file.*read_bytes\(\)"),
    ("我的 文章.HTM\n", r"file.*read_bytes\(\)"),
    ("/home/甲/page", r"file.*read_bytes\(\)"),
    ("C:\\文章\\a.mhtml", r"file.*read_bytes\(\)"),
    ("../feed.xml", r"file.*read_bytes\(\)"),
    ("https://mp.weixin.qq.com/s/AbCdEf", "address.*response"),
    ("  http://a.example/x.html ", "address.*response"),
    ("mp.weixin.qq.com/s?__biz=MzA=&mid=1", "address.*response"),
    ("file:///tmp/a.html", "address.*response"),
    ("&lt;p&gt;甲&lt;/p&gt;", r"html\.unescape"),
    (str("<p>甲</p>".encode()), "str"),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>甲</p>", "header"),
    ("WARC/1.0\r\nWARC-Type: response\r\n\r\n<p>甲</p>", "WARC"),
    ("{\\rtf1\\ansi 甲}", "RTF"),
    ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'></atom:feed>", "Atom feed.*clean_feed"),
    ('{"content": "<p>甲</p>"}\n{"content": "<p>乙</p>"}\n', "JSON.*clean_data"),
    ('{"title": "甲", "content": "<p>甲</p><p>', "JSON.*clean_data"),
    ('callback({"content": "<p>甲</p>"});', "JSON.*clean_data"),
    ("见 <https://a.example/> 的**重点**。", "Markdown.*front matter"),
    ("view-source:https://mp.weixin.qq.com/s/AbCdEf", "address.*response"),
    ("&#60;section&#62;甲&#60;/section&#62;", r"html\.unescape"),
    ("&#x3c;p&#x3e;甲", r"html\.unescape"),
    ("%3Cp%3E%E7%94%B2%3C%2Fp%3E", r"urllib\.parse\.unquote"),
    ("Subject: 甲\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>甲</p>", "e-mail"),
    ("Return-Path: <a@b.example>\nReceived: x\nContent-Type: text/html\n\n<p>甲</p>", "e-mail"),
    ('From: "甲" <a@b.example>\nTo: <c@d.example>\n\n<p>甲</p>', "e-mail"),
    ('<!DOCTYPE rss [<!ENTITY a "b>c">]><rss/>', "RSS feed.*clean_feed"),
    ('<?xml version="1.0"?><?xml-stylesheet href="a>b"?><!-- <p> --><feed/>', "Atom feed.*clean_feed"),
    ('<?xml version="1.0"?><data><p>甲</p></data>', "XML.*<data>"),
    ('<?xml version="1.0"?><w:document xmlns:w="a"><w:p>甲</w:p></w:document>', "XML.*<document>"),
    ('<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//A" "http://a.example/"><plist><dict/></plist>', "property list"),
    ("* 一\n* 二", "Markdown.*front matter"),
    ("1. 一\n2. 二", "Markdown.*front matter"),
    ("> 甲", "Markdown.*front matter"),
    ("题\n====\n\n甲", "Markdown.*front matter"),
    ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "Markdown.*front matter"),
    ("甲[^1]\n\n[^1]: 乙", "Markdown.*front matter"),
    ("文章.html.gz", r"file.*read_bytes\(\)"),
    ("var cgiDataNew = {content_noencode: '\\x3cp\\x3e甲\\x3c/p\\x3e'};", "script"),
]


@pytest.mark.parametrize(("source", "said"), WRONG, ids=lambda value: value[:20] if value[:1] != "." else "")
@pytest.mark.parametrize("take", [wechatclean.clean, wechatclean.to_markdown])
def test_the_wrong_call_says_which_is_right(take, source, said):
    for given in (source, source.encode()):
        with pytest.raises(wechatclean.DocumentError, match=said):
            take(given)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p># 甲</p>", "# 甲"),
        ('<?xml version="1.0"?><div>甲</div>', "甲"),
        ("* 甲<br>* 乙", "* 甲\n* 乙"),
        ("Date: 甲<br>\nTo: 乙", "Date: 甲\nTo: 乙"),
        (r'<p title="a\"b">甲\n</p>', "甲\\n"),
        ('"<b>甲</b>"', '"甲"'),
        ("甲 # 乙<br>丙", "甲 # 乙\n丙"),
        ("<p>https://a.example/</p>", "https://a.example/"),
        ("<rssi>甲</rssi>", "甲"),
        ("<p>&lt;p&gt;</p>", "<p>"),
        ("{甲}<p>乙</p>", "{甲}\n\n乙"),
        ("[甲]<p>乙</p>", "[甲]\n\n乙"),
        ("HTTP/1 是什么<br>乙", "HTTP/1 是什么\n乙"),
        ("b是<b>乙</b>", "b是乙"),
        ("Subject: 甲<br>\n乙: 丙", "Subject: 甲\n乙: 丙"),
        ("window.a = 1<br>乙", "window.a = 1\n乙"),
        ("第一段 <https://a.example/><p>乙</p>", "第一段\n\n乙"),
        ("<p>\\x3cp\\x3e</p>", "\\x3cp\\x3e"),
        ('<?xml version="1.0"?><html><body><p>甲</p></body></html>', "甲"),
    ],
)
def test_what_may_be_html_is_read(source, text):
    assert wechatclean.clean(source).text == text


@pytest.mark.parametrize("start", [b"bplist00", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"BZh9", b"\xd0\xcf\x11\xe0\xa1"])
def test_what_holds_html_in_packed_form_is_no_html(start):
    with pytest.raises(wechatclean.DocumentError, match="not HTML"):
        wechatclean.clean(start + b"<html><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    "source",
    [
        r"\x3cp\x3e甲\x3c/p\x3e",
        r"'\x3cp\x3e甲\x3c/p\x3e',",
        r"content_noencode: '\x3cp\x3e甲\x3c/p\x3e',",
        r"content_noencode: JsDecode('\x3cp\x3e甲\x3c/p\x3e'),",
        r"var content = `\u003cp\u003e甲\u003c/p\u003e`;",
        r'"\u003cp\u003e\u7532\u003c\/p\u003e"',
        r"\u{3c}p>甲\u{3c}/p>",
        r'"\\x3cp\\x3e甲\\x3c/p\\x3e"',
        r'"<p>\u7532</p>\n"',
        r"'<p>甲<\/p>'",
        r'<p class=\"a\">甲</p>',
        r'<p class=\\\"a\\\">甲<\\\/p>\\n',
        r"<p>甲<\/p>",
        r'html = "<p style=\"color: red\">甲</p>";',
    ],
)
def test_the_escapes_of_a_script_are_undone(source):
    assert wechatclean.clean(source).html == "<p>甲</p>"


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        ({"news_item": [{"content": "<p>甲</p>"}]}, wechatclean.NotAnArticle, r"each of data\['news_item'\]"),
        ({"item": [{"content": {}}], "total_count": 1}, wechatclean.NotAnArticle, r"each of data\['item'\]"),
        (JSON_FEED, wechatclean.NotAnArticle, "clean_feed"),
        ([{"content": "<p>甲</p>"}], TypeError, "each of its items"),
        ('{"content": "<p>甲</p>"}', TypeError, r"json\.loads"),
    ],
)
def test_data_of_another_shape_is_told(data, error, said):
    with pytest.raises(error, match=said):
        wechatclean.clean_data(data)


def test_the_right_call_takes_it():
    assert [article.markdown for article in wechatclean.clean_feed(FEED)] == ["甲"]
    assert [article.markdown for article in wechatclean.clean_feed(json.dumps(JSON_FEED))] == ["甲"]


@pytest.mark.parametrize("source", ["甲" * 5000 + "/", "[" * 100_000, '{"a":' * 100_000, "<?" * 50_000, "**" * 50_000])
def test_hostile_beginnings_are_an_error_of_ours(source):
    with pytest.raises(wechatclean.WechatCleanError):
        wechatclean.clean(source)
