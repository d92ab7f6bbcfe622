"""What a flexible box or a grid holds, put into the order in which it is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import islice

from lxml import etree

from wechatclean.html.flow import Flow
from wechatclean.html.style import State
from wechatclean.layout.normal_form import Element

_ROW_GROUPS = {"caption": -2, "thead": -1, "tfoot": 1}  # drawn at the ends of a table, wherever they stand in it
_ENOUGH = 50  # elements that tell the script of a text


def arrange(el: Element, flow: Flow, state: int, flow_of: Callable[[Element], Flow]) -> None:
    """Put the children of *el*, laid out by *flow*, into the order in which a reader meets them.

    Args:
        el: the element, whose children are not read yet.
        flow: how it lays them out; a table needs to say nothing.
        state: the bits that its text inherits.
        flow_of: how an element is laid out.
    """
    children = list(el)
    if el.tag == "table":
        places = [_ROW_GROUPS.get(str(child.tag), 0) for child in children]
    else:
        flows = [flow_of(child) for child in children]
        places = [child.group if flow.display == "box" else child.order for child in flows]
        stacks = all(child.fills for child in flows)
        is_right_to_left = bool(state & State.RIGHT_TO_LEFT) and not _is_written_so(el)
        if flow.is_reversed(is_right_to_left=is_right_to_left, is_stacked=stacks):
            el[:] = _sorted(el, children, places)[::-1]
            return
    if len(set(places)) > 1:
        el[:] = _sorted(el, children, places)


def _sorted(el: Element, children: list[Element], places: list[int]) -> list[Element]:
    """*children* by their *places*; text between them becomes an item, too, whose place is 0."""
    items: list[tuple[int, Element]] = []
    if (text := _taken(el, "text")) is not None:
        items.append((0, text))
    for child, place in zip(children, places, strict=True):
        items.append((place, child))
        if (text := _taken(child, "tail")) is not None:
            items.append((0, text))
    return [item for _, item in sorted(items, key=lambda item: item[0])]


def _taken(el: Element, where: str) -> Element | None:
    """The text or the tail of *el*, taken away, as an element; ``None`` where it is blank."""
    text: str | None = getattr(el, where)
    setattr(el, where, None)
    if not text or text.isspace():
        return None
    item = etree.Element("span")
    item.text = text
    return item


def _is_written_so(el: Element) -> bool:
    """Whether the text in *el* is of a script that is written from right to left: then that is how it is read."""
    texts = (inner.text or "" for inner in islice(el.iter(), _ENOUGH))
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for text in texts for letter in text[:_ENOUGH])
