"""What comes of one of many sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from wechatclean.article import Article
from wechatclean.errors import ArticleUnavailable, NotAnArticle, UnavailableReason

Status: TypeAlias = Literal["article", "not-an-article", "error"] | UnavailableReason


@dataclass(frozen=True)
class Result:
    """What came of a source: an article, or the error that says why there is none.

    Attributes:
        name: the source's name: the path as it was given, or the name that came with the text; of an item of a feed
            with ``#`` and its number, from 1, behind it.
        article: the article, if there is one.
        error: why there is none: one of :mod:`wechatclean.errors`, :class:`OSError` of a file that cannot be read, or
            what a rule of your own has raised.
        seconds: wall-clock time that it took, in seconds; all items of a feed share its time.
    """

    name: str
    article: Article | None = None
    error: Exception | None = None
    seconds: float = 0.0

    @property
    def status(self) -> Status:
        """``"article"``; the reason of :class:`~wechatclean.ArticleUnavailable`, such as ``"deleted"``;
        ``"not-an-article"``; ``"error"`` for all else."""  # noqa: D205, D209  # one sentence
        if self.article is not None:
            return "article"
        if isinstance(self.error, ArticleUnavailable):
            return self.error.reason
        return "not-an-article" if isinstance(self.error, NotAnArticle) else "error"
