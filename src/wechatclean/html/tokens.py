"""HTML as a row of tags and texts, none inside another: libxml2 reads attributes and references, and nests nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wechatclean.html.kinds import RAW, VOID
from wechatclean.patterns import pattern

END = "end."  # begins the name of an element that stands for an end tag
SELF_CLOSED = "self-closed"  # stands behind an element that was written so
_AROUND = frozenset({b"html", b"head"})
_DRAWN = frozenset({b"svg", b"math"})  # a slash ends any element in them

_TOKEN = pattern(
    rb"""
    <!-- .*? (?: --!?> | \Z )
  | <(?P<end>/?) (?P<name> [a-z][^\s/>]* )
    (?P<attributes> [^>=]* (?: = \s* (?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z) )? [^>=]* )* )
    (?P<ended> > | \Z )
    """,
    re.X | re.I | re.S,
)
_END_OF = {name.encode(): pattern(rb"</%s(?=[\s/>])[^>]*>?" % name.encode(), re.I) for name in RAW}


def flat(data: bytes) -> bytes:
    """*data* with an empty element for each tag, and comments left out.

    >>> flat(b"<p class=a>1<!-- 2 --><br/>3</p><script>4<p></script>")
    b'<body><p class=a></p>1<br/><self-closed></self-closed>3<end.p></end.p><script>4<p></script>'
    """
    has_body = re.search(rb"<body[\s/>]", data, re.I)
    return b"".join([b"" if has_body else b"<body>", *_flat(data)])


def _flat(data: bytes) -> Iterator[bytes]:
    at = drawn = 0
    while found := _TOKEN.search(data, at):
        yield data[at : found.start()]
        at = found.end()
        name = (found["name"] or b"").lower()
        if not name or not found["ended"] or name in _AROUND:
            continue
        self_closed = not found["end"] and found["attributes"].endswith(b"/")
        if name in _DRAWN and not self_closed:
            drawn = max(drawn - 1, 0) if found["end"] else drawn + 1
        if found["end"]:
            yield b"<%s%s></%s%s>" % (END.encode(), name, END.encode(), name)
        elif name in _END_OF and not (drawn and self_closed):
            end = _END_OF[name].search(data, at)
            yield data[found.start() : end.end() if end else len(data)]
            at = end.end() if end else len(data)
        else:
            yield found[0]
            if self_closed:
                yield b"<%s></%s>" % (SELF_CLOSED.encode(), SELF_CLOSED.encode())
            elif name.decode("ascii", "replace") not in VOID and name != b"body":
                yield b"</%s>" % name
    yield data[at:]
