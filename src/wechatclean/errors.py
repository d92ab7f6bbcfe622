"""The errors that leave wechatclean.

::

    WechatCleanError (ValueError)    catch this one
    ├── DocumentError                empty, binary or not HTML at all
    ├── LimitError                   a size, depth or node limit was passed
    ├── FrontMatterError             the YAML header cannot be read safely
    ├── NotAnArticle                 readable, but nothing here is an article
    └── ArticleUnavailable           the page says why there is no article

Input that is neither ``str`` nor ``bytes`` is a :class:`TypeError`, as for any function.
"""

from __future__ import annotations

__all__ = [
    "ArticleUnavailable",
    "DocumentError",
    "FrontMatterError",
    "LimitError",
    "NotAnArticle",
    "WechatCleanError",
]


class WechatCleanError(ValueError):
    """Base of every error of this library; never raised itself."""


class DocumentError(WechatCleanError):
    """The input is empty, binary, or holds no HTML element."""


class LimitError(WechatCleanError):
    """The input passes one of the :class:`~wechatclean.Limits`.

    Attributes:
        limit: name of the limit, a field of :class:`~wechatclean.Limits`.
        allowed: its value.
        found: how much the input has, or ``None`` where the parser stopped counting.
    """

    def __init__(self, limit: str, allowed: int, found: int | None = None) -> None:
        self.limit, self.allowed, self.found = limit, allowed, found
        has = "more" if found is None else str(found)
        super().__init__(f"limit {limit!r} passed: {allowed} allowed, the document has {has}")

    def __reduce__(self) -> tuple[type[LimitError], tuple[str, int, int | None]]:
        return type(self), (self.limit, self.allowed, self.found)


class FrontMatterError(WechatCleanError):
    """The YAML front matter is broken or hostile.

    Attributes:
        reason: what is wrong, in a few words.
        line: 1-based line in the document, or ``None`` where unknown.
        column: 1-based column, or ``None`` where unknown.
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        place = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"front matter: {reason}{place}")

    def __reduce__(self) -> tuple[type[FrontMatterError], tuple[str, int | None, int | None]]:
        return type(self), (self.reason, self.line, self.column)


class NotAnArticle(WechatCleanError):
    """The document can be read, but holds no article: an account page, a list, another site."""


class ArticleUnavailable(WechatCleanError):
    """The page stands in for an article that cannot be shown.

    Attributes:
        reason: ``"deleted"``, ``"violation"``, ``"captcha"``, ``"migrated"``, … (see ``docs/metadata.md``).
        message: the page's own words.
        account: name of the account, where the page gives it.
        url: where the page sends the reader instead, where it does.
    """

    def __init__(self, reason: str, message: str, account: str | None = None, url: str | None = None) -> None:
        self.reason, self.message, self.account, self.url = reason, message, account, url
        super().__init__(f"{reason}: {message}" if message else reason)

    def __reduce__(self) -> tuple[type[ArticleUnavailable], tuple[str, str, str | None, str | None]]:
        return type(self), (self.reason, self.message, self.account, self.url)
