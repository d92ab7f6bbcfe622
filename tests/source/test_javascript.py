"""The reader of JavaScript literals: every spelling of WeChat's scripts, broken ones, and any text at all."""

from __future__ import annotations

import json
from functools import partial

import pytest
from effort import effort
from hypothesis import given
from hypothesis import strategies as st
from shapes import PIECES_OF_SCRIPTS

from wechatclean.source.javascript.assignments import ObjectLiteral, assigned, read
from wechatclean.source.javascript.values import unescaped

SPELLINGS = [
    # numbers
    ("'1762243169'", "1762243169"),
    ("'1260' * 1", 1260),
    ('"1500853064"*1', 1500853064),
    ("'0.99973977' * 1", 0.99973977),
    ("'' * 1", 0),
    ("'abc' * 1", None),
    ("3", 3),
    ("-3", -3),
    ("0x1F", 31),
    ("1.5e2", 150.0),
    ("1540000000*1000", 1540000000000),
    # text and its escapes
    ("''", ""),
    (r"'\x3cp\x3e\x26amp;\x22\x27\x5c\x0d\x0a'", "<p>&amp;\"'\\\r\n"),
    (r"'\x5cx3c'", r"\x3c"),
    (r"'\/ \" \' \\ \n \t'", "/ \" ' \\ \n \t"),
    (r"'\u4e2d\u{1f600}\ud83d\ude00'", "中😀😀"),
    (r'"it\'s"', "it's"),
    ("'a\\\nb'", None),
    # calls
    ("JsDecode('ok')", "ok"),
    (r"JsDecode('\x5cx3c')", r"\x3c"),
    ('htmlDecode("A &amp; B &lt;c&gt; &copy=1")', "A & B <c> &copy=1"),
    ("'A &amp; &quot;B&quot;'.html(false)", 'A & "B"'),
    ("'A &amp;amp; B'.html(false).html(false)", "A & B"),
    ("'A & B'.html(true)", "A & B"),
    ("getXmlValue('comment_id.DATA')", None),
    ("parseInt(Date.now() / 1000, 10)", None),
    ('new Date("1540000000"*1000)', 1540000000000),
    ("window.a_value_which_never_exists || '甲'", "甲"),
    # operators
    ('"" || "" || "0a1b"', "0a1b"),
    ("'' || ''", ""),
    ("'1762935473' * 1 || '' * 1 || parseInt(Date.now() / 1000)", 1762935473),
    ("xml ? getXmlValue('comment_id.DATA') : '42'", "42"),
    ("'' ? 1 : 0", 0),
    ("'1' ? 1 : 0", 1),
    ("('0' || '') * 1", 0),
    ("'true' === 'true'", True),
    ("'' === 'true'", False),
    ("window.title = '标题' || ''", "标题"),
    ("'甲' + '乙'", "甲乙"),
    ("!!''", False),
    ("!0", True),
    ("true", True),
    ("null", None),
    ("undefined", None),
    # containers
    ("{}", {}),
    ("[]", []),
    ("[ ].slice(0, 20)", []),
    ("[1, 'b', JsDecode('c'),]", [1, "b", "c"]),
    ("{a: '1' * 1, 'b': true, \"c\": [{d: JsDecode('e')},],}", {"a": 1, "b": True, "c": [{"d": "e"}]}),
    ("{ // no\n a: 1, /* , b: 2 */ c: 3 }", {"a": 1, "c": 3}),
    ("{a: function (x) { return {y: '}'} }, b: 2}", {"a": None, "b": 2}),
    ("{a: f('x', {b: 1})[0].c, d: 4}", {"a": None, "d": 4}),
    ("{url: 'https://example.com/a?b=1'}", {"url": "https://example.com/a?b=1"}),
    ("{a: 1, a: 2}", {"a": 1}),
    # broken ones
    ("'no end", None),
    ("{a: 'no end\n, b: 2}", {"a": None, "b": 2}),
    ("{a: JsDecode('no end\n, b: JsDecode('2'), c: {d: 3}}", {"a": None, "b": "2", "c": {"d": 3}}),
    ("{a: [1, 2}", {"a": [1, 2]}),
    ("[{a: 1, b: 2]", [{"a": 1, "b": 2}]),
    ("{a: {b: 1, c: 2", {"a": {"b": 1, "c": 2}}),
    ("{a: 1, : 2, b 3, c: 4}", {"a": 1, "c": 4}),
    ("{a: ), b: 2}", {"a": None, "b": 2}),
    ("", None),
    ("?", None),
]


@pytest.mark.parametrize(("code", "value"), SPELLINGS, ids=[code for code, _ in SPELLINGS])
def test_spelling(code, value):
    assert read(code) == value
    assert type(read(code)) is type(value)


@pytest.mark.parametrize("code", ["{a: 'no end\n, b: 2}", "{a: JsDecode('no end\n, b: JsDecode('2'), c: 1}"])
def test_an_object_read_late_loses_no_more_than_one_read_at_once(code):
    assert dict(ObjectLiteral(code, 0, len(code))) == read(code)


def test_an_object_knows_whether_it_was_cut_off():
    assert ObjectLiteral("{a: 1, b: {c: '2'},}", 0, 20).whole
    assert not ObjectLiteral("{a: 1, b: {c: '2'}", 0, 18).whole


def test_assignments():
    code = """
        // var ct = "1";
        var act = "2"; var ct_1 = "3"; data["ct"] = "4"; obj.ct == "5"; (ct => "6")
        var url = "http://example.com/", ct = "7"; // the slashes of the address begin no comment
        var link = "/s?ct=10&ct=11&amp;ct=12", of = {ct: "13", x: 'ct=14'};
        window.ct = '8' || ''; _g.ct="9";ct="15"
    """
    assert list(assigned(code, "ct")) == ["7", "8", "9", "15"]


@given(st.text())
def test_any_escape_is_text(raw):
    unescaped(raw)


NAMES = st.from_regex(r"[a-z_]{1,9}", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**15) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_json_reads_as_what_it_is(value):
    assert read(json.dumps(value, ensure_ascii=False)) == value
    assert read(json.dumps(value, indent=1)) == value


PIECES = st.lists(
    st.sampled_from([
        "{", "}", "[", "]", "(", ")", "'", '"', "\\", "\n", ",", ":", "//", "/*", "*/", "/", "*", "*1",
        "||", "?", "=", "===", "!", "-", "+", ".", "a", "a:", "1", " ", "JsDecode(", ".html(false)",
        "'b'", "new ", "\ud800", "&amp;", "\\x3c", "\\u12",
    ]),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES | st.text(max_size=200))
def test_the_reader_never_raises(code):
    read(code)
    list(assigned(f"x = {code}\n a = {code}", "a"))
    dict(ObjectLiteral(code, 0, len(code)))
    dict(ObjectLiteral("{" + code, 0, len(code) + 1))


@pytest.mark.parametrize("piece", PIECES_OF_SCRIPTS, ids=repr)
def test_work_grows_with_the_input_and_no_faster(piece):
    """Four times the input is about four times the work; quadratic would be sixteen."""

    def read_in_all_ways(code):
        read(code)
        dict(ObjectLiteral(code, 0, len(code)))
        list(assigned(code, "a"))

    few, many = (effort(partial(read_in_all_ways, "{" + piece * (count // len(piece)))) for count in (2_000, 8_000))
    assert many < 4.4 * few
