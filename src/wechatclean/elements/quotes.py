"""Quotes, with the source that they name."""

from __future__ import annotations

from lxml import etree

from wechatclean.elements.attributes import value
from wechatclean.elements.reading import is_open
from wechatclean.html.characters import is_text
from wechatclean.html.tree import is_large, near
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, OnLeave, Outcome, Reader, Rule, Shows

_DEEPEST = 4  # levels at which a quote writes its source
_MOST = 20  # elements of a source; what holds more, says something


def quote_card(builder: ArticleBuilder, el: Element) -> Outcome:
    """A quotation kept in an attribute: a quote."""
    if text := value(el, "data-content"):
        etree.SubElement(builder.add_block("blockquote"), "p").text = text
    return GO_INSIDE if is_open(el) else HANDLED


def sourced_quote(builder: ArticleBuilder, el: Element) -> OnLeave:
    """A quote; where the page does not write its source, it is the last line: — author《title》."""
    author, title = _unwritten_source(el)
    url = el.get("data-url") or ""

    def write_source() -> None:
        if author or title:
            builder.flush()
            builder.text("— " + author)
        if title:
            builder.marks, builder.link = 0, builder.target(url)
            builder.text(f"《{title}》")

    return write_source


def _unwritten_source(el: Element) -> tuple[str, str]:
    """Author and title of a quote, where the page does not write them."""
    stated = value(el, "data-author-name") or "", value(el, "data-source-title") or ""
    is_written = any(stated) and any(
        "js_blockquote_source" in (part.get("class") or "") and any(map(is_text, part.itertext()))
        for part in near(el, _DEEPEST)
    )
    return ("", "") if is_written else stated


def _quote_shows(el: Element, inside: Inside) -> Shows:
    author, title = _unwritten_source(el)
    return Shows((_line(author, title),) if author or title else (), inside=True, is_behind=True)


def _line(author: str, title: str) -> str:
    """The last line of a quote, as the article has it."""
    return f"— {author}《{title}》" if title else f"— {author}"


def _card_shows(el: Element, inside: Inside) -> Shows:
    return Shows((value(el, "data-content") or "",), inside=is_open(el))


def quote_source(builder: ArticleBuilder, el: Element) -> Outcome:
    """The source of a quote, marked by a dash."""
    if is_large(el, _MOST) or any(map(is_text, el.itertext())):
        builder.text("— ")
    return GO_INSIDE


TAGS: dict[str, Rule] = {
    "mp-common-blockquote": quote_card,
}
CLASSES: dict[str, Rule] = {"js_blockquote_wrap": sourced_quote, "js_blockquote_source": quote_source}
SHOWS: dict[str, Reader] = {"mp-common-blockquote": _card_shows, ".js_blockquote_wrap": _quote_shows}
