"""The normal form: the tree of every article, once it is clean.

* ``article`` is the root; ``p``, ``h1``–``h6``, ``pre`` and table cells hold inline content, ``blockquote``, ``ul``,
  ``ol``, ``li`` hold blocks (an ``li`` or a cell of one paragraph holds that paragraph's content itself).
* White space is collapsed. No emphasis is empty, stands in emphasis of its own kind, or has a space at its edge.
* An ``ol`` has ``start``, ``reversed`` and ``type`` as in HTML, an ``li`` a ``value`` where its number is not the next.
* ``pre`` holds one ``code`` of pure text; the rest of a fence's info string is its ``title``. An ``img`` has its URL in
  ``src``. No block is empty, but for cells, and items of posts.
* ``span.raw`` and ``div.raw`` hold as text what an engine reads in a post, as pandoc's raw inlines and blocks do;
  ``hidden`` are those that nobody is shown, ``div.raw.attributes`` those that belong to the block above.
* ``div.footnote`` holds the blocks of a footnote, whose label is its ``id`` behind ``fn-``; ``div.definition`` those of
  a definition that has several, whose term is the paragraph above.
* In the text of a post, a line feed is where a line of its Markdown ends.
* A callout is a ``blockquote`` of class ``markdown-alert markdown-alert-note``, as GitHub's, and may begin with a
  ``p.markdown-alert-title``.
* A task is an item that begins with ``input[type=checkbox][disabled]``, which is ``checked`` where it is done.
* A formula is ``span.math.inline`` or ``span.math.display``, with its TeX in ``\\(…\\)`` or ``\\[…\\]``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wechatclean.html.parser import parse
from wechatclean.images.addresses import is_relative, readable
from wechatclean.layout.tex import harmless

Element = etree._Element
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "pre", "blockquote", "ul", "ol", "table", "hr"}
BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})
HOLD_BLOCKS = ("footnote", "definition")  # classes of a ``div``
CALLOUT = "markdown-alert markdown-alert-"  # the class of a callout, before its kind
_FORMULAS = ("math inline", "math display")


def new_root() -> etree._Element:
    """An empty article."""
    return new_element("article")


def read_back(html: str) -> etree._Element:
    """The article in normal form that *html* was written from, its pictures with the addresses that they had.

    Raises:
        DocumentError, LimitError: as :func:`wechatclean.html.parser.parse` does.
    """
    root = parse(html)
    root.tag = "article"
    for img in root.iter("img"):
        if is_relative(source := img.get("src", "")):
            img.set("src", readable(source))  # HTML is written with quoted addresses
    return root


def new_element(tag: str, **attributes: str) -> etree._Element:
    """An element that stands in no tree yet."""
    return etree.Element(tag, attributes)


def new_formula(tex: str, *, display: bool) -> etree._Element:
    """A formula with the source *tex*, made :func:`harmless`, in a line of text or as a *display* of its own."""
    tex = harmless(tex)
    span = new_element("span", **{"class": f"math {'display' if display else 'inline'}"})
    span.text = rf"\[{tex}\]" if display else rf"\({tex}\)"
    return span


def label(div: etree._Element) -> str:
    """What stands before the blocks of *div*, a footnote or a definition, in the source and for a reader."""
    return ":" if div.attrib["class"] == "definition" else f"[^{div.get('id', '').removeprefix('fn-')}]:"


def holds_blocks(el: etree._Element) -> bool:
    """Whether what stands in *el* are blocks, and not a line; a table's cells are no blocks."""
    if el.tag == "li":
        return len(el) > 0 and el[0].tag in BLOCKS
    return el.tag in ("blockquote", "ul", "ol") or (el.tag == "div" and el.attrib.get("class") in HOLD_BLOCKS)


def new_box(*, ticked: bool) -> etree._Element:
    """A box to tick."""
    return etree.Element("input", {"type": "checkbox", "disabled": ""} | ({"checked": ""} if ticked else {}))


def is_ticked(box: etree._Element) -> bool:
    """Whether *box* is ticked."""
    return box.get("checked") is not None


def begins_with_box(el: etree._Element) -> bool:
    """Whether the line, or the item, *el* begins with a box to tick."""
    if not len(el) or (el.text or "").strip():
        return False
    return el[0].tag == "input" or (el.tag == "li" and el[0].tag == "p" and begins_with_box(el[0]))


def numbers_of(items: etree._Element) -> list[int]:
    """The numbers of *items*, as they are shown."""
    step = 1 if items.get("reversed") is None else -1
    number = int(items.get("start") or (1 if step > 0 else len(items)))
    found = []
    for item in items:
        number = int(item.get("value") or number)
        found.append(number)
        number += step
    return found


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
    return "".join(shown_texts(el))


def shown_texts(el: etree._Element) -> Iterator[str]:
    """The pieces of it, in order."""
    tex = tex_of(el)
    yield (el.text or "") if tex is None else tex
    for child in el:
        yield from shown_texts(child)
        yield child.tail or ""
