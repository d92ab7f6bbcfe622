"""Characters: which a tree cannot hold, and which a reader never sees."""

from __future__ import annotations

import re

ZERO_WIDTH = re.compile(
    "[\xad\u180e\u200b-\u200d\u2060\u3164\ufeff]"
    "(?<![\u0590-\u0dff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff][\u200c\u200d])"
)
SPACES = re.compile("[ \t\r\n\f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")


def is_text(text: str) -> bool:
    """Whether *text* has anything to read."""
    return bool(ZERO_WIDTH.sub("", SPACES.sub("", text)).strip("\u3000"))


# What a tree or a JSON file cannot hold, or a reader never sees: C0 but for tab, LF and CR, lone surrogates,
# noncharacters (the Markdown writer uses some of these as marks of its own), and Unicode tag characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0001-\U000e007f]")
# The same in UTF-8, which is looked through several times as fast.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NONCHARACTER = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")
_FAR_PLANE = b"\xf3"  # begins Unicode's tag characters, and private ones
# The same as character references, which the parser would turn into them.
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")


def plain(text: str) -> str:
    """*text* without the characters that a tree cannot hold.

    >>> plain("a\\x00b\\ud800c")
    'abc'
    """
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def joined(text: str) -> str:
    r"""*text* in which two halves of a character (UTF-16 surrogates) that follow each other are one.

    >>> joined("\ud83c\udf75"), joined("a\ud83c") == "a\ud83c"
    ('🍵', True)
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def plain_bytes(text: str) -> bytes:
    """:func:`plain` in UTF-8."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # halves of characters: two are one, and one is none
        return plain(joined(text)).encode()
    rare = len(data.translate(None, _CONTROLS)) < len(data) or _NONCHARACTER.search(data) or _FAR_PLANE in data
    return plain(text).encode() if rare else data


def without_references(html: bytes) -> bytes:
    """*html* without references to characters that a tree cannot hold.

    >>> without_references(b"&#65;&#0;&#xFDD0;&#xd800;&amp;")
    b'&#65;&amp;'
    """
    return _REFERENCE.sub(_kept, html)


def _kept(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code > 0x10FFFF or _UNWANTED.match(chr(code)) else reference[0]
