"""The errors that leave wechatclean.

::

    WechatCleanError (ValueError)    catch this one
    ├── DocumentError                the source is empty, binary or not HTML at all
    ├── LimitError                   a size, depth or node limit was passed
    ├── FrontMatterError             the YAML header cannot be read safely
    ├── NotAnArticle                 readable, but nothing here is an article
    ├── ArticleUnavailable           the page says why there is no article
    ├── CountError                   the function that counts tokens for chunks has raised, or returned no number
    └── ProcessError                 only in a Result: the process that cleaned it was killed, or took too long

What can be no source at all, such as a number, is a :class:`TypeError`, and an option that is none a
:class:`TypeError` or :class:`ValueError`, as for any function.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias

__all__ = [
    "ArticleUnavailable",
    "CountError",
    "DocumentError",
    "FrontMatterError",
    "LimitError",
    "NotAnArticle",
    "ProcessError",
    "WechatCleanError",
]


LimitName: TypeAlias = Literal["size", "depth", "nodes", "attributes", "front_matter"]
UnavailableReason: TypeAlias = Literal[
    "bad_parameters",
    "blocked",
    "cancelled",
    "captcha",
    "complained",
    "deleted",
    "expired",
    "migrated",
    "not_visible",
    "open_in_app",
    "rate_limited",
    "send_failed",
    "stopped",
    "system_error",
    "unavailable",
    "unknown",
    "violation",
]


class WechatCleanError(ValueError):
    """Base of every error of this library; never raised itself."""


class DocumentError(WechatCleanError):
    """The source is empty, binary, or something else than HTML; the message says what, and which call takes it."""


class LimitError(WechatCleanError):
    """The source passes one of the :class:`~wechatclean.Limits`.

    Attributes:
        limit: name of the limit, a field of :class:`~wechatclean.Limits`.
        allowed: its value.
        found: how much the source has, or ``None`` where the parser stopped counting.
    """

    def __init__(self, limit: LimitName, allowed: int, found: int | None = None) -> None:
        self.limit: LimitName = limit
        self.allowed: int = allowed
        self.found: int | None = found
        has = "more" if found is None else str(found)
        super().__init__(
            f"limit {limit!r} passed: {allowed} allowed, the source has {has}; Limits({limit}=…) allows more"
        )

    def __reduce__(self) -> tuple[type[LimitError], tuple[LimitName, int, int | None]]:
        return type(self), (self.limit, self.allowed, self.found)


class FrontMatterError(WechatCleanError):
    """The YAML front matter is broken or hostile.

    Attributes:
        reason: what is wrong, in a few words.
        line: 1-based line in the source, or ``None`` where unknown.
        column: 1-based column, or ``None`` where unknown.
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason: str = reason
        self.line: int | None = line
        self.column: int | None = column
        place = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"front matter: {reason}{place}")

    def __reduce__(self) -> tuple[type[FrontMatterError], tuple[str, int | None, int | None]]:
        return type(self), (self.reason, self.line, self.column)


class NotAnArticle(WechatCleanError):
    """The source can be read, but holds no article: an account page, a list, another site."""


class ArticleUnavailable(WechatCleanError):
    """The page stands in for an article that cannot be shown.

    Attributes:
        reason: ``"deleted"``, ``"violation"``, ``"captcha"``, ``"migrated"``, … (see ``docs/metadata.md``);
            ``"unknown"`` where the page's words tell none of these.
        message: the page's own words.
        account: name of the account, where the page gives it.
        url: where the page sends the reader instead, where it does.
    """

    def __init__(
        self, reason: UnavailableReason, message: str, account: str | None = None, url: str | None = None
    ) -> None:
        self.reason: UnavailableReason = reason
        self.message: str = message
        self.account: str | None = account
        self.url: str | None = url
        super().__init__(f"{reason}: {message}" if message else reason)

    def __reduce__(self) -> tuple[type[ArticleUnavailable], tuple[UnavailableReason, str, str | None, str | None]]:
        return type(self), (self.reason, self.message, self.account, self.url)


class CountError(WechatCleanError):
    """A user's ``count`` for :meth:`wechatclean.Article.chunks` has raised, or what it returned is no number of tokens.

    What it has raised is the ``__cause__``.
    """


class ProcessError(WechatCleanError):
    """The process that cleaned the source was killed, or gave up when its time was over; the message says which.

    It is never raised: :meth:`wechatclean.Cleaner.clean_many` gives it in a :class:`~wechatclean.Result`.
    """


def meant(name: str, known: Collection[str]) -> str:
    """What the end of a message says of a *name* that is none of those that are *known*: the nearest, or all.

    >>> meant("titel", ("author", "title")), meant("x", ("author", "title"))
    (': is title meant?', '; there are author, title')
    """
    from difflib import get_close_matches  # only for who mistypes

    near = get_close_matches(name, known, 1, cutoff=0.7)
    return f": is {near[0]} meant?" if near else f"; there are {', '.join(known)}"
