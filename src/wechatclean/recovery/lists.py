"""Lists: paragraphs in a row that begin with the same sign, or with numbers that count on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.layout.normal_form import Element, new_element, shown_text
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.recovery.lines import Line, Page
from wechatclean.recovery.numbers import number_of

_THRESHOLD = 0.6
_BULLET = pattern(r"\s*([•●○◉◦■□▪▫◆◇❖►▶▷➤➢→✔✓✅☑★☆※·‣⁃])(?!\1)\ufe0f?\s*(?=\S)")
_NUMBERED = pattern("point|circle|keycap|half bracket|bracket")  # 其一, 第一步 and 一是 are prose


@dataclass
class _Item:
    """A paragraph with the sign or number that it begins with."""

    line: Line
    form: str
    value: int
    end: int


def recover_lists(page: Page, notes: Notes) -> dict[Element, str]:
    """Make lists of the paragraphs of *page* that are drawn as such; what each item had for a sign or number."""
    signs: dict[Element, str] = {}
    for items in _runs(page):
        sure = _confidence(items)
        if sure < _THRESHOLD:
            continue
        first = items[0].line
        message = f"{len(items)} paragraphs became a list: {first.text[:80]}"
        notes.add("recovered", message, first.look.source, text=first.text, confidence=sure)
        signs.update(_make(items))
    return signs


def _runs(page: Page) -> Iterator[list[_Item]]:
    """The paragraphs that may be lists."""
    run: list[_Item] = []
    for line in _paragraphs(page.lines):
        item = _item(line)
        if run and not (item and _goes_on(run[-1], item)):
            yield run
            run = []
        if item:
            run.append(item)
    if run:
        yield run


def _paragraphs(lines: Iterable[Line]) -> Iterator[Line]:
    """What may be items: *lines*, or the lines of one, where each is an item."""
    for line in lines:
        if line.is_text and line.block.find("br") is not None:
            yield from _parted(line)
        elif not line.is_blank:
            yield line


def _parted(line: Line) -> list[Line]:
    """The lines of *line* as paragraphs, where each of them is an item; else *line* alone."""
    rows = [new_element("p")]
    rows[0].text = line.block.text
    for child in deepcopy(line.block):
        if child.tag != "br":
            rows[-1].append(child)
        else:
            rows.append(new_element("p"))
            rows[-1].text = child.tail
    parts = [replace(line, block=row, text=shown_text(row)) for row in rows]
    items = [item for part in parts if (item := _found(part))]
    if len(items) < len(parts) or items[0].value > 1 or not all(map(_goes_on, items, items[1:])):
        return [line]
    for row in rows:
        line.block.addprevious(row)
    drop(line.block)
    return parts


def _item(line: Line) -> _Item | None:
    return _found(line) if line.is_text and line.block.getparent() is not None else None


def _found(line: Line) -> _Item | None:
    """The paragraph *line* with its sign or number; ``None`` where it has none."""
    text = shown_text(line.block)
    if found := _BULLET.match(text):
        return _Item(line, found[1], 0, found.end())
    number = number_of(text)
    if number is None or not _NUMBERED.match(number.form) or not text[number.end :].strip():
        return None
    return _Item(line, number.form, number.value, number.end)


def _goes_on(before: _Item, item: _Item) -> bool:
    return before.form == item.form and item.value == before.value + (1 if before.value else 0)


def _confidence(items: list[_Item]) -> float:
    """How sure it is that *items* are a list, from 0 to 1."""
    if len(items) < 2 or items[0].value > 1:
        return 0.0
    sure = 0.95 if len(items) > 2 else 0.8
    if "chinese" in items[0].form:
        sure -= 0.1
    return round(sure, 2)


def _make(items: list[_Item]) -> Iterator[tuple[Element, str]]:
    """Put *items* into a list, whose own bullets and numbers stand for theirs; each item with what it had."""
    first = items[0].line.block
    box = new_element("ol" if items[0].value else "ul")
    first.addprevious(box)
    for item in items:
        li = etree.SubElement(box, "li")
        block = item.line.block
        sign = shown_text(block)[: item.end]
        _cut(block, item.end)
        li.text = block.text
        li.extend(list(block))
        drop(block)
        yield li, sign


def _cut(block: Element, count: int) -> None:
    """Take the first *count* characters from *block*, with marks that are empty then."""
    for el, is_tail in _texts(block):
        text = (el.tail if is_tail else el.text) or ""
        rest = text[count:]
        count = max(0, count - len(text))
        if not count:
            rest = rest.lstrip()
        if is_tail:
            el.tail = rest
        else:
            el.text = rest
        if rest:
            break
    for el in list(block.iter("strong", "em", "del", "a", "code")):
        if not len(el) and not el.text:
            drop(el)


def _texts(block: Element) -> Iterator[tuple[Element, bool]]:
    """Where the texts of *block* stand, in order: in an element, or behind it."""
    for event, el in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            yield el, False
        elif el is not block:
            yield el, True
