"""Bytes decoded to text: by byte order mark, as UTF-8, as declared, as GB18030 or Big5."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from itertools import chain

from wechatclean.errors import DocumentError
from wechatclean.html.characters import joined
from wechatclean.notes import Notes
from wechatclean.patterns import pattern

_CHARSET = pattern(
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
_GIVE, _UNPACK, _SAVE = "give the page", "unpack it first", "save it as HTML"
_ZIP = b"PK\x03\x04"
_MAGIC = {
    b"%PDF": ("a PDF file", _GIVE),
    _ZIP: ("a ZIP archive", _UNPACK),
    b"\x1f\x8b": ("gzip data", _UNPACK),
    b"\x89PNG": ("a PNG picture", _GIVE),
    b"GIF8": ("a GIF picture", _GIVE),
    b"\xff\xd8\xff": ("a JPEG picture", _GIVE),
    b"RIFF": ("a RIFF media file", _GIVE),
    b"\x7fELF": ("a program", _GIVE),
    b"bplist": ("a Safari web archive", "save the page as HTML or MHTML"),
    b"\xd0\xcf\x11\xe0": ("an Office file", _GIVE),
    b"BZh": ("bzip2 data", _UNPACK),
    b"\xfd7zXZ": ("xz data", _UNPACK),
    b"7z\xbc\xaf": ("a 7z archive", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("zstd data", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    b"SQLite format 3": ("a database", _GIVE),
}  # what begins so, and what to do instead
_ZIPPED = {
    b"[Content_Types].xml": ("a Word, Excel or PowerPoint file", _SAVE),
    b"_rels/.rels": ("a Word, Excel or PowerPoint file", _SAVE),
    b"word/": ("a Word file", _SAVE),
    b"mimetypeapplication/epub": ("an EPUB book", "give a page of it"),
    b"mimetypeapplication/vnd.oasis": ("an OpenDocument file", _SAVE),
}  # how the first name in a ZIP archive begins
# Browsers read these labels as their supersets (WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
_NEVER_DECLARED = ("utf-16", "utf-32", "utf-7", "unicode")  # a page that can say so in ASCII is not so
_OF_PYTHON = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "mbcs", "oem"})
_OF_TWO_BYTES = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"})
_BAD = "\ufffd"
_HALF = pattern("[\ud800-\udfff]")
_WINDOWS = {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
_OF_THREE_BYTES = pattern("[\u0800-\ufffc]|[\U00010000-\U0010ffff]")  # in UTF-8, of three or four
_FOREIGN = pattern("[^\x00-\x7f\ufffd]")
# Chinese encodings, and whether a character is one of those that are in use.
_USUAL: dict[str, Callable[[str], bool]] = {
    "gb18030": lambda char: bool(char.encode("gb2312", "ignore")),
    "big5hkscs": lambda char: b"\xa1" <= char.encode("big5", "ignore")[:1] <= b"\xc6",
}
_START = 4096  # bytes in which an encoding shows
_BEGINNING = 131_072  # characters in which it shows that text was read wrongly; scripts may come before letters
_FEWEST = 4  # characters that say something about an encoding that the document does not declare
_MOST_BAD = 10  # one character in so many may be unreadable, before the document counts as binary


def decode(data: bytes, notes: Notes, charset: str | None = None) -> str:
    """Text of *data*: by its BOM, as UTF-8, as declared, as GB18030, in this order.

    A *charset* that came with it, in the header of an HTTP response, counts before what the data declares.

    UTF-8 comes before the declaration, since text in another encoding is hardly ever valid UTF-8, and saved pages often
    keep a ``<meta charset>`` that is no longer true. Broken UTF-8 stays UTF-8 where most of it is whole. What cannot be
    read is U+FFFD in the text, and a note says how much that is.

    Raises:
        DocumentError: *data* is no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replaced(data[len(bom) :], encoding, notes)
    zipped = (said for name, said in _ZIPPED.items() if data.startswith(_ZIP) and data.startswith(name, 30))
    for what, instead in chain(zipped, (said for magic, said in _MAGIC.items() if data.startswith(magic))):
        raise DocumentError(f"the document is {what}, and not HTML: {instead}")
    if (wide := _utf16_by_nulls(data)) is not None:
        return _replaced(data, wide, notes)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _replaced(data, _best_encoding(data, _stated(data, charset)), notes)
    if _OF_THREE_BYTES.search(text) or text.isascii():
        return text
    return _replaced(data, _stated_chinese(data, charset) or "utf-8", notes)


def repaired(text: str, notes: Notes) -> str:
    """*text*, which was decoded elsewhere, without what went wrong there, where that can be seen; a note says so.

    HTTP libraries read UTF-8 as Latin-1 where the server states no encoding. ``surrogateescape`` keeps bytes that could
    not be read; other halves of a character come from scripts, and two of them are one.
    """
    if _has_halves(text[:_BEGINNING]):
        try:
            return decode(text.encode(errors="surrogateescape"), notes)
        except UnicodeEncodeError:
            return _without_halves(text, notes)
    data = _read_as_latin(text)
    if data is None:
        return text
    notes.add("encoding", "the text was UTF-8 that had been read as Latin-1")
    return _replaced(data, "utf-8", notes)


def _has_halves(text: str) -> bool:
    """Whether there are halves of characters in *text*; UTF-8 tells it faster than a search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _without_halves(text: str, notes: Notes) -> str:
    """*text* with two halves of a character as one, and without those that are alone."""
    kept, alone = _HALF.subn("", joined(text))
    if alone:
        notes.add("encoding", f"{alone} halves of characters could not be read")
    return kept


def _read_as_latin(text: str) -> bytes | None:
    """The bytes of *text* if it is UTF-8 that was read as Latin-1 or Windows-1252; no such text has them by chance."""
    if text.isascii():
        return None
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError as error:
        if ord(text[error.start]) not in _WINDOWS:
            return None
        data = text.translate(_WINDOWS).encode("latin-1", "replace")
    return data if _is_mostly_utf8(data) else None


def _stated(data: bytes, charset: str | None) -> str | None:
    """The encoding that *charset* or the document states."""
    return (_codec(charset) if charset else None) or _declared(data)


def _stated_chinese(data: bytes, charset: str | None) -> str | None:
    """The encoding of two bytes a character that is stated: few such characters may be valid UTF-8."""
    stated = _stated(data, charset)
    return stated if stated in _OF_TWO_BYTES and _reads(data, stated) else None


def _replaced(data: bytes, encoding: str, notes: Notes) -> str:
    """*data* in *encoding*, what cannot be read replaced and noted."""
    text = data.decode(encoding, "replace")
    if bad := _unreadable(data, text, encoding):
        if bad > len(text) // _MOST_BAD:
            raise DocumentError(f"the document is binary data, and not HTML: {_GIVE}")
        notes.add("encoding", f"{bad} characters could not be read as {encoding}")
    return text


def _unreadable(data: bytes, text: str, encoding: str) -> int:
    """How many characters of *text*, which *encoding* made of *data*, stand for bytes that it could not read."""
    stated = _BAD.encode(encoding, "ignore")
    return text.count(_BAD) - (data.count(stated) if stated else 0)


def _best_encoding(data: bytes, declared: str | None) -> str:
    """The encoding of *data*, which is not valid UTF-8 and is said to be *declared*."""
    if _is_mostly_utf8(data):
        return "utf-8"
    if declared and declared != "utf-8" and _reads(data, declared):
        return declared
    fewest = _FEWEST if declared else 1
    return next((name for name in _USUAL if _is_chinese(data, name, fewest)), declared or "utf-8")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters of three bytes are whole than broken: other encodings have hardly any by chance."""
    text = data.decode("utf-8", "replace")
    return len(_OF_THREE_BYTES.findall(text)) > _unreadable(data, text, "utf-8")


def _reads(data: bytes, encoding: str) -> bool:
    """Whether *encoding* reads nearly all of *data*."""
    text = data.decode(encoding, "replace")
    return _unreadable(data, text, encoding) * _MOST_BAD <= len(_FOREIGN.findall(text))


def _is_chinese(data: bytes, encoding: str, fewest: int) -> bool:
    """Whether *encoding* reads *data* as characters that are in use: bytes of other encodings give rare ones."""
    text = data.decode(encoding, "replace")
    foreign = _FOREIGN.findall(text)
    usual = sum(_USUAL[encoding](char) for char in foreign)
    return len(foreign) >= fewest and 4 * text.count(_BAD) <= len(foreign) and 10 * usual >= 7 * len(foreign)


def _declared(data: bytes) -> str | None:
    """The charset that the document's start declares, if Python knows it."""
    found = _CHARSET.search(data, 0, _START)
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
        known = codecs.lookup(name).name
    except (LookupError, UnicodeError):  # no codec has the name, or one that gives bytes, such as "hex"
        return None
    return None if known in _OF_PYTHON else known


def _utf16_by_nulls(data: bytes) -> str | None:
    """UTF-16 without a BOM shows as a NUL beside the first ``<``."""
    start = data[:_START]
    if b"<\x00" in start and start.find(b"<\x00") % 2 == 0:
        return "utf-16-le"
    if b"\x00<" in start and start.find(b"\x00<") % 2 == 0:
        return "utf-16-be"
    return None
