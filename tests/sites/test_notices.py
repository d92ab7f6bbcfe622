"""Pages that say why there is no article."""

from __future__ import annotations

import pytest
from opening import opened, page, words

from wechatclean.errors import ArticleUnavailable, NotAnArticle
from wechatclean.sites.wechat.notices import NOTICES

SENTENCES = [(reason, sentence) for reason, sentences in NOTICES for sentence in sentences]
BOXES = [
    '<div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title">{}</h2></div></div>',
    '<div class="panel"><div class="mesg-block"><p>{}</p></div></div>',
    '<div class="page_msg"><div class="global_error_msg warn">\n {} \n</div></div>',
    "<p>{}</p>",
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(("reason", "sentence"), SENTENCES)
def test_a_notice_gives_its_reason_and_its_words(reason, sentence, box):
    with pytest.raises(ArticleUnavailable) as caught:
        opened(page(box.format(sentence)))
    assert (caught.value.reason, caught.value.message) == (reason, sentence)


@pytest.mark.parametrize(("reason", "sentence"), SENTENCES)
def test_an_article_that_says_the_same_is_an_article(reason, sentence):
    assert words(opened(page(f"<div id='js_content'><p>{sentence}</p></div>"))) == "".join(sentence.split())


def test_words_that_are_not_shown_are_no_notice():
    with pytest.raises(NotAnArticle):
        opened(page("<div style='display: none'><p>系统出错</p></div><script>'参数错误'</script><p>茶馆</p>"))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div class='weui-msg__text-area'><h2>链接已过期</h2></div>", "expired"),
        ("<html><body><div class='mesg-block'><p>该内容暂时无法查看</p></div></body></html>", "unavailable"),
        ("<p>获取全文失败，请重试~</p>", "unavailable"),
    ],
)
def test_a_fragment_can_be_a_notice(html, reason):
    with pytest.raises(ArticleUnavailable, match=reason):
        opened(html)


def test_a_fragment_that_writes_about_notices_is_content():
    said = "msg__text-area里写着：链接已过期；获取全文失败。"
    assert words(opened(f"<p>weui-{said}</p>")) == f"weui-{said}"


@pytest.mark.parametrize(
    "url",
    [
        "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=a&target_url=b",
        "https://mp.weixin.qq.com/mp/verify?a=b",
    ],
)
def test_the_address_of_a_check_is_enough(url):
    with pytest.raises(ArticleUnavailable, match="captcha"):
        opened(page("<p>滑动</p>"), url=url)


@pytest.mark.parametrize("box", BOXES[:3])
@pytest.mark.parametrize("sentence", ["此内容正在审核中", "微信扫一扫可打开此内容", "Something new"])
def test_a_box_with_words_that_no_list_has_is_a_notice_of_unknown_reason(sentence, box):
    for html in (page(box.format(sentence)), box.format(sentence), f"<html><body>{box.format(sentence)}</body></html>"):
        with pytest.raises(ArticleUnavailable) as caught:
            opened(html)
        assert (caught.value.reason, caught.value.message) == ("unknown", sentence)


def test_an_article_is_no_notice_because_a_dialog_of_its_page_has_such_a_box():
    dialog = BOXES[0].format("确认关注？")
    assert words(opened(page(f"<div id='js_content'><p>茶</p></div><div style='display: none'>{dialog}</div>"))) == "茶"
