"""A paragraph under construction as tokens: text, atoms, and the two ends of each emphasis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wechatclean.output.markdown.placeholders import ATOM, ATOM_END, DEL, EM, STRONG
from wechatclean.patterns import pattern

Role = Literal["text", "atom", "opener", "closer"]
_ENDS = frozenset({"opener", "closer"})
_ELEMENT = {STRONG: "strong", EM: "em", DEL: "del"}
_TOKEN = pattern(f"([{STRONG}{EM}{DEL}]|{ATOM}[^{ATOM}{ATOM_END}]*{ATOM_END})")


@dataclass(slots=True, eq=False)
class Token:
    """Text, an atom, or the delimiter that opens or closes an emphasis.

    Attributes:
        text: what is written for it; the text's own characters are placeholders.
        role: what it is.
        mark: the kind of emphasis that it opens or closes: ``STRONG``, ``EM`` or ``DEL``.
        partner: the other end of the same emphasis.
        lifted: text that has left this emphasis, and stands outside of its delimiter.
    """

    text: str
    role: Role = "text"
    mark: str = ""
    partner: Token | None = None
    lifted: str = ""

    @property
    def is_end(self) -> bool:
        """Whether this is a delimiter of emphasis."""
        return self.role in _ENDS

    @property
    def is_formula(self) -> bool:
        """Whether this is TeX, in which Markdown parsers look for delimiters too."""
        return self.role == "atom" and self.text.startswith("$")

    @property
    def whole(self) -> str:
        """The delimiter with the text that has been lifted over it."""
        return self.lifted + self.text if self.role == "opener" else self.text + self.lifted

    def as_html(self) -> None:
        """Write this emphasis as an HTML element."""
        for token in filter(None, (self, self.partner)):
            token.text = f"<{'/' if token.role == 'closer' else ''}{_ELEMENT[token.mark]}>"
            token.role = "atom"


def tokens_of(text: str, symbol: str) -> list[Token]:
    """The tokens of the paragraph *text*, which is under construction; *symbol* is that of ``strong`` and ``em``."""
    symbols = {STRONG: symbol * 2, EM: symbol, DEL: "~~"}
    tokens: list[Token] = []
    open_: list[Token] = []
    for part in filter(None, _TOKEN.split(text)):
        mark = next((mark for mark in symbols if part in mark), "")
        if not mark:
            tokens.append(Token(part.strip(ATOM + ATOM_END), "atom" if part[0] == ATOM else "text"))
        elif part == mark[0]:
            open_.append(Token(symbols[mark], "opener", mark))
            tokens.append(open_[-1])
        elif open_:
            opener = open_.pop()
            opener.partner = Token(symbols[mark], "closer", mark, opener)
            tokens.append(opener.partner)
    return tokens
