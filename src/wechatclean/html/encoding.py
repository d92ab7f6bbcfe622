"""Bytes decoded to text: by byte order mark, as UTF-8, as declared, as GB18030."""

from __future__ import annotations

import codecs
import re

from wechatclean.errors import DocumentError
from wechatclean.notes import Notes

_CHARSET = re.compile(
    rb"""
    <(?:meta|\?xml)\b [^>]{0,300}?
    (?:charset|encoding) \s*=\s* ["']?
    \s* (?P<label>[\w.:-]{2,40})
    """,
    re.X | re.I,
)
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
    b"bplist": "a Safari web archive",
    b"\xd0\xcf\x11\xe0": "an Office file",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
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
_NEVER_DECLARED = ("utf-16", "utf-32", "utf-7", "unicode")  # a page that can say so in ASCII is not so


def decode(data: bytes, notes: Notes, charset: str | None = None) -> str:
    """Text of *data*: by its BOM, as UTF-8, as declared, as GB18030, in this order.

    A *charset* that came with it, in the header of an HTTP response, counts before what the data declares.

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
    declared = (_codec(charset) if charset else None) or _declared(data)
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
    return _codec(found["label"].decode("ascii", "replace"))


def _codec(label: str) -> str | None:
    """The name that Python has for an encoding, as browsers read its *label*."""
    label = label.lower()
    if label.startswith(_NEVER_DECLARED):
        return "utf-8"
    name = _SUPERSETS.get(label, label)
    try:
        " ".encode(name)
    except LookupError:  # no codec has the name, or one that decodes to bytes, such as "hex"
        return None
    return codecs.lookup(name).name


def _utf16_by_nulls(data: bytes) -> str | None:
    """UTF-16 without a BOM shows as a NUL beside the first ``<``."""
    start = data[:64]
    if b"<\x00" in start and start.find(b"<\x00") % 2 == 0:
        return "utf-16-le"
    if b"\x00<" in start and start.find(b"\x00<") % 2 == 0:
        return "utf-16-be"
    return None
