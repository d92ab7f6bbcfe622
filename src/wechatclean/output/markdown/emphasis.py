"""Emphasis that a parser reads as meant.

Delimiters of the text that a parser would match are escaped; emphasis that it would not match is written as HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from wechatclean.output.markdown.delimiter_runs import DELIMITERS, Run, pair_up, runs_of
from wechatclean.output.markdown.matching import Match, matches_of
from wechatclean.output.markdown.placeholders import AS_CHAR, AS_PLACEHOLDER
from wechatclean.output.markdown.tokens import Token

_CAREFUL_ROUNDS, _MAX_ROUNDS = 8, 16


def settle(tokens: list[Token]) -> None:
    """Escape delimiters of the text, and write emphasis as HTML, until a parser would match what is meant."""
    for token, after in pairwise(tokens):
        _escape_end(token, after)
        _escape_start(token, after)
    for number in range(_MAX_ROUNDS):
        runs = runs_of(tokens)
        if pair_up(runs):
            return
        matches, wrong = matches_of(runs)
        if wrong:
            _escape(wrong)
        elif unread := list(_unread(runs, matches, only_apart=number < _CAREFUL_ROUNDS)):
            for token in unread:
                token.as_html()
        else:
            return
    _give_up(tokens)


def _escape_end(token: Token, after: Token) -> None:
    """Escape delimiters at the end of the text *token* that would lengthen the run *after* it."""
    if token.role == "text" and after.is_end:
        rest = token.text.rstrip(AS_PLACEHOLDER[after.text[0]])
        token.text = rest + f"\\{after.text[0]}" * (len(token.text) - len(rest))


def _escape_start(token: Token, after: Token) -> None:
    """Escape delimiters at the start of the text *after* that would lengthen the run *token* before it."""
    if after.role == "text" and token.is_end:
        rest = after.text.lstrip(AS_PLACEHOLDER[token.text[0]])
        after.text = f"\\{token.text[0]}" * (len(after.text) - len(rest)) + rest


def _escape(runs: Iterable[Run]) -> None:
    """Escape *runs* of the text's own delimiters."""
    of_token: dict[Token, dict[int, Run]] = {}
    for run in runs:
        of_token.setdefault(run.tokens[0], {})[run.start] = run
    for token, starts in of_token.items():
        parts, end = [], 0
        for start, run in sorted(starts.items()):
            parts += [token.text[end:start], f"\\{run.symbol}" * run.length]
            end = start + run.length
        token.text = "".join(parts) + token.text[end:]


def _unread(runs: list[Run], matches: list[Match], *, only_apart: bool) -> Iterator[Token]:
    """Emphasis of ours that a parser would not read, or would read with other ends.

    Where one is inside of another, or touches it, the second may be read once the first is HTML: *only_apart* leaves it
    for the next round.
    """
    home = {id(token): run for run in runs for token in run.tokens if token.is_end}
    read = Counter((match.delimiter, id(match.opener), id(match.closer)) for match in matches)
    end = -1
    for run in runs:
        for token in run.tokens:
            if token.role == "opener" and token.partner is not None:
                closer = home[id(token.partner)]
                span = token.text, id(run), id(closer)
                if read[span]:
                    read[span] -= 1
                elif run.order > end or not only_apart:
                    end = closer.order
                    yield token


def _give_up(tokens: list[Token]) -> None:
    """Escape every delimiter of the text, and write all emphasis as HTML."""
    for token in tokens:
        if token.is_end:
            token.as_html()
        elif token.role == "text":
            token.text = DELIMITERS.sub(lambda m: "".join("\\" + AS_CHAR[c] for c in m[0]), token.text)
