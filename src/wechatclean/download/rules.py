"""How much a download may ask, take and wait."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from wechatclean.images.addresses import Format


@dataclass(frozen=True, slots=True)
class DownloadRules:
    """Bounds on a download.

    Attributes:
        concurrency: requests at a time.
        attempts: requests for one picture, where the failure may pass (no answer, status 429 or 5xx, a
            placeholder).
        pause: seconds before the second attempt; twice as long before each further one.
        timeout: seconds for one attempt, from first to last byte.
        max_bytes: of one picture.
        redirects: followed for one picture.
        formats: what is taken, told by content and not by name. Without SVG: such a file can hold scripts.
        private_hosts: whether addresses such as ``127.0.0.1`` and ``10.0.0.1`` may be asked, which a page or
            a redirect could name to reach into your network. A name is looked up once, and what was checked is
            what is connected to; where a proxy is set, it is the proxy that looks it up.

    Raises:
        TypeError: a bound is no number, or *formats* no set.
        ValueError: one is negative, there is no request at all, or no format has such a name.
    """

    concurrency: int = 8
    attempts: int = 3
    pause: float = 0.5
    timeout: float = 30.0
    max_bytes: int = 25 * 1024 * 1024
    redirects: int = 5
    formats: AbstractSet[Format] = frozenset({"jpeg", "png", "gif", "webp", "bmp", "avif"})
    private_hosts: bool = False

    def __post_init__(self) -> None:
        for name, least in _LEAST.items():
            value = getattr(self, name)
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                raise TypeError(f"DownloadRules.{name} is a number, not {value!r:.80}")
            if not value >= least:  # nor is NaN
                raise ValueError(f"DownloadRules.{name} is at least {least}, not {value}")
        given: object = self.formats
        if isinstance(given, str) or not isinstance(given, Collection):
            raise TypeError(f"DownloadRules.formats is a set of formats, such as {{'png'}}, not {given!r:.80}")
        if unknown := sorted(str(name) for name in given if name not in get_args(Format)):
            raise ValueError(f"DownloadRules.formats are of {', '.join(get_args(Format))}, not {', '.join(unknown)}")
        object.__setattr__(self, "formats", frozenset(given))


# With fewer, nothing could ever come.
_LEAST = {"concurrency": 1, "attempts": 1, "pause": 0, "timeout": 0, "max_bytes": 0, "redirects": 0}


Reason: TypeAlias = Literal[
    "format",
    "no_address",
    "no_answer",
    "no_picture",
    "not_written",
    "placeholder",
    "private_host",
    "redirects",
    "status",
    "timeout",
    "too_large",
]


class FetchError(Exception):
    """No picture came, and why; *passing* where another attempt may do better."""

    def __init__(self, reason: Reason, message: str, *, passing: bool = False) -> None:
        self.reason: Reason = reason
        self.message: str = message
        self.passing: bool = passing
        super().__init__(message)
