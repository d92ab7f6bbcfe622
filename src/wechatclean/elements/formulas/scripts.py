"""What stands raised, lowered, over and under: scripts, limits, accents, braces and labels of arrows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wechatclean.elements.formulas.fences import PAIRS
from wechatclean.elements.formulas.node import Node, Writer
from wechatclean.elements.formulas.symbols import BIG, INTEGRALS, LIMITS
from wechatclean.patterns import pattern

_PRIMES = {"′": 1, "'": 1, "’": 1, "″": 2, "‴": 3, "⁗": 4}
_ONE = pattern(r"(?:[^\\]|[0-9]+(?:\.[0-9]+)?|\\[A-Za-z]+|\\[^A-Za-z]|\\(?:math[a-z]+|operatorname|text)\{[^{}]*\})\Z")

# Over and under what they belong to, for one letter and for more.
_OVER = {
    **dict.fromkeys("¯ˉ̄", (r"\bar", r"\overline")), **dict.fromkeys("‾―_̅", (r"\overline", r"\overline")),
    **dict.fromkeys("^ˆ̂", (r"\hat", r"\widehat")), **dict.fromkeys("~˜∼̃", (r"\tilde", r"\widetilde")),
    **dict.fromkeys("→⟶⃗", (r"\vec", r"\overrightarrow")), **dict.fromkeys("←⟵", (r"\overleftarrow",) * 2),
    "↔": (r"\overleftrightarrow",) * 2,
    **dict.fromkeys(".˙̇", (r"\dot", r"\dot")), **dict.fromkeys("¨̈", (r"\ddot", r"\ddot")), "⃛": (r"\dddot",) * 2,
    "⃜": (r"\ddddot",) * 2, **dict.fromkeys("ˇ̌", (r"\check",) * 2), **dict.fromkeys("˘̆", (r"\breve",) * 2),
    **dict.fromkeys("´́", (r"\acute",) * 2), **dict.fromkeys("`̀", (r"\grave",) * 2),
    **dict.fromkeys("˚̊", (r"\mathring",) * 2), "⏞": (r"\overbrace",) * 2,
}  # fmt: skip
_DOTS = {"..": r"\ddot", "...": r"\dddot", "⋯": r"\dddot", "…": r"\dddot"}
_UNDER = {
    **dict.fromkeys("_¯ˉ‾―̲̱", r"\underline"), "⏟": r"\underbrace", "→": r"\underrightarrow", "←": r"\underleftarrow",
    "↔": r"\underleftrightarrow",
}  # fmt: skip
_ARROWS = {
    "→": r"\xrightarrow", "⟶": r"\xrightarrow", "←": r"\xleftarrow", "⟵": r"\xleftarrow",
}  # fmt: skip


def base(writer: Writer, node: Node) -> str:
    """What a script stands at, in braces where TeX would take a part of it only."""
    tex = writer.write(node).strip()
    nodes = node.children if node.name == "mrow" else ()
    is_fenced = len(nodes) > 2 and nodes[-1].inner.text == PAIRS.get(nodes[0].inner.text) and not _closes_early(nodes)
    is_fenced |= tex.startswith(r"\left") and tex.count(r"\left") == 1 and re.search(r"\\right\W+\Z", tex) is not None
    return tex if _ONE.match(tex) or is_fenced else f"{{{tex}}}"


def _closes_early(nodes: Sequence[Node]) -> bool:
    """Whether what the first of *nodes* opens is closed before the last."""
    depth = 0
    for node in nodes[:-1]:
        depth += (node.text == nodes[0].inner.text) - (node.text == nodes[-1].inner.text)
        if depth <= 0 and node is not nodes[0]:
            return True
    return False


def scripts(writer: Writer, node: Node) -> str:
    """Scripts to the right."""
    nucleus, *others = _padded(node)
    below = others[0] if node.name != "msup" else None
    above = others[-1] if node.name != "msub" else None
    sign = nucleus.inner
    limits = r"\nolimits" if writer.display and sign.text in BIG - INTEGRALS else ""
    return base(writer, nucleus) + limits + both(writer, below, above)


def both(writer: Writer, below: Node | None, above: Node | None) -> str:
    """The two scripts, of which either may be none."""
    tex, primes = "", 0
    if above is not None:
        primes = _primes(above)
        tex = "'" * primes
    if below is not None and (lower := writer.script(below)):
        tex += f"_{{{lower}}}"
    if above is not None and not primes and (upper := writer.script(above)):
        tex += f"^{{{upper}}}"
    return tex


def _primes(node: Node) -> int:
    """How many primes *node* is; ``0`` where it is anything else."""
    nodes = node.children or [node]
    counts = [_primes(child) for child in nodes] if node.children else [sum(_PRIMES.get(c, -99) for c in node.text)]
    return sum(counts) if all(count > 0 for count in counts) else 0


def many_scripts(writer: Writer, node: Node) -> str:
    """Scripts on both sides."""
    if not node.children:
        return ""
    nucleus, *others = node.children
    at = next((number for number, child in enumerate(others) if child.name == "mprescripts"), len(others))
    before = [f"{{}}{tex}" for tex in _pairs_of_scripts(writer, others[at + 1 :])]
    behind = _pairs_of_scripts(writer, others[:at])
    return "".join(before) + base(writer, nucleus) + "{}".join(behind)


def _pairs_of_scripts(writer: Writer, nodes: Sequence[Node]) -> list[str]:
    pairs = zip(nodes[::2], [*nodes[1::2], Node("none")], strict=False)
    return [tex for below, above in pairs if (tex := both(writer, below, above))]


def over_and_under(writer: Writer, node: Node) -> str:
    """Limits of an operator, accents, and what else stands over and under."""
    nucleus, *others = _padded(node)
    below = others[0] if node.name != "mover" else None
    above = others[-1] if node.name != "munder" else None
    if (below is None or below.is_empty) and (above is None or above.is_empty):
        return writer.write(nucleus)
    sign = nucleus.inner
    if sign.text in BIG or "".join(sign.text.split()) in LIMITS:
        needs = sign.text in INTEGRALS or (
            sign.text in BIG and sign.get("movablelimits") == "false" and not writer.display
        )
        return writer.write(nucleus).strip() + (r"\limits" if needs else "") + both(writer, below, above)
    if sign.name in ("mi", "mo") and len(sign.text) > 1 and sign.text.isascii() and sign.text.isalpha():
        return rf"\operatorname*{{{sign.text}}}" + both(writer, below, above)
    if sign.name == "mo" and (arrow := _ARROWS.get(sign.text)):
        lower = writer.script(below) if below is not None else ""
        lower = f"[{{{lower}}}]" if "]" in lower else f"[{lower}]" if lower else ""
        return f"{arrow}{lower}{{{writer.script(above) if above is not None else ''}}}"
    if _is_brace(nucleus, below, above):
        return writer.write(nucleus) + both(writer, below, above)
    tex = writer.write(nucleus).strip()
    tex = _under(writer, tex, below) if below is not None and not below.is_empty else tex
    return _over(writer, tex, above, node) if above is not None and not above.is_empty else tex


def _is_brace(nucleus: Node, below: Node | None, above: Node | None) -> bool:
    """Whether *nucleus* is a brace over or under something, to which a label belongs."""
    sign = nucleus.inner
    if len(sign.children) != 2 or sign.name not in ("munder", "mover"):
        return False
    mark = sign.children[1].inner.text
    return (mark == "⏟" and above is None) or (mark == "⏞" and below is None)


def _under(writer: Writer, tex: str, below: Node) -> str:
    if command := _UNDER.get(below.inner.text):
        return f"{command}{{{tex}}}"
    return rf"\underset{{{writer.script(below)}}}{{{tex}}}"


def _over(writer: Writer, tex: str, above: Node, node: Node) -> str:
    sign = above.inner
    if commands := _OVER.get(sign.text) if sign.name in ("mo", "mtext", "mi", "mn") else None:
        is_wide = sign.get("stretchy") == "true" or (not _ONE.match(tex) and sign.get("stretchy") != "false")
        return f"{commands[is_wide]}{{{tex}}}"
    if command := _DOTS.get(sign.text):
        return f"{command}{{{tex}}}"
    return rf"\overset{{{writer.script(above)}}}{{{tex}}}"


def _padded(node: Node) -> list[Node]:
    """The children of *node*, as many as it needs; what is too much stands at the base."""
    needed = 3 if node.name in ("msubsup", "munderover") else 2
    return [*node.children[:needed], *(Node("mrow") for _ in range(needed - len(node.children)))]
