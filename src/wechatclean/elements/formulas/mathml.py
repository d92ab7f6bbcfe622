"""MathML: its TeX, by an annotation or else by its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wechatclean.elements.formulas.node import LAYOUTS, MOST_LEVELS, TOKENS, Node, row, token
from wechatclean.html.entities import decode
from wechatclean.layout.computed_style import NEVER_SHOWN
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_IS_TEX = pattern(r"\b(?:la)?tex\b", re.I)
_SPACE = pattern(r"[ \t\r\n\f]+")


def annotation_of(math: Element) -> str:
    """The TeX that is noted in *math*; ``""`` where none is."""
    for part in math.iter():
        is_tex = local_name(part) == "annotation" and _IS_TEX.search(part.get("encoding", ""))
        if is_tex and (source := "".join(part.itertext()).strip()):
            return source
    return ""


def local_name(el: Element) -> str:
    """The tag of *el* without a prefix."""
    return str(el.tag).rpartition(":")[2].rpartition("}")[2]


def node_of(el: Element, level: int = 0) -> Node:
    """*el* with all that it holds, as a node."""
    name = local_name(el)
    is_token = name in TOKENS and not any(local_name(child) in LAYOUTS | TOKENS for child in el)  # KaTeX nests them
    if is_token or level > MOST_LEVELS:
        return Node(name if name in TOKENS else "mtext", text=_text(el), attributes=dict(el.items()))
    children = [node_of(child, level + 1) for child in el if local_name(child) not in NEVER_SHOWN]
    if not len(el) and (text := _text(el)):
        return token("mi" if len(text) == 1 else "mtext", text)
    attributes = dict(el.items())
    if name == "semantics":
        return row(children[:1])
    if name == "mfenced":
        return _fenced(children, attributes)
    if name not in LAYOUTS | {"none", "mprescripts"}:
        return row(children)  # what is no element of MathML, a span
    return Node(name, _with_variant(children, attributes) if name == "mstyle" else children, attributes=attributes)


def _text(el: Element) -> str:
    return decode(_SPACE.sub(" ", "".join(_texts(el))).strip(" "))


def _texts(el: Element) -> Iterator[str]:
    """The texts in *el* that are shown."""
    walk = etree.iterwalk(el, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            yield (part.tail or "") if part is not el else ""
        elif local_name(part) in NEVER_SHOWN:
            walk.skip_subtree()
        else:
            yield part.text or ""


def _fenced(children: list[Node], attributes: dict[str, str]) -> Node:
    """An ``mfenced``, which is short for brackets and separators."""
    separators = "".join(attributes.get("separators", ",").split())
    inner: list[Node] = []
    for number, child in enumerate(children):
        if number and separators:
            inner.append(token("mo", separators[min(number, len(separators)) - 1]))
        inner.append(child)
    begin, end = (attributes.get(name, usual).strip() for name, usual in (("open", "("), ("close", ")")))
    inner = inner if len(inner) < 2 else [Node("mrow", inner)]
    return Node("mrow", [token("mo", begin, fence="true"), *inner, token("mo", end, fence="true")])


def _with_variant(children: list[Node], attributes: dict[str, str]) -> list[Node]:
    """*children* with the alphabet that an ``mstyle`` around them names, where they name none."""
    if variant := attributes.get("mathvariant"):
        for child in children:
            if child.name in TOKENS:
                child.attributes = {"mathvariant": variant, **child.attributes}
            elif "mathvariant" not in child.attributes:
                _with_variant(child.children, attributes)
    return children
