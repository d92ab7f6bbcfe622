"""Quotes, with the source that they name."""

from __future__ import annotations

from lxml import etree

from wechatclean.elements.attributes import value
from wechatclean.html.characters import is_text
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, OnLeave, Outcome, Rule


def quote_card(builder: ArticleBuilder, el: Element) -> Outcome:
    """A quotation kept in an attribute: a quote."""
    if text := value(el, "data-content"):
        etree.SubElement(builder.add_block("blockquote"), "p").text = text
    return HANDLED


def sourced_quote(builder: ArticleBuilder, el: Element) -> OnLeave:
    """A quote; where the page does not write its source, it is the last line: — author《title》."""
    author, title, url = value(el, "data-author-name"), value(el, "data-source-title"), el.get("data-url")
    written = any(
        "js_blockquote_source" in (part.get("class") or "") and is_text("".join(part.itertext()))
        for part in el.iter("section", "div", "span")
    )

    def write_source() -> None:
        if not written and (author or title):
            builder.flush()
            builder.text("— " + (author or ""))
            if title:
                builder.marks, builder.link = 0, builder.target(url or "")
                builder.text(f"《{title}》")

    return write_source


def quote_source(builder: ArticleBuilder, el: Element) -> Outcome:
    """The source of a quote, marked by a dash."""
    if is_text("".join(el.itertext())):
        builder.text("— ")
    return GO_INSIDE


TAGS: dict[str, Rule] = {
    "mp-common-blockquote": quote_card,
}
CLASSES: dict[str, Rule] = {"js_blockquote_wrap": sourced_quote, "js_blockquote_source": quote_source}
