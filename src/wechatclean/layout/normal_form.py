"""The normal form: the tree of every article, once it is clean.

* ``article`` is the root; ``p``, ``h1``–``h6``, ``pre`` and table cells hold inline content, ``blockquote``, ``ul``,
  ``ol``, ``li`` hold blocks (an ``li`` or a cell of one paragraph holds that paragraph's content itself).
* White space is collapsed. No emphasis is empty, stands in emphasis of its own kind, or has a space at its edge.
* ``pre`` holds one ``code`` of pure text; the rest of a fence's info string is its ``title``. An ``img`` has its URL in
  ``src``. No block is empty, but for cells.
* ``span.raw`` and ``div.raw`` hold as text what an engine reads in a post, as pandoc's raw inlines and blocks do;
  ``hidden`` are those that nobody is shown, ``div.raw.attributes`` those that belong to the block above.
* ``div.footnote`` holds the blocks of a footnote, whose label is its ``id`` behind ``fn-``.
* In the text of a post, a line feed is where a line of its Markdown ends.

Its elements have the properties that markdownify's methods use (``name``, ``attrs``, ``parent``), so that these
methods work on an lxml tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})
_FORMULAS = ("math inline", "math display")


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


def new_formula(tex: str, *, display: bool) -> etree._Element:
    """A formula with the source *tex*, in a line of text or as a *display* of its own."""
    span = new_element("span", **{"class": f"math {'display' if display else 'inline'}"})
    span.text = rf"\[{tex}\]" if display else rf"\({tex}\)"
    return span


def tex_of(el: etree._Element) -> str | None:
    """The TeX of the formula *el*; ``None`` where it is none."""
    if el.tag != "span" or el.get("class") not in _FORMULAS:
        return None
    return (el.text or "")[2:-2]


def is_display(formula: etree._Element) -> bool:
    """Whether *formula* is a display of its own."""
    return formula.get("class") == _FORMULAS[1]


def shown_text(el: etree._Element) -> str:
    """All text of *el*, without its tail; a formula is its TeX."""
    return "".join(_texts(el))


def _texts(el: etree._Element) -> Iterator[str]:
    tex = tex_of(el)
    yield (el.text or "") if tex is None else tex
    for child in el:
        yield from _texts(child)
        yield child.tail or ""
