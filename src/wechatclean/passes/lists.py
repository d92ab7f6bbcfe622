"""Lists: the numbers of their items, and what their authors typed in front of these."""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.html.tree import drop, unwrap
from wechatclean.layout.boxes import MAX_BOXES
from wechatclean.layout.normal_form import numbers_of
from wechatclean.patterns import pattern

Element = etree._Element

_BULLET = pattern("^[•●○▪■◆·‣⁃](?![ \u3000]?[•●○▪■◆·‣⁃])[ \u3000]?")  # several are no bullet: they mean something
_HAN = "一二三四五六七八九十"
# ``1.``, ``1、``, ``(1)``, ``（一）``, ``①``, ``a.``; no ``1.5``.
_NUMBER = pattern(
    rf"""[ \u3000]* (?:
      [(（\[【] (?P<inside>[0-9]{{1,3}}|[{_HAN}]{{1,3}}|[A-Za-z]) [)）\]】] [、.．:：]?
    | (?P<before>[0-9]{{1,3}}|[{_HAN}]{{1,3}}|[A-Za-z]) (?: [、．)）] | [.](?![0-9]) )
    | (?P<circled>[①-⑳])
    ) [ \u3000]*""",
    re.X,
)
_BY_LEVEL = {"a": None, "i": "a"}  # what numbers the list around one whose letters only show how deep it is
_INLINE = frozenset({"p", "strong", "em", "del", "a"})


def number_lists(root: Element) -> None:
    """A list starts at the number of its first item; numbers and letters that say nothing new go."""
    for numbered in reversed([*root.iter("ol")]):
        if _only_shows_level(numbered) and not _holds_letters(numbered):
            del numbered.attrib["type"]
        first = numbered[0].get("value") if len(numbered) else None
        if first:
            numbered.set("start", first)
        step = -1 if numbered.get("reversed") is not None else 1
        expected: int | None = None
        for item, number in zip(numbered, numbers_of(numbered), strict=True):
            if number == expected or (expected is None and numbered.get("start")):
                item.attrib.pop("value", None)
            expected = number + step
        if step > 0 and numbered.get("start") == "1":
            del numbered.attrib["start"]


def _only_shows_level(numbered: Element) -> bool:
    """Whether letters number *numbered* as word processors number the second and the third level of a list."""
    letters, item = numbered.get("type"), numbered.getparent()
    outer = item.getparent() if item is not None and item.tag == "li" else None
    if letters not in _BY_LEVEL or outer is None or outer.tag != "ol" or outer.get("type") != _BY_LEVEL[letters]:
        return False
    return letters == "a" or _only_shows_level(outer)


def _holds_letters(numbered: Element) -> bool:
    """Whether lists right in *numbered* keep letters, which would be those of a level below a list without."""
    return any(inner.get("type") == "a" for item in numbered for inner in item.iterchildren("ol"))


def flatten_deepest(root: Element) -> None:
    """Lists and quotes that are nested deeper than parsers of Markdown read are taken off what they hold."""
    for box in list(root.iter("blockquote", "ul", "ol")):
        depth = sum(1 for _ in box.iterancestors()) + (box.tag != "blockquote")
        if depth > MAX_BOXES:
            for item in list(box.iterchildren("li")):
                unwrap(item)
            unwrap(box)


def items_to_lines(root: Element) -> None:
    """An item of one paragraph holds the content of the paragraph itself."""
    for item in root.iter("li"):
        if len(item) == 1 and item[0].tag == "p":
            unwrap(item[0])


def drop_doubled_bullets(root: Element) -> None:
    """A bullet, or a number, that the author typed into a list that has its own goes."""
    for items in root.iter("ul", "ol"):
        is_unmarked = items.get("unmarked") is not None
        typed = _typed_numbers(items) if items.tag == "ol" or is_unmarked else None
        if typed and is_unmarked:
            items.tag = "ol"
            items.attrib.pop("type", None)
            items.set("start", str(typed[0]))
            for item, number in zip(items, typed, strict=True):
                item.set("value", str(number))
        if typed and (is_unmarked or typed == numbers_of(items)):
            for item in items:
                _drop_first(_NUMBER, item)
        elif items.tag == "ul" or (is_unmarked and all(_BULLET.match(_first(item).text or "") for item in items)):
            items.tag = "ul"
            for item in items:
                _drop_first(_BULLET, item)


def forget_marks(root: Element) -> None:
    """What the walk has noted of bullets, for the passes before this, goes."""
    for items in root.iter("ul", "ol"):
        items.attrib.pop("unmarked", None)


def _typed_numbers(items: Element) -> list[int] | None:
    """The numbers that the author typed into *items*; ``None`` where not all of them have one."""
    found = [_NUMBER.match(_first(item).text or "") for item in items]
    return [_value(number) for number in found if number] if all(found) and found else None


def _value(number: re.Match[str]) -> int:
    if circled := number["circled"]:
        return ord(circled) - ord("①") + 1
    text = number["inside"] or number["before"]
    if text.isdecimal():
        return int(text)
    if text.isascii():
        return ord(text.lower()) - ord("a") + 1
    tens, ten, ones = text.rpartition("十")
    return (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0) + (_HAN.find(ones) + 1 if ones else 0)


def _first(item: Element) -> Element:
    """The element of *item* that its first text stands in."""
    el = item
    while not el.text and len(el) and el[0].tag in _INLINE:
        el = el[0]
    return el


def _drop_first(pattern: re.Pattern[str], item: Element) -> None:
    """Take what *pattern* finds off the start of *item*, unless it is all that the item says."""
    first = _first(item)
    rest = pattern.sub("", first.text or "", count=1)
    if rest or len(first):
        first.text = rest
    elif first.tag in _INLINE - {"p"} and (first.tail or "").strip():
        first.tail = (first.tail or "").lstrip()
        drop(first)
