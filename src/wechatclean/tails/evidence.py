"""What one block says of whether it belongs to a tail."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import NamedTuple

from wechatclean.html.tree import text_of as characters
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.patterns import pattern
from wechatclean.tails.tail import TailKind
from wechatclean.tails.words import (
    BIOGRAPHY,
    CREDIT,
    END_MARK,
    ERRAND,
    LEAD_INS,
    MENTIONS,
    PHRASES,
    REFERENCES,
    SIMPLIFIED,
    Phrase,
)

_MOST = 2_000  # characters of a block that is looked at
_SHORT, _TITLE = 30, 48  # characters of a line that may stand in a tail, and of a title of another article
_MOST_PHRASE = max(phrase.most for phrase in PHRASES)
MOST_TITLES = 12  # lines in a row that may belong to anything, if they are titles of other articles
_LINKED = 0.6  # of a line, that is a link as a whole then
_LISTS = frozenset({"ul", "ol", "table"})
_LINE_ENDS = frozenset({"br", "p", "li", "tr", "td", "th", "blockquote", "ul", "ol", "table"}) | HEADINGS
_BLANK = pattern(r"[\s\u200b-\u200f\u2060\ufeff\u3164]+")
_SENTENCE = pattern(r"[。；;…]\W{0,2}$")
_OF_ERRANDS = frozenset({"qr-code", "follow"})
_CARD = pattern(r"^\[(?:小程序|文章|商品|卡片)\]")  # the line that stands for a card


class Role(IntEnum):
    """What a line or a block is, from the least to the most that it says."""

    NEUTRAL = 0  # a picture, an arrow, a rule, a list of links
    UNKNOWN = 1  # short words that may belong to anything
    HINT = 2
    SURE = 3
    BODY = 4


class Evidence(NamedTuple):
    """What a block says.

    Attributes:
        role: whether it belongs to a tail.
        kind: what it is.
        confidence: how sure that is.
        unknown: how many lines of it may belong to anything.
        sentences: how many of these end as a sentence does.
        pictures: how many pictures it has.
        decorates: whether it says nothing at all: an arrow, a rule, an end mark.
    """

    role: Role
    kind: TailKind = "other"
    confidence: float = 0.6
    unknown: int = 0
    sentences: int = 0
    pictures: int = 0
    decorates: bool = False


BODY = Evidence(Role.BODY)


def evidence_of(block: Element) -> Evidence:
    """What *block* of an article says."""
    if block.tag in ("pre", "div"):
        return BODY
    if block.tag == "hr":
        return Evidence(Role.NEUTRAL, "end-mark", 0.8, decorates=True)
    text = characters(block)
    if len(text) > _MOST or (len(text) > _MOST_PHRASE and block.tag == "p" and block.find("br") is None):
        return BODY
    if not len(block):
        return line_evidence(text) or BODY
    if next(block.iter("pre", "span"), None) is not None:  # code and formulas
        return BODY
    found, unknown = [], 0
    for line in _lines(block):
        if (said := line_evidence(line.text, linked=line.linked >= _LINKED * len(line.text))) is not None:
            found.append(said)
            unknown += said.unknown
            if said.role is Role.BODY or unknown > MOST_TITLES:
                return BODY
    return _together(block, found, sum(1 for _ in block.iter("img")))


def _together(block: Element, lines: list[Evidence], pictures: int) -> Evidence:
    """The evidence of all *lines* of *block*."""
    if not lines:
        return Evidence(Role.NEUTRAL, "picture", 0.7, pictures=pictures)
    role = max(line.role for line in lines)
    if block.tag in _LISTS and role > Role.UNKNOWN and lines[0].role < role:
        return BODY  # one step of several
    best = max(lines, key=lambda line: (line.role, line.confidence))
    return best._replace(
        unknown=sum(line.unknown for line in lines),
        sentences=sum(line.sentences for line in lines),
        pictures=pictures,
        decorates=not pictures and all(line.decorates for line in lines),
    )


def line_evidence(line: str, *, linked: bool = False) -> Evidence | None:
    """What one *line* says, of which all may be *linked*; ``None`` for a blank one."""
    text = _solid(line)
    if not text:
        return None
    if len(text) > _MOST_PHRASE or REFERENCES.match(text):
        return BODY
    if not any(map(str.isalnum, text)):
        return Evidence(Role.NEUTRAL, "other", 0.7, decorates=True)
    if END_MARK.match(text):
        return Evidence(Role.NEUTRAL, "end-mark", 0.8, decorates=True)
    if (phrase := phrase_in(text, PHRASES)) is not None:
        return Evidence(Role.SURE if phrase.confidence > 0.7 else Role.HINT, phrase.kind, phrase.confidence)
    return _of_no_phrase(text, linked=linked)


def _of_no_phrase(text: str, *, linked: bool) -> Evidence:
    if _CARD.match(text):
        return Evidence(Role.NEUTRAL, "card", 0.8)
    if linked and len(text) <= _TITLE * 2:
        return Evidence(Role.NEUTRAL, "recommended", 0.8)
    if len(text) <= _TITLE and CREDIT.match(text):
        return Evidence(Role.NEUTRAL, "other", 0.6)
    if len(text) <= 240 and BIOGRAPHY.match(text):
        return Evidence(Role.UNKNOWN, "other", 0.6, unknown=1)
    is_sentence = _SENTENCE.search(text) is not None
    if len(text) <= (_SHORT if is_sentence else _TITLE):
        return Evidence(Role.UNKNOWN, "other", 0.6, unknown=1, sentences=int(is_sentence))
    return BODY


def lead_evidence(line: str) -> Phrase | None:
    """The phrase that makes *line*, before the first words of an article, a lead-in."""
    text = _solid(line)
    return phrase_in(text, LEAD_INS) if len(text) <= _TITLE else None


def phrase_in(text: str, phrases: tuple[Phrase, ...]) -> Phrase | None:
    """The first of *phrases* that *text* says, if it is not about an errand."""
    if len(text) > _MOST_PHRASE or not MENTIONS.search(text):
        return None
    for phrase in phrases:
        if len(text) <= phrase.most and phrase.pattern.search(text):
            return None if phrase.kind in _OF_ERRANDS and ERRAND.search(text) else phrase
    return None


class _Line:
    """A line of text, and how many of its characters are linked."""

    def __init__(self) -> None:
        self.text, self.linked = "", 0


def lines_of(block: Element) -> list[str]:
    """The lines of text in *block*, without blank ones."""
    return [text for line in _lines(block) if (text := " ".join(line.text.split()))]


def text_of(block: Element) -> str:
    """The text of *block*, its lines apart by line feeds."""
    return "\n".join(lines_of(block))


def _lines(block: Element) -> list[_Line]:
    lines = [_Line()]
    _read(block, lines, is_linked=False)
    return lines


def _read(el: Element, lines: list[_Line], *, is_linked: bool) -> None:
    """Add the text of *el*; its nesting is bounded (:data:`wechatclean.layout.boxes.MAX_BOXES`)."""
    breaks, is_linked = el.tag in _LINE_ENDS, is_linked or el.tag == "a"
    if breaks:
        lines.append(_Line())
    _add(el.text, lines, is_linked)
    for child in el:
        _read(child, lines, is_linked=is_linked)
        _add(child.tail, lines, is_linked)
    if breaks:
        lines.append(_Line())


def _add(text: str | None, lines: list[_Line], is_linked: bool) -> None:
    if text:
        lines[-1].text += text
        lines[-1].linked += len(text) if is_linked else 0


def _solid(text: str) -> str:
    """*text* as the table of words has it: without spaces, in lower case, in the characters of the mainland."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).lower().translate(SIMPLIFIED)
