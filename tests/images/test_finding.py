"""Pictures of elements: which address is the best, what its attributes say, what is noted."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from folders import PAGES
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wechatclean.images.addresses import AS_IS, ORIGINAL, UNCROPPED
from wechatclean.images.finding import find_image
from wechatclean.images.image import Image, image_at
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
    assert notes == ["a picture has no network address, only a local copy"]
    assert found(f'<img src="{src}">', has_own_files=True) == (found(f'<img src="{src}">')[0], [])


@pytest.mark.parametrize("name", ["page_files/640(3).png", f"{'茶' * 60}_files/640(3).png"])
def test_copies_of_many_pictures_are_one_note_that_names_their_files(name):
    notes = Notes()
    for _ in range(9):
        find_image(element(f'<img src="{name}">'), notes)
    (note,) = notes.all()
    assert (note.count, len(note.places)) == (9, 5)
    assert all(place.text.endswith("_files/640(3).png") for place in note.places)


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


def test_an_image_comes_back_from_json():
    image = found(f'<img data-src="{WX}/640" data-w="10" data-ratio="2" alt="图 1">')[0]
    assert Image.model_validate_json(image.model_dump_json()) == image


def test_a_picture_has_one_file_name_wherever_its_address_stands():
    image, _ = found(f'<img data-src="{WX}/640" alt="图">')
    assert image.filename == image_at(f"{WX}/640").filename


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
