"""How the command ends: its exit statuses, and what is told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from wechatclean.patterns import pattern

WRITTEN, INCOMPLETE, USAGE, UNAVAILABLE, NOT_AN_ARTICLE, BAD_SOURCE, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
EXIT_STATUSES: Mapping[int, str] = MappingProxyType(
    {
        WRITTEN: "all is written",
        INCOMPLETE: "written, but something did not come: an article of many, a picture, or content that no rule knows",
        USAGE: "wrong usage",
        UNAVAILABLE: "the article is unavailable: deleted, moved, behind a captcha and so on; of many, none came",
        NOT_AN_ARTICLE: "the page is not an article",
        BAD_SOURCE: "the source cannot be read, is not HTML, or passes a limit",
        NOT_WRITTEN: "the output cannot be written",
        INTERRUPTED: "interrupted (Ctrl-C)",
    }
)


_CONTROLS = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # which a terminal obeys, and a file's name may have


class Failure(Exception):
    """Nothing is written, or not all of it, and why; an empty message is not told."""

    def __init__(self, status: int, where: str, message: object) -> None:
        self.status, self.where, self.message = status, where, message


def say(where: str, message: object) -> None:
    """One line on standard error, if that is open: what cannot be told there stops nothing."""
    line = f"wechatclean: {where}: {' '.join(str(message).split())}"
    if sys.stderr is not None:
        with suppress(OSError):
            print(_CONTROLS.sub("\ufffd", line), file=sys.stderr)
