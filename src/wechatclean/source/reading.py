"""What a user hands over, as text."""

from __future__ import annotations

import re

from wechatclean.errors import DocumentError, LimitError
from wechatclean.html.encoding import decode
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes

_TAG = re.compile("<[A-Za-z]")
_FRONT_MATTER = re.compile(r"\s*---")


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
