"""Characters: which a tree cannot hold, and which a reader never sees."""

from __future__ import annotations

import re

from wechatclean.patterns import pattern

# Variation selectors, with the characters that have them (emoji-variation-sequences.txt, StandardizedVariants.txt and
# the Ideographic Variation Database, in ranges): behind any other they show nothing, and can hide whole messages.
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_EMOJI = (
    "#*0-9\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_STANDARDIZED = (
    f"0{_IDEOGRAPHS}\u2018\u2019\u201c\u201d\u2200-\u22ff\u2a00-\u2aff\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"
    "\u1000-\u109f\ua840-\ua877\uaa60-\uaa7f\U00010ac0-\U00010aff\U00013000-\U0001342f"
)
_SELECTORS = (
    ("\ufe0e\ufe0f", _EMOJI),
    ("\ufe00-\ufe0d", _STANDARDIZED),
    ("\U000e0100-\U000e01ef", _IDEOGRAPHS),
    ("\u180b-\u180d\u180f", "\u1800-\u18af"),
)
SELECTORS = "".join(selectors for selectors, _ in _SELECTORS)
ZERO_WIDTH = pattern(
    "[\xad\u180e\u200b-\u200d\u2060\u3164\ufeff]"
    "(?<![\u0590-\u0dff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200c\u200d])"
    f"(?<![{_EMOJI}]\ufe0f[\u200c\u200d])|"
    + "|".join(f"[{selectors}](?<![{bases}][{selectors}])" for selectors, bases in _SELECTORS)
)
SPACES = pattern("[ \t\r\n\f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")


def seen(text: str) -> str:
    """*text* without what has no width, but where it belongs to the character before it.

    >>> seen("a\\u200bb"), seen("\\u2764\\ufe0f") == "\\u2764\\ufe0f", seen("a\\ufe0f\\u200d\\U000e0101")
    ('ab', True, 'a')
    """
    return ZERO_WIDTH.sub("", text)


def is_text(text: str) -> bool:
    """Whether *text* has anything to read."""
    return bool(ZERO_WIDTH.sub("", SPACES.sub("", text)).strip("\u3000"))


# What a tree or a JSON file cannot hold, or a reader never sees: C0 but for tab, LF and CR, lone surrogates,
# noncharacters (the Markdown writer uses some of these as marks of its own), Unicode tag characters, and what turns the
# direction of text, by which words of a link or the name of a file show as others.
_UNWANTED = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0001-\U000e007f]"
)
# The same in UTF-8, which is looked through several times as fast.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NONCHARACTER = pattern(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")
_DIRECTION = pattern(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
_FAR_PLANE = b"\xf3"  # begins Unicode's tag characters, and private ones
# The same as character references, which the parser would turn into them.
_REFERENCE = pattern(rb"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")


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
    has_control = len(data.translate(None, _CONTROLS)) < len(data) or _FAR_PLANE in data
    return plain(text).encode() if has_control or _has_noncharacter(data) or _DIRECTION.search(data) else data


def _has_noncharacter(data: bytes) -> bool:
    return (b"\xef\xb7" in data or b"\xef\xbf" in data) and _NONCHARACTER.search(data) is not None


def without_references(html: bytes) -> bytes:
    """*html* without references to characters that a tree cannot hold.

    >>> without_references(b"&#65;&#0;&#xFDD0;&#xd800;&amp;")
    b'&#65;&amp;'
    """
    return _REFERENCE.sub(_kept, html) if b"&#" in html else html


def _kept(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code > 0x10FFFF or _UNWANTED.match(chr(code)) else reference[0]
