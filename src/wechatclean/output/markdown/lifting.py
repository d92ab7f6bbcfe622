"""What must stand outside of emphasis.

``**“好。”**而`` would not be bold, since CommonMark's closing delimiter may not stand between punctuation and a letter;
so the punctuation is lifted out of the emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from wechatclean.output.markdown.flanking import is_left_flanking
from wechatclean.output.markdown.placeholders import EM, STRONG, as_char
from wechatclean.output.markdown.tokens import Role, Token
from wechatclean.patterns import pattern

_JOINER = "\u200d"  # holds an emoji together
_Sequence = TypeVar("_Sequence", str, "list[Token]")

# Where one of a pair of quotes or brackets must leave the emphasis that they enclose, both do.
_PAIRS = dict(zip("“‘《「『（【〈", "”’》」』）】〉", strict=True))
_IN_PAIR = pattern(
    rf"""(?P<opener>[{STRONG[0]}{EM[0]}])
    (?P<left>[{"".join(_PAIRS)}])(?P<inside>[^\ufdd0-\ufdef]+)(?P<right>[{"".join(_PAIRS.values())}])
    (?P<closer>[{STRONG[1]}{EM[1]}])""",
    re.X,
)


def lift_pairs(text: str) -> str:
    """*text*, under construction, with pairs that enclose all of an emphasis outside of it where they must be."""
    return _IN_PAIR.sub(_lift_pair, text)


def _lift_pair(found: re.Match[str]) -> str:
    opener, left, inside, right, closer = found.groups()
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    is_needed = before.isalnum() or after.isalnum()
    is_pair = _PAIRS[left] == right and left not in inside and right not in inside
    return left + opener + inside + closer + right if is_needed and is_pair and inside.strip() else found[0]


class _Direction(NamedTuple):
    """A direction in which tokens, and the text of each, are read."""

    first: Role  # the end of an emphasis that is met first
    last: Role
    step: int

    def read(self, sequence: _Sequence) -> _Sequence:
        """*sequence* in this direction, or what was in this direction as it stands in the paragraph."""
        return sequence[:: self.step]


_FORWARDS = _Direction("opener", "closer", 1)
_BACKWARDS = _Direction("closer", "opener", -1)


def lift(tokens: list[Token]) -> list[Token]:
    """The tokens, with punctuation outside of emphasis where the delimiter beside it would not be one.

    What has left an emphasis stands at the edge of the one around it, which is looked at then.
    """
    before = ""
    while (written := "".join(token.text for token in tokens)) != before:
        before = written
        for direction in (_FORWARDS, _BACKWARDS):
            _lift_all(direction.read(tokens), direction)
            tokens = list(_laid_out(tokens))
    return _joined(tokens)


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens, texts that touch as one: a delimiter run may reach over the edge of an emphasis that is gone."""
    joined = tokens[:1]
    for token in tokens[1:]:
        if token.role == joined[-1].role == "text":
            joined[-1] = Token(joined[-1].text + token.text)
        else:
            joined.append(token)
    return joined


def _lift_all(tokens: list[Token], direction: _Direction) -> None:
    """Lift text over the delimiters that are met first in *direction*, in which *tokens* are."""
    n = 0
    while n < len(tokens):
        run = _run_at(tokens, n, direction.first)
        n += len(run) or 1
        if run:
            before = n - len(run) - 1
            outside = as_char(direction.read(tokens[before].whole)[-1:]) if before >= 0 else ""
            n = _lift_over(run, outside, tokens, n, direction)


def _run_at(tokens: list[Token], n: int, role: Role) -> list[Token]:
    """The delimiters with *role* from the one at *n* on that make one run."""
    end = n
    while end < len(tokens) and tokens[end].role == role and tokens[end].text[0] == tokens[n].text[0]:
        end += 1
    return tokens[n:end]


def _lift_over(run: list[Token], outside: str, tokens: list[Token], n: int, direction: _Direction) -> int:
    """Lift text from position *n* over *run*, behind *outside*, and return the position of what stays."""
    first = run[0]
    while n < len(tokens) and run:
        inside = tokens[n]
        if inside.role == direction.last and inside.partner is run[-1]:
            inside.text = run.pop().text = ""  # all that it held has been lifted
        elif inside.role != "text":
            break
        else:
            text = direction.read(inside.text)
            count = _excess(text, outside)
            moved, inside.text = text[:count], direction.read(text[count:])
            first.lifted = direction.read(direction.read(first.lifted) + moved)
            outside = as_char(moved[-1:]) or outside
        if inside.text:
            break
        n += 1
    return n


def _excess(text: str, outside: str) -> int:
    """How many characters at the start of *text* must stand outside for a delimiter to open before the rest.

    Of a run of the same character all or none do: ``C++`` is not torn.
    """
    for n, char in enumerate(text):
        if is_left_flanking(outside, as_char(char)) and text[n - 1 : n] != char and _JOINER not in text[n - 1 : n + 1]:
            return n
        outside = as_char(char)
    return len(text)


def _laid_out(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with lifted text in its place, without emphasis that has lost all of its text."""
    for token in tokens:
        lifted, token.lifted = token.lifted, ""
        if lifted and token.role == "opener":
            yield Token(lifted)
        if token.text:
            yield token
        if lifted and token.role == "closer":
            yield Token(lifted)
