"""What front matter holds beyond the fields: keys that no field knows, and values that none can take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wechatclean.images.image import Image
from wechatclean.metadata.fields import front_keys, paths
from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.selectors.converters import json_safe, line, same
from wechatclean.selectors.first_of import FirstOf
from wechatclean.selectors.selector import Selector
from wechatclean.sites.page import SitePage

_EMPTY: tuple[object, ...] = (None, "", [], {})
_REPEATED = frozenset({"title", "digest"})  # in which posts of text and pictures may repeat their text


def left_over(model: type[Model], fields: Mapping[str, Any], page: SitePage, notes: Notes) -> dict[str, Any]:
    """The front matter of *page* without what *fields* of *model* hold; a note tells of values that no field took."""
    if not page.front:
        return {}
    rest = {str(key): json_safe(value) for key, value in page.front.items()}
    for path, source in paths(model):
        for selector in (*source.selectors, *page.site.selectors.get(path, ())):
            if selector.key and _holds(_at(fields, path), selector, source, path, page):
                _remove(rest, selector.arguments or (selector.key,))
    for name, value in (("kind", page.kind), ("site", page.site_name)):
        if value and rest.get(name) == value:
            del rest[name]
    known = front_keys(model) - {"extra"}
    extra = {key: value for key, value in rest.items() if key not in known or not _is_empty(value)}
    for key, value in extra.items():
        if key in known:
            notes.add(
                "metadata", f"front matter `{key}` says what its field does not hold; it is in extra: {value!r:.80}"
            )
    return extra


def _holds(held: object, selector: Selector, source: FirstOf, path: str, page: SitePage) -> bool:
    """Whether the field at *path* holds what *selector* states, or that says nothing."""
    stated = selector.read(page)
    if stated is None:
        return False
    value = source.converter(stated, page)
    if value is None:
        return path in _REPEATED and page.kind in ("text", "pictures") and line(stated) is not None
    if isinstance(value, str) and value in page.site.placeholders.get(path, ()):
        return True
    return _equal(value, held) and _is_whole(stated, held, source, page)


def _is_whole(stated: object, held: object, source: FirstOf, page: SitePage) -> bool:
    """Whether the converter has used all that is *stated*; of several pictures a field holds one."""
    if isinstance(stated, (list, tuple)):
        found = [source.converter([item], page) for item in stated if item not in _EMPTY]
        return all(value is not None and (not isinstance(value, Image) or _equal(value, held)) for value in found)
    return not isinstance(stated, Mapping) or not isinstance(source.converter(stated, page), str)


def _equal(value: object, held: object) -> bool:
    if isinstance(value, Image) and isinstance(held, Image):
        return value.key == held.key
    if isinstance(value, datetime) and isinstance(held, datetime):
        return same(value, held)
    return value == held


def _is_empty(value: object) -> bool:
    return value in _EMPTY or (isinstance(value, dict) and all(map(_is_empty, value.values())))


def _at(fields: object, path: str) -> object:
    """The value of the field at *path* in a mapping of fields."""
    for name in path.split("."):
        fields = fields.get(name) if isinstance(fields, Mapping) else getattr(fields, name, None)
    return fields


def _remove(rest: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take the value at *path* out of *rest*, and a mapping of which it was the last value."""
    inner = rest.get(path[0])
    if len(path) == 1:
        rest.pop(path[0], None)
    elif isinstance(inner, dict):
        _remove(inner, path[1:])
        if _is_empty(inner):
            del rest[path[0]]
