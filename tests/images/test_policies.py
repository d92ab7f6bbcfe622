"""Policies: what becomes of a picture in HTML and in Markdown, rendered by independent parsers."""

from __future__ import annotations

import itertools
import pickle
import re
from pathlib import PurePosixPath
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from lxml import etree
from markdown_it import MarkdownIt

import wechatclean
from wechatclean.html.addresses import absolute
from wechatclean.images import policies
from wechatclean.images.addresses import UNCROPPED
from wechatclean.images.image import Image
from wechatclean.images.markdown import References
from wechatclean.images.policies import (
    ALT_TEXT,
    DROP,
    NO_REFERRER,
    NO_REFERRER_WHERE_CHECKED,
    POLICIES,
    REFERENCE,
    REMOTE,
    ImagePolicy,
    local,
    policy_named,
    proxy,
)
from wechatclean.images.showing import show_images

WX = "https://mmbiz.qpic.cn/mmbiz_png/KEY"
CDN = "https://cdn.example/a.png"


HOSTILE = [
    "",
    "图 1",
    "a](javascript:alert(1)) [b",
    "a\\",
    "\\](x)",
    "`code` *it* __b__ ~~s~~ _e_ a_b",
    "<script>alert(1)</script>",
    "&lt;script&gt; &amp;lt; &#60; &copy;",
    '" onerror="alert(1)',
    "a | b || c",
    "two\n\nlines\t- and a list",
    "![nested](https://x.example/y.png)",
    "{{ 7*7 }} {% raw %}",
    "https://x.example/auto",
    "[image-1] ![image-1]",
    "$x_1$ 1. # -",
]
ADDRESSES = [
    f"{WX}/640?wx_fmt=png&from=appmsg",
    "https://a.example/b_(1)_*x*.png?q=[1]|2&lt;=3&copy=1;`^{}",
    "https://a.example/图.png#x)y",
    "page_files/640(3)",
]
RENDERERS = {
    "markdown-it": MarkdownIt("commonmark", {"html": True}).enable("table").render,
    "cmark-gfm": lambda text: cmarkgfm.github_flavored_markdown_to_html(
        text, options=Options.CMARK_OPT_UNSAFE
    ),
}


def shown(images, policy, markup=None):
    """The tree that shows *images* under *policy*."""
    tree = etree.fromstring(markup or f"<article><p>{'<img/>' * len(images)}</p></article>")
    show_images(tree, images, policy)
    return tree


def markdown_of(tree, policy, pattern="{}"):
    """*pattern* filled with the Markdown of the tree's first picture, and the definitions."""
    references = References(tree)
    written = [policy.markdown(el, references) for el in tree.iter("img")]
    return pattern.format(*written) + "\n\n" + references.definitions()


PROXY = proxy("https://p.example/?u={url}")
SHOWING = [policy for policy in (*POLICIES.values(), PROXY) if policy.address(Image(url=CDN))]
PATTERNS = {
    "{}": "",
    "文字{}文字": "文字文字",
    "[{}](https://l.example/)": "",
    "# {}": "",
    "| {} | b |\n| - | - |": "b",
}


@pytest.mark.parametrize("renderer", RENDERERS.values(), ids=RENDERERS)
@pytest.mark.parametrize(("pattern", "text"), PATTERNS.items())
@pytest.mark.parametrize("policy", SHOWING)
def test_rendered_markdown_shows_the_picture_and_nothing_else(policy, pattern, text, renderer):
    for url, alt in itertools.product(ADDRESSES, HOSTILE):
        tree = shown([Image(url=url, alt=alt)], policy)
        page = etree.HTML(renderer(markdown_of(tree, policy, pattern)))
        (img,) = page.iter("img")
        assert img.get("alt") == " ".join(alt.split())
        assert unquote(img.get("src")) == unquote(policy.address(Image(url=url)))
        assert "".join(page.itertext()).strip() == text
        assert len(list(page.iter("a"))) == pattern.count("](")


def test_a_picture_in_html_is_told_to_send_no_referrer():
    tree = shown([Image(url=f"{WX}/640", alt="图"), Image(url=CDN)], NO_REFERRER)
    assert markdown_of(tree, NO_REFERRER, "{}\n{}").strip() == (
        f'<img src="{WX}/640" alt="图" referrerpolicy="no-referrer">\n'
        f'<img src="{CDN}" alt="" referrerpolicy="no-referrer">'
    )
    assert markdown_of(tree, NO_REFERRER_WHERE_CHECKED, "{}\n{}").strip() == (
        f'<img src="{WX}/640" alt="图" referrerpolicy="no-referrer">\n![]({CDN})'
    )


def test_text_after_a_line_of_one_picture_in_html_is_still_markdown():
    article = wechatclean.clean(f'<p><img src="{CDN}"><br><b>粗</b></p>', images=NO_REFERRER)
    assert article.markdown == f'<img src="{CDN}" alt="" referrerpolicy="no-referrer"><br>\n**粗**'
    for render in RENDERERS.values():
        assert etree.HTML(render(article.markdown)).findtext(".//strong") == "粗"


def test_references_are_shared_and_never_catch_text():
    images = [Image(url=CDN, alt="a"), Image(url=f"{WX}/640"), Image(url=CDN)]
    tree = shown(images, REFERENCE)
    assert markdown_of(tree, REFERENCE, "{} {} {}") == (
        f"![a][image-1] ![][image-2] ![][image-1]\n\n[image-1]: {CDN}\n[image-2]: {WX}/640\n"
    )
    tree = shown(
        [Image(url=CDN)], REFERENCE, "<article><p>见 [<b>Image-</b>1]、[image--2] <img/></p></article>"
    )
    assert markdown_of(tree, REFERENCE) == f"![][image---1]\n\n[image---1]: {CDN}\n"


def test_every_policy_has_a_name_for_command_lines():
    named = {name: value for name, value in vars(policies).items() if isinstance(value, ImagePolicy)}
    assert named == POLICIES, "a policy needs its row in POLICIES of src/wechatclean/images/policies.py"
    hidden = sorted(POLICIES.keys() - set(wechatclean.__all__))
    assert hidden == [], f"write {hidden} into _PUBLIC of src/wechatclean/__init__.py, and the import below it"


@pytest.mark.parametrize("policy", [*POLICIES.values(), PROXY, local({})])
def test_every_policy_goes_to_other_processes(policy):
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_html_always_carries_the_policy_and_what_is_known():
    images = [
        Image(url=f"{WX}/640", alt="图", width=10, height=20),
        Image(url=CDN, referrer_policy="origin"),
        Image(url=CDN),
    ]
    attributes = [dict(el.attrib) for el in shown(images, REMOTE).iter("img")]
    assert attributes == [
        {"src": f"{WX}/640", "alt": "图", "width": "10", "height": "20", "referrerpolicy": "no-referrer"},
        {"src": CDN, "alt": "", "referrerpolicy": "origin"},
        {"src": CDN, "alt": "", "referrerpolicy": "no-referrer"},
    ]


def test_a_proxy_gets_the_whole_address_quoted():
    policy = proxy("https://p.example/?w=800&url={url}&x=1")
    (img,) = shown([Image(url=f"{WX}/640?a=图&b=1")], policy).iter("img")
    assert img.get("src") == (
        "https://p.example/?w=800&url=https%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2FKEY%2F640%3Fa%3D%E5%9B%BE%26b%3D1&x=1"
    )
    assert policy.address(Image(url="page_files/a.png")) == "page_files/a.png"
    with pytest.raises(ValueError, match=r"\{url\}"):
        proxy("https://p.example/")


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>前<img/>后</p>", "<p>前{}后</p>"),
        ("<p><b>前</b><img/>后</p>", "<p><b>前</b>{}后</p>"),
        ("<p>前</p><p><a href='x'><img/></a></p><p>后</p>", "<p>前</p><p>后</p>"),
        ("前<ul><li><img/></li></ul>", "前"),
        ("<table><tr><td><img/></td></tr></table>", "<article/>"),
        ("<table><tr><td><img/></td><td>后</td></tr></table>", "<table><tr><td/><td>后</td></tr></table>"),
        ("<p><img/><br/>后</p>", "<p>后</p>"),
        ("<p>前<br/><img/></p>", "<p>前</p>"),
        ("<p>前<br/><img/><br/>后</p>", "<p>前<br/>后</p>"),
        ("<p>前<img/><br/>后</p>", "<p>前{}<br/>后</p>"),
        ("<p><b>前</b><img/><br/>后</p>", "<p><b>前</b>{}<br/>后</p>"),
    ],
)
def test_a_picture_that_is_not_shown_leaves_its_words_or_nothing(markup, wanted):
    def left(policy):
        tree = shown([Image(url=CDN, alt="图<1>")], policy, f"<article>{markup}</article>")
        return etree.tostring(tree, encoding="unicode").removeprefix("<article>").removesuffix("</article>")

    assert left(DROP) == wanted.format("")
    if "{}" in wanted:
        assert left(ALT_TEXT) == wanted.format("图&lt;1&gt;")


def test_words_of_a_picture_that_stands_alone_stay_where_it_was():
    tree = shown([Image(url=CDN, alt="图")], ALT_TEXT, "<article><p><a href='x'><img/></a></p></article>")
    assert etree.tostring(tree, encoding="unicode") == '<article><p><a href="x">图</a></p></article>'


@pytest.mark.parametrize(
    "paths",
    [
        {f"{WX}/640?wx_fmt=png": "images/图 1.png"},
        {"http://mmbiz.qlogo.cn/mmbiz/KEY/0": "images\\图 1.png"},
        lambda url: "images/图 1.png" if "KEY" in url else None,
    ],
    ids=["its url", "another rendition", "a function"],
)
def test_local_paths_are_shown_where_there_are_any(paths):
    tree = etree.fromstring("<article><p><img/><img/></p></article>")
    images = show_images(tree, [Image(url=f"{WX}/640?wx_fmt=png"), Image(url=CDN)], local(paths, NO_REFERRER))
    assert [el.get("src") for el in tree.iter("img")] == ["images/图%201.png", CDN]
    assert [image.path for image in images] == ["images/图 1.png", None]
    assert markdown_of(tree, NO_REFERRER, "{} {}").strip() == (
        f'![](images/图%201.png) <img src="{CDN}" alt="" referrerpolicy="no-referrer">'
    )


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/a.png", r"\\evil.example\a.png", r"/\evil.example/a.png", r"\/evil.example/a.png",
        "/\t/evil.example/a.png", "\n//evil.example/a.png", "///evil.example/a.png", "\u200b//evil.example/a.png",
        "/\u202e/evil.example/a.png", PurePosixPath("//evil.example/a.png"),
    ],
)  # fmt: skip
def test_a_path_is_no_host(path):
    article = wechatclean.clean(f"<p>茶<img src='{CDN}'></p>").with_images({CDN: path})
    for address in re.findall(r'src="([^"]*)"', article.html) + re.findall(r"\]\(<?([^)>]*)", article.markdown):
        assert absolute(address, "https://blog.example/x") == "https://blog.example/evil.example/a.png"
    assert "evil.example" in article.html


def test_a_picture_can_be_shown_from_an_address_of_ones_own():
    policy = local({CDN: "https://mine.example/1.png"})
    (img,) = shown([Image(url=CDN)], policy).iter("img")
    assert img.get("src") == "https://mine.example/1.png"
    (image,) = show_images(etree.fromstring("<article><img/></article>"), [Image(url=CDN)], policy)
    assert image.path is None


def test_a_users_own_policy_chooses_by_picture():
    policy = ImagePolicy(
        address=lambda image: None if image.role == "qrcode" else image.url,
        instead=lambda image: "[二维码]",
        markdown=NO_REFERRER.markdown,
    )
    tree = shown([Image(url=CDN, role="qrcode"), Image(url=CDN)], policy)
    assert etree.tostring(tree[0], encoding="unicode", method="text") == "[二维码]"
    assert [el.get("src") for el in tree.iter("img")] == [CDN]


def test_pictures_that_left_the_tree_do_not_shift_the_others():
    tree = etree.fromstring(f"<article><img src='{CDN}'/><img src='https://unknown.example/'/></article>")
    show_images(
        tree, [Image(url=f"{WX}/640", alt="一"), Image(url=CDN, alt="二"), Image(url=f"{WX}/0")], REMOTE
    )
    assert [(el.get("src"), el.get("alt")) for el in tree] == [
        (CDN, "二"),
        ("https://unknown.example/", None),
    ]


def test_policies_have_names():
    assert policy_named("no-referrer") is NO_REFERRER
    assert policy_named("DROP") is DROP
    assert policy_named("alt_text uncropped") == ALT_TEXT.at(UNCROPPED)
    for name in ("", "nothing", "drop huge", "https://p.example/"):
        with pytest.raises(ValueError):
            policy_named(name)
