"""What an article can do once it is there."""

from __future__ import annotations

import json
import pickle
from datetime import date, time
from math import nan

import pytest
from folders import FIXTURES

import wechatclean

PICTURES = "<p>甲<img data-src='https://mmbiz.qpic.cn/mmbiz_png/K/640'></p><p>乙<img src='https://a.example/b.png'></p>"
INPUTS = sorted(FIXTURES.glob("page/*/input.html"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_no_picture_shown_elsewhere_is_the_same_article(path):
    article = wechatclean.clean(path.read_bytes())
    assert article.with_images({}) == article


def test_pictures_without_a_path_keep_the_policy_that_is_named():
    article = wechatclean.clean(PICTURES, images=wechatclean.NO_REFERRER)
    shown = article.with_images({"https://a.example/b.png": "b.png"}, otherwise=wechatclean.NO_REFERRER)
    assert "乙![](b.png)" in shown.markdown
    assert 'referrerpolicy="no-referrer"' in shown.markdown


def test_pictures_are_shown_anew_by_the_writer_that_is_given():
    article = wechatclean.clean("<ul><li>甲</li></ul>" + PICTURES)
    assert article.with_images({}, writer=wechatclean.MarkdownWriter(bullets="*")).markdown.startswith("* 甲")


def only_photos(image):
    """Pictures by a proxy, QR codes not at all."""
    return None if image.role == "qrcode" else PROXY.address(image)


def by_number(image):
    """A CDN that knows pictures by its own names."""
    return None if image.role == "qrcode" else f"https://cdn.example/{image.key[-10:].replace('/', '-')}"


PROXY = wechatclean.proxy("https://p.example/?u={url}")
QR = (
    "<p><img data-src='https://mmbiz.qpic.cn/mmbiz_png/Q/640' data-imgqrcoded='1'>"
    "<img data-src='https://mmbiz.qpic.cn/mmbiz_png/A/640'></p>"
    "<p><img data-src='https://mmbiz.qpic.cn/mmbiz_png/B/640'>茶</p>"
)
FILES = {"https://mmbiz.qpic.cn/mmbiz_png/A/640": "a.png", "https://mmbiz.qpic.cn/mmbiz_png/B/640": "b.png"}


def test_a_proxy_that_leaves_pictures_out_is_replaced_by_files():
    article = wechatclean.clean(QR, images=wechatclean.ImagePolicy(address=only_photos))
    assert "p.example" in article.markdown
    assert article.with_images(FILES).markdown == "![](a.png)\n\n![](b.png)茶"


def test_any_policy_is_replaced_by_files_where_the_cleaner_is_known():
    cleaner = wechatclean.Cleaner(images=wechatclean.ImagePolicy(address=by_number))
    article = cleaner.clean(QR)
    assert article.markdown.count("cdn.example") == 2
    assert article.with_images(FILES, cleaner=cleaner).markdown == "![](a.png)\n\n![](b.png)茶"


def test_the_cleaner_that_made_an_article_makes_the_same_one_again():
    cleaner = wechatclean.Cleaner(images="no-referrer", writer=wechatclean.MarkdownWriter(bullets="*"))
    article = cleaner.clean("<ul><li>甲</li></ul>" + QR)
    assert article.with_images({}, cleaner=cleaner) == article
    assert article.with_images({}, cleaner=cleaner, otherwise="drop").markdown == "* 甲\n\n茶"
    assert article.with_images({}, cleaner=cleaner, writer=wechatclean.MarkdownWriter()).markdown[:3] == "- 甲"


@pytest.mark.parametrize("policy", ["alt-text", wechatclean.DROP], ids=["a name", "a policy"])
def test_all_forms_show_the_same_pictures(policy):
    html = "<p>甲<img src='https://a.example/b.png' alt='茶园'>乙</p>"
    changed, made = wechatclean.clean(html).with_images({}, otherwise=policy), wechatclean.clean(html, images=policy)
    assert (changed.markdown, changed.html, changed.text) == (made.markdown, made.html, made.text)


def test_an_article_is_hashed_by_its_values():
    source = "---\ntitle: 茶\nlayout: post\nmore: {a: [1, {b: 2}]}\ncover_crops: {'1:1': https://a.example/c.png}\n---\n"
    one, same = wechatclean.clean(source + QR), wechatclean.clean(source + QR)
    assert one.extra
    assert hash(one) == hash(same)
    assert len({one, same, one.with_images({}, otherwise="drop")}) == 2
    assert len({*one.images, *same.images}) == 3


def test_front_matter_is_what_json_can_hold():
    article = wechatclean.clean(
        "---\ntitle: 茶\ndate: 2026-01-02 03:04:05\ncover: https://a.example/c.png\ntags: [甲, 乙]\n"
        "account: {name: 某号}\nnumber: 1.5\nday: 2026-01-02\n---\n<p>正文</p>"
    )
    fields = article.front_matter()
    assert json.loads(json.dumps(fields)) == fields
    assert fields["date"] == "2026-01-02T03:04:05+08:00"
    assert fields["cover"] == "https://a.example/c.png"
    placed = article.with_images({"https://a.example/c.png": "图/c.png"})
    assert placed.front_matter() == fields | {"cover": "图/c.png"}
    assert wechatclean.clean(article.to_document() + "<p>茶</p>").front_matter() == fields


def test_a_policy_may_be_given_by_its_name():
    assert wechatclean.clean(PICTURES, images="drop").markdown == "甲\n\n乙"
    with pytest.raises(ValueError, match="remote, no-referrer"):
        wechatclean.clean(PICTURES, images="bogus")


def test_a_class_is_no_writer():
    with pytest.raises(TypeError, match=r"MarkdownWriter\(\)"):
        wechatclean.clean(PICTURES, writer=wechatclean.MarkdownWriter)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"bulets": "*"}, TypeError),
        ({"escape_misc": True}, TypeError),
        ({"footnotes": "nonsense"}, ValueError),
        ({"heading_style": "nonsense"}, ValueError),
        ({"bullets": ""}, ValueError),
    ],
)
def test_options_that_would_do_nothing_are_refused(options, error):
    with pytest.raises(error, match=next(iter(options))):
        wechatclean.MarkdownWriter(**options)


@pytest.mark.parametrize(
    "code",
    [
        "<html><head><title>茶</title></head>",
        '<div class="weui-msg__text-area">链接已过期</div>',
        "<script>window.cgiDataNew = {}</script>",
    ],
)
def test_an_article_about_pages_reads_back(code):
    escaped = code.replace("<", "&lt;")
    article = wechatclean.clean(f"---\ntitle: 页面\n---\n<p>看：</p><pre><code>{escaped}</code></pre>")
    again = wechatclean.clean(article.to_document())
    assert (again.title, again.kind) == ("页面", "article")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>甲<img label='x' src='https://a.example/b.png'></p>", "甲![](https://a.example/b.png)"),
        ("<p>甲<br label='x'>乙</p>", "甲  \n乙"),
        ("<pre label='Powered by 135editor'>a\nb</pre>", "```\na\nb\n```"),
        ("<p><q data-pluginname='x'>甲</q></p>", "“甲”"),
    ],
)
def test_an_attribute_that_says_nothing_hides_no_element(html, markdown):
    assert wechatclean.clean(html).markdown == markdown


def test_a_reference_that_is_not_linked_stays_text_in_gfm():
    html = (
        "<p><a href='https://a.example/'>此</a><sup>[1]</sup>与彼</p><p>参考资料</p>"
        "<p>[1] 甲: https://a.example/</p><p>[2] 乙: https://b.example/</p>"
    )
    markdown = wechatclean.clean(html, writer=wechatclean.MarkdownWriter(footnotes="gfm")).markdown
    assert "[此](https://a.example/)[^1]与彼" in markdown
    assert "[^1]: 甲: https://a.example/" in markdown
    assert "\n\n[2] 乙: https://b.example/" in markdown


def test_an_article_is_pickled():
    article = wechatclean.clean(PICTURES)
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize("policy", ["drop", "alt-text"])
def test_pictures_that_were_left_out_and_would_be_shown_are_told(policy):
    article = wechatclean.clean(QR, images=policy)
    shown = article.with_images({next(iter(FILES)): "a.png"})
    (note,) = shown.notes
    assert (note.kind, note.count) == ("image", len(article.images))
    assert shown.with_images(FILES).notes == (note,)
    assert article.with_images({}, otherwise=policy).notes == ()


def test_front_matter_of_values_that_a_caller_put_in_is_json_too():
    odd = {"day": date(2026, 1, 2), "set": {1}, "bytes": "茶".encode(), "nan": nan, "huge": 10**6000}
    endless: dict[str, object] = {}
    odd["in"] = [{"x": time(3)}]
    endless["more"] = endless
    article = wechatclean.Article().model_copy(update={"extra": odd | {"endless": endless}})
    fields = json.loads(json.dumps(article.front_matter(), allow_nan=False))
    assert fields["huge"] == hex(10**6000)
    assert [fields[key] for key in ("day", "set", "bytes", "nan", "in")] == [
        "2026-01-02",
        [1],
        "茶",
        "nan",
        [{"x": "03:00:00"}],
    ]


def test_the_words_of_a_link_are_one_line():
    (link,) = wechatclean.clean("<a href='https://a.example/'>茶 <img src='https://a.example/b.png'> 水</a>").links
    assert link.text == "茶 水"
