"""What Markdown cannot say, as a block of HTML inside of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from html import escape
from typing import TypeAlias

from lxml import etree

from wechatclean.html.relaying import drop_empty, holds, lay_out_anew, line_of
from wechatclean.html.tree import unwrap
from wechatclean.output.html import to_html
from wechatclean.output.markdown.engine import Engine, entity
from wechatclean.source.markdown.html import with_parts
from wechatclean.source.markdown.parts import Parts

PutAway: TypeAlias = Callable[[str], str]

# What Python-Markdown reads in HTML that stands in a quote or a list; a blank line would end the block.
_AS_ENTITIES = {ord(char): entity(char) for char in "[{`\n"}


def html_block(el: etree._Element, engine: Engine | None, put_away: PutAway = str) -> str:
    """*el* as a block of HTML of which no text is Markdown, or a sign of *engine* but what is *put away*."""
    if el.tag != "pre":
        el = _on_its_lines(_with_raw_parts(deepcopy(el), put_away))
        if el.tag == "table" and not holds(el):
            return ""
    html = to_html(el) if engine is None else _without_signs(el, engine)
    return html.translate(_AS_ENTITIES).replace("<tr>", "\n<tr>").replace("</table>", "\n</table>")


def begins_block(el: etree._Element, text: str) -> bool:
    """Whether *text*, what the line *el* holds, begins with a tag that would begin a block of HTML."""
    is_raw = not el.text and len(el) > 0 and el[0].attrib.get("class") == "raw"
    return text.startswith("<img") or (is_raw and (el[0].text or "").startswith("<"))


def html_list(el: etree._Element, engine: Engine | None, put_away: PutAway) -> str:
    """The list *el* as a block of HTML, an item a line."""
    return html_block(el, engine, put_away).replace("<li", "\n<li").replace("</ol>", "\n</ol>")


def without_unread(table: etree._Element) -> etree._Element:
    """*table* without comments and places that no reader of HTML in Markdown keeps, where it has any."""
    if not any(map(_is_unread, table.iter("div", "span"))):
        return table
    table = deepcopy(table)
    lines: dict[etree._Element, dict[etree._Element, str]] = {}
    for part in filter(_is_unread, table.iter("div", "span")):
        lines.setdefault(line_of(part) if part.tag == "span" else part, {})[part] = ""
        part.text = None
    for line, parts in lines.items():
        if line not in parts:
            lay_out_anew(line, parts)
    drop_empty(lines)
    return table


def _is_unread(part: etree._Element) -> bool:
    is_hidden = part.attrib.get("class") == "raw" and part.get("hidden") is not None
    return is_hidden and _as_html(part.text or "") is None


def _with_raw_parts(el: etree._Element, put_away: PutAway) -> etree._Element:
    """*el* with what an engine reads in HTML, too; its signs in Markdown are text there."""
    for part in [*el.iter("span", "div")]:
        if part.attrib.get("class", "").partition(" ")[0] != "raw":
            continue
        text = part.text or ""
        is_hidden = part.get("hidden") is not None
        if (html := _as_html(text)) is not None:
            part.text = put_away(html)
        if html is None and is_hidden:
            lay_out_anew(line_of(part), {part: ""})
        elif part.tag == "span" or is_hidden:
            unwrap(part)
        else:
            part.tag = "p"
            part.attrib.clear()
    return el


def _on_its_lines(el: etree._Element) -> etree._Element:
    """*el* without line feeds that are a space in HTML, and paragraphs of what is not written."""
    for part in el.iter():
        if part.text and part.tag != "code":
            part.text = part.text.replace("\n", " ")
        if part.tail:
            part.tail = part.tail.replace("\n", " ")
    drop_empty([*el.iter("p", "blockquote")])
    return el


def _as_html(part: str) -> str | None:
    """*part* as an engine reads it in HTML; ``None`` where who reads the document would not find it again."""
    for html in (part, escape(part, quote=False)):
        found = Parts()
        marked = with_parts(html, found)
        if "\n\n" not in html and [one.text for one in found] == [part] and marked == Parts().mark(found[0]):
            return html
    return None


def _without_signs(el: etree._Element, engine: Engine) -> str:
    """*el* as HTML whose text has no sign of *engine*."""
    guarded = deepcopy(el)
    for part in guarded.iter():
        part.text = engine.guarded(part.text or "") or None
        part.tail = engine.guarded(part.tail or "") or None
    return engine.released(to_html(guarded), entity)
