"""Tables in formulas: matrices, cases, aligned lines."""

from __future__ import annotations

from wechatclean.elements.formulas.fences import PAIRS, delimiter
from wechatclean.elements.formulas.node import Node, Writer

_MATRICES = {
    "(": "pmatrix",
    "[": "bmatrix",
    "{": "Bmatrix",
    "|": "vmatrix",
    "∣": "vmatrix",
    "‖": "Vmatrix",
    "∥": "Vmatrix",
}
_LETTERS = {"left": "l", "right": "r"}
_MOST_COLUMNS = 100


def table(writer: Writer, node: Node) -> str:
    """A table by itself."""
    if writer.in_script and _columns(node) == 1:
        return rf"\substack{{{_rows(writer, node)}}}"
    if len(node.children) == 1 and writer.display and (label := _label(writer, node.children[0])):
        return f"{_row(writer, node.children[0])} {label}"
    return _environment(writer, node, _kind(node))


def in_brackets(writer: Writer, node: Node, bracket: str) -> str:
    """A table between *bracket* and its like."""
    if _kind(node) == "matrix" and bracket in _MATRICES:
        return _environment(writer, node, _MATRICES[bracket])
    closing = PAIRS.get(bracket, bracket)
    return rf"\left{_apart(bracket)}{table(writer, node)}\right{_apart(closing)}"


def behind_bracket(writer: Writer, node: Node, bracket: str) -> str:
    """A table that *bracket* stands before, and none behind."""
    if bracket == "{" and _columns(node) <= 2 and _kind(node) in ("matrix", "array{ll}", "array{l}"):
        return _environment(writer, node, "cases")
    return rf"\left{_apart(bracket)}{table(writer, node)}\right."


def _apart(bracket: str) -> str:
    sign = delimiter(bracket)
    return f"{sign} " if sign[-1].isalpha() else sign


def _kind(node: Node) -> str:
    """The environment that it is."""
    columns = _columns(node)
    aligned, spaced = node.get("columnalign").split(), node.get("columnspacing")
    aligned += aligned[-1:] * (columns - len(aligned))
    aligned = aligned[:columns]
    lines = node.get("columnlines").split()
    is_framed = node.get("frame") in ("solid", "dashed")
    if is_framed or any(line in ("solid", "dashed") for line in lines + node.get("rowlines").split()):
        return f"array{{{_with_lines(aligned or ['center'] * columns, lines, is_framed=is_framed)}}}"
    pattern = ["right", "left"] * ((columns + 1) // 2)
    if aligned == pattern[:columns] and (node.get("displaystyle") == "true" or spaced.startswith("0em")):
        return "aligned"
    if all(word not in _LETTERS for word in aligned):
        return "gathered" if columns == 1 and node.get("displaystyle") == "true" else "matrix"
    return f"array{{{''.join(_LETTERS.get(word, 'c') for word in aligned)}}}"


def _with_lines(aligned: list[str], lines: list[str], *, is_framed: bool) -> str:
    lines += lines[-1:] * (len(aligned) - 1 - len(lines))
    seen = ["|" if line in ("solid", "dashed") else "" for line in lines[: len(aligned) - 1]]
    seen += [""] * (len(aligned) - 1 - len(seen))
    inner = "".join(_LETTERS.get(word, "c") + line for word, line in zip(aligned, [*seen, ""], strict=True))
    return f"|{inner}|" if is_framed else inner


def _environment(writer: Writer, node: Node, kind: str) -> str:
    name, brace, columns = kind.partition("{")
    before = writer.display, writer.in_script
    writer.display, writer.in_script = name in ("aligned", "gathered"), False
    rows = _rows(writer, node)
    writer.display, writer.in_script = before
    return rf"\begin{{{name}}}{brace}{columns}{rows}\end{{{name}}}"


def _rows(writer: Writer, node: Node) -> str:
    """Rows, with the lines between them; what begins as an option of a row's end would is kept from it."""
    rows = [_row(writer, child) + _label_in_row(writer, child) for child in node.children]
    lines = node.get("rowlines").split()
    lines += lines[-1:] * (len(rows) - 1 - len(lines))
    is_framed = node.get("frame") in ("solid", "dashed")
    out = r"\hline " if is_framed else ""
    for number, row in enumerate(rows):
        if number:
            out += r" \\ " + (r"\hline " if number <= len(lines) and lines[number - 1] in ("solid", "dashed") else "")
            row = f"{{}}{row}" if row[:1] in ("[", "*") else row  # noqa: PLW2901
        out += row
    return out + (r" \\ \hline " if is_framed else "")


def _row(writer: Writer, row: Node) -> str:
    return " & ".join(_cells(writer, row))


def _cells(writer: Writer, row: Node) -> list[str]:
    out = []
    for cell in row.children[row.name == "mlabeledtr" :] if row.name in ("mtr", "mlabeledtr") else [row]:
        out.append(writer.row(cell.children if cell.name == "mtd" else [cell]).strip())
        out += [""] * (_span(cell) - 1)
    return out


def _span(cell: Node) -> int:
    span = cell.get("columnspan")
    return min(int(span), _MOST_COLUMNS) if span.isdecimal() and len(span) < 4 else 1


def _columns(node: Node) -> int:
    return max((sum(map(_span, row.children)) - (row.name == "mlabeledtr") for row in node.children), default=0)


def _label(writer: Writer, row: Node) -> str:
    """The number of an equation, where it may have one."""
    if row.name != "mlabeledtr" or not row.children:
        return ""
    return rf"\tag{{{''.join(_texts(row.children[0])).strip('() ')}}}"


def _label_in_row(writer: Writer, row: Node) -> str:
    if row.name != "mlabeledtr" or not row.children:
        return ""
    return rf"\qquad {writer.row(row.children[0].children)}"


def _texts(node: Node) -> list[str]:
    return [node.text, *(text for child in node.children for text in _texts(child))]
