"""KaTeX's HTML, the half that is seen, as nodes: what its classes tell of a formula whose MathML was taken out.

Boxes that stand one over the other are in a ``vlist``, mostly from the lowest to the highest; ``vlist-t2`` is on those
that reach below the line.
"""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

from wechatclean.elements.formulas.latex import latex_of
from wechatclean.elements.formulas.node import Node, row, token
from wechatclean.elements.formulas.symbols import FUNCTIONS, NOT_SEEN, PIECES
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_MOST_LEVELS = 150  # elements; a node of a formula takes about six
_NOT = "\ue020"  # the stroke through a relation
_SKIPPED = frozenset(
    "strut pstrut vlist-s nulldelimiter arraycolsep frac-line hide-tail stretchy mathml tag newline".split()
)
_KINDS = frozenset("mbin mrel mopen mclose mpunct op-symbol delimsizing".split())
_FONTS = {
    "mathrm": "normal", "textrm": "normal", "mathbf": "bold", "textbf": "bold", "boldsymbol": "bold-italic",
    "mathbb": "double-struck", "textbb": "double-struck", "mathcal": "script", "mathscr": "script", "textscr": "script",
    "mathfrak": "fraktur", "textfrak": "fraktur", "mathsf": "sans-serif", "textsf": "sans-serif", "mathtt": "monospace",
    "texttt": "monospace", "mathit": "italic", "amsrm": "",
}  # fmt: skip
_ALIGNED = {"c": "center", "l": "left", "r": "right"}
_CHARACTERS = pattern(r"[0-9]+(?:[.,][0-9]+)*|\S")
_MARGIN = pattern(r"margin-right:\s{0,3}([\d.]{1,8})em")
_OUTLINES = {  # how the outlines of what is drawn begin
    "M403 1759 V84": "[", "M347 1759 V0": "]", "M145 15": "|", "M319 602": "⌊", "M863,9": "(", "M76,0": ")",
    "M0 241v40": "→", "M400000 241": "←", "M262 157": "⇐", "M399738 392": "⇒",
}  # fmt: skip
_VIEW = {"471": "→", **dict.fromkeys(("1062", "2364"), "^"), **dict.fromkeys(("600", "1033", "2339", "2340"), "~")}


def tex_of_html(el: Element, *, display: bool) -> str:
    """TeX of what KaTeX has drawn in *el*; the TeX itself where it is left behind the text of its MathML."""
    halves = {word: part for part in el for word in _classes(part)}
    html = halves.get("html")
    drawn = html if html is not None else el
    mathml = halves.get("mathml")
    if mathml is not None and (source := _behind("".join(mathml.itertext()), "".join(drawn.itertext()))):
        return source
    nodes = _nodes(drawn, 0)
    return latex_of(Node("mrow", nodes), display=display) if nodes else ""


def _behind(text: str, drawn: str) -> str:
    """What is left of *text* behind the characters that are *drawn*, in whatever order."""
    shown = Counter("".join(drawn.translate(NOT_SEEN).split()))
    end, left = 0, shown.total() if hasattr(shown, "total") else sum(shown.values())
    while left and end < len(text):
        left -= bool(text[end].translate(NOT_SEEN).strip())
        end += 1
    is_same = Counter("".join(text[:end].translate(NOT_SEEN).split())) == shown
    return text[end:].strip() if is_same and shown else ""


def _classes(el: Element) -> list[str]:
    """The words of its class; newer versions write ``katex-`` before some."""
    return [word.removeprefix("katex-") for word in (el.get("class") or "").split()]


def _nodes(el: Element, level: int) -> list[Node]:
    """What is drawn in *el*."""
    if level > _MOST_LEVELS:
        return [token("mtext", "".join(el.itertext()))]
    nodes: list[Node] = []
    for child in el:
        classes = set(_classes(child))
        if "msupsub" in classes:
            nodes = [_with_scripts(row(nodes), child, level + 1)]
        elif not classes & _SKIPPED:
            nodes += _read(child, classes, level + 1)
        if (child.tail or "").strip():
            nodes.append(token("mtext", (child.tail or "").strip()))
    return _joined(nodes)


def _read(el: Element, classes: set[str], level: int) -> list[Node]:
    """The nodes that *el* draws."""
    for word, read in _READERS.items():
        if word in classes:
            return [read(el, level)]
    if "mspace" in classes and len(el) == 0:
        found = _MARGIN.search(el.get("style") or "")
        return [Node("mspace", attributes={"width": found[1] + "em"})] if found and float(found[1]) > 0.9 else []
    if "delimsizing" in classes:
        return [token("mo", _delimiter(el))]
    own = _tokens((el.text or "").strip(), classes)
    nodes = [*own, *_nodes(el, level)] if len(el) else own
    if "mop" in classes and len(nodes) > 1 and all(node.name == "mi" and node.text.isalpha() for node in nodes):
        return [token("mo", "".join(node.text for node in nodes))]
    if "transparent" in el.get("style", "") and "color" in el.get("style", ""):
        return [Node("mphantom", nodes)]
    return [row(nodes)] if len(nodes) > 1 else nodes


def _tokens(text: str, classes: set[str]) -> list[Node]:
    """The tokens of one box: newer versions put all neighbours of one font into it."""
    is_split = "mathnormal" in classes or (text[:1].isdigit() and not text.replace(".", "").replace(",", "").isdigit())
    parts = _CHARACTERS.findall(text) if is_split else [text] if text else []
    return [_token(part, classes) for part in parts]


def _token(text: str, classes: set[str]) -> Node:
    font = next((_FONTS[word] for word in classes if word in _FONTS), "")
    if classes & _KINDS:
        return token("mo", text)
    if text[:1].isdigit():
        return token("mn", text, **({"mathvariant": font} if font else {}))
    is_name = text[:1].isalpha() or "mathnormal" in classes
    if "mop" in classes and text in FUNCTIONS:
        font = ""
    return token("mi" if is_name else "mo", text, mathvariant=font)


def _delimiter(el: Element) -> str:
    text = "".join(el.itertext()).translate(NOT_SEEN)
    pieces = "".join(dict.fromkeys(PIECES.get(char, char) for char in text if not char.isspace()))
    return pieces or _outlined(el)


def _outlined(el: Element) -> str:
    """The sign that is drawn in *el*; ``""`` where it is none of those that are known."""
    outline = next((path.get("d") or "" for path in el.iter("path")), "")
    sign = next((sign for start, sign in _OUTLINES.items() if outline.startswith(start)), "")
    if sign == "|" and "M367" in outline:
        return "‖"
    if sign in ("[", "]", "⌊") and "h84z" in outline and "v602" in outline:
        return {"[": "⌈", "]": "⌉"}[sign]
    return "⌋" if sign == "⌊" and "H0 v-84" in outline else sign


def _joined(nodes: list[Node]) -> list[Node]:
    """*nodes* with the digits of a number as one, and strokes on what they go through."""
    out: list[Node] = []
    for node in nodes:
        last = out[-1] if out else None
        is_number = node.name == "mn" or (node.text in ".," and node.name in ("mo", "mi") and node.text)
        if last and last.name == "mn" and is_number and node.attributes == last.attributes:
            last.text += node.text
        elif last and _is_stroke(last) and node.text:
            out[-1] = token(node.name, normalize("NFC", node.text + "\u0338"))
        else:
            out.append(node)
    return out


def _is_stroke(node: Node) -> bool:
    return node.text == _NOT or any(map(_is_stroke, node.children))


# -- what stands one over the other --------------------------------------------------------------------------------


def _entries(el: Element) -> tuple[list[Element], bool]:
    """The boxes of the first ``vlist`` in *el*, and whether it reaches below the line."""
    below = False
    for _ in range(4):
        found = next((child for child in el if {"vlist-t", "vlist-r", "vlist"} & set(_classes(child))), None)
        if found is None:
            return [], below
        el, words = found, _classes(found)
        below |= "vlist-t2" in words
        if "vlist" in words:
            break
    return [entry for entry in el if len(entry)], below


def _has(el: Element, *words: str) -> bool:
    """Whether *el* or what is right in it has one of the classes *words*."""
    return any(not set(words).isdisjoint(_classes(part)) for part in (el, *el))


def _with_scripts(base: Node, el: Element, level: int) -> Node:
    entries, below = _entries(el)
    scripts = [row(_nodes(entry, level + 1)) for entry in entries]
    if len(scripts) > 1:
        return Node("msubsup", [base, scripts[0], scripts[-1]])
    return Node("msub" if below else "msup", [base, *scripts])


def _fraction(el: Element, level: int) -> Node:
    entries, _ = _entries(el)
    lines = [entry for entry in entries if _has(entry, "frac-line")]
    parts = [row(_nodes(entry, level + 1)) for entry in entries if entry not in lines]
    return Node("mfrac", parts[::-1], attributes={} if lines else {"linethickness": "0"})


def _root(el: Element, level: int) -> Node:
    degree = [row(_nodes(entry, level + 1)) for child in el if _has(child, "root") for entry in _entries(child)[0]]
    entries, _ = _entries(el)
    inner = row(_nodes(entries[0], level + 1) if entries else [])
    return Node("mroot", [inner, *degree]) if degree else Node("msqrt", [inner])


def _limits(el: Element, level: int) -> Node:
    entries, _ = _entries(el)
    tight = [_has(entry, "mtight", "sizing") for entry in entries]
    at = tight.index(False) if False in tight else 0
    parts = [row(_nodes(entry, level + 1)) for entry in entries]
    below, above = parts[:at][:1], parts[at + 1 :][:1]
    name = "munderover" if below and above else "munder" if below else "mover"
    return Node(name, [*parts[at : at + 1], *below, *above])


def _accent(el: Element, level: int) -> Node:
    entries, _ = _entries(el)
    if not entries:
        return row(_nodes(el, level))
    mark = "".join(entries[-1].itertext()).translate(NOT_SEEN).strip()
    drawing = next(entries[-1].iter("svg"), None)
    if not mark and drawing is not None:
        box = (drawing.get("viewbox") or drawing.get("viewBox") or "").split()
        mark = (_VIEW.get(box[2], "") if len(box) == 4 else "") or _outlined(drawing)
    inner = row(_nodes(entries[0], level + 1))
    return Node("mover", [inner, token("mo", mark)]) if mark else inner


def _lined(el: Element, level: int) -> Node:
    """A line over or under something."""
    name = "mover" if "overline" in _classes(el) else "munder"
    entries = [entry for entry in _entries(el)[0] if not _has(entry, "overline-line", "underline-line")]
    return Node(name, [row(node for entry in entries for node in _nodes(entry, level + 1)), token("mo", "―")])


def _braced(el: Element, level: int) -> Node:
    """A brace, and its label where it has one."""
    entries, _ = _entries(el)
    name = "mover" if "mover" in _classes(el) else "munder"
    marks = [entry for entry in entries if any("brace-left" in _classes(part) for part in entry.iter("span"))]
    inner = [row(_nodes(entry, level + 1)) for entry in entries if not _has(entry, "sizing") and not _is_drawing(entry)]
    labels = [row(_nodes(entry, level + 1)) for entry in entries if _has(entry, "sizing")]
    if marks and not labels and inner:
        labels = [token("mo", "⏟" if name == "munder" else "⏞")]
    return Node(name, [row(inner), *labels[:1]]) if labels else row(inner)


def _is_drawing(entry: Element) -> bool:
    return _has(entry, "stretchy", "hide-tail") and not any((part.text or "").strip() for part in entry.iter("span"))


def _table(el: Element, level: int) -> Node:
    """A table, which is drawn column by column."""
    columns, aligned = [], []
    for child in el:
        found = next((word[-1] for word in _classes(child) if word.startswith("col-align-")), "")
        if found:
            aligned.append(_ALIGNED.get(found, "center"))
            columns.append([_nodes(entry, level + 1) for entry in _entries(child)[0]])
    height = max(map(len, columns), default=0)
    cells = [
        [Node("mtd", column[number] if number < len(column) else []) for column in columns] for number in range(height)
    ]
    pattern = (["right", "left"] * len(aligned))[: len(aligned)]
    spacing = {"columnspacing": "0em"} if aligned == pattern and len(aligned) > 1 else {}
    align = {} if set(aligned) == {"center"} else {"columnalign": " ".join(aligned)}
    return Node("mtable", [Node("mtr", line) for line in cells], attributes=align | spacing)


def _words(el: Element, level: int) -> Node:
    font = next((_FONTS[word] for word in _classes(el) if word in _FONTS), "")
    return token("mtext", "".join(el.itertext()).translate(NOT_SEEN), mathvariant=font)


def _arrow(el: Element, level: int) -> Node:
    """An arrow with labels."""
    entries, _ = _entries(el)
    at = next((number for number, entry in enumerate(entries) if _has(entry, "hide-tail")), 0)
    labels = [row(_nodes(entry, level + 1)) for entry in entries]
    above, below = labels[:at][:1], labels[at + 1 :][:1]  # here the highest comes first
    sign = token("mo", _outlined(entries[at]) if entries else "")
    if not sign.text:
        return row([*above, *below])
    name = "munderover" if below and above else "munder" if below else "mover"
    return Node(name, [sign, *below, *above])


def _framed(el: Element, level: int) -> Node:
    return Node("menclose", _nodes(el, level), attributes={"notation": "box"})


_READERS = {
    "mfrac": _fraction, "sqrt": _root, "op-limits": _limits, "accent": _accent, "overline": _lined,
    "underline": _lined, "munder": _braced, "mover": _braced, "x-arrow": _arrow, "boxpad": _framed,
    "mtable": _table, "text": _words,
}  # fmt: skip
