"""What a browser shows of an element: the one reader of hidden text.

The walk asks it element by element; titles, notices, captions and code, which need text only, read a whole element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from lxml import etree

from wechatclean.html.box import box_of
from wechatclean.html.entering import enter
from wechatclean.html.sight import Sight, page_sight
from wechatclean.html.style import State
from wechatclean.patterns import pattern

Element = etree._Element

# HTML Standard, "Hidden elements", and ``noscript``, since every reader of these pages runs scripts.
NEVER_RENDERED = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style template title".split()
)
_SHOWN = frozenset({"img", "image", "svg", "iframe", "video", "audio", "embed", "object", "hr", "qqmusic"})
CLEAR = "opacity: 0"  # it takes up room all the same
_TAKES_ROOM = State.INVISIBLE | State.TRANSPARENT | State.BLENDED
_WAITING = pattern(r"visibility:\s*hidden\s*!important", re.I)
_REASONS = {
    State.INVISIBLE: "visibility: hidden",
    State.SIZELESS: "font-size: 0",
    State.TRANSPARENT: "transparent colour",
    State.CLIPPED: "clipped to nothing",
    State.AWAY: "off screen",
    State.BLENDED: "the colour of its background",
    State.MASKED: "masked",
    State.FALLBACK: "in place of what its element shows",
    State.INDENTED: "off screen",
}


def waits_for_loader(el: Element) -> bool:
    """Whether *el*, a picture, is invisible by its own style as WeChat's loader makes it until it has come."""
    return el.get("data-src") is not None and _WAITING.search(el.get("style", "")) is not None


def why_unseen(state: int) -> str:
    """Why text of *state* is not shown; ``""`` where it is."""
    return next((why for bit, why in _REASONS.items() if state & bit), "")


class Part(NamedTuple):
    """One step of a walk over what is shown.

    Attributes:
        event: the walk enters the element, leaves it, or goes past one of which nothing is shown.
        element: the element.
        text: what is shown up to the next step: before its first child, or behind it.
        hidden: text at this place that is not shown.
        why: the reason for that.
    """

    event: Literal["start", "end", "past"]
    element: Element
    text: str
    hidden: str = ""
    why: str = ""


def _nothing(_: Element) -> bool:
    return False


class _Open(NamedTuple):
    """An element that is open: its sight, and how many lines had ended where its own first line began."""

    sight: Sight
    first: int


def parts_of(
    root: Element, *, sight: Sight | None = None, leave_out: Callable[[Element], bool] = _nothing
) -> Iterator[Part]:
    """Walk over what is shown of *root*, but for elements that *leave_out* names.

    What *root* itself declares says nothing: much of a page is hidden until its scripts have run.

    Args:
        sight: that of *root*'s text.
    """
    open_ = [_Open(sight or page_sight(), 0)]
    lines = 0  # that have ended
    why: str | None = None  # nothing of the element that was entered last is shown
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, el in walk:
        if event == "start":
            inside, first = open_[-1] if el is root else _Open(enter(open_[-1].sight, box_of(el)), open_[-1].first)
            why = None if el is root else _why_past(el, inside, leave_out)
            if why is None:
                lines += el.tag == "br"
                open_.append(_Open(inside, lines if inside.has_lines else first))
                yield _part("start", el, el.text, open_[-1], lines)
            else:
                walk.skip_subtree()
        elif why is None:
            lines += open_.pop().sight.has_lines
            yield _part("end", el, None if el is root else el.tail, open_[-1], lines)
        else:
            part = _part("past", el, el.tail, open_[-1], lines)
            yield part._replace(hidden="".join(el.itertext("*")) + part.hidden, why=why) if why else part
            why = None


def _why_past(el: Element, sight: Sight, leave_out: Callable[[Element], bool]) -> str | None:
    """Why nothing of *el* is shown; ``""`` where there is nothing to tell, ``None`` where it is shown."""
    return "" if el.tag in NEVER_RENDERED or leave_out(el) else sight.gone or None


def _part(event: Literal["start", "end", "past"], el: Element, text: str | None, open_: _Open, lines: int) -> Part:
    state = open_.sight.state
    if text and state & State.HIDDEN and is_hidden(text, state, is_first=lines == open_.first):
        return Part(event, el, "", text, why_unseen(state))
    return Part(event, el, text or "")


def is_hidden(text: str, state: int, *, is_first: bool) -> bool:
    """Whether *text* of *state* is not shown; *is_first*: it stands in the first line of its block, which is indented.

    A space takes up its room, whatever its colour.
    """
    hidden = state & State.HIDDEN
    if not hidden or (hidden == State.INDENTED and not is_first):
        return False
    return bool(hidden & ~_TAKES_ROOM) or not text.isspace()


def visible_text(element: Element) -> str:
    """The text of *element* that is shown.

    >>> from wechatclean.html.parser import parse
    >>> visible_text(parse("<h2>a<script>b</script>c<i style='display: none'>d<b>e</b></i>f</h2>"))
    'acf'
    """
    return "".join(part.text for part in parts_of(element))


def is_empty(element: Element) -> bool:
    """Whether *element* holds nothing that a browser could show, be it hidden for now or not.

    >>> from wechatclean.html.parser import parse
    >>> is_empty(parse("<div> <script>x</script></div>")), is_empty(parse("<p><img></p>"))
    (True, False)
    """
    for inner in element.iter():
        if inner is not element and (inner.tag in _SHOWN or str(inner.tag).startswith("mp")):
            return False
        if inner.tag not in NEVER_RENDERED and inner.text and inner.text.strip():
            return False
        if inner is not element and inner.tail and inner.tail.strip():
            return False
    return True
