"""A line of text while it is gathered, and how it is written into a block.

A line is a row of runs. A run is text, an element that stands in text, or a line break, with its marks and its link.
White space is collapsed across runs, as browsers do. A space is written only when it is known what follows it: it has
the marks that both its neighbours have, so that no emphasis begins or ends with a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from lxml import etree

from wechatclean.html.characters import SELECTORS, SPACES, seen
from wechatclean.html.style import Mark
from wechatclean.patterns import pattern
from wechatclean.source.markdown.body import INTERRUPTS

Element = etree._Element
Run = tuple["str | Element | None", int, "str | None"]  # text, an element or a break (None); marks; link
_OpenRun = tuple["list[str] | Element | None", int, "str | None"]  # the same, text in pieces

_BREAK: _OpenRun = (None, 0, None)
_TAG_OF = {
    Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "del", Mark.SUB: "sub", Mark.SUP: "sup", Mark.CODE: "code",
    Mark.MARKED: "mark", Mark.UNDERLINED: "u",
}  # fmt: skip
_MARK_OF = {tag: mark for mark, tag in _TAG_OF.items()}
_CODE = Mark.CODE
# Of spans that are equally long, the first is the outer one.
_MARKS = (Mark.BOLD, Mark.ITALIC, Mark.STRIKE, Mark.SUB, Mark.SUP)
_HIGHLIGHTS = (Mark.MARKED, Mark.UNDERLINED)  # within all others, which they do not cut

# Spaces, and characters of no width. Zero-width characters and soft hyphens are dropped, but for the joiners between
# letters of scripts that join and within emoji. U+3000 keeps its width; any other space is one plain space.
_ODD = pattern(f"[ \t\r\n\f\xa0\xad\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3164\ufeff{SELECTORS}]")
_SELECTOR = pattern(f"[{SELECTORS}]")
_INDENT = " \u3000"


class MarkdownLink(str):
    """The address of a link of Markdown, with what HTML does not say or nobody reads there.

    Attributes:
        outer: bits of the marks that the link is written within, not around, where both are equally long.
        named: its title.
    """

    __slots__ = ("named", "outer")
    outer: int
    named: str


class Line:
    """The ``runs`` of a line while it is gathered; the text of a run is a list of its pieces.

    ``ended`` is what :meth:`seen` gave for the line before, where it ended.
    """

    __slots__ = ("_space", "ended", "runs")

    def __init__(self) -> None:
        self.runs: list[_OpenRun] = []
        self.ended = (0, 0)
        self._space = ""  # white space that is written once it is known what follows

    def add(self, text: str, marks: int, link: str | None) -> None:
        """Add *text* as it stands in the source; its white space is collapsed."""
        ends_in_space = ""
        if _ODD.search(text):
            if not text.strip(" \n\t\r\f"):  # as between most blocks
                self._space = self._space or " "
                return
            solid = SPACES.sub(" ", self._seen(text))
            self._space = self._space or (" " if solid[:1] == " " else "")
            ends_in_space = " " if solid[-1:] == " " else ""
            text = solid.strip(" ")
        if not self.runs or self.runs[-1] is _BREAK:
            text = text.lstrip(_INDENT)
        elif text and self._space:
            self._add_space(marks, link)
        if text:
            self._space = ends_in_space
            self._add(text, marks, link)

    def _seen(self, text: str) -> str:
        """*text* without what has no width; what it begins with may belong to the character that stands before it."""
        pieces = self.runs[-1][0] if self.runs and not self._space else None
        before = seen(pieces[-1][-1:]) if isinstance(pieces, list) and _SELECTOR.match(text) else ""
        return seen(before + text)[len(before) :]

    def _add(self, text: str, marks: int, link: str | None) -> None:
        if self.runs:
            what, last_marks, last_link = self.runs[-1]
            if last_marks == marks and last_link == link and isinstance(what, list):
                what.append(text)
                return
        self.runs.append(([text], marks, link))

    def _add_space(self, marks: int, link: str | None) -> None:
        """Add the space before a run of *marks* and *link*, with what both its neighbours have of these."""
        _, last_marks, last_link = self.runs[-1]
        self._add(self._space, last_marks & marks, last_link if last_link == link else None)

    def add_element(self, el: Element, link: str | None, marks: int = 0) -> None:
        """Add the element *el*, which has no marks where it is no text: emphasis does not go around a picture."""
        if self._space and self.runs and self.runs[-1] is not _BREAK:
            if self._space == "\n" and el.tag == "span" and INTERRUPTS.match(el.text or ""):
                self._space = " "
            self._add_space(marks, link)
        self._space = ""
        self.runs.append((el, marks, link))

    def add_runs(self, runs: Iterable[Run]) -> None:
        """Add what has been written before."""
        for what, marks, link in runs:
            if what is None:
                self.add_break()
            elif isinstance(what, str):
                self.add(what, marks, link)
            else:
                self.add_element(what, link, marks)

    def add_soft_break(self) -> None:
        """Add white space at which a line of the source ends."""
        self._space = "\n"

    def add_break(self) -> bool:
        """Add a line break; ``True`` where it follows another one, so that the paragraph ends."""
        self._trim()
        if not self.runs:
            return False
        if self.runs[-1] is _BREAK:
            return True
        self.runs.append(_BREAK)
        return False

    def take(self, without: int = 0) -> list[Run]:
        """Empty the line; its runs without the marks *without*, and without spaces and breaks at the end."""
        self.ended = self.seen()
        self._trim()
        runs, self.runs = self.runs, []
        if len(runs) == 1 and isinstance(pieces := runs[0][0], list):
            return [("".join(pieces), runs[0][1] & ~without, runs[0][2])]
        while runs and runs[-1] is _BREAK:
            runs.pop()
        if without:
            runs = _without(without, runs)
        return [("".join(what) if isinstance(what, list) else what, marks, link) for what, marks, link in runs]

    def progress(self) -> tuple[int, int]:
        """Numbers that change with everything that is added."""
        return self._progress(len(self.runs))

    def seen(self) -> tuple[int, int]:
        """The same without breaks at the end."""
        number = len(self.runs)
        while number and self.runs[number - 1] is _BREAK:
            number -= 1
        return self._progress(number)

    def _progress(self, number: int) -> tuple[int, int]:
        last = self.runs[number - 1][0] if number else None
        return number, len(last) if isinstance(last, list) else 0

    def _trim(self) -> None:
        """Take spaces off the end."""
        self._space = ""
        while self.runs and isinstance(pieces := self.runs[-1][0], list):
            pieces[-1] = pieces[-1].rstrip(_INDENT)
            if pieces[-1]:
                return
            pieces.pop()
            if not pieces:
                self.runs.pop()


def _without(mark: int, runs: list[_OpenRun]) -> list[_OpenRun]:
    """*runs* without *mark*; neighbours that differed in it alone become one."""
    found: list[_OpenRun] = []
    for what, marks, link in runs:
        form = marks & ~mark, link
        if isinstance(what, list) and found and isinstance(before := found[-1][0], list) and found[-1][1:] == form:
            before.extend(what)
        else:
            found.append((what, *form))
    return found


def write_line(block: Element, line: list[Run]) -> None:
    """Write a line's runs into *block*, which is empty, as nested elements, the longest span outermost."""
    if len(line) == 1 and isinstance(text := line[0][0], str) and not line[0][1] and line[0][2] is None:
        block.text = text
        return
    last: Element | None = None
    at = 0
    while at < len(line):
        what, marks, link = line[at]
        end, mark = (at + 1, 0) if not marks and link is None else _longest(line, at)
        if mark:
            last = etree.SubElement(block, _TAG_OF[mark])
            write_line(last, [(what, marks & ~mark, link) for what, marks, link in line[at:end]])
        elif link is not None:
            last = etree.SubElement(block, "a", href=link)
            if isinstance(link, MarkdownLink) and link.named:
                last.set("title", link.named)
            write_line(last, [(what, marks, None) for what, marks, _ in line[at:end]])
        elif what is None:
            last = etree.SubElement(block, "br")
        elif not isinstance(what, str):
            block.append(what)
            last = what
        elif last is None:
            block.text = what
        else:
            last.tail = what
        at = end


def runs_of(el: Element, marks: int = 0, link: str | None = None) -> list[Run]:
    """What *el*, an element of the normal form, holds, as :func:`write_line` was given it."""
    runs: list[Run] = [(el.text, marks, link)] if el.text else []
    for child in el:
        if child.tag == "a":
            runs += runs_of(child, marks, child.get("href"))
        elif mark := _MARK_OF.get(str(child.tag), 0):
            runs += runs_of(child, marks | mark, link)
        else:
            runs.append((None if child.tag == "br" else child, marks, link))
        if child.tail:
            runs.append((child.tail, marks, link))
            child.tail = None
    return runs


def _longest(line: list[Run], at: int) -> tuple[int, int]:
    """End and mark of the longest span that begins at *at*; a link has the mark 0. Code holds no other span."""
    _, marks, link = line[at]
    if marks == _CODE and link is None:
        return _end(line, at, lambda run: run[1:] == (_CODE, None)), _CODE
    best, best_mark = (at, 0) if link is None else (_end(line, at, lambda run: run[2] == link), 0)
    outer = link.outer if isinstance(link, MarkdownLink) else 0
    for mark in _MARKS:
        end = _end(line, at, partial(_has, mark)) if marks & mark else at
        if end > best or (end == best and mark & outer and not best_mark):
            best, best_mark = end, mark
    if best == at and link is None:
        best_mark = next((mark for mark in _HIGHLIGHTS if marks & mark), 0)
        best = _end(line, at, partial(_has, best_mark)) if best_mark else at
    return best, best_mark


def _has(mark: int, run: Run) -> bool:
    return bool(run[1] & mark)


def _end(line: list[Run], at: int, belongs: Callable[[Run], bool]) -> int:
    """The first run from *at* on that does not belong."""
    while at < len(line) and belongs(line[at]):
        at += 1
    return at


def only_pictures(runs: list[Run]) -> bool:
    """Whether *runs* are pictures and nothing else."""
    for what, _, _ in runs:  # noqa: SIM110  # it runs for every paragraph, and all() takes three times as long
        if what is None or isinstance(what, str) or what.tag != "img":
            return False
    return True
