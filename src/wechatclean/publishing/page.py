"""An article as a page to look at: a whole document, or what a notebook shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.layout.normal_form import new_root, read_back, shown_text
from wechatclean.metadata import Metadata
from wechatclean.notes import Note
from wechatclean.output.html import article_html
from wechatclean.patterns import pattern

_LONG = 3000  # characters of an article that a notebook shows; what is more is folded
_OF_A_PICTURE = 300  # characters that take as much room
_WEB = pattern(r"https?://(?:[^/?#@]*@)*([^/?#@]+)", re.I)


def byline(article: Metadata) -> Iterator[str]:
    """Who wrote it, whose account brought it, and when, as far as that is known."""
    yield from filter(None, dict.fromkeys((article.author, article.account.name)))
    if article.published_at:
        yield f"{article.published_at:%Y-%m-%d %H:%M}"


def with_head(article: Metadata, html: str) -> str:
    """*html*, the content of *article*, below its title and its byline."""
    return _article(article, map(escape, byline(article)), html)


def whole_page(article: Metadata, html: str) -> str:
    """A document of *article*, whose content is *html*."""
    return _PAGE.format(title=escape(article.title or ""), body=with_head(article, html))


def for_notebook(article: Metadata, html: str, notes: Sequence[Note]) -> str:
    """What a notebook shows: title, byline, the way to the source; of a long article the beginning; folded notes."""
    facts = [*map(escape, byline(article)), *_source(article.url)]
    return _article(article, facts, f"{_folded(html)}{_notes(notes)}")


def _article(article: Metadata, facts: Iterator[str] | list[str], html: str) -> str:
    title = f"<h1>{escape(article.title)}</h1>\n" if article.title else ""
    said = " · ".join(facts)
    line = f"<p><small>{said}</small></p>\n" if said else ""
    return f"<article>\n{title}{line}{html}\n</article>"


def _source(url: str | None) -> Iterator[str]:
    if found := _WEB.match(url or ""):
        yield f'<a href="{escape(found.string)}" rel="noreferrer">{escape(found[1])}</a>'


def _folded(html: str) -> str:
    """*html*, of which what would fill screens is folded, between two blocks."""
    if len(html) <= _LONG:
        return html
    shown, folded, room = read_back(html), new_root(), _LONG
    for block in list(shown):
        room -= _size(block)
        if room < 0:
            drop(block)
            folded.append(block)
    if not len(folded):
        return html
    size = _sizes(sum(len(shown_text(block)) for block in folded), sum(1 for _ in folded.iter("img")))
    return f"{article_html(shown)}\n<details><summary>… {size} more</summary>\n{article_html(folded)}\n</details>"


def _size(block: etree._Element) -> int:
    return len(shown_text(block)) + _OF_A_PICTURE * sum(1 for _ in block.iter("img"))


def _notes(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{escape(_said(note))}</li>" for note in notes)
    return f"\n<details><summary>{_sizes(notes=len(notes))}</summary>\n<ul>{items}</ul>\n</details>"


def _said(note: Note) -> str:
    lines = ", ".join(str(place.line) for place in note.places if place.line is not None)
    times = f" (×{note.count})" if note.count > 1 else ""
    return f"{note.kind}: {note.message}{times}{f', line {lines}' if lines else ''}"


def in_short(article: Metadata, text: str, pictures: int, notes: int) -> str:
    """What is printed of it: title, byline, address and size, a line each."""
    size = _sizes(len(text), pictures, notes)
    return "\n".join(filter(None, (article.title, " · ".join(byline(article)), article.url, size)))


def _sizes(characters: int = 0, pictures: int = 0, notes: int = 0) -> str:
    """Such as ``1,234 characters, 1 picture``."""
    counts = {"character": characters, "picture": pictures, "note": notes}
    return ", ".join(f"{number:,} {name}{'s' if number != 1 else ''}" for name, number in counts.items() if number)


_PAGE = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<style>body {{ max-width: 45em; margin: auto; }} img {{ max-width: 100%; height: auto; }}</style>
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""
