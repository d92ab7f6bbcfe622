"""Coverage: how much of what a page shows is in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wechatclean.html.characters import SELECTORS
from wechatclean.model import Model
from wechatclean.patterns import pattern

# What is not counted: characters that nobody sees, and the bullets and numbers of a list, which an item has by itself.
_UNCOUNTED = pattern(f"[\xad\u180e\u200b-\u200f\u2060\u3164\ufeff{SELECTORS}•●○▪■◆·‣⁃]")
_NUMBER = pattern(
    r"\s{0,99}(?:[(（\[【]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])(?:[、．)）\]】:：]|\.(?!\d)){1,2}|[①-⑳])"
)
_BETWEEN = "\0"  # in no text of a tree
_FAR = 4_000  # characters between two texts that follow each other
_PIECE = 8  # characters that are looked for together where a text as a whole is not found
_MOST_WORK = 50_000_000


class Coverage(Model):
    """How much of what a page shows came through, from 0 to 1 each; 1 where it shows nothing of a kind.

    What the page hides is not counted, nor is what the caller asked to drop. Notes say what is missing, and where.

    Attributes:
        characters: of its text, white space aside. A formula counts as its source, a player or a card as its line.
        pictures: of its pictures, those in backgrounds and covers among them.
    """

    characters: float = 1.0
    pictures: float = 1.0


def coverage_of(
    texts: Sequence[str], text: str, shown_pictures: int, pictures: int, labels: Sequence[str] = ()
) -> Coverage:
    """How much of the *texts* and pictures that a page shows is in an article of this *text* and number of *pictures*.

    *labels* are those of the texts that stand behind the others in *text*.

    >>> coverage_of(["茶要", " 热的", "尾巴"], "茶要热的", 2, 1)
    Coverage(characters=0.6666666666666666, pictures=0.5)
    """
    return Coverage(
        characters=_found(list(_with_last(labels, texts)) if labels else texts, text),
        pictures=min(1.0, pictures / shown_pictures) if shown_pictures else 1.0,
    )


def _with_last(labels: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """*texts*, those that are *labels* behind the others."""
    left = Counter(labels)
    found = []
    for text in texts:
        if left[label := text.strip()]:
            left[label] -= 1
            found.append(label)
        else:
            yield text
    yield from found


def _unnumbered(text: str) -> str:
    """*text* without a number at its start, which a list has by itself."""
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def _found(texts: Sequence[str], text: str) -> float:
    """The part of *texts* that is in *text*."""
    if _solid("".join(texts)) == _solid(text):  # the usual case
        return 1.0
    wanted = _BETWEEN.join(map(_unnumbered, texts))
    wanted, got = (_UNCOUNTED.sub("", _solid(part)) for part in (wanted, text))
    total = len(wanted) - wanted.count(_BETWEEN)
    missing, rest = _compare(wanted.split(_BETWEEN), got)
    lost = sum(map(len, missing)) - _anywhere(missing, rest)
    if lost and len(texts) * len(got) <= _MOST_WORK and _holds_all(wanted.split(_BETWEEN), got):
        return 1.0
    return (total - lost) / total if total else 1.0


def _solid(text: str) -> str:
    return "".join(text.split())


def _compare(texts: Sequence[str], got: str) -> tuple[list[str], str]:
    """Those of *texts* that do not follow each other in *got*, and what is left of *got*."""
    missing, rest, at = [], [], 0
    for text in filter(None, texts):
        begin = got.find(text, at, at + len(text) + _FAR)
        if begin < 0:
            missing.append(text)
        else:
            rest.append(got[at:begin])
            at = begin + len(text)
    return missing, _BETWEEN.join([*rest, got[at:]])


def _holds_all(texts: Sequence[str], got: str) -> bool:
    """Whether *got* holds each of *texts* in a place of its own: the longest first, since a short one may be in it."""
    for text in sorted(texts, key=len, reverse=True):
        begin = got.find(text)
        if begin < 0:
            return False
        got = f"{got[:begin]}{_BETWEEN}{got[begin + len(text) :]}"
    return True


def _anywhere(missing: Sequence[str], rest: str) -> int:
    """How many characters of *missing* are in *rest*, in whatever order."""
    pieces = [text[n : n + _PIECE] for text in missing for n in range(0, len(text), _PIECE)]
    if len(pieces) * len(rest) > _MOST_WORK:
        return (Counter("".join(missing)) & Counter(rest)).total()
    return sum(len(piece) for piece in pieces if piece in rest)
