"""Where the article is in a page, of which kind it is, and what is none."""

from __future__ import annotations

import contextlib
import csv

import pytest
from folders import PAGES
from hypothesis import given
from hypothesis import strategies as st
from opening import PIECES, opened, page, words

from wechatclean.errors import ArticleUnavailable, DocumentError, LimitError, NotAnArticle, WechatCleanError
from wechatclean.limits import Limits
from wechatclean.notes import Notes
from wechatclean.source.reading import read_text


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
    text = read_text((PAGES / folder / name).read_bytes(), Notes()).text
    try:
        found = opened(text).kind
    except ArticleUnavailable as error:
        found = error.reason
    except NotAnArticle:
        found = NotAnArticle
    assert found == SPECIAL[special]
