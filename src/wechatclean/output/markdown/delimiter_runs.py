"""CommonMark's delimiter runs (spec 0.31, section 6.2): what parsers would make of them, and what is done about it.

Emphasis that a parser would not read as meant is written as HTML; delimiters of the text that it would are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from unicodedata import category

from wechatclean.output.markdown.placeholders import (
    AS_CHAR,
    AS_MARK,
    DEL,
    EM,
    LOW,
    STAR,
    STRONG,
    TILDE,
    as_char,
    literal,
    replaced,
)

_HTML = {STRONG: "strong", EM: "em", DEL: "del"}
_DELIMITERS = re.compile(f"{STAR}+|{LOW}+|{TILDE}+")
_MAX_ROUNDS = 40


@dataclass(slots=True, eq=False)
class Token:
    """Text, an atom, or one end of an emphasis; ``end`` is +1 where it opens, -1 where it closes."""

    text: str
    mark: str = ""
    end: int = 0
    is_atom: bool = False
    other: Token | None = None
    lifted: str = ""  # text that has left this emphasis and stands outside of its delimiter

    def edge(self, side: int) -> str:
        """The first (+1) or the last (-1) character, as it will be read."""
        text = self.lifted + self.text if self.end > 0 else self.text + self.lifted
        char = text[:1] if side > 0 else text[-1:]
        return as_char(char)

    def as_html(self) -> None:
        """Write this emphasis as an HTML element."""
        for token in filter(None, (self, self.other)):
            token.text = f"<{'/' if token.end < 0 else ''}{_HTML[token.mark]}>"
            token.is_atom, token.end = True, 0


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """White space, punctuation, a symbol, or anything else: ``" "``, ``"p"``, ``"s"``, ``"a"``.

    A symbol is punctuation in newer versions of the specification only, so neither may be relied on.
    """
    if not char or char.isspace():
        return " "
    if char < "\x80":
        return "a" if char.isalnum() else "p"
    return {"P": "p", "S": "s", "Z": " "}.get(category(char)[0], "a")


def flanks(outside: str, inside: str) -> bool:
    """Whether a delimiter between *outside* and *inside* opens (or, mirrored, closes) what is inside."""
    kind = _kind(inside)
    return kind == "a" or (kind != " " and _kind(outside) in " p")


def may_flank(outside: str, inside: str) -> bool:
    """The same, by any reading of symbols."""
    kind = _kind(inside)
    return kind in "as" or (kind != " " and _kind(outside) in " ps")


@dataclass(slots=True, eq=False)
class _Run:
    """A delimiter run (spec 6.2): of our own emphasis, or of the text's own characters, from ``start`` in its text.

    It may open and close; whether it does ``both`` by any reading matters to what it matches.
    """

    symbol: str
    length: int
    opens: bool
    closes: bool
    both: bool
    tokens: list[Token]
    start: int = 0
    left: int = 0

    @property
    def is_literal(self) -> bool:
        return not (self.tokens[0].end or self.tokens[0].is_atom)


def settle(tokens: list[Token]) -> None:
    """Escape delimiters of the text, and write emphasis as HTML, until a parser would match what is meant."""
    _part(tokens)
    for _ in range(_MAX_ROUNDS):
        runs = _runs(tokens)
        if _is_simple(runs):
            return
        matches = _match(runs)
        if wrong := [end for _, *ends in matches if (end := _literal_end(*ends))]:
            _escape(wrong)
        elif spoilt := _spoilt(runs, matches):
            spoilt.as_html()
        else:
            return
    for token in tokens:
        if token.end:
            token.as_html()
        elif not token.is_atom:
            token.text = _DELIMITERS.sub(lambda m: "".join("\\" + AS_CHAR[c] for c in m[0]), token.text)


def _part(tokens: list[Token]) -> None:
    """Escape the text's own delimiters where they would lengthen a run of ours."""
    for token, after in pairwise(tokens):
        for text, ours, side in ((token, after, -1), (after, token, 1)):
            mark = AS_MARK[ours.text[0]] if ours.end else ""
            if mark and not text.is_atom and text.text[::side][:1] == mark:
                rest = text.text.lstrip(mark) if side > 0 else text.text.rstrip(mark)
                escaped = f"\\{ours.text[0]}" * (len(text.text) - len(rest))
                text.text = escaped + rest if side > 0 else rest + escaped


def _literal_end(opener: _Run, closer: _Run) -> _Run | None:
    """An end of a match that is the text's own; escaping one is enough."""
    return next((run for run in (opener, closer) if run.is_literal), None)


def _escape(runs: Iterable[_Run]) -> None:
    """Write the text's own delimiters *runs* so that they are none."""
    of_token: dict[Token, dict[int, _Run]] = {}
    for run in runs:
        of_token.setdefault(run.tokens[0], {})[run.start] = run
    for token, starts in of_token.items():
        parts, end = [], 0
        for start, run in sorted(starts.items()):
            parts += [token.text[end:start], f"\\{run.symbol}" * run.length]
            end = start + run.length
        token.text = "".join(parts) + token.text[end:]


def _runs(tokens: list[Token]) -> list[_Run]:
    """The delimiter runs of the paragraph, in order."""
    runs: list[_Run] = []
    n = 0
    while n < len(tokens):
        token, start = tokens[n], n
        if token.end:
            while n + 1 < len(tokens) and tokens[n + 1].end and tokens[n + 1].text[0] == token.text[0]:
                n += 1
            runs.append(_own_run(tokens[start : n + 1], _beside(tokens, start, -1), _beside(tokens, n, 1)))
        elif not token.is_atom or token.text[0] == "$":  # TeX has delimiters too, which cannot be escaped
            runs.extend(_literal_runs(token, _beside(tokens, start, -1), _beside(tokens, n, 1)))
        n += 1
    return runs


def _beside(tokens: list[Token], n: int, step: int) -> tuple[str, str]:
    """The character next to the token at *n*, and the one that another parser sees there.

    cmark-gfm looks through tildes; to markdown-it the text of a link has nothing beside it.
    """
    near = ""
    n += step
    if 0 <= n < len(tokens) and tokens[n].is_atom and tokens[n].text.startswith("[" if step < 0 else "]("):
        return tokens[n].text[0], ""
    while 0 <= n < len(tokens):
        text = replaced(tokens[n].text[:9] if step > 0 else tokens[n].text[:-10:-1], AS_CHAR)
        near = near or text[:1]
        if rest := text.lstrip("~"):
            return near, rest[0]
        n += step
    return near, ""


def _own_run(group: list[Token], before: tuple[str, str], after: tuple[str, str]) -> _Run:
    """A run of emphasis that we write: what it must do it must do by any reading, what it must not, by none."""
    ends = {token.end for token in group}
    sides = list(product(before, after))
    opens = all(flanks(b, a) for b, a in sides) if 1 in ends else any(may_flank(b, a) for b, a in sides)
    closes = all(flanks(a, b) for b, a in sides) if -1 in ends else any(may_flank(a, b) for b, a in sides)
    symbol = group[0].text[0]
    if symbol == "_":
        opens, closes = (
            opens and (not closes or _kind(before[0]) == "p"),
            closes and (not opens or _kind(after[0]) == "p"),
        )
    both = opens and closes and all(flanks(a, b) and flanks(b, a) for a, b in sides)
    return _Run(symbol, sum(len(token.text) for token in group), opens, closes, both, group)


def _literal_runs(token: Token, before: tuple[str, str], after: tuple[str, str]) -> Iterator[_Run]:
    text = literal(token.text) if token.is_atom else token.text
    for found in _DELIMITERS.finditer(text):
        start, end = found.span()
        left = _next_to(text, start - 1, -1, before)
        right = _next_to(text, end, 1, after)
        sides = list(product(left, right))
        symbol = AS_CHAR[found[0][0]]
        opens, closes = any(may_flank(a, b) for a, b in sides), any(may_flank(b, a) for a, b in sides)
        if symbol == "_":
            opens, closes = (
                opens and (not closes or _kind(left[0]) in "ps"),
                closes and (not opens or _kind(right[0]) in "ps"),
            )
        both = opens and closes and all(flanks(a, b) and flanks(b, a) for a, b in sides)
        yield _Run(symbol, end - start, opens, closes, both, [token], start)


def _next_to(text: str, at: int, step: int, beyond: tuple[str, str]) -> tuple[str, str]:
    """The character of *text* at *at*, and the next one that is no tilde; those *beyond* where it has ended."""
    if not 0 <= at < len(text):
        return beyond
    near = far = text[at]
    while far == TILDE and 0 <= at + step < len(text):
        at += step
        far = text[at]
    return as_char(near), beyond[1] if far == TILDE else as_char(far)


def _is_simple(runs: list[_Run]) -> bool:
    """Whether *runs* are ours alone and surely match: each opens and is closed by the next."""
    if len(runs) % 2:
        return False
    return all(
        a.opens and b.closes and len(a.tokens) == len(b.tokens) == 1 and a.tokens[0].other is b.tokens[0]
        for a, b in zip(runs[::2], runs[1::2], strict=True)
    )


def _match(runs: list[_Run]) -> list[tuple[str, _Run, _Run]]:
    """What a parser makes of *runs* (spec 6.2, "process emphasis"): the delimiter of each match, and its ends."""
    matches: list[tuple[str, _Run, _Run]] = []
    stack: list[_Run] = []
    bottom: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        run.left = run.length
        while run.closes and run.left:
            key = run.symbol, run.opens, run.length % 3
            floor = min(bottom.get(key, 0), len(stack))
            at = next((k for k in range(len(stack) - 1, floor - 1, -1) if _pairs(stack[k], run)), -1)
            if at < 0:
                bottom[key] = len(stack)
                break
            opener = stack[at]
            count = run.left if run.symbol == "~" else min(2, opener.left, run.left)
            matches.append((run.symbol * count, opener, run))
            opener.left -= count
            run.left -= count
            del stack[at + 1 if opener.left else at :]
            bottom = {key: min(floor, len(stack)) for key, floor in bottom.items()}
        if run.opens and run.left:
            stack.append(run)
    return matches


def _pairs(opener: _Run, closer: _Run) -> bool:
    if opener.symbol != closer.symbol:
        return False
    if opener.symbol == "~":  # cmark-gfm gives up both where their lengths differ; markdown-it takes two of many
        return opener.left == closer.left or min(opener.left, closer.left) > 1 or opener.is_literal != closer.is_literal
    total = opener.length + closer.length
    return not ((opener.both or closer.both) and total % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _spoilt(runs: list[_Run], matches: list[tuple[str, _Run, _Run]]) -> Token | None:
    """An emphasis of ours that a parser would not read, or would read with other ends."""
    home = {id(token): run for run in runs for token in run.tokens if token.end}
    read = [(symbol, id(opener), id(closer)) for symbol, opener, closer in matches]
    for run in runs:
        for token in run.tokens:
            if token.end > 0 and token.other is not None:
                span = token.text, id(run), id(home[id(token.other)])
                if span not in read:
                    return token
                read.remove(span)
    return None
