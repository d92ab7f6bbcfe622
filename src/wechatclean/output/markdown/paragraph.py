"""One paragraph's Markdown, from text and marks to characters that a CommonMark parser reads back as meant.

Only when the whole paragraph is known is it decided which characters of the text need an escape, which emphasis can be
written with asterisks, and where its edge must move.
"""

from __future__ import annotations

import re
from html.entities import html5
from itertools import pairwise

from wechatclean.output.markdown.attribute_lists import without_attributes, without_last_attributes
from wechatclean.output.markdown.delimiter_runs import Token, settle
from wechatclean.output.markdown.emphasis import IN_PAIR, laid_out, lift, lift_pair, tokens_of
from wechatclean.output.markdown.placeholders import (
    AND,
    AS_CHAR,
    ATOM,
    ATOM_END,
    BACKSLASH,
    BANG,
    CLOSE,
    DEL,
    EM,
    LESS,
    MARKED,
    OPEN,
    STRONG,
    TICK,
    TILDE,
    atom,
    replaced,
)

# Beside code that holds tildes, up to which mistune would strike through from those before.
UNSTRUCK = {TILDE * 2: atom("\\~\\~"), DEL[0]: atom("<del>"), DEL[1]: atom("</del>")}
_TARGET = re.compile(f"{CLOSE}[{STRONG}{EM}{DEL}]*\\(")  # brackets without one are no link


def finish(text: str, symbol: str = "*", *, starts_line: bool = True) -> str:
    """The Markdown of a paragraph; *symbol* is that of ``strong`` and ``em``.

    A heading's or a cell's text does not stand at the start of a line, so no block can begin in it.

    >>> from wechatclean.output.markdown.placeholders import emphasis, literal
    >>> finish(emphasis(STRONG, "他说“好。”") + "而后")
    '**他说“好。**”而后'
    >>> finish(literal("# 话题 <b> 5 * 3 a_b_c"))
    '\\\\# 话题 &lt;b> 5 * 3 a_b_c'
    """
    if not starts_line:
        text = without_last_attributes(text)
    if MARKED.search(text):
        if "~~" in text:
            text = replaced(text, UNSTRUCK)
        if not _TARGET.search(text):
            text = text.replace(OPEN, "[").replace(CLOSE, "]")
        text = _resolve(text, symbol)
    return escape_lines(text) if starts_line else text


# Emphasis that surely is read as meant, which most is: apart from each other, not nested, a letter or white space
# or plain punctuation where it matters, and no delimiter or escape of the text's own about.
_POINTS = "!-#%-*,-/:;?@\\[-\\]_{}、。，：；！？…—·“”‘’（）《》「」『』【】〈〉〔〕"
_PLAIN_BEFORE, _PLAIN_AFTER = f"(?<![^\\s{_POINTS}{ATOM_END}].)", f"(?=[\\s{_POINTS}{ATOM}]|$)"
_OPENS_AT_POINT = re.compile(f"([{STRONG[0]}{EM[0]}])(?<=\\w.)(([{_POINTS}])\\3{{0,9}})(?!\\3)(?=[^\\s\ufdd0-\ufdef])")
_CLOSES_AT_POINT = re.compile(f"([^\\s\ufdd0-\ufdef])(?!\\1)(([{_POINTS}])\\3{{0,9}})([{STRONG[1]}{EM[1]}])(?=\\w)")
_HAS_SUCH_END = re.compile(f"[{STRONG[1]}{EM[1]}](?<=[{_POINTS}].)(?=\\w)")  # found faster than the text before it
# No two of its branches match the same text, or it would try them all.
_SIMPLE = re.compile(
    "[^\ufdd0-\ufddf]*(?:(?:"
    + "|".join(
        rf"{mark[0]}(?:(?=\w)|{_PLAIN_BEFORE}(?![\w\s]))[^\ufdd0-\ufddf]*(?:(?<=\w){mark[1]}|(?<![\w\s]){mark[1]}{_PLAIN_AFTER})"
        for mark in (STRONG, EM)
    )
    + ")(?![\ufdd0-\ufddf])[^\ufdd0-\ufddf]*)*"
)
_AS_STARS = {STRONG[0]: "**", STRONG[1]: "**", EM[0]: "*", EM[1]: "*", ATOM: "", ATOM_END: ""}
_MARKS = re.compile("[\ufdd0-\ufddf]")


def _resolve(text: str, symbol: str) -> str:
    if not _MARKS.search(text) and "{" not in text:
        return replaced(text, _AS_STARS)
    text = IN_PAIR.sub(lift_pair, text)
    if symbol == "*" and "{" not in text:
        lifted = _CLOSES_AT_POINT.sub(r"\1\4\2", text) if _HAS_SUCH_END.search(text) else text
        lifted = _OPENS_AT_POINT.sub(lambda m: m[2] + m[1], lifted)
        if _SIMPLE.fullmatch(lifted):
            return replaced(lifted, _AS_STARS)
    tokens = tokens_of(text, symbol)
    if any(token.end for token in tokens):
        lift(tokens, 1)
        tokens = list(laid_out(tokens))
        lift(tokens[::-1], -1)
        tokens = list(laid_out(tokens))
    settle(tokens)
    return _unmark(tokens)


# -- the text's own characters -----------------------------------------------------------------------------------

# Of what begins like a numeric reference Python's HTML parser loses its way.
_ENTITY = re.compile(f"{AND}(#|[A-Za-z][A-Za-z0-9]{{1,31}};)")
_TAG = re.compile(f"{LESS}(?=[A-Za-z/!?<{BANG}]|[^\\s<>@{LESS}]{{1,999}}@)")
_BRACKET = re.compile(f"{CLOSE}(?=\\()")
_BACKSLASHES = re.compile(BACKSLASH + r"(?=[!-/:-@\[-`{-~\n" + MARKED.pattern[1:-1] + r"]| +\n)")
_TICKS = re.compile(f"{TICK}+|`+")


def _unmark(tokens: list[Token]) -> str:
    """The tokens as Markdown, with those escapes that are needed."""
    for token, after in pairwise(tokens):
        if token.text.endswith(BANG) and after.is_atom and after.text.startswith("["):
            token.text = token.text[:-1] + "\\!"  # before a link it would make it a picture
    text = "".join(token.text for token in tokens)
    if "{" in text:
        text = without_attributes(tokens, text)
    if not MARKED.search(text):
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
    """*text* whose less-than signs begin no tag: none does before a letter, within a line, that no sign follows."""
    end = text.rfind(">")
    return _TAG.sub(lambda m: "&lt;" if m.start() < end or not _is_idle(text, m.start()) else m[0], text)


def _is_idle(text: str, at: int) -> bool:
    return text[at + 1].isalpha() and at > 0 and text[at - 1] != "\n"


def _escape_ticks(text: str) -> str:
    """Escape those backticks of the text that a later run would close, or that touch code.

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


# -- lines -------------------------------------------------------------------------------------------------------

_STARTS = re.compile(r"[-#>+*_=~`|:\[{0-9]")
_FIRST_LINE = re.compile(
    r"""(?P<mark>\#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-\ ]*$)|\+(?=\+\+)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=[*\ ]*$)|\[(?=(?:[^\]\\]|\\.){1,999}\]:))
    |(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=[ \t]|$)""",
    re.X,
)
_NEXT_LINE = re.compile(
    r"""(?P<mark>\#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|=(?==*[ ]*$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-:|\ ]*$)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=\ *\*\ *\*[*\ ]*$)|[:|](?=[:|\ ]*-[-:|\ ]*$)
    |\[(?=(?:[^\]\\]|\\.){0,999}\]:)|\{(?=.*\}\ *$))
    |(?P<number>0{0,8}1)(?P<dot>[.)])(?=[ \t])""",
    re.X,
)


def escape_lines(text: str) -> str:
    """Escape what at the start of a line would begin a block.

    >>> escape_lines("2024. 年  \\n2024. 年  \\n--- | ---")
    '2024\\\\. 年  \\n2024. 年  \\n\\\\--- | ---'
    """
    if "\n" not in text:
        return _escape_line(text, _FIRST_LINE)
    first, *rest = text.split("\n")
    return "\n".join([_escape_line(first, _FIRST_LINE), *(_escape_line(line, _NEXT_LINE) for line in rest)])


def _escape_line(line: str, beginnings: re.Pattern[str]) -> str:
    if not _STARTS.match(line) or not (found := beginnings.match(line)):
        return line
    return _escape_start(found) + line[found.end() :]


def _escape_start(match: re.Match[str]) -> str:
    if mark := match["mark"]:
        return "\\" + ("\\".join(mark) if mark[0] in "`~_" else mark)  # what is left would still be a delimiter
    return f"{match['number']}\\{match['dot']}"
