"""What at the start of a line would begin a block (CommonMark 0.31, chapters 4 and 5), escaped."""

from __future__ import annotations

import re

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
    lines = text.split("\n")
    before = ("", *lines)
    return "\n".join(
        _escape_line(line, _NEXT_LINE if above else _FIRST_LINE) for above, line in zip(before, lines, strict=False)
    )


def _escape_line(line: str, beginnings: re.Pattern[str]) -> str:
    if not _STARTS.match(line) or not (found := beginnings.match(line)):
        return line
    return _escape_start(found) + line[found.end() :]


def _escape_start(match: re.Match[str]) -> str:
    if mark := match["mark"]:
        return "\\" + ("\\".join(mark) if mark[0] in "`~_" else mark)  # what is left would still be a delimiter
    return f"{match['number']}\\{match['dot']}"
