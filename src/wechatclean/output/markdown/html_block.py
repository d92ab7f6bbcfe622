"""What Markdown cannot say, as a block of HTML inside of it."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from wechatclean.output.html import to_html
from wechatclean.output.markdown.engine import Engine, entity

# What Python-Markdown reads in HTML that stands in a quote or a list; a blank line would end the block.
_AS_ENTITIES = {ord(char): entity(char) for char in "[{`\n"}


def html_block(el: etree._Element, engine: Engine | None = None) -> str:
    """*el* as a block of HTML of which no text is Markdown, or a sign of *engine*."""
    html = to_html(el) if engine is None else _without_signs(el, engine)
    return html.translate(_AS_ENTITIES).replace("<tr>", "\n<tr>").replace("</table>", "\n</table>")


def html_list(el: etree._Element, engine: Engine | None = None) -> str:
    """The list *el* as a block of HTML, an item a line."""
    return html_block(el, engine).replace("<li", "\n<li").replace("</ol>", "\n</ol>")


def _without_signs(el: etree._Element, engine: Engine) -> str:
    """*el* as HTML whose text has no sign of *engine*."""
    guarded = deepcopy(el)
    for part in guarded.iter():
        part.text = engine.guarded(part.text or "") or None
        part.tail = engine.guarded(part.tail or "") or None
    return engine.released(to_html(guarded), entity)
