"""The normal form as plain text."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

_TIGHT = frozenset({"li", "tr"})
_BLOCKS = _TIGHT | {"article", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "table"}
_CELLS = frozenset({"td", "th"})


def to_text(root: Element) -> str:
    """The text of *root*: blocks apart by a blank line, lines by a line feed, cells by a tab; no pictures."""
    parts: list[str] = []
    _write(root, parts)
    return "".join(parts).strip()


def _write(el: Element, parts: list[str]) -> None:
    """Add the text of *el*; its nesting is bounded (:data:`wechatclean.flow.MAX_BOXES`)."""
    tag = el.tag
    feeds = 0
    if tag in _BLOCKS:
        feeds = 1 if tag in _TIGHT else 2
        _end_line(parts, feeds)
    elif tag == "br":
        _end_line(parts, 1)
    elif tag in _CELLS and el.getprevious() is not None:
        parts.append("\t")
    if el.text:
        parts.append(_formula(el) if tag == "span" else el.text)
    for child in el:
        _write(child, parts)
        if child.tail:
            parts.append(child.tail)
    if feeds:
        _end_line(parts, feeds)


def _formula(el: Element) -> str:
    return (el.text or "")[2:-2] if (el.get("class") or "").startswith("math") else el.text or ""


def _end_line(parts: list[str], feeds: int) -> None:
    """End what is there with *feeds* line feeds, not more."""
    if not parts:
        return
    have = len(parts[-1]) if not parts[-1].strip("\n") else 0
    if have:
        parts[-1] = "\n" * max(have, feeds)
    else:
        parts.append("\n" * feeds)
