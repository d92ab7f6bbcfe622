"""Attributes of every name that HTML lets a page write, on every element that has a rule: they are passed by."""

from __future__ import annotations

import pytest

import wechatclean
from wechatclean.elements import RULES

NAMES = ("{", "{x}y", "{}", "}", "a:b", ":", "'", "<", "@click", "茶", "\x01")
ELEMENTS = sorted(
    {
        *(f"<{tag.replace('*', 'x')} NAME>" for tag in RULES.tags),
        *(f"<span class='{word}' NAME>" for word in RULES.classes),
        *(f"<section {name}='true' NAME>" for name in RULES.attributes),
        *(f"<span {name[1:-1]}='true' NAME>" for name in RULES.shows if name[0] == "["),
        *(f"<span class='{name[1:]}' NAME>" for name in (*RULES.shows, *RULES.unshown) if name[0] == "."),
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_name_is_passed_by(name):
    parts = [f"<p>茶{opening}<i NAME>水</i><mi NAME>x</mi></p>" for opening in ELEMENTS]
    parts += [f"<math><mrow NAME>{opening}<mi NAME>x</mi></mrow></math>" for opening in ELEMENTS]
    for part in parts:
        article = wechatclean.clean("<p>春</p>" + part.replace("NAME", f"{name}='1'"))
        assert article.markdown.startswith("春")
