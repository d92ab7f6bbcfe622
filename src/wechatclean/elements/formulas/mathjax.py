"""What MathJax has drawn, as nodes: its groups are called after the elements of MathML that they draw.

In SVG of versions 3 and 4 ``data-mml-node`` says so, and ``data-c`` or the address of a glyph which character it is; in
HTML of these versions tags (``mjx-mfrac``) and classes (``mjx-c1D465``) do; in that of version 2 classes do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from wechatclean.elements.formulas.node import LAYOUTS, TOKENS, Node, row, token
from wechatclean.elements.formulas.symbols import PIECES
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_MOST_LEVELS = 150  # elements; a node of a formula takes about four
_NODES = TOKENS | {name.lower() for name in LAYOUTS}
_SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_ROLES = {  # of what stands between a node and those in it
    "num": "above", "numerator": "above", "den": "below", "denominator": "below",
    "sup": "above", "over": "above", "sub": "below", "under": "below", "base": "base", "op": "base",
    "script": "scripts", "root": "degree", "surd": "sign", "delim": "base",
}  # fmt: skip
_GLYPH = pattern(r"\bmjx-c([0-9A-F]{2,5})\b")
_HREF = pattern(r"#MJ[A-Z0-9]*-(?:\d+-)?(?:TEX-)?([A-Z0-9]+-)?([0-9A-F]{2,5})\Z")
# The pieces of which large signs are made, and those that only make them longer.
_PIECES = PIECES | {
    **dict.fromkeys("\ue154\ue155\ue156", ""), **dict.fromkeys("\ue150\ue151", "⏞"),
    **dict.fromkeys("\ue152\ue153", "⏟"), "–": "―", "—": "―", **{bar: bar for bar in "|∣‖∥"},
}  # fmt: skip
_LARGE = pattern(f"[{''.join(_PIECES)}]")
_ARROWS = frozenset("←→↔⇐⇒⇔")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅⇒⇔→∈⊂⊆:")
_ALIGNED = {"columnalign": "right left", "columnspacing": "0em", "displaystyle": "true"}
_STRIKES = {"u": "updiagonalstrike", "d": "downdiagonalstrike", "h": "horizontalstrike"}
_TRANSLATED = pattern(r"translate\([-\d.]{1,12}[ ,]{1,3}(-?\d{1,6}(?:\.\d{0,6})?)\)")
_DECIMAL = pattern(r"-?\d{1,9}(?:\.\d{0,9})?")
_WIDTH = pattern(r"(?<![-\w])width:\s{0,3}(-?[\d.]{1,9}em)")


def drawn(el: Element) -> Node | None:
    """What is drawn in *el*; ``None`` where nothing of it is known."""
    node = _read(el, 0)
    return None if node.is_empty else node


def _called(el: Element) -> str:
    """The name of the node, or of the part of one, that *el* draws; ``""`` where it is only a group."""
    if name := el.get("data-mml-node"):
        return name.lower()
    if str(el.tag).startswith("mjx-"):
        return str(el.tag)[4:]
    classes = el.get("class", "")
    return next((word[4:] for word in classes.split() if word.startswith("mjx-")), "") if "mjx-" in classes else ""


def _read(el: Element, level: int) -> Node:
    name = _called(el)
    if name in TOKENS or level > _MOST_LEVELS:
        return Node(name if name in TOKENS else "mtext", text=_text(el), attributes=_variant(el))
    parts = list(_parts(el, name, "", level))
    if arrange := _ARRANGED.get(name):
        return arrange(el, parts)
    if name in _SCRIPTED:
        return _scripted(name, parts)
    children = [part.node for part in parts]
    if name in ("mtr", "mlabeledtr", "mtd"):
        return Node(name, children)
    while children and children[-1].name == "mspace":  # of which nobody sees how wide it is
        children.pop()
    return row(children)


class _Part(NamedTuple):
    """A node in another: what stands around it says which part it is, and how high it is drawn."""

    role: str
    node: Node
    height: float = 0


def _parts(el: Element, within: str, role: str, level: int) -> Iterator[_Part]:
    """The nodes in *el*, a node called *within*."""
    for child in el:
        name = _called(child)
        is_layout = name == "munder" and within == "munderover" and not role and child.get("data-mml-node") is None
        if name in _NODES and not is_layout:
            is_degree = within == "mroot" and "scale(" in (child.get("transform") or "")
            yield _Part("degree" if is_degree else role, _read(child, level + 1), _height(child))
        elif name == "line":
            yield _Part("line", Node("none"))
        elif level > _MOST_LEVELS:
            yield _Part(role, token("mtext", _text(child)))
        elif name != "assistive-mml":
            yield from _parts(child, within, _ROLES.get(name, role), level + 1)


def _height(el: Element) -> float:
    found = _TRANSLATED.search(el.get("transform") or "")
    return float(found[1]) if found else 0


def _of(parts: list[_Part], *roles: str) -> list[Node]:
    return [part.node for part in parts if part.role in roles]


def _fraction(el: Element, parts: list[_Part]) -> Node:
    above, below = _of(parts, "above"), _of(parts, "below")
    has_line = any(part.role == "line" for part in parts) or any(child.tag == "rect" for child in el)
    parts_of_it = [row(above), row(below)] if above or below else _of(parts, "")
    return Node("mfrac", parts_of_it, attributes={} if has_line else {"linethickness": "0"})


def _square_root(el: Element, parts: list[_Part]) -> Node:
    return Node("msqrt", _without_sign(_of(parts, "", "base")))


def _root(el: Element, parts: list[_Part]) -> Node:
    degree, inner = _of(parts, "degree"), _without_sign(_of(parts, "", "base"))
    if not degree:
        inner, degree = inner[:-1], inner[-1:]
    return Node("mroot", [row(inner), row(degree)])


def _without_sign(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if not (node.name == "mo" and node.text and not node.text.strip("√⎷\ue000\ue001"))]


def _scripted(name: str, parts: list[_Part]) -> Node:
    """A base and its scripts: which is which, two roles, the height in a drawing, or the order in a column say."""
    above, below = _of(parts, "above"), _of(parts, "below")
    nucleus = _of(parts, "base") or _of(parts, "")
    if not (above or below):
        scripts = [part for part in parts if part.role == "scripts"]
        if not scripts:
            others = [part for part in parts if part.role == ""]
            nucleus, scripts = [part.node for part in others[:1]], others[1:]
        scripts.sort(key=lambda part: -part.height)
        is_above = len(scripts) > 1 or name in ("msup", "mover")
        above = [part.node for part in scripts[:1] if is_above]
        below = [part.node for part in scripts[is_above:]]
    if above and below:
        return Node("munderover" if "o" in name else "msubsup", [row(nucleus), row(below), row(above)])
    return Node(name, [row(nucleus), row(above or below)])


def _table(el: Element, parts: list[_Part]) -> Node:
    """A table; lines that begin with a relation are aligned at it."""
    rows = _of(parts, "")
    seconds = [cell for line in rows for cell in line.children[1::2]]
    is_aligned = bool(seconds) and all(_begins_with_relation(cell) for cell in seconds)
    return Node("mtable", rows, attributes=_ALIGNED if is_aligned else {})


def _begins_with_relation(cell: Node) -> bool:
    first: Node | None = cell
    while first is not None and first.children:
        first = next((node for node in first.children if not node.is_empty), None)
    return first is not None and first.name == "mo" and first.text in _RELATIONS


def _enclosed(el: Element, parts: list[_Part]) -> Node:
    """What is framed or struck out."""
    found = []
    for child in el:
        name = _called(child)
        if child.tag == "line":
            falls = [_number(child, "y1") > _number(child, "y2"), _number(child, "y1") < _number(child, "y2")]
            found.append(_STRIKES["d" if falls[0] else "u" if falls[1] else "h"])
        elif name[1:] == "strike":
            found.append(_STRIKES.get(name[0], ""))
        elif (child.tag == "rect" and child.get("fill") == "none") or "border:" in child.get("style", ""):
            found.append("box")
    return Node("menclose", _of(parts, "", "base"), attributes={"notation": " ".join(found) or "none"})


def _number(el: Element, name: str) -> float:
    value = el.get(name) or ""
    return float(value) if _DECIMAL.fullmatch(value) else 0


def _space(el: Element, parts: list[_Part]) -> Node:
    """A space; in SVG nothing says how wide it is."""
    found = _WIDTH.search(el.get("style") or "")
    is_drawing = el.get("data-mml-node") is not None
    return Node("mspace", attributes={"width": found[1] if found else "thinmathspace" if is_drawing else "0"})


def _unseen(el: Element, parts: list[_Part]) -> Node:
    return Node("mphantom", _of(parts, ""))


_ARRANGED = {
    "mfrac": _fraction, "msqrt": _square_root, "mroot": _root, "mspace": _space, "mphantom": _unseen, "mtable": _table,
    "menclose": _enclosed,
}  # fmt: skip


def _variant(el: Element) -> dict[str, str]:
    """The alphabet of a token, where only the font of its glyphs tells it."""
    if "mjx-n" in el.get("class", "").split() and _called(el) == "mi":
        return {"mathvariant": "normal"}
    for part in el.iter():
        found = _HREF.search(_href(part)) if part.tag == "use" else None
        if "TEX-C" in part.get("class", "") or (found and found[1] in ("C-", "CAL-")):
            return {"mathvariant": "script"}
    return {}


def _href(el: Element) -> str:
    return el.get("xlink:href") or el.get("href") or ""


def _text(el: Element) -> str:
    """The characters of the glyphs in *el*, and its text."""
    text = "".join(_glyphs(el))
    pieces = "".join(dict.fromkeys(_PIECES.get(char, char) for char in text)) if _LARGE.search(text) else text
    return pieces[0] if len(pieces) > 1 and pieces.strip("\u2212=-") == pieces[:1] in _ARROWS else pieces


def _glyphs(el: Element) -> Iterator[str]:
    """What is drawn in *el*; a glyph that is made of others says which it is."""
    walk = etree.iterwalk(el, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            yield (part.tail or "") if part is not el else ""
        elif glyph := _glyph(part):
            walk.skip_subtree()
            yield _character(glyph)
        else:
            yield part.text or ""


def _glyph(el: Element) -> str:
    if glyph := el.get("data-c"):
        return glyph
    found = _HREF.search(_href(el)) if el.tag == "use" else None
    if found:
        return found[2]
    found = _GLYPH.search(el.get("class", ""))
    return found[1] if found else ""


def _character(glyph: str) -> str:
    is_number = len(glyph) < 6 and all(char in "0123456789ABCDEFabcdef" for char in glyph)
    code = int(glyph, 16) if is_number else 0
    return chr(code) if 31 < code < 0x30000 and not 0xD800 <= code < 0xE000 else ""
