r"""Safe and quiet: no escape that a CommonMark parser does not need.

Each escape of ours (a backslash, ``&lt;``, ``&amp;``, ``&#…;``) is taken back in turn; if neither markdown-it-py nor
cmark-gfm then shows anything else, it was not needed.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path

import pytest
from judge import RENDERERS, dangers_of_markdown

import wechatclean

PROSE = json.loads(Path(__file__).with_name("prose.json").read_text("utf-8"))
ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:lt|amp|gt|#\d+);")
FAITHFUL = (RENDERERS["markdown-it-py"], RENDERERS["cmark-gfm"])
PLACES = {
    "p": "<p>{}</p>",
    "after words": "<p>今天<b>他</b>说{}</p>",
    "after a break": "<p>春天<br>{}</p>",
    "li": "<ul><li>{}</li></ul>",
    "heading": "<h2>{}</h2>",
    "cell": "<table><tr><td>甲</td><td>{}</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
    "bold": "<p>甲<b>{}</b>乙</p>",
    "link": '<p>见<a href="https://a.example.org/">{}</a>。</p>',
}


def unneeded(markdown):
    """The escapes of *markdown* that can be taken back without anybody seeing it."""
    meant = [render(markdown) for render in FAITHFUL]
    found = []
    for escaped in ESCAPE.finditer(markdown):
        char = escaped[0][1:] if escaped[0][0] == "\\" else unescape(escaped[0])
        without = markdown[: escaped.start()] + char + markdown[escaped.end() :]
        if [render(without) for render in FAITHFUL] == meant and not dangers_of_markdown(without):
            found.append(f"{escaped[0]} in {markdown!r}")
    return found


def test_there_is_prose_enough():
    assert len(PROSE) >= 200


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", PROSE)
def test_every_escape_is_needed(text, place):
    source = PLACES[place].format(escape(text, quote=False)) + "<p>末</p>"
    markdown = wechatclean.clean(source).markdown
    found = unneeded(markdown)
    if place == "bold":  # beside our own asterisks the text's are escaped, come what may
        found = [what for what in found if not what.startswith("\\*")]
    assert found == []


def test_unneeded_escapes_are_seen():
    assert unneeded(r"a \* b") == [r"\* in 'a \\* b'"]
    assert unneeded("a &amp; b") == ["&amp; in 'a &amp; b'"]
    assert unneeded(r"\*a*") == []
    assert unneeded(r"2024\. 年") == []
