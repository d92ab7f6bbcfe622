"""The normal form as HTML. What is safe is so by construction: the flow writes its own elements and attributes only."""

from __future__ import annotations

from lxml import etree

# What Python-Markdown reads in HTML that stands in a quote or a list, as entities.
_AS_ENTITIES = str.maketrans({char: f"&#{ord(char)};" for char in "[{`\n"})


def to_html(el: etree._Element, *, one_block: bool = False) -> str:
    """*el* as HTML.

    Args:
        one_block: as a block inside Markdown, which a blank line would end, and of which no text is Markdown.
    """
    text = etree.tostring(el, encoding="unicode", method="html", with_tail=False)
    if one_block:
        text = text.translate(_AS_ENTITIES).replace("<tr>", "\n<tr>").replace("</table>", "\n</table>")
    return text


def article_html(root: etree._Element) -> str:
    """What the article *root* holds, a block a line."""
    for block in root:
        block.tail = "\n"
    html = to_html(root)
    for block in root:
        block.tail = None
    return html[html.index(">") + 1 : html.rindex("<")].rstrip("\n")
