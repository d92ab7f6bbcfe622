"""A position in a script that only moves forward, over spaces, comments, strings and brackets.

It never goes back, so whatever is built on it takes time linear in the text.
"""

from __future__ import annotations

import re

from wechatclean.patterns import pattern

# A bracket, a quote or a slash. Most strings are short and hold no quote: one that begins with the quote, or that is
# the only argument of the call whose bracket was found, belongs to the match, so that one step passes it.
_BRACKETS = pattern(
    r"""
    ['"()\[\]{}/]
    (?:
        (?<=') [^'\n]{0,300} ' (?<!\\')
      | (?<=\() ' [^'\n]{0,300} ' (?<!\\') \)
    )?
    """,
    re.X,
)
_ENTRY_END = pattern(r"""['"()\[\]{},/]""")
_SPACE = pattern(r"\s*")
NAME = pattern(r"[\w$]+")
CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_OPEN = 40  # levels of open brackets in which the match of a closing one is looked for


class Cursor:
    """A position in *text*, up to *end*.

    Attributes:
        at: the position.
        closed: whether the last array, object or argument list had its end.
        cut: whether the last string had no closing quote.
    """

    def __init__(self, text: str, at: int, end: int) -> None:
        self.text, self.at, self.end = text, at, end
        self.closed = self.cut = False
        self._line_end = -1

    def skip_brackets(self) -> None:
        """Step behind the bracket that closes the one here; stop before one that closes an outer one, or at the end."""
        opened: list[str] = []
        marks = _BRACKETS.finditer(self.text, self.at, self.end)
        while found := next(marks, None):
            mark, self.at = found[0], found.end()
            if mark in CLOSED_BY:
                opened.append(CLOSED_BY[mark])
            elif mark in ")]}":
                if mark not in opened[-_OPEN:]:
                    self.at -= 1
                    return
                while opened.pop() != mark:  # brackets inside it that were never closed
                    pass
            elif len(mark) == 1:
                self.at -= 1
                self.skip_one()
                self._drop_calls(opened)
                marks = _BRACKETS.finditer(self.text, self.at, self.end)
            if not opened:
                return
        self.at = self.end

    def _drop_calls(self, opened: list[str]) -> None:
        """A string without a closing quote has swallowed the closing bracket of its call too."""
        while self.cut and opened and opened[-1] == ")":
            opened.pop()
        self.cut = False

    def skip_one(self) -> None:
        """Step over a comment, a string, a bracket with all that it holds, a name, or else one character."""
        before, mark = self.at, self.next()
        if mark == "/":
            self.skip_space()
        elif mark in ("'", '"'):
            self.skip_string(mark)
        elif mark in CLOSED_BY:
            self.skip_brackets()
        elif name := NAME.match(self.text, self.at, self.end):
            self.at = name.end()
        if self.at == before:
            self.at += 1

    def skip_string(self, quote: str) -> None:
        """Step over the string that begins here; one without a closing quote ends with its line."""
        close = self._closing(quote)
        self.cut = close < 0
        self.at = self._line_end if close < 0 else close + 1

    def skip_space(self) -> None:
        """Step over white space and comments."""
        while True:
            self.at = _SPACE.match(self.text, self.at, self.end).end()  # type: ignore[union-attr]  # matches always
            if not self.text.startswith("/", self.at, self.end):
                return
            if self.text.startswith("//", self.at, self.end):
                close = self.text.find("\n", self.at, self.end)
            elif self.text.startswith("/*", self.at, self.end):
                close = self.text.find("*/", self.at + 2, self.end)
            else:
                return
            self.at = self.end if close < 0 else close + 1 + (self.text[close] == "*")

    def next(self) -> str:
        """The character here; ``""`` at the end."""
        return self.text[self.at] if self.at < self.end else ""

    def take(self, mark: str) -> bool:
        """Step over *mark* if it is here."""
        if not self.text.startswith(mark, self.at, self.end):
            return False
        self.at += len(mark)
        return True

    def _closing(self, quote: str) -> int:
        """Where the string that begins here ends, or -1; sets the line's end."""
        if self._line_end <= self.at:
            line_end = self.text.find("\n", self.at, self.end)
            self._line_end = self.end if line_end < 0 else line_end
        close = self.text.find(quote, self.at + 1, self._line_end)
        while close >= 0 and self._escaped(close):
            close = self.text.find(quote, close + 1, self._line_end)
        return close

    def _escaped(self, at: int) -> bool:
        first = at
        while self.text[first - 1] == "\\" and first - 1 > self.at:
            first -= 1
        return (at - first) % 2 == 1

    def ended(self, close: str) -> bool:
        """Step over commas and, if it comes then, *close*; whether no entry is left."""
        self.skip_space()
        while self.next() == ",":
            self.at += 1
            self.skip_space()
        self.closed = self.take(close)
        return self.closed or self.at >= self.end

    def to_next_entry(self) -> None:
        """Step over the rest of an entry, whatever it is, to its comma or to the bracket around the entry."""
        while found := _ENTRY_END.search(self.text, self.at, self.end):
            self.at = found.start()
            if found[0] in ",)]}":
                return
            self.skip_one()
            if self.cut:
                self.cut = False
                return
        self.at = self.end
