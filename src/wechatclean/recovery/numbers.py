"""The number that a line begins with, and whether it stands in a series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from wechatclean.patterns import pattern

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BLACK = "❶❷❸❹❺❻❼❽❾❿"
_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = rf"(?P<number>\d{{1,2}}|[{_CHINESE}]{{1,3}})"
_GAP = r"\s{0,3}"
_FORMS = tuple(
    (name, pattern(form, re.I))
    for name, form in (
        ("circle", rf"(?P<number>[{_CIRCLED}{_BLACK}])"),
        ("keycap", r"(?P<number>\d)\ufe0f?\u20e3"),
        ("bracket", rf"[（(【]{_GAP}{_NUMBER}{_GAP}[）)】]"),
        ("half bracket", rf"{_NUMBER}{_GAP}[）)]"),
        ("part", r"(?P<word>part|no|chapter|step|vol|tips?|q)[\s.·:：-]{0,3}(?P<number>\d{1,2})(?!\d)"),
        ("ordinal", rf"第{_GAP}{_NUMBER}{_GAP}(?P<word>部分|[章节步条点类个种招篇幕层大])"),
        ("first", rf"[第其]{_NUMBER}(?=[，,、：:.\s是])"),
        ("word", rf"(?P<word>[^\W\d_{_CHINESE}]{{1,6}}){_GAP}{_NUMBER}{_GAP}[：:、.｜|—-]"),
        ("point", rf"{_NUMBER}{_GAP}[、.．，,：:｜|/](?!\d)"),
        ("is", rf"{_NUMBER}是"),
        ("space", r"(?P<number>\d{1,2})(?:\s{1,3}(?=\D)|(?=[^\W\d_a-z年月日天个位万亿元岁后点分%％]))"),
    )
)
_ALONE = pattern(
    rf"""
    [\W_]{{0,9}} (?:part|no|chapter|step|vol|第)? [\s.·:：№-]{{0,3}}
    (?P<number> \d{{1,2}} | [{_CHINESE}]{{1,2}} | [{_CIRCLED}{_BLACK}] )
    (?:部分|章|节)? [\W_]{{0,9}}
    """,
    re.X | re.I,
)


class Number(NamedTuple):
    """A number with which a line begins.

    Attributes:
        form: how it is written; those of one series are written alike.
        value: the number.
        end: where it ends in the line.
    """

    form: str
    value: int
    end: int


def number_of(text: str) -> Number | None:
    """The number that *text* begins with; ``None`` where it has none, or is nothing else.

    >>> number_of("（二）水要开"), number_of("见闻三：茶馆"), number_of("3个杯子")
    (Number(form='bracket chinese', value=2, end=3), Number(form='word 见闻', value=3, end=4), None)
    """
    solid = text.lstrip()
    before, solid = len(text) - len(solid), solid.translate(_FULL)
    for name, form in _FORMS:
        if (found := form.match(solid)) and (value := value_of(found["number"])):
            word = found.groupdict().get("word")
            script = "chinese" if found["number"][0] in _CHINESE and name != "word" else ""
            return Number(" ".join(filter(None, (name, (word or "").lower(), script))), value, before + found.end())
    return None


def lone_number(text: str) -> int | None:
    """The number that *text* is, but for signs around it.

    >>> lone_number("/ 02 /"), lone_number("PART 3"), lone_number("三"), lone_number("2 杯")
    (2, 3, 3, None)
    """
    found = _ALONE.fullmatch(text.translate(_FULL))
    return value_of(found["number"]) if found else None


def value_of(number: str) -> int:
    """The value of *number*, as it is written; 0 where it is none.

    >>> value_of("十二"), value_of("二十"), value_of("③"), value_of("07")
    (12, 20, 3, 7)
    """
    if number.isascii():
        return int(number)
    for signs in (_CIRCLED, _BLACK):
        if number in signs:
            return signs.index(number) + 1
    tens, ten, ones = number.rpartition("十")
    digits = [_CHINESE.index(sign) + 1 if sign in _CHINESE[:9] else 0 for sign in tens + ones]
    if not ten:
        return digits[0] if len(digits) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or 0 in digits:
        return 0
    return (digits[0] if tens else 1) * 10 + (digits[-1] if ones else 0)


def in_series(numbers: Iterable[tuple[str, int] | None]) -> list[bool]:
    """Which of *numbers*, each with its form, count on from one before, or are counted on from.

    >>> in_series([("a", 1), None, ("b", 7), ("a", 2), ("a", 4)])
    [True, False, False, True, False]
    """
    found: list[bool] = []
    last: dict[str, tuple[int, int]] = {}
    for at, number in enumerate(numbers):
        found.append(False)
        if number is None:
            continue
        form, value = number
        if form in last and last[form][0] + 1 == value:
            found[at] = found[last[form][1]] = True
        last[form] = value, at
    return found
