"""``str`` or ``bytes`` in; clean text and trees out.

All of lxml's input traps are dealt with here and nowhere else: encodings, NUL and other characters that a
tree cannot hold, XML declarations, the parser's silent limits.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from wechatclean._limits import LIMITS, Limits
from wechatclean.errors import DocumentError, LimitError
from wechatclean.notes import Notes

# What a tree or a JSON file cannot hold, or a reader never sees: C0 but for tab, LF and CR, lone surrogates,
# noncharacters (the Markdown writer uses some of these as marks of its own), and Unicode tag characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0001-\U000e007f]")
# The same in UTF-8, which is looked through several times as fast.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NONCHARACTER = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")
_FAR_PLANE = b"\xf3"  # begins Unicode's tag characters, and private ones
# The same as character references, which the parser would turn into them.
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_TAG = re.compile("<[A-Za-z]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"RIFF": "a RIFF media file",
    b"\x7fELF": "a program",
}
# Browsers read these labels as their supersets (WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
_FRONT_MATTER = re.compile(r"\s*---")
_EARLY_END = re.compile(rb"</(?:body|html)\s*>", re.I)  # browsers keep what follows, libxml2 drops it
_RESOURCE_LIMIT = 114  # libxml2's XML_ERR_RESOURCE_LIMIT, which lxml names since 6.1
_PARSER_DEPTH = 2_048  # libxml2's own limit with huge_tree
_COUNT = etree.XPath("count(descendant::*)")
_NEVER_DECLARED = ("utf-16", "utf-32", "utf-7", "unicode")  # a page that can say so in ASCII is not so


def read_text(source: str | bytes, notes: Notes, limits: Limits = LIMITS) -> str:
    """The document as text, whatever it came as.

    Raises:
        TypeError: *source* is neither ``str`` nor ``bytes``.
        DocumentError: it is empty, binary, or has no HTML element.
        LimitError: it is larger than ``limits.size``.
    """
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if not isinstance(source, (str, bytes)):
        raise TypeError(f"clean() takes str or bytes, not {type(source).__name__}")
    if len(source) > limits.size:
        raise LimitError("size", limits.size, len(source))
    text = decode(source, notes) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    if not text or text.isspace():
        raise DocumentError("the document is empty")
    if not _TAG.search(text) and not text.lstrip().startswith("---"):  # front matter, then Markdown
        raise DocumentError(f"no HTML element in the document, which begins {text.strip()[:40]!r}")
    return text


def begins_front_matter(text: str) -> bool:
    """Whether *text* begins as YAML front matter does, blank lines aside."""
    return _FRONT_MATTER.match(text) is not None


def decode(data: bytes, notes: Notes) -> str:
    """Text of *data*: by its BOM, as UTF-8, as declared, as GB18030, in this order.

    UTF-8 comes before the declaration, since Chinese text in another encoding is hardly ever valid UTF-8
    and saved pages often keep a ``<meta charset>`` that is no longer true.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise DocumentError(f"the document is {what}, not HTML")
    if (wide := _utf16_by_nulls(data)) is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut in the middle of a character
            return data[: error.start].decode()
    declared = _declared(data)
    for guess in (declared, "gb18030"):
        if guess and guess != "utf-8":
            try:
                return data.decode(guess)
            except UnicodeDecodeError:
                continue
    text = data.decode(declared or "utf-8", "replace")
    bad = text.count("\ufffd")
    if bad > len(text) // 10:
        raise DocumentError("the document is binary data, not HTML")
    notes.add("encoding", f"{bad} characters could not be read as {declared or 'utf-8'}")
    return text


def _declared(data: bytes) -> str | None:
    """The charset that the document's start declares, if Python knows it."""
    found = _CHARSET.search(data, 0, 4096)
    if not found:
        return None
    label = found[1].decode("ascii", "replace").lower()
    if label.startswith(_NEVER_DECLARED):
        return "utf-8"
    try:
        info = codecs.lookup(_SUPERSETS.get(label, label))
    except LookupError:
        return None
    return info.name if info._is_text_encoding else None


def _utf16_by_nulls(data: bytes) -> str | None:
    """UTF-16 without a BOM shows as a NUL beside the first ``<``."""
    start = data[:64]
    if b"<\x00" in start and start.find(b"<\x00") % 2 == 0:
        return "utf-16-le"
    if b"\x00<" in start and start.find(b"\x00<") % 2 == 0:
        return "utf-16-be"
    return None


def plain(text: str) -> str:
    """*text* without the characters that a tree cannot hold.

    >>> plain("a\\x00b\\ud800c")
    'abc'
    """
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def _plain_bytes(text: str) -> bytes:
    """:func:`plain` in UTF-8."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return plain(text).encode()
    rare = len(data.translate(None, _CONTROLS)) < len(data) or _NONCHARACTER.search(data) or _FAR_PLANE in data
    return plain(text).encode() if rare else data


def _without_references(html: bytes) -> bytes:
    """*html* without references to characters that a tree cannot hold.

    >>> _without_references(b"&#65;&#0;&#xFDD0;&#xd800;&amp;")
    b'&#65;&amp;'
    """
    return _REFERENCE.sub(_kept, html)


def _kept(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code > 0x10FFFF or _UNWANTED.match(chr(code)) else reference[0]


def parse(html: str, limits: Limits = LIMITS) -> etree._Element:
    """The ``<body>`` of *html*, a page or a fragment.

    Raises:
        DocumentError: nothing in it makes a tree.
        LimitError: the tree is deeper than the parser can hold, or has more than ``limits.nodes`` elements.
    """
    data = _EARLY_END.sub(b"", _without_references(_plain_bytes(html)))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("no HTML element in the document") from error
    _check_whole(parser, limits)
    body = None if root is None else root.find("body")  # type: ignore[redundant-expr]  # a comment alone makes no root
    if body is None:
        raise DocumentError("no HTML element in the document")
    if (nodes := int(_COUNT(body))) > limits.nodes:
        raise LimitError("nodes", limits.nodes, nodes)
    return body


def _check_whole(parser: etree.HTMLParser, limits: Limits) -> None:
    """libxml2 drops what lies below its depth limit and says so in its log only."""
    for entry in parser.error_log:
        if entry.type == _RESOURCE_LIMIT or "xcessive depth" in entry.message:
            raise LimitError("depth", min(limits.depth, _PARSER_DEPTH))
