"""A line of text while it is gathered, and how it is written into a block.

A line is a row of runs. Each is text, or an element that stands in text, with its marks and its link. White space is
collapsed as browsers do, across runs: a space waits until it is known what follows, and has the marks that both its
neighbours have, so that no emphasis ever begins or ends with one.
"""

from __future__ import annotations

import re

from lxml import etree

from wechatclean._style import BOLD, CODE, ITALIC, STRIKE, SUB, SUP

Element = etree._Element
Run = tuple["str | Element", int, "str | None"]  # text or an element, its marks, its link

BREAK: Run = ("\n", 0, None)
_TAG_OF = {BOLD: "strong", ITALIC: "em", STRIKE: "del", SUB: "sub", SUP: "sup", CODE: "code"}
_MARKS = (BOLD, ITALIC, STRIKE, SUB, SUP)  # where spans are equally long, the first is the outer one

# Zero-width characters and soft hyphens are no text; joiners are, between the characters of scripts that join
# and of emoji. Spaces other than U+3000 are one space wide in Markdown.
_ODD = re.compile("[ \t\r\n\f\xa0\xad\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3164\ufeff]")
_NOTHING = re.compile(
    "[\xad\u180e\u200b\u2060\u3164\ufeff]|(?<![\u0590-\u0dff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_SPACES = re.compile("[ \t\r\n\f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
_INDENT = " \u3000"


class Line:
    """The ``runs`` of a line, in order."""

    __slots__ = ("_space", "runs")

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._space = False

    def add(self, text: str, marks: int, link: str | None) -> None:
        """Add *text* as it stands in the source."""
        if not _ODD.search(text):
            self._add(text, marks, link)
        elif self.runs or not text.isspace():
            self._add_spaced(text, marks, link)

    def _add_spaced(self, text: str, marks: int, link: str | None) -> None:
        """Add *text* with its white space collapsed."""
        solid = _SPACES.sub(" ", _NOTHING.sub("", text))
        core = solid.strip(" ")
        if solid[:1] == " ":
            self._space = True
        if core:
            self._add(core, marks, link)
            self._space = solid[-1] == " "

    def _add(self, text: str, marks: int, link: str | None) -> None:
        """Add *text* that has no space at its edges."""
        runs = self.runs
        if not runs or runs[-1] is BREAK:
            text = text.lstrip(_INDENT)
            if not text:
                return
        elif self._space:
            self._add_space(marks, link)
        self._space = False
        if runs:
            last, last_marks, last_link = runs[-1]
            if last_marks == marks and last_link == link and isinstance(last, str) and runs[-1] is not BREAK:
                runs[-1] = (last + text, marks, link)
                return
        runs.append((text, marks, link))

    def _add_space(self, marks: int, link: str | None) -> None:
        """The space that waits for what follows, which has *marks* and *link*."""
        what, last_marks, last_link = self.runs[-1]
        shared, shared_link = last_marks & marks, last_link if last_link == link else None
        if isinstance(what, str) and shared == last_marks and shared_link == last_link:
            self.runs[-1] = (what + " ", last_marks, last_link)
        else:
            self.runs.append((" ", shared, shared_link))

    def add_element(self, el: Element, link: str | None) -> None:
        """Add *el*, which has no marks, as a picture has none."""
        if self._space and self.runs and self.runs[-1] is not BREAK:
            self._add_space(0, link)
        self._space = False
        self.runs.append((el, 0, link))

    def add_break(self) -> bool:
        """Add a line break; ``True`` if it is the second one, which ends the paragraph."""
        self._trim()
        if not self.runs:
            return False
        if self.runs[-1] is BREAK:
            return True
        self.runs.append(BREAK)
        return False

    def take(self, without: int = 0) -> list[Run]:
        """The runs, without the marks *without*, and without space and breaks at the end; the line is empty then."""
        self._trim()
        runs, self.runs = self.runs, []
        while runs and runs[-1] is BREAK:
            runs.pop()
        if without:
            return [run if run is BREAK else (run[0], run[1] & ~without, run[2]) for run in runs]
        return runs

    def _trim(self) -> None:
        """Take spaces off the end."""
        self._space = False
        runs = self.runs
        while runs and runs[-1] is not BREAK and isinstance(text := runs[-1][0], str) and text[-1:] in _INDENT:
            runs[-1] = (text.rstrip(_INDENT), *runs[-1][1:])
            if not runs[-1][0]:
                runs.pop()


def write_line(block: Element, line: list[Run]) -> None:
    """Write a line's runs into *block* as nested elements, the longest span outermost."""
    at = 0
    while at < len(line):
        what, marks, link = line[at]
        if not marks and link is None:
            if line[at] is BREAK:
                etree.SubElement(block, "br")
            else:
                _append(block, what)
            at += 1
            continue
        end, mark = _longest(line, at)
        inner = line[at:end]
        if mark:
            span = etree.SubElement(block, _TAG_OF[mark])
            write_line(span, [(what, marks & ~mark, link) for what, marks, link in inner])
        else:
            span = etree.SubElement(block, "a", href=link or "")
            write_line(span, [(what, marks, None) for what, marks, _ in inner])
        at = end


def _longest(line: list[Run], at: int) -> tuple[int, int]:
    """Where the longest span that begins at *at* ends, and its mark; a link's is 0. Code holds no other span."""
    _, marks, link = line[at]
    if marks == CODE and link is None:
        return next((n for n in range(at, len(line)) if line[n][1:] != (CODE, None)), len(line)), CODE
    best, best_mark = at, 0
    if link is not None:
        best = next((n for n in range(at, len(line)) if line[n][2] != link), len(line))
    for mark in _MARKS:
        if marks & mark:
            end = next((n for n in range(at, len(line)) if not line[n][1] & mark), len(line))
            if end > best:
                best, best_mark = end, mark
    return best, best_mark


def _append(block: Element, what: str | Element) -> None:
    if not isinstance(what, str):
        block.append(what)
    elif (last := next(block.iterchildren(reversed=True), None)) is not None:  # len() would count them all
        last.tail = (last.tail or "") + what
    else:
        block.text = (block.text or "") + what


def is_text(text: str) -> bool:
    """Whether *text* has anything to read."""
    return bool(_NOTHING.sub("", _SPACES.sub("", text)).strip("\u3000"))
