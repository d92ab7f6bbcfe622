"""A site of a caller's own: what is wrong with it is said with its name."""

from __future__ import annotations

import pytest

from wechatclean import Cleaner
from wechatclean.sites.site import Site

PAGE = "<html><body><div id='js_content'>水</div><p class='s'>茶</p></body></html>"


def site(**options):
    return Site("tea", "茶馆", "https://t.example/", **{"owns": lambda source: True} | options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"owns": "t.example"}, "owns of the site 'tea' is a function, not 't.example'"),
        ({"read_fragment": None}, "read_fragment of the site 'tea' is a function, not None"),
        ({"containers": ("class", "s")}, "containers of the site 'tea' are like .'class', 'story'., not"),
        ({"containers": "class"}, "containers of the site 'tea' are like"),
        ({"selectors": {"author": "x"}}, "selectors of the site 'tea' are tuples of selectors .*, not 'author': 'x'"),
    ],
)
def test_what_makes_no_site_is_refused(options, words):
    with pytest.raises(TypeError, match=words):
        site(**options)


@pytest.mark.parametrize(
    ("options", "source", "words"),
    [
        ({"read_fragment": lambda source, body: None}, "<p>茶</p>", "read_fragment of the site 'tea' returned None"),
        ({"open": lambda source, limits: "x"}, PAGE, "the site 'tea' found 'x', which is neither a Located nor None"),
    ],
)
def test_what_a_site_finds_is_checked(options, source, words):
    with pytest.raises(TypeError, match=words):
        Cleaner(sites=(site(**options),)).clean(source)
