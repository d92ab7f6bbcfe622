"""Pictures in a real browser: headless Chromium, a blog, and a host that guards its pictures.

The browser takes both names for the loopback interface, so that addresses and Referers are the real ones.
"""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from picture_host import PICTURE, PictureHost, authority

from wechatclean import ALT_TEXT, NO_REFERRER, NO_REFERRER_WHERE_CHECKED, REFERENCE, REMOTE, clean, local, proxy

WX = "https://mmbiz.qpic.cn/mmbiz_png"
PAGE = f"""<div id="js_content" class="rich_media_content" style="visibility: hidden; opacity: 0;">
<p>院子里的茶树到了三月就发新芽。</p>
<p><img data-src="{WX}/FIRST/640?wx_fmt=png&amp;tp=webp" data-w="300" data-ratio="0.6667" alt="新芽"></p>
<p>采下来的叶子要摊开来<img src="{WX}/SECOND/640?wx_fmt=png#imgIndex=1">晾一会儿。</p>
<p><img data-src="{WX}/THIRD/0"><br><strong>然后</strong>才炒。</p></div>"""
SHOWN, REFUSED = 300, 140  # pixels, the widths of the picture and of the placeholder


@pytest.fixture(scope="module")
def picture_host():
    with PictureHost(authority()) as host:
        yield host


@pytest.fixture(scope="module")
def blog():
    with PictureHost() as host:
        yield host


@pytest.fixture(scope="module")
def browser(chromium, picture_host, blog):
    rules = ",".join(
        (
            f"MAP mmbiz.qpic.cn 127.0.0.1:{picture_host.server_port}",
            f"MAP blog.example 127.0.0.1:{blog.server_port}",
            "MAP * ~NOTFOUND",
        )
    )
    started = chromium(f"--host-resolver-rules={rules}")
    yield started
    started.close()


@pytest.fixture
def widths(browser, blog):
    """A function from a page's HTML to the widths of its pictures, in pixels, as the browser loaded them."""
    context = browser.new_context(ignore_https_errors=True)

    def load(html):
        blog.pages["/post/"] = html.encode()
        page = context.new_page()
        page.goto("http://blog.example/post/", wait_until="networkidle")
        return page.evaluate("Array.from(document.images, image => image.complete ? image.naturalWidth : -1)")

    yield load
    context.close()


def document(body, head=""):
    return f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def rendered(markdown):
    return document(MarkdownIt("commonmark", {"html": True}).render(markdown))


def test_without_a_policy_the_host_sends_its_placeholder(widths, picture_host):
    picture_host.requests.clear()
    for policy in (REMOTE, REFERENCE):
        assert widths(rendered(clean(PAGE, images=policy).markdown)) == [REFUSED] * 3
    assert {referer for _, referer in picture_host.requests} == {"blog.example"}


def test_the_page_itself_would_show_the_placeholder_too(widths):
    assert widths(document(PAGE.replace("data-src", "src"))) == [REFUSED] * 3


def test_pictures_of_the_html_load(widths, picture_host):
    picture_host.requests.clear()
    assert widths(document(clean(PAGE).html)) == [SHOWN] * 3
    assert {referer for _, referer in picture_host.requests} == {""}


@pytest.mark.parametrize("policy", [NO_REFERRER, NO_REFERRER_WHERE_CHECKED])
def test_pictures_of_the_markdown_load(widths, policy):
    html = rendered(clean(PAGE, images=policy).markdown)
    assert widths(html) == [SHOWN] * 3
    assert "<strong>然后</strong>" in html


def test_pictures_load_where_the_whole_document_sends_no_referrer(widths):
    markdown = clean(PAGE).markdown
    html = MarkdownIt("commonmark").render(markdown)
    assert widths(document(html, '<meta name="referrer" content="no-referrer">')) == [SHOWN] * 3


def test_pictures_of_the_whole_page_load_even_where_attributes_are_taken_away(widths):
    page = clean(PAGE).to_page()
    assert widths(page) == [SHOWN] * 3
    assert widths(page.replace(' referrerpolicy="no-referrer"', "")) == [SHOWN] * 3


def test_pictures_of_a_notebook_load(widths):
    import nbformat
    from nbconvert import HTMLExporter

    article = clean(PAGE)
    outputs = {
        "text/html": article._repr_html_(),
        "text/markdown": article._repr_markdown_(),
        "text/plain": repr(article),
    }
    cell = nbformat.v4.new_code_cell(
        "clean(html)", outputs=[nbformat.v4.new_output("execute_result", outputs)]
    )
    python = {"name": "python", "pygments_lexer": "python"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"language_info": python})
    html, _ = HTMLExporter().from_notebook_node(notebook)
    assert widths(html) == [SHOWN] * 3


def test_pictures_load_through_a_proxy(widths, blog):
    blog.pages["/proxy?url=https%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2FTHIRD%2F0"] = lambda to: to.answer(
        PICTURE
    )
    article = clean(PAGE, images=proxy("/proxy?url={url}"))
    assert widths(rendered(article.markdown))[2] == SHOWN


def test_pictures_load_from_files(widths, blog):
    for path in ("/post/%E5%9B%BE/a%20(1)%23.png", "/post/%E5%9B%BE/a%20%281%29%23.png"):
        blog.pages[path] = lambda to: to.answer(PICTURE)
    article = clean(PAGE, images=local(lambda url: "图/a (1)#.png"))
    assert widths(rendered(article.markdown)) == [SHOWN] * 3
    assert widths(document(article.html)) == [SHOWN] * 3


def test_what_is_not_shown_is_not_asked_for(widths, picture_host):
    picture_host.requests.clear()
    assert widths(rendered(clean(PAGE, images=ALT_TEXT).markdown)) == []
    assert picture_host.requests == []
