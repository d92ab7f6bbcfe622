r"""HTML that comes in something: the Windows clipboard's header, or the escapes of a script's string."""

from __future__ import annotations

import re
from typing import NamedTuple

from wechatclean.patterns import pattern
from wechatclean.source.javascript.values import unescaped

_CLIPBOARD = pattern(r"\s*Version:\s*\d[\d.]*\s*\n", re.I)
_FIELD = pattern(r"(\w{1,30}):[ \t]*([^\r\n]*)\r?\n", re.I)
_TAG = pattern("<[A-Za-z]")
_MARKUP = pattern(r"\s*<")
_ESCAPED_TAG = pattern(r"\\(?:x3c|u003c|u\{3c\})[A-Za-z!]", re.I)
# Tags whose signs a string need not escape; JSON escapes only the quotes in them.
_ESCAPED_QUOTE = pattern(r"""<[A-Za-z][^<>\\]{0,300}=\\+["']""")
_QUOTE = pattern(r"""<[A-Za-z][^<>\\]{0,300}=["']""")
_ESCAPED_END = pattern(r"<\\+/[A-Za-z]")
_JSON_ESCAPE = pattern(r"""\\(?:u[0-9a-fA-F]{4}|[nrt"'/])""")
# A string, alone or as a script assigns it or hands it to a function.
_STRING = pattern(
    r"""
    (?: [\w.$ ]{1,60} [=:] \s{0,20} )? (?: [\w.$]{1,60} \( \s{0,20} )?
    (?P<quote>['"`]) (?P<inside>.*) (?P=quote) [\s);,]*
    """,
    re.X | re.S,
)


class Clipping(NamedTuple):
    """What was copied, and the address that it was copied from."""

    html: str
    url: str | None


def begins_clipboard(text: str) -> bool:
    """Whether *text* begins as Windows' clipboard format "HTML Format" does."""
    return _CLIPBOARD.match(text) is not None


def read_clipboard(text: str) -> Clipping:
    """The fragment of Windows' clipboard format, and its ``SourceURL``.

    It lies between two comments; where these are absent, between two offsets in UTF-8 bytes.
    """
    fields, end = _header(text)
    start = text.find("<!--StartFragment", end)
    stop = text.rfind("<!--EndFragment", max(start, end))
    if start >= 0:
        html = text[text.find(">", start) + 1 : stop if stop >= 0 else len(text)]
    else:
        html = _between(text, fields) or text[end:]
    return Clipping(html, fields.get("sourceurl"))


def _header(text: str) -> tuple[dict[str, str], int]:
    """The fields at the start of *text*, by their names in small letters, and where they end."""
    fields: dict[str, str] = {}
    end = len(text) - len(text.lstrip())
    while found := _FIELD.match(text, end):
        fields[found[1].lower()] = found[2].strip()
        end = found.end()
    return fields, end


def _between(text: str, fields: dict[str, str]) -> str:
    offsets = [fields.get(name, "") for name in ("startfragment", "endfragment")]
    if not all(offset.isdecimal() and len(offset) < 12 for offset in offsets):
        return ""
    start, end = map(int, offsets)
    return text.encode("utf-8", "replace")[start:end].decode("utf-8", "replace")


def without_escapes(text: str) -> str:
    r"""*text*, of which the escapes of a script's string are undone where all its tags are behind some.

    >>> without_escapes(r"'\x3cp\x3e\u8336\x3c/p\x3e'")
    '<p>茶</p>'
    >>> without_escapes(r"<p>\x3cp\x3e</p>")
    '<p>\\x3cp\\x3e</p>'
    """
    while "\\" in text and (string := _string_in(text)) is not None:
        text = unescaped(string)
    return text


def _string_in(text: str) -> str | None:
    """What stands between the quotes of a string that holds HTML, if *text* is one, or was cut out of one."""
    string = _STRING.fullmatch(text.strip()) if not _MARKUP.match(text) else None
    inside = string["inside"] if string else text
    if not _TAG.search(text):
        return inside if _ESCAPED_TAG.search(text) else None
    if string and _is_one_string(string):
        return inside
    if _QUOTE.search(text) is None and _ESCAPED_QUOTE.search(text):  # of nearly every document the first is enough
        return inside
    return inside if "</" not in text and _ESCAPED_END.search(text) else None


def _is_one_string(string: re.Match[str]) -> bool:
    """Whether *string* begins with a tag and ends where its quote does, with escapes between."""
    inside, quote = string["inside"], string["quote"]
    plain = inside.replace("\\\\", "").replace(f"\\{quote}", "")
    return inside.lstrip().startswith("<") and quote not in plain and _JSON_ESCAPE.search(inside) is not None
