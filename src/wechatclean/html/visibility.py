"""What a reader sees of an element."""

from __future__ import annotations

import re

from lxml import etree

_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_SHOWN = frozenset({"img", "image", "svg", "iframe", "video", "audio", "embed", "object", "hr", "qqmusic"})
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.I)


def visible_text(element: etree._Element) -> str:
    """Text without scripts, what is hidden, and the paid label that WeChat puts into titles.

    That *element* itself is hidden, as much of a page is until its scripts have run, says nothing.

    >>> from wechatclean.html.parser import parse
    >>> visible_text(parse("<h2>a<script>b</script>c<i style='display: none'>d<b>e</b></i>f</h2>"))
    'acf'
    """
    parts: list[str] = []
    skipped: etree._Element | None = None
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and skipped is None:
            if inner is not element and _is_unseen(inner):
                skipped = inner
            else:
                parts.append(inner.text or "")
        elif event == "end":
            skipped = None if inner is skipped else skipped
            if skipped is None and inner is not element:
                parts.append(inner.tail or "")
    return "".join(parts)


def _is_unseen(element: etree._Element) -> bool:
    if element.tag in _UNSEEN or "pay__tag" in (element.get("class") or ""):
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def is_empty(element: etree._Element) -> bool:
    """Whether a reader would see nothing of *element*'s content.

    >>> from wechatclean.html.parser import parse
    >>> is_empty(parse("<div> <script>x</script></div>")), is_empty(parse("<p><img></p>"))
    (True, False)
    """
    for inner in element.iter():
        if inner is not element and (inner.tag in _SHOWN or str(inner.tag).startswith("mp")):
            return False
        if inner.tag not in ("script", "style", "template") and inner.text and inner.text.strip():
            return False
        if inner is not element and inner.tail and inner.tail.strip():
            return False
    return True
