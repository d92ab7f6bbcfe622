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
* A formula is ``span.math.inline`` or ``span.math.display``, with its TeX in ``\\(…\\)`` or ``\\[…\\]``.

Its elements answer to what markdownify's methods, and overrides of them, ask of BeautifulSoup's: see :class:`Node`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from wechatclean.html.parser import parse

Element = etree._Element
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "pre", "blockquote", "ul", "ol", "table", "hr"}
BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})
_FORMULAS = ("math inline", "math display")


class Node(etree.ElementBase):
    """An element of the normal form: lxml's, and what is most used of BeautifulSoup's ``Tag``.

    As there, ``class`` is a list, and ``el["href"]`` a ``KeyError`` where there is none; ``el[0]`` is lxml's first
    child. A ``pre`` has the class of its ``code``.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Its HTML."""
        return etree.tostring(self, encoding="unicode", method="html", with_tail=False)

    def __bool__(self) -> bool:
        """Always; lxml's own are false without children."""
        return True

    @property
    def name(self) -> str:
        """The tag."""
        return str(self.tag)

    @property
    def parent(self) -> etree._Element | None:
        """The parent."""
        return self.getparent()

    @property
    def attrs(self) -> dict[str, Any]:
        """The attributes."""
        attributes: dict[str, Any] = dict(self.attrib)
        classes = attributes.get("class") or (self[0].attrib.get("class") if self.tag == "pre" and len(self) else None)
        return attributes | {"class": classes.split()} if classes else attributes

    def has_attr(self, name: str) -> bool:
        """Whether it has the attribute *name*."""
        return name in self.attrs

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the attribute *key*."""
        return super().get(key, default) if key != "class" else self.attrs.get(key, default)

    def __getitem__(self, key: Any) -> Any:
        """The value of an attribute; lxml's children by an index or a slice."""
        return self.attrs[key] if isinstance(key, str) else super().__getitem__(key)

    def find_all(self, name: str | Iterable[str]) -> list[etree._Element]:
        """All elements in it, however deep, with this tag or one of these."""
        names = (name,) if isinstance(name, str) else tuple(name)
        return [el for el in self.iter(*names) if el is not self]

    def get_text(self, separator: str = "", *, strip: bool = False) -> str:
        """All text in it, its pieces with *separator* between them; a formula is its TeX."""
        texts = [text.strip() for text in _texts(self)] if strip else list(_texts(self))
        return separator.join(filter(None, texts))


_NODES = etree.ElementDefaultClassLookup(element=Node)
_PARSER = etree.HTMLParser()
_PARSER.set_element_class_lookup(_NODES)


def new_root() -> etree._Element:
    """An empty article."""
    return new_element("article")


def read_back(html: str) -> etree._Element:
    """The article in normal form that *html* was written from.

    Raises:
        DocumentError, LimitError: as :func:`wechatclean.html.parser.parse` does.
    """
    root = parse(html, nodes=_NODES)
    root.tag = "article"
    return root


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
    if el.tag != "span" or el.attrib.get("class") not in _FORMULAS:
        return None
    return (el.text or "")[2:-2]


def is_display(formula: etree._Element) -> bool:
    """Whether *formula* is a display of its own."""
    return formula.attrib.get("class") == _FORMULAS[1]


def shown_text(el: etree._Element) -> str:
    """All text of *el*, without its tail; a formula is its TeX."""
    return "".join(_texts(el))


def _texts(el: etree._Element) -> Iterator[str]:
    tex = tex_of(el)
    yield (el.text or "") if tex is None else tex
    for child in el:
        yield from _texts(child)
        yield child.tail or ""
