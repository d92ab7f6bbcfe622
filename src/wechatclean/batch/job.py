"""One source that is to be cleaned."""

from __future__ import annotations

import os
from typing import NamedTuple

from wechatclean.errors import DocumentError
from wechatclean.source.mistakes import is_address
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
            DocumentError: there is none, and the reason is known; or *name* is no path.
        """
        if self.problem:
            raise DocumentError(self.problem)
        if self.source is not None:
            return self.source
        try:
            with open(self.name, "rb") as file:  # noqa: PTH123  # of any name
                return file.read()
        except OSError as error:
            if words := _no_path(self.name):
                raise DocumentError(words) from error
            raise


def _no_path(name: str) -> str | None:
    """The words for what is given as a path, and is none of a file."""
    if is_address(name):
        return "an address, and no file: fetch it, and give clean_many() the pair (address, what came)"
    if os.path.isdir(name):  # noqa: PTH112  # of any name
        return "a folder, and no file: give clean_many() its files, as pathlib.Path(…).rglob('*.html') finds them"
    if "*" in name or "?" in name:
        return "a pattern, and no file: give clean_many() the files that glob.glob() finds"
    return None
