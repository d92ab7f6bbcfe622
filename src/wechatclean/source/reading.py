"""What a user hands over, as text."""

from __future__ import annotations

from typing import NamedTuple

from wechatclean.errors import DocumentError, LimitError
from wechatclean.html.encoding import decode, repaired
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.source.mhtml import begins_mhtml, read_mhtml
from wechatclean.source.mistakes import mistake
from wechatclean.source.response import Given, Received, receive
from wechatclean.source.wrappings import begins_clipboard, read_clipboard, without_escapes

_TAG = pattern("<[A-Za-z]")
_FRONT_MATTER = pattern(r"\s*(?:-{3}|\+{3}|\{)")


class SourceText(NamedTuple):
    """The text of a source.

    Attributes:
        text: the text.
        url: the address that was handed over with it.
        is_whole: whether it is all that was handed over, so that its lines are those of the source.
    """

    text: str
    url: str | None = None
    is_whole: bool = True


def read_text(given: Given, notes: Notes, limits: Limits = LIMITS) -> SourceText:
    """The source as text, whatever it came as.

    Raises:
        TypeError: *given* is neither ``str`` nor ``bytes`` nor a response.
        DocumentError: it is empty or binary.
        LimitError: it is larger than ``limits.size``.
    """
    received = receive(given)
    if len(received.data) > limits.size:
        raise LimitError("size", limits.size, len(received.data))
    page = _unpacked(received)
    text, url, is_whole = _unwrapped(page, notes)
    if not text or text.isspace():
        raise DocumentError("the source is empty: look at how it was fetched or read")
    return SourceText(text, url, is_whole and page is received)


def as_html(text: str) -> str:
    """*text*, which has no front matter, as HTML.

    Raises:
        DocumentError: it has no HTML element, or is something else than HTML.
    """
    text = without_escapes(text)
    if instead := mistake(text):
        raise DocumentError(f"the source is {instead}")
    if not _TAG.search(text):
        raise DocumentError(f"no HTML element in the source, which begins {text.strip()[:40]!r}: give a page's HTML")
    return text


def _unpacked(received: Received) -> Received:
    """What was received, or the page in it if it is an MHTML file."""
    data = received.data
    if data[:200].lstrip()[:1] in (b"<", "<"):  # HTML; the header of an MHTML file begins with a word
        return received
    whole = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    if not begins_mhtml(whole):
        return received
    page = read_mhtml(whole)
    if page is None:
        raise DocumentError("the source is an MHTML file without an HTML part")
    return Received(page.html, page.url, page.charset)


def _unwrapped(received: Received, notes: Notes) -> SourceText:
    """The text of what was received, without what it is wrapped in."""
    data, url, charset = received
    text = decode(data, notes, charset) if isinstance(data, bytes) else repaired(data, notes).removeprefix("\ufeff")
    if begins_clipboard(text):
        clipping = read_clipboard(text)
        return SourceText(clipping.html, clipping.url or url, is_whole=False)
    return SourceText(text, url)


def begins_front_matter(text: str) -> bool:
    """Whether *text* begins as front matter may, blank lines aside: YAML, or Hugo's TOML or JSON."""
    return _FRONT_MATTER.match(text) is not None
