"""Rules of the caller's own: which elements they meet, in which order, and what is refused."""

from __future__ import annotations

import pickle
from functools import partial

import pytest

from wechatclean import GO_INSIDE, HANDLED, NOT_MINE, Cleaner, Image, NotAnArticle

PICTURE = "https://a.example.org/a.png"


def shout(builder, el):
    builder.text("".join(el.itertext()).upper())
    return HANDLED


def pass_by(builder, el):
    return NOT_MINE


def quoted(builder, el):
    builder.text("「")
    return lambda: builder.text("」")


def markdown(html, **options):
    return Cleaner(**options).to_markdown(f"<p>茶</p>{html}").removeprefix("茶").strip()


@pytest.mark.parametrize(
    ("selector", "html", "meets"),
    [
        ("mp-chart", "<mp-chart>a</mp-chart>", True),
        ("MP-Chart", "<mp-chart>a</mp-chart>", True),
        ("mp-chart", "<mp-charts>a</mp-charts>", False),
        (".box", '<p class="a box">a</p>', True),
        (".box", '<p class="boxes">a</p>', False),
        (".Box", '<p class="box">a</p>', False),
        (".盒", '<p class="盒">a</p>', True),
        ("p.box", '<p class="box">a</p>', True),
        ("p.box", '<h2 class="box">a</h2>', False),
        ("#one", '<p id="one">a</p>', True),
        ("#one", '<p id="two">a</p>', False),
        ("[data-x]", "<p data-x>a</p>", True),
        ("[data-x]", "<p data-y>a</p>", False),
        (" b ", "<b>a</b>", True),
    ],
)
def test_what_a_selector_meets(selector, html, meets):
    assert ("A" in markdown(html, elements={selector: shout})) is meets
    assert ("a" not in markdown(html, drop=(selector,))) is meets


@pytest.mark.parametrize(
    "wrong",
    ["", " ", "p b", "p > b", "p, b", "*", ".a.b", "p#a", "p[a]", "[a=b]", "[a", "a:first-child", ".", "#", "()"],
)
def test_a_selector_that_is_none_is_refused(wrong):
    for options in ({"elements": {wrong: shout}}, {"drop": (wrong,)}, {"keep": (wrong,)}):
        with pytest.raises(ValueError, match=rf"^{next(iter(options))}: not a selector.*write tag, \.class"):
            Cleaner(**options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"elements": {"p": "shout"}}, "elements takes functions, not 'shout'"),
        ({"elements": {5: shout}}, "elements: a selector is a str, not 5"),
        ({"elements": None}, "elements is a mapping of rules, .*not None"),
        ({"elements": "p"}, "elements is a mapping of rules, .*not 'p'"),
        ({"elements": ["p"]}, "elements is a mapping of rules, .*not .'p',."),
        ({"drop": None}, "drop is a tuple of selectors, .*not None"),
        ({"keep": 5}, "keep is a tuple of selectors, .*not 5"),
        ({"drop": b"p"}, "drop is a tuple of selectors, .*not b'p'"),
        ({"passes": None}, "passes is a tuple of functions, .*not None"),
        ({"passes": "lower"}, "passes is a tuple of functions"),
        ({"sites": None}, "sites is a tuple of sites, .*not None"),
        ({"sites": ("wechat",)}, "sites are values of wechatclean.sites.Site, not 'wechat'"),
        ({"drop": ".tail"}, "drop is a tuple of selectors"),
        ({"keep": ".tail"}, "keep is a tuple of selectors"),
        ({"drop": (None,)}, "a selector is a str"),
        ({"passes": shout}, "passes is a tuple of functions"),
        ({"passes": ("lower",)}, "passes takes functions, not 'lower'"),
    ],
)
def test_what_is_no_rule_is_refused(options, words):
    with pytest.raises(TypeError, match=words):
        Cleaner(**options)


def test_own_rules_come_before_those_of_the_library_and_in_their_order():
    html = '<pre class="a">x</pre>'
    assert markdown(html, elements={"pre": shout}) == "X"
    assert markdown(html, elements={".a": quoted, "pre": shout}) == "「x」"
    assert markdown(html, elements={".a": pass_by, "pre": shout}) == "X"
    assert markdown(html, elements={"pre": pass_by}) == "```\nx\n```"
    assert markdown("<script>x</script>", elements={"script": shout}) == "X"
    assert markdown("<script>x</script>", elements={"script": pass_by}) == ""


def test_a_rule_is_called_once_for_each_element_that_is_shown():
    seen = []

    def watch(builder, el):
        seen.append(el.get("id"))
        return GO_INSIDE

    markdown(
        '<p id="a">x<b id="b">x</b></p><p id="c" style="display:none">x<b id="d"></b></p>', elements={"[id]": watch}
    )
    assert seen == ["a", "b"]


def test_a_rule_that_answers_something_else_is_named():
    def forgetful(builder, el):
        pass

    with pytest.raises(TypeError, match=r"forgetful\(\) returned None; a rule returns HANDLED"):
        markdown("<p>x</p>", elements={"p": forgetful})


def test_what_a_rule_passes_over_in_silence_is_noted_and_not_covered():
    def silent(builder, el):
        return HANDLED

    def telling(builder, el):
        builder.notes.add("dropped", "a note of mine", el)
        return HANDLED

    def notes(rule):
        html = "<p>茶</p>\n<mp-x>水</mp-x><mp-x></mp-x><mp-x class='a'></mp-x>"
        article = Cleaner(elements={"mp-x": rule}).clean(html)
        assert article.coverage.characters == 0.5
        return [(note.kind, note.message, note.places[0].line) for note in article.notes]

    card = Cleaner(elements={"mp-x": silent}).clean("<p>茶</p><mp-x data-title='水'></mp-x>")
    assert [note.count for note in card.notes] == [1]
    assert notes(silent) == [("dropped", "your rule silent() writes nothing of an element (<mp-x>)", 2)]
    assert notes(telling) == [("dropped", "a note of mine", 2)]


def test_what_is_dropped_is_counted_in_a_note():
    article = Cleaner(drop=(".tail",)).clean(
        '<p>茶<b class="tail">尾</b></p><p class="tail">尾<i class="tail">巴</i></p>'
    )
    assert article.markdown == "茶"
    assert [(note.kind, note.message, note.count) for note in article.notes] == [
        ("dropped", "an element that you drop (<b>)", 1),
        ("dropped", "an element that you drop (<p>)", 1),
    ]


def test_what_is_dropped_leaves_the_text_around_it():
    assert markdown('<p>前<b class="tail">尾</b>后</p>', drop=(".tail",)) == "前后"


def test_what_is_dropped_goes_from_code_and_captions_too():
    html = f'<img src="{PICTURE}"><figcaption>一壶<b class="a">告</b>茶</figcaption><pre>x<i class="a">告</i>y</pre>'
    article = Cleaner(drop=(".a",)).clean(html)
    assert article.images[0].caption == "一壶茶"
    assert article.markdown.endswith("一壶茶\n\n```\nxy\n```")


def test_all_dropped_is_no_article():
    with pytest.raises(NotAnArticle, match="an element that you drop"):
        Cleaner(drop=("p",)).clean("<p>茶</p>")


@pytest.mark.parametrize(
    ("selector", "html", "kept"),
    [
        ("datalist", "<datalist>茶馆</datalist>", "茶馆"),
        (".code-snippet__line-index", '<ul class="code-snippet__line-index">12</ul>', "12"),
        (".weui-a11y_ref", '<span class="weui-a11y_ref">读</span>', "读"),
    ],
)
def test_keep_keeps_what_a_rule_drops(selector, html, kept):
    assert markdown(html) == ""
    assert markdown(html, keep=(selector,)) == kept
    assert Cleaner(keep=(selector,)).clean(f"<p>茶</p>{html}").notes == ()
    assert markdown(html, keep=(selector,), drop=(selector,)) == kept


@pytest.mark.parametrize(
    ("selector", "html"),
    [
        ("p", '<p style="display: none">藏</p>'),
        ("p", "<p hidden>藏</p>"),
        ("p", '<p style="visibility: hidden">藏</p>'),
        ("script", "<script>藏</script>"),
        ("style", "<style>藏</style>"),
    ],
)
def test_hidden_stays_hidden(selector, html):
    assert markdown(html, keep=(selector,)) == ""


def test_what_a_rule_writes_is_kept_as_it_is():
    html = f'<figure><img class="a" src="{PICTURE}"></figure><pre class="a">x</pre>'
    assert markdown(html, keep=(".a",)) == markdown(html)


def unwrap_pictures(root):
    for img in list(root.iter("img"))[1:]:
        img.getparent().remove(img)
    first = next(root.iter("img"))
    first.addprevious(first.makeelement("img", {"src": "https://b.example.org/new.png", "alt": "新"}))


def test_a_pass_may_move_remove_and_add_pictures():
    html = f'<p><img src="{PICTURE}" data-w="300"><img src="https://a.example.org/b.png"></p>'
    article = Cleaner(passes=(unwrap_pictures,)).clean(html)
    assert article.images == (
        Image(
            url="https://b.example.org/new.png", alt="新", format=article.images[0].format, key=article.images[0].key
        ),
        Cleaner().clean(html).images[0],
    )
    assert article.markdown == f"![新](https://b.example.org/new.png)![]({PICTURE})"


def empty(root):
    del root[:]


def test_a_pass_that_leaves_nothing():
    with pytest.raises(NotAnArticle):
        Cleaner(passes=(empty,)).clean("<p>茶</p>")


def test_own_rules_are_part_of_the_value():
    one = Cleaner(elements={"p": shout}, drop=[".a"], keep=[".b"], passes=[empty])
    assert one == Cleaner(elements=[("p", shout)], drop=(".a",), keep=(".b",), passes=(empty,))
    assert len({one, Cleaner(), Cleaner(drop=(".a",))}) == 3


class Adder:
    """Rules and passes that are methods."""

    def __init__(self, word):
        self.word = word

    def __eq__(self, other):
        return isinstance(other, Adder) and self.word == other.word

    def __hash__(self):
        return hash(self.word)

    def rule(self, builder, el):
        builder.text(self.word)
        return HANDLED

    def last(self, root):
        root[-1].tail = self.word


def add(word, builder, el):
    builder.text(word)
    return HANDLED


@pytest.mark.parametrize(
    ("options", "markdown"),
    [
        ({"elements": {"b": partial(add, "水")}}, "**水**"),
        ({"elements": {"b": Adder("水").rule}}, "**水**"),
        ({"passes": [Adder("水").last]}, "**茶**\n\n水"),
    ],
)
def test_methods_and_partials_are_equal_once_they_have_been_pickled(options, markdown):
    cleaner = Cleaner(**options)
    again = pickle.loads(pickle.dumps(cleaner))
    assert (again, hash(again)) == (cleaner, hash(cleaner))
    assert cleaner.to_markdown("<b>茶</b>") == again.to_markdown("<b>茶</b>") == markdown
    assert cleaner != Cleaner(elements={"b": partial(add, "汽")}, passes=[Adder("汽").last])


def wrong(number, builder, el):
    return number


def test_a_partial_is_named_in_errors():
    with pytest.raises(TypeError, match=r"wrong\(\) returned 5"):
        markdown("<p>x</p>", elements={"p": partial(wrong, 5)})
