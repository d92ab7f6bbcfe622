"""Quotes with their source."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from wechatclean._line import is_text
from wechatclean.elements._attributes import value
from wechatclean.flow import Element, Flow, Rule


def quote_card(flow: Flow, el: Element) -> bool:
    """A quotation kept in an attribute: a quote."""
    if text := value(el, "data-content"):
        etree.SubElement(flow.add_block("blockquote"), "p").text = text
    return True


def sourced_quote(flow: Flow, el: Element) -> Callable[[], None]:
    """A quote; where the page does not write its source, it is the last line: — author《title》."""
    author, title, url = value(el, "data-author-name"), value(el, "data-source-title"), el.get("data-url")
    written = any(
        "js_blockquote_source" in (part.get("class") or "") and is_text("".join(part.itertext()))
        for part in el.iter("section", "div", "span")
    )

    def after() -> None:
        if not written and (author or title):
            flow.flush()
            flow.text("— " + (author or ""))
            if title:
                flow.marks, flow.link = 0, flow.target(url or "")
                flow.text(f"《{title}》")

    return after


def quote_source(flow: Flow, el: Element) -> bool:
    """The source of a quote, marked by a dash."""
    if is_text("".join(el.itertext())):
        flow.text("— ")
    return False


TAGS: dict[str, Rule] = {
    "mp-common-blockquote": quote_card,
}
CLASSES: dict[str, Rule] = {"js_blockquote_wrap": sourced_quote, "js_blockquote_source": quote_source}
