"""An image by itself: its words, its key, its headers, the name of its file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wechatclean.images.image import Image, image_at, spoken_alt

WX = "https://mmbiz.qpic.cn/mmbiz_png/KEY"
CDN = "https://cdn.example/a.png"

AUTOMATIC = "图片| 图片 |跳转二维码|cover_image|null|IMG_2023.jpg|640?wx_fmt=png|https://a.example/x|image-20210310"


@pytest.mark.parametrize("alt", AUTOMATIC.split("|"))
def test_what_an_editor_wrote_is_no_alt(alt):
    assert spoken_alt(alt) == ""


@pytest.mark.parametrize(
    "alt", ["图 1", "[强]", "鸟哥笔记的首页", "image of a cat", "640 像素", "第三章.总结"]
)
def test_what_a_person_wrote_stays(alt):
    assert spoken_alt(alt) == alt


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
