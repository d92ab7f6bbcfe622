"""Pictures: which address is taken, what becomes of it, and how each policy shows it."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from folders import PAGES
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wechatclean.images.addresses import _USUAL, AS_IS, absolute, locate, location_of
from wechatclean.images.finding import find_image
from wechatclean.images.image import Image, image_at, spoken_alt
from wechatclean.images.policies import ORIGINAL, UNCROPPED, WIDTH_640
from wechatclean.notes import Notes

WX = "https://mmbiz.qpic.cn/mmbiz_png/KEY"
CDN = "https://cdn.example/a.png"


def element(markup):
    (body,) = etree.HTML(f"<body>{markup}</body>").iter("body")
    return next(body.iter("img", "image"))


def found(markup, **options):
    """The picture of *markup*'s first element, and what the notes say."""
    notes = Notes()
    return find_image(element(markup), notes, **options), [note.message for note in notes.all()]


# -- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (f"{WX}/640?wx_fmt=png", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/640?tp=webp&from=appmsg&watermark=1", f"{WX}/640?from=appmsg&watermark=1"),
        (f"{WX}/640?wx_fmt=png&tp=webp&wxfrom=5&wx_lazy=1&wx_co=1", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/640?tp=wxpic&wx_fmt=png&wxfrom=19", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/640?wx_fmt=png&retryload=2&usePicPrefetch=1", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/640?wx_fmt=png&amp;amp;tp=webp&amp;from=appmsg", f"{WX}/640?wx_fmt=png&from=appmsg"),
        (f"{WX}/640?wx_fmt=png#imgIndex=12", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/640?", f"{WX}/640"),
        (f"{WX}/640.png?tp=webp", f"{WX}/640.png"),
        (f"{WX}/?wx_fmt=png", f"{WX}/640?wx_fmt=png"),
        (f"{WX}?wx_fmt=png", f"{WX}/640?wx_fmt=png"),
        (f"{WX}/s640?wx_fmt=gif", f"{WX}/640?wx_fmt=gif"),
        (f"{WX}/0", f"{WX}/0"),
        (f"{WX}/300?wx_fmt=png", f"{WX}/300?wx_fmt=png"),
        (f"http:{WX[6:]}/640", f"{WX}/640"),
        (f"{WX[6:]}/640", f"{WX}/640"),
        (f"{WX[8:]}/640", f"{WX}/640"),
        (f"HTTPS:{WX[6:].replace('mmbiz.qpic', 'MMBIZ.Qpic')}/640", f"{WX}/640"),
        (f"  {WX}/6\n40 ", f"{WX}/640"),
        (f"https://rss.example/static/res/logo/{WX}/640?tp=webp", f"{WX}/640"),
        ("http://mmbiz.qlogo.cn/mmbiz/KEY/0?wx_fmt=jpeg", "https://mmbiz.qlogo.cn/mmbiz/KEY/0?wx_fmt=jpeg"),
        ("https://mmecoa.qpic.cn/sz_mmecoa_png/KEY/640?tp=webp", "https://mmecoa.qpic.cn/sz_mmecoa_png/KEY/640"),
        ("http://mmsns.qpic.cn/mmsns/KEY/0", "https://mmsns.qpic.cn/mmsns/KEY/0"),
        ("http://wx.qlogo.cn/mmhead/KEY/132", "https://wx.qlogo.cn/mmhead/KEY/132"),
    ],
)  # fmt: skip
def test_an_address_on_wechats_hosts_is_normalised(written, wanted):
    assert image_at(written).url == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.example/640.png?tp=webp&wxfrom=5#imgIndex=3",
        "http://cdn.example/a/",
        "https://cdn.example/a.png?imageView2/1/w/312/h/240",
        "https://img.yzcdn.example/b.jpg!730x0.jpg",
        "https://qnssl.niaogebiji.com//6cdd.png",
        "https://res.wx.qq.com/mpres/smiley_83.png?tp=webp",
        "https://a.example/%E5%9B%BE/(1)_*.png?a=[1]&b=c|d&copy=1",
        "https://user@mmbiz.qpic.cn.evil.example/mmbiz/k/640?tp=webp",
        "http://127.0.0.1:8000/a.png",
    ],
)
@pytest.mark.parametrize("size", [AS_IS, WIDTH_640, ORIGINAL, UNCROPPED])
def test_an_address_on_any_other_host_stays_as_it_is(url, size):
    assert image_at(url, size=size).url == url


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("https://cdn.example/a.png?a=1&amp;amp;b=2", "https://cdn.example/a.png?a=1&b=2"),
        ("https://cdn.example/a b\u3000c.png", "https://cdn.example/a%20b%E3%80%80c.png"),
        ("https://cdn.example/\"onload='x'.png", "https://cdn.example/%22onload=%27x%27.png"),
        ("https://cdn.example/<b>.png", "https://cdn.example/%3Cb%3E.png"),
        ("https://cdn.example/图.png", "https://cdn.example/%E5%9B%BE.png"),
        ("https://图片.example/a.png", "https://xn--wcsw84d.example/a.png"),
    ],
)
def test_of_any_other_host_only_scheme_entities_and_what_may_not_stand_in_a_url_change(written, wanted):
    assert image_at(written).url == wanted


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#",
        "null",
        "undefined",
        "about:blank",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\u200bscript:alert(1)",
        "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
        "data:text/html,<script>",
        "blob:https://mp.weixin.qq.com/1",
        "file:///C:/a.png",
        "file_files/640(3)",
        "./file_files/640.png",
        "https://",
        "https://[/a.png",
        "https://evil.example\\@mmbiz.qpic.cn/a",
        "https://cdn.example/" + "a" * 20_000,
    ],
)
def test_what_is_no_address_on_the_network_is_no_picture(written):
    assert image_at(written) is None


def test_a_relative_address_is_completed_with_its_pages():
    assert image_at("../a.png", base="https://site.example/x/y.html").url == "https://site.example/a.png"
    assert image_at("/a.png", base="http://[") is None


@pytest.mark.parametrize(
    ("size", "written", "wanted"),
    [
        (ORIGINAL, f"{WX}/640?wx_fmt=png", f"{WX}/0?wx_fmt=png"),
        (ORIGINAL, f"{WX}/640.png", f"{WX}/0"),
        (ORIGINAL, f"{WX}/?wx_fmt=png", f"{WX}/0?wx_fmt=png"),
        (UNCROPPED, f"{WX}/640?wx_fmt=png", f"{WX}/0?wx_fmt=png"),
        (WIDTH_640, f"{WX}/640.png", f"{WX}/640"),
        (WIDTH_640, f"{WX}/0?wx_fmt=png", f"{WX}/640?wx_fmt=png"),
        (WIDTH_640, f"{WX}/0?wx_fmt=gif", f"{WX}/0?wx_fmt=gif"),
        (WIDTH_640, f"{WX}/0?wx_fmt=svg", f"{WX}/0?wx_fmt=svg"),
        (WIDTH_640, "https://mmbiz.qpic.cn/mmbiz_gif/KEY/0", "https://mmbiz.qpic.cn/mmbiz_gif/KEY/0"),
        (ORIGINAL, "https://wx.qlogo.cn/mmhead/KEY/132", "https://wx.qlogo.cn/mmhead/KEY/132"),
    ],
)
def test_a_size_is_asked_for(size, written, wanted):
    assert image_at(written, size=size).url == wanted


def test_all_renditions_of_a_picture_have_one_key():
    renditions = (
        "http://mmbiz.qpic.cn/mmbiz/KEY/0",
        f"{WX}/640?wx_fmt=png&tp=webp#imgIndex=1",
        f"{WX}/s640",
        f"{WX}/640.png",
        f"{WX}/",
        "https://mmbiz.qlogo.cn/mmbiz_png/KEY/300",
    )
    assert {image_at(url).key for url in renditions} == {"mmbiz/KEY"}
    assert image_at("https://mmbiz.qpic.cn/sz_mmbiz_png/KEY/640").key == "sz_mmbiz/KEY"
    assert image_at("http://wx.qlogo.cn/mmhead/K/0").key == image_at("https://wx.qlogo.cn/mmhead/K/132").key


def test_a_foreign_address_is_its_own_key_but_for_thumbnail_parameters():
    assert image_at("http://cdn.example/a?id=1").key != image_at("http://cdn.example/a?id=2").key
    assert image_at("http://cdn.example/a").key == image_at("https://cdn.example/a?imageView2/1/w/9").key


@given(st.text(alphabet=st.sampled_from("htps:/.mbizqc&;amp?#=wxf_ta\\@\"'<> \n\u200b[]0")) | st.text())
def test_whatever_is_written_an_address_is_absolute_and_stays_what_it_is(text):
    for start in ("", "https://mmbiz.qpic.cn/mmbiz_png/", "//a.example/"):
        url = absolute(start + text)
        if url is not None:
            assert re.fullmatch(r"https?://[^\s\"'<>\\]+", url)
            known = locate(url).url
            assert locate(absolute(known)).url == known


@given(st.from_regex(_USUAL, fullmatch=True), st.sampled_from(["", "png", "茶"]))
def test_an_address_read_in_one_step_is_what_it_would_be_in_many(url, declared):
    assert location_of(url, declared=declared) == locate(absolute(url), declared=declared)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (f"{WX}/640?wx_fmt=jpeg", "jpeg"),
        (f"{WX}/640?wx_fmt=other", "png"),
        (f"{WX}/640", "png"),
        ("https://mmbiz.qpic.cn/mmbiz/KEY/0", None),
        ("https://mmbiz.qpic.cn/mmbiz_svg/KEY/0?wx_fmt=svg", "svg"),
        ("https://cdn.example/a.JPG?x=1", "jpeg"),
        ("https://cdn.example/wx_fmt=png", None),
    ],
)
def test_the_format_is_read_from_the_address(url, wanted):
    assert image_at(url).format == wanted


# -- elements ----------------------------------------------------------------------------------------------

PIXEL = "data:image/gif;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQImWNgYGBgAAAABQABh6FO1A"
TEN_BY_FIVE = "data:image/gif;base64,R0lGODlhCgAFAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.mark.parametrize(
    "markup",
    [
        f'<img data-src="{WX}/640">',
        f'<img data-src="{WX}/640" src="https://other.example/a.png">',
        f'<img src="{WX}/640" data-original="https://other.example/a.png">',
        f'<img src="{PIXEL}" data-src="{WX}/640">',
        f'<img src="page_files/640(3)" data-src="{WX}/640">',
        f'<img src="" data-src="" data-original="{WX}/640">',
        f'<img data-backsrc="{WX}/640">',
        f'<img src="{PIXEL}" data-croporisrc="{WX}/640">',
        f'<img src="a.png" data-before-oversubscription-url="{WX}/640">',
        f'<img srcset="{WX}/300 300w, {WX}/640 640w">',
        f'<picture><source srcset="{WX}/640"><img src="{PIXEL}"></picture>',
        f'<svg><image href="{WX}/640"></image></svg>',
        f'<svg><image xlink:href="{WX}/640"></image></svg>',
        f'<img data-src="{WX}/640" data-croporisrc="https://mmbiz.qpic.cn/mmbiz_png/WHOLE/">',
    ],
)
def test_the_best_address_is_taken(markup):
    image, notes = found(markup)
    assert (image.url, notes) == (f"{WX}/640", [])


def test_the_picture_before_cropping_is_taken_on_request():
    markup = f'<img data-w="9" data-src="{WX}/640" data-croporisrc="https://mmbiz.qpic.cn/mmbiz_png/WHOLE/?wx_fmt=png">'
    image, _ = found(markup, size=UNCROPPED)
    assert image.url == "https://mmbiz.qpic.cn/mmbiz_png/WHOLE/0?wx_fmt=png"
    assert (image.width, image.height) == (None, None)
    assert found(markup, size=ORIGINAL)[0].url == f"{WX}/0"


@pytest.mark.parametrize(
    "src", ["", PIXEL, "#", "data:image/svg+xml;base64,PHN2Zz4=", "data:text/html;base64,R0lGODlhCgAFAIAA"]
)
def test_a_placeholder_is_no_picture_and_noted(src):
    assert found(f'<img src="{src}">') == (None, ["a picture has no address"])


@pytest.mark.parametrize("src", ["page_files/640(3)", "../images/a b/001.jpg", "茶_files/640"])
def test_a_local_copy_is_taken_where_there_is_nothing_better_and_noted(src):
    image, notes = found(f'<img src="{src}" data-src="{PIXEL}">')
    assert image.url == src.replace(" ", "%20")
    assert notes == [f"a picture has no network address, only a local copy: {src}"]


def test_a_local_copy_is_called_what_its_file_is():
    assert found('<img src="./%E8%8C%B6%20_files/640%FF%E8">')[0].url == "./茶%20_files/640%FF%E8"


def test_a_relative_address_is_completed_where_the_pages_is_known():
    image, notes = found('<img src="/up/a.png">', base="https://site.example/p/1.html")
    assert (image.url, notes) == ("https://site.example/up/a.png", [])


def test_an_embedded_raster_picture_is_typed_by_its_bytes():
    image, notes = found(f'<img src="{TEN_BY_FIVE.replace("gif", "png", 1)}">')
    assert (image.url, image.format, image.width, image.height, notes) == (TEN_BY_FIVE, "gif", 10, 5, [])


NAMES = (
    "data-src",
    "src",
    "srcset",
    "alt",
    "data-w",
    "data-ratio",
    "data-croporisrc",
    "data-type",
    "referrerpolicy",
)
VALUES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"])) | st.sampled_from(
    ["https://", "//", "data:image/png;base64,AAAA", f"{WX}/640", "0.5", "1e9", "http://[", "a, b 2x", "#"]
)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.sampled_from([AS_IS, ORIGINAL, UNCROPPED]))
def test_whatever_the_attributes_say_the_picture_has_an_address_or_there_is_a_note(attributes, size):
    notes = Notes()
    image = find_image(etree.Element("img", attributes), notes, size=size)
    assert (image is None or not image.url.startswith(("http://", "https://", "data:image/"))) == bool(
        notes.all()
    )


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ('data-w="1080" data-ratio="0.5625"', (1080, 608)),
        ('data-w="1080" width="20" height="20"', (1080, None)),
        ('data-w="auto" data-ratio="0.5" width="20" height="10"', (20, 10)),
        ('width="100%" height="auto"', (None, None)),
        ('data-w="0" data-ratio="NaN"', (None, None)),
        ('data-w="999999999" data-ratio="1e999"', (None, None)),
        ('data-w="1080" data-ratio="-2"', (1080, None)),
    ],
)
def test_pixels_are_read(attributes, wanted):
    image, _ = found(f'<img src="{CDN}" {attributes}>')
    assert (image.width, image.height) == wanted


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        (f'src="{WX}/640"', "no-referrer"),
        (f'src="{WX}/640" referrerpolicy="unsafe-url"', "no-referrer"),
        ('src="https://wx.qlogo.cn/mmhead/K/0"', "no-referrer"),
        (f'src="{CDN}"', None),
        (f'src="{CDN}" referrerpolicy="Origin"', "origin"),
        (f'src="{CDN}" referrerpolicy="never"', None),
    ],
)
def test_the_referrer_policy_is_the_hosts_or_the_pages(attributes, wanted):
    assert found(f"<img {attributes}>")[0].referrer_policy == wanted


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        (f'src="{WX}/640"', "body"),
        (f'src="{WX}/640" data-imgqrcoded="1"', "qrcode"),
        ('src="https://res.wx.qq.com/t/wx_fed/we-emoji/res/assets/newemoji/Cold.png"', "emoji"),
        (f'src="{CDN}" class="icon_emoji_live we-emoji"', "emoji"),
    ],
)
def test_the_role_is_read(attributes, wanted):
    assert found(f"<img {attributes}>")[0].role == wanted


AUTOMATIC = "图片| 图片 |跳转二维码|cover_image|null|IMG_2023.jpg|640?wx_fmt=png|https://a.example/x|image-20210310|鸟哥笔记,运营,标签"


@pytest.mark.parametrize("alt", AUTOMATIC.split("|"))
def test_what_an_editor_wrote_is_no_alt(alt):
    assert spoken_alt(alt) == ""


@pytest.mark.parametrize(
    "alt", ["图 1", "[强]", "鸟哥笔记的首页", "image of a cat", "640 像素", "第三章.总结"]
)
def test_what_a_person_wrote_stays(alt):
    assert spoken_alt(alt) == alt


# -- the model ---------------------------------------------------------------------------------------------


def test_an_image_comes_back_from_json():
    image = found(f'<img data-src="{WX}/640" data-w="10" data-ratio="2" alt="图 1">')[0]
    assert Image.model_validate_json(image.model_dump_json()) == image


def test_an_image_made_by_hand_knows_its_key_and_its_policy():
    image = Image(url=f"{WX}/640")
    assert (image.key, image.referrer_policy) == ("mmbiz/KEY", "no-referrer")
    assert image.request_headers == {"Referer": "https://mp.weixin.qq.com/"}
    assert Image(url=CDN).request_headers == {}


@given(st.text())
def test_a_file_name_is_safe_everywhere(path):
    for url in (f"https://a.example/{path}", f"{WX}{path}/640", path):
        assert re.fullmatch(r"(?:[a-z0-9-]{0,40})[0-9a-f]{16}", Image(url=url).filename)


def test_every_url_has_a_file_name_of_its_own():
    urls = (f"{WX}/640", f"{WX}/0", f"{WX}2/640", "https://a.example/a.png", "https://b.example/a.png")
    assert len({image_at(url).filename for url in urls}) == len(urls)
    assert image_at(urls[0]).filename == found(f'<img data-src="{urls[0]}" alt="图">')[0].filename


# -- real pages --------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PAGES.is_dir(), reason="real pages are not here")
def test_on_real_pages_no_foreign_address_changes_and_every_one_is_absolute_or_noted():
    seen = 0
    for path in sorted(PAGES.rglob("*")):
        if path.suffix not in (".html", ".md"):
            continue
        tree = etree.HTML(path.read_bytes(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        for el in tree.iter("img", "image"):
            notes = Notes()
            image = find_image(el, notes)
            if image is None or not image.url.startswith(("http://", "https://", "data:image/")):
                assert notes.all(), path.name
                continue
            host = urlsplit(image.url).hostname or ""
            if not host.endswith((".qpic.cn", ".qlogo.cn")) and host:
                attributes = {
                    html.unescape(re.sub("^//", "https://", value.strip())) for value in el.attrib.values()
                }
                assert html.unescape(image.url) in attributes, path.name
                seen += 1
    assert seen > 80
