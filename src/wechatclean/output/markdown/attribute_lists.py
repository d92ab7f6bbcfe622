"""Braces behind markup, which Python-Markdown reads as attributes of it: ``*word*{onclick=…}``.

It pairs delimiters that CommonMark does not, those in formulas too; and where two asterisks meet a single one, it takes
the character behind that for the second.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from wechatclean.output.markdown.placeholders import (
    AS_PLACEHOLDER,
    ATOM,
    ATOM_END,
    DEL,
    EM,
    FIXED_SPACE,
    LOW,
    RAW_BRACKET,
    RAW_LETTER,
    RAW_SIGN,
    STAR,
    STRONG,
    TICK,
    replaced,
)
from wechatclean.output.markdown.tokens import Token
from wechatclean.patterns import pattern

# Code that would come to life where no fence is known, since it has tags, links, references or attributes, those
# of what is taken for a heading, a cell or a term, or end its first lines, too.
LIVE_CODE = pattern(
    r"<[A-Za-z/!?]|\][(:]|\{[^{}\n]{0,999}(?:=|(?<=[ {:])on)"
    r"|^#(?=[^\n]*\})[^\n]*[ ]\{|[ ]\{[^{}\n]{1,999}\}[ ]*(?:\||\n[=:|-])"
    r"|^[ ]{0,99}\{[^\n]{1,999}\}[ ]{0,99}\n[ ]{0,99}$",
    re.I | re.M,
)
_RAW = frozenset({RAW_BRACKET, RAW_SIGN, RAW_LETTER})
_BEHIND = f"(?<=[{STAR}{LOW}{TICK}{ATOM_END}{EM[1]}])"
_NEAR = f"(?s:(?<=[{STAR}{LOW}{EM[1]}].))"
_BRACES = pattern(f"(?:{_BEHIND}|{_NEAR})\\{{")
_FIRST_BRACE_IN_TEX = pattern(f"(?<=[{STAR}{LOW}{EM[1]}]{ATOM})\\$(?=\\{{(?!}}))")
_BRACES_IN_TEX = pattern(rf"(?:`|[*_][^\\{{ {FIXED_SPACE}]?)(?=\{{)")
_LAST_BRACE = pattern(f"}}(?=[ ]{{0,9}}(?:$|[{ATOM}{STRONG[0]}{EM[0]}{DEL[0]}{STAR}{LOW}{TICK}]))")
_LOW_OPENS = pattern(f"(?<!\\w)[_{LOW}]")


def without_attributes(tokens: list[Token], text: str) -> str:
    """The *text* of *tokens*, in which no brace begins attributes of what stands before it."""
    closing = [symbol for symbol in "*`" if text.count(symbol) + text.count(AS_PLACEHOLDER[symbol]) > 1]
    if _LOW_OPENS.search(text):
        closing.append("_")
    unpaired = "".join(token.text for token in tokens if token.role == "text" or token.is_formula)
    loose = [symbol for symbol in "*_" if symbol in unpaired or AS_PLACEHOLDER[symbol] in unpaired]
    parts = []
    for token in tokens:
        part = token.text
        if token.is_end:
            part = ATOM + part + (EM[1] if part[0] in loose else ATOM_END)
        elif token.role == "atom" and part != "[" and part[:1] not in _RAW:
            part = ATOM + (_apart(part, closing) if token.is_formula else part) + ATOM_END
        parts.append(part)
    text = _BRACES.sub(r"\{", "".join(parts))
    text = _FIRST_BRACE_IN_TEX.sub("${}", text)
    return replaced(text, dict.fromkeys((ATOM, ATOM_END, EM[1]), ""))


def _apart(formula: str, closing: Collection[str]) -> str:
    """*formula* with spaces, which TeX does not mind, between braces and delimiters that might be *closing* ones."""
    return _BRACES_IN_TEX.sub(lambda m: m[0] + FIXED_SPACE if m[0][0] in closing else m[0], formula)


def without_last_attributes(text: str) -> str:
    """A heading's or a cell's text; Python-Markdown takes braces at its end, or before markup, for attributes.

    >>> without_last_attributes("f() { x; }")
    'f() { x; \\\\}'
    """
    return _LAST_BRACE.sub(r"\}", text) if " {" in text else text
