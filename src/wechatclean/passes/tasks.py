"""Boxes to tick: a line that begins with one is a task; any other box is a character of its text."""

from __future__ import annotations

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.layout.boxes import MAX_BOXES
from wechatclean.layout.normal_form import begins_with_box, is_ticked

Element = etree._Element

_CELLS = ("td", "th")


def settle_boxes(root: Element) -> None:
    """Make tasks of the lines that begin with a box, and characters of other boxes."""
    for box in reversed([*root.iter("input")]):
        _end_line_before(box)
    tasks: Element | None = None  # the list that was begun last
    for box in [*root.iter("input")]:
        line = box.getparent()
        if line is None:
            continue  # the same box a second time
        begins = line.tag in ("p", "li") and begins_with_box(line) and line[0] is box and _may_be_task(line)
        if not begins or not _join(box, line):
            _write_as_character(box)
        elif line.tag == "p" and not _is_first_of_item(line):
            tasks = _put_into_list(line, tasks)


def _end_line_before(box: Element) -> None:
    """Begin a paragraph with *box* where it stands behind a line break."""
    line, before = box.getparent(), box.getprevious()
    if line is None or line.tag != "p" or before is None or before.tag != "br" or (before.tail or "").strip():
        return
    rest = etree.Element("p")
    rest.extend([box, *box.itersiblings()])
    drop(before)
    line.addnext(rest)


def _may_be_task(line: Element) -> bool:
    """Whether a list may stand where *line* does, or *line* is an item already."""
    parent = line.getparent()
    depth = sum(1 for _ in line.iterancestors()) - 1
    has_room = line.tag == "li" or _is_first_of_item(line) or depth + 2 <= MAX_BOXES
    return has_room and parent is not None and parent.tag not in _CELLS


def _is_first_of_item(line: Element) -> bool:
    parent = line.getparent()
    return parent is not None and parent.tag == "li" and line.getprevious() is None


def _join(box: Element, line: Element) -> bool:
    """Put what *box* belongs to behind it: the rest of its *line*, or the next one; whether there is anything."""
    while (other := box.getnext()) is not None and other.tag == "input" and not (box.tail or "").strip():
        box.tail = other.tail
        line.remove(other)
    behind = line.getnext()
    is_alone = len(line) == 1 and not (box.tail or "").strip()
    if is_alone and behind is not None and behind.tag == "p" and not begins_with_box(behind):
        box.tail = behind.text
        line.extend(list(behind))
        drop(behind)
    text = (box.tail or "").lstrip()
    says = len(line) > 1 or bool(text)
    box.tail = f" {text}" if says else None
    return says


def _put_into_list(line: Element, tasks: Element | None) -> Element:
    """Make *line* an item of *tasks* where that is right before it, else of a new list."""
    before = line.getprevious()
    if tasks is None or before is not tasks:
        tasks = etree.Element("ul")
        line.addprevious(tasks)
    etree.SubElement(tasks, "li").append(line)
    return tasks


def _write_as_character(box: Element) -> None:
    box.tail = ("☑" if is_ticked(box) else "☐") + (box.tail or "")
    drop(box)
