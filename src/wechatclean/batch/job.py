"""One source that is to be cleaned."""

from __future__ import annotations

from typing import NamedTuple

from wechatclean.errors import DocumentError
from wechatclean.source.response import Response


class Job(NamedTuple):
    """One source.

    Attributes:
        name: what it is called.
        source: the source itself, or ``None`` where *name* is the path of a file.
        url: its address.
        problem: why there is no source.
    """

    name: str
    source: str | bytes | Response | None = None
    url: str | None = None
    problem: str = ""

    def read(self) -> str | bytes | Response:
        """The source.

        Raises:
            OSError: its file cannot be read.
            ValueError: the path of its file holds a NUL.
            DocumentError: there is none, and the reason is known.
        """
        if self.problem:
            raise DocumentError(self.problem)
        if self.source is not None:
            return self.source
        with open(self.name, "rb") as file:  # noqa: PTH123  # of any name
            return file.read()
