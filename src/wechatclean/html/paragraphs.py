"""Paragraphs where HTML lets them stand and libxml2 does not: in headings, and in ``<b>`` and its like.

HTML Standard, section 13.2.6.4.7: a start tag of a ``p`` closes an open ``p``, and nothing else. libxml2 closes these
elements with it, which then are empty. A ``div`` it leaves there.
"""

from __future__ import annotations

import re

_AROUND_P = re.compile(
    rb"""
    < (?P<name> [hH][1-6] | [bBiIuUsS] | (?i:tt|big|small|strike) ) (?=[\s>]) [^<>]* >
    [^<>]* (?=<[pP][\s>])
    """,
    re.X,
)
_P = re.compile(rb"<(?P<end>/?)p(?=[\s>])", re.I)


def as_boxes(data: bytes) -> bytes:
    """*data* with the paragraphs with which such elements begin as ``div``.

    >>> as_boxes(b"<h2><p>1</p></h2><p>2</p>")
    b'<h2><div>1</div></h2><p>2</p>'
    """
    parts: list[bytes] = []
    done = 0
    ends: dict[bytes, int] = {}  # the next end tag of each name
    for tag in _AROUND_P.finditer(data):
        name, start = tag["name"], tag.end()
        if ends.get(name, -1) < start:
            found = data.find(b"</" + name, start)
            ends[name] = len(data) if found < 0 else found
            if done <= start < found and (boxes := _boxes(data[start:found])):
                parts += (data[done:start], boxes)
                done = found
    return b"".join([*parts, data[done:]]) if parts else data


def _boxes(inside: bytes) -> bytes | None:
    """What stands in an element, its paragraphs as ``div``; ``None`` where one of them does not end in it."""
    ends = [bool(tag["end"]) for tag in _P.finditer(inside)]
    return _P.sub(rb"<\g<end>div", inside) if 2 * sum(ends) == len(ends) else None
