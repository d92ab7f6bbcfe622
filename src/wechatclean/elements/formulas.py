"""Formulas, by their source where the page has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from wechatclean.elements.mathml import tex_of
from wechatclean.embeds import Formula
from wechatclean.html.characters import plain
from wechatclean.html.tree import is_large, near
from wechatclean.layout import normal_form
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element, new_formula
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, Outcome, Reader, Rule, Shows

_LAST_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")  # a space to TeX; before a dollar it would be an escape

_DEEPEST = 6  # levels at which MathJax and KaTeX keep what a formula was made of


def formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula by its source: ``$…$``, or ``$$…$$`` where it stands by itself."""
    return HANDLED if write_formula(builder, _attribute_source(el), _is_display(el)) else NOT_MINE


def _attribute_source(el: Element) -> str:
    source = el.get("data-formula") or el.get("data-math-raw") or ""
    if re.search(r"%5C|%20|%7B", source, re.I):
        source = unquote(source)
    return unescape(source) if "&" in source else source


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
    source = _LAST_BACKSLASH.sub(r"\g<0> {}", " ".join(plain(source).split()))
    if source:
        put_formula(builder, source, display=display)
    return bool(source)


def put_formula(builder: ArticleBuilder, source: str, *, display: bool) -> None:
    """Write the formula *source*, which is one line of TeX, without what does more than draw."""
    span = new_formula(source, display=display)
    if (tex := normal_form.tex_of(span) or "") != source:
        builder.notes.add("formula", f"a command that does more than draw was taken out of a formula: {source[:100]}")
    if display:
        builder.add_block("p").append(span)
    else:
        builder.add(span, as_text=builder.is_markdown)  # in pages emphasis does not go around a formula
    builder.embeds.append(Formula(source=tex, display=display))


def katex(builder: ArticleBuilder, el: Element) -> Outcome:
    """A KaTeX formula by its annotation or its MathML; its HTML where these were taken out."""
    return HANDLED if write_formula(builder, _katex_source(el, builder.inside), _is_display(el)) else GO_INSIDE


def _katex_source(el: Element, inside: Inside) -> str:
    found = {str(part.tag): part for part in near(el, _DEEPEST) if part.tag in ("math", "annotation")}
    source = found.get("math", found.get("annotation"))
    return "" if source is None else _tex(source, inside)


def _tex(math: Element, inside: Inside) -> str:
    """The TeX of *math*; where that is empty, those in it have none either, and are not read again."""
    tex = "" if math in inside.blank else tex_of(math)
    if not tex and math not in inside.blank:
        inside.blank.update(part for part in math.iter() if "math" in (part.tag, part.get("data-mml-node")))
    return tex


def math(builder: ArticleBuilder, el: Element) -> Outcome:
    """MathML: its annotation, or TeX of the same meaning; not where it holds a picture."""
    if el in builder.inside.pictures:
        return GO_INSIDE
    display = el.get("display") == "block" or _is_display(el)
    return HANDLED if write_formula(builder, _tex(el, builder.inside), display) else GO_INSIDE


def mathjax(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula that MathJax wrote, by the LaTeX, the MathML or the nodes that it left in the page."""
    display = el.get("display") == "true"
    return HANDLED if write_formula(builder, _mathjax_source(el, builder.inside), display) else GO_INSIDE


def _mathjax_source(el: Element, inside: Inside) -> str:
    parts = list(near(el, _DEEPEST))
    node = next((part for part in parts if part.get("data-mml-node") == "math"), None)
    named = node.get("data-latex") if node is not None else None
    found = next((part for part in parts if part.tag == "math"), node)
    return named or (_tex(found, inside) if found is not None else "")


def tex_script(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula as MathJax 2 keeps it, behind what it has drawn."""
    if not is_tex_script(el):
        return HANDLED
    return HANDLED if write_formula(builder, el.text or "", "mode=display" in el.get("type", "")) else GO_INSIDE


def is_tex_script(el: Element) -> bool:
    """Whether *el*, a ``script``, holds a formula."""
    return el.get("type", "").startswith("math/tex")


def written_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula in the form that pandoc and this library write."""
    source, is_display = _written_source(el)
    return HANDLED if write_formula(builder, source, is_display) else GO_INSIDE


def _written_source(el: Element) -> tuple[str, bool]:
    r"""The source in ``\(…\\)`` or ``\\[…\\]``, and whether it is the latter; ``""`` where it is neither."""
    begins = (el.text or "").lstrip().startswith("\\")
    text = "".join(el.itertext()).strip() if begins and not is_large(el) else ""
    if text[:2] not in ("\\(", "\\[") or text[-2:] not in ("\\)", "\\]"):
        return "", False
    return text[2:-2], text[1] == "["


def drawn_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula that is only drawn: TeX of its nodes, or its title or ``[公式]`` and a note."""
    if write_formula(builder, _mathjax_source(el, builder.inside), _is_display(el)):
        return HANDLED
    title = _title(el)
    builder.text(title if title and title != "插图" else "[公式]")
    builder.embeds.append(Formula(title=title))
    builder.notes.add("formula", "a formula is only drawn; its source is not in the page", el)
    return HANDLED


def _title(drawing: Element) -> str | None:
    return next((title.text for title in drawing.iter("title") if title.text), None) or drawing.get("aria-label")


def is_drawn(el: Element) -> bool:
    """Whether *el*, an ``svg``, is a formula as MathJax draws it."""
    is_marked = el.get("role") == "img" and el.get("focusable") == "false"
    return is_marked and any(part.tag == "g" for part in near(el, _DEEPEST))


def drawing_shows(el: Element, inside: Inside) -> Shows | None:
    """What a drawn formula shows: its title, or else a picture."""
    if not is_drawn(el):
        return None
    if source := _mathjax_source(el, inside):
        return Shows((source,))
    title = _title(el)
    return Shows((title,)) if title and title != "插图" else Shows(pictures=1)


def _shows(source: Callable[[Element, Inside], str]) -> Reader:
    """What a formula shows: its source."""

    def shows(el: Element, inside: Inside) -> Shows | None:
        words = plain(source(el, inside)).strip()
        return Shows((words,)) if words else None

    return shows


TAGS: dict[str, Rule] = {"math": math, "mjx-container": mathjax, "script": tex_script}
CLASSES: dict[str, Rule] = {"katex": katex, "math": written_formula}
ATTRIBUTES: dict[str, Rule] = {"data-formula": formula, "data-math-raw": formula}
SHOWS: dict[str, Reader] = {
    "[data-formula]": _shows(lambda el, _: _attribute_source(el)),
    "[data-math-raw]": _shows(lambda el, _: _attribute_source(el)),
    ".katex": _shows(_katex_source),
    ".math": _shows(lambda el, _: _written_source(el)[0]),
    "math": _shows(lambda el, inside: "" if el in inside.pictures else _tex(el, inside)),
    "mjx-container": _shows(_mathjax_source),
    "script": _shows(lambda el, _: el.text or ""),
}
