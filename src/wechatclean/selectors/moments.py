"""Moments, as pages, feeds, front matter and those who copy them write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

from wechatclean.patterns import pattern

# No other offset since 1991; before 1901 the zone's is no whole number of minutes, which JSON and YAML cannot say.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_CLOCK = r"""
    (?:[T\s,，]{0,3} (?:at\s|星期[一二三四五六日天]|[（(]?(?:周|礼拜)[一二三四五六日天][）)]?)? \s{0,2}
       (?P<before>上午|早上|凌晨|中午|下午|晚上|傍晚)? \s{0,2}
       (?P<hour>\d{1,2}) (?: [:：] (?P<minute>\d{1,2}) (?:[:：](?P<second>\d{1,2}))? (?:\.\d{1,9})?
                          | [时點点](?:(?P<minute_of_word>\d{1,2})分?(?:(?P<second_of_word>\d{1,2})秒)?)?
                          | (?=\s?[ap]m) )
       \s{0,2} (?P<behind>[ap]\.?m\.?)?
    )?
    \s{0,2} (?P<zone>(?:UTC|GMT)?[+-]\d{2}:?\d{2}|Z|UTC|GMT)?
    (?:\s?\([^()]{1,40}\))?  # its name, as JavaScript adds it
"""
_BY_FIGURES = pattern(
    r"(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?:\s?[日号])?"
    r"(?:\s?(?:星期[一二三四五六日天]|[（(]?周[一二三四五六日天][）)]?)(?=\s|$))?" + _CLOCK,
    re.X | re.I,
)
_MONTHS: Sequence[str] = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_BY_NAME = pattern(
    r"""
    (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]{0,2}\s{1,2})?
    (?: (?P<month>[a-z]{3,9})\.?\s (?P<day>\d{1,2})
      | (?P<day_first>\d{1,2})(?:st|nd|rd|th)?[\s-](?P<month_second>[a-z]{3,9})\.? )
    (?:st|nd|rd|th)? [,\s-]{1,2} (?P<year>\d{4})
    """
    + _CLOCK,
    re.X | re.I,
)
_DIGITS = pattern(r"\d{8,19}")
_RUN_TOGETHER = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_PER_SECOND = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
_BEFORE_NOON = frozenset({"上午", "早上", "凌晨", "a"})
_LONGEST = 80


def moment(value: Any, page: object = None) -> datetime | None:
    """A moment in China's time, or ``None``.

    Read are seconds and their fractions since 1970, figures run together (``202403051000``), ISO 8601, RFC 2822, and
    what browsers show in Chinese and English. A date without a zone is China's, as both sites write it. Relative words
    (昨天) say nothing here.
    """
    try:
        if isinstance(value, datetime):
            return _in_china(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return None
        text = str(int(value)) if isinstance(value, float) else str(value).strip()
        return _of_digits(text) if _DIGITS.fullmatch(text) else _written(text)
    except (ValueError, OverflowError, OSError):  # such as month 13, or the year 60000
        return None


def _of_digits(digits: str) -> datetime | None:
    if form := _RUN_TOGETHER.get(len(digits)):
        return datetime.strptime(digits, form).replace(tzinfo=SHANGHAI)
    per_second = _PER_SECOND.get(len(digits))
    return datetime.fromtimestamp(int(digits) // per_second, tz=SHANGHAI) if per_second else None


def _written(text: str) -> datetime | None:
    text = text[:_LONGEST]
    if found := _BY_FIGURES.fullmatch(text) or _BY_NAME.fullmatch(text):
        return _of_parts(found.groupdict())
    try:
        stated = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):  # no date in it
        return None
    return _in_china(stated.replace(tzinfo=stated.tzinfo or timezone.utc))  # -0000 says UTC, and no place


def _of_parts(parts: dict[str, str | None]) -> datetime | None:
    month = parts["month"] or parts.get("month_second") or ""
    day = parts["day"] or parts.get("day_first")
    return _in_china(
        datetime(
            int(parts["year"] or 0),
            int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1,
            int(day or 0),
            _hour(int(parts["hour"] or 0), parts["before"] or (parts["behind"] or "")[:1].lower()),
            int(parts["minute"] or parts["minute_of_word"] or 0),
            int(parts["second"] or parts["second_of_word"] or 0),
            tzinfo=_zone(parts["zone"]),
        )
    )


def _hour(hour: int, half: str) -> int:
    """*hour* on a clock of 24 hours; *half* says which half of the day it is in, if anything does.

    >>> _hour(12, "a"), _hour(12, "p"), _hour(3, "下午"), _hour(11, "中午"), _hour(22, "p")
    (0, 12, 15, 11, 22)
    """
    if half in _BEFORE_NOON:
        return hour % 12 if hour == 12 else hour
    latest = 6 if half == "中午" else 11
    return hour + 12 if half and hour <= latest else hour


def _zone(offset: str | None) -> tzinfo:
    if offset is None:
        return SHANGHAI
    if offset.upper() in ("Z", "UTC", "GMT"):
        return timezone.utc
    offset = offset.upper().lstrip("UTCGM")
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))


def _in_china(stated: datetime) -> datetime:
    return stated.astimezone(SHANGHAI) if stated.tzinfo else stated.replace(tzinfo=SHANGHAI)
