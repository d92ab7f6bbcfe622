"""The vectors: data files under ``hostile/vectors/``, one a category, and how a vector becomes a page.

A vector of *text* (``{"text": …}``) is put into every place where text can stand; all of them must show it. One of
*html* (``{"html": …}``) stands between two paragraphs; the keys beside it say what must hold:

``shows``: the text between the two paragraphs (white space apart); ``absent``: words that are nowhere in the result;
``links``, ``images``: addresses; ``code``, ``pre``, ``strong``, ``em``, ``del``, ``headings``, ``cells``: texts of such
elements; ``alt``: the words of a picture, where they are not those of the text; ``notes``: kinds of notes;
``open``: the HTML itself swallows what follows. That the result is safe, and that the Markdown shows what
``article.html`` shows, must hold of every vector; the latter not where ``formula`` says that TeX is written otherwise.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from folders import HOSTILE

FOLDER = HOSTILE / "vectors"
BEFORE, AFTER = "春山在前", "秋水在后"


def load() -> dict[str, list[dict[str, Any]]]:
    """Category → vectors."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def framed(html: str) -> str:
    """*html* as the middle of an article."""
    return f'<div class="rich_media_content" id="js_content"><p>{BEFORE}</p>\n{html}\n<p>{AFTER}</p></div>'


PLACES = {
    "p": "<p>{}</p>",
    "after a break": "<p>甲<br>{}</p>",
    "li": "<ul><li>{}</li></ul>",
    "second in li": "<ol><li><p>乙</p><p>{}</p></li></ol>",
    "heading": "<h3>{}</h3>",
    "quote": "<blockquote><p>{}</p></blockquote>",
    "cell": "<table><tr><th>丙</th><th>{0}</th></tr><tr><td>{0}</td><td>丁</td></tr></table>",
    "strong": "<p>戊<strong>{}</strong>己</p>",
    "em": "<p><em>{}</em></p>",
    "link": '<p>庚<a href="https://a.example.org/x">{}</a>辛</p>',
    "spanning cell": '<table><tr><td colspan="2">{}</td></tr><tr><td>壬</td><td>癸</td></tr></table>',
    "figcaption": "<figure><figcaption>{}</figcaption></figure>",
}
"""Where a text is put; each time it must be shown."""
BARE = {
    "pre": "<pre>{}</pre>",
    "pre in li": "<ul><li><p>子</p><pre>{}</pre></li></ul>",
    "pre in quote": "<blockquote><pre>{}</pre></blockquote>",
    "code": "<p>丑<code>{}</code>寅</p>",
}
"""Where it is code."""


def split_text(text: str) -> str:
    """*text* with an element between any two characters: what one run of text would be, many are too."""
    return "".join(f"<span>{escape(char)}</span>" for char in text)


def page_of_text(text: str, places: dict[str, str]) -> str:
    """An article with *text* in all of *places*, in attributes, and cut into single characters."""
    bodies = [html.format(escape(text)) for html in places.values()]
    picture = f'<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/Key/640" alt="{escape(text)}"></p>'
    return framed("\n".join([*bodies, f"<p>{split_text(text)}</p>", picture]))


def page_with_title(text: str) -> str:
    """A page whose title, author and account say *text*."""
    said = escape(text)
    return (
        f'<html><head><meta property="og:title" content="{said}"><meta name="author" content="{said}">'
        f'<meta property="og:description" content="{said}"></head><body>'
        f'<h1 id="activity-name">{said}</h1><a id="js_name">{said}</a>{framed("<p>正文</p>")}</body></html>'
    )
