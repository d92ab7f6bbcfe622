"""What an article can do once it is there."""

from __future__ import annotations

import pickle

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
        ({"wrap": True}, TypeError),
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
