"""A tag may have as many attributes as any page has, and not as many as would take libxml2 a minute."""

from __future__ import annotations

import pytest

import wechatclean
from wechatclean.html.attributes import check_attributes
from wechatclean.limits import Limits

NAMES = [f"a{n}" for n in range(9)]
TAGS = {
    "with values": "<p " + " ".join(f"{name}=1" for name in NAMES) + ">",
    "without": "<P " + "\n".join(NAMES) + ">",
    "with slashes between": "<img " + "/".join(NAMES) + ">",
    "with nothing between": "<p " + "".join(f"{name}='1'" for name in NAMES) + ">",
    "with what ends a tag in them": "<p " + " ".join(f'{name}="</p>"' for name in NAMES) + ">",
    "with what begins one": "<p " + " ".join(f"{name} <" for name in NAMES) + ">",
    "of a tag that never ends": "<p " + " ".join(NAMES),
    "of an end tag": "</p " + " ".join(NAMES) + ">",
}
NONE = {
    "in a comment": "<!--" + TAGS["without"] + "-->",
    "in a comment that ends otherwise": "<!--" + TAGS["without"] + "--!>",
    "in a script": "<script>1 " + TAGS["without"] + "</script>",
    "in a style": "<STYLE>" + TAGS["without"] + "</style>",
    "in a value": f'<p title="{TAGS["without"]}">',
    "of one name": "<p " + "a=1 A=2 " * 9 + ">",
    "as text": "<p>" + " ".join(NAMES) + "</p>",
}


@pytest.mark.parametrize("name", TAGS)
def test_too_many_attributes(name):
    with pytest.raises(wechatclean.LimitError) as caught:
        check_attributes(f"<p>茶</p>{TAGS[name]}水".encode(), Limits(attributes=8))
    assert caught.value.limit == "attributes"
    check_attributes(f"<p>茶</p>{TAGS[name]}水".encode(), Limits(attributes=20))


@pytest.mark.parametrize("name", NONE)
def test_what_are_no_attributes_of_a_tag(name):
    check_attributes(f"<p>茶</p>{NONE[name]}<p title=a>水</p>".encode(), Limits(attributes=8))


CALLS = {
    "clean": wechatclean.clean,
    "to_markdown": wechatclean.to_markdown,
    "a post": lambda html: wechatclean.clean(f"---\ntitle: 茶\n---\n{html}"),
    "data": lambda html: wechatclean.clean_data({"title": "茶", "content": html}),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_way_in_is_bound(name):
    with pytest.raises(wechatclean.LimitError):
        CALLS[name]("<p " + " ".join(f"a{n}" for n in range(100_000)) + ">茶</p>")
