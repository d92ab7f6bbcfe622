"""Nodes of Presentation MathML as LaTeX with amsmath, as KaTeX and MathJax read it too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from wechatclean.elements.formulas import scripts, tables
from wechatclean.elements.formulas.characters import characters, glued, words
from wechatclean.elements.formulas.fences import PAIRS, delimiter, grown, is_tall
from wechatclean.elements.formulas.node import Node
from wechatclean.elements.formulas.symbols import FUNCTIONS
from wechatclean.patterns import pattern

_SEAM = pattern(r"(\\math(?:rm|bf|bb|cal|frak|sf|tt|it))\{[A-Za-z0-9]+\}(?:\1\{[A-Za-z0-9]+\})+")
_EM = pattern(r"(-?[0-9]{0,5}(?:\.[0-9]{1,9})?)(em|ex|px|pt|mu)?")
_EMS = {"em": 1.0, "": 1.0, "ex": 0.45, "px": 1 / 16, "pt": 1 / 10, "mu": 1 / 18}
_NAMED_SPACES = {
    "veryverythinmathspace": 1 / 18, "verythinmathspace": 2 / 18, "thinmathspace": 3 / 18, "mediummathspace": 4 / 18,
    "thickmathspace": 5 / 18, "verythickmathspace": 6 / 18, "veryverythickmathspace": 7 / 18,
}  # fmt: skip
_SPACES = ((-0.05, r"\!"), (0.05, ""), (0.19, r"\,"), (0.25, r"\:"), (0.4, r"\;"), (0.75, r"\enspace"), (1.5, r"\quad"))
_ENCLOSURES = {
    "radical": r"\sqrt", "longdiv": r"\overline", "actuarial": r"\overline", "box": r"\boxed", "roundedbox": r"\boxed",
    "circle": r"\boxed", "top": r"\overline", "bottom": r"\underline", "updiagonalstrike": r"\cancel",
    "downdiagonalstrike": r"\bcancel", "horizontalstrike": r"\cancel",
}  # fmt: skip
_STRIKES = {"updiagonalstrike", "downdiagonalstrike"}


def latex_of(node: Node, *, display: bool = False) -> str:
    r"""The TeX of *node*, which stands by itself as a *display* or in a line.

    >>> from wechatclean.elements.formulas.node import Node, token
    >>> latex_of(Node("mfrac", [token("mn", "1"), Node("msqrt", [token("mi", "x")])]))
    '\\frac{1}{\\sqrt{x}}'
    """
    return LatexWriter(display).write(node).strip()


class LatexWriter:
    """Writes nodes.

    Attributes:
        display: whether what is written stands in a display, where fractions are large and limits stand below.
        in_script: whether it stands in a script.
    """

    def __init__(self, display: bool) -> None:
        self.display, self.in_script = display, False

    def write(self, node: Node) -> str:
        """The TeX of *node*."""
        return _WRITERS.get(node.name, _group)(self, node)

    def inner(self, node: Node, *, display: bool = False, in_script: bool | None = None) -> str:
        """The TeX of *node* where fractions are small, as in a fraction or, *in_script*, in a script."""
        before = self.display, self.in_script
        self.display, self.in_script = display, self.in_script if in_script is None else in_script
        tex = self.write(node).strip()
        self.display, self.in_script = before
        return tex

    def script(self, node: Node) -> str:
        """The TeX of *node* as a script."""
        return self.inner(node, in_script=True)

    def row(self, nodes: Sequence[Node]) -> str:
        """The TeX of *nodes* beside each other."""
        commands, number = grown(nodes), 0
        parts = [r"\left."] if -1 in commands else []
        while number < len(nodes):
            width, tex = self._fenced_table(nodes, number)
            if not width:
                width, tex = 1, self._in_row(nodes, number, commands.get(number, ""))
            parts.append(tex)
            number += width
        tex = glued(parts)
        return _SEAM.sub(lambda run: run[0].replace(f"}}{run[1]}{{", ""), tex) if r"}\math" in tex else tex

    def _in_row(self, nodes: Sequence[Node], number: int, command: str) -> str:
        node = nodes[number]
        if command:
            sign = delimiter(node.inner.text)
            return f"{command}{sign} " if sign[-1].isalpha() else command + sign
        inner = node.inner
        follows = number + 1 < len(nodes) and nodes[number + 1].text == "\u2061"
        if inner.name == "mi" and follows and len(inner.text) > 1 and inner.text.isascii() and inner.text.isalpha():
            return rf"\{inner.text}" if inner.text in FUNCTIONS else rf"\operatorname{{{inner.text}}}"
        return self.write(node)

    def _fenced_table(self, nodes: Sequence[Node], number: int) -> tuple[int, str]:
        """How many nodes from *number* on are a table in brackets, and its TeX; ``0`` where none is."""
        sign = nodes[number].inner
        if sign.name != "mo" or number + 1 == len(nodes) or sign.get("stretchy") == "false":
            return 0, ""
        table = nodes[number + 1].inner
        end = nodes[number + 2].inner if number + 2 < len(nodes) else Node("mo")
        if table.name == "mfrac" and table.get("linethickness")[:1] == "0" and (sign.text, end.text) == ("(", ")"):
            return 3, rf"\binom{{{self.inner(_child(table, 0))}}}{{{self.inner(_child(table, 1))}}}"
        if table.name != "mtable":
            return 0, ""
        if end.name == "mo" and end.text and end.text == PAIRS.get(sign.text, sign.text):
            return 3, tables.in_brackets(self, table, sign.text)
        if (
            sign.text not in PAIRS
            or (end.name == "mo" and end.text)
            or any(later.inner.text == PAIRS[sign.text] for later in nodes[number + 2 :])
        ):
            return 0, ""
        width = 3 if number + 2 < len(nodes) and end.name == "mo" else 2
        return width, tables.behind_bracket(self, table, sign.text)


# -- tokens --------------------------------------------------------------------------------------------------------


def _identifier(writer: LatexWriter, node: Node) -> str:
    text, variant = " ".join(node.text.split()), node.get("mathvariant")
    if (name := text.replace(" ", "")) in FUNCTIONS:
        return f"\\{name}"
    if len(text) > 1 and text.isascii() and text.replace(" ", "").isalnum():
        return rf"\mathit{{{text}}}" if variant == "italic" else _named(text, variant or "normal")
    if variant == "normal" and not (text.isascii() and text.isalpha()):
        variant = ""
    return characters(text, variant, in_script=writer.in_script)


def _named(text: str, variant: str) -> str:
    """A name of several letters, in which spaces are to be seen."""
    return (
        glued(characters(text, variant).split())
        if " " not in text
        else r"\operatorname{" + text.replace(" ", r"\,") + "}"
    )


def _number(writer: LatexWriter, node: Node) -> str:
    variant = node.get("mathvariant").replace("normal", "").replace("italic", "")
    written = characters("".join(node.text.split()), variant, in_script=writer.in_script)
    return re.sub(r"(?<=[0-9]),(?=[0-9])", "{,}", written)


def _operator(writer: LatexWriter, node: Node) -> str:
    text = " ".join(node.text.split(" ")).strip(" ")
    if (name := "".join(text.split())) in FUNCTIONS:
        return f"\\{name}"
    if text == "mod":
        return r"\bmod"
    if len(text) > 1 and text.isascii() and text.isalpha():
        return rf"\operatorname{{{text}}}"
    variant = node.get("mathvariant").replace("normal", "")
    return characters(text, variant, in_script=writer.in_script)


def _words(writer: LatexWriter, node: Node) -> str:
    text = node.text
    if not text.strip():
        return characters(text)
    return words(text, node.get("mathvariant"))


def _string(writer: LatexWriter, node: Node) -> str:
    quotes = (node.attributes.get(name, '"') for name in ("lquote", "rquote"))
    return words(node.text.join(quotes))


def _space(writer: LatexWriter, node: Node) -> str:
    if node.get("linebreak") == "newline":
        return r"\\ "
    width = node.get("width")
    found = _EM.fullmatch(width)
    size = _NAMED_SPACES.get(width.removeprefix("negative"), 0.0) * (-1 if width.startswith("negative") else 1)
    if found and found[1] not in ("", "-"):
        size = float(found[1]) * _EMS[found[2] or ""]
    return next((space for most, space in _SPACES if size < most), r"\qquad")


# -- layouts -------------------------------------------------------------------------------------------------------


def _group(writer: LatexWriter, node: Node) -> str:
    return writer.row(node.children)


def _styled(writer: LatexWriter, node: Node) -> str:
    """Its displays large, or small, where they are not so already."""
    wanted = node.get("displaystyle")
    if wanted not in ("true", "false") or (wanted == "true") == writer.display:
        return writer.row(node.children)
    before, writer.display = writer.display, wanted == "true"
    tex, inner = writer.row(node.children), node.inner
    writer.display = before
    if inner.name == "mfrac" and tex.startswith(r"\frac"):
        return rf"\{'d' if wanted == 'true' else 't'}{tex[1:]}"
    if not is_tall(node):
        return tex
    return rf"{{\{'display' if wanted == 'true' else 'text'}style {tex}}}"


def _fraction(writer: LatexWriter, node: Node) -> str:
    above, below = (writer.inner(_child(node, number)) for number in (0, 1))
    if node.get("bevelled") == "true":
        return f"{{{above}}}/{{{below}}}"
    if re.match(r"0{1,9}(?:\.0{0,9})?(?:[a-z%]|$)", node.get("linethickness")):
        return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    return rf"\frac{{{above}}}{{{below}}}"


def _root(writer: LatexWriter, node: Node) -> str:
    degree = writer.script(_child(node, 1))
    degree = f"{{{degree}}}" if "]" in degree else degree
    return rf"\sqrt[{degree}]{{{writer.inner(_child(node, 0), display=writer.display)}}}"


def _square_root(writer: LatexWriter, node: Node) -> str:
    return rf"\sqrt{{{writer.row(node.children).strip()}}}"


def _phantom(writer: LatexWriter, node: Node) -> str:
    tex = writer.row(node.children)
    return rf"\phantom{{{tex}}}" if tex else ""


def _enclosed(writer: LatexWriter, node: Node) -> str:
    kinds = (node.get("notation") or "longdiv").split()
    tex = writer.row(node.children).strip()
    if set(kinds) >= _STRIKES:
        tex, kinds = rf"\xcancel{{{tex}}}", [kind for kind in kinds if kind not in _STRIKES]
    if {"left", "right", "top", "bottom"} <= set(kinds):
        return rf"\boxed{{{tex}}}"
    for kind in kinds:
        tex = rf"{_ENCLOSURES[kind]}{{{tex}}}" if kind in _ENCLOSURES else tex
        if kind == "actuarial":
            tex = rf"\left.{tex}\right|"
    if "left" in kinds or "right" in kinds:
        tex = rf"\left{'|' if 'left' in kinds else '.'}{tex}\right{'|' if 'right' in kinds else '.'}"
    return tex


def _chosen(writer: LatexWriter, node: Node) -> str:
    """That of several expressions which is shown first."""
    number = node.get("selection")
    at = int(number) - 1 if number.isdecimal() and len(number) < 4 else 0
    return writer.write(_child(node, at if 0 <= at < len(node.children) else 0))


def _nothing(writer: LatexWriter, node: Node) -> str:
    return ""


def _child(node: Node, number: int) -> Node:
    return node.children[number] if number < len(node.children) else Node("mrow")


_WRITERS: dict[str, Callable[[LatexWriter, Node], str]] = {
    "mi": _identifier, "mn": _number, "mo": _operator, "mtext": _words, "ms": _string, "mspace": _space,
    "mstyle": _styled, "mfrac": _fraction, "msqrt": _square_root, "mroot": _root,
    "mphantom": _phantom, "menclose": _enclosed, "maction": _chosen,
    "msup": scripts.scripts, "msub": scripts.scripts, "msubsup": scripts.scripts,
    "mover": scripts.over_and_under, "munder": scripts.over_and_under, "munderover": scripts.over_and_under,
    "mmultiscripts": scripts.many_scripts, "mtable": tables.table, "none": _nothing, "mprescripts": _nothing,
}  # fmt: skip
