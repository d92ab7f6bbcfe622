"""The lines of code, out of whatever boxes, breaks and line feeds a highlighter, an editor or a tool made of them.

What ends a line twice ends it once: a break at the end of a box, a line feed behind a box or a break, an item around a
paragraph. Blanks between boxes are a tool's indentation.
"""

from __future__ import annotations

from enum import Enum

from lxml import etree

from wechatclean.html.css import parse_style
from wechatclean.patterns import pattern

Element = etree._Element

BLANKS = " \t\n\f"
_BLANK = pattern("[ \t\n\f]+")
_FIRST_FEED = pattern("[ \t\f]{0,60}\n")
_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header li main nav ol p pre"
    " section table tbody tfoot thead tr ul".split()
)
_LINE_TAGS = frozenset({"li", "tr"})
_CELLS = frozenset({"td", "th"})  # parts of a line, which highlight.js calls lines, too
# Words of ``class``: of Hexo and shiki, rehype, Prism, Monaco, CodeMirror, ace, highlight.js, Crayon, Juejin, Quill.
LINE_CLASSES = frozenset(
    "line code-line token-line view-line cm-line CodeMirror-line ace_line hljs-ln-line crayon-line"
    " code-block-extension-codeLine ql-code-block".split()
)


class Kind(Enum):
    """What an element is to the lines of code."""

    INLINE = "nothing"
    BLOCK = "lines of its own; none where it holds nothing"
    LINE = "a line, even where it holds nothing"
    SPAN = "the same; since a browser would not end it, a break behind it does"


def is_block(el: Element) -> bool:
    """Whether *el* is laid out as a block, by its style or its tag."""
    block = parse_style(el.get("style")).block
    return el.tag in _BLOCKS if block is None else block


def kind_of(el: Element) -> Kind:
    """What *el* is to the lines of the code that it stands in."""
    has_class = el.tag not in _CELLS and not LINE_CLASSES.isdisjoint(el.get("class", "").split())
    is_line = el.tag in _LINE_TAGS or has_class
    if is_block(el):
        return Kind.LINE if is_line else Kind.BLOCK
    return Kind.SPAN if is_line else Kind.INLINE


class _Edge(Enum):
    """What came last, but for blanks."""

    TEXT = "text, or an empty box"
    START = "the start of a box"
    LINE = "the start of a line's own box"
    END = "the end of a box, or a break"
    SPAN = "the end of a box that a browser does not end"


_STARTS = frozenset({_Edge.START, _Edge.LINE})


class Lines:
    """The lines of code while they are gathered.

    Attributes:
        ended: the lines that have ended.
        numbers: for each of these, what an element holds at its start, where that is a number and nothing else.
        indent: the blanks before the last end of a box behind text, where they stand in a line of their own.
    """

    def __init__(self, *, collapses: bool = False, are_gaps_empty: bool = False) -> None:
        """Lines in which white space is collapsed, or that line feeds between boxes say nothing about."""
        self.ended: list[str] = []
        self.numbers: list[str] = []
        self.indent = ""
        self._collapses, self._are_gaps_empty = collapses, are_gaps_empty
        self._line: list[str] = []
        self._is_solid = False  # whether the line has more than blanks
        self._number = ""
        self._gap: list[str] = []  # blanks that wait for what comes behind them
        self._edge = _Edge.START
        self._starts: list[int] = []  # of the boxes that are open

    def add(self, text: str, *, is_number: bool = False) -> None:
        """Text that is shown as it stands; *is_number*: a number, and all that an element holds."""
        if self._collapses:
            text = _BLANK.sub(" ", text)
            text = text.lstrip(BLANKS) if not self._line or self._line[-1].endswith(" ") else text
        is_solid = bool(text.strip(BLANKS))
        if not (is_solid or self._line):
            self._gap.append(text)
            return
        gap = self._take_gap()
        text = text if self._edge is _Edge.LINE and "\n" in gap else gap + text  # a line begins with no line feed
        if self._edge is not _Edge.TEXT and (feed := _FIRST_FEED.match(text)):
            text = text[feed.end() :]
        if is_number and not self._is_solid:
            self._number = text.strip()
        self._write(text)
        self._edge = _Edge.TEXT

    def line_break(self) -> None:
        """A ``br``."""
        gap = self._take_gap()
        if self._edge is not _Edge.SPAN:
            self._write(gap if self._edge is _Edge.TEXT else _FIRST_FEED.sub("", gap, count=1))
            self._end()
        self._edge = _Edge.END

    def open(self, kind: Kind) -> None:
        """The start of a box of this kind."""
        self._close_line()
        self._starts.append(len(self.ended))
        self._edge = _Edge.START if kind is Kind.BLOCK else _Edge.LINE

    def close(self, kind: Kind) -> None:
        """The end of a box of this kind."""
        if self._edge in _STARTS and self._gap:
            self._end(max(1, self._take_gap().count("\n")))
        self._close_line()
        is_empty = self._starts.pop() == len(self.ended)
        if is_empty and kind is not Kind.BLOCK:
            self._end()
        if kind is Kind.SPAN:
            self._edge = _Edge.SPAN
        else:
            self._edge = _Edge.TEXT if is_empty and kind is Kind.BLOCK else _Edge.END

    def finish(self) -> None:
        """The end of the code."""
        self._close_line()

    def _close_line(self) -> None:
        """End the line at an edge; blanks alone are none."""
        feeds = self._take_gap().count("\n")
        if self._is_solid:
            self._end()
        elif self._edge is _Edge.TEXT:
            self.indent = "".join(self._line)
        self._line.clear()
        if self._edge is _Edge.TEXT:
            self._end(feeds)
        elif self._edge not in _STARTS and not self._are_gaps_empty:
            self._end(feeds - 1)

    def _take_gap(self) -> str:
        gap = "".join(self._gap)
        self._gap.clear()
        return gap

    def _write(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._end()
            if part:
                self._line.append(part)
                self._is_solid = self._is_solid or bool(part.strip(BLANKS))

    def _end(self, times: int = 1) -> None:
        for _ in range(times):
            self.ended.append("".join(self._line))
            self.numbers.append(self._number)
            self._line.clear()
            self._number, self._is_solid = "", False
