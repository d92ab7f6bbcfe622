"""The normal form: what every article's tree looks like once it is clean.

* ``article`` is the root; ``p``, ``h1``–``h6``, ``pre`` and table cells hold inline content, ``blockquote``, ``ul``,
  ``ol``, ``li`` hold blocks (an ``li`` or a cell of one paragraph holds that paragraph's content itself).
* White space is collapsed; no emphasis is empty, nested in its like, across a break, or has a space at its edge.
* ``pre`` holds one ``code`` of pure text. An ``img`` has one absolute URL. Nothing empty is left.

Its elements answer to the names that markdownify's methods use (``name``, ``attrs``, ``parent``), so that these
work on an lxml tree.
"""

from __future__ import annotations

from lxml import etree


class Node(etree.ElementBase):
    """An element of the normal form."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The tag, as BeautifulSoup calls it."""
        return str(self.tag)

    @property
    def attrs(self) -> dict[str, str]:
        """The attributes, as BeautifulSoup calls them."""
        return dict(self.attrib)

    @property
    def parent(self) -> etree._Element | None:
        """The parent, as BeautifulSoup calls it."""
        return self.getparent()


_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Node))


def new_root() -> etree._Element:
    """An empty article."""
    return new_element("article")


def new_element(tag: str, **attributes: str) -> etree._Element:
    """An element that stands in no tree yet."""
    return _PARSER.makeelement(tag, attributes)


def text_of(el: etree._Element) -> str:
    """All text of *el*, without its tail."""
    return "".join(el.itertext()) if len(el) else el.text or ""


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
