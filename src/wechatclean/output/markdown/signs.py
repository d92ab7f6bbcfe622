"""The signs that are set around a piece of text: symbols, the brackets of a link, the mark of a footnote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from wechatclean.output.markdown.flanking import is_left_flanking
from wechatclean.output.markdown.placeholders import STRONG, atom, emphasis, literal
from wechatclean.patterns import pattern

Element = etree._Element

# What markdown-it shows as it is written: it decodes hosts, and other letters, of an autolink; cmark references, too.
_AUTOLINK = pattern(
    r"https?://(?![^/?#]*[xX][nN]--)(?:[^\s<>\\`|*%&\[\]]|&(?!#|[A-Za-z][A-Za-z0-9]*;)|%(?=2[3-6BCF]|3[ABDF]|40))+"
)


def is_bare(target: str) -> bool:
    """Whether all parsers show *target* as it is written between ``<`` and ``>``."""
    return _AUTOLINK.fullmatch(target) is not None


def footnote_of(sup: Element) -> str | None:
    """The number of the footnote that *sup* marks, at the end of a link."""
    parent = sup.getparent()
    if sup.tag != "sup" or parent is None or parent.tag != "a" or sup.getnext() is not None or sup.tail:
        return None
    found = re.fullmatch(r"\[(\d{1,3})\]", "".join(sup.itertext()))
    return found[1] if found else None


def enclosed(symbol: str, text: str) -> str:
    """*text* between *symbol* and itself, or the closing tag where it is a tag."""
    if not text or not symbol:
        return text
    closing = "</" + symbol[1:] if symbol[0] == "<" else symbol
    return atom(symbol) + text + atom(closing)


def emphasised(mark: str, text: str, options: Mapping[str, object]) -> str:
    """*text* under *mark*; in HTML where an underscore behind an address may be read as a part of it."""
    if options["strong_em_symbol"] == "_" and "://" in text:
        return enclosed("<strong>" if mark == STRONG else "<em>", text)
    return emphasis(mark, text)


def as_text(symbols: tuple[str, ...], text: str) -> str:
    """*text* as it may stand in a paragraph under construction, with none of *symbols* in it."""
    text = literal(text)
    for symbol in symbols:
        text = text.replace(symbol, atom("".join(f"\\{char}" for char in symbol)))
    return text


def on_one_line(as_text: Callable[[str], str], text: str) -> str:
    """*text* of a paragraph that will be wrapped: where its source had broken a line says nothing about that."""
    return as_text(text.replace("\n", " "))


def highlighted(symbol: str, tag: str, el: Element, text: str) -> str:
    """*text*, what *el* holds, between *symbol* and itself; between tags where its readers would not see that.

    They ask of it what CommonMark asks of two asterisks. Where *el* ends with what is around it, no letter follows.
    """
    if not text or not symbol or symbol[0] == "<":
        return enclosed(symbol, text)
    inside = "".join(el.itertext()) or " "
    before, after = _before(el), (el.tail or "")[:1]
    beside = {before, after, inside[0], inside[-1]}
    is_read = beside.isdisjoint(symbol) and is_left_flanking(before, inside[0]) and is_left_flanking(after, inside[-1])
    return enclosed(symbol if is_read else f"<{tag}>", text)


def _before(el: Element) -> str:
    """The character before *el* in what is around it; what another element ends with is taken for a letter."""
    previous, parent = el.getprevious(), el.getparent()
    if previous is not None:
        return (previous.tail or "a")[-1]
    return (parent.text or "")[-1:] if parent is not None else ""


def balanced(text: str, *, pairs_are_signs: bool = False) -> str:
    """A link's text; brackets in it are escaped where they do not pair, or would make a link of their own."""
    left, right = literal("["), literal("]")
    if left not in text and right not in text:
        return text
    depth = 0
    for char in text:
        depth += (char == left) - (char == right)
        if depth < 0:
            break
    if pairs_are_signs or depth or f"{right}(" in text or f"{right}:" in text:
        text = text.replace(f"{right}(", f"{atom('&#93;')}(")  # marked reads a link's text again, without backslashes
        text = text.replace(left, atom("\\[")).replace(right, atom("\\]"))
    return text
