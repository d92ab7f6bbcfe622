"""Small changes of a tree that keep the text around an element."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree


def text_of(el: etree._Element) -> str:
    """All text of *el*, without its tail."""
    return "".join(el.itertext()) if len(el) else el.text or ""


def sheets_of(body: etree._Element) -> Iterator[etree._Element]:
    """The ``<style>`` elements of *body*: a parser puts those before all text beside it."""
    root = body.getparent() if body.tag == "body" else None
    return (body if root is None else root).iter("style")


def has_sheets(body: etree._Element) -> bool:
    """Whether there are any."""
    return next(sheets_of(body), None) is not None


def is_large(el: etree._Element, most: int = 500) -> bool:
    """Whether *el* holds more than *most* elements: a rule that read these would read a nest at each of its levels.

    >>> root = etree.fromstring("<p><b/><b/></p>")
    >>> is_large(root, 1), is_large(root, 2)
    (True, False)
    """
    return next(islice(el.iter(), most + 1, None), None) is not None


def near(el: etree._Element, levels: int) -> Iterator[etree._Element]:
    """The elements in *el* down to so many *levels*: in a nest each is looked at as often, however deep the nest is.

    >>> [inner.tag for inner in near(etree.fromstring("<p><b><i><s/></i></b><em/></p>"), 2)]
    ['b', 'em', 'i']
    """
    row = [el]
    for _ in range(levels):
        row = [inner for outer in row for inner in outer]
        yield from row


def unwrap(el: etree._Element) -> None:
    """Put what *el* holds in its place.

    >>> root = etree.fromstring("<p>a<b>b<i>c</i>d</b>e</p>")
    >>> unwrap(root[0]); etree.tostring(root)
    b'<p>ab<i>c</i>de</p>'
    """
    if el.getparent() is None:
        return
    _add_before(el, el.text)
    for child in list(el):
        el.addprevious(child)
    drop(el)


def drop(el: etree._Element) -> None:
    """Take *el* out and leave the text behind it.

    >>> root = etree.fromstring("<p>a<b>b</b>c</p>")
    >>> drop(root[0]); etree.tostring(root)
    b'<p>ac</p>'
    """
    parent = el.getparent()
    if parent is not None:
        _add_before(el, el.tail)
        el.tail = None
        parent.remove(el)


def _add_before(el: etree._Element, text: str | None) -> None:
    """Add *text* in front of *el*; never by its index, which takes time with each element before it."""
    if not text:
        return
    before, parent = el.getprevious(), el.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
