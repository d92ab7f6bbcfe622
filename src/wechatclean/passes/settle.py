"""What rules and passes of the caller's own leave behind, brought into normal form or refused."""

from __future__ import annotations

from lxml import etree

from wechatclean.html.characters import plain
from wechatclean.html.links import normalise_link, relative_link
from wechatclean.html.tree import drop, unwrap
from wechatclean.layout.normal_form import BLOCKS, HEADINGS, HOLD_BLOCKS, Element, new_element
from wechatclean.notes import Notes

_INLINE = frozenset("a br code del em img input mark span strong sub sup u".split())
_BOXES = BLOCKS | {"div"}
_CELLS = frozenset({"td", "th"})
# What each element may hold, text aside.
_HOLDS = (
    dict.fromkeys(HEADINGS | _INLINE | {"p"}, _INLINE)
    | dict.fromkeys(("article", "blockquote", "div", "li", *_CELLS), _BOXES | _INLINE)
    | dict.fromkeys(("ul", "ol"), frozenset({"li"}))
    | {"pre": frozenset({"code"}), "table": frozenset({"tr"}), "tr": _CELLS}
    | dict.fromkeys(("br", "hr", "img", "input"), frozenset())
)
_NO_TEXT = {"ul": "li", "ol": "li", "table": "td", "tr": "td", "br": "p", "hr": "p", "img": "p", "input": "p"}
_NUMBERS = ("start", "value", "colspan", "rowspan")
_OF_BOX = ("type", "disabled", "checked")
_USUAL = {"b": "strong", "i": "em", "s": "del", "strike": "del", "section": "p"}


def settle(root: Element, whose: str, notes: Notes, base: str | None = None) -> None:
    """Bring the article *root*, into which *whose* code has written, into normal form.

    Text between blocks becomes paragraphs. A link that is relative is completed with *base*, one that is dangerous is
    text, and a note tells. Comments and characters that no tree should hold go.

    Raises:
        ValueError: an element stands where it means nothing, or none of the normal form has its name.
    """
    for el in [*root.iter()]:
        if not isinstance(el.tag, str):  # a comment
            drop(el)
            continue
        _check(el, root, whose)
        el.text, el.tail = el.text and plain(el.text), el.tail and plain(el.tail)
        if el.tag == "a":
            _settle_link(el, notes, base)
    root.tail = None
    for el in root.iter("article", "blockquote", "li", *_CELLS):
        if el.tag in ("article", "blockquote") or any(child.tag in _BOXES for child in el):
            _line_up(el)


def _check(el: Element, root: Element, whose: str) -> None:
    tag = "article" if el is root else str(el.tag)
    if tag not in _HOLDS:
        instead = f"write <{_USUAL[tag]}>" if tag in _USUAL else f"there are {', '.join(sorted(_INLINE | BLOCKS))}"
        raise ValueError(f"{whose} leaves <{tag}> in the article, which the normal form has not; {instead}")
    if tag == "div" and el.attrib.get("class", "").partition(" ")[0] not in ("raw", *HOLD_BLOCKS):
        raise ValueError(f"{whose} leaves a <div> of its own in the article; write <p> or <blockquote>")
    for child in el.iterchildren(etree.Element):
        if child.tag in _HOLDS and child.tag not in _HOLDS[tag]:
            holds = ", ".join(f"<{name}>" for name in sorted(_HOLDS[tag])) or "nothing"
            raise ValueError(f"{whose} leaves <{child.tag!s}> in <{tag}>, which holds {holds}")
    texts = (el.text, *(child.tail for child in el)) if tag in _NO_TEXT else ()
    if any(text and text.strip() for text in texts):
        raise ValueError(f"{whose} leaves text in <{tag}>, which holds none; put it into a <{_NO_TEXT[tag]}>")
    if tag == "input" and (el.attrib.get("type") != "checkbox" or any(name not in _OF_BOX for name in el.attrib)):
        raise ValueError(f'{whose} leaves an <input> that is no <input type="checkbox" disabled checked>')
    for name in _NUMBERS:
        minus = "-" if name in ("start", "value") else ""
        if (value := el.attrib.get(name)) and not (value.isascii() and value.removeprefix(minus).isdecimal()):
            raise ValueError(f"{whose} leaves {name}={value!r:.80} on <{tag}>, which is a whole number")


def _settle_link(a: Element, notes: Notes, base: str | None) -> None:
    href = a.attrib.get("href") or ""
    if href.startswith(("https://", "http://")):
        return
    if address := normalise_link(href, base) or relative_link(href):
        a.set("href", address)
        return
    if href:
        notes.add("link", f"a link of your own leads nowhere: {href[:100]}")
    unwrap(a)


def _line_up(box: Element) -> None:
    """Put what stands beside the blocks of *box* into paragraphs."""
    line = _paragraph(box.text)
    box.text = None
    if line is not None:
        box.insert(0, line)
    for el in [*box][line is not None :]:
        tail, el.tail = el.tail, None
        if el.tag not in _INLINE:
            line = _paragraph(tail)
            if line is not None:
                el.addnext(line)
            continue
        if line is None:
            line = new_element("p")
            el.addprevious(line)
        line.append(el)
        el.tail = tail


def _paragraph(text: str | None) -> Element | None:
    if not text or not text.strip():
        return None
    line = new_element("p")
    line.text = text
    return line
