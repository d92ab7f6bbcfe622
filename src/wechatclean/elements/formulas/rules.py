"""The rules of formulas: by their source where the page has it, else by what is drawn."""

from __future__ import annotations

from wechatclean.elements.formulas import sources, stated, tex
from wechatclean.embeds import Formula
from wechatclean.html.characters import plain
from wechatclean.html.tree import near
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element, new_formula
from wechatclean.layout.rules import HANDLED, NOT_MINE, Outcome, Reader, Rule, Shows
from wechatclean.layout.tex import harmless

_MATH = ("math", "m:math", "mml:math")
_DEEPEST = 6  # levels at which MathJax has its groups


def _written(source: str) -> str:
    return tex.one_line(tex.undelimited(source)[0])


def write_formula(builder: ArticleBuilder, source: str, display: bool) -> bool:
    """Write a formula as pandoc does, as ``span.math``; ``False`` where *source* is empty."""
    source, stated_display = tex.undelimited(source)
    if source := tex.one_line(source):
        put_formula(builder, source, display=display if stated_display is None else stated_display)
    return bool(source)


def put_formula(builder: ArticleBuilder, source: str, *, display: bool) -> None:
    """Write the formula *source*, which is one line of TeX, without what does more than draw."""
    source = disarmed(builder, source)
    span = new_formula(source, display=display)
    if display:
        builder.add_block("p").append(span)
    else:
        builder.add(span, as_text=builder.is_markdown)  # in pages emphasis does not go around a formula
    builder.embeds.append(Formula(source=source, display=display))


def disarmed(builder: ArticleBuilder, source: str) -> str:
    """The TeX *source* without what does more than draw, which a note tells."""
    drawn = harmless(source)
    if drawn != source:
        builder.notes.add("formula", f"a command that does more than draw was taken out of a formula: {source[:100]}")
    return drawn


def _answer(builder: ArticleBuilder, source: str, *, display: bool) -> Outcome:
    return HANDLED if write_formula(builder, source, display) else NOT_MINE


# -- stated in the page --------------------------------------------------------------------------------------------


def formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula by its source in an attribute: ``$…$``, or ``$$…$$`` where it stands by itself."""
    if el.tag == "img":
        return NOT_MINE
    return HANDLED if write_formula(builder, stated.attribute_source(el), stated.is_display(el)) else NOT_MINE


def tex_script(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula as MathJax 2 keeps it, behind what it has drawn."""
    if not is_tex_script(el):
        return HANDLED
    return _answer(builder, sources.script_source(el), display="mode=display" in sources.script_type(el))


def is_tex_script(el: Element) -> bool:
    """Whether *el*, a ``script``, holds a formula."""
    return sources.script_type(el).startswith(("math/tex", "math/mml"))


def written_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    r"""A formula between ``\(…\)`` or ``$…$`` in an element of its own, as pandoc, Sphinx and this library write it."""
    source, display = sources.delimited_source(el)
    return _answer(builder, source, display=display)


def wikipedia(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula of Wikipedia, which has it as hidden MathML and as a picture."""
    return _answer(builder, sources.wikipedia_source(el, builder.inside), display=stated.is_display(el))


def formula_picture(builder: ArticleBuilder, el: Element) -> bool:
    """Write the formula that the picture *el* is; ``False`` where it is none."""
    source, display = sources.picture_source(el)
    return bool(source) and write_formula(builder, source, display)


def picture_shows(el: Element, inside: Inside) -> Shows | None:
    """What the picture of a formula shows: its source."""
    source = sources.picture_source(el)[0]
    if not source:
        inside.bare.add(el)
    return _said(source)


# -- MathML, and what is drawn of it -------------------------------------------------------------------------------


def math(builder: ArticleBuilder, el: Element) -> Outcome:
    """MathML: its annotation, or TeX of the same meaning; not where it holds a picture."""
    source = sources.math_source(el, builder.inside)
    if not write_formula(builder, source, stated.is_display(el)):
        return NOT_MINE
    _empty_copy(el)
    return HANDLED


def _empty_copy(el: Element) -> None:
    """Empty KaTeX's other half, where nothing but its being kept from screen readers tells it."""
    copy = _copy_of(el)
    if copy is not None:
        del copy[:]
        copy.text = None


def _copy_of(el: Element) -> Element | None:
    """What is drawn of *el*, a ``math`` that is alone in its half."""
    half = el.getparent()
    if half is None or len(half) > 1 or half.tag != "span" or (half.tail or "").strip():
        return None
    copy = half.getnext()
    return copy if copy is not None and copy.tag == "span" and copy.get("aria-hidden") == "true" else None


def _copy_shows(el: Element, inside: Inside) -> Shows | None:
    """Nothing, where it is drawn of a ``math`` that has a source."""
    half = el.getprevious()
    if half is None or len(half) != 1 or half[0].tag not in _MATH or _copy_of(half[0]) is not el:
        return None
    return Shows() if sources.math_source(half[0], inside) else None


def katex(builder: ArticleBuilder, el: Element) -> Outcome:
    """A KaTeX formula by its annotation or its MathML; by its HTML where these were taken out."""
    return _answer(builder, sources.katex_source(el, builder.inside), display=stated.is_display(el))


def mathjax(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula that MathJax wrote, by the LaTeX, the MathML or the nodes that it left in the page."""
    return _answer(builder, sources.mathjax_source(el, builder.inside), display=stated.is_display(el))


def drawn_formula(builder: ArticleBuilder, el: Element) -> Outcome:
    """A formula that is only drawn: TeX of its nodes, or its title or ``[公式]`` and a note."""
    title = sources.title_of(el)
    if write_formula(builder, sources.svg_source(el, builder.inside), stated.is_display(el)):
        return HANDLED
    builder.text(title if title and title != "插图" else "[公式]")
    builder.embeds.append(Formula(title=title))
    builder.notes.add("formula", "a formula is only drawn; its source is not in the page", el)
    return HANDLED


def is_drawn(el: Element) -> bool:
    """Whether *el*, an ``svg``, is a formula as MathJax draws it."""
    is_marked = el.get("role") == "img" and el.get("focusable") == "false"
    groups = (part for part in near(el, _DEEPEST) if part.tag == "g")
    return any(is_marked or part.get("data-mml-node") == "math" for part in groups)


def drawing_shows(el: Element, inside: Inside) -> Shows | None:
    """What a drawn formula shows: its title, or else a picture."""
    if not is_drawn(el):
        return None
    if source := sources.svg_source(el, inside):
        return Shows((source,))
    title = sources.title_of(el)
    return Shows((title,)) if title and title != "插图" else Shows(pictures=1)


def _shows(source: sources.Source) -> Reader:
    """What a formula shows: its source."""

    def shows(el: Element, inside: Inside) -> Shows | None:
        return _said(source(el, inside))

    return shows


def _said(source: str) -> Shows | None:
    words = plain(_written(source)).strip() if source else ""
    return Shows((words,)) if words else None


def _attribute_shows(el: Element, inside: Inside) -> str:
    return "" if el.tag == "img" else stated.attribute_source(el)


def _delimited_shows(el: Element, inside: Inside) -> str:
    return sources.delimited_source(el)[0]


_MATHJAX = ("MathJax", "MathJax_SVG", "MathJax_CHTML", "mjx-chtml")
_DELIMITED = ("math", "math-tex", "math-inline", "math-display", "math-block", "math-container", "arithmatex")
_BY_ATTRIBUTE = (*stated.ATTRIBUTES, "data-subtype")
TAGS: dict[str, Rule] = {
    **dict.fromkeys(_MATH, math),
    **dict.fromkeys(("mjx-container", "mjx-math"), mathjax),
    "script": tex_script,
    "math-renderer": written_formula,
}
CLASSES: dict[str, Rule] = {
    "katex": katex,
    "mwe-math-element": wikipedia,
    "ql-formula": formula,
    **dict.fromkeys(_MATHJAX, mathjax),
    **dict.fromkeys(_DELIMITED, written_formula),
}
ATTRIBUTES: dict[str, Rule] = dict.fromkeys(_BY_ATTRIBUTE, formula)
SHOWS: dict[str, Reader] = {
    **{f"[{name}]": _shows(_attribute_shows) for name in _BY_ATTRIBUTE},
    ".ql-formula": _shows(_attribute_shows),
    ".katex": _shows(sources.katex_source),
    ".mwe-math-element": _shows(sources.wikipedia_source),
    **{f".{word}": _shows(sources.mathjax_source) for word in _MATHJAX},
    **{f".{word}": _shows(_delimited_shows) for word in _DELIMITED},
    **{name: _shows(sources.math_source) for name in _MATH},
    "[aria-hidden]": _copy_shows,
    **{name: _shows(sources.mathjax_source) for name in ("mjx-container", "mjx-math")},
    "script": _shows(lambda el, _: sources.script_source(el)),
    "math-renderer": _shows(_delimited_shows),
}
