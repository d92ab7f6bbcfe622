"""What a browser shows of an element: the one reader of hidden text.

The walk asks it element by element; titles, notices, captions and code, which need text only, read a whole element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from lxml import etree

from wechatclean.html.css import parse_style
from wechatclean.html.style import State, Style

Element = etree._Element

# HTML Standard, "Hidden elements", and ``noscript``, since every reader of these pages runs scripts.
NEVER_RENDERED = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style template title".split()
)
# Elements whose content no browser shows, or not always, whatever their style.
MAY_HIDE = frozenset({"dialog", "meter", "progress"})
_SHOWN = frozenset({"img", "image", "svg", "iframe", "video", "audio", "embed", "object", "hr", "qqmusic"})
CLEAR = "opacity: 0"  # it takes up room all the same
HOLDS_OPEN = frozenset({CLEAR, "visibility: hidden"})
CLIPPED = "clipped to nothing"  # pictures laid over such a box are shown all the same
_WAITING = re.compile(r"visibility:\s*hidden\s*!important", re.I)
_REASONS = {
    State.INVISIBLE: "visibility: hidden",
    State.TRANSPARENT: "transparent colour",
    State.SIZELESS: "font-size: 0",
}


def why_hidden(el: Element, style: Style) -> str:
    """Why a browser shows nothing of *el*, whose style attribute is *style*; ``""`` where it may show something."""
    if style.hides:
        return style.hides
    if el.get("hidden") is not None and style.block is None:  # any ``display`` overrules the attribute
        return "hidden"
    if el.tag in MAY_HIDE and (el.tag != "dialog" or (el.get("open") is None and style.block is None)):
        return "a closed dialog" if el.tag == "dialog" else f"in a <{el.tag!s}>"
    return CLIPPED if style.clips else ""


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


def parts_of(root: Element, *, state: int = 0, leave_out: Callable[[Element], bool] = _nothing) -> Iterator[Part]:
    """Walk over what is shown of *root*, but for elements that *leave_out* names.

    What *root* itself declares says nothing: much of a page is hidden until its scripts have run.

    Args:
        state: bits of :class:`~wechatclean.html.css.State` that *root*'s text inherits.
    """
    states = [state]
    why: str | None = None  # nothing of the element that was entered last is shown
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, el in walk:
        if event == "start":
            style = parse_style(el.get("style"))
            why = None if el is root else _why_past(el, style, leave_out)
            if why is None:
                states.append(states[-1] if el is root else states[-1] & ~style.clears | style.sets)
                yield _part("start", el, el.text, states[-1])
            else:
                walk.skip_subtree()
        elif why is None:
            states.pop()
            yield _part("end", el, None if el is root else el.tail, states[-1])
        else:
            part = _part("past", el, el.tail, states[-1])
            yield part._replace(hidden="".join(el.itertext("*")) + part.hidden, why=why) if why else part
            why = None


def _why_past(el: Element, style: Style, leave_out: Callable[[Element], bool]) -> str | None:
    """Why nothing of *el* is shown; ``""`` where there is nothing to tell, ``None`` where it is shown."""
    return "" if el.tag in NEVER_RENDERED or leave_out(el) else why_hidden(el, style) or None


def _part(event: Literal["start", "end", "past"], el: Element, text: str | None, state: int) -> Part:
    if text and state & State.HIDDEN:
        return Part(event, el, "", text, why_unseen(state))
    return Part(event, el, text or "")


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
