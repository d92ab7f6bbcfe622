"""Coverage falls with everything that is lost, whoever loses it, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bodies import bodies
from folders import FIXTURES, fixture_name
from hypothesis import given

import wechatclean
from wechatclean import HANDLED, Cleaner, Coverage
from wechatclean.elements import PLUGINS, RULES
from wechatclean.notes import Notes
from wechatclean.output.coverage import coverage_of
from wechatclean.pipeline import Pipeline

HERE = "tests/layout/test_coverage.py"
PICTURE = "https://mmbiz.qpic.cn/mmbiz_png/K/640"
MATH = '<annotation encoding="application/x-tex">x^2</annotation>'
# What each rule writes that a reader sees, by the rule's name.
ROWS = {
    "code_block": "<pre>x = 1</pre>",
    "highlighted": '<div class="syntaxhighlighter"><div class="line">x</div></div>',
    "block_of_code": '<code style="display: block; white-space: pre">x</code>',
    "math": "<math><mi>x</mi></math>",
    "mathjax": "<mjx-container><math><mi>x</mi></math></mjx-container>",
    "tex_script": '<script type="math/tex">x</script>',
    "quotation": "<q>话</q>",
    "ruby_reading": "<ruby>茶<rt>chá</rt></ruby>",
    "caption": "<figcaption>一壶茶</figcaption>",
    "form_control": "<datalist><p>茶</p></datalist>",
    "fallback": "<object><p>茶</p></object>",
    "choice": "<option>茶</option>",
    "image": f'<img src="{PICTURE}">',
    "plugin_picture": f'<embed src="{PICTURE}">',
    "svg": f'<svg><image href="{PICTURE}"></image></svg>',
    "sticker": f'<mp-common-sticker data-emoji_url="{PICTURE}"></mp-common-sticker>',
    "audio": '<mpvoice name="开场白" voice_encode_fileid="F"></mpvoice>',
    "music": '<qqmusic music_name="歌"></qqmusic>',
    "iframe": '<iframe class="video_iframe" data-mpvid="wxv_1"></iframe>',
    "video": f'<video src="https://a.example.org/a.mp4" poster="{PICTURE}"></video>',
    "channel": '<mp-common-videosnap data-nickname="号" data-desc="述"></mp-common-videosnap>',
    "mini_program": '<mp-miniprogram data-miniprogram-title="点单"></mp-miniprogram>',
    "product": '<mp-common-product data-title="茶叶"></mp-common-product>',
    "place": '<mp-common-poi data-name="茶馆"></mp-common-poi>',
    "red_packet": '<mp-common-redpacket data-name="龙"></mp-common-redpacket>',
    "vote": """<mp-common-vote data-votesubject='[{"title": "喝什么"}]'></mp-common-vote>""",
    "card": """<mpsearch data-article-data='{"url": "https://a.example.org/", "title": "文"}'></mpsearch>""",
    "quote_card": '<mp-common-blockquote data-content="引文"></mp-common-blockquote>',
    "sourced_quote": '<section class="js_blockquote_wrap" data-author-name="人"><p>引文</p></section>',
    "quote_source": '<p class="js_blockquote_source">出处</p>',
    "katex": f'<span class="katex"><span class="katex-html">x2</span>{MATH}</span>',
    "written_formula": r'<span class="math">\(x^2\)</span>',
    "formula": '<span data-formula="x^2"></span>',
    "wikipedia": '<span class="mwe-math-element"><span><math><mi>x</mi></math></span><img alt="x"></span>',
    "definitions": f'<svg><defs><pattern><image href="{PICTURE}"></image></pattern></defs></svg>',
    "plugin": f'<span data-pluginname="emotion" data-emoji_url="{PICTURE}"></span>',
}
# No text and no picture of their own, but an entry, a line, a box, what a post's own part says.
SHOW_NOTHING = {"figure", "line_break", "rule_off", "profile", "advertisement", "part"} | {
    "task", "box_by_role", "picture_of_box", "obsidian_task", "list_of_tasks", "ticked_item", "drawn_box",
    "box_of_checklist", "yuque_card", "callout",
}  # fmt: skip


def tables():
    return {"tags": RULES.tags, "classes": RULES.classes, "attributes": RULES.attributes}


def dropping(name):
    """A pipeline in which the rule *name* drops."""

    def drop(builder, el):
        return HANDLED

    switched = {
        table: {key: drop if rule.__name__ == name else rule for key, rule in rules.items()}
        for table, rules in tables().items()
    }
    return Pipeline(rules=replace(RULES, **switched))


def coverage(html, pipeline=None):
    pipeline, notes = pipeline or Pipeline(), Notes()
    return pipeline.article(pipeline.open(f"<p>前</p>{html}", None, notes), notes).coverage


def test_every_rule_has_its_row():
    names = {rule.__name__ for rules in (*tables().values(), PLUGINS) for rule in rules.values()}
    missing, gone = sorted(names - ROWS.keys() - SHOW_NOTHING), sorted((ROWS.keys() | SHOW_NOTHING) - names)
    assert missing == [], f"{missing} need a row in ROWS of {HERE}, or in SHOW_NOTHING if a reader sees nothing of them"
    assert gone == [], f"{gone} are rules no more; {HERE} names them"


@pytest.mark.parametrize("name", ROWS)
def test_a_rule_that_drops_is_seen(name):
    assert coverage(ROWS[name]) == Coverage()
    lost = coverage(ROWS[name], dropping(name))
    assert lost.characters < 1 or lost.pictures < 1


@pytest.mark.parametrize(
    "html",
    [
        f'<section style="height: 200px; background: url({PICTURE})"></section>',
        f'<section data-lazy-bgimg="{PICTURE}" style="height: 200px"></section>',
        f'<svg viewBox="0 0 9 9" style="background: url({PICTURE})"><animate></animate></svg>',
        f'<section style="background: url({PICTURE})"><p style="opacity: 0"><img src="{PICTURE}"></p></section>',
    ],
)
def test_a_painter_that_paints_nothing_is_seen(html):
    assert coverage(html) == Coverage()
    assert coverage(html, Pipeline(rules=replace(RULES, painter=None))) == Coverage(pictures=0)


def drop(builder, el):
    return HANDLED


def empty(builder, el):
    for child in list(el):
        el.remove(child)
    el.text = None
    return HANDLED


@pytest.mark.parametrize("rule", [drop, empty])
def test_a_rule_of_the_callers_own_that_drops_is_seen(rule):
    html = f'<p>前面</p><section class="a">后<b>面</b><img src="{PICTURE}"><i>的</i></section>一'
    assert Cleaner(elements={".a": rule}).clean(html).coverage == Coverage(characters=0.5, pictures=0)


def test_what_the_caller_drops_leaves_the_measure():
    html = f'<p>茶</p><p class="a">尾<img src="{PICTURE}"></p><datalist>12</datalist>'
    article = Cleaner(drop=(".a",)).clean(html)
    assert article.coverage == Coverage(characters=1 / 3)  # 12 stands in a control: it goes, with a note
    assert Cleaner(images=wechatclean.DROP).clean(html).coverage.pictures == 1
    assert Cleaner(images=wechatclean.ALT_TEXT).clean(html).coverage.pictures == 1


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<p style="display: none">藏</p>',
        '<p style="visibility: hidden">藏<b style="visibility: visible">见</b></p>',
        '<section class="mac-sign"><svg><circle/></svg></section>',
        '<p class="weui-a11y_ref">读</p>',
        "<script>x</script><style>y</style>",
        "<ul><li>• 茶</li><li>\u200b水\u00ad</li></ul>",
        "<table><tr>外<td>甲</td>外<td>乙</td></tr></table>",
        "<p>词<sup>[1]</sup></p><h2>参考资料</h2><p>[1] 文: https://a.example.org/</p>",
        "<pre><ul class='code-snippet__line-index'><li>1</li></ul><code>a  b</code><code>c</code></pre>",
        "<p style='white-space: pre'>一\n二</p>",
        f'<div style="background: url({PICTURE}); height: 90px"><img style="opacity: 0" src="{PICTURE}"></div>',
        '<p>笑<img src="https://res.wx.qq.com/mpres/htmledition/images/icon/common/emotion_panel/smiley/smiley_0.png"></p>',
        f'<video poster="{PICTURE}">此浏览器不支持</video>',
        "<iframe>此浏览器不支持</iframe>",
    ],
)
def test_what_is_not_lost_is_not_missed(html):
    assert coverage(html) == Coverage()


def test_what_is_lost_twice_is_missed_twice():
    """A copy of what is lost does not stand for it."""
    html = "<p>谢谢大家</p>" + "<datalist>12</datalist>" + "<p>12</p>"
    assert coverage(html).characters == pytest.approx(7 / 9)


@pytest.mark.parametrize(
    ("texts", "text", "characters"),
    [
        (["甲乙", "丙丁"], "甲乙\n\n丙丁", 1),
        (["甲乙", "丙丁"], "丙丁 甲乙", 1),
        (["甲乙", "丙丁"], "甲乙", 0.5),
        (["甲乙", "丙丁"], "", 0),
        (["甲乙", "甲乙"], "甲乙", 0.5),
        (["丙", "甲", ">甲"], "甲丙>甲", 1),
        (["甲乙"], "[语音] 甲乙 https://a.example.org/", 1),
        ([" \n"], "", 1),
        ([], "多", 1),
    ],
)
def test_texts_are_compared(texts, text, characters):
    assert coverage_of(texts, text, 0, 0) == Coverage(characters=characters)


def test_a_label_is_compared_apart():
    """The language of code, which may begin the code, too."""
    assert coverage("<pre><div>py</div><code>py a.py</code></pre><p>py</p>").characters == 1


def test_texts_in_disorder_take_linear_time():
    """As many texts as a tree can hold, none of them in its place."""
    texts = [f"第{n}段" for n in range(200_000)]
    assert coverage_of(texts, "".join(reversed(texts)), 0, 0).characters == pytest.approx(1)


def unnoted(article):
    """Whether something is missing and no note says where."""
    is_whole = article.coverage == Coverage()
    return not is_whole and not any(note.places for note in article.notes if note.kind != "hidden")


@pytest.mark.parametrize("folder", sorted(path.parent for path in FIXTURES.glob("*/*/expected.md")), ids=fixture_name)
def test_on_every_fixture_it_is_whole_or_a_note_locates_what_is_missing(folder):
    (source,) = folder.glob("input.*")
    assert not unnoted(wechatclean.clean(source.read_bytes()))


@given(bodies)
def test_on_every_body_it_is_whole_or_a_note_locates_what_is_missing(html):
    try:
        article = wechatclean.clean(html)
    except wechatclean.NotAnArticle:
        return
    assert not unnoted(article), article.coverage
