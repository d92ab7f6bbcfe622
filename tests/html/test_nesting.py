"""The tree of tags that do not nest is the one that browsers make, as html5lib makes it."""

from __future__ import annotations

import random
from itertools import product

import html5lib
import pytest
from lxml import etree

from wechatclean.errors import LimitError
from wechatclean.html.nesting import nests
from wechatclean.html.parser import parse
from wechatclean.html.tree import unwrap

# html5lib knows the standard of 2013, in which a ``select`` holds options alone, and ``main`` ends with what it is in.
NAMES = (
    "p h2 h3 section div span b i u s font a nobr strong em li ul ol dl dd dt table tbody tr td th caption button form"
    " pre blockquote center option article figure small strike tt big code details fieldset legend header nav address"
    " label dir menu svg g foreignobject math mi ruby rt rp rtc object sub sup del marquee aside footer listing hr img"
    " br mp-common-profile"
).split()
PARTS = {"tbody", "tr", "td", "th", "caption"}  # stay elements here where no table is
VOID = {"hr", "img", "br"}


def tree_of(body: etree._Element) -> str:
    """*body*, its tables without the ``tbody`` that only one of both adds."""
    for el in [*body.iter("tbody", "tfoot", "thead")]:
        unwrap(el)
    return etree.tostring(body, encoding="unicode", method="html")


def by_standard(html: str) -> str:
    page = html5lib.parse(f"<!DOCTYPE html><body>{html}", treebuilder="lxml", namespaceHTMLElements=False)
    for el in page.iter(etree.Element):
        el.tag = etree.QName(el).localname.lower()
    body = etree.fromstring(etree.tostring(page.find("body")))
    etree.cleanup_namespaces(body)
    return tree_of(body)


def tree(html: str) -> str:
    return tree_of(parse(html))


def end(name: str) -> str:
    return "" if name in VOID else f"</{name}>"


# html5lib knows no ``rtc`` whose end tag is left out; a form within a table holds nothing, and is left out here.
UNLIKE = {("form", "rtc"), *product(("table", "tbody", "tr"), ["form"])}
FORMS = (
    "<{o}>1<{i}>2{e}3</{o}>4",
    "<{o}>1<{i}>2</{o}>3{e}4",
    "<{o}><section><span><{i}>1{e}2</span>3</section>4</{o}>",
)


@pytest.mark.parametrize("outer", [name for name in NAMES if name not in VOID])
def test_each_element_in_each(outer):
    around = "<table>{}</table>" if outer in PARTS else "{}"
    forms = FORMS[:2] if outer in ("svg", "math") else FORMS
    for inner, form in product(NAMES, forms):
        if (outer, inner) not in UNLIKE and (inner not in PARTS or "table" in around + outer):
            page = around.format(form.format(o=outer, i=inner, e=end(inner)))
            assert (page, tree(page)) == (page, by_standard(page))


OTHERS = {"table", "form", "svg", "g", "foreignobject", "math", "mi", "rtc"}
MIXED = [name for name in NAMES if name not in PARTS | OTHERS]
TABLE = "table table tr tr td td th caption p b a div span h2".split()  # html5lib puts an ``li`` into a table


def soup(names: list[str], number: int) -> str:
    """Fourteen tags of *names* in any order, with numbers between them; an attribute tells each from its like."""
    dice = random.Random(number)
    some = (dice.choice(names) for _ in range(14))
    begins = ((name, dice.random() < 0.6 or name == "table") for name in some)
    return "".join(f"<{name} id=x{n}>{n}" if begin else f"</{name}>{n}" for n, (name, begin) in enumerate(begins))


@pytest.mark.parametrize("names", [MIXED, "p b i div a".split(), "p h2 section li ul button nobr font".split(), TABLE])
def test_tags_in_any_order(names):
    for number in range(150):
        page = soup(names, number)
        if names is TABLE:
            page = f"<table>{page}"
        assert (page, tree(page)) == (page, by_standard(page))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p><!-- </p> -->1<section>2</section>", "<p>1</p><section>2</section>"),
        ("<p title='<section>'>1<section>2</section>", '<p title="&lt;section&gt;">1</p><section>2</section>'),
        ("<p>1<script>'</p><section>'</script>2</p>", "<p>1<script>'</p><section>'</script>2</p>"),
        ("<SECTION><P>1<SECTION>2</SECTION></SECTION>", "<section><p>1</p><section>2</section></section>"),
        ("<h2><p>1</h2>2</p>3", "<h2><p>1</p></h2>2<p></p>3"),
        ("<svg><path d=1 /><g>1</g></svg><p/>2", '<svg><path d="1"></path><g>1</g></svg><p>2</p>'),
        ("<svg><title>1</title><style>g{}</style><g/></svg>2", "<svg><title>1</title><style>g{}</style><g></g></svg>2"),
        ("<svg><title/><script/><g/></svg>2", "<svg><title></title><script></script><g></g></svg>2"),
        ("<o:p>1<p>2</o:p>3", "<o:p>1<p>23</p></o:p>"),
        ("<p>1<section class='2", "<p>1</p>"),
    ],
)
def test_what_a_tag_is(page, expected):
    assert tree(page) == f"<body>{expected}</body>"


def test_what_nests_is_read_once():
    assert nests(b"<body><section><p>1<br>2</p><ul><li>3</li></ul><table><tr><td>4</td></tr></table></section></body>")
    assert nests(b"<section><p>1<p>2</section><ul><li>3<p>4<li>5</ul><table><tr><td>6<td><p>7<tr><th>8</table><p>9")


LEFT_OUT = (
    "<p>1<p>2", "<section><p>1</section>2", "<section><p>1<p>2</p>3</section><p>4", "<p>1<p>2</section>3",
    "<p>1</section>2", "<span><p>1</span>2", "<b><p>1</b>2", "<p>1<hr>2", "<a>1<p>2</a>3<p>4",
    "<ul><li>1<li>2</ul>3", "<ul><li>1<p>2<li>3</ul>4", "<ul><li><ul><li>1</ul>2<li>3</ul>4",
    "<ol><li><p>1</li>2</ol>3", "<ul><li>1</p>2", "<ul><li><b>1<li>2</ul>3", "<section><li>1</section>2<li>3",
    "<table><tr><td>1<th>2<tr><td>3</table>4", "<table><tr><td><p>1<td><p>2</tr></table>3",
    "<table><thead><tr><th>1</thead><tr><td><ul><li>2</td><td>3</table>4", "<div><table><tr><td>1</div>2",
    "<table><tr><td><ul><li>1<td>2</table>3", "<table><tr><td><table><tr><td>1</table>2<td>3</table>4",
)  # fmt: skip


@pytest.mark.parametrize("page", LEFT_OUT)
def test_end_tags_that_are_left_out(page):
    assert tree(page) == by_standard(page)


@pytest.mark.parametrize("unit", ["<p><section>", "<b><div></b><p>", "<table><tr><td><p><section>"])
def test_a_nest_is_an_error(unit):
    with pytest.raises(LimitError):
        parse(unit * 3000)
