"""What pages state: the values of single places, their order, front matter in and out, and the real pages."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

import pytest
from folders import FIXTURES, PAGES, ROOT, fixture_name
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean.html.links import normalise_link
from wechatclean.metadata import Account, Album, Metadata, Repost
from wechatclean.metadata.fields import declared, nested
from wechatclean.selectors import converters as values

CHINA = timezone(timedelta(hours=8))


def page(scripts="", head="", header="", body="<p>正文</p>"):
    return (
        f"<!DOCTYPE html><html><head>{head}<title></title></head><body>"
        f"<div id='js_article'><div id='img-content'>{header}<div id='js_content'>{body}"
        f"</div></div></div><script>{scripts}</script></body></html>"
    )


def stated(article):
    """The metadata of *article*, without its content."""
    return {name: getattr(article, name) for name in Metadata.model_fields}


# --- declarations ------------------------------------------------------------------------------------------


def test_the_documentation_is_printed_from_the_declarations():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "print_metadata.py"], capture_output=True, text=True, check=True
    )
    assert done.stdout == (ROOT / "docs" / "metadata.md").read_text("utf-8"), (
        "python docs/print_metadata.py > docs/metadata.md"
    )


@pytest.mark.parametrize("model", [Metadata, Account, Album, Repost], ids=lambda model: model.__name__)
def test_every_field_can_be_read_back_from_front_matter(model):
    for name, field in model.model_fields.items():
        if declared(field):
            assert declared(field).places[0].key, f"{name}: the first place is our own key"
        else:
            assert nested(field) or name in {"kind", "site", "extra"}


# --- single values -----------------------------------------------------------------------------------------

MOMENTS = [
    ("1762243169", "2025-11-04 15:59:29"),
    (1762243169, "2025-11-04 15:59:29"),
    (1762243169000, "2025-11-04 15:59:29"),
    ("2025-11-04 15:59", "2025-11-04 15:59:00"),
    ("2025-11-04T15:59:29", "2025-11-04 15:59:29"),
    ("2025-11-04T07:59:29Z", "2025-11-04 15:59:29"),
    ("2025-11-04T07:59:29.123456+00:00", "2025-11-04 15:59:29"),
    ("2025-11-04 02:59:29 -0500", "2025-11-04 15:59:29"),
    ("2025年11月4日 15:59", "2025-11-04 15:59:00"),
    ("2016-08-12", "2016-08-12 00:00:00"),
    ("2017/04/07", "2017-04-07 00:00:00"),
    ("Tue, 12 Jul 2022 05:59:33 GMT", "2022-07-12 13:59:33"),
    ("Fri, 21 Aug 2026 10:04:59 +0800", "2026-08-21 10:04:59"),
    ("Fri, 21 Aug 2026 10:04:59 -0000", "2026-08-21 18:04:59"),
    (datetime(2021, 4, 16, 4, 11, 9), "2021-04-16 04:11:09"),  # noqa: DTZ001  # as YAML has it
    (datetime(2021, 4, 16, 4, 11, 9, tzinfo=timezone.utc), "2021-04-16 12:11:09"),
    (date(2021, 4, 16), "2021-04-16 00:00:00"),
    *((nothing, None) for nothing in [
        "", "0", 0, "昨天", "3天前", "Yesterday", "2021-13-45", "99999999999999999", None, True, [], {},
        1e300, "Tue, 99 Jul 2022",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "moment"), MOMENTS, ids=[repr(said) for said, _ in MOMENTS])
def test_moment(said, moment):
    expected = datetime.fromisoformat(moment).replace(tzinfo=CHINA) if moment else None
    assert values.moment(said) == expected
    assert expected is None or values.moment(said).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        (["甲", "#乙", " 甲 "], ("甲", "乙")),
        ("甲, 乙，丙", ("甲", "乙", "丙")),
        ({"tags": [{"tag_name": "甲"}, {"tag_name": ""}, {}]}, ("甲",)),
        ([1, None, ["x"], True], ("1",)),
        ([], None),
        (None, None),
        (7, None),
    ],
)
def test_tags(said, tags):
    assert values.tags(said, None) == tags


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"country_id": "156", "country_name": "中国", "province_name": "四川", "city_name": "成都"}, "四川"),
        ({"countryId": "156", "countryName": "中国", "provinceName": ""}, "中国"),
        ({"country_id": "392", "country_name": "日本", "province_name": "大阪"}, "日本"),
        ({"country_id": "", "country_name": "", "province_name": ""}, None),
        ("云南", "云南"),
        ("", None),
    ],
)
def test_location(said, place):
    assert values.location(said, None) == place


def test_whatever_a_place_says_gives_a_value_or_none():
    odd = [
        None,
        "",
        " ",
        "\u200b",
        0,
        -1,
        1.5,
        float("nan"),
        True,
        [],
        {},
        [[]],
        {"a": 1},
        "x" * 10_000,
        "\ud800",
        b"x",
        object(),
    ]
    for field in (f for model in (Metadata, Account, Album, Repost) for f in model.model_fields.values()):
        source = declared(field)
        found = wechatclean.sites.page.open_page(
            "<p>甲</p>", url=None, front={}, notes=wechatclean.pipeline.Notes(), limits=wechatclean.Limits()
        )
        for said in odd if source else ():
            source.value(said, found)


# --- order, entities, disagreement -------------------------------------------------------------------------


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


# --- front matter ------------------------------------------------------------------------------------------

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


def test_a_title_of_front_matter_is_taken_as_it_is():
    assert (
        wechatclean.clean("---\ntitle: '怎样写 &amp;lt; 和 &copy'\n---\n<p>甲</p>").title == "怎样写 &amp;lt; 和 &copy"
    )


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in FIXTURES.glob("*/*/expected.md")), ids=fixture_name
)
def test_a_document_gives_all_metadata_back(folder):
    (source,) = folder.glob("input.*")
    article = wechatclean.clean(source.read_bytes())
    assert stated(wechatclean.clean(article.to_document())) == stated(article)


LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Cf"]),
    min_size=1,
    max_size=20,
)
WORDS = st.none() | LINE
URL = st.none() | st.sampled_from(
    ["https://example.com/a?b=1&c=%E4%B8%AD", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"]
)
MOMENT = st.none() | st.integers(1_325_376_000, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, CHINA))
FLAG = st.none() | st.booleans()
STATED = st.fixed_dictionaries(
    {
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
        "album": st.none() | st.builds(Album, title=LINE, url=URL, id=st.sampled_from([None, "12"])),
        "repost": st.none() | st.builds(Repost, account=LINE, author=WORDS, url=URL, words=WORDS),
        "kind": st.sampled_from(["article", "pictures", "video", "repost"]),
        "site": st.sampled_from(["wechat", "niaogebiji"]),
        "extra": st.dictionaries(
            st.sampled_from(["layout", "weight", "中文"]),
            st.integers(0, 99) | LINE | st.lists(st.booleans() | LINE, max_size=3),
            max_size=3,
        ),
    }
)  # fmt: skip


@given(STATED)
def test_any_metadata_comes_back_from_a_document(fields):
    given_ = {name: value for name, value in fields.items() if value is not None}
    article = wechatclean.Article(**given_, markdown="正文", html="<p>正文</p>", text="正文")
    again = stated(wechatclean.clean(article.to_document()))
    again.pop("key")
    assert again == {name: value for name, value in stated(article).items() if name != "key"}


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
