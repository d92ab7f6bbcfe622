"""Blocks: what they are, and that each stands where it says."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys

import pytest
from bodies import bodies
from folders import FIXTURES, fixture_name
from hypothesis import given
from passages import all_blocks, check_blocks

import wechatclean
from wechatclean import MarkdownWriter

PICTURE = "https://mmbiz.qpic.cn/mmbiz_png/KeyOne/640?wx_fmt=png"
FOLDERS = sorted(folder.parent for folder in FIXTURES.glob("*/*/expected.md"))


def source(folder):
    return next(folder.glob("input.*")).read_bytes()


def kinds(html, **options):
    return [block.kind for block in wechatclean.clean(html, **options).blocks]


@pytest.mark.parametrize("folder", FOLDERS, ids=fixture_name)
def test_blocks_of_every_fixture_stand_where_they_say(folder):
    for options in (
        {"images": "no-referrer", "recover": True},
        {"writer": MarkdownWriter(wrap=True, bullets="*+", footnotes="gfm", heading_style="underlined")},
    ):
        check_blocks(wechatclean.clean(source(folder), **options))


@given(bodies)
def test_blocks_of_any_body_stand_where_they_say(html):
    try:
        article = wechatclean.clean(html)
    except wechatclean.NotAnArticle:
        return
    check_blocks(article)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>茶要热的</p>", "paragraph"),
        ("<h2>茶</h2>", "heading"),
        (f"<p><img data-src='{PICTURE}'></p>", "image"),
        (f"<p><a href='https://tea.example/'><img data-src='{PICTURE}'></a></p>", "image"),
        (f"<p>茶<img data-src='{PICTURE}'></p>", "paragraph"),
        ("<pre><code>boil(water)</code></pre>", "code"),
        ("<table><tr><td>茶</td><td>水</td></tr></table>", "table"),
        ("<table><tr><td colspan='2'>茶</td></tr><tr><td>一</td><td>二</td></tr></table>", "table"),
        ("<blockquote><p>茶</p></blockquote>", "quote"),
        ("<ul><li>茶</li></ul>", "list"),
        ("<ol type='a'><li>茶</li><li>水</li></ol>", "list"),
        ("<p>茶</p><hr><p>水</p>", "rule"),
        ("<p><span class='math display'>\\[x^2\\]</span></p>", "formula"),
        ("<p><span class='math inline'>\\(x\\)</span> 是水</p>", "paragraph"),
        ("<mpvoice name='听雨' voice_encode_fileid='MzA'></mpvoice>", "embed"),
        ("<p>[语音] 听雨</p>", "paragraph"),  # the author's words: there is no player
    ],
)
def test_kind(html, kind):
    assert kind in kinds(f"<div id='js_content'>{html}</div>")


def test_kinds_that_only_posts_have():
    post = "---\ntitle: 茶\n---\n水[^1]\n\n{% note %}\n\n茶\n: 叶\n\n  泡\n\n[^1]: 热的\n"
    assert {"raw", "footnote"} <= set(kinds(post))


def test_a_list_has_items_and_an_item_what_it_holds():
    article = wechatclean.clean("<ul><li>茶<ul><li>红茶</li><li>绿茶</li></ul></li><li>水</li></ul>")
    (listed,) = article.blocks
    tea, water = listed.children
    words, inner = tea.children
    assert [block.kind for block in (listed, tea, words, inner, water)] == ["list", "item", "paragraph", "list", "item"]
    green = inner.children[1]
    assert article.markdown[green.start : green.end] == "- 绿茶"
    assert article.text[green.text_start : green.text_end] == "绿茶"
    assert article.markdown[words.start : words.end] == "茶"
    assert water.children == ()


def test_what_stands_in_a_quote_has_the_signs_of_the_quote_only_between_its_lines():
    article = wechatclean.clean("<blockquote><p>茶<br>水</p><pre><code>a\nb</code></pre></blockquote>")
    (quote,) = article.blocks
    lines, code = quote.children
    assert article.markdown[lines.start : lines.end] == "茶  \n> 水"
    assert article.markdown[code.start : code.end] == "```\n> a\n> b\n> ```"
    assert article.text[lines.text_start : lines.text_end] == "茶\n水"
    assert article.text[code.text_start : code.text_end] == "a\nb"


def test_a_rule_that_begins_an_item_and_pictures_as_tags_are_found():
    picture = f"<p><img data-src='{PICTURE}'></p>"
    post = f"---\ntitle: 茶\n---\n- ***\n\n  水\n\n<blockquote>{picture * 2}</blockquote>\n"
    article = wechatclean.clean(post, images="no-referrer")
    found = [article.markdown[block.start : block.end] for block in all_blocks(check_blocks(article))]
    assert "___" in found
    assert sum(piece.startswith("<img") for piece in found) == 1
    assert sum(piece.startswith("<p><img") for piece in found) == 1


def test_a_heading_has_a_level_code_a_language_and_a_callout_its_kind():
    html = (
        "<h3>茶</h3><pre class='code-snippet__python' data-lang='python'><code>boil()</code></pre>"
        "<blockquote class='markdown-alert markdown-alert-tip'>"
        "<p class='markdown-alert-title'>Tip</p><p>水</p></blockquote>"
    )
    heading, code, quote = wechatclean.clean(html).blocks
    assert (heading.level, code.language, quote.callout) == (3, "python", "tip")
    assert (code.level, heading.language, heading.callout) == (None, None, None)


def test_pictures_are_those_of_the_block_and_of_what_is_in_it():
    other = PICTURE.replace("KeyOne", "KeyTwo")
    html = f"<p><img data-src='{PICTURE}'></p><blockquote><p>茶<img data-src='{other}'></p></blockquote>"
    article = wechatclean.clean(html, images=wechatclean.local({PICTURE: "a.png"}, "drop"))
    assert [[image.key for image in block.images] for block in article.blocks] == [[article.images[0].key], []]
    first, quote = wechatclean.clean(html).blocks
    assert first.images == (article.images[0].model_copy(update={"path": None}),)
    assert quote.images == quote.children[0].images != ()


# -- ids -----------------------------------------------------------------------------------------------------------

MANY = (
    "<h2>茶</h2><p>水</p><p>水</p><ul><li>水</li></ul>"
    f"<p><img data-src='{PICTURE}'></p><blockquote><p>水</p></blockquote>"
)


def ids(html, **options):
    return [block.id for block in all_blocks(wechatclean.clean(html, **options).blocks)]


def test_ids_stay_when_other_blocks_change():
    assert set(ids(MANY)) < set(ids(f"<p>先说一句</p>{MANY}<ol><li>后说一句</li></ol>"))


def test_ids_stay_wherever_pictures_are_shown_from_and_however_it_is_written():
    starred = MarkdownWriter(bullets="*")
    for options in ({"images": "reference"}, {"images": "no-referrer original"}, {"writer": starred}):
        assert ids(MANY, **options) == ids(MANY)
    article = wechatclean.clean(MANY)
    assert [b.id for b in article.with_images({PICTURE: "一.png"}).blocks] == [b.id for b in article.blocks]


def test_ids_are_equal_in_every_process():
    code = (
        "import json, sys, wechatclean; article = wechatclean.clean(sys.argv[1]);"
        "print(json.dumps([[b.id for b in article.blocks], [c.id for c in article.chunks(max_characters=20)]]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code, MANY],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(answers) == 1
    assert json.loads(answers.pop()) == [
        "6d71d38e3ae5cd0d 729b95d9c151667c 0013580805f53ae1 52238bdf5356c7db 585523eece341ae6 c58d880b4520299d".split(),
        "72dce0df947e3bb1 add0e7272380a0fe b9808df327fda791".split(),
    ]


# -- articles that have been elsewhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("images", ["remote", "no-referrer", "no-referrer-where-checked", "reference", "drop"])
def test_blocks_are_the_same_after_json(images):
    article = wechatclean.clean(MANY, images=images)
    again = wechatclean.Article.model_validate_json(article.model_dump_json())
    assert again == article
    assert again.blocks == article.blocks


def test_blocks_are_the_same_in_another_process():
    article = wechatclean.clean(MANY, writer=MarkdownWriter(bullets="*", wrap=True), images="reference")
    assert pickle.loads(pickle.dumps(article)).blocks == article.blocks


class Loud(MarkdownWriter):
    def convert_strong(self, el, text, parent_tags):
        return f"【{text}】"


class Rewritten(MarkdownWriter):
    def convert_blockquote(self, el, text, parent_tags):
        return f"\n\n::: quote\n{text.upper()}\n:::\n\n"


class Elsewhere:
    def write(self, root, images=wechatclean.REMOTE, engine=None):
        return "\n\n".join("".join(block.itertext()) for block in root)


def test_a_writer_of_ones_own_has_blocks_with_children():
    article = wechatclean.clean("<ul><li>茶<b>水</b></li></ul>", writer=Loud())
    (listed,) = check_blocks(article)
    assert article.markdown[listed.children[0].start : listed.children[0].end] == "- 茶【水】"


def test_what_a_writer_has_rewritten_has_no_children():
    article = wechatclean.clean("<p>水</p><blockquote><p>tea</p></blockquote>", writer=Rewritten())
    _, quote = check_blocks(article)
    assert (quote.kind, quote.children) == ("quote", ())
    assert article.markdown[quote.start : quote.end] == "::: quote\nTEA\n:::"


@pytest.mark.parametrize("forget", [False, True])
@pytest.mark.parametrize(
    "writer",
    [Loud(), Elsewhere(), Rewritten(), MarkdownWriter(bullets="*", wrap=True)],
    ids=lambda writer: type(writer).__name__,
)
def test_blocks_are_those_of_the_markdown_whoever_wrote_it(writer, forget):
    article = wechatclean.clean(f"{MANY}<p>一<b>二</b>三</p>", writer=writer)
    if forget:
        article = wechatclean.Article.model_validate(article.model_dump())
    blocks = check_blocks(article, text=False)
    assert "".join(article.markdown.split()) == "".join(
        "".join(article.markdown[block.start : block.end].split()) for block in blocks
    )


EDITED = """\
# 茶

Setext
------

水一
水二

- 一

  一又
- 二

* 三

1. 四

> 五
> 六

```python
# 七

八
```

| 九 | 十 |
| --- | --- |
| a | b |

![图](https://mmbiz.qpic.cn/mmbiz_png/KeyOne/640?wx_fmt=png)

$$
x
$$

---

<table><tr><td>一</td></tr></table>

<div>二</div>

[^1]: 三

水三
## 四
```
没有结束
"""


def test_markdown_that_was_edited_is_read_line_by_line():
    image = wechatclean.Image(url=PICTURE)
    article = wechatclean.clean(MANY).model_copy(update={"markdown": EDITED, "images": (image,)})
    blocks = check_blocks(article, text=False)
    assert [(block.kind, block.level, block.language) for block in blocks] == [
        ("heading", 1, None), ("heading", 2, None), ("paragraph", None, None), ("list", None, None),
        ("list", None, None), ("list", None, None), ("quote", None, None), ("code", None, "python"),
        ("table", None, None), ("image", None, None), ("formula", None, None), ("rule", None, None),
        ("table", None, None), ("raw", None, None), ("footnote", None, None), ("paragraph", None, None),
        ("heading", 2, None), ("code", None, None),
    ]  # fmt: skip
    assert blocks[9].images == (image,)
    assert {block.text_start for block in blocks} == {None}
    assert article.blocks == blocks


@pytest.mark.parametrize("markdown", ["", "\n\n", "茶", "```", "> ", "- "])
def test_an_article_made_by_hand(markdown):
    article = wechatclean.Article(markdown=markdown)
    check_blocks(article, text=False)
    assert "".join(markdown[c.start : c.end] for c in article.chunks(max_characters=3)) == markdown


def test_blocks_go_through_json():
    (block, *_) = wechatclean.clean(MANY).blocks
    assert wechatclean.Block.model_validate_json(block.model_dump_json()) == block
