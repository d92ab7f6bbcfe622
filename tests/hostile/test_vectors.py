"""Every vector, through the front door: safe everywhere, and shown as it was."""

from __future__ import annotations

import pytest
import yaml
from judge import FAITHFUL, RENDERERS, as_browser, shown, squeezed, unfaithful, unsafe
from vectors import AFTER, BARE, BEFORE, PLACES, framed, load, page_of_text, page_with_title

import wechatclean

CATEGORIES = load()


def every(key):
    """One parameter a vector that has *key*."""
    return [
        pytest.param(vector, id=f"{name}-{n}")
        for name, vectors in CATEGORIES.items()
        for n, vector in enumerate(vectors, 1)
        if key in vector
    ]


def between(html):
    """The text that *html* shows between the two paragraphs of the frame, and whether the second is whole."""
    text = shown(html)
    closed = any("".join(p.itertext()) == AFTER for p in as_browser(html).find("body").findall("p"))
    return text.partition(BEFORE)[2].rpartition(AFTER)[0], closed


def test_there_are_vectors_enough():
    assert sum(map(len, CATEGORIES.values())) >= 500


@pytest.mark.parametrize("vector", every("text"))
@pytest.mark.parametrize("places", [PLACES, BARE], ids=["prose", "code"])
def test_text_stays_text(vector, places):
    """Text is shown as it was wherever it stands, and is nothing else."""
    source = page_of_text(vector["text"], places)
    article = wechatclean.clean(source)
    want, _ = between(source)
    for html in (article.html, *(render(article.markdown) for render in FAITHFUL.values())):
        got, closed = between(html)
        assert got == want
        assert closed
        assert squeezed(as_browser(html).find(".//img").get("alt")) == squeezed(vector.get("alt", vector["text"]))
    assert article.front_matter() == {}
    assert wechatclean.clean(article.to_document()).front_matter() == {}
    assert unfaithful(article) == []
    assert unsafe(article) == []


@pytest.mark.parametrize("vector", every("text"))
def test_a_title_stays_a_title(vector):
    """Front matter holds the title as one line of text and has no key but ours."""
    article = wechatclean.clean(page_with_title(vector["text"]))
    front, _, body = article.to_document().removeprefix("---\n").partition("\n---\n")
    plain = yaml.safe_load(front)
    assert plain.keys() <= {"title", "author", "description", "account"}
    assert squeezed(plain.get("title") or "") == squeezed(article.title or "")
    assert body.strip() == f"{BEFORE}\n\n正文\n\n{AFTER}"
    assert wechatclean.clean(article.to_document()).title == article.title
    if article.title:
        rendered = RENDERERS["cmark-gfm"](article._repr_markdown_())
        assert squeezed(as_browser(rendered).findtext(".//h1") or "") == squeezed(article.title)
    assert unsafe(article) == []


def texts(tree, *tags):
    """Squeezed texts of the elements *tags* in order."""
    return [squeezed("".join(el.itertext())) for el in tree.iter() if el.tag in tags]


SEEN = {
    "links": lambda tree: [el.get("href") for el in tree.iter("a")],
    "images": lambda tree: [el.get("src") for el in tree.iter("img")],
    "pre": lambda tree: ["".join(el.itertext()).strip("\n") for el in tree.iter("pre")],
    "code": lambda tree: texts(tree, "code"),
    "strong": lambda tree: texts(tree, "strong", "b"),
    "em": lambda tree: texts(tree, "em", "i"),
    "del": lambda tree: texts(tree, "del", "s"),
    "headings": lambda tree: texts(tree, "h1", "h2", "h3", "h4", "h5", "h6"),
    "cells": lambda tree: texts(tree, "td", "th"),
    "items": lambda tree: texts(tree, "li"),
}


def test_every_key_of_a_vector_is_one_that_is_read():
    known = {"text", "html", "alt", "shows", "absent", "notes", "open", "formula", *SEEN}
    assert {key for vectors in CATEGORIES.values() for vector in vectors for key in vector} <= known


@pytest.mark.parametrize("vector", every("html"))
def test_html(vector):
    """What must hold of hostile HTML holds of the Markdown, rendered, and of the HTML."""
    article = wechatclean.clean(framed(vector["html"]))
    for html in (article.html, *(render(article.markdown) for render in FAITHFUL.values())):
        got, closed = between(html)
        tree = as_browser(html)
        if "shows" in vector:
            assert got == squeezed(vector["shows"])
        assert closed or vector.get("open")
        for key in SEEN.keys() & vector.keys():
            assert SEEN[key](tree) == vector[key], key
        for word in vector.get("absent", ()):
            assert word not in html
    for word in vector.get("absent", ()):
        assert word not in article.markdown
        assert word not in article.text
    for kind in vector.get("notes", ()):
        assert kind in {note.kind for note in article.notes}
    if not vector.get("formula"):
        assert unfaithful(article) == []
    assert unsafe(article) == []
