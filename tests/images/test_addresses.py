"""Addresses of pictures: what is taken, what becomes of it, which rendition is asked for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wechatclean.images.addresses import _USUAL, AS_IS, ORIGINAL, UNCROPPED, WIDTH_640, absolute, locate, location_of
from wechatclean.images.image import image_at

WX = "https://mmbiz.qpic.cn/mmbiz_png/KEY"


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
        ("https://cdn.example/\"onload='x'.png", "https://cdn.example/%22onload='x'.png"),
        ("https://cdn.example/<b>.png", "https://cdn.example/%3Cb%3E.png"),
        ("https://cdn.example/图.png", "https://cdn.example/%E5%9B%BE.png"),
        ("https://图片.example/a.png", "https://xn--wcsw84d.example/a.png"),
        ("https://evil.example\\@mmbiz.qpic.cn/a", "https://evil.example/@mmbiz.qpic.cn/a"),
        ("www.example.com/a.png", "https://www.example.com/a.png"),
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
            assert re.fullmatch(r"https?://[^\s\"<>\\`]+", url)
            known = locate(url).url
            assert locate(absolute(known)).url == known


@given(st.from_regex(re.compile(_USUAL.pattern, _USUAL.flags), fullmatch=True), st.sampled_from(["", "png", "茶"]))
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
