"""Where the article is: kinds, notices, fragments; and a slice of a page is the same tree as in the page."""

from __future__ import annotations

import contextlib
import csv

import pytest
from folders import FIXTURES, PAGES
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wechatclean.errors import ArticleUnavailable, DocumentError, LimitError, NotAnArticle, WechatCleanError
from wechatclean.html.parser import parse
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.sites.page import open_page
from wechatclean.sites.wechat.notices import NOTICES
from wechatclean.source.reading import read_text
from wechatclean.source.slicing import slice_at, start_tags


def opened(html, *, url=None, front=None, notes=None, limits=LIMITS):
    return open_page(html, url=url, front=front or {}, notes=notes or Notes(), limits=limits)


def words(page):
    return "".join("".join(page.body.itertext()).split())


def page(body, head="", classes="", scripts=""):
    head = f"<head><title>页</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body class='{classes}'>{body}{scripts}</body></html>"


def documents():
    """Every page that the tests have: our own, and the real ones where they are."""
    found = sorted(FIXTURES.glob("*/*/input.html"))
    return found + (sorted(p for p in PAGES.rglob("*.html") if p.parent.name != "fragment") if PAGES.is_dir() else [])


# --- a slice is the same tree ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", documents(), ids=lambda path: "/".join(path.parts[-3:-1]) + f"/{path.stem}")
def test_a_slice_is_the_same_tree_as_in_the_whole_page(path):
    text = read_text(path.read_bytes(), Notes())
    start = next(start_tags(text, "id", "js_content"), None)
    if start is None:
        pytest.skip("no #js_content")
    whole = next(iter(parse(text).xpath("//*[@id='js_content']")))
    assert inner(slice_at(text, start, LIMITS).element) == inner(whole)


def inner(element):
    """The content and the attributes, without what follows the end tag."""
    element.tail = None
    return etree.tostring(element, encoding="unicode", method="html")


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<section>", "</section>", "<script>a<b</script>", "<b>", "</b>",
    "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<br>", "甲", "乙 &amp;", "<img data-src='x'>",
    "<style>p{}</style>", "<!-- c -->", "</span>", "<h2>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.lists(st.sampled_from(PIECES), max_size=15))
def test_any_content_is_the_same_in_a_slice(content, after):
    html = page(
        f"<div><div id=js_content>{''.join(content)}</div>{''.join(after)}</div>",
        scripts="<script>1</script>" * 3,
    )
    whole = next(iter(parse(html).xpath("//*[@id='js_content']")))
    assert inner(slice_at(html, next(start_tags(html, "id", "js_content")), LIMITS).element) == inner(whole)


def test_a_large_page_costs_what_its_article_costs():
    bundle = "<script>" + "var f=function(){return '<div id=\"js_content\">'};" * 20_000 + "</script>"
    html = page(f"{bundle}<div id='js_content'><p>正文</p></div>{bundle}", scripts=bundle)
    start = next(start_tags(html, "id", "js_content"))
    found = slice_at(html, start, LIMITS)
    assert "".join(found.element.itertext()) == "正文"
    assert len(html) > 1_000_000
    assert found.end - found.start < 100


def test_scripts_within_the_body_do_not_end_it():
    content = "".join(f"<p>{n}</p><script>if (1 < 2) {{}}</script>" for n in range(40))
    assert words(opened(page(f"<div id='js_content'>{content}</div>后面"))).startswith("0if(1<2){}1")
    assert "后面" not in words(opened(page(f"<div id='js_content'>{content}</div>后面")))


@pytest.mark.parametrize(
    "tag",
    [
        '<div id="js_content">',
        "<div id='js_content'>",
        "<div id=js_content>",
        "<div id = js_content class=x>",
        '<DIV CLASS="a" ID="js_content">',
        '<div\n  data-a="1"\n  id="js_content"\n>',
        '<section class="other" id="js_content" style="visibility: hidden">',
        '<div class="rich_media_content">',
        '<div class="a  rich_media_content\n b">',
        "<div class=rich_media_content>",
    ],
)
def test_the_container_is_found_however_it_is_written(tag):
    name = tag[1:].split()[0].lower()
    assert words(opened(page(f"菜单{tag}<p>正文</p></{name}>页脚"))) == "正文"


def test_what_looks_like_the_container_is_none():
    html = page(
        "<div data-id='js_content'>甲</div><div id='js_content_2'>乙</div><div id='js_content'>丙</div>",
        "<style>#js_content{}</style><script>'<div id=\"js_content\">'</script>",
    )
    assert words(opened(html)) == "丙"


@pytest.mark.parametrize("tag", ["<div id='js_content'", "<div id='js_content' class=\"a", "<div id=js_content"])
def test_a_page_cut_off_within_the_start_tag_has_no_article(tag):
    with pytest.raises((NotAnArticle, DocumentError)):
        opened(f"<html><head><title>页</title></head><body>{tag}")


def test_a_page_cut_off_within_its_body_keeps_what_is_there():
    assert words(opened("<html><head><title>页</title></head><body><div id='js_content'><p>甲</p><p>乙")) == "甲乙"


# --- notices -----------------------------------------------------------------------------------------------

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
    assert words(opened("<p>weui-msg__text-area 里写着：链接已过期；获取全文失败。</p>"))


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


# --- fragments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲</p>乙", "甲乙"),
        ("甲<br>乙", "甲乙"),
        ("<div id='js_content' style='visibility: hidden'><p>甲</p></div>", "甲"),
        ("<div><div id=js_content class=rich_media_content><p>甲</p></div></div>", "甲"),
        ("<style>p{}</style><div class='rich_media_content'><p>甲</p></div>\n", "甲"),
        (
            "<div><div style='height: 6px'></div><div id='js_content'>甲</div><div class=x></div></div>",
            "甲",
        ),
        ("<p>前</p><div id='js_content'>甲</div>", "前甲"),
        ("<div id='js_content'>甲</div><p><img src='https://a.example/b.png'></p>", "甲"),
        ("<html><head></head><body><p>甲</p></body></html>", "甲"),
        ("<html><body>\n<!--StartFragment--><p>甲</p><!--EndFragment-->\n</body></html>", "甲"),
        ("<meta charset='utf-8'><p>甲</p>", "甲"),
    ],
)
def test_a_fragment_is_all_content(html, text):
    found = opened(html)
    assert words(found) == text
    assert found.body.get("style") is None


def test_what_stands_beside_the_container_is_not_lost():
    assert (
        opened("<div id='js_content'>甲</div><p><img src='https://a.example/b.png'></p>").body.find(".//img")
        is not None
    )


@pytest.mark.parametrize("html", ["<p></p>", "<div><br></div>", "<script>var a</script>", "<style>p{}</style>"])
def test_a_fragment_that_shows_nothing_is_no_document(html):
    with pytest.raises(DocumentError):
        opened(html)


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>店</title></head><body><p>甲</p></body></html>",
        "<html><head><meta name='description' content='店'></head><body><p>甲</p></body></html>",
        "<html><body><p>甲</p><script>1</script></body></html>",
        page("<div id='js_content'></div>"),
        page("<div class='page-bizinfo'></div><div class='text'>别站的仿作</div>"),
    ],
)
def test_a_page_without_an_article_says_so(html):
    with pytest.raises(NotAnArticle):
        opened(html)


def test_front_matter_names_kind_and_site():
    found = opened("<p>甲</p>", front={"kind": "pictures", "site": "niaogebiji"})
    assert (found.kind, found.site.name) == ("pictures", "niaogebiji")
    assert opened("<p>甲</p>", front={"kind": "nonsense", "site": "nowhere"}).kind == "article"


def test_limits_hold():
    with pytest.raises(LimitError):
        opened(page("<div id='js_content'>" + "<p>甲</p>" * 50 + "</div>"), limits=Limits(nodes=40))
    with pytest.raises(LimitError):
        opened(page("<div id='js_content'>" + "<div>" * 3_000 + "甲"))


MARKUP = st.lists(
    st.sampled_from([
        *PIECES, "<html>", "<head>", "<body class='page_share_text'>", "<div id='js_content'>",
        "<div id=js_article>", "<div class='pc_content'>", "niaogebiji.com",
        "<script>window.cgiDataNew = {", "item_show_type: '8' * 1,", "title: JsDecode('", "')",
        "};</script>", "<meta property='og:title' content='", "'>", "已被发布者删除", "<title>",
        "</title>", "<script id='content_tpl'>",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_no_page_raises_anything_else(html):
    with contextlib.suppress(WechatCleanError):
        opened(html)


# --- real pages --------------------------------------------------------------------------------------------

SPECIAL = {
    "deleted": "deleted",
    "violated": "violation",
    "unavailable": "unavailable",
    "link-expired": "expired",
    "text-only": "text",
    "picture-post": "pictures",
    "share-repost": "repost",
    "aboutbiz": NotAnArticle,
    "profile-history-list": NotAnArticle,
    "profile-history-list-empty": NotAnArticle,
}


def special_pages():
    if not PAGES.is_dir():
        return []
    with (PAGES / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["special"]]
    return [pytest.param(row["kind"], row["file"], row["special"], id=row["file"]) for row in rows]


@pytest.mark.parametrize(("folder", "name", "special"), special_pages())
def test_every_special_page_is_known_for_what_it_is(folder, name, special):
    text = read_text((PAGES / folder / name).read_bytes(), Notes())
    try:
        found = opened(text).kind
    except ArticleUnavailable as error:
        found = error.reason
    except NotAnArticle:
        found = NotAnArticle
    assert found == SPECIAL[special]
