"""What at the start of a line would begin a block (CommonMark 0.31, chapters 4 and 5), escaped."""

from __future__ import annotations

import re

from wechatclean.output.markdown.placeholders import FIXED_SPACE
from wechatclean.patterns import pattern

# Python-Markdown wants no space behind the signs of a heading, which its braces give attributes: ``#题 {onclick=…}``.
_HEADING = rf"\#{{1,6}}(?=[ \t]|$|(?=.*[ {FIXED_SPACE}]\{{).*\}})"

_FIRST_LINE = pattern(
    r"""(?P<mark>"""
    + _HEADING
    + r"""|>|[-+*](?=[ \t]|$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-\ ]*$)|\+(?=\+\+)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=[*\ ]*$)|\[(?=(?:[^\]\\]|\\.){1,999}\]:))
    |(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=[ \t]|$)""",
    re.X,
)
_NEXT_LINE = pattern(
    r"""(?P<mark>"""
    + _HEADING
    + r"""|>|[-+*](?=[ \t]|$)|=(?==*[ ]*$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-:|\ ]*$)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=\ *\*\ *\*[*\ ]*$)|[:|](?=[:|\ ]*-[-:|\ ]*$)
    |\[(?=(?:[^\]\\]|\\.){0,999}\]:)|\{(?=.*\}\ *$))
    |(?P<number>0{0,8}1)(?P<dot>[.)])(?=[ \t])""",
    re.X,
)


_WRAPPED_BRACES = pattern(r"(?<=\n)\{(?=[^\n]*\}[ ]*[*_~`!\[<\\])")


def escape_lines(text: str) -> str:
    """Escape what at the start of a line would begin a block.

    >>> escape_lines("2024. 年  \\n2024. 年  \\n--- | ---")
    '2024\\\\. 年  \\n2024. 年  \\n\\\\--- | ---'
    """
    if "\n" not in text:
        return _escape_line(text, is_first=True)
    lines = text.split("\n")
    before = ("", *lines)
    return "\n".join(_escape_line(line, is_first=not above) for above, line in zip(before, lines, strict=False))


def escape_wrapped(text: str) -> str:
    """The same for lines that were wrapped: braces that came to the start of one would be the paragraph's attributes.

    Python-Markdown reads those before the first markup, too. A sign that no other one closes begins a tag there.

    >>> escape_wrapped("茶\\n{onclick=x}**水**"), escape_wrapped("<b>茶</b>\\n<b>水</b>\\n<b=")
    ('茶\\n\\\\{onclick=x}**水**', '<b>茶</b>\\n<b>水</b>\\n&lt;b=')
    """
    before, sign, behind = _WRAPPED_BRACES.sub(r"\{", escape_lines(text)).rpartition(">")
    return before + sign + behind.replace("\n<", "\n&lt;")


def escape_below(text: str) -> str:
    """The same for the first line of *text*, blocks that stand right below a line of the same paragraph."""
    line, feed, rest = text.partition("\n")
    return _escape_line(line, is_first=False) + feed + rest


def escape_task(text: str) -> str:
    """The same for a task behind its bullet: some read blocks behind its box."""
    line, feed, rest = text.partition("\n")
    return line[:4] + escape_lines(line[4:]) + feed + rest


def _escape_line(line: str, *, is_first: bool) -> str:
    found = _FIRST_LINE.match(line) if is_first else _NEXT_LINE.match(line)
    if found is None:
        return line
    return _escape_start(found) + line[found.end() :]


def _escape_start(match: re.Match[str]) -> str:
    if mark := match["mark"]:
        return "\\" + ("\\".join(mark) if mark[0] in "`~_" else mark)  # what is left would still be a delimiter
    return f"{match['number']}\\{match['dot']}"
