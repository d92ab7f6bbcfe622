"""The normal form as plain text."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "tr"})
_BOXES = frozenset({"article", "blockquote", "ul", "ol", "table", "li", "td", "th"})
_BLOCKS = (_LINES | _BOXES) - {"td", "th"}


def to_text(root: Element) -> str:
    """The text of *root*: blocks apart by a blank line, lines by a line feed, cells by a tab; no pictures."""
    parts: list[str] = []
    for event, el in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if el.tag in _BLOCKS:
                _end_line(parts, 2 if el.tag not in ("li", "tr") else 1)
            elif el.tag == "br":
                _end_line(parts, 1)
            elif el.tag in ("td", "th") and el.getprevious() is not None:
                parts.append("\t")
            if el.text:
                parts.append(_formula(el) if el.tag == "span" else el.text)
        else:
            if el.tag in _BLOCKS:
                _end_line(parts, 2 if el.tag not in ("li", "tr") else 1)
            if el.tail and el is not root:
                parts.append(el.tail)
    return "".join(parts).strip()


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
