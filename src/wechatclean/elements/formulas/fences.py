"""Which brackets of a row grow with what is between them: those that TeX writes with ``\\left`` and ``\\right``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from wechatclean.elements.formulas.characters import characters
from wechatclean.elements.formulas.node import Node
from wechatclean.elements.formulas.symbols import BIG

PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋", "⟮": "⟯", "⎰": "⎱", "〈": "〉"}
BARS = frozenset("|∣‖∥")
_CLOSERS = frozenset(PAIRS.values())
_TALL = frozenset({"mfrac", "mtable", "munder", "mover", "munderover", "mroot", "mmultiscripts"})
_LEFT, _MIDDLE, _RIGHT = r"\left", r"\middle", r"\right"


def delimiter(sign: str) -> str:
    """The bracket *sign* as TeX; ``.`` where it is none."""
    if sign in BARS:
        return "|" if sign in "|∣" else r"\|"
    return characters(sign) or "."


def is_tall(node: Node) -> bool:
    """Whether *node* is higher than a line."""
    if node.tall is None:
        node.tall = node.name in _TALL or node.text in BIG or any(map(is_tall, node.children))
    return node.tall


def grown(nodes: Sequence[Node]) -> dict[int, str]:
    """The numbers of those *nodes* of a row that are brackets which grow, with the command that says so.

    ``-1`` stands for a bracket before them that is not seen.
    """
    signs = [node.inner for node in nodes]
    if not any(sign.name == "mo" for sign in signs):
        return {}
    tall = list(accumulate((is_tall(node) for node in nodes), initial=0))
    found: dict[int, str] = {}
    for start, end in _pairs(signs):
        if tall[end] > tall[start + 1]:
            found |= {start: _LEFT, end: _RIGHT}
    bars = [number for number, sign in enumerate(signs) if sign.text in BARS and sign.get("stretchy") != "false"]
    if bars == [len(nodes) - 1] and tall[-1] and bars[0] not in found:  # a value at a place
        found |= {-1: _LEFT, bars[0]: _RIGHT}
    return found | _middles(signs, found)


def _pairs(signs: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Where brackets open and close."""
    whole = _whole(signs)
    if whole:
        yield whole
    open_: list[tuple[int, list[int]]] = [(-1, [])]  # each with the bars that stand directly in it
    for number, sign in enumerate(signs):
        if sign.name != "mo" or sign.get("stretchy") == "false" or (whole and number in whole):
            continue
        if sign.text in PAIRS:
            open_.append((number, []))
        elif sign.text in _CLOSERS and len(open_) > 1:
            start, bars = open_.pop()
            yield start, number
            yield from _pairs_of_bars(bars)
        elif sign.text in BARS:
            open_[-1][1].append(number)
    for _, bars in open_:
        yield from _pairs_of_bars(bars)


def _pairs_of_bars(bars: list[int]) -> Iterator[tuple[int, int]]:
    if len(bars) == 2:
        yield bars[0], bars[1]


def _whole(signs: Sequence[Node]) -> tuple[int, int] | None:
    """The ends of a row that are brackets around all of it, of whatever kind, or none on one side."""
    last = len(signs) - 1
    if last < 1 or not all(_is_fence(signs[number]) for number in (0, last)):
        return None
    return (0, last) if any(sign.get("fence") == "true" for sign in (signs[0], signs[last])) else None


def _is_fence(sign: Node) -> bool:
    text = sign.text
    return (
        sign.name == "mo"
        and sign.get("stretchy") != "false"
        and (not text or text in PAIRS or text in _CLOSERS or text in BARS)
    )


def _middles(signs: Sequence[Node], found: dict[int, str]) -> dict[int, str]:
    """The bars between brackets that grow with them."""
    if not found:
        return {}
    depth, middles = 0, {}
    for number, sign in enumerate(signs):
        depth += (found.get(number) == _LEFT) - (found.get(number) == _RIGHT)
        if depth and number not in found and sign.text in BARS and "true" in (sign.get("stretchy"), sign.get("fence")):
            middles[number] = _MIDDLE
    return middles
