"""Elements that answer to what overrides of markdownify's methods ask of BeautifulSoup's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from wechatclean.layout.normal_form import shown_texts


class Node(etree.ElementBase):
    """An element of the normal form: lxml's, with what is most used of BeautifulSoup's ``Tag``.

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
        texts = [text.strip() for text in shown_texts(self)] if strip else shown_texts(self)
        return separator.join(filter(None, texts))


_PARSER = etree.XMLParser(huge_tree=True)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Node))


def as_nodes(root: etree._Element) -> etree._Element:
    """A copy of the article *root* whose elements are all :class:`Node`."""
    return etree.fromstring(etree.tostring(root, encoding="utf-8", with_tail=False), _PARSER)
