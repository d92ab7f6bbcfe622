"""The normal form as plain text."""

from __future__ import annotations

from lxml import etree

from wechatclean.layout.normal_form import HOLD_BLOCKS, is_ticked, label, tex_of

Element = etree._Element

# Blocks, and the line feeds that they are apart by.
_FEEDS = {
    **dict.fromkeys(("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "table"), 2),
    **dict.fromkeys(("li", "tr"), 1),
}
_CELLS = frozenset({"td", "th"})


def to_text(root: Element) -> str:
    """The text of *root*: blocks apart by a blank line, lines by a line feed, cells by a tab; no pictures."""
    return "".join(lines_of(block) for block in root).strip()


def lines_of(block: Element) -> str:
    """The lines of *block*, with those that part it from the next one."""
    parts: list[str] = []
    _write(block, parts)
    return "".join(parts)


def _write(el: Element, parts: list[str]) -> None:
    """Add the text of *el*; its nesting is bounded (:data:`wechatclean.layout.boxes.MAX_BOXES`)."""
    tag: str = el.tag  # type: ignore[assignment]  # nothing but elements is in the normal form
    if el.get("hidden") is not None:
        return
    feeds = _FEEDS.get(tag)
    if feeds:
        _end_line(parts, feeds)
    elif tag == "br":
        _end_line(parts, 1)
    elif tag == "input":
        parts.append("[x]" if is_ticked(el) else "[ ]")
    elif tag in _CELLS and el.getprevious() is not None:
        parts.append("\t")
    if tag == "div" and el.attrib.get("class") in HOLD_BLOCKS:
        parts += [f"{label(el)} ", "\n\n".join(map(_text, el)), "\n\n"]
        return
    if text := el.text:
        parts.append((tex_of(el) or text) if tag == "span" else text)
    if len(el):
        for child in el:
            _write(child, parts)
            if tail := child.tail:
                parts.append(tail)
    if feeds:
        _end_line(parts, feeds)


def _text(block: Element) -> str:
    return lines_of(block).strip("\n")


def _end_line(parts: list[str], feeds: int) -> None:
    """End what is there with *feeds* line feeds, not more."""
    if not parts:
        return
    last = parts[-1]
    if last[:1] == "\n" and not last.strip("\n"):
        parts[-1] = "\n" * max(len(last), feeds)
    else:
        parts.append("\n" * feeds)
