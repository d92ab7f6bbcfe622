"""Line feeds that a style keeps: whether a writer typed them, or a tool wrapped and indented the page there.

Browsers show both. Editors put ``white-space: pre-wrap`` on everything, and pages are hard-wrapped after that; so the
lines of the whole outermost element that keeps them say which it was. Tools break a line where it is full and between
words that a space divides, before and behind tags, and indent what follows; writers break it where a thought ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wechatclean.html.style import State
from wechatclean.patterns import pattern

TAG, BR, PICTURE = "\x00", "\x01", "\x02"  # in a paragraph that is looked at; text holds none of these
_GAP = pattern(f"[\\s{TAG}{BR}]+")
_BLANK_LINE = pattern(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n\s*(?=\S)")
ASCII_SPACE = " \t\r\n\f"
_UNSPACED = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
_WIDE = pattern(f"[{_UNSPACED}\u1100-\u115f\uac00-\ud7a3]")  # Korean divides its words by spaces
_CJK = pattern(f"[{_UNSPACED}]")
_ENDS = pattern(r"[.!?:;。！？…：；][\"'”’」』）)]*\Z")
_BEGINS = pattern(
    r"""
    [-–—*•·●○■□◆▪►>\#①-⑳]
    | [\d０-９]{1,3}[.)、．）]
    | [（(] [\d一二三四五六七八九十]{1,3} [)）]
    | [一二三四五六七八九十]{1,3}、
    """,
    re.X,
)
# In columns: the least and the greatest margin at which tools wrap, how deep no writer indents, what a word counts at
# most (a long one says nothing of the margin), and how much narrower than the others a folded line of Chinese may be.
_LEAST, _GREATEST, _DEEP, _WORD, _FOLD = 60, 132, 32, 24, 4
_PROSE = 5  # words from which on a line could have been broken elsewhere
_VERSE = 3  # lines that all begin with a capital


def lines_of(text: str, state: int) -> list[str]:
    """The lines of *text*, whose line feeds a style keeps; where a tool made them, its paragraphs.

    >>> lines_of("a\\nb\\n\\nc", State.TYPED), lines_of("a\\nb\\n\\nc", State.WRAPPED)
    (['a', 'b', '', 'c'], ['a\\nb', '', 'c'])
    """
    if state & State.WRAPPED:
        first, *others = _BLANK_LINE.split(text)
        return [first, *(line for other in others for line in ("", other))]
    if not state & State.TYPED:
        return [text]
    typed = text.rstrip(ASCII_SPACE)
    is_indented = text[-1] in " \t" and "\n" in text[len(typed) :]  # as tools indent tags
    return (typed + " " if is_indented else text).split("\n")


class _Break:
    """A line feed between two lines: how far it is indented behind it, and what stands before and behind it."""

    __slots__ = ("after", "before", "columns", "gap", "indentation")

    def __init__(self, gap: str, before: str, after: str) -> None:
        self.gap, self.before, self.after = gap, before, after
        behind = gap.rpartition("\n")[2].strip(TAG).expandtabs(4)
        self.indentation = len(behind) - len(behind.lstrip(" "))
        self.columns = self.indentation + _columns(before)

    @property
    def is_beside_tag(self) -> bool:
        """Whether it belongs to a ``br``, or is indented where a tag stands."""
        return BR in self.gap or (TAG in self.gap and self.indentation > 0)

    @property
    def is_blank(self) -> bool:
        """Whether an empty line is between the lines."""
        return self.gap.count("\n") > 1

    @property
    def is_end(self) -> bool:
        """Whether a thought ends there, or one begins anew: an item, a number."""
        return bool(_ENDS.search(self.before) or _BEGINS.match(self.after))

    @property
    def is_between_words(self) -> bool:
        """Whether a space divides what is beside it in running text."""
        return not (_CJK.match(self.before, len(self.before) - 1) or _CJK.match(self.after))

    def is_full(self, margin: int) -> bool:
        """Whether the next word had no room in a line that ends at *margin*, or about there."""
        if not _LEAST <= margin <= _GREATEST + self.indentation or len(self.before.split()) < _PROSE:
            return False
        word = min(_columns(self.after.split(maxsplit=1)[0]), _WORD)
        return self.columns + 1 + word >= margin - margin // 8


def are_wrapped(paragraphs: Iterable[str]) -> bool:
    """Whether a tool has wrapped *paragraphs*; in them, ``TAG``, ``BR`` and ``PICTURE`` stand for elements."""
    breaks: list[_Break] = []
    lines: list[str] = []
    for text in paragraphs:
        pieces = _cut(text)
        lines += pieces[::2]
        found = zip(pieces[1::2], pieces[::2], pieces[2::2], strict=False)
        breaks += [_Break(*parts) for parts in found if "\n" in parts[0] and all(parts)]
    inner = [a_break for a_break in breaks if not a_break.is_beside_tag and not a_break.is_blank]
    if not inner:
        return any(a_break.is_beside_tag for a_break in breaks)
    if len(inner) >= _VERSE and all(a_break.after[0].isupper() for a_break in inner):
        return False
    return 2 * _wrapped(inner, lines) > len(inner)


def _cut(text: str) -> list[str]:
    """*text* as lines and what is between them, in turns."""
    pieces: list[str] = []
    at = 0
    for gap in _GAP.finditer(text):
        if "\n" in gap[0] or BR in gap[0]:
            pieces += text[at : gap.start()], gap[0]
            at = gap.end()
    return [*pieces, text[at:]]


def _wrapped(breaks: list[_Break], lines: list[str]) -> int:
    """How many of *breaks* a tool has made."""
    widest = max(map(_columns, lines), default=0)
    widest_of_words = max((_columns(line) for line in lines if len(line.split()) >= _PROSE), default=0)
    deep = spaced = folded = 0
    for a_break in breaks:
        margin = max(widest_of_words, a_break.columns)
        if a_break.is_between_words:
            spaced += not a_break.is_end and a_break.is_full(margin)
        elif a_break.indentation >= _DEEP:
            deep += 1
        elif a_break.columns >= _LEAST and widest - a_break.columns <= _FOLD:
            folded += not a_break.is_end
    return deep + spaced + (folded if folded > 1 else 0)


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text)) - text.count(TAG)
