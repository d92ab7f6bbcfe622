"""Where running text in Markdown may be cut: behind a sentence, and never in a link, a picture, code or a formula."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from wechatclean.patterns import pattern

_TOKEN = pattern(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<ticks>`+)
    |(?P<open>!?\[)
    |(?P<target>\](?:\((?:[^()"\\\n]|\\.|"[^"\n]*"|\([^()\n]*\))*\)|\[[^\[\]\n]*\]))
    |(?P<close>\])
    |(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>\n]*>)
    |(?P<formula>\$\$[^$]+\$\$|\$[^\s$](?:[^$\n。！？]*[^\s$])?\$(?!\d))
    |(?P<aside>（[^（）\n\[<`!\\]{0,120}）|《[^《》\n\[<`!\\]{0,60}》)
    |(?P<stop>(?:[。！？｡．?]|!(?!\[))+|(?<![.。])\.(?![.\d]))
    |(?P<marks>\*+|~~+)
    |(?P<feed>\n)""",
    re.X,
)
_CLOSING = pattern(
    r"[”’\"'»）)」』】》〕]|</(?!(?:a|code|sup|sub)\b)[A-Za-z][^<>\n]*>|<sup>[^\n<>]{0,200}</sup>"
    r"|\[\^[^\[\]\n]{1,99}\]"
)
_MARKS = pattern(r"\*+|~~+")
_GOES_ON = pattern(r"[ \t]*[，。、；：！？…—～,.;:!?)\]）】》」』”’·]")
_SPACES = pattern(r"[ \t\u3000]*")
_HARD = ("  \n", "\\\n", "<br>\n", "<br/>\n", "<br />\n")  # ends of lines
_ABBREVIATION = pattern(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Fig|Vol|vs|etc|Inc|Ltd|Co|Jr|Sr|e\.g|i\.e|a\.m|p\.m)\.\Z")
_LINE = pattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t>]*<li\b|[ \t>]*$", re.M)
_PICTURES = ("![", "[![")  # and linked ones
_WHOLE = frozenset({"a", "code", "sup", "sub"})  # elements in which nothing is cut


class Prose(NamedTuple):
    """What was found in running text.

    Attributes:
        cuts: where it may be cut, in order.
        pictures: where its pictures begin, in order.
    """

    cuts: list[int]
    pictures: list[int]


def read_prose(text: str) -> Prose:
    """Where *text*, Markdown, may be cut.

    >>> text = "茶是“热的。”水也是。见 [书。一](https://a.example)。And 3.5 more. Ok"
    >>> cuts = [0, *read_prose(text).cuts, len(text)]
    >>> [text[start:end] for start, end in zip(cuts, cuts[1:])]
    ['茶是“热的。”', '水也是。', '见 [书。一](https://a.example)。', 'And 3.5 more. ', 'Ok']
    """
    return _Reading(text).read()


class _Reading:
    """One text being read from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cuts: list[int] = []
        self.pictures: list[int] = []
        self._brackets: list[int] = []
        self._elements: defaultdict[str, list[int]] = defaultdict(list)
        self._marked: set[str] = set()  # marks of emphasis that is open

    def read(self) -> Prose:
        text, end, runs = self.text, 0, _runs_of_ticks(self.text)
        while found := _TOKEN.search(text, end):
            start, end = found.span()
            kind = found.lastgroup if found.lastgroup != "name" else "tag"
            if kind == "ticks":
                end = _behind_code(runs[found[0]], end, len(found[0]))
            elif kind == "open":
                self._brackets.append(start)
                if found[0] == "![":
                    self.pictures.append(start)
            elif kind == "close":
                self._leave(self._brackets)
            elif kind == "target":
                self._behind_link(self._leave(self._brackets), end)
            elif kind == "tag":
                self._tag(found)
            elif kind == "marks":
                self._marked ^= {found[0]}
            elif kind == "stop":
                end = self._stop(found)
            elif kind == "feed" and self._ends_line(end):
                self._cut(end)
        return Prose(self.cuts, self.pictures)

    def _cut(self, at: int) -> None:
        if 0 < at < len(self.text) and at > (self.cuts[-1] if self.cuts else 0):
            self.cuts.append(at)

    def _keep_whole(self, start: int | None) -> None:
        """Take back the cuts behind *start*, where a link began that ends here."""
        while start is not None and self.cuts and self.cuts[-1] > start:
            self.cuts.pop()

    def _behind_link(self, start: int | None, end: int) -> None:
        """A link or a picture is whole; behind a picture there is a cut, if the next one follows."""
        self._keep_whole(start)
        if start is not None and all(self.text.startswith(_PICTURES, at) for at in (start, end)):
            self._cut(end)

    def _leave(self, opened: list[int]) -> int | None:
        return opened.pop() if opened else None

    def _tag(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if name == "img":
            self.pictures.append(found.start())
        if name in _WHOLE and found[0][1] != "/":
            self._elements[name].append(found.start())
        elif name in _WHOLE:
            self._keep_whole(self._leave(self._elements[name]))

    def _stop(self, found: re.Match[str]) -> int:
        """A sentence may end with what was *found*; where to read on."""
        text, end = self.text, found.end()
        while True:
            if closing := _CLOSING.match(text, end):
                end = closing.end()
            elif (marks := _MARKS.match(text, end)) and marks[0] in self._marked:
                self._marked.remove(marks[0])
                end = marks.end()
            else:
                break
        is_latin = found[0][-1] in ".!?"
        if is_latin and not text[end : end + 1].isspace():
            return end
        behind = _SPACES.match(text, end).end()  # type: ignore[union-attr]  # it matches anywhere
        if _GOES_ON.match(text, end) or (is_latin and self._is_inside(found, text[behind : behind + 1])):
            return end
        self._cut(behind + text.startswith("\n", behind))
        return end

    def _is_inside(self, found: re.Match[str], following: str) -> bool:
        """Whether a Latin stop ends no sentence: an abbreviation, or before a small letter."""
        start = max(0, found.end() - 8)
        return following.islower() or (
            found[0] == "." and _ABBREVIATION.search(self.text[start : found.end()]) is not None
        )

    def _ends_line(self, end: int) -> bool:
        """Whether a line that ends here is meant to end, or an item begins behind it."""
        return self.text.endswith(_HARD, 0, end) or _LINE.match(self.text, end) is not None


def _runs_of_ticks(text: str) -> defaultdict[str, list[int]]:
    """Where runs of backticks begin, by the run."""
    runs: defaultdict[str, list[int]] = defaultdict(list)
    for run in re.finditer("`+", text):
        runs[run[0]].append(run.start())
    return runs


def _behind_code(runs: Sequence[int], end: int, length: int) -> int:
    """Where code ends, whose opening backticks end at *end*: behind the next such run, if there is one."""
    n = bisect_left(runs, end)
    return runs[n] + length if n < len(runs) else end
