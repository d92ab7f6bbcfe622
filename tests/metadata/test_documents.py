"""Front matter is read, and what a document says of an article is read back from it."""

from __future__ import annotations

import operator
from datetime import datetime, timedelta, timezone

import pytest
from folders import FIXTURES, fixture_name
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean.html.characters import seen
from wechatclean.metadata import Account, Album, Metadata, Repost
from wechatclean.metadata.fields import declared, paths
from wechatclean.publishing.styles import PLAIN

HERE = "tests/metadata/test_documents.py"
# What a document in PLAIN says nothing of; any other field has its row in PLAIN.
NOT_IN_PLAIN = {
    "account.id", "account.alias", "account.biz", "account.signature", "account.avatar", "account.type",
    "album.id", "album.url", "repost.id", "repost.biz", "repost.author", "repost.url", "repost.words",
    "cover_crops", "mid", "idx", "sn", "key",
}  # fmt: skip
CHINA = timezone(timedelta(hours=8))


def stated(article):
    """What a document in PLAIN says of *article*, by the names of its fields."""
    return {path: operator.attrgetter(path)(article) for path, _ in PLAIN.fields if has(article, path)}


def has(article, path):
    """Whether a document states the field at *path*: not that an article is from WeChat, as most are."""
    if path == "site" and article.site == "wechat":
        return False
    box = path.partition(".")[0]
    return getattr(article, box) is not None and operator.attrgetter(path)(article) not in (None, (), False)


def test_every_field_is_in_documents_or_left_out_on_purpose():
    fields, written = {path for path, _ in paths(Metadata)} | {"kind", "site"}, {path for path, _ in PLAIN.fields}
    missing, gone = sorted(fields - written - NOT_IN_PLAIN), sorted(NOT_IN_PLAIN - (fields - written))
    assert missing == [], f"{missing} need rows in PLAIN of publishing/styles.py, or in NOT_IN_PLAIN of {HERE}"
    assert gone == [], f"{gone} are no fields that PLAIN leaves out"


HEXO = """
---
title: '卖茶 & 卖水'
categories:
 - 新媒体
 - 鸟哥笔记
 - 首页
headimg: 'https://example.com/a.png?b=1&c=2'
author: 鸟哥笔记
comments: false
date: Tue, 12 Jul 2022 05:59:33 GMT
thumbnail: 'https://example.com/a.png?b=1&c=2'
weight: 12:30
nested: {a: [1, 2.5, null, no]}
---

<div>
<div style="height: 6px"></div>
<p>作者｜阿茶</p><p>正文</p>
</div>
"""


def test_a_hexo_post():
    article = wechatclean.clean(HEXO)
    assert article.title == "卖茶 & 卖水"
    assert (article.author, article.account.name, article.site) == ("阿茶", "鸟哥笔记", "niaogebiji")
    assert article.published_at == datetime(2022, 7, 12, 5, 59, 33, tzinfo=timezone.utc)
    assert article.cover.url == "https://example.com/a.png?b=1&c=2"
    assert article.categories == ("新媒体", "鸟哥笔记", "首页")
    assert article.extra == {"comments": False, "weight": "12:30", "nested": {"a": [1, 2.5, None, "no"]}}


BLOG = "---\ntitle: 茶\ndate: 2018-03-19 05:30:00\ncategories: [运营]\nthumbnail: ''\n{0}---\n<p>{1}</p>"


@pytest.mark.parametrize(
    ("front", "body", "site"),
    [
        ("", "正文", None),
        ("url: https://www.example.com/a\n", "正文", None),
        ("site: teahouse\n", "正文", None),
        ("author: 鸟哥笔记\n", "正文", "niaogebiji"),
        ("url: https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt\n", "正文", "wechat"),
        ("", '<img src="https://mmbiz.qpic.cn/mmbiz_png/K/640">', "wechat"),
        ("", '</p><div class="rich_media_content">正文</div>', "wechat"),
        ("account: 茶馆\n", "正文", "wechat"),
    ],
)
def test_no_site_is_claimed_that_a_post_does_not_say(front, body, site):
    article = wechatclean.clean(BLOG.format(front, body))
    assert article.site == site
    assert wechatclean.clean(article.to_document()).site in (site, None)  # what said it may be gone


def test_a_title_of_front_matter_is_taken_as_it_is():
    assert (
        wechatclean.clean("---\ntitle: '怎样写 &amp;lt; 和 &copy'\n---\n<p>甲</p>").title == "怎样写 &amp;lt; 和 &copy"
    )


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in FIXTURES.glob("*/*/expected.md")), ids=fixture_name
)
def test_a_document_gives_back_what_it_says(folder):
    (source,) = folder.glob("input.*")
    article = wechatclean.clean(source.read_bytes())
    assert stated(wechatclean.clean(article.to_document())) == stated(article)


LEFT = {
    "title": "true",
    "date": "昨天",
    "published_at": "[2024]",
    "updated": "soon",
    "cover": "{src: a.png}",
    "headimg": "7",
    "url": "posts/1",
    "source_url": "true",
    "mid": "many",
    "idx": "0",
    "is_original": "perhaps",
    "is_paid": "[1]",
    "repost": "true",
    "tags": "true",
    "categories": "[[甲, 乙]]",
    "kind": "poem",
    "site": "nowhere",
    "cover_crops": "wide",
    "location": "{a: 1}",
    "account": "{fans: 7}",
    "album": "[1]",
    "author": "{name: 阿禾, mail: a@tea.example}",
    "digest": "true",
    "sn": "true",
    "key": "true",
    "is_truncated": "perhaps",
    "language": "true",
    "claims": "true",
}


def front_keys_of(name):
    """The keys of front matter that the field *name* is read from."""
    source = declared(Metadata.model_fields[name])
    return {name, *(selector.key for selector in (source.selectors if source else ()))}


def test_every_field_has_a_value_that_it_cannot_take():
    missing = [name for name in Metadata.model_fields if name != "extra" and not front_keys_of(name) & LEFT.keys()]
    assert missing == [], f"{missing} need a row in LEFT of {HERE}: a value of front matter that they cannot take"


@pytest.mark.parametrize(("key", "value"), LEFT.items(), ids=LEFT)
def test_what_no_field_can_take_stays_in_extra_with_a_note(key, value):
    article = wechatclean.clean(f"---\n{key}: {value}\n---\n<p>茶</p>")
    assert article.extra.keys() == {key}
    (note,) = article.notes
    assert (note.kind, f"`{key}`" in note.message) == ("metadata", True)
    again = wechatclean.clean(article.to_document())
    assert (stated(again), again.markdown) == (stated(article), article.markdown)


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("account: 竹匾", "account", Account(name="竹匾")),
        ("album: 茶事", "album", Album(title="茶事")),
        ("repost: 水利员", "repost", Repost(account="水利员")),
        ("tags: 2024", "tags", ("2024",)),
        ("title: 2024", "title", "2024"),
        ("author: {name: 阿禾}", "author", "阿禾"),
    ],
)
def test_a_shorter_form_is_read(written, name, value):
    assert getattr(wechatclean.clean(f"---\n{written}\n---\n<p>茶</p>"), name) == value


SECOND = [
    ("headimg", "https://a.example/1.png", "thumbnail", "https://a.example/2.png"),
    ("cover", "https://a.example/1.png", "thumbnail", "https://a.example/2.png"),
    ("digest", "一", "excerpt", "二"),
    ("url", "https://a.example/1", "link", "https://a.example/2"),
    ("published_at", "2024-03-05", "date", "2024-03-06"),
    ("modified_at", "2024-03-05", "updated", "2024-03-06"),
    ("language", "zh", "lang", "en"),
]


@pytest.mark.parametrize(("first", "one", "second", "other"), SECOND, ids=lambda part: part)
def test_of_two_that_differ_the_second_stays_and_of_two_that_agree_it_goes(first, one, second, other):
    article = wechatclean.clean(f"---\n{first}: {one}\n{second}: {other}\n---\n<p>茶</p>")
    assert article.extra == {second: other}
    assert stated(wechatclean.clean(article.to_document())) == stated(article)
    agreeing = wechatclean.clean(f"---\n{first}: {one}\n{second}: {one}\n---\n<p>茶</p>")
    assert (agreeing.extra, agreeing.notes) == ({}, ())


def test_values_that_are_empty_say_nothing():
    article = wechatclean.clean("---\ntitle:\ntags: []\naccount: {name: ''}\n---\n<p>茶</p>")
    assert (article.extra, article.notes) == ({}, ())


LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Cf"]),
    min_size=1,
    max_size=20,
).map(seen).filter(bool)  # a selector behind no character goes wherever it is read
WORDS = st.none() | LINE
URL = st.none() | st.sampled_from(
    ["https://example.com/a?b=1&c=%E4%B8%AD", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"]
)
MOMENT = st.none() | st.integers(1_325_376_000, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, CHINA))
FLAG = st.none() | st.booleans()
NAMES = st.just(()) | st.just(("茶", "水"))
STATED_FIELDS = {
    "title": WORDS,
    "author": WORDS.filter(lambda name: name != "鸟哥笔记"),
    "account": st.builds(
        Account, name=WORDS, id=WORDS, alias=WORDS, biz=WORDS, signature=WORDS,
        type=st.sampled_from([None, "service", "subscription"]),
    ),
    "published_at": MOMENT,
    "modified_at": MOMENT,
    "digest": WORDS,
    "cover_crops": st.just({}) | st.just({"1:1": "https://example.com/a.png"}),
    "url": URL,
    "source_url": URL,
    "mid": st.none() | st.integers(1, 10**12),
    "idx": st.none() | st.integers(1, 9),
    "sn": WORDS,
    "is_original": FLAG,
    "is_paid": FLAG,
    "is_truncated": st.booleans(),
    "location": WORDS,
    "tags": NAMES,
    "categories": NAMES,
    "claims": NAMES,
    "language": st.sampled_from([None, "zh", "en"]),
    "album": st.none() | st.builds(Album, title=LINE, url=URL, id=st.sampled_from([None, "12"])),
    "repost": st.none() | st.builds(Repost, account=LINE, author=WORDS, url=URL, words=WORDS),
    "kind": st.sampled_from(["article", "pictures", "video", "repost"]),
    "site": st.sampled_from(["wechat", "niaogebiji"]),
    "extra": st.dictionaries(
        st.sampled_from(["layout", "weight", "中文"]),
        st.integers(0, 99) | LINE | st.lists(st.booleans() | LINE, max_size=3),
        max_size=3,
    ),
}  # fmt: skip
STATED = st.fixed_dictionaries(STATED_FIELDS)


def test_every_field_is_stated():
    missing = sorted(Metadata.model_fields.keys() - STATED_FIELDS.keys() - {"cover", "key"})  # no text; made of others
    assert missing == [], f"{missing} need a row in STATED_FIELDS of {HERE}"


@given(STATED)
def test_any_metadata_comes_back_from_a_document(fields):
    given_ = {name: value for name, value in fields.items() if value is not None}
    article = wechatclean.Article(**given_, markdown="正文", html="<p>正文</p>", text="正文")
    assert stated(wechatclean.clean(article.to_document())) == stated(article)
    assert wechatclean.Article.model_validate_json(article.model_dump_json()) == article
