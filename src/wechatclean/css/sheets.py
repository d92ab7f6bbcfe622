"""Style sheets, as far as they choose elements by a tag, classes and an id, and by one of these around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from wechatclean.css.declarations import declared, plain
from wechatclean.patterns import pattern

_COMPOUND = pattern(
    r"(?P<tag>\*|[a-z][\w-]*)?(?P<rest>(?:[.#]-?(?-i:(?:[A-Za-z_]|[^\x00-\x7f])(?:[\w-]|[^\x00-\x7f])*))*)", re.I
)
_PIECE = pattern(r""""(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[{};]""", re.S)
_COMMENT_SIGNS = pattern("<!--|-->")
_SCREEN = pattern(r"@media\s*(?:(?:only\s+)?(?:screen|all))?\s*", re.I)
_NEVER = pattern(
    r"@(?:media\s*(?:only\s+)?(?:print|speech)\b|charset|font-face|keyframes|-webkit-keyframes|namespace|page|counter-style|property)",
    re.I,
)
_PAGE = frozenset({"html", "body", ":root"})
_DEEPEST = 4  # at-rules in at-rules


class Compound(NamedTuple):
    """What an element has to be; ``""`` and nothing: whatever it likes."""

    tag: str
    classes: frozenset[str]
    id: str

    def fits(self, tag: str, classes: frozenset[str], name: str) -> bool:
        """Whether an element of that tag, classes and id is meant."""
        return self.tag in ("", tag) and self.id in ("", name) and self.classes <= classes


class Rule(NamedTuple):
    """Declarations, and one selector of the elements that have them.

    Attributes:
        subject, around: what the element is, and what stands around it; ``around`` is ``None`` where that is all one.
        specificity: which rule wins: more ids, more classes, more tags.
        css: the declarations.
    """

    subject: Compound
    around: Compound | None
    specificity: tuple[int, int, int]
    css: str


class Sheet(NamedTuple):
    """A style sheet.

    Attributes:
        rules: those that can be applied.
        rest: the declarations of those that cannot; ``None`` among them is a sheet that is not here.
    """

    rules: list[Rule]
    rest: list[str | None]


def read_sheet(css: str) -> Sheet:
    """The rules of the style sheet *css*.

    >>> [(rule.specificity, rule.css) for rule in read_sheet("p.a, #b i {display: none} @media print {p {x: y}}").rules]
    [((0, 1, 1), 'display:none'), ((1, 0, 1), 'display:none')]
    """
    sheet = Sheet([], [])
    _read(_COMMENT_SIGNS.sub(" ", plain(css)), sheet, 0)
    return sheet


def _read(css: str, sheet: Sheet, depth: int) -> None:
    for head, block in _blocks(css):
        if not head.startswith("@"):
            _add(head, block, sheet)
        elif _SCREEN.fullmatch(head) and depth < _DEEPEST:
            _read(block, sheet, depth + 1)
        elif head.lower().startswith("@import"):
            sheet.rest.append(None)
        elif not _NEVER.match(head):
            sheet.rest.extend(inner for _, inner in _blocks(block))


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before a pair of braces and between them; what a semicolon ends, as at-rules, too."""
    begin, inside, depth = 0, 0, 0
    for piece in _PIECE.finditer(css):
        if piece[0] == "{":
            depth += 1
            inside = piece.end() if depth == 1 else inside
        elif piece[0] == "}" and depth:
            depth -= 1
            if not depth:
                yield css[begin : inside - 1].strip(), css[inside : piece.start()]
                begin = piece.end()
        elif piece[0] == ";" and not depth and css[begin : piece.start()].lstrip().startswith("@"):
            yield css[begin : piece.start()].strip(), ""
            begin = piece.end()
    if depth:  # what is open at the end is closed there
        yield css[begin : inside - 1].strip(), css[inside:]


def _unnested(block: str) -> tuple[str, list[str]]:
    """The declarations of *block* itself, and what stands in the braces of rules that are nested in it."""
    own, nested, begin, depth = "", [], 0, 0
    for piece in _PIECE.finditer(block):
        if piece[0] == "{":
            if not depth:
                own += block[begin : piece.start()].rpartition(";")[0] + ";"
                begin = piece.end()
            depth += 1
        elif piece[0] == "}" and depth:
            depth -= 1
            if not depth:
                nested.append(block[begin : piece.start()])
                begin = piece.end()
    return (own, [*nested, block[begin:]]) if depth else (own + block[begin:], nested)


def _add(head: str, block: str, sheet: Sheet) -> None:
    """Add a rule for each selector in *head*."""
    if "{" in block:
        block, nested = _unnested(block)
        sheet.rest.extend(nested)
    css = ";".join(
        f"{name}:{value}{'!important' if is_important else ''}"
        for name, value, is_important in declared(block)
        if len(declared(f"{name}:{value};x:y")) == 2  # nothing is open at its end
    )
    rules = [_rule(selector.split(), css) for selector in head.split(",")]
    known = [rule for rule in rules if rule]
    if len(known) == len(rules):
        sheet.rules.extend(known)
    elif all(selector.strip() for selector in head.split(",")) and "}" not in head:  # else the whole rule is not valid
        sheet.rules.extend(known)
        sheet.rest.append(css)


def _rule(compounds: list[str], css: str) -> Rule | None:
    page = [text.lower() for text in takewhile(lambda text: text.lower() in _PAGE, compounds)]
    compounds = compounds[len(page) :]  # all else stands in these
    found = [one for text in compounds if (one := _compound(text))]
    if not 1 <= len(compounds) <= 2 or len(found) != len(compounds):
        return None
    around = found[0] if len(found) == 2 else None
    specificity = (
        sum(bool(one.id) for one in found),
        sum(len(one.classes) for one in found) + page.count(":root"),
        sum(bool(one.tag) for one in found) + len(page) - page.count(":root"),
    )
    return Rule(found[-1], around, specificity, css)


def _compound(text: str) -> Compound | None:
    found = _COMPOUND.fullmatch(text)
    if not found or not text:
        return None
    names = re.findall(r"[.#][^.#]+", found["rest"])
    ids = [name[1:] for name in names if name[0] == "#"]
    if len(set(ids)) > 1:
        return None
    tag = (found["tag"] or "").lower()
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    return Compound("" if tag == "*" else tag, classes, ids[0] if ids else "")
