"""Formulas, by their source where the page has it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from wechatclean.embeds import Formula
from wechatclean.html.characters import plain
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import Element, new_formula
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, Outcome, Rule


def formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula by its source: ``$…$``, or ``$$…$$`` where it stands by itself."""
    source = el.get("data-formula") or el.get("data-math-raw") or ""
    if re.search(r"%5C|%20|%7B", source, re.I):
        source = unquote(source)
    if "&" in source:
        source = unescape(source)
    return HANDLED if write_formula(builder, source, _is_display(el)) else NOT_MINE


def _is_display(el: Element) -> bool:
    if el.get("data-math-display") in ("true", "1", ""):
        return True
    if el.tag in ("section", "div", "p") or "block" in (el.get("data-formula-type") or ""):
        return True
    parent = el.getparent()
    return any(
        word in (near.get("class") or "")
        for near in (el, parent)
        if near is not None
        for word in ("block-equation", "katex-block", "katex-display")
    )


def write_formula(builder: ArticleBuilder, source: str, display: bool) -> bool:
    """Write a formula as pandoc does, as ``span.math``; ``False`` where *source* is empty."""
    source = " ".join(plain(source).split())
    if source:
        put_formula(builder, source, display=display)
    return bool(source)


def put_formula(builder: ArticleBuilder, source: str, *, display: bool) -> None:
    """Write the formula *source*, which is one line of TeX."""
    span = new_formula(source, display=display)
    if display:
        builder.add_block("p").append(span)
    else:
        builder.add(span)
    builder.embeds.append(Formula(source=source, display=display))


def katex(builder: ArticleBuilder, el: Element) -> Outcome:
    """A KaTeX formula by its annotation."""
    for note in el.iter("annotation"):
        if note.get("encoding") == "application/x-tex":
            return _handled_if(write_formula(builder, "".join(note.itertext()), _is_display(el)))
    return GO_INSIDE


def written_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula in the form that pandoc and this library write."""
    text = "".join(el.itertext()).strip()
    if text[:2] not in ("\\(", "\\[") or text[-2:] not in ("\\)", "\\]"):
        return GO_INSIDE
    return _handled_if(write_formula(builder, text[2:-2], text[1] == "["))


def _handled_if(is_written: bool) -> Outcome:
    return HANDLED if is_written else GO_INSIDE


def drawn_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula that is only drawn: its title or ``[公式]``, and a note."""
    title = next((t.text for t in el.iter("title") if t.text), None) or el.get("aria-label")
    builder.text(title if title and title != "插图" else "[公式]")
    builder.embeds.append(Formula(title=title))
    builder.notes.add("formula", "a formula is only drawn; its source is not in the page")
    return HANDLED


CLASSES: dict[str, Rule] = {"katex": katex, "math": written_formula}
ATTRIBUTES: dict[str, Rule] = {"data-formula": formula, "data-math-raw": formula}
