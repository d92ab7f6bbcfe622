"""Emphasis as delimiters, and what must stand outside of them.

``**“好。”**而`` would not be bold, since CommonMark's closing delimiter may not stand between punctuation and a letter;
so the punctuation leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wechatclean.output.markdown.delimiter_runs import Token, flanks
from wechatclean.output.markdown.placeholders import ATOM, ATOM_END, DEL, EM, STRONG, as_char

_TOKEN = re.compile(f"([{STRONG}{EM}{DEL}]|{ATOM}[^{ATOM}{ATOM_END}]*{ATOM_END})")


def tokens_of(text: str, symbol: str) -> list[Token]:
    """The tokens of a paragraph under construction."""
    symbols = {STRONG: symbol * 2, EM: symbol, DEL: "~~"}
    found: list[Token] = []
    open_: list[Token] = []
    for part in filter(None, _TOKEN.split(text)):
        mark = next((m for m in symbols if part in m), "")
        if not mark:
            found.append(Token(part.strip(ATOM + ATOM_END), is_atom=part[0] == ATOM))
        elif part == mark[0]:
            open_.append(Token(symbols[mark], mark, 1))
            found.append(open_[-1])
        elif open_:
            token = Token(symbols[mark], mark, -1, other=open_.pop())
            token.other.other = token  # type: ignore[union-attr]
            found.append(token)
    return found


# Where one of a pair of quotes or brackets must leave the emphasis that they enclose, both do.
_PAIRS = dict(zip("“‘《「『（【〈", "”’》」』）】〉", strict=True))
IN_PAIR = re.compile(
    f"([{STRONG[0]}{EM[0]}])([{''.join(_PAIRS)}])([^\ufdd0-\ufdef]+)([{''.join(_PAIRS.values())}])([{STRONG[1]}{EM[1]}])"
)


def lift_pair(found: re.Match[str]) -> str:
    """A pair that encloses all of an emphasis, put outside of it where it would not render inside."""
    opening, left, inside, right, closing = found.groups()
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_needed = before.isalnum() or after.isalnum()
    is_pair = _PAIRS[left] == right and left not in inside and right not in inside
    return left + opening + inside + closing + right if is_needed and is_pair and inside.strip() else found[0]


def lift(tokens: list[Token], end: int) -> None:
    """Lift punctuation out of the inner edge of emphasis where its delimiter would not be one.

    Over the tokens as they stand for opening delimiters (*end* +1), over the reversed list for closing ones (-1).
    """
    n = 0
    while n < len(tokens):
        first = tokens[n]
        outside = tokens[n - 1].edge(-end) if n else ""
        n += 1
        if first.end != end:
            continue
        run = [first]
        while n < len(tokens) and tokens[n].end == end and tokens[n].text[0] == first.text[0]:
            run.append(tokens[n])
            n += 1
        while n < len(tokens) and run:
            inside = tokens[n]
            if inside.end == -end and inside.other is run[-1]:
                inside.text = run.pop().text = ""  # all that it held has been lifted
            elif inside.end or inside.is_atom:
                break
            elif count := _excess(inside.text[::end], outside):
                moved, inside.text = _cut(inside.text, count, end)
                first.lifted = first.lifted + moved if end > 0 else moved + first.lifted
                outside = as_char(moved[::-end][:1])
            if inside.text:
                break
            n += 1


def _cut(text: str, count: int, end: int) -> tuple[str, str]:
    """*count* characters from the front (+1) or the back (-1) of *text*, and the rest."""
    return (text[:count], text[count:]) if end > 0 else (text[-count:], text[:-count])


def _excess(text: str, outside: str) -> int:
    """How many characters at the start of *text* must stand outside for a delimiter to open before the rest.

    Of a run of the same character all or none do: ``C++`` is not torn.
    """
    for n, char in enumerate(text):
        if flanks(outside, as_char(char)) and text[n - 1 : n] != char:
            return n
        outside = as_char(char)
    return len(text)


def laid_out(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with lifted text in its place, without emphasis that has lost all of its text."""
    for token in tokens:
        lifted, token.lifted = token.lifted, ""
        if lifted and token.end > 0:
            yield Token(lifted)
        if token.text:
            yield token
        if lifted and token.end < 0:
            yield Token(lifted)
