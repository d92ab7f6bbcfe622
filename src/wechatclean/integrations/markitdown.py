"""A plugin of MarkItDown's (extra ``wechatclean[markitdown]``): it gives pages of WeChat and Niaogebiji to us.

It is found by MarkItDown itself, where plugins are enabled: ``MarkItDown(enable_plugins=True)``, or
``markitdown --use-plugins page.html``. All other files are left to MarkItDown's own converters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any, BinaryIO

from markitdown import DocumentConverter, DocumentConverterResult, FileConversionException, MarkItDown, StreamInfo

from wechatclean.article import Article
from wechatclean.cleaner import Cleaner
from wechatclean.errors import ArticleUnavailable, UnavailableReason, WechatCleanError
from wechatclean.images.image import Image
from wechatclean.limits import LIMITS
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.publishing.page import byline
from wechatclean.sites.page import open_page
from wechatclean.sites.site import has_tag
from wechatclean.source.mhtml import begins_mhtml
from wechatclean.source.reading import as_html, read_text
from wechatclean.source.source import Source
from wechatclean.writer import MarkdownWriter

__plugin_interface_version__ = 1

_BEGINNING = 4096  # bytes that tell whether a file can be a page at all
_HOST = pattern(
    r"https?://(?:[^/?#@]*@)?(?:mp\.weixin\.qq\.com|(?:[\w-]+\.)*niaogebiji\.com)(?::\d+)?(?:[/?#]|\Z)", re.I
)
# What pages of ours have somewhere, and notices of other sites do not.
_TRACE = pattern(
    r"mp\.weixin\.qq\.com|niaogebiji\.com|\bactivity-detail\b|\brich_media|\bjs_content\b|\bmesg-block\b"
    r"|\bcgiDataNew\b|\bitem_show_type\b|\bpage_share_"
)


class Unavailable(ArticleUnavailable, FileConversionException):
    """The page stands in for an article that cannot be shown: an error of ours and of MarkItDown's."""

    def __init__(
        self, reason: UnavailableReason, message: str, account: str | None = None, url: str | None = None
    ) -> None:
        ArticleUnavailable.__init__(self, reason, message, account, url)
        self.attempts = None


class WechatConverter(DocumentConverter):
    """Makes Markdown of pages of WeChat and Niaogebiji: title, author, account and date, then the article.

    MarkItDown takes blanks from the ends of lines, so line breaks are written with a backslash.

    Args:
        cleaner: cleans; ``None`` is a :class:`~wechatclean.Cleaner` without options but for these line breaks.
    """

    def __init__(self, cleaner: Cleaner | None = None) -> None:
        if not (cleaner is None or isinstance(cleaner, Cleaner)):
            raise TypeError(f"cleaner is a wechatclean.Cleaner, not {cleaner!r:.80}")
        self._whole = cleaner or Cleaner(writer=MarkdownWriter(newline_style="backslash"))
        policy = self._whole.images
        self._short = replace(self._whole, images=replace(policy, address=_Shortened(policy.address)))

    def accepts(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> bool:
        """Whether this is a page of ours, by its content, and by its address where that is known.

        Raises:
            Unavailable: it stands in for an article. It is raised here since MarkItDown tries its next converter when
                ``convert()`` raises, which would give a captcha's words for an article.
        """
        at = file_stream.tell()
        try:
            beginning = file_stream.read(_BEGINNING)
            return _may_be_page(beginning) and _is_ours(beginning + file_stream.read(), stream_info.url)
        finally:
            file_stream.seek(at)

    def convert(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> DocumentConverterResult:
        """The article; of pictures that the page itself holds the beginning, or all with ``keep_data_uris=True``."""
        cleaner = self._whole if kwargs.get("keep_data_uris") else self._short
        article = cleaner.clean(file_stream.read(), url=_address(stream_info.url))
        return DocumentConverterResult(f"{_head(article)}{article.markdown}", title=article.title)


def register_converters(markitdown: MarkItDown, **kwargs: Any) -> None:
    """Register the converter with *markitdown*, which calls this; it is asked before those for any HTML."""
    markitdown.register_converter(WechatConverter())


@dataclass(frozen=True, slots=True)
class _Shortened:
    """Shows embedded pictures as MarkItDown does."""

    address: Callable[[Image], str | None]

    def __call__(self, image: Image) -> str | None:
        address = self.address(image)
        return f"{address.partition(',')[0]}..." if address and address.startswith("data:") else address


def _may_be_page(beginning: bytes) -> bool:
    """Whether a file that begins so can be HTML, or a page saved as MHTML; that costs nothing."""
    return beginning.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<") or begins_mhtml(beginning)


def _is_ours(data: bytes, url: str | None) -> bool:
    notes = Notes(has_places=False)
    try:
        text, saved_from, _ = read_text(data, notes)
        if not (_address(url) or _TRACE.search(text)):
            return False
        page = open_page(Source(as_html(text), _address(url) or saved_from), notes=notes, limits=LIMITS)
    except ArticleUnavailable as error:
        raise Unavailable(error.reason, error.message, error.account, error.url) from error
    except WechatCleanError:
        return False
    if page.base and page.base != page.site.base:  # a page that says where it is from
        return _address(page.base) is not None
    return page.kind != "article" or any(has_tag(page.source, *place) for place in page.site.containers)


def _address(url: str | None) -> str | None:
    """*url*, if it is one of our sites': a copy of a page may be anywhere."""
    return url if url and _HOST.match(url) else None


def _head(article: Article) -> str:
    """Title and byline, which are not in the content."""
    facts = " · ".join(byline(article))
    head = f"<h1>{escape(article.title or '')}</h1><p>{escape(facts)}</p>"
    return MarkdownWriter().convert(head) + "\n\n" if article.title or facts else ""
