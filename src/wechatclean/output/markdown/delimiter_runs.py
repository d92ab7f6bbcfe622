"""The delimiter runs of a paragraph, and what a parser matches among them (CommonMark 0.31, section 6.2).

Runs are those of the emphasis that we write, and those of the text's own asterisks, underscores and tildes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from wechatclean.output.markdown.flanking import is_left_flanking, kind_of, may_be_left_flanking
from wechatclean.output.markdown.placeholders import AS_CHAR, BACKSLASH, LOW, STAR, TILDE, as_char, literal, replaced
from wechatclean.output.markdown.tokens import Token

DELIMITERS = re.compile(f"{STAR}+|{LOW}+|{TILDE}+")
_ESCAPED_IN_TEX = re.compile(f"{BACKSLASH}[{BACKSLASH}{STAR}{LOW}{TILDE}]")
Beside = tuple[str, str]  # the character beside a run, and the one that another parser sees there
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
    """

    symbol: str
    length: int
    tokens: list[Token]
    can_open: bool
    can_close: bool
    can_both: bool
    start: int = 0
    left: int = 0

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
    return _beside(tokens[k].text[:-10:-1] for k in range(n - 1, -1, -1))


def _after(tokens: list[Token], n: int) -> Beside:
    """What is read after the token at *n*; to markdown-it the text of a link has nothing after it."""
    if n + 1 < len(tokens) and tokens[n + 1].role == "atom" and tokens[n + 1].text.startswith("]("):
        return "]", ""
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
    while far == TILDE and 0 <= at + step < len(text):
        at += step
        far = text[at]
    return as_char(near), beyond[1] if far == TILDE else as_char(far)


def _run(symbol: str, length: int, tokens: list[Token], sides: Sides, start: int = 0) -> Run:
    """The run of *tokens* between its two *sides*."""
    before, after = sides
    roles = {token.role for token in tokens}
    opens = _surely if "opener" in roles else _perhaps
    closes = _surely if "closer" in roles else _perhaps
    can_open, can_close = opens(before, after), closes(after, before)
    if symbol == "_":
        can_open, can_close = _outside_words(can_open, can_close, before[0], after[0], is_ours=tokens[0].is_end)
    can_both = can_open and can_close and _surely(before, after) and _surely(after, before)
    return Run(symbol, length, tokens, can_open, can_close, can_both, start)


def _surely(outside: Beside, inside: Beside) -> bool:
    """Whether a delimiter between them flanks *inside* for every parser and by every reading."""
    return all(is_left_flanking(o, i) for o, i in product(outside, inside))


def _perhaps(outside: Beside, inside: Beside) -> bool:
    """Whether a delimiter between them flanks *inside* for some parser by some reading."""
    return any(may_be_left_flanking(o, i) for o, i in product(outside, inside))


def _outside_words(can_open: bool, can_close: bool, before: str, after: str, *, is_ours: bool) -> tuple[bool, bool]:
    """What a run of underscores can do: within a word nothing (rules 2, 4, 6 and 8 of section 6.2)."""
    kinds = ("punctuation",) if is_ours else ("punctuation", "symbol")
    return (
        can_open and (not can_close or kind_of(before) in kinds),
        can_close and (not can_open or kind_of(after) in kinds),
    )


def pair_up(runs: list[Run]) -> bool:
    """Whether *runs* are ours alone and surely match: each opens and is closed by the next."""
    if len(runs) % 2:
        return False
    return all(
        a.can_open and b.can_close and len(a.tokens) == len(b.tokens) == 1 and a.tokens[0].partner is b.tokens[0]
        for a, b in zip(runs[::2], runs[1::2], strict=True)
    )


@dataclass(slots=True, eq=False)
class Match:
    """What a parser reads as emphasis: the *delimiter* that it takes from both the *opener* and the *closer*."""

    delimiter: str
    opener: Run
    closer: Run


@dataclass(slots=True, eq=False)
class _Openers:
    """The specification's delimiter stack; for each kind of closer it keeps where no opener can be below."""

    runs: list[Run] = field(default_factory=list)
    bottoms: dict[tuple[str, bool, int], int] = field(default_factory=dict)

    def find(self, closer: Run) -> int:
        """The index of the last opener that *closer* can match, or -1."""
        kind = closer.symbol, closer.can_open, closer.length % 3
        bottom = min(self.bottoms.get(kind, 0), len(self.runs))
        for at in range(len(self.runs) - 1, bottom - 1, -1):
            if _can_match(self.runs[at], closer):
                return at
        self.bottoms[kind] = len(self.runs)
        return -1

    def cut(self, length: int) -> None:
        """Forget all openers but the first *length*."""
        del self.runs[length:]
        self.bottoms = {kind: min(bottom, length) for kind, bottom in self.bottoms.items()}


def matches_of(runs: list[Run]) -> list[Match]:
    """What a parser makes of *runs* (section 6.2, "process emphasis")."""
    matches: list[Match] = []
    openers = _Openers()
    for run in runs:
        run.left = run.length
        while run.can_close and run.left and (at := openers.find(run)) >= 0:
            opener = openers.runs[at]
            count = run.left if run.symbol == "~" else min(2, opener.left, run.left)
            matches.append(Match(run.symbol * count, opener, run))
            opener.left -= count
            run.left -= count
            openers.cut(at + 1 if opener.left else at)
        if run.can_open and run.left:
            openers.runs.append(run)
    return matches


def _can_match(opener: Run, closer: Run) -> bool:
    """Whether a parser takes the two for the ends of one emphasis."""
    if opener.symbol != closer.symbol:
        return False
    if opener.symbol == "~":  # cmark-gfm gives up both where their lengths differ; markdown-it takes two of many
        return opener.left == closer.left or min(opener.left, closer.left) > 1 or opener.is_of_text != closer.is_of_text
    total = opener.length + closer.length
    return not ((opener.can_both or closer.can_both) and total % 3 == 0 and (opener.length % 3 or closer.length % 3))
