"""Notes locate: the line of what was handed over, the tag and the first words."""

from __future__ import annotations

from typing import get_args

import pytest

import wechatclean
from wechatclean import Note, NotePlace
from wechatclean.notes import NoteKind

HIDDEN = "<p style='display: none'>藏起来的一段</p>"
PAGE = f"""<!DOCTYPE html><html><head>
<script>
var a = 1;
</script></head><body>
<h1>茶</h1>
<div id='js_content'>
<p>茶</p>
{HIDDEN}</div>
<script>var b = 2;</script></body></html>"""


def places(source, **options):
    return [place for note in wechatclean.clean(source, **options).notes for place in note.places]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (f"<p>茶</p>{HIDDEN}", 1),
        (f"<p>茶</p>\n\n{HIDDEN}", 3),
        (f"<p>茶</p>\r\n{HIDDEN}", 2),
        (f"\n\n<div class='rich_media_content'>\n<p>茶</p>\n{HIDDEN}</div>", 5),
        (f"---\ntitle: 茶\n---\n<p>茶</p>\n{HIDDEN}", 5),
        (f"\n---\ntitle: 茶\ntags:\n- 水\n---\n\n<p>茶</p>{HIDDEN}", 8),
        (PAGE, 8),
        (PAGE.replace("id='js_content'", "class='rich_media_content'"), 8),
    ],
)
def test_lines_count_from_the_start_of_the_source(source, line):
    assert places(source) == [NotePlace(line=line, tag="p", text="藏起来的一段")]
    assert places(source.encode())[0].line == line


def test_lines_that_the_parser_cannot_count_are_not_told():
    assert places(f"<p>茶</p>{HIDDEN}" + "<p>茶</p>\n" * 70_000 + HIDDEN) == [
        NotePlace(line=1, tag="p", text="藏起来的一段"),
        NotePlace(line=None, tag="p", text="藏起来的一段"),
    ]


def test_what_no_line_holds_has_none():
    """The HTML of a post is made of what a script says, that of a feed's item is inside of XML."""
    html = f"<p>茶</p>\n{HIDDEN}"
    (note,) = wechatclean.clean_data({"content": html}).notes
    assert note.places == (NotePlace(tag="p", text="藏起来的一段"),)
    feed = f"<rss version='2.0'><channel>\n<item><description><![CDATA[{html}]]></description></item></channel></rss>"
    (article,) = wechatclean.clean_feed(feed)
    assert article.notes[0].places == note.places


def test_what_was_unwrapped_has_no_line():
    html = f"<p>茶</p>\n{HIDDEN}"
    clipping = (
        f"Version:0.9\r\nStartHTML:0000000010\r\n<html><body><!--StartFragment-->{html}<!--EndFragment--></body></html>"
    )
    mail = (
        f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nSnapshot-Content-Location: https://a.cn/\n\n{html}"
    )
    for source in (clipping, mail.encode()):
        assert places(source) == [NotePlace(tag="p", text="藏起来的一段")]


def test_five_places_and_the_first_words():
    html = "<p>茶</p>" + "".join(f"<p hidden>{n} <b>{'长' * 30}</b>\n<i>{'短' * 30}</i></p>" for n in range(7))
    (note,) = wechatclean.clean(html).notes
    assert note.count == 7
    assert [place.text for place in note.places] == [f"{n} {'长' * 30} {'短' * 7}" for n in range(5)]


def test_the_text_of_a_million_elements_is_not_read_for_a_note():
    html = f"<p>茶</p><p hidden>{'<i> </i>' * 200_000}尾</p>"
    assert places(html)[0].text == ""


@pytest.mark.parametrize(
    ("html", "kind", "tag", "text"),
    [
        ('<p>a<i style="visibility: hidden">b</i></p>', "hidden", "i", "b"),
        ('<p style="visibility: hidden">a<b style="visibility: visible">b</b>c d</p>', "hidden", "p", "a"),
        ('<pre>a<i style="display: none">b</i></pre>', "hidden", "i", "b"),
        ('<p>a</p><img style="display: none" src="https://a.example.org/b.png">', "hidden", "img", ""),
        ("<p>a</p><img>", "image", "img", ""),
        ("<p>a</p><img src='a_files/1.png'>", "image", "img", "a_files/1.png"),
        ("<select><option>1</option><option>12</option></select>", "dropped", "option", "12"),
        ("<p>a</p><mpshop>b</mpshop>", "dropped", "mpshop", "b"),
        ("<p>a</p><mpsearch></mpsearch>", "dropped", "mpsearch", ""),
        ("<p>a</p><canvas><p>b</p></canvas>", "dropped", "canvas", "b"),
        ("<p>a</p><mp-common-sticker></mp-common-sticker>", "image", "mp-common-sticker", ""),
        ('<p>a</p><svg role="img" focusable="false"><g></g></svg>', "formula", "svg", ""),
    ],
)
def test_what_is_lost_has_its_place(html, kind, tag, text):
    note = wechatclean.clean(html).notes[0]
    assert (note.kind, *note.places[:1]) == (kind, NotePlace(line=1, tag=tag, text=text))


def test_a_kind_is_one_of_the_known():
    assert set(get_args(NoteKind)) >= {"hidden", "dropped", "image"}
    with pytest.raises(ValueError, match="kind"):
        Note(kind="lost", message="x")
    note = Note(kind="image", message="x", places=(NotePlace(line=3, tag="img"),))
    assert Note.model_validate_json(note.model_dump_json()) == note
