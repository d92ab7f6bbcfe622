"""TeX that a page states, as one line that nothing in it can end."""

from __future__ import annotations

import re

from wechatclean.html.characters import plain
from wechatclean.patterns import pattern

_COMMENT = pattern(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?[ \t]*")
_LAST_BACKSLASH = pattern(r"(?<!\\)(?:\\\\)*\\\Z")  # a space to TeX; before a dollar it would be an escape
_DELIMITED = pattern(r"(?s)\s*(\$\$|\$|\\\[|\\\()(.+?)(\$\$|\$|\\\]|\\\))\s*\Z")
_CLOSERS = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_SIGN = pattern(r"\\.|[{}$]", re.S)
_LIKE_TEX = pattern(r"\\[A-Za-z,;:!{}|\\]|[\^_](?=[\w{\\+*-])|[=<>+]")
_WORD = pattern(r"\\(?:begin|end)\{[A-Za-z*]+\}|\\[A-Za-z]+|\b[A-Za-z]{5,}\b|[\u3040-\u9fff]")
_IN_WORDS = pattern(r"\\(?:text|mathrm|operatorname|textbf|mbox|textrm|rm)\*?\s*\{[^{}]*\}")


def undelimited(source: str) -> tuple[str, bool | None]:
    r"""*source* without the delimiters around it, and whether these are those of a display; ``None`` without any.

    >>> undelimited("$$x$$"), undelimited(r"\(x\)"), undelimited("x")
    (('x', True), ('x', False), ('x', None))
    """
    found = _DELIMITED.match(source)
    if not found or _CLOSERS[found[1]] != found[3] or "$" in re.sub(r"\\.", "", found[2]):
        return source, None
    return found[2], found[1] in ("$$", r"\[")


def one_line(source: str) -> str:
    r"""*source* without comments, on one line, with each brace and dollar in its place.

    >>> one_line("a % note\n+ b"), one_line(r"\text{若$x$} {"), one_line("x\\")
    ('a + b', '\\text{若\\(x\\)} {}', 'x\\ {}')
    """
    source = " ".join(plain(_COMMENT.sub(r"\1", source)).split())
    if _is_uneven(source):
        source = _balanced(source)
    return _LAST_BACKSLASH.sub(r"\g<0> {}", source)


def looks_like_tex(text: str) -> bool:
    """Whether *text* is TeX rather than words about it."""
    return bool(_LIKE_TEX.search(text)) and not any(word[0] != "\\" for word in _WORD.findall(_IN_WORDS.sub("", text)))


def _is_uneven(source: str) -> bool:
    return "$" in source or "{" in source or "}" in source


def _balanced(source: str) -> str:
    """*source* whose braces are pairs, and whose dollars are formulas in its words or signs."""
    depth, dollars, parts, end = 0, [], [], 0
    for found in _SIGN.finditer(source):
        parts.append(source[end : found.start()])
        end = found.end()
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth, sign = (depth - 1, sign) if depth else (0, r"\}")
        elif sign == "$":
            dollars.append(len(parts))
        parts.append(sign)
    for number, place in enumerate(dollars):
        is_paired = number < len(dollars) - len(dollars) % 2
        parts[place] = (r"\(", r"\)")[number % 2] if is_paired else r"\$"
    return "".join(parts) + source[end:] + "}" * depth
