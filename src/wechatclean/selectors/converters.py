"""What a page wrote in a place, as the value of a field; ``None`` where it says nothing.

Each function takes what is written there and the page, as some words mean something only on some pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from wechatclean.html.characters import plain
from wechatclean.html.links import normalise_link
from wechatclean.images.addresses import is_relative
from wechatclean.images.image import Image, image_at
from wechatclean.selectors.page import Page

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?)?"
    r"\s{0,2}(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_DIGITS = re.compile(r"\d{1,18}")
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_CHINA = "156"  # ISO 3166-1 numeric
_DEPTH = 20  # levels of values in front matter
# No other offset since 1991; before 1901 the zone's is no whole number of minutes, which JSON and YAML cannot say.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def line(value: Any, page: Page | None = None) -> str | None:  # the form of all values
    """Text on one line."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", _UNSEEN.sub("", plain(value))).strip() or None


def title(value: Any, page: Page) -> str | None:
    """A headline. The page of a text post may repeat the whole text in its place: then there is no headline."""
    text = line(value)
    return None if text is None or (page.kind == "text" and _is_the_text(text, page)) else text


def _is_the_text(text: str, page: Page) -> bool:
    words = _letters("".join(page.body.itertext()))
    beginning = _letters(text)[: len(words)]
    return bool(beginning) and words.startswith(beginning)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.replace("\\n", "")))  # some pages write line ends so


def same(one: object, other: object) -> bool:
    """Whether two statements of one fact agree; some places give a day or a minute for a moment."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        day = _is_midnight(one) or _is_midnight(other)
        return one.date() == other.date() if day else abs(one - other) < timedelta(minutes=1)
    if isinstance(one, str) and isinstance(other, str):
        return _letters(one) == _letters(other)
    return one == other


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def author(value: Any, page: Page) -> str | None:
    """A byline; several names become one line."""
    if isinstance(value, (list, tuple)):
        value = "、".join(name for name in map(line, value) if name)
    return line(value)


def account_type(value: Any, page: Page) -> Literal["subscription", "service"] | None:
    """WeChat's numbers: 0 and 1 for 订阅号, 2 for 服务号."""
    if value == "subscription" or str(value) in ("0", "1"):
        return "subscription"
    return "service" if value == "service" or str(value) == "2" else None


def link(value: Any, page: Page) -> str | None:
    """An address, without what it says of the reader's session."""
    return normalise_link(value, page.site.base) if isinstance(value, str) else None


def picture_url(value: Any, page: Page) -> str | None:
    """The address of a picture."""
    image = image_at(value) if isinstance(value, str) and value else None
    return image.url if image else None


def cover(value: Any, page: Page) -> Image | None:
    """A cover: its address, a mapping with it, or the first of a list; it may be a file beside the post."""
    if isinstance(value, (list, tuple)):
        value = next(iter(value), None)
    if isinstance(value, Mapping):
        image, path = cover(value.get("url"), page), value.get("path")
        return image.model_copy(update={"path": path}) if image and isinstance(path, str) else image
    if not isinstance(value, str) or not value:
        return None
    return image_at(value, role="cover") or (Image(url=value, role="cover") if is_relative(value) else None)


def crops(value: Any, page: Page) -> dict[str, str] | None:
    """Addresses by proportion."""
    if not isinstance(value, Mapping):
        return None
    found = {str(ratio): url for ratio, address in value.items() if (url := picture_url(address, page))}
    return found or None


def number(value: Any, page: Page) -> int | None:
    """A positive number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        value = int(value)
    return value if isinstance(value, int) and value > 0 else None


def number_text(value: Any, page: Page) -> str | None:
    """A number that is a name: longer than a JSON number may be."""
    text = line(value)
    return None if text in (None, "0") else text


def flag(value: Any, page: Page) -> bool | None:
    """Yes or no in any of their spellings."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def is_original(value: Any, page: Page) -> bool | None:
    """``copyright_stat`` 1 is original, 0 not declared, 2 a reprint; or the label 原创."""
    text = line(value)
    if isinstance(value, bool) or text is None:
        return flag(value, page)
    if text in ("原创", "Original"):
        return True
    return False if text == "2" else flag(text, page)


def digest(value: Any, page: Page) -> str | None:
    """A summary. Posts of text or pictures may repeat their whole text in its place: then there is no summary."""
    text = line(value)
    if text is None or page.kind in ("text", "pictures"):
        return text if text and not _is_the_text(text, page) else None
    return text


def location(value: Any, page: Page) -> str | None:
    """The province in China, the country elsewhere, as WeChat shows it."""
    if not isinstance(value, Mapping):
        return line(value)
    china = str(value.get("country_id") or value.get("countryId") or "") == _CHINA
    province = line(value.get("province_name") or value.get("provinceName"))
    country = line(value.get("country_name") or value.get("countryName"))
    return (province or country) if china else country


def tags(value: Any, page: Page) -> tuple[str, ...] | None:
    """Topics, from a list, a comma-separated line or WeChat's ``public_tag_info``."""
    if isinstance(value, Mapping):
        value = value.get("tags")
    if isinstance(value, str):
        value = re.split("[,，]", value)
    if not isinstance(value, Iterable):
        return None
    names = (line(item.get("tag_name") if isinstance(item, Mapping) else item) for item in value)
    return tuple(dict.fromkeys(name.lstrip("#") for name in names if name)) or None


def repost_author(value: Any, page: Page) -> str | None:
    """The writer in 以下文章来源于某号 ，作者某人."""
    text = line(value)
    if text and "以下文章来源于" in text:
        text = line(text.partition("作者")[2])
    return text


def moment(value: Any, page: Page | None = None) -> datetime | None:
    """A moment in China's time: of seconds or milliseconds since 1970, an RFC 2822 or an ISO 8601 date.

    A date without a zone is China's, as both sites write it. Relative words (昨天) say nothing here.
    """
    try:
        if isinstance(value, datetime):
            return _in_china(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
        if isinstance(value, str):
            value = int(value) if _DIGITS.fullmatch(value.strip()) else value.strip()
        if isinstance(value, str):
            return _written_date(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 1e8:
            return datetime.fromtimestamp(int(value / 1000 if value >= 1e11 else value), tz=SHANGHAI)
    except (ValueError, OverflowError, OSError):  # such as month 13, or the year 60000
        return None
    return None


def _written_date(text: str) -> datetime | None:
    if found := _ISO.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        return _in_china(datetime(year, month, day, hour, minute, second, tzinfo=_zone(found[7])))
    try:
        stated = parsedate_to_datetime(text[:60])
    except (TypeError, ValueError, IndexError):  # no date in it
        return None
    return _in_china(stated.replace(tzinfo=stated.tzinfo or timezone.utc))


def _zone(offset: str | None) -> tzinfo:
    if offset is None:
        return SHANGHAI
    if offset in ("Z", "UTC", "GMT"):
        return timezone.utc
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))


def _in_china(stated: datetime) -> datetime:
    return stated.astimezone(SHANGHAI) if stated.tzinfo else stated.replace(tzinfo=SHANGHAI)


def json_safe(value: Any, depth: int = 0) -> Any:
    """A value of front matter as JSON can hold it: dates as text, keys as text, no endless nesting."""
    if value is None or isinstance(value, (bool, str)):
        return plain(value) if isinstance(value, str) else value
    if isinstance(value, (int, float)):
        return value if value == value and abs(value) < 1e300 else str(value)  # noqa: PLR0124  # NaN
    if isinstance(value, Mapping) and depth < _DEPTH:
        return {str(key): json_safe(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)) and depth < _DEPTH:
        return [json_safe(inner, depth + 1) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else plain(str(value)[:10_000])
