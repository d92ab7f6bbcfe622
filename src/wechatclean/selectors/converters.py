"""What a page wrote in a place, as the value of a field; ``None`` where it says nothing.

Each function takes what is written there and the page, as some words mean something only on some pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal

from wechatclean.html.addresses import absolute
from wechatclean.html.characters import plain, seen
from wechatclean.html.links import normalise_link
from wechatclean.images.addresses import is_relative
from wechatclean.images.image import Image, image_at
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Page

_SPACE = pattern(r"\s+")
_UNSEEN = pattern("[\u200b\u200e\u200f\u2060\ufeff]")
_DIGITS = pattern(r"\d{1,18}")
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_CHINA = "156"  # ISO 3166-1 numeric
_DEPTH = 20  # levels of values in front matter


def line(value: Any, page: Page | None = None) -> str | None:  # the form of all values
    """Text on one line."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", _UNSEEN.sub("", seen(plain(value)))).strip() or None


def title(value: Any, page: Page) -> str | None:
    """A headline. The page of a text post may repeat the whole text in its place: then there is no headline."""
    text = line(value)
    lost = page.truncated is not None or page.front.get("is_truncated")  # what is left of a post may be its title
    repeats = page.kind == "text" and not lost
    return None if text is None or (repeats and _is_the_text(text, page)) else text


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
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, (list, tuple)):
        value = "、".join(name for name in map(line, value) if name)
    return line(value)


def account_type(value: Any, page: Page) -> Literal["subscription", "service"] | None:
    """WeChat's numbers: 0 and 1 for 订阅号, 2 for 服务号."""
    if value == "subscription" or str(value) in ("0", "1"):
        return "subscription"
    return "service" if value == "service" or str(value) == "2" else None


def address(value: Any, page: Page) -> str | None:
    """The address of a page itself, which is relative to nothing, without what it says of the reader's session."""
    url = absolute(value) if isinstance(value, str) else None
    return normalise_link(url) if url else None


def link(value: Any, page: Page) -> str | None:
    """An address that may be relative to the page, without what it says of the reader's session."""
    return normalise_link(value, page.base) if isinstance(value, str) else None


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
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        value = [value]  # a tag such as 2024
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


def json_safe(value: Any, depth: int = 0) -> Any:
    """A value of front matter as JSON can hold it: dates, bytes and keys as text, no endless nesting."""
    if value is None or isinstance(value, (bool, str)):
        return plain(value) if isinstance(value, str) else value
    if isinstance(value, (int, float)):
        return value if value == value and abs(value) < 1e300 else _words(value)  # noqa: PLR0124  # NaN
    if isinstance(value, Mapping) and depth < _DEPTH:
        return {plain(_words(key)): json_safe(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)) and depth < _DEPTH:
        return [json_safe(inner, depth + 1) for inner in value]
    if isinstance(value, bytes):
        return plain(value.decode("utf-8", "replace"))
    return value.isoformat() if isinstance(value, (date, datetime)) else plain(_words(value)[:10_000])


def _words(value: object) -> str:
    """*value* as Python writes it, which writes no number of thousands of digits, and nothing nested as deep."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return hex(value) if isinstance(value, int) else "…"
