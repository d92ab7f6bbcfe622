"""The work grows as the document does and no faster: counted, as times differ from machine to machine.

Work of lxml's searches is counted by the elements that they visit. What one call of a string's method or of a regular
expression costs is not seen here: ``test_regexes.py`` and ``test_shapes.py`` bound that, and ``benchmarks/growth.py``
measures it.
"""

from __future__ import annotations

import contextlib
from functools import partial

import pytest
from effort import effort
from shapes import SHAPES

import wechatclean
from wechatclean.elements import PLUGINS, RULES
from wechatclean.html.parser import parse

GROWTH = 4.4  # at most, for four times as much; quadratic would be sixteen


def work(page):
    return effort(partial(outcome, page))


def outcome(page):
    with contextlib.suppress(wechatclean.NotAnArticle):  # of some elements nothing is shown
        wechatclean.clean(page)


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_as_much_is_four_times_the_work(name):
    shape = SHAPES[name]
    n = min(100, shape.full // 4)
    outcome(shape.page(3))  # what is imported or compiled once
    few, many = work(shape.page(n)), work(shape.page(4 * n))  # in this order: some styles are remembered
    assert many < GROWTH * few


DRAWN = (
    "<p style='font-size: 20px'><b>{}、茶</b></p><p>水</p>",
    "<p style='border-left: 1px solid'>{}水</p><p>• 一</p><p>• 二</p>",
    "<p style='color: #{:06x}'><b>茶</b></p><p><img src='https://a.example/{}.png'></p><p>▲ 图</p>",
    "<p>1、茶<br>2、水</p><p>{}</p>",
    "<section style='border: 1px solid; font-size: 1.01em'>{}",
)


@pytest.mark.parametrize("unit", DRAWN)
def test_what_is_drawn_is_looked_at_once(unit):
    def recovering(n):
        wechatclean.clean("".join(unit.format(k, k) for k in range(n)), recover=True)

    recovering(3)
    few, many = effort(partial(recovering, 50)), effort(partial(recovering, 200))
    assert many < GROWTH * few


STYLES = (
    "font-weight: bold", "font-style: italic", "text-decoration: line-through", "vertical-align: super", "font-size: 0",
    "visibility: hidden", "color: transparent", "opacity: 0.5", "white-space: pre",
    "display: inline-block", "white-space: pre-wrap",
    "font-family: monospace; white-space: pre", "font-family: monospace; white-space: pre-wrap",
    "display: flex", "float: left", "position: absolute", "text-align: center", "height: 0; overflow: hidden",
    "background-image: url(https://a.example/b.png); height: 100px", "padding: 1em; border: 1px solid",
)  # fmt: skip
OPENINGS = [
    *(f"<{tag}>" for tag in ["section", "span", "a href='https://a.example/'", *RULES.tags]),
    *(f"<section class='{word}'>" for word in RULES.classes),
    *(f"<section {name}='1'>" for name in RULES.attributes),
    *(f"<section data-pluginname='{name}'>" for name in PLUGINS),
    *(f"<section style='{style}'>" for style in STYLES),
    *(f"<{name}>" if name[0] != "." else f"<section class='{name[1:]}'>" for name in RULES.unshown),
    "<section class='js_blockquote_wrap' data-author-name='甲'>",
    "<code style='display: block'>",
    "<pre><section>茶</section><div>",
    "<table><tr><td style='user-select: none'>1<pre>",
    "<svg role='img' focusable='false'>",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_levels_of_an_element_are_looked_at_once(opening):
    """In each other, with a style as editors write, and as many paragraphs in the innermost."""

    def page(n):
        boxes = opening.replace(">", ' style="margin: 0">') * n
        return f"<p>春</p>{boxes}" + '<p style="margin: 0">茶</p>' * n + f"</{opening[1:-1].split()[0]}>" * n

    outcome(page(3))
    few, many = work(page(60)), work(page(240))
    assert many < GROWTH * few


def test_what_is_searched_again_for_each_level_is_seen():
    def search(levels):
        root = parse("<div>" * levels + "<p>茶</p>" * levels)
        return sum(next(box.iter("img"), None) is not None for box in root.iter("div"))

    assert effort(lambda: search(400)) > 12 * effort(lambda: search(100))
