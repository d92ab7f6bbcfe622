"""Front matter: what is hostile is refused in bounded time, what comes out is read back as it was."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
import yaml

import wechatclean

BODY = "<p>春水初生。</p>"


def post(yaml_text):
    return f"---\n{yaml_text}\n---\n\n{BODY}"


REFUSED = {
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "a cycle": "a: &a [*a]",
    "a cycle through a key": "&a ? *a : 1",
    "an anchor": "title: &t 茶",
    "an alias": "title: *t",
    "merge keys": "a: &a {x: 1}\nb:\n  <<: *a",
    "python tag": "title: !!python/object/apply:os.system [id]",
    "python name": "title: !!python/name:os.system",
    "python module": "a: !!python/module:os",
    "timestamp tag": "date: !!timestamp x",
    "binary tag": "a: !!binary x",
    "set tag": "a: !!set {x, y}",
    "omap tag": "a: !!omap [x: 1]",
    "own tag": "a: !tea x",
    "verbatim tag": "a: !<tag:yaml.org,2002:str> x",
    "tag directive": "%TAG ! tag:yaml.org,2002:python/\na: !object:os x",
    "25,000 brackets": "a: " + "[" * 25_000,
    "25,000 closed brackets": "a: " + "[" * 25_000 + "]" * 25_000,
    "25,000 braces": "a: " + "{a: " * 12_000,
    "nested dashes": "- " * 25_000 + "x",
    "nested questions": "? " * 25_000 + "x",
    "nested indentation": "\n".join(" " * n + "a:" for n in range(300)),
    "twenty thousand keys": "\n".join(f"k{n}: 1" for n in range(6_000)),
    "a mapping as key": "{a: 1}: b",
    "a sequence as key": "? [a]\n: b",
    "a tab": "a:\n\t- b",
    "an open string": 'title: "茶',
    "an open bracket": "title: [茶",
    "an open brace": "title: {茶",
    "a reserved sign": "title: @x",
    "a backtick": "title: `x`",
    "a colon too many": "title: a: b",
    "a percent sign": "title: %x",
    "a bad escape": 'title: "\\q"',
    "a bad code point": 'title: "\\UFFFFFFFF"',
    "a key of 60,000 letters": "k" * 60_000 + ": x",
    "two documents in one": "a: 1\n--- b",
}
SURVIVED = {
    "date out of range": "date: 2020-13-45",
    "time out of range": "date: 2020-01-01 99:99:99",
    "a year before time zones": "date: 1010-03-05 07:30:00",
    "year zero": "date: 0000-00-00",
    "year ten thousand": "date: 10000-01-01",
    "a date in the far future": "date: 99999999999999",
    "negative seconds": "date: -99999999999999999",
    "zone out of range": "date: 2020-01-01T00:00:00+99:99",
    "5,000 digits": "read_count: " + "9" * 5_000,
    "5,000 digits for an id": "mid: " + "9" * 5_000,
    "infinity": "read_count: .inf",
    "not a number": "read_count: .nan",
    "exponent": "read_count: 1e999999",
    "hexadecimal": "read_count: 0x" + "f" * 100,
    "base sixty": "read_count: 12:30:45",
    "no": "title: no",
    "year": "title: 2024",
    "null": "title: null\nauthor: ~\ndate:",
    "a list for a word": "title: [a, b]\nauthor: {x: y}\naccount: [1, 2]\ndate: [2020]",
    "a mapping for a list": "tags: {a: b}\nimages: 5\ncover: [1]",
    "a bool": "title: true\ntags: false",
    "NUL": "title: a\0b",
    "controls": "title: a\x01\x08b\x7f",
    "surrogate": "title: a\ud800b",
    "escaped NUL": 'title: "a\\0b"',
    "escaped surrogate": 'title: "a\\ud800b"',
    "escaped noncharacter": 'title: "a\\uffffb\\ufdd0"',
    "line separators": 'title: "a\\Lb\\Pc\\Nd"',
    "a key of nothing": "? \n: x",
    "numbers as keys": "1: a\n2.5: b\ntrue: c\nnull: d",
    "the same key twice": "title: a\ntitle: b",
    "merge sign as a word": "<<: x",
    "a comment": "# title: x",
    "nothing": "",
    "HTML in a title": "title: <script>alert(1)</script>",
    "Markdown in a title": "title: '[x](javascript:alert(1))'",
    "an address": "url: javascript:alert(1)\ncover: javascript:alert(1)",
    "an account": "account: {name: {a: b}, alias: [1], id: 5}",
    "attributes of ours": "markdown: x\nhtml: <script>\nimages: [1]\nnotes: x\nembeds: x\nextra: {extra: {extra: 1}}",
    "names of methods": "model_dump: x\n__class__: y\n__init__: z\nto_document: w",
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_yaml_is_refused(name):
    with pytest.raises(wechatclean.WechatCleanError) as caught:
        wechatclean.clean(post(REFUSED[name]))
    assert isinstance(caught.value, (wechatclean.FrontMatterError, wechatclean.LimitError))
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", SURVIVED)
def test_odd_values_reach_a_field_or_extra(name):
    article = wechatclean.clean(post(SURVIVED[name]))
    assert article.markdown == "春水初生。"
    assert wechatclean.Article.model_validate_json(article.model_dump_json()).markdown == article.markdown
    again = wechatclean.clean(article.to_document())
    for field in wechatclean.Metadata.model_fields:
        assert getattr(again, field) == getattr(article, field), field
    json.dumps(article.front_matter(), default=str).encode()


@pytest.mark.parametrize("said", ["春", "- 春\n- 夏"])
def test_what_is_no_mapping_is_no_header(said):
    """Text between two rules stays text."""
    markdown = wechatclean.clean(post(said)).markdown
    assert said.split()[-1] in markdown
    assert "春水初生。" in markdown


MARKDOWN = "# 题\n\n正文**粗**。\n"
WRITTEN = {
    "YAML": "---\ntitle: 茶\ntags: [水]\n---\n",
    "behind blank lines": "\n \n---\ntitle: 茶\ntags: [水]\n---\n",
    "behind a byte order mark": "\ufeff---\ntitle: 茶\ntags: [水]\n---\n",
    "lines end in CR and LF": "---\r\ntitle: 茶\r\ntags: [水]\r\n---\r\n",
    "tabs behind keys": "---\ntitle:\t茶\ntags:\t[水]\n---\n",
    "tabs behind fences": "---\t\ntitle: 茶\ntags: [水]\n---\t\n",
    "more dashes": "-----\ntitle: 茶\ntags: [水]\n-----\n",
    "ended by dots": "---\ntitle: 茶\ntags: [水]\n...\n",
    "without its first fence": "title: 茶\ntags: [水]\n---\n",
    "keys in quotes": "---\n'title': 茶\n\"tags\": [水]\n---\n",
    "TOML": "+++\ntitle = '茶'\ntags = ['水']\n+++\n",
    "TOML in CR and LF": "+++\r\ntitle = '茶'\r\ntags = ['水']\r\n+++\r\n",
    "JSON": '{\n  "title": "茶",\n  "tags": ["水"]\n}\n',
    "JSON on one line": '{"title": "茶", "tags": ["水"]}\n',
    "JSON with braces in words": '{"title": "茶", "tags": ["水"], "x": "}\\n}"}\n\n',
}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("as_bytes", [False, True])
def test_front_matter_is_read_however_it_is_written(name, as_bytes):
    source = WRITTEN[name] + MARKDOWN
    article = wechatclean.clean(source.encode() if as_bytes else source)
    assert (article.title, article.tags) == ("茶", ("水",))
    assert article.markdown == MARKDOWN.strip()


def test_line_ends_of_old_machines_are_read():
    source = "---\rtitle: 茶\r---\r" + MARKDOWN.replace("\n", "\r")
    assert wechatclean.clean(source).markdown == MARKDOWN.strip()


def test_dates_and_numbers_of_toml_are_plain_values():
    header = "date = 2024-03-05T07:30:00+08:00\nx.y = 1.5\nz = [2024-03-05, nan]"
    article = wechatclean.clean(f"+++\n{header}\n+++\n{MARKDOWN}")
    assert article.published_at == datetime(2024, 3, 5, 7, 30, tzinfo=timezone(timedelta(hours=8)))
    assert article.extra == {"x": {"y": 1.5}, "z": ["2024-03-05", "nan"]}


BROKEN = {
    "a string without its end": ('---\na: 1\nb: "x\n---\n', 4, 1),
    "a tab as indentation": ("---\na:\n\t- b\n---\n", 3, 1),
    "a second block": ("---\na: 1\n---\n\n---\nlayout: post\n---\n", 5, 1),
    "a second block of another kind": ("---\na: 1\n---\n+++\nx = 1\n+++\n", 4, 1),
    "no end": ("\n---\ntitle: x\n\n", 2, 1),
    "no end in a megabyte": ("---\na: " + "x" * 1_000_000 + "\n", 1, 1),
    "TOML broken": ("+++\na = 1\nb = = 2\n+++\n", 3, 5),
    "TOML that ends too early": ("+++\na = '''x\n+++\n", 2, 1),
    "TOML nested deeply": ("+++\na = " + "[" * 5_000 + "]" * 5_000 + "\n+++\n", 1, 1),
    "JSON broken": ('{\n  "a": 1\n  "b": 2\n}\n\n', 3, 3),
    "JSON nested deeply": ('{"a": ' + "[" * 5_000 + "]" * 5_000 + "}\n\n", 1, 1),
    "JSON with what is no number": ('{"a": NaN}\n\n', 1, 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_front_matter_is_told_with_its_place(name):
    text, line, column = BROKEN[name]
    with pytest.raises(wechatclean.FrontMatterError) as caught:
        wechatclean.clean(text + MARKDOWN)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("header", ["---\na: {}\n---\n", "+++\na = '{}'\n+++\n", '{{\n"a": "{}"\n}}\n'])
def test_front_matter_of_a_megabyte_passes_the_limit(header):
    with pytest.raises(wechatclean.LimitError) as caught:
        wechatclean.clean(header.format("x" * 1_000_000) + MARKDOWN)
    assert caught.value.limit == "front_matter"
    assert caught.value.found > 1_000_000


BODIES = {
    "a rule, and more of them": ("---\n\n一\n\n---\n\n二", "---\n\n一\n\n---\n\n二"),
    "a heading with a line below": ("注意: 水\n---\n\n二", "## 注意: 水\n\n二"),
    "YAML in code": ("```yaml\n---\na: 1\n---\n```", "```yaml\n---\na: 1\n---\n```"),
    "data as text below": ('{ "title": "晒青" }\n\n二', '{ "title": "晒青" }\n\n二'),
    "a table": ("a | b\n---|---\nc | d", "| a | b |\n| --- | --- |\n| c | d |"),
}


@pytest.mark.parametrize("name", BODIES)
def test_dashes_in_the_body_are_no_front_matter(name):
    body, markdown = BODIES[name]
    assert wechatclean.clean(f"---\ntitle: 茶\n---\n{body}\n").markdown == markdown


def test_a_post_without_a_body_says_so():
    with pytest.raises(wechatclean.DocumentError, match="nothing stands below"):
        wechatclean.clean("---\ntitle: 茶\n---\n \n")


LONE_MARKDOWN = [
    MARKDOWN,
    "[茶](https://a.cn/)\n\n<br>",
    "# 题\n\n<div>\n\n**粗**\n\n</div>",
    "文\n\n```\n<p>\n```",
    "![](https://a.cn/b.png)",
]


@pytest.mark.parametrize("text", LONE_MARKDOWN)
def test_markdown_without_front_matter_says_what_it_is(text):
    with pytest.raises(wechatclean.DocumentError, match="Markdown without front matter"):
        wechatclean.clean(text)


HTML_WITH_SIGNS = [
    "<p># 题</p>\n# 题",
    "<b>1.</b>\n# 题",
    "1. 春<br>2. 夏",
    "{% raw %}<p>文</p>",
    "- 春\n- 夏<br>",
    "#题<br>",
]


@pytest.mark.parametrize("html", HTML_WITH_SIGNS)
def test_html_with_signs_of_markdown_stays_html(html):
    assert wechatclean.clean(html).markdown


def test_a_header_that_is_too_long_is_a_limit():
    with pytest.raises(wechatclean.LimitError):
        wechatclean.clean(post("a: " + "x" * 70_000))
    limits = wechatclean.Limits(front_matter=100_000)
    assert wechatclean.clean(post("a: " + "x" * 70_000), limits=limits).markdown == "春水初生。"


@pytest.mark.parametrize("opening", ["\ufeff---", "---\r", " \n---", "--- "])
def test_headers_are_found_behind_marks_and_line_ends(opening):
    assert wechatclean.clean(f"{opening}\ntitle: 茶\n---\n{BODY}").title == "茶"


KILLERS = {
    "brackets": "a: " + "[" * 60_000,
    "aliases": "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9) if n else 'x'}]" for n in range(60)),
    "quotes": "a: '" + "'" * 60_000,
    "spaces": "a: " + " " * 60_000 + "x",
    "colons": ":" * 60_000,
    "dashes": "-" * 60_000,
    "newlines": "a: |\n" + "\n" * 60_000,
    "folded": "a: >\n" + " x\n" * 20_000,
    "comments": "#" * 60_000,
    "escapes": 'a: "' + "\\x41" * 15_000 + '"',
    "flow": "a: [" + "," * 60_000 + "]",
    "pairs": "a: [" + "a: b, " * 10_000 + "]",
    "question marks": "?" * 60_000,
    "tags": "a: " + "!x " * 20_000,
    "anchors": "&a " * 20_000,
}
CHILD = """
import sys, wechatclean
try:
    wechatclean.clean(sys.stdin.buffer.read())
except wechatclean.WechatCleanError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("name", KILLERS)
def test_no_header_kills_the_process(name):
    """In a process of its own, with the memory and the time that a dying one would exceed."""

    def bounds():
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=post(KILLERS[name]).encode(),
        capture_output=True,
        preexec_fn=bounds,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


TITLES = [
    "a\nb", "a\r\nb", "---", "--- ", "a\n---\nlayout: evil", "...", "+++", ": x", "a: b", "a:b", "#x", "a #b",
    "# x", "!!python/object:os.system", "!x", "&a", "*a", "&a *a", "@x", "`x`", "%x", "|", ">", "|-\n x", "- x",
    "-", "? x", "?", "[x", "{x", "]", "}", "'", '"', "'x", '"x', "''", '""', "\\", "\\n", "a\\", "null", "~",
    "true", "no", "yes", "on", "y", "2024", "007", "0x1f", "1e3", "1_000", "12:30:45", "2024-01-01", ".inf",
    ".nan", "=", "<<", "a\u2028b", "a\u2029b", "a\x85b", "\ufeffa", "a\u200bb", "a\tb", " a", "a ",
    "\u3000a\u3000", "a\x00b", "a\x07b", "\ud800", "🍵", "\U0010ffff", "{{ x }}", "{% x %}",
    "<script>alert(1)</script>", "</title>", "<!-- -->", "a" * 5_000, "茶 " * 500, "“茶”", "《茶》：一", "a,b",
    "a, b: c, d", "[a, b]", "{a: b}", "a  b", "-1", "+1", "1.", ".5", "5.0", "0", "-0", "1.10",
]  # fmt: skip


NOT_SHOWN = re.compile("[\x00-\x08\u200b\ufeff]")


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_any_title_reads_back(title):
    """By this library as one line, by PyYAML as it was; as text, and as one key."""
    article = wechatclean.Article(
        title=title.replace("\ud800", ""), author=title.replace("\ud800", ""), markdown="正文"
    )
    document = article.to_document()
    header, _, body = document.removeprefix("---\n").partition("\n---\n")
    plain = yaml.safe_load(header)
    assert plain == {"title": article.title, "author": article.title}
    assert body.strip() == "正文"
    again = wechatclean.clean(document)
    assert (again.title or "") == " ".join(NOT_SHOWN.sub("", article.title).split())
    assert again.extra == {}


@pytest.mark.parametrize("body", ["---\nlayout: evil\n---\n\nx", "+++\nx = 1\n+++", "***", "- - -", "---"])
def test_no_body_becomes_a_header(body):
    """An article that begins like front matter is not read as such, with or without a header before it."""
    article = wechatclean.clean("".join(f"<p>{line or '<br>'}</p>" for line in body.split("\n")) + "<hr><p>末</p>")
    assert not article.markdown.startswith(("---", "+++"))
    assert wechatclean.clean(article.to_document()).front_matter() == article.front_matter()


def test_times_read_back_in_any_zone():
    when = datetime(2024, 2, 29, 23, 59, 59, tzinfo=timezone(timedelta(hours=-11, minutes=-30)))
    article = wechatclean.Article(published_at=when, markdown="正文")
    assert wechatclean.clean(article.to_document()).published_at == when
