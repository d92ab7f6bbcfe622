"""Whether libxml2 makes of a page the tree that browsers make: nearly always, as nearly everywhere tags nest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wechatclean.html.kinds import BLOCKS, BREAKOUT, END_PARAGRAPHS, HEADINGS, IN_TABLES, PARTS, TABLE_PARTS, VOID
from wechatclean.patterns import pattern

_COMMENT = pattern(rb"<!--.*?(?:-->|\Z)", re.S)  # an end is looked for once
_NAME = pattern(rb"<(/?[a-z][a-z0-9:-]*)")
_SLASH = ord("/")
_MADE = frozenset({b"/p", b"/br"})  # end tags that browsers make an element of; any other is ignored
_TEXT_IN_TABLE = pattern(
    rb"""
    < (?: (?:table|tbody|thead|tfoot|tr) (?=[\s>]) [^<>]{0,999} | /(?:caption|colgroup|tbody|thead|tfoot|tr|td|th) ) >
    \s{0,999} [^<\s]
    """,
    re.X,
)
_Names = frozenset[bytes]


def _bytes(names: Iterable[str]) -> _Names:
    return frozenset(name.encode() for name in names)


_HEADINGS = _bytes(HEADINGS)
_UNNESTED = _bytes(VOID) | _bytes("html head body /html /head /body".split())
_END_PARAGRAPHS = _bytes(END_PARAGRAPHS)
_ONCE = _bytes("p a button form nobr option select".split())  # stand in none of their like, at any depth
_TABLE_PARTS, _IN_TABLES = _bytes(TABLE_PARTS), _bytes(IN_TABLES | PARTS.keys())
_DRAWN, _BREAKOUT = _bytes("svg g text math".split()), _bytes(BREAKOUT)
# The parents in which both leave an element, for those that few parents hold.
_RIGHT: dict[bytes, _Names] = {
    b"li": _bytes("ul ol menu section div".split()),
    **dict.fromkeys((b"dd", b"dt"), _bytes("dl div section".split())),
    **{name.encode(): _bytes(parents) for name, parents in PARTS.items()},
    **dict.fromkeys((b"td", b"th"), _bytes(["tr"])),
}
# The parents that libxml2 ends, or browsers do.
_HTML_4 = _bytes("address dir dl listing menu pre".split())
_WRONG: dict[bytes, _Names] = {
    b"p": _HEADINGS | _bytes("b big i s small strike tt u".split()),
    **dict.fromkeys(_HEADINGS, _HEADINGS),
    b"table": _HEADINGS | _HTML_4 | {b"a"},
    b"fieldset": _HEADINGS | _HTML_4 | {b"a", b"legend"},
    b"form": _HEADINGS | _HTML_4 | {b"ol", b"ul"},
    b"center": _bytes("b font i".split()),
    b"ul": _HTML_4 - {b"dl"},
    b"dl": _HTML_4 - {b"dl"} | {b"dt"},
    **dict.fromkeys((b"pre", b"address", b"menu"), frozenset({b"ul"})),
}
_NOWHERE: _Names = frozenset()
# What has lost its end tag, and what both end it by.
_CELLS = _bytes(["td", "th"])
_ENDS: dict[bytes, _Names] = {
    b"p": _bytes("p"),
    **dict.fromkeys((b"li", *(f"/{name}".encode() for name in BLOCKS), b"/td", b"/th"), _bytes(["p", "li"])),
    b"/li": _bytes("p"),
    **dict.fromkeys(_CELLS, _CELLS | {b"p"}),
    b"tr": _CELLS | {b"p", b"tr"},
    b"/tr": _CELLS | {b"p", b"li"},
    **dict.fromkeys((b"/tbody", b"/thead", b"/tfoot", b"/table"), _CELLS | {b"p", b"li", b"tr"}),
}
_ENDED, _IN_ROWS = _bytes("p li td th tr".split()), _CELLS | {b"tr"}
# Names and parents that are asked about at all.
_ASKED, _ASKING = frozenset(_RIGHT) | _WRONG.keys(), _TABLE_PARTS | _DRAWN


def nests(data: bytes) -> bool:
    """Whether tags nest in *data*, and none stands in another that one of libxml2 and browsers ends before it.

    >>> nests(b"<section><p>1<br>2</p></section></div>"), nests(b"<p><section></section></p>"), nests(b"<b><i></b></i>")
    (True, False, False)
    >>> nests(b"<ul><li>1<p>2<li>3</ul><p>4<p>5"), nests(b"<p><b>1<p>2")
    (True, False)
    """
    data = data.lower()
    if b"<!--" in data:
        data = _COMMENT.sub(b"", data)
    if b"<table" in data and _TEXT_IN_TABLE.search(data):
        return False
    parent, once = b"", set[bytes]()
    open_: list[bytes] = []
    for name in _NAME.findall(data):
        if parent in _ENDED and name in _ENDS and name[1:] != parent:
            parent = _end(name, parent, open_, once)
        if name[0] == _SLASH and name[1:] == parent:
            once.discard(parent)
            parent = open_.pop()
        elif name in _UNNESTED:
            if (once and name == b"hr" and b"p" in once) or (parent in _ASKING and not _stands(name, parent)):
                return False
        elif name[0] == _SLASH:
            if parent or name in _MADE:
                return False
        elif not _begins(name, parent, once):
            return False
        else:
            open_.append(parent)
            parent = name
    return True


def _begins(name: bytes, parent: bytes, once: set[bytes]) -> bool:
    """Whether *name* begins in *parent* for both; it is noted in *once*, if it may stand in none of its like."""
    if once and (name in once or (name in _END_PARAGRAPHS and b"p" in once)):
        return False
    if (name in _ASKED or parent in _ASKING) and not _stands(name, parent):
        return False
    if name in _ONCE:
        once.add(name)
    return True


def _end(name: bytes, parent: bytes, open_: list[bytes], once: set[bytes]) -> bytes:
    """The parent at *name*, a tag that may end elements without end tags."""
    ended, holder = 0, parent
    while holder in _ENDS[name]:
        ended += 1
        holder = open_[-ended]
    if holder != name[1:] if name[0] == _SLASH else name in _IN_ROWS and holder not in _RIGHT[name]:
        return parent
    for _ in range(ended):
        once.discard(parent)
        parent = open_.pop()
    return parent


def _stands(name: bytes, parent: bytes) -> bool:
    """Whether both leave *name* in *parent*."""
    if name in _RIGHT and parent and parent not in _RIGHT[name]:
        return False
    if parent in _TABLE_PARTS:
        return name in _IN_TABLES
    return parent not in _WRONG.get(name, _NOWHERE) and not (parent in _DRAWN and name in _BREAKOUT)
