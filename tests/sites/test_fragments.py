"""What is no whole page: all of it is content."""

from __future__ import annotations

import pytest
from opening import opened, page, words

from wechatclean.errors import DocumentError, NotAnArticle


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
