"""Every rule of the library, nested as deep as pages go and filled with what rules look for, costs what plain boxes do.

Four times as many levels around four times as much: four times as many elements are looked at. A rule that looks
through its element at each level looks at sixteen times as many. ``test_growth.py`` counts the lines that are executed.
"""

from __future__ import annotations

import contextlib
from functools import partial

import pytest
from effort import effort, visits

import wechatclean
from wechatclean.elements import PLUGINS, RULES
from wechatclean.html.properties import THEMES

GROWTH = 4.4
FEW, MANY = 40, 160
# What rules look for in their element, and what they look past.
FILLINGS = {
    "words": "<p>茶</p>",
    "inline words": "<b>茶</b> ",
    "numbers": "<span>1</span>",
    "nothing": "<i></i>",
    "pictures": '<img src="https://a.example/a.png">',
    "code": "<code>x</code>",
    "drawings": "<svg><g></g></svg>",
}
VALUES = {
    "display": ("none", "flex", "inline-block", "contents"),
    "float": ("left",),
    "position": ("absolute", "absolute; left: -9999px"),
    "visibility": ("hidden", "visible"),
    "opacity": ("0", "0.5"),
    "overflow": ("hidden", "hidden; height: 0"),
    "white-space": ("pre", "pre-wrap"),
    "color": ("transparent", "red"),
    "background": ("url(https://a.example/b.png)", "url(https://a.example/b.png); height: 100px"),
    "background-image": ("url(https://a.example/b.png); padding-bottom: 50%", "url(b.png); opacity: 0"),
    "transform": ("scale(0)", "none"),
}
WORDS = ("0", "url(https://a.example/b.png)")
OPENINGS = dict.fromkeys(
    [
        *(f"<{tag}>" for tag in RULES.tags),
        *(f"<section class='{word}'>" for word in RULES.classes),
        *(f"<section {name}='{value}'>" for name in RULES.attributes for value in ("1", "", "图片描述")),
        *(f"<section data-pluginname='{name}'>" for name in PLUGINS),
        *(f"<section class='{name[1:]}'>" if name[0] == "." else f"<{name}>" for name in RULES.unshown),
        *(f"<section {name}='https://a.example/b.png'>" for name in sorted(RULES.painted_by)),
        *(f"<section style='{name}: {value}'>" for theme in THEMES.values() for name in theme for value in WORDS),
        *(f"<section style='{name}: {value}'>" for name, values in VALUES.items() for value in values),
        "<section hidden>", "<dialog>", "<dialog open>", "<details>", "<figure>", "<picture>", "<source>", "<ul>",
        "<ol>", "<li>", "<table>", "<tr>", "<td>", "<blockquote>", "<h2>", "<b>", "<a href='https://a.example/'>",
        "<template>", "<select>", "<option>", "<button>", "<label>", "<ruby>", "<font size='1'>", "<foreignobject>",
        "<mask>",
        "<section class='js_blockquote_wrap' data-author-name='甲'>", "<svg role='img' focusable='false'>",
        "<code style='display: block; white-space: pre'>", "<math display='block'>", "<span class='math inline'>",
        "<svg style='background: url(https://a.example/b.png)'>", "<section label='图片描述'>",
    ]
)  # fmt: skip


def outcome(page):
    with contextlib.suppress(wechatclean.WechatCleanError):  # of some elements nothing is shown
        wechatclean.clean(page)


def looked_at(page):
    return visits(partial(outcome, page))


def nests(opening, n):
    """For each filling *n* levels of *opening* around *n* of it, the last of which is a picture or is not."""
    closing = f"</{opening[1:-1].split()[0]}>"
    return "<p>春</p>" + "".join(f"{opening * n}{filling * n}{closing * n}<p>水</p>" for filling in FILLINGS.values())


@pytest.mark.parametrize("opening", OPENINGS)
def test_levels_of_any_rule_are_looked_at_once(opening):
    outcome(nests(opening, 3))  # what is imported or compiled once
    few, many = looked_at(nests(opening, FEW)), looked_at(nests(opening, MANY))
    assert many < GROWTH * few


WIDE = {
    "a picture of many sources": lambda n: f"<picture>{'<source></source>' * n}{'<img>' * n}</picture>",
    "painted boxes in a row of cells": lambda n: (
        f"<table><tr>{'<td>茶</td>' * n}{'<p style=background:url(b.png);height:99px></p>' * n}</tr></table>"
    ),
    "painted cells": lambda n: f"<table><tr>{'<td style=background:url(b.png);height:99px></td>' * n}</tr></table>",
    "blocks of code in a deep pre": lambda n: (
        f"<pre>{'<span>' * n}{'<code style=display:block;white-space:pre>x</code>' * n}{'</span>' * n}</pre>"
    ),
    "blocks of code in deep boxes": lambda n: (
        f"{'<section>' * n}{'<code style=display:block;white-space:pre>x</code>' * n}{'</section>' * n}"
    ),
    "captions": lambda n: f"{'<figcaption>茶</figcaption><br>' * n}",
    "loaders with a noscript": lambda n: f"{'<img><noscript><img src=a.png></noscript>' * n}",
    "numbers of lines": lambda n: f"<pre>{'<ul class=code-snippet__line-index><li></li></ul><code>x</code>' * n}</pre>",
    "links of a paragraph": lambda n: f"<p>{'<a href=https://a.example/>*茶*<b>。</b></a>_水_ ' * n}</p>",
    "literal delimiters": lambda n: f"<p>{'a*b_c*d~e ' * n}</p>",
    "delimiters that touch": lambda n: f"<p>{'*_~' * n}茶</p>",
    "quoted bold": lambda n: f"<p>{'<b>“茶”</b>水' * n}</p>",
    "emphasis of three kinds": lambda n: f"<p>{'<b>茶<i>水<del>火</del></i></b>' * n}</p>",
    "formulas": lambda n: f"<p>{'<span data-formula=a_b*c>x</span>*' * n}</p>",
    "spaces before an end": lambda n: f"<p>{'<b>茶 </b><i> 水</i>' * n}</p>",
    "footnotes": lambda n: f"<p>{'茶<sup>[1]</sup>' * n}</p><h3>参考资料</h3>{'<p>[1] https://a.example/</p>' * n}",
    "comments that never end": lambda n: "<p>茶</p>" + "<!--" * n,
    "tags that never end": lambda n: "<p>茶</p>" + "<a b='" * n,
    "ends without a start": lambda n: "<p>茶</p>" + "</b></section></p>" * n,
    "starts without an end": lambda n: "<p>茶" + "<b><p><a href=https://a.example/>水" * min(n, 400),
    "misnested emphasis": lambda n: "<p>" + "<b>茶<i>水</b>火</i>" * n,
    "emphasis that is formatting around many blocks": lambda n: "<b><i><u>" + "<p>茶</p>" * n,
    "text in a table": lambda n: "<table>" + "茶<tr><td>水" * n,
    "attributes": lambda n: f"<p {' '.join(f'a{m}=1' for m in range(n))}>茶</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", WIDE)
def test_many_of_a_kind_are_looked_at_once(name):
    outcome(WIDE[name](400))  # what is remembered of styles is the same for both
    few, many = (effort(partial(outcome, WIDE[name](n))) for n in (100, 400))
    assert many < GROWTH * few


def test_a_rule_that_looks_through_its_element_is_seen():
    def looks(builder, el):
        return [1 for _ in el.iter()] and wechatclean.GO_INSIDE

    cleaner = wechatclean.Cleaner(elements={"section": looks})
    few, many = (visits(partial(cleaner.clean, nests("<section>", n))) for n in (FEW, MANY))
    assert many > GROWTH * few


def test_a_rule_of_ones_own_costs_what_it_does():
    cleaner = wechatclean.Cleaner(elements={"section": lambda builder, el: wechatclean.GO_INSIDE}, drop=[".tail"])
    few, many = (visits(partial(cleaner.clean, nests("<section>", n))) for n in (FEW, MANY))
    assert many < GROWTH * few
