"""Ids that stay: the same from run to run and from process to process."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256


class Ids:
    """Gives out ids: a hash of kind and content, and of which of equal ones it is; *of* sets apart what is alike."""

    def __init__(self, of: str = "") -> None:
        self._of = of
        self._seen: Counter[str] = Counter()

    def next(self, kind: str, content: str) -> str:
        """The id of the next thing of this *kind* and *content*."""
        digest = sha256(f"{self._of}\0{kind}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()
        self._seen[digest] += 1
        return sha256(f"{digest} {self._seen[digest]}".encode()).hexdigest()[:16]
