"""What pages state: which place counts, what a disagreement leaves, and the real pages."""

from __future__ import annotations

import json

import pytest
from folders import PAGES
from opening import opened

import wechatclean
from wechatclean.html.links import normalise_link
from wechatclean.notes import Notes


def page(scripts="", head="", header="", body="<p>正文</p>"):
    return (
        f"<!DOCTYPE html><html><head>{head}<title></title></head><body>"
        f"<div id='js_article'><div id='img-content'>{header}<div id='js_content'>{body}"
        f"</div></div></div><script>{scripts}</script></body></html>"
    )


def test_the_better_place_counts():
    head = "<meta property='og:title' content='丙'>"
    header = "<h1 id='activity-name'>乙</h1>"
    assert wechatclean.clean(page("var msg_title = '甲';", head, header)).title == "甲"
    assert wechatclean.clean(page("", head, header)).title == "乙"
    assert wechatclean.clean(page("", head)).title == "丙"
    assert wechatclean.clean(page()).title is None


def test_places_that_disagree_leave_a_note_that_names_both():
    article = wechatclean.clean(page("var ct = '1762243169';", header="<em id='publish_time'>2020-01-01 08:00</em>"))
    assert article.published_at.year == 2025
    (note,) = [note for note in article.notes if note.kind == "metadata"]
    assert "`ct`" in note.message
    assert "`#publish_time`" in note.message


@pytest.mark.parametrize("shown", ["2025-11-04", "2025-11-04 15:59", "2025年11月4日 15:59", "昨天"])
def test_a_coarser_date_is_no_disagreement(shown):
    article = wechatclean.clean(page("var ct = '1762243169';", header=f"<em id='publish_time'>{shown}</em>"))
    assert article.notes == ()


def test_the_platform_is_nobody():
    article = wechatclean.clean(page(head="<meta name='author' content='微信公众平台'>"))
    assert (article.author, article.account.name, article.title) == (None, None, None)


def test_variables_that_a_body_shows_are_text():
    code = "<pre>var ct = '1';\nvar msg_title = '代码';</pre><p>&lt;script&gt;var nickname = '码'</p>"
    article = wechatclean.clean(page("var msg_title = '标题';", body=code))
    assert (article.title, article.account.name, article.published_at) == ("标题", None, None)


def test_an_address_keeps_what_looks_like_an_entity():
    article = wechatclean.clean(
        page("var msg_source_url = 'https://example.com/?a=1\\x26amp;copy=1\\x26amp;amp;lt=2';")
    )
    assert article.source_url == "https://example.com/?a=1&copy=1&lt=2"


TIMES = (
    "昨天|今天|前天|刚刚|昨天 08:00|今天 下午3:05|3天前|2小时前|5分钟前|两周前|1个月前|上周"
    "|星期三|08:30|下午 3:05|3月24日"
    "|Yesterday|Today|just now|3 days ago|1 week(s) ago|an hour ago|last week|Monday|March 24|24 Mar 2026|2026-03-24"
)


@pytest.mark.parametrize("shown", [*TIMES.split("|"), "原创", "阅读 1234", "发表于浙江"])
@pytest.mark.parametrize("classes", ["rich_media_meta rich_media_meta_text", "rich_media_meta text"])
def test_a_time_in_words_or_a_label_is_no_writer(shown, classes):
    header = f"<em class='{classes}'>{shown}</em>"
    assert wechatclean.clean(page(header=header)).author is None
    assert wechatclean.clean(page(header=f"{header}<em class='{classes}'>阿禾</em>")).author == "阿禾"


@pytest.mark.parametrize("name", ["今天的茶", "三天", "昨日重现", "周一围", "May", "五月"])
def test_a_name_that_sounds_like_a_time_is_a_writer(name):
    assert wechatclean.clean(page(header=f"<em class='rich_media_meta_text'>{name}</em>")).author == name


@pytest.mark.parametrize("name", ["ct", "oriCreateTime", "createTime", "create_time", "publish_time"])
def test_a_variable_states_the_time_that_the_data_lacks(name):
    data = f"window.cgiDataNew = {{ title: '茶' }}; var {name} = '1762243169';"
    assert wechatclean.clean(page(data)).published_at.year == 2025


def test_the_data_is_better_than_a_variable_and_not_compared_with_it():
    data = "window.cgiDataNew = { create_timestamp: '1762243169' * 1 }; var ct = '1500000000';"
    article = wechatclean.clean(page(data))
    assert (article.published_at.year, article.notes) == (2025, ())


LINKS = "<p><a href='/b'>乙</a> <a href='c?d=e'>丙</a></p>"
OWN = "https://tea.example/posts/1"


@pytest.mark.parametrize(
    ("source", "options"),
    [
        (LINKS, {"url": OWN}),
        (f"---\nurl: {OWN}\n---\n{LINKS}", {}),
        (f"---\nlink: {OWN}\n---\n{LINKS}", {}),
        (f"<!-- saved from url=(0027){OWN} -->\n{page(body=LINKS)}", {}),
        (page(body=LINKS, head=f"<meta property='og:url' content='{OWN}'>"), {}),
        (page(body=LINKS, head="<base href='https://tea.example/posts/'>"), {"url": "https://copy.example/"}),
        (page(f"var msg_link = '{OWN}';", body=LINKS), {}),
        (page(f"window.cgiDataNew = {{ link: '{OWN}' }};", body=LINKS), {}),
        (page("var msg_link = 'https://mp.weixin.qq.com/s/x';", body=LINKS), {"url": OWN}),
    ],
    ids=["url", "front matter", "link", "saved from", "og:url", "base", "variable", "data", "url before variable"],
)
def test_a_relative_link_is_relative_to_the_document(source, options):
    article = wechatclean.clean(source, **options)
    assert [link.url for link in article.links] == ["https://tea.example/b", "https://tea.example/posts/c?d=e"]
    assert not [note for note in article.notes if note.kind == "link"]


@pytest.mark.parametrize("source", [LINKS, page(body=LINKS), f"---\ntitle: 茶\n---\n{LINKS}"], ids=str)
def test_a_link_that_is_relative_to_nothing_known_stays_relative_and_is_noted(source):
    article = wechatclean.clean(source)
    assert [link.url for link in article.links] == ["/b", "c?d=e"]
    assert [note.message.partition(": ")[2] for note in article.notes if note.kind == "link"] == ["/b", "c?d=e"]


@pytest.mark.parametrize("url", ["not a url", "javascript:alert(1)", "http://[", "posts/1", "ftp://tea.example/"])
def test_an_address_that_is_none_is_noted_and_nothing_is_completed_with_it(url):
    notes = Notes()
    opened_page = opened(LINKS, url=url, notes=notes)
    assert (opened_page.url, opened_page.base) == (None, None)
    (note,) = notes.all()
    assert note.message.startswith("the url that was given is no address of a page: ")


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("//tea.example/a.mp3", "https://tea.example/a.mp3"),
        ("https://tea.example/茶.mp3", "https://tea.example/%E8%8C%B6.mp3"),
        ("/a.mp3", "https://tea.example/a.mp3"),
    ],
)
def test_the_address_of_an_embed_is_absolute(address, read):
    article = wechatclean.clean(f"<p>茶</p><audio src='{address}' title='歌'></audio>", url=OWN)
    assert article.embeds[0].url == read


# --- real pages --------------------------------------------------------------------------------------------


def truths():
    path = PAGES / "metadata.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


FIELDS = {
    "title": lambda a: a.title,
    "account": lambda a: a.account.name,
    "alias": lambda a: a.account.alias,
    "user_name": lambda a: a.account.id,
    "author": lambda a: a.author,
    "published": lambda a: int(a.published_at.timestamp()),
    "digest": lambda a: a.digest,
    "cover": lambda a: a.cover and a.cover.url.removeprefix("https:"),
    "biz": lambda a: a.account.biz,
    "mid": lambda a: a.mid,
    "idx": lambda a: a.idx,
    "sn": lambda a: a.sn,
    "source_url": lambda a: a.source_url,
    "link": lambda a: a.url,
    "signature": lambda a: a.account.signature,
    "copyright_stat": lambda a: a.is_original,
    "paid": lambda a: a.is_paid,
    "province": lambda a: a.location,
    "album": lambda a: a.album.title,
    "item_show_type": lambda a: a.kind if a.kind != "repost" else "article",
}
AS_OURS = {
    "mid": int,
    "idx": int,
    "cover": lambda said: said.split(":", 1)[1] if said else None,
    "link": normalise_link,
    "copyright_stat": lambda said: said == 1,
    "paid": bool,
    "item_show_type": {0: "article", 8: "pictures", 10: "text"}.get,
}
# A text post without a title repeats its text for one, and a picture post its text for a digest.
REPEATED = {("title", 10), ("digest", 8)}


@pytest.mark.parametrize("name", truths())
def test_everything_that_a_real_page_states(name):
    said = truths()[name]
    (path,) = PAGES.glob(f"*/{name}")
    article = wechatclean.clean(path.read_bytes())
    for field, read in FIELDS.items():
        if field in said and not repeats_its_text(field, said):
            expected = AS_OURS.get(field, lambda text: text or None)(said[field])
            assert read(article) == expected, field


def repeats_its_text(field, said):
    kind = said["item_show_type"]
    return (field, kind) in REPEATED and (not said["content"] or letters(said[field])[:20] in letters(said["content"]))


def letters(text):
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("name", [name for name, said in truths().items() if "content" in said])
def test_the_content_of_a_real_post_is_whole(name):
    said = truths()[name]
    (path,) = PAGES.glob(f"*/{name}")
    article = wechatclean.clean(path.read_bytes())
    lines = wechatclean.clean(f"<p>{said['content']}</p>").text if said["content"] else said["title"]
    assert letters(lines) == letters(article.text)
    pictures = [url.replace("&amp;", "&") for url in said.get("pictures", [])]
    assert [image.url for image in article.images] == pictures
