"""What a site generator or a note app reads as its own, beside CommonMark, and how text is kept from it.

The library names no engine here: a style of documents makes a value for the engine that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from string import punctuation
from typing import Literal

from wechatclean.images.markdown import alt_text
from wechatclean.output.markdown.placeholders import GUARD
from wechatclean.patterns import pattern

_POINTS = frozenset(punctuation)
_GUARDED = pattern(rf"{GUARD}(?:(?P<entity>&#?\w+;)|(?:\\(?=[!-/:-@\[-`{{-~]))?(?P<char>(?s:.)))")


def entity(char: str) -> str:
    """*char* as a numeric reference, which an engine that reads before Markdown does not know: ``&#123;``."""
    return f"&#{ord(char)};"


def backslash(char: str) -> str:
    r"""*char*, which is ASCII punctuation, behind a backslash: ``\=``."""
    return "\\" + char


Code = Literal["as is", "html"] | Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Engine:
    r"""The signs that an engine reads as its own, and how the text's own characters are written so that it does not.

    Attributes:
        signs: matches each sign as a whole, ``\{\{|\$(?=[^$]*\$)``; matches may overlap, and ``^`` is the start of a
            paragraph. In text, and in the words for a picture, the first ASCII punctuation in a match that is the
            text's own is written as *escape* says; a match that is all our markup stays.
        escape: how that character is written: :func:`entity`, :func:`backslash`.
        code_span: how inline code that has a sign is written: ``"as is"``, where the engine reads no code; as
            ``"html"``, with *escape* in it; or a function that gives the code that the engine reads as this code,
            or ``None`` where only HTML will do.
            Where code is not left as it is, formulas are not either: their signs are written as *escape* says.
        code_block: the same for a block of code.
    """

    signs: re.Pattern[str]
    escape: Callable[[str], str] = entity
    code_span: Code = "as is"
    code_block: Code = "as is"

    def places(self, text: str, own: Sequence[bool] | None = None) -> list[int]:
        """Where characters of *text* must be escaped.

        Args:
            text: as it will be read.
            own: for each character, whether it is the text's own, so that it may be escaped; by default all are.
        """
        places: set[int] = set()
        found = self.signs.search(text)
        while found:
            may_escape = (n for n in range(*found.span()) if text[n] in _POINTS and (own is None or own[n]))
            places.update(islice(may_escape, 1))
            found = self.signs.search(text, found.start() + 1)
        return sorted(places)

    def guarded(self, text: str) -> str:
        """*text* with a guard before each character that must be escaped."""
        return guarded_at(text, self.places(text))

    def released(self, text: str, escape: Callable[[str], str] | None = None) -> str:
        """*text* whose guarded characters are escaped as *escape* says, by default as the engine's; once only."""
        write = escape or self.escape
        return _GUARDED.sub(lambda m: m["entity"] or write(m["char"]), text) if GUARD in text else text

    def code(self, text: str, code: Code) -> str | None:
        """The *text* of code as it is written, by *code*, one of the two attributes; ``None`` where as HTML."""
        if code == "as is" or not self.signs.search(text):
            return text
        return None if code == "html" else code(text)


def guarded_at(text: str, places: Sequence[int]) -> str:
    """*text* with a guard before the characters at *places*, which are in order."""
    ends = [*places, len(text)]
    return text[: ends[0]] + "".join(GUARD + text[start:end] for start, end in pairwise(ends))


def alt_text_for(engine: Engine | None) -> Callable[[str], str]:
    """What writes the words for a picture, without signs of *engine*."""
    return alt_text if engine is None else lambda alt: engine.released(alt_text(engine.guarded(alt)))
