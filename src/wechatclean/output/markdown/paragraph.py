"""One paragraph's Markdown, from text and marks to characters that a CommonMark parser reads back as meant.

Only when the whole paragraph is known is it decided which characters of the text need an escape, which emphasis can be
written with asterisks, and where its edge must move.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html.entities import html5
from itertools import pairwise

from wechatclean.output.markdown.attribute_lists import without_attributes
from wechatclean.output.markdown.block_starts import escape_lines
from wechatclean.output.markdown.emphasis import settle
from wechatclean.output.markdown.engine import Engine, guarded_at
from wechatclean.output.markdown.lifting import lift, lift_pairs
from wechatclean.output.markdown.placeholders import (
    AND,
    AS_CHAR,
    BACKSLASH,
    BANG,
    CLOSE,
    DEL,
    EM,
    GUARD,
    LESS,
    OPEN,
    PLACEHOLDER,
    RAW_BRACKET,
    RAW_SIGN,
    STRONG,
    TICK,
    TILDE,
    atom,
    replaced,
)
from wechatclean.output.markdown.plain_emphasis import AS_STARS, resolve_plain
from wechatclean.output.markdown.tokens import Token, tokens_of
from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import is_formula

# Beside code that holds tildes, up to which mistune would strike through from those before.
UNSTRUCK = {TILDE * 2: atom("\\~\\~"), DEL[0]: atom("<del>"), DEL[1]: atom("</del>")}
_ABBREVIATION = pattern(r"^\*(?=\[[^\[\]\n]{1,300}\]:)", re.M)  # a post's own, to who reads emphasis in a document
_TARGET = pattern(f"{CLOSE}[{STRONG}{EM}{DEL}]*\\(")  # brackets without one are no link
_ESCAPED = frozenset("\\`*_~<&!")  # in the text there are placeholders for these, until they are escaped
_MARK = pattern("[\ufdd0-\ufddf]")


# A paragraph of text without any of these is its own Markdown.
needs_care = pattern(r"[\\`*_~\[\]<&!{}\n\ufdd0-\ufdef]|\A *[-#>+=|:0-9]").search


def finish(text: str, symbol: str = "*", *, starts_line: bool = True, engine: Engine | None = None) -> str:
    """The Markdown of a paragraph.

    Args:
        text: the paragraph under construction.
        symbol: that of ``strong`` and ``em``.
        starts_line: whether it stands at the start of a line, where a block could begin; a heading or a cell does not.
        engine: what reads the Markdown beside CommonMark.

    >>> from wechatclean.output.markdown.placeholders import emphasis, literal
    >>> finish(emphasis(STRONG, "他说“好。”") + "而后")
    '**他说“好。**”而后'
    >>> finish(literal("# 话题 <b> 5 * 3 a_b_c"))
    '\\\\# 话题 &lt;b> 5 * 3 a_b_c'
    """
    if engine is not None or PLACEHOLDER.search(text):
        if "~~" in text:
            text = replaced(text, UNSTRUCK)
        if not _TARGET.search(text):
            text = text.replace(OPEN, "[").replace(CLOSE, "]")
        text = _resolve(text, symbol) if engine is None else resolve(lift_pairs(text), symbol, engine)
    if "*[" in text and text.count("*") > 1:
        text = _ABBREVIATION.sub(r"*\\", text)
    return escape_lines(text) if starts_line else text


def _resolve(text: str, symbol: str) -> str:
    """*text* without marks and placeholders, by the fast path where that is enough."""
    may_have_formula = text.count("$") > 1
    if "{" not in text and not may_have_formula and not _MARK.search(text):
        return replaced(text, AS_STARS)
    text = lift_pairs(text)
    if symbol == "*" and "{" not in text and not may_have_formula and (written := resolve_plain(text)) is not None:
        return written
    return resolve(text, symbol)


def resolve(text: str, symbol: str, engine: Engine | None = None) -> str:
    """*text* without marks and placeholders, whatever it holds, and without signs of *engine*."""
    tokens = tokens_of(text, symbol)
    if any(token.is_end for token in tokens):
        tokens = lift(tokens)
    settle(tokens)
    if engine is not None:
        _guard(tokens, engine)
    _keep_dollars_apart(tokens, "\\" if engine is None else GUARD)
    return _escaped(tokens) if engine is None else engine.released(_escaped(tokens))


def _guard(tokens: list[Token], engine: Engine) -> None:
    """Put a guard before each character of the text's own that *engine* would read as a part of a sign."""
    shown = "".join(replaced(token.text, AS_CHAR) for token in tokens)
    shown = shown.replace(RAW_SIGN, "%")  # with which what stays as it is may begin
    own = [token.role == "text" and char not in _ESCAPED for token in tokens for char in token.text]
    places = engine.places(shown, own)
    end = 0
    for token in tokens if places else ():
        start, end = end, end + len(token.text)
        inside = places[bisect_left(places, start) : bisect_left(places, end)]
        token.text = guarded_at(token.text, [at - start for at in inside])


def _keep_dollars_apart(tokens: list[Token], escape: str) -> None:
    """Escape the text's dollars where a formula between two of them would hold an end of an emphasis or of a link.

    So too where one would make a formula with the dollar that a formula begins with.
    """
    inside: list[Token] = []
    places = {}
    for token in tokens:
        if token.role == "closer" or token.text.startswith("]("):
            del inside[-1:]
        elif token.role == "opener" or token.text == "[":
            inside.append(token)
        elif token.role == "text" and "$" in token.text:
            places[token] = tuple(inside)
    is_cut = len(set(places.values())) > 1 or any(_LINK_IN_TEX.search(token.text) for token in places)
    if is_cut or (places and _cuts_formula(tokens)):
        for token in places:
            token.text = _DOLLAR.sub(lambda found: escape + found[0], token.text)


def _cuts_formula(tokens: list[Token]) -> bool:
    """Whether a reader would take the first dollar of a formula for the last of one that begins in the text."""
    held: list[str] | None = None  # what stands behind a dollar of the text that waits for another one
    for token in tokens:
        pieces = _DOLLAR.split(token.text) if token.role == "text" else [token.text]
        if token.is_formula:
            if held is not None and _is_formula(held, token.text[1:2]):
                return True
            held = None
            continue
        if held is not None:
            held.append(pieces[0])
        for piece in pieces[1:]:
            held = None if held is not None and _is_formula(held, piece[:1]) else [piece]
    return False


def _is_formula(pieces: list[str], following: str) -> bool:
    source = replaced("".join(pieces), AS_CHAR)
    return source == source.strip() and is_formula(source, following)


# -- the text's own characters -----------------------------------------------------------------------------------

# Of what begins like a numeric reference Python's HTML parser loses its way.
_ENTITY = pattern(f"{AND}(#|[A-Za-z][A-Za-z0-9]{{1,31}};)")
_TAG = pattern(f"{LESS}(?=[A-Za-z\u017f\u212a/!?<{BANG}]|[^\\s<>@{LESS}]{{1,999}}@)")
_BRACKET = pattern(f"{CLOSE}(?=\\()")
_BACKSLASHES = pattern(BACKSLASH + r"(?=[!-/:-@\[-`{-~\n" + PLACEHOLDER.pattern[1:-1] + r"]| +\n)")
_DOLLAR = pattern(f"(?<!{GUARD})\\$")
_LINK_IN_TEX = pattern(f"\\$[^$]*[{CLOSE}\\]][{OPEN}\\[:][^$]*\\$")
_TICKS = pattern(f"{TICK}+|`+")


def _escaped(tokens: list[Token]) -> str:
    """The tokens as Markdown, with those escapes that are needed."""
    for token, after in pairwise(tokens):
        if token.text.endswith(BANG) and after.role == "atom" and after.text.startswith(("[", RAW_BRACKET)):
            token.text = token.text[:-1] + "\\!"  # before a link it would make it a picture
    text = "".join(token.text for token in tokens)
    if "{" in text:
        text = without_attributes(tokens, text)
    if not PLACEHOLDER.search(text):
        return text
    if BACKSLASH in text:
        text = _BACKSLASHES.sub(r"\\\\", text)
    if TICK in text:
        text = _escape_ticks(text)
    if CLOSE in text:
        at = text.find(OPEN)
        text = text[:at] + _BRACKET.sub(r"\\]", text[at:]) if at >= 0 else text
    if LESS in text:
        text = _without_tags(text)
    if AND in text:
        text = _ENTITY.sub(lambda m: ("&amp;" if m[1][0] == "#" or m[1] in html5 else "&") + m[1], text)
    return replaced(text, AS_CHAR)


def _without_tags(text: str) -> str:
    """*text* whose less-than signs begin no tag; within a line, before a letter, one does only if a ``>`` follows.

    A formula could not keep it, so that none is between dollars.
    """
    end, formulas = text.rfind(">"), range(text.find("$"), text.rfind("$"))
    return _TAG.sub(
        lambda m: "&lt;" if m.start() < end or m.start() in formulas or not _is_idle(text, m.start()) else m[0], text
    )


def _is_idle(text: str, at: int) -> bool:
    return text[at + 1].isalpha() and at > 0 and text[at - 1] != "\n"


def _escape_ticks(text: str) -> str:
    """Escape those backticks of the text that a later run would close, or that stand beside code.

    Where none has its length, Python-Markdown closes a run with a shorter one. Inside code a backslash is no escape, so
    escaped backticks still close what runs of one open.
    """
    runs = [(m.start(), m.end(), m[0][0] == TICK) for m in _TICKS.finditer(text)]
    shortest = len(text) + 1
    codes = 0
    parts: list[str] = []
    end = len(text)
    for start, stop, own in reversed(runs):
        touches = "`" in (text[start - 1 : start], text[stop : stop + 1])
        escaped = own and (touches or stop - start >= shortest or codes > 2)  # cmark-gfm forgets code behind a lone run
        codes += not own
        parts += [text[stop:end], "\\`" * (stop - start) if escaped else text[start:stop]]
        shortest = min(shortest, 1 if escaped else stop - start)
        end = start
    return text[:end] + "".join(reversed(parts))
