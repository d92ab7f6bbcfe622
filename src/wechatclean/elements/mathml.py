"""MathML as TeX; MathJax's drawings have the same nodes, named in ``data-mml-node``, with code points for glyphs."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize

from wechatclean.layout.normal_form import Element

_MOST_LEVELS = 60  # of formulas; what is deeper is written as its text
_CHARACTERS = str.maketrans(
    {char: f"\\{char}" for char in "{}$%&#_"}
    | {"\\": r"\backslash ", "−": "-", "′": r"\prime ", "″": r"\prime\prime "}
    | dict.fromkeys("\u2061\u2062\u2063\u2064", "")  # applied, times, and, plus: not seen
)
_TOKENS = {"mi", "mn", "mo", "ms", "mtext"}
_SKIPPED = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}
_LIMITS = frozenset("∑∏⋃⋂⋁⋀") | {"lim", "max", "min", "sup", "inf"}
_FUNCTIONS = frozenset("sin cos tan cot log ln exp lim max min sup inf det gcd arg deg dim ker".split())


def tex_of(math: Element) -> str:
    r"""The TeX of a ``math`` element, by its annotation or else by its nodes; ``""`` where it holds none.

    >>> from lxml import etree
    >>> tex_of(etree.fromstring("<math><mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac></math>"))
    '\\frac{1}{\\sqrt{x}}'
    """
    notes = (note for note in math.iter("annotation") if note.get("encoding") == "application/x-tex")
    return next(("".join(note.itertext()) for note in notes), "") or _written(math, 0)


def _written(el: Element, level: int) -> str:
    """The TeX of a node."""
    name = _name(el)
    if name in _SKIPPED:
        return ""
    if name in _TOKENS or level > _MOST_LEVELS:
        return _token(name, _text(el))
    parts = [_written(child, level + 1) for child in _children(el)]
    write = _NODES.get(name)
    return write(parts) if write and len(parts) >= _NEEDED.get(name, 0) else "".join(parts)


def _name(el: Element) -> str:
    return el.get("data-mml-node") or str(el.tag).rpartition("}")[2]


def _children(el: Element) -> list[Element]:
    """The nodes in *el*; in a drawing groups without a name stand between them, and lines are drawn."""
    found: list[Element] = []
    for child in el:
        if child.get("data-mml-node") or str(child.tag).startswith("m") or not el.get("data-mml-node"):
            found.append(child)
        elif child.tag == "g":
            found.extend(_children_of_group(child))
    return found


def _children_of_group(group: Element) -> list[Element]:
    return [child for child in group if child.get("data-mml-node")]


def _text(el: Element) -> str:
    drawn = "".join(chr(int(glyph, 16)) for part in el.iter() if _is_code_point(glyph := part.get("data-c") or ""))
    return drawn or "".join(el.itertext()).strip()


def _is_code_point(text: str) -> bool:
    return 0 < len(text) < 6 and all(char in "0123456789ABCDEFabcdef" for char in text) and 31 < int(text, 16) < 0x30000


def _token(name: str, text: str) -> str:
    text = _plain(text).translate(_CHARACTERS)
    if name == "mtext" and text.strip():
        return rf"\text{{{text}}}"
    return f"\\{text} " if text in _FUNCTIONS else text


def _plain(text: str) -> str:
    """*text* with mathematical italics and bold as letters: TeX sets letters in italics itself."""
    return "".join(normalize("NFKC", char) if 0x1D400 <= ord(char) < 0x1D800 else char for char in text)


def _group(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"


def _over_and_under(parts: list[str]) -> str:
    return f"{_group(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"


def _under(parts: list[str]) -> str:
    base = parts[0].strip().removeprefix("\\")
    return f"{_group(parts[0])}_{{{parts[1]}}}" if base in _LIMITS else rf"\underset{{{parts[1]}}}{{{parts[0]}}}"


def _over(parts: list[str]) -> str:
    accent = _ACCENTS.get(parts[1])
    return rf"{accent}{{{parts[0]}}}" if accent else rf"\overset{{{parts[1]}}}{{{parts[0]}}}"


_ACCENTS = {
    **dict.fromkeys("¯‾―", r"\overline"),
    "^": r"\hat",
    "ˆ": r"\hat",
    "→": r"\vec",
    "˙": r"\dot",
    "~": r"\tilde",
    "˜": r"\tilde",
}
_NODES: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: rf"\frac{{{parts[0]}}}{{{parts[1]}}}",
    "msqrt": lambda parts: rf"\sqrt{{{''.join(parts).replace('√', '')}}}",  # a drawing has the sign as a node
    "mroot": lambda parts: rf"\sqrt[{parts[1]}]{{{parts[0]}}}",
    "msup": lambda parts: f"{_group(parts[0])}^{{{parts[1]}}}",
    "msub": lambda parts: f"{_group(parts[0])}_{{{parts[1]}}}",
    "msubsup": _over_and_under,
    "munderover": _over_and_under,
    "munder": _under,
    "mover": _over,
    "mtable": lambda rows: r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}",
    "mtr": " & ".join,
    "mfenced": lambda parts: f"({','.join(parts)})",
    "mspace": lambda _: " ",
}
_NEEDED = {"mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "msubsup": 3, "munderover": 3, "munder": 2, "mover": 2}
