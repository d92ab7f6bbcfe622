"""A page saved by a browser as one MHTML file (RFC 2557): its HTML, its address, and its pictures' addresses."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from wechatclean.patterns import pattern

_LONGEST_HEADER = 16 * 1024  # bytes in which the header of the file, or of a part, ends
_HEADER = pattern(rb"(?:[\w-]{1,60}:[^\n]*\n|[ \t][^\n]*\n){1,60}\r?\n")
_FIELD = pattern(rb"^([\w-]{1,60}):[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.M)
_MULTIPART = pattern(rb"^content-type:\s*multipart/related", re.I | re.M)
_SAVED = pattern(rb"^(?:snapshot-content-location|content-location|from:\s*<saved by)", re.I | re.M)
_ONE_PART = pattern(rb"^content-type:\s*(?:text/html|application/xhtml\+xml)", re.I | re.M)
_HTML = ("text/html", "application/xhtml+xml")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_BOUNDARY = pattern(r"""\bboundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))""", re.I)
_CHARSET = pattern(r"""\bcharset\s*=\s*["']?([\w.:-]{2,40})""", re.I)
_CONTENT_ID = pattern(rb"""\bcid:([^\s"'<>)]{1,200})""", re.I)


class SavedPage(NamedTuple):
    """The HTML part of an MHTML file."""

    html: bytes
    url: str | None
    charset: str | None


class _Part(NamedTuple):
    fields: dict[str, str]
    data: bytes


def begins_mhtml(data: bytes) -> bool:
    """Whether *data* begins with the header of an MHTML file, which may hold the HTML alone."""
    header = _HEADER.match(data[:_LONGEST_HEADER].lstrip(_BLANK))
    return header is not None and _is_saved(header[0])


def _is_saved(header: bytes) -> bool:
    is_one_part = _ONE_PART.search(header) is not None and _SAVED.search(header) is not None
    return is_one_part or _MULTIPART.search(header) is not None


def read_mhtml(data: bytes) -> SavedPage | None:
    """The page in an MHTML file, or ``None`` where it holds no HTML part.

    References to other parts by ``cid:`` become the addresses that these parts were saved from.
    """
    whole = _part(data.lstrip(_BLANK))
    boundary = _BOUNDARY.search(whole.fields.get("content-type", ""))
    parts = list(_parts(whole.data, (boundary[1] or boundary[2]).encode())) if boundary else [whole]
    page = next((part for part in parts if part.fields.get("content-type", "").lower().startswith(_HTML)), None)
    if page is None:
        return None
    charset = _CHARSET.search(page.fields["content-type"])
    url = whole.fields.get("snapshot-content-location") or page.fields.get("content-location")
    return SavedPage(_with_locations(_decoded(page), parts), url, charset[1] if charset else None)


def _parts(data: bytes, boundary: bytes) -> Iterator[_Part]:
    """The parts between the lines that *boundary* makes; what stands before the first one is no part."""
    for piece in re.split(rb"(?:^|\r?\n)--" + re.escape(boundary) + rb"(?=[-\r\n]|$)", data)[1:]:
        if not piece.startswith(b"--"):
            yield _part(piece.lstrip(b"\r\n"))


def _part(data: bytes) -> _Part:
    header = _HEADER.match(data, 0, _LONGEST_HEADER)
    if header is None:
        return _Part({}, data)
    fields = {name.decode().lower(): _unfolded(value) for name, value in _FIELD.findall(header[0])}
    return _Part(fields, data[header.end() :])


def _unfolded(value: bytes) -> str:
    return re.sub(r"\r?\n[ \t]+", " ", value.decode("utf-8", "replace")).strip()


def _decoded(part: _Part) -> bytes:
    encoding = part.fields.get("content-transfer-encoding", "").lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(part.data)
    if encoding == "base64":
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", part.data)
        return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"==")
    return part.data


def _with_locations(html: bytes, parts: list[_Part]) -> bytes:
    """*html* whose ``cid:`` references are addresses."""
    locations = {
        part.fields["content-id"].strip("<>").encode(): part.fields["content-location"].encode()
        for part in parts
        if part.fields.get("content-id") and not part.fields.get("content-location", "cid:").startswith("cid:")
    }
    return _CONTENT_ID.sub(lambda found: locations.get(found[1], found[0]), html) if locations else html
