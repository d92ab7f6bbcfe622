"""What lists and items say of themselves, as editors write it: their level, their numbers and bullets."""

from __future__ import annotations

from wechatclean.html.css import parse_style
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

LISTS = frozenset({"ul", "ol"})
# A level, counted from 0, by a class or an attribute; Google Docs, Quill, Yuque, Feishu and Etherpad.
_CLASS = pattern(r"(?:^|\s)(?:ql-indent-|lst-kix_\S{1,60}-|lake-indent-)(?P<level>\d)(?=\s|$)")
_CLASS_FROM_1 = pattern(r"(?:^|\s)(?:list-(?:bullet|number|check|indent)|listindent)(?P<level>\d)(?=\s|$)")
_ATTRIBUTES = ("data-lake-indent", "data-list-indent", "data-indent", "ne-level")
_WHOLE = pattern(r"\s*([+-]?[0-9]+)")
MOST = 999_999_999  # of nine digits at most (CommonMark 0.31, section 5.2)
BULLETS = frozenset({"disc", "circle", "square"})
TYPES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_KINDS = {"bullet": "ul", "check": "ul", "checked": "ul", "unchecked": "ul", "ordered": "ol", "number": "ol"}


def whole_number(value: str) -> int | None:
    """The number that *value* begins with, as browsers read it, as far as Markdown can count."""
    found = _WHOLE.match(value)
    return max(-MOST, min(int(found[1][:12]), MOST)) if found else None


def level_of(el: Element) -> int | None:
    """The level that the list or item *el* states, from 0."""
    classes = el.get("class", "")
    if found := _CLASS.search(classes):
        return int(found["level"])
    if found := _CLASS_FROM_1.search(classes):
        return max(int(found["level"]) - 1, 0)
    stated = next((value for name in _ATTRIBUTES if (value := el.get(name, ""))), "")
    if len(stated) == 1 and stated in "123456789":
        return int(stated)
    level = el.get("aria-level", "")
    return int(level) - 1 if len(level) == 1 and level in "123456789" else None


def marker_of(el: Element) -> str:
    """What the style of the list or item *el* says stands before an item."""
    return parse_style(el.get("style")).marker


def kind_of(items: Element) -> str:
    """``ul`` or ``ol``, as the list *items* is seen; its first item may say so."""
    first = next(iter(items), None)
    marker = (marker_of(first) if first is not None and first.tag == "li" else "") or marker_of(items)
    if not marker or marker == "none":
        return str(items.tag)
    return "ul" if marker in BULLETS else "ol"


def kind_of_item(li: Element) -> str | None:
    """The kind of list that the item *li* itself says it stands in, as Quill's and Feishu's do."""
    return _KINDS.get(li.get("data-list", ""))


def type_of(items: Element) -> str | None:
    """The letters or Roman numerals that number *items*: ``a``, ``A``, ``i``, ``I``."""
    first = next(iter(items), None)
    marker = (marker_of(first) if first is not None and first.tag == "li" else "") or marker_of(items)
    if marker:
        return TYPES.get(marker)
    stated = items.get("type") or (first.get("type") if first is not None else None) or ""
    return stated if stated in ("a", "A", "i", "I") else None
