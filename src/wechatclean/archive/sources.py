"""The files that a user means: folders are searched, and what stands in them beside pages is told."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path, PurePath
from typing import NamedTuple

# What a page, a post, a feed or an archive is saved as; in a folder other files are parts of pages, or no pages.
SUFFIXES = frozenset(".html .htm .xhtml .shtml .mht .mhtml .md .markdown .xml .rss .atom .warc .gz".split())
_PARTS = ("_files", ".files", "-files", "_file", "_resources")  # behind a page's name: the folder of its parts


class Found(NamedTuple):
    """A file to clean.

    Attributes:
        path: its path.
        folder: the folder that it lies in, seen from the one that was given, with ``/``; ``""`` is that one.
    """

    path: str
    folder: str = ""


@dataclass
class Sources:
    """The files that *given* paths are: files, folders with all that lie in them, and patterns of names.

    Attributes:
        given: the paths.
        but: a folder that is not searched: the one that is written to.
        passed_over: how many files of folders were passed over, by what their names end with.
        problems: what could not be looked into, and why.
    """

    given: Iterable[str]
    but: str = ""
    passed_over: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Found]:
        for path in self.given:
            if os.path.isdir(path):  # noqa: PTH112  # of any name
                yield from self._in_folder(path)
            elif has_magic(path) and not os.path.exists(path):  # noqa: PTH110
                yield from self._matching(path)
            else:
                yield Found(path)

    def _matching(self, pattern: str) -> Iterator[Found]:
        """The files that *pattern* stands for, where no shell has read it."""
        names = sorted(glob(pattern, recursive=True))  # noqa: PTH207
        if not names:
            self.problems.append((pattern, "no file has such a name"))
        yield from (Found(name) for name in names if os.path.isfile(name))  # noqa: PTH113

    def _in_folder(self, top: str) -> Iterator[Found]:
        """The pages in a folder, and in the folders in it, in the order of their names; each folder once."""
        seen, has_pages = {_identity(self.but)} - {None}, False
        if _identity(top) in seen:
            self.problems.append((top, "it is the folder that is written to: give another -o FOLDER"))
            return
        for folder, folders, files in os.walk(top, onerror=self._told, followlinks=True):
            identity = _identity(folder)
            if identity in seen:  # a link that leads in a circle, or the folder that is written to
                folders.clear()
                continue
            seen.add(identity)
            pages = {name for name in files if PurePath(name).suffix.lower() in SUFFIXES}
            has_pages = has_pages or bool(pages)
            self.passed_over.update(PurePath(name).suffix.lower() for name in files if name not in pages)
            folders[:] = sorted(name for name in folders if not _is_of_a_page(name, pages) and name[:1] != ".")
            where = os.path.relpath(folder, top)
            for name in sorted(pages):
                path = os.path.join(folder, name)  # noqa: PTH118
                if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
                    self.problems.append((path, "a pipe or a device, and no file"))  # which may never end
                else:
                    yield Found(path, "" if where == "." else Path(where).as_posix())
        if not has_pages and os.access(top, os.R_OK):
            self.problems.append((top, "no page lies in it"))

    def _told(self, error: OSError) -> None:
        self.problems.append((str(error.filename), error.strerror or str(error)))


def _is_of_a_page(folder: str, pages: set[str]) -> bool:
    """Whether a browser has saved the parts of one of *pages* in *folder*."""
    stem = next((folder.removesuffix(end) for end in _PARTS if folder.lower().endswith(end)), None)
    return stem is not None and any(PurePath(page).stem == stem for page in pages)


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        there = os.stat(folder)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return there.st_dev, there.st_ino


def listed(text: str) -> list[str]:
    """The paths that a list holds, one a line; lines that are empty or begin with ``#`` hold none."""
    lines = (line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))
    return [line for line in lines if line.strip() and not line.startswith("#")]
