"""How much a download may ask, take and wait."""

from __future__ import annotations

from dataclasses import dataclass


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
            a redirect could name to reach into your network. Names are not looked up.
    """

    concurrency: int = 8
    attempts: int = 3
    pause: float = 0.5
    timeout: float = 30.0
    max_bytes: int = 25 * 1024 * 1024
    redirects: int = 5
    formats: frozenset[str] = frozenset({"jpeg", "png", "gif", "webp", "bmp", "avif"})
    private_hosts: bool = False


class FetchError(Exception):
    """No picture came, and why; *passing* where another attempt may do better."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        self.reason, self.passing = reason, passing
        super().__init__(reason)
