"""The normal form: the tree of every article, once it is clean.

* ``article`` is the root; ``p``, ``h1``–``h6``, ``pre`` and table cells hold inline content, ``blockquote``, ``ul``,
  ``ol``, ``li`` hold blocks (an ``li`` or a cell of one paragraph holds that paragraph's content itself).
* White space is collapsed. No emphasis is empty, stands in emphasis of its own kind, or has a space at its edge.
* ``pre`` holds one ``code`` of pure text. An ``img`` has its URL in ``src``. No block is empty, but for cells.

Its elements have the properties that markdownify's methods use (``name``, ``attrs``, ``parent``), so that these
methods work on an lxml tree.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})


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
