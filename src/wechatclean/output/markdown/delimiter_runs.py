"""The delimiter runs of a paragraph (CommonMark 0.31, section 6.2).

Runs are those of the emphasis that we write, and those of the text's own asterisks, underscores and tildes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from wechatclean.output.markdown.flanking import Kind, flanks, kind_of, may_flank
from wechatclean.output.markdown.placeholders import AS_CHAR, BACKSLASH, LOW, STAR, TILDE, as_char, literal, replaced
from wechatclean.output.markdown.tokens import Token
from wechatclean.patterns import pattern

DELIMITERS = pattern(f"{STAR}+|{LOW}+|{TILDE}+")
_LOOKED_THROUGH = frozenset({"", "~"})
_ESCAPED_IN_TEX = pattern(f"{BACKSLASH}[{BACKSLASH}{STAR}{LOW}{TILDE}]")
Beside = tuple[str, str]  # the character beside a run, and the one that another parser sees there
Kinds = tuple[Kind, Kind]
Sides = tuple[Beside, Beside]  # before the run, and after it


@dataclass(slots=True, eq=False)
class Run:
    """A delimiter run: the *tokens* of our own emphasis, or a part of the text of one token, from *start* on.

    Attributes:
        symbol: ``*``, ``_`` or ``~``.
        length: the number of its characters.
        can_open, can_close: whether it can open or close emphasis: what it must do, by every reading of the
            specification; what it must not do, by at least one.
        can_both: whether it can do both by every reading.
        left: how many of its characters are not matched yet.
        order: its number in the paragraph.
    """

    symbol: str
    length: int
    tokens: list[Token]
    can_open: bool
    can_close: bool
    can_both: bool
    start: int = 0
    left: int = 0
    order: int = 0

    @property
    def is_of_text(self) -> bool:
        """Whether it is made of the text's own characters, which can be escaped."""
        return self.tokens[0].role == "text"


def runs_of(tokens: list[Token]) -> list[Run]:
    """The delimiter runs of the paragraph, in order."""
    runs: list[Run] = []
    n = 0
    while n < len(tokens):
        token, start = tokens[n], n
        if token.is_end:
            while n + 1 < len(tokens) and tokens[n + 1].is_end and tokens[n + 1].text[0] == token.text[0]:
                n += 1
            group = tokens[start : n + 1]
            length = sum(len(token.text) for token in group)
            runs.append(_run(token.text[0], length, group, (_before(tokens, start), _after(tokens, n))))
        elif token.role == "text" or token.is_formula:  # TeX has delimiters too, which cannot be escaped
            runs.extend(_runs_of_text(token, (_before(tokens, n), _after(tokens, n))))
        n += 1
    return runs


def _before(tokens: list[Token], n: int) -> Beside:
    """What is read before the token at *n*; to markdown-it the text of a link has nothing before it."""
    if n and tokens[n - 1].role == "atom" and tokens[n - 1].text.startswith("["):
        return "[", ""
    if n and (char := as_char(tokens[n - 1].text[-1:])) not in _LOOKED_THROUGH:
        return char, char
    return _beside(tokens[k].text[:-10:-1] for k in range(n - 1, -1, -1))


def _after(tokens: list[Token], n: int) -> Beside:
    """What is read after the token at *n*; to markdown-it the text of a link has nothing after it."""
    if n + 1 < len(tokens) and tokens[n + 1].role == "atom" and tokens[n + 1].text.startswith("]("):
        return "]", ""
    if n + 1 < len(tokens) and (char := as_char(tokens[n + 1].text[:1])) not in _LOOKED_THROUGH:
        return char, char
    return _beside(tokens[k].text[:9] for k in range(n + 1, len(tokens)))


def _beside(texts: Iterator[str]) -> Beside:
    """The first character of *texts*, and the first that is no tilde: cmark-gfm looks through tildes."""
    near = ""
    for text in texts:
        chars = replaced(text, AS_CHAR)
        near = near or chars[:1]
        if rest := chars.lstrip("~"):
            return near, rest[0]
    return near, ""


def _runs_of_text(token: Token, sides: Sides) -> Iterator[Run]:
    """The runs of the text's own characters in *token*."""
    text = token.text if token.role == "text" else _ESCAPED_IN_TEX.sub("..", literal(token.text))
    for found in DELIMITERS.finditer(text):
        start, end = found.span()
        inner_sides = _next_to(text, start - 1, -1, sides[0]), _next_to(text, end, 1, sides[1])
        yield _run(AS_CHAR[found[0][0]], end - start, [token], inner_sides, start)


def _next_to(text: str, at: int, step: int, beyond: Beside) -> Beside:
    """The character of *text* at *at*, and the next one that is no tilde; those *beyond* where it has ended."""
    if not 0 <= at < len(text):
        return beyond
    near = far = text[at]
    if near != TILDE:
        return (char := as_char(near)), char
    while far == TILDE and 0 <= at + step < len(text):
        at += step
        far = text[at]
    return as_char(near), beyond[1] if far == TILDE else as_char(far)


def _run(symbol: str, length: int, tokens: list[Token], sides: Sides, start: int = 0) -> Run:
    """The run of *tokens* between its two *sides*."""
    (near_before, far_before), (near_after, far_after) = sides
    before, after = (kind_of(near_before), kind_of(far_before)), (kind_of(near_after), kind_of(far_after))
    first, last = tokens[0].role, tokens[-1].role
    opens = "opener" in (first, last) or (len(tokens) > 2 and any(token.role == "opener" for token in tokens))
    closes = "closer" in (first, last) or (len(tokens) > 2 and any(token.role == "closer" for token in tokens))
    return Run(symbol, length, tokens, *_abilities(before, after, opens, closes, symbol == "_"), start)


@cache
def _abilities(before: Kinds, after: Kinds, opens: bool, closes: bool, is_low: bool) -> tuple[bool, bool, bool]:
    """Whether a run can open, can close, can do both by every reading; *opens* and *closes*: as ours it has to."""
    can_open = (_surely if opens else _perhaps)(before, after)
    can_close = (_surely if closes else _perhaps)(after, before)
    if is_low:
        can_open, can_close = _outside_words(can_open, can_close, before, after, is_ours=opens or closes)
    return can_open, can_close, can_open and can_close and _surely(before, after) and _surely(after, before)


def _surely(outside: Kinds, inside: Kinds) -> bool:
    """Whether a delimiter between them flanks *inside* for every parser and by every reading."""
    return all(flanks(o, i) for o, i in product(outside, inside))


def _perhaps(outside: Kinds, inside: Kinds) -> bool:
    """Whether a delimiter between them flanks *inside* for some parser by some reading."""
    return any(may_flank(o, i) for o, i in product(outside, inside))


def _outside_words(
    can_open: bool, can_close: bool, before: Kinds, after: Kinds, *, is_ours: bool
) -> tuple[bool, bool]:
    """What a run of underscores can do: within a word nothing (rules 2, 4, 6 and 8 of section 6.2)."""
    outside, by = ({"punctuation"}, all) if is_ours else ({"punctuation", "symbol"}, any)
    is_before, is_behind = (by(kind in outside for kind in kinds) for kinds in (before, after))
    return can_open and (not can_close or is_before), can_close and (not can_open or is_behind)


def pair_up(runs: list[Run]) -> bool:
    """Whether *runs* are ours alone and surely match: each opens and is closed by the next."""
    if len(runs) % 2:
        return False
    return all(
        a.can_open and b.can_close and len(a.tokens) == len(b.tokens) == 1 and a.tokens[0].partner is b.tokens[0]
        for a, b in zip(runs[::2], runs[1::2], strict=True)
    )
