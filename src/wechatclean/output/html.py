"""The normal form as HTML.

It is safe because the normal form is: the walk writes elements and attributes of its own, and copies none.
"""

from __future__ import annotations

from lxml import etree


def to_html(el: etree._Element) -> str:
    """*el* as HTML, without its tail."""
    return etree.tostring(el, encoding="unicode", method="html", with_tail=False)


def article_html(root: etree._Element) -> str:
    """What the article *root* holds, a block a line."""
    for block in root:
        block.tail = "\n"
    html = to_html(root)
    for block in root:
        block.tail = None
    return html[html.index(">") + 1 : html.rindex("<")].rstrip("\n")
