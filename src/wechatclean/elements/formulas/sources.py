"""The TeX of a formula, by whatever of it an element holds: its source, its MathML, what is drawn."""

from __future__ import annotations

from collections.abc import Callable

from wechatclean.elements.formulas import stated, tex
from wechatclean.errors import WechatCleanError
from wechatclean.html.parser import parse
from wechatclean.html.tree import is_large, near
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element

Source = Callable[[Element, Inside], str]
_DEEPEST = 6  # levels at which MathJax, KaTeX and Wikipedia keep what a formula was made of
_MOST = 10_000  # elements of a formula
_MATHTYPE = str.maketrans("«»¨§`", "<>\"&'")  # the signs by which MathType (WIRIS) keeps markup in an attribute


def script_type(el: Element) -> str:
    """The ``type`` of a script."""
    return "".join(el.get("type", "").lower().split())


def script_source(el: Element) -> str:
    """The TeX that a script of MathJax 2 keeps."""
    return _tex_of_markup(el.text or "") if script_type(el).startswith("math/mml") else el.text or ""


def delimited_source(el: Element) -> tuple[str, bool]:
    """The source between delimiters, and whether these are those of a display; ``""`` where it is not delimited."""
    begins = (el.text or "").lstrip()[:1]
    text = "".join(el.itertext()) if begins in ("\\", "$") and not is_large(el) else ""
    source, display = tex.undelimited(text)
    if display is not None:
        return source, display
    is_bare = len(el) == 0 and {"inline", "display"} & set((el.get("class") or "").split())
    return (el.text or "", "display" in (el.get("class") or "")) if is_bare else ("", False)


def wikipedia_source(el: Element, inside: Inside) -> str:
    """The TeX of a formula of Wikipedia."""
    parts = {str(part.tag): part for part in near(el, 3)}
    source = math_source(parts["math"], inside) if "math" in parts else ""
    return source or (picture_source(parts["img"])[0] if "img" in parts else "")


def picture_source(img: Element) -> tuple[str, bool]:
    """The TeX of the picture *img*, stated or of its MathML, and whether it stands by itself."""
    source, display = stated.picture_source(img)
    if source or not (markup := (img.get("data-mathml") or "").lstrip()):
        return source, display
    markup = markup.translate(_MATHTYPE) if markup.startswith("«") else markup
    return _tex_of_markup(markup), stated.is_alone(img) or stated.is_display(img)


def _once(read: Source) -> Source:
    """*read*, which is asked once of a formula, and never of what is in one that was found to say nothing."""

    def source(el: Element, inside: Inside) -> str:
        if el in inside.blank or is_large(el, _MOST):
            return ""
        if (known := inside.formulas.get((read, el))) is not None:
            return known
        found = inside.formulas[read, el] = read(el, inside)
        if not found:
            inside.blank.update(part for part in el.iter() if _is_formula(part))
        return found

    return source


def _is_formula(el: Element) -> bool:
    named = f"{el.tag!s} {el.get('class') or ''}".lower()
    return any(word in named for word in ("math", "svg", "katex", "mjx"))


@_once
def math_source(el: Element, inside: Inside) -> str:
    """The TeX of a ``math``; ``""`` where it holds a picture."""
    return "" if el in inside.pictures else _tex_of_math(el)


def _tex_of_math(el: Element) -> str:
    from wechatclean.elements.formulas.latex import latex_of
    from wechatclean.elements.formulas.mathml import annotation_of, node_of

    alternative = el.get("alttext") or ""
    return (
        annotation_of(el)
        or (alternative if tex.looks_like_tex(alternative) else "")
        or latex_of(node_of(el), display=el.get("display") == "block")
    )


def _tex_of_markup(markup: str) -> str:
    """The TeX of MathML that stands in an attribute or a script."""
    try:
        root = parse(markup) if "<" in markup else None
    except WechatCleanError:
        return ""
    found = (
        next((el for el in root.iter() if str(el.tag).rpartition(":")[2] == "math"), None) if root is not None else None
    )
    return _tex_of_math(found) if found is not None else ""


@_once
def katex_source(el: Element, inside: Inside) -> str:
    """The TeX of a formula of KaTeX."""
    from wechatclean.elements.formulas.katex import tex_of_html

    found = {str(part.tag): part for part in near(el, _DEEPEST) if part.tag in ("math", "annotation")}
    if "math" in found:
        return math_source(found["math"], inside)
    if "annotation" in found:
        return "".join(found["annotation"].itertext())
    return tex_of_html(el, display=stated.is_display(el))


@_once
def mathjax_source(el: Element, inside: Inside) -> str:
    """The TeX of what MathJax wrote."""
    parts = [el, *near(el, _DEEPEST)]
    for part in parts:
        is_root = part.get("data-mml-node") == "math" or part.tag in ("mjx-math", "math", "mjx-container")
        if is_root and (source := part.get("data-latex")):
            return source
    for part in parts:
        if source := _tex_of_markup(part.get("data-mathml") or ""):
            return source
    found = next((part for part in parts if part.tag == "math"), None)
    source = math_source(found, inside) if found is not None else ""
    return source or _drawn_source(el)


def _drawn_source(el: Element) -> str:
    """TeX of what is drawn."""
    from wechatclean.elements.formulas.latex import latex_of
    from wechatclean.elements.formulas.mathjax import drawn

    node = drawn(el)
    return latex_of(node, display=stated.is_display(el)) if node is not None else ""


def svg_source(el: Element, inside: Inside) -> str:
    """The TeX of an ``svg``, by what is drawn or by its title."""
    title = title_of(el) or ""
    return mathjax_source(el, inside) or (title if tex.looks_like_tex(title) else "")


def title_of(drawing: Element) -> str | None:
    """The words for a drawing."""
    return next((title.text for title in drawing.iter("title") if title.text), None) or drawing.get("aria-label")
