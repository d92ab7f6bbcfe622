"""What is no element is no content: tags in comments, raw text, templates and attributes are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import page

import wechatclean
from wechatclean.source import markup
from wechatclean.source.markup import Markup, is_script

OLD = {
    "comment": "<!-- {} -->",
    "comment in a comment": "<!-- <!-- {} -->",
    "comment of several scripts": "<!-- <script>1</script>{}<script>2</script> -->",
    "comment that ends oddly": "<!-- {} --!>",
    "conditional comment": "<!--[if IE]>{}<![endif]-->",
    "template": "<template>{}</template>",
    "template in a template": "<template><template>1</template>{}</template>",
    "TEMPLATE": "<TEMPLATE>{}</TEMPLATE>",
    "textarea": "<textarea>{}</textarea>",
    "textarea with attributes": '<textarea id="a" title="b>c">{}</textarea>',
    "title": "<title>{}</title>",
    "noscript": "<noscript>{}</noscript>",
    "xmp": "<xmp>{}</xmp>",
    "script string": "<script>var a = '{}'</script>",
    "double-quoted attribute": '<div data-a="<section>{}</section>"></div>',
    "single-quoted attribute": "<div data-a='<section>{}</section>'></div>",
    "attribute with a > before": "<div data-a='b>c' data-b = '{}'></div>",
}
CONTAINERS = ("<div id='js_content'><p>旧稿</p></div>", "<div id=js_content><p>旧稿</p></div>")


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize("container", CONTAINERS)
def test_the_body_is_an_element(name, container):
    if "script" in name and "comment" not in name:
        container = container.replace("'", '"')
    if "single" in name or ">" in name:
        container = CONTAINERS[1]
    old = OLD[name].format(container)
    html = page(f"{old}<div id='js_content'><p>正文</p></div>", scripts="")
    assert wechatclean.clean(html).markdown == "正文"


@pytest.mark.parametrize("name", [name for name in OLD if name != "title"])
def test_facts_are_stated_by_elements(name):
    old = "<meta property=og:title content=旧><meta name=author content=旧><title>旧</title>"
    head = f"<head>{OLD[name].format(old.replace('</title>', '') if 'title' in name else old)}</head>"
    html = f"<html>{head}<body><div id='js_content'><p>正文</p></div></body></html>"
    article = wechatclean.clean(html)
    assert (article.title, article.author) == (None, None)
    stated = html.replace("</head>", "<meta property='og:title' content='新'></head>")
    assert wechatclean.clean(stated).title == "新"


@pytest.mark.parametrize("kind", ["text/template", "text/x-handlebars", "application/json", "text/html"])
def test_a_script_that_no_browser_runs_states_nothing(kind):
    script = f"<script id=a type='{kind}'>var ct='1500000000';var nickname='旧';</script>"
    html = f"<html><body><div id='js_content'><p>正文</p></div>{script}</body></html>"
    assert wechatclean.clean(html).published_at is None
    assert wechatclean.clean(html.replace(kind, "text/javascript")).published_at is not None


@pytest.mark.parametrize("comment", ["// {}", "/* {} */", "/*\n{}\n*/", "/* a */ /* {} */"])
def test_what_a_script_has_commented_out_states_nothing(comment):
    script = "<script>{} \nvar ct = '1500000000';</script>".format(comment.format("var ct = '1400000000';"))
    html = f"<html><body><div id='js_content'><p>正文</p></div>{script}</body></html>"
    assert wechatclean.clean(html).published_at.year == 2017


@pytest.mark.parametrize("tag", ["<base href='{}'>", "<link rel='canonical' href='{}'>"])
@pytest.mark.parametrize("name", [name for name in OLD if name != "script string"])
def test_addresses_are_stated_by_elements(name, tag):
    tag = tag.format("https://a.example/b/").replace("'", "" if "quoted" in name or ">" in name else "'")
    html = "<html><head>{}</head><body><div id='js_content'><p><a href='c'>正文</a></p></div></body></html>"
    assert wechatclean.clean(html.format(OLD[name].format(tag))).links[0].url == "c"
    assert wechatclean.clean(html.format(tag)).links[0].url == "https://a.example/b/c"


@pytest.mark.parametrize("name", [name for name in OLD if name != "script string"])
def test_scripts_are_elements(name):
    script = OLD[name].format("<script>var ct=1500000000;var nickname=`旧`;window.cgiDataNew = {title: 1}</script>")
    html = f"<html><head><meta name=x></head><body><div id='js_content'><p>正文</p></div>{script}</body></html>"
    article = wechatclean.clean(html.replace("`", "&quot;" if "double" in name else '"'))
    assert (article.published_at, article.account.name, article.title) == (None, None, None)


def test_what_stands_above_the_body_is_made_of_elements():
    html = (
        '<html><body><div id="img-content"><template><h1 id="activity-name">旧</h1></template>'
        '<!-- <div id="img-content"> --><h1 id="activity-name">新</h1>'
        '<div id="js_content"><p>正文</p></div></div></body></html>'
    )
    assert wechatclean.clean(html).title == "新"


@pytest.mark.parametrize("comment", ["<!-- <body> -->", "<!-- <script> -->", "<!-- <html><head><title>t</title> -->"])
def test_a_fragment_that_speaks_of_pages_is_one(comment):
    assert wechatclean.clean(f"{comment}<p>正文</p>").markdown == "正文"


def test_an_empty_body_before_the_body():
    html = page("<div id='js_content'> </div><div id='js_content'><p>正文</p></div>", scripts="")
    assert wechatclean.clean(html).markdown == "正文"


@pytest.mark.parametrize(
    "html",
    [
        "<!--><p>", "<!---><p>", "<!-- a --><p>", "<script>'<p'</script><p>", "<script>'<!--'</script><p>",
        "<a title=it's><p>", "<a title='a'b><p>", "<a title = 'b>c'><p>", "a < b<p>", "<1><p>", "<br/><p>",
        "<template></template><p>", "<STYLE>p<b</STYLE><p>", "<scripture><p>",
    ],
)  # fmt: skip
def test_a_tag_behind_anything_is_a_tag(html):
    assert Markup(html).has_tag(html.index("<p>"))


PIECES = ["<p ", ">", "<!--", "-->", "<script>", "</script>", "'", '"', "=", "<template>", "</template>", "x"]


@given(st.lists(st.sampled_from(PIECES)), st.integers(0, 40))
def test_a_look_at_what_is_near_loses_no_script(pieces, near):
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_NEAR", near)
        check_scripts(text)


def check_scripts(text):
    for at in (at for at in range(len(text)) if text.startswith("<script>", at)):
        if Markup(text).has_tag(at):
            assert is_script(text, at)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_place_is_the_same_whatever_was_asked_before(text):
    asked = Markup(text)
    backwards = [asked.has_tag(at) for at in reversed(range(len(text)))]
    assert backwards[::-1] == [Markup(text).has_tag(at) for at in range(len(text))]
