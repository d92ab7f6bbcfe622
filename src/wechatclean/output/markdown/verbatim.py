"""What is written as it was, whatever stands around it: what an engine reads in a post.

It is put away while the document is written, so that nothing in it is escaped or read as Markdown.
"""

from __future__ import annotations

import re

from wechatclean.output.markdown.placeholders import (
    FIXED_SPACE,
    RAW_BRACKET,
    RAW_LETTER,
    RAW_LETTER_END,
    RAW_SIGN,
    RAW_SIGN_END,
)
from wechatclean.patterns import pattern

UNDERLINE = (f"{RAW_SIGN}={RAW_SIGN_END}", f"{RAW_SIGN}-{RAW_SIGN_END}")  # of headings, as long as they will be
_UNDERLINE = pattern(f"^([^\n]*)\n([^\n]*){RAW_SIGN}([=-]){RAW_SIGN_END}", re.M)
_CODE = pattern(r"(?<!`)(`{1,80})(?!`).*?(?<!`)\1(?!`)")
_PUT_AWAY = pattern(f"[{RAW_BRACKET}{RAW_SIGN}{RAW_LETTER}]([0-9]+)[{RAW_SIGN_END}{RAW_LETTER_END}]")


class Verbatim:
    """The raw parts of one document.

    Attributes:
        opens_code: whether a backtick in one of the line that is being written would open code.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.opens_code = False

    def put_away(self, text: str) -> str:
        """A placeholder for each line of *text*: lists and quotes indent lines."""
        return "\n".join(self._put_away(line) if line else "" for line in text.split("\n"))

    def _put_away(self, line: str) -> str:
        self._lines.append(line)
        self.opens_code |= "`" in line and "`" in _CODE.sub("", line)
        start = RAW_BRACKET if line[0] == "[" else RAW_LETTER if line[0].isalnum() else RAW_SIGN
        end = RAW_LETTER_END if line[-1].isalnum() else RAW_SIGN_END
        return f"{start}{len(self._lines) - 1}{end}"

    def put_back(self, markdown: str) -> str:
        """*markdown* with what the placeholders stand for."""
        markdown = markdown.replace(FIXED_SPACE, " ")
        if self._lines:
            markdown = _PUT_AWAY.sub(lambda found: self._lines[int(found[1])], markdown)
        return _UNDERLINE.sub(_drawn, markdown) if RAW_SIGN in markdown else markdown


def _drawn(found: re.Match[str]) -> str:
    text, indent, sign = found.groups()
    return f"{text}\n{indent}{sign * (len(text) - len(indent))}"
