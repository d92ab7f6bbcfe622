"""The numbers of lines beside code: in a column, a list or a cell of their own, or at the start of each line.

A class says what an element usually is; that it holds numbers, each one more than the one before, makes it sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from wechatclean.elements.code_lines import LINE_CLASSES
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_MOST_BEFORE = 6  # elements between a cell and what is in it
_SET_APART = pattern(r"user-select\s*:\s*none|#008080|rgb\(0,\s*128,\s*128\)")
_CODE = frozenset({"pre", "code", "table"})


def where_numbers(el: Element, inside: Inside) -> bool:
    """Where it holds numbers of lines only, and is no line itself."""
    is_code = el.tag in _CODE or not LINE_CLASSES.isdisjoint(el.get("class", "").split())
    return not is_code and el not in inside.words and el not in inside.pictures_but_drawings


def is_set_apart(el: Element) -> bool:
    """Whether *el* is not selected with the text around it, or is read to nobody; cnblogs has a colour for that."""
    return el.get("aria-hidden") == "true" or _SET_APART.search(el.get("style") or "") is not None


def beside_code(td: Element, inside: Inside) -> bool:
    """Where it numbers the lines of the code in the next cell, and is not selected with these."""
    following = td.getnext()
    if following is None or following.getnext() is not None or td.getprevious() is not None:
        return False
    if not (where_numbers(td, inside) and any(map(is_set_apart, islice(td.iter(), _MOST_BEFORE)))):
        return False
    return any(el.tag == "pre" for el in islice(following.iter(), _MOST_BEFORE))


def behind_code(ul: Element, inside: Inside) -> bool:
    """Where it numbers the lines of the code before it, and is not selected with these."""
    before = ul.getprevious()
    return before is not None and before.tag == "pre" and is_set_apart(ul) and where_numbers(ul, inside)


def are_consecutive(numbers: Sequence[str]) -> bool:
    """Whether each is one more than the one before.

    >>> are_consecutive(["9", "10", "11"]), are_consecutive(["1", "3"]), are_consecutive(["1.", "2."])
    (True, False, False)
    """
    if not all(number.isdecimal() and number.isascii() and len(number) < 9 for number in numbers):
        return False
    first = int(numbers[0]) if numbers else 0
    return all(int(number) == place for place, number in enumerate(numbers, first))


def without_numbers(lines: list[str], numbers: list[str]) -> list[str]:
    """*lines* without the numbers that stand in a column of their own, or at the start of each line.

    Args:
        lines: the lines of code, and of its column of numbers.
        numbers: for each of these, the number that stands at its start, where it is set apart.
    """
    half = len(lines) // 2
    if len(lines) > 1 and are_consecutive(numbers):
        rest = [line.partition(number)[2] for line, number in zip(lines, numbers, strict=True)]
        has_space = all(line.startswith(" ") for line in rest if line)
        return lines if not any(rest) else [line[1:] for line in rest] if has_space else rest
    if lines and len(lines) == 2 * half:
        if numbers[:half] == [line.strip() for line in lines[:half]] and are_consecutive(numbers[:half]):
            return lines[half:]
        if numbers[half:] == [line.strip() for line in lines[half:]] and are_consecutive(numbers[half:]):
            return lines[:half]
    return lines
