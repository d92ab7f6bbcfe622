"""Link targets: what opens a page stays, what says something of a person goes, what is dangerous is none."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wechatclean.html.addresses import absolute
from wechatclean.html.links import _AS_IT_IS, _web_address, normalise_link
from wechatclean.images import addresses as pictures

BASE = "https://mp.weixin.qq.com/s/abc"
BIZ = "__biz=MzA3MDAwMA==&mid=2650000001&idx=1&sn=0a1b2c3d"

LINKS = [
    # articles
    (f"http://mp.weixin.qq.com/s?{BIZ}&chksm=f0&scene=21#wechat_redirect", f"https://mp.weixin.qq.com/s?{BIZ}"),
    (f"https://mp.weixin.qq.com/s?{BIZ}".replace("&", "&amp;") + "&amp;token=77&amp;lang=zh_CN", f"https://mp.weixin.qq.com/s?{BIZ}"),
    (f"https://mp.weixin.qq.com/s?{BIZ}".replace("&", "&amp;amp;"), f"https://mp.weixin.qq.com/s?{BIZ}"),
    ("https://mp.weixin.qq.com/s?__biz=MzA%3D%3D&mid=1&idx=2&sn=a", "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&idx=2&sn=a"),
    ("https://mp.weixin.qq.com/s/AbC-dEf_12345678901234?scene=1&key=secret&uin=77#rd", "https://mp.weixin.qq.com/s/AbC-dEf_12345678901234"),
    ("//mp.weixin.qq.com/s/AbC-dEf_12345678901234", "https://mp.weixin.qq.com/s/AbC-dEf_12345678901234"),
    ("/s/AbC-dEf_12345678901234", "https://mp.weixin.qq.com/s/AbC-dEf_12345678901234"),
    ("https://mp.weixin.qq.com/s?src=11&timestamp=1500000000&ver=300&signature=a*b&new=1&pass_ticket=x", "https://mp.weixin.qq.com/s?src=11&timestamp=1500000000&ver=300&signature=a*b&new=1"),
    ("http://mp.weixin.qq.com/mp/appmsg/show?__biz=MjM=&appmsgid=10000&itemidx=1&sign=ab&uin=1", "https://mp.weixin.qq.com/mp/appmsg/show?__biz=MjM=&appmsgid=10000&itemidx=1&sign=ab"),
    ("http://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzA=&action=getalbum&album_id=12&scene=173#wechat_redirect",
        "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzA=&action=getalbum&album_id=12"),
    # other pages of the same host keep what they may need
    ("https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA=&scene=124&pass_ticket=x#wechat_redirect",
        "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA="),
    ("https://mp.weixin.qq.com/cgi-bin/home?t=home/index&lang=zh_CN&token=1234", "https://mp.weixin.qq.com/cgi-bin/home?t=home/index"),
    ("https://mp.weixin.qq.com/a/b?x=1#part", "https://mp.weixin.qq.com/a/b?x=1#part"),
    # other hosts stay as they are
    ("http://example.com/a?token=1&copy=2&scene=3#part", "http://example.com/a?token=1&copy=2&scene=3#part"),
    ("HTTPS://Example.com/路径?词=值", "https://Example.com/%E8%B7%AF%E5%BE%84?%E8%AF%8D=%E5%80%BC"),
    ("https:/example.com/a", "https://example.com/a"),
    ("https:\\\\example.com\\a", "https://example.com/a"),
    ("\\\\example.com\\a?b\\c", "https://example.com/a?b%5Cc"),
    ("//example.com", "https://example.com"),
    ("https://exa\0mple.com/", None),
    ("https://example\x7f.com/", None),
    ("www.example.com/a", "https://www.example.com/a"),
    ('https://example.com/a b"c<d>e`f{g}', "https://example.com/a%20b%22c%3Cd%3Ee%60f%7Bg%7D"),
    ("https://example.com/a|b^c'd?a|b^c'd{e}f#a|b^c'd{e}", "https://example.com/a|b%5Ec'd?a|b^c%27d{e}f#a|b^c'd{e}"),
    ("https://example.com/a\u2028b\x01c", "https://example.com/a%E2%80%A8b%01c"),
    ("https://me{:s'[ecret@example.com/", "https://me%7B:s'%5Becret@example.com/"),
    ("https://茶.example/水", "https://xn--cl1a.example/%E6%B0%B4"),
    ("https://example.com/%E4%B8%AD", "https://example.com/%E4%B8%AD"),
    ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
    ("  https://example.com/\u200b\n ", "https://example.com/"),
    ("mailto:a@example.com", "mailto:a@example.com"),
    ("tel:+86 10 1234", "tel:+86%2010%201234"),
    # dead ones
    ("", None),
    (" \u3000", None),
    ("#", None),
    ("#part", None),
    ("https://", None),
    ("http:", None),
    ("mailto:", None),
    ("https://a b/c", None),
    ("https://[::1/a", None),
    ("https://[1:2]/a", None),
    ("https://example.com:65536/", None),
    ("https://茶／example.com/", None),
    ("https://a.example＠evil.example/", None),
    ("https://a.example：80/", None),
    ("https://a.example？b", None),
    ("https://a.example＃b", None),
    ("https://a％41.example/", None),
    ("https:（//a.example/b.png", None),
    ("https://ａ.ｅxample。com/", "https://a.example.com/"),
    ("https://茶..example/", None),
    ("https://<script>/", None),
    # dangerous ones
    ("javascript:alert(1)", None),
    ("JaVaScRiPt:alert(1)", None),
    ("java\tscript:alert(1)", None),
    ("\x01javascript:alert(1)", None),
    ("java\u200bscript:alert(1)", None),
    ("\u00a0javascript:alert(1)", None),
    ("data:text/html,<script>1</script>", None),
    ("vbscript:x", None),
    ("file:///etc/passwd", None),
    ("blob:https://example.com/a", None),
    ("weixin://dl/business", None),
    ("x-javascript:1", None),
]  # fmt: skip


@pytest.mark.parametrize(("href", "url"), LINKS, ids=[repr(href)[:60] for href, _ in LINKS])
def test_link(href, url):
    assert normalise_link(href, BASE) == url


def test_a_relative_link_without_a_base_leads_nowhere():
    assert normalise_link("a/b") is None
    assert normalise_link("a/b", "https://example.com/x/y") == "https://example.com/x/a/b"


ANY = st.text() | st.lists(
    st.sampled_from([
        "http", "https", "javascript", "mailto", ":", "/", "//", "\\", "?", "#", "&", "&amp;", "=", "@",
        "[", "]", "%", "%zz", "mp.weixin.qq.com", "example.com", "/s/", "__biz", "token", "\t", "\u200b",
        "\ud800", "中", " ", "a", "..", "www.",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@given(ANY)
def test_any_text_gives_a_safe_address_or_none(href):
    url = normalise_link(href, BASE)
    if url is not None:
        assert urlsplit(url).scheme in {"http", "https", "mailto", "tel"}
        assert not set(url) & set(' \t\n\r"<>`\\')
        assert url.startswith(("mailto:", "tel:")) or urlsplit(url).netloc


@given(ANY)
def test_a_clean_link_stays_as_it_is(href):
    url = normalise_link(href, BASE)
    assert url is None or normalise_link(url, BASE) == url


@given(st.from_regex(re.compile(_AS_IT_IS.pattern, _AS_IT_IS.flags), fullmatch=True))
def test_an_address_that_is_taken_as_it_is_would_come_out_so(href):
    assert _web_address(href, None) == href


@given(ANY)
def test_links_and_pictures_are_read_alike(rest):
    for start in ("https:", "//", "www.example.com/"):
        assert pictures.absolute(start + rest, BASE) == absolute(start + rest, BASE)
