"""What a notebook shows of an article, and what is printed of it."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import lxml.html
import pytest

import wechatclean
from wechatclean import Account, Article, Note, NotePlace

URL = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"
MOMENT = datetime(2024, 3, 5, 10, 20, tzinfo=timezone.utc)
FACTS = {"title": "雨前", "author": "阿禾", "account": Account(name="竹匾"), "published_at": MOMENT, "url": URL}


def shown(article):
    return lxml.html.fragment_fromstring(article._repr_mimebundle_()["text/html"])


def test_title_byline_and_the_way_to_the_source():
    page = shown(Article(**FACTS, html="<p>茶</p>"))
    assert page.find("h1").text == "雨前"
    assert page.find("p").text_content() == "阿禾 · 竹匾 · 2024-03-05 10:20 · mp.weixin.qq.com"
    assert page.find(".//a").get("href") == URL


def test_what_is_not_known_takes_no_room():
    assert Article(html="<p>茶</p>")._repr_html_() == "<article>\n<p>茶</p>\n</article>"
    assert shown(Article(author="竹匾", account=Account(name="竹匾"))).find("p").text_content() == "竹匾"


def test_notes_are_folded():
    places = (NotePlace(line=3, tag="p", text="x"), NotePlace(line=None, tag="p", text="y"))
    notes = (Note(kind="hidden", message="a <b> went", count=2, places=places), Note(kind="image", message="gone"))
    (details,) = shown(Article(html="<p>茶</p>", notes=notes)).findall("details")
    assert details.get("open") is None
    assert details.find("summary").text == "2 notes"
    assert [item.text_content() for item in details.iter("li")] == ["hidden: a <b> went (×2), line 3", "image: gone"]


LONG = "".join(f"<p>{n}{'茶' * 100}</p>" for n in range(100))


PICTURES = "".join(f'<p><img src="https://a.example/{n}.png"></p>' for n in range(90))


@pytest.mark.parametrize(
    ("html", "before", "rest"),
    [(LONG, 29, "7,242 characters"), (PICTURES, 10, "80 pictures"), (f"<p>{'茶' * 9000}</p>", 0, "9,000 characters")],
    ids=["words", "pictures", "one block"],
)
def test_a_long_article_is_folded_and_nothing_of_it_is_lost(html, before, rest):
    article = wechatclean.clean(html)
    page = shown(article)
    (details,) = page.findall("details")
    assert len(page) == before + 1
    assert details.find("summary").text == f"… {rest} more"
    unfolded = re.sub(r"<details>.*?</summary>\n|\n</details>|</?article>\n?", "", article._repr_html_())
    assert unfolded.strip("\n") == article.html


def test_a_short_one_is_not_folded():
    article = wechatclean.clean(
        "<p>茶</p>" * 40 + f'<p><img src="data:image/gif;base64,R0lGODlhZAAyAIAAAAAAAP///yH5{"A" * 8000}"></p>'
    )
    assert shown(article).findall("details") == []


HOSTILE = "</h1><script>alert(1)</script><img src=x onerror=alert(2)>\"'"


@pytest.mark.parametrize("name", ["title", "author"])
def test_what_a_page_states_is_text(name):
    page = shown(Article(**{name: HOSTILE}, html="<p>茶</p>"))
    assert {element.tag for element in page.iter()} <= {"article", "h1", "p", "small"}
    assert HOSTILE in page.text_content()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://[", "//a.example", 'https://a/"onclick="x']
)
def test_only_addresses_of_the_web_are_linked(url):
    for link in shown(Article(url=url, html="<p>茶</p>")).iter("a"):
        assert link.attrib == {"href": url, "rel": "noreferrer"}
        assert url.startswith("https://")


def test_the_host_is_shown_and_not_what_stands_before_it():
    assert shown(Article(url="https://mp.weixin.qq.com@evil.example/")).find(".//a").text == "evil.example"


def test_printing_is_short():
    article = Article(**FACTS, text="茶" * 1234, images=(wechatclean.Image(url="https://a.example/b.png"),))
    assert str(article) == f"雨前\n阿禾 · 竹匾 · 2024-03-05 10:20\n{URL}\n1,234 characters, 1 picture"
    assert str(Article()) == "an empty article"
    article = wechatclean.clean(LONG)
    assert len(repr(article)) < 200 < len(article.markdown)
    assert article._repr_mimebundle_()["text/plain"] == str(article)


def test_each_form_of_it():
    article = wechatclean.clean("<p>茶</p>")
    assert article._repr_mimebundle_(include={"text/html"}, exclude=()).keys() == {
        "text/html",
        "text/markdown",
        "text/plain",
    }
    assert article._repr_markdown_() == "茶"
