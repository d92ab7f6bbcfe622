"""What rules and passes of a caller's own write: brought into normal form, or refused by its name."""

from __future__ import annotations

import pytest
from lxml import etree

from wechatclean import HANDLED, Cleaner, Image

BASE = "https://a.example.org/x/"
PICTURE = "https://a.example.org/a.png"


def sub(parent, tag, text=None, **attributes):
    el = etree.SubElement(parent, tag, attributes)
    el.text = text
    return el


def by_pass(write):
    def add(root):
        write(root)

    return Cleaner(passes=(add,)).clean("<p>茶</p>", url=BASE)


def by_rule(write):
    def rule(builder, el):
        write(builder)
        return HANDLED

    return Cleaner(elements={"mp-x": rule}).clean("<p>茶</p><mp-x></mp-x>", url=BASE)


MENDED = [
    (lambda root: setattr(root, "text", "水"), "水\n\n茶"),
    (lambda root: setattr(root[0], "tail", "水"), "茶\n\n水"),
    (lambda root: sub(root, "blockquote", "水"), "茶\n\n> 水"),
    (lambda root: sub(root, "strong", "水"), "茶\n\n**水**"),
    (lambda root: (sub(root, "em", "水"), setattr(root[-1], "tail", "汽")), "茶\n\n*水*汽"),
    (lambda root: sub(sub(sub(root, "ul"), "li", "水"), "p", "汽"), "茶\n\n- 水\n\n  汽"),
    (lambda root: root[0].append(etree.Comment("水")), "茶"),
    (lambda root: setattr(root[0], "text", "水\ufdd0汽"), "水汽"),
    (lambda root: sub(root[0], "a", "水", href="javascript:x"), "茶水"),
    (lambda root: sub(root[0], "a", "水", href="/y"), "茶[水](https://a.example.org/y)"),
    (lambda root: sub(root[0], "img", src="y.png"), "茶![](https://a.example.org/x/y.png)"),
    (lambda root: sub(root[0], "img", src="javascript:x"), "茶"),
]


@pytest.mark.parametrize(("write", "markdown"), MENDED)
def test_what_stands_loose_is_a_paragraph_in_all_forms(write, markdown):
    article = by_pass(write)
    assert article.markdown == markdown
    assert Cleaner().clean(article.html).markdown == markdown
    assert len(article.images) == markdown.count("![")


REFUSED = [
    (lambda root: sub(root, "foo", "水"), "leaves <foo> in the article, which the normal form has not; there are a,"),
    (lambda root: sub(root[0], "b", "水"), "leaves <b> in the article, .* write <strong>"),
    (lambda root: sub(root, "div", "水"), "leaves a <div> of its own"),
    (lambda root: sub(root[0], "p", "水"), "leaves <p> in <p>, which holds <a>, <br>"),
    (lambda root: sub(root, "li", "水"), "leaves <li> in <article>"),
    (lambda root: sub(root, "ul", "水"), "leaves text in <ul>, which holds none; put it into a <li>"),
    (lambda root: sub(sub(root, "table"), "td", "水"), "leaves <td> in <table>, which holds <tr>"),
    (lambda root: sub(root[0], "img", "水", src=PICTURE), "leaves text in <img>"),
    (lambda root: sub(sub(root, "ol", start="x"), "li", "水"), "leaves start='x' on <ol>"),
]


@pytest.mark.parametrize(("write", "words"), REFUSED)
def test_what_means_nothing_is_refused_with_the_name_of_the_pass(write, words):
    with pytest.raises(ValueError, match=rf"^add\(\) {words}"):
        by_pass(write)


async def later(root):
    pass


def slowly(root):
    yield


def anew(root):
    return etree.fromstring("<article><p>水</p></article>")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (later, r"later\(\) returned a coroutine"),
        (slowly, r"slowly\(\) returned a gen"),
        (anew, r"anew\(\) returned another tree"),
    ],
)
def test_a_pass_changes_the_root_in_place(wrong, words):
    with pytest.raises(TypeError, match=words):
        Cleaner(passes=(wrong,)).clean("<p>茶</p>")


@pytest.mark.parametrize(
    ("write", "error", "words"),
    [
        (lambda b: b.text(None), TypeError, "text.. takes a str, not None"),
        (lambda b: b.image(PICTURE), TypeError, "image.. takes a wechatclean.Image"),
        (lambda b: b.embed("a"), TypeError, "embed.. takes a value of wechatclean.embeds"),
        (lambda b: b.add_block("strong"), ValueError, "add_block.. adds blockquote, h1, .*, not 'strong'"),
        (lambda b: b.notes.add("mine", "a"), ValueError, "the kind of a note is one of document, dropped, .*'mine'"),
        (lambda b: sub(b.add_block("ul"), "p"), ValueError, "a rule of your own leaves <p> in <ul>"),
    ],
)
def test_a_builder_says_what_it_takes(write, error, words):
    with pytest.raises(error, match=words):
        by_rule(write)


@pytest.mark.parametrize(
    ("write", "markdown"),
    [
        (lambda b: b.text("水\x00\ud800\ufdd0汽"), "茶\n\n水汽"),
        (lambda b: setattr(b.add_block("blockquote"), "text", "水"), "茶\n\n> 水"),
        (lambda b: b.image(Image(url="y.png")), "茶\n\n![](https://a.example.org/x/y.png)"),
        (lambda b: b.image(Image(url="javascript:x")), "茶"),
        (lambda b: b.image(Image(url="")), "茶"),
        (lambda b: sub(b.add_block("p"), "img", src="/y.png"), "茶\n\n![](https://a.example.org/y.png)"),
    ],
)
def test_what_a_rule_writes_is_shown_or_told(write, markdown):
    article = by_rule(write)
    assert article.markdown == markdown
    assert len(article.images) == markdown.count("![")
    assert bool(article.notes) is (markdown == "茶")
