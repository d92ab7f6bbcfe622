"""Articles in other hands: RSS and Atom items, decoded page data, the draft API."""

from __future__ import annotations

import contextlib
import json
import warnings

import pytest
from folders import PAGES
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean import clean_data, clean_feed

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>茶与水</title><link>https://mp.weixin.qq.com/</link><language>zh-cn</language>
<item><title>泡茶 &amp;amp; 倒水</title>
<link>http://mp.weixin.qq.com/s?__biz=MzA=&amp;mid=22&amp;idx=1&amp;sn=ab&amp;chksm=ff&amp;scene=0#rd</link>
<pubDate>Fri, 21 Aug 2026 10:04:59 +0800</pubDate><dc:creator>阿茶</dc:creator>
<category>茶</category><category>水</category>
<description>一句话的摘要</description>
<content:encoded><![CDATA[<p>水要<strong>热</strong>。</p>
<mpvoice name="水声" voice_encode_fileid="MzA=" play_length="61000"></mpvoice>
<p>📍发表于：中国 福建 厦门</p>]]></content:encoded></item>
<item><title>没有正文</title><link>https://example.com/b</link></item>
<item><title>摘要当正文</title><description>&lt;p&gt;只有摘要&lt;/p&gt;</description></item>
<item><title>取不到</title><description><![CDATA[<!DOCTYPE html><html><head><title></title></head>
<body><div class="weui-msg__text-area">该内容已被发布者删除</div></body></html>]]></description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>号</title><entry><title>甲</title>
<link href="https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"/><updated>2026-01-02T03:04:05Z</updated>
<author><name>乙</name></author>
<content type="html"><![CDATA[<div id="js_content" style="visibility: hidden"><p>正文</p></div>]]></content>
</entry></feed>"""


def test_rss():
    first, empty, summary, refused = clean_feed(RSS)
    assert (first.title, first.author, first.tags) == ("泡茶 & 倒水", "阿茶", ("茶", "水"))
    assert first.url == "https://mp.weixin.qq.com/s?__biz=MzA=&mid=22&idx=1&sn=ab"
    assert first.key == "MzA=:22:1"
    assert first.published_at.isoformat() == "2026-08-21T10:04:59+08:00"
    assert (first.digest, first.language, first.location) == ("一句话的摘要", "zh-cn", "福建")
    assert first.extra == {"feed": "茶与水"}
    assert first.text.startswith("水要热。")
    assert [embed.kind for embed in first.embeds] == ["audio"]
    assert "发表于" not in first.markdown
    assert (summary.title, summary.text) == ("摘要当正文", "只有摘要")
    assert summary.digest is None
    for article, why in ((empty, "the document"), (refused, "deleted: 该内容已被发布者删除")):
        assert article.is_truncated
        assert why in article.notes[0].message
        assert article.title in article.markdown


def test_atom():
    (article,) = clean_feed(ATOM.encode())
    assert (article.title, article.author, article.text) == ("甲", "乙", "正文")
    assert article.published_at.isoformat() == "2026-01-02T11:04:05+08:00"
    assert article.url == "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"


WEWE = """<rss version="2.0"><channel><title>{title}</title><link>https://host.example/feeds/{name}.rss</link>
<generator>{generator}</generator><item><title>渠</title>{author}<link>https://mp.weixin.qq.com/s/AbCdEfGhIjKlMn</link>
<description>&lt;p&gt;水&lt;/p&gt;</description><enclosure url="https://mmbiz.qpic.cn/mmbiz_jpg/C/0" type="image/jpeg"/>
</item></channel></rss>"""


@pytest.mark.parametrize(
    ("title", "feed", "generator", "author", "account"),
    [
        ("水利员", "MP_WXS_30", "WeWe-RSS", "", "水利员"),
        ("水利员", "MP_WXS_30", "", "", "水利员"),
        ("WeWe-RSS", "all", "WeWe-RSS", "", None),
        ("WeWe-RSS All", "all", "WeWe-RSS", "", None),
        ("WeWe-RSS All", "all", "", "<author>水利员</author>", "水利员"),
        ("WeWe-RSS", "all", "WeWe-RSS", "<author>水利员</author>", "水利员"),
        ("某人的博客", "blog", "Hexo", "<author>水利员</author>", None),
    ],
)
def test_wewe_rss_names_the_account(title, feed, generator, author, account):
    (article,) = clean_feed(WEWE.format(title=title, name=feed, generator=generator, author=author))
    assert article.account.name == account
    assert article.author == (None if generator != "Hexo" else "水利员")
    assert article.cover.url == "https://mmbiz.qpic.cn/mmbiz_jpg/C/0"


def test_a_feed_whose_picture_has_the_name_of_an_account():
    xml = """<rss version="2.0"><channel><title>水利员</title><link>https://mp.weixin.qq.com/</link>
    <image><url>https://wx.qlogo.cn/mmhead/A/132</url><title>gh_0123456789ab</title></image>
    <item><title>渠</title><description>&lt;p&gt;水&lt;/p&gt;</description></item></channel></rss>"""
    (article,) = clean_feed(xml)
    assert (article.account.name, article.account.id) == ("水利员", "gh_0123456789ab")
    assert article.account.avatar == "https://wx.qlogo.cn/mmhead/A/132"


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "茶与水",
    "language": "zh",
    "authors": [{"name": "阿茶"}],
    "items": [
        {
            "id": "1",
            "url": "https://blog.example/1/",
            "title": "泡茶",
            "content_html": "<p>水要<b>热</b>。<a href='../2/'>续</a></p>",
            "summary": "一句话",
            "image": "https://blog.example/cover.png",
            "date_published": "2026-01-02T03:04:05Z",
            "date_modified": "2026-01-03T03:04:05Z",
            "tags": ["茶", 5],
            "authors": [{"name": "乙"}, {"name": "丙"}, {"url": "https://a.example/"}],
        },
        {"id": "2", "content_text": "一 < 二\n三\n\n四", "url": "https://blog.example/2/"},
        {"id": "3", "title": "没有正文", "url": "https://blog.example/3/"},
        {"id": "4", "title": 5, "url": None, "content_html": ["<p>"], "tags": "茶", "authors": {}},
        "nothing",
    ],
}


@pytest.mark.parametrize("given", [json.dumps(JSON_FEED), json.dumps(JSON_FEED, ensure_ascii=False).encode()])
def test_json_feed(given):
    first, plain, empty, odd = clean_feed(given)
    assert (first.title, first.author, first.tags, first.digest) == ("泡茶", "乙 丙", ("茶",), "一句话")
    assert first.published_at.isoformat() == "2026-01-02T11:04:05+08:00"
    assert first.modified_at.isoformat() == "2026-01-03T11:04:05+08:00"
    assert (first.language, first.extra, first.cover.url) == ("zh", {"feed": "茶与水"}, "https://blog.example/cover.png")
    assert first.text == "水要热。续"
    assert first.links[0].url == "https://blog.example/2/"
    assert (plain.text, plain.author) == ("一 < 二\n三\n\n四", "阿茶")
    assert (empty.is_truncated, empty.markdown) == (True, "[没有正文](https://blog.example/3/)")
    assert (odd.title, odd.is_truncated, odd.markdown) == (None, True, "")


def test_json_feed_of_version_1():
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": "水利员",
        "feed_url": "https://host.example/feeds/MP_WXS_30.json",
        "items": [{"id": "1", "title": "渠", "content_html": "<p>水</p>", "author": {"name": "阿渠"}}],
    }
    (article,) = clean_feed(json.dumps(feed))
    assert (article.account.name, article.author) == ("阿渠", None)
    del feed["items"][0]["author"]
    (article,) = clean_feed(json.dumps(feed))
    assert article.account.name == "水利员"


def test_relative_addresses_are_completed_by_what_the_feed_states():
    xml = """<rss version="2.0"><channel><title>甲</title><link>https://blog.example/</link>
    <item><title>乙</title><link>/one/</link><description>&lt;p&gt;&lt;a href="../two/"&gt;丙&lt;/a&gt;
    &lt;img src="a.png"&gt;&lt;/p&gt;</description></item></channel></rss>"""
    (article,) = clean_feed(xml)
    assert article.url == "https://blog.example/one/"
    assert [link.url for link in article.links] == ["https://blog.example/two/"]
    assert [image.url for image in article.images] == ["https://blog.example/one/a.png"]


def test_an_item_without_an_address_has_none():
    """That of its feed only completes its links."""
    link = "<a href='/two/'>丙</a>"
    channel = "<rss version='2.0'><channel><link>https://blog.example/</link>{}</channel></rss>"
    xml = channel.format(f"<item><description><![CDATA[<p>{link}</p>]]></description></item>")
    feed = {**JSON_FEED, "home_page_url": "https://blog.example/", "items": [{"id": "1", "content_html": link}]}
    for source in (xml, json.dumps(feed)):
        (article,) = clean_feed(source)
        assert article.url is None
        assert [found.url for found in article.links] == ["https://blog.example/two/"]
    (empty,) = clean_feed(channel.format("<item/>"))
    assert (empty.url, empty.links) == (None, ())


def test_an_item_of_atom_says_what_its_links_are_relative_to():
    xml = ATOM.replace("<entry>", "<entry xml:base='https://blog.example/b/'>").replace("正文", "<a href='c'>正文</a>")
    (article,) = clean_feed(xml)
    assert [link.url for link in article.links] == ["https://blog.example/b/c"]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [("用 &lt;br&gt; 换行&#10;二&#10;&#10;三", "用 &lt;br> 换行  \n二\n\n三"), ("&lt;p&gt;茶&lt;/p&gt;", "茶")],
)
def test_plain_text_in_atom_is_no_html(content, markdown):
    entry = f"<entry><title>甲</title><content type='text'>{content}</content></entry>"
    (article,) = clean_feed(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>")
    assert article.markdown == markdown


BROKEN = "<item><title>1</title><description>茶{}水好</description></item>".encode().replace(b"{}", b"\xe6\xb0")


@pytest.mark.parametrize("says", ["", "<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.0' encoding='gbk'?>"])
def test_a_bad_byte_costs_itself_and_is_told_by_its_item(says):
    whole = "<item><title>好</title><description>水</description></item>"
    first, second = clean_feed(says.encode() + b"<rss><channel>" + BROKEN + whole.encode() + b"</channel></rss>")
    assert (first.markdown, second.title, second.markdown) == ("茶\ufffd水好", "好", "水")
    assert ([note.kind for note in first.notes], second.notes) == (["encoding"], ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "big5"])
@pytest.mark.parametrize("says", ["{}", "utf-8"])
def test_feeds_come_in_many_encodings(encoding, says):
    xml = f"<?xml version='1.0' encoding='{says.format(encoding.removesuffix('-sig'))}'?>" + RSS.partition("?>")[2]
    (article, *_) = clean_feed(xml.replace("发表于", "").replace("没有", "沒有").encode(encoding, "ignore"))
    assert article.author == "阿茶"
    (article, *_) = clean_feed(xml)
    assert article.author == "阿茶"


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("&#55357;&#56832;", "\U0001f600"),
        ("&#xD83C;&#xdf75;", "\U0001f375"),
        ("&#55296;", ""),
        ("&#1114112;", "\ufffd"),
        ("&#99999999999;", "\ufffd"),
        ("&#xFFFFFFFFFFFF;", "\ufffd"),
        ("&#0;", ""),
        ("&#27700;", "水"),
    ],
)
@pytest.mark.parametrize("content", ["茶{}&lt;b>", "<![CDATA[茶{}<b></b>]]>"])
def test_a_reference_to_no_character_costs_itself(reference, text, content):
    item = f"<item><description>{content.format(reference)}</description></item>"
    (article,) = clean_feed(f"<rss version='2.0'><channel>{item}</channel></rss>")
    assert article.text == f"茶{text}"


def test_what_an_item_encloses_is_kept():
    sound, film, picture = "https://a.example/a.mp3", "https://a.example/f.mp4", "https://a.example/p.jpg"
    xml = (
        f"<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><enclosure url='{sound}' type='audio/mpeg'/>"
        f"<media:content url='{film}' medium='video'/><media:thumbnail url='{picture}'/>"
        "<description>茶</description></item></channel></rss>"
    )
    (article,) = clean_feed(xml)
    assert (article.extra["enclosures"], article.cover.url) == ([sound, film], picture)
    item = {"id": "1", "content_text": "茶", "attachments": [{"url": sound, "mime_type": "audio/mpeg"}, 5]}
    (article,) = clean_feed(json.dumps({**JSON_FEED, "items": [item]}))
    assert article.extra["enclosures"] == [sound]


OK = "<item><title>二</title><description>&lt;p&gt;好&lt;/p&gt;</description></item>"


@pytest.mark.parametrize(
    "item",
    [
        "<guid>1</guid>",
        "<title> </title>",
        "<description>&lt;p style='display:none'&gt;甲&lt;/p&gt;</description>",
        "<description>&lt;div class='weui-msg__text-area'&gt;链接已过期&lt;/div&gt;</description>",
        "<link>javascript:alert(1)</link><description>甲</description>",
        "<link>javascript:alert(1)</link>",
        f"<description>{'&lt;div&gt;' * 3000}甲</description>",
    ],
)
def test_no_item_ends_its_feed(item):
    first, second = clean_feed(f"<rss version='2.0'><channel><item>{item}</item>{OK}</channel></rss>")
    assert (second.title, second.markdown) == ("二", "好")
    assert first.notes or first.text == "甲"
    assert "href" not in first.html


def test_options_are_those_of_clean():
    xml = RSS.replace("水要", '<img src="https://mmbiz.qpic.cn/mmbiz_jpg/Kettle/640">水要')
    (first, *_) = clean_feed(xml, images=wechatclean.DROP)
    assert "![" not in first.markdown


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "茶",
        "<html><body><p>甲</p></body></html>",
        "http://127.0.0.1:9/feed",
        "/etc/hostname",
        b"\x00\x01",
        "{}",
        "[]",
        '{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
        '{"a":' * 100_000,
    ],
)
def test_what_is_no_feed_is_an_error(xml):
    """An address or the name of a file is not opened either."""
    with pytest.raises(wechatclean.DocumentError):
        list(clean_feed(xml))


def test_wrong_types_and_sizes():
    with pytest.raises(TypeError):
        list(clean_feed(None))
    with pytest.raises(TypeError):
        clean_data("{}")
    with pytest.raises(wechatclean.LimitError):
        list(clean_feed(RSS, limits=wechatclean.Limits(size=100)))


def test_data_obeys_the_limit_of_size():
    limits = wechatclean.Limits(size=200)
    assert clean_data({"content": "<p>甲</p>"}, limits=limits).text == "甲"
    deep = {"content": "<p>甲</p>", "user_info": [{"a": "乙" * 300}]}
    for data in ({"content": f"<p>{'甲' * 300}</p>"}, deep, {"content": "<p>甲</p>", "乙" * 300: 1}):
        with pytest.raises(wechatclean.LimitError) as error:
            clean_data(data, limits=limits)
        assert error.value.limit == "size"
        assert clean_data(data).text


def test_data_that_holds_itself():
    data = {"content": "<p>甲</p>"}
    data["user_info"] = data
    assert clean_data(data).text == "甲"


def test_entities_do_not_grow():
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">'
    for name, inner in zip("bcde", "abcd", strict=True):
        entities += f'<!ENTITY {name} "{f"&{inner};" * 10}">'
    item = "<item><title>&e;&f;</title><description>甲</description></item>"
    bomb = f"<!DOCTYPE rss [{entities}]><rss version='2.0'><channel>{item}</channel></rss>"
    (article,) = clean_feed(bomb)
    assert article.text == "甲"
    assert len(article.title or "") < 200_000
    assert "root:" not in (article.title or "")


@given(st.lists(st.sampled_from([
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<description>",
    "<![CDATA[", "]]>", "<p>甲</p>", "&lt;p>", "&amp;", "<link>", "javascript:1", "<pubDate>", "昨天",
    "\x00", "<?xml version='1.0'?>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
    "<content type='xhtml'>",
]), max_size=25).map("".join))  # fmt: skip
def test_any_feed_gives_articles_or_our_error(xml):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with contextlib.suppress(wechatclean.WechatCleanError):
            list(clean_feed(xml))


CGI = {
    "title": "渠",
    "nick_name": "水利员",
    "user_name": "gh_0",
    "bizuin": "MzA=",
    "mid": 2247400001,
    "idx": "1",
    "sn": "ab",
    "create_time": "2025-09-20 11:56",
    "ori_create_time": 1758340577,
    "link": "http://mp.weixin.qq.com/s?__biz=MzA=&amp;mid=2247400001&amp;idx=1&amp;sn=ab&amp;chksm=f#rd",
    "content_noencode": "<p>水<strong>来了</strong></p>",
    "item_show_type": 0,
    "ip_wording": {"country_id": "156", "country_name": "中国", "province_name": "甘肃"},
    "user_info": {"appmsg_bar_data": {"read_num": 1}},
}


def test_decoded_data_is_read_as_the_page_is():
    article = clean_data(CGI)
    assert (article.title, article.account.name, article.location, article.kind) == (
        "渠",
        "水利员",
        "甘肃",
        "article",
    )
    assert article.published_at.isoformat() == "2025-09-20T11:56:17+08:00"
    assert article.key == "MzA=:2247400001:1"
    assert article.markdown == "水**来了**"


def test_decoded_data_of_a_picture_post():
    article = clean_data(
        {
            "item_show_type": "8",
            "title": "图",
            "desc": "一行\n\n两 &lt;行&gt;",
            "picture_page_info_list": [
                {
                    "cdn_url": "https://mmbiz.qpic.cn/mmbiz_jpg/A/0?wx_fmt=jpeg&amp;from=appmsg",
                    "watermark_info": {"cdn_url": "https://mmbiz.qpic.cn/mmbiz_png/W/0"},
                },
                None,
            ],
        }
    )
    assert article.kind == "pictures"
    assert [image.url for image in article.images] == ["https://mmbiz.qpic.cn/mmbiz_jpg/A/0?wx_fmt=jpeg&from=appmsg"]
    assert article.text.startswith("一行\n\n两 <行>")


def test_an_item_of_the_draft_api():
    article = clean_data(
        {
            "article_type": "news",
            "title": "A &amp; B",
            "author": "甲",
            "digest": "摘要",
            "content": '<p>正文<img data-src="https://mmbiz.qpic.cn/mmbiz_jpg/C/640"></p>',
            "content_source_url": "https://example.com/",
            "thumb_url": "http://mmbiz.qpic.cn/mmbiz_jpg/T/0",
            "url": "http://mp.weixin.qq.com/s?__biz=MzA=&mid=1&idx=1&sn=ab",
            "need_open_comment": 1,
        }
    )
    assert (article.title, article.author, article.digest) == ("A & B", "甲", "摘要")
    assert (article.source_url, article.cover.url) == (
        "https://example.com/",
        "https://mmbiz.qpic.cn/mmbiz_jpg/T/0",
    )
    assert len(article.images) == 1


@pytest.mark.parametrize("data", [{}, {"title": "甲"}, {"base_resp": {"ret": -1}}, {"content": ""}, {1: 2}])
def test_data_without_content_is_no_article(data):
    with pytest.raises(wechatclean.WechatCleanError):
        clean_data(data)


KEYS = st.sampled_from([
    *CGI, "content", "digest", "desc", "voice_page_info", "voice_in_appmsg", "video_page_infos",
    "text_page_info", "picture_page_info_list", "copyright_info", "appmsgalbuminfo", "public_tag_info",
    "claim_source", "cdn_url", "modify_time",
])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 20) | st.floats() | st.text(max_size=8)
    | st.sampled_from(["8", "10", "<p>甲</p>", "a\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([
        "cdn_url", "voice_id", "duration", "video_id", "title", "tags", "width", "content_noencode",
    ]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_data_gives_an_article_or_our_error(data):
    try:
        article = clean_data(data)
    except wechatclean.WechatCleanError:
        return
    assert wechatclean.Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.skipif(not PAGES.is_dir(), reason=f"no real pages in {PAGES}")
def test_real_feeds():
    found = {path.name: list(clean_feed(path.read_bytes())) for path in sorted((PAGES / "feed").glob("*.xml"))}
    assert sorted(map(len, found.values())) == [2, 50, 50, 50, 50]
    for article in (article for articles in found.values() for article in articles):
        assert article.title
        assert article.url
        assert article.published_at
        assert article.markdown
