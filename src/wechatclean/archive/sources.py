"""The files that a user means: folders are searched, and what stands in them beside pages is told."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path, PurePath
from typing import NamedTuple

from wechatclean.archive.former import written_in
from wechatclean.patterns import pattern

# What a page, a post, a feed or an archive is saved as; in a folder other files are parts of pages, or no pages.
SUFFIXES = frozenset(".html .htm .xhtml .shtml .mht .mhtml .md .markdown .xml .rss .atom .warc".split())
ADDRESS = pattern(r"[a-z][a-z\d+.-]{1,15}://|(?=//|www\.|mp\.weixin\.qq\.com/)", re.I)
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
    """The files that *given* paths are: files, folders with all that lie in them, and patterns of names; each once.

    Attributes:
        given: the paths.
        but: folders that are not searched: those that are written to.
        passed_over: how many files of folders were passed over, by what their names end with.
        problems: what could not be looked into, and why.
    """

    given: Sequence[str]
    but: Sequence[str] = ()
    passed_over: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)
    _searched: dict[object, str] = field(default_factory=dict)  # folders, and the path that they were found by
    _found: set[tuple[object, str]] = field(default_factory=set)  # files, by their folders and names

    def __iter__(self) -> Iterator[Found]:
        self._searched = dict.fromkeys(map(_identity, self.but), "")
        self._found.clear()
        yield from self._all(self.given)

    def _all(self, paths: Sequence[str]) -> Iterator[Found]:
        for path in _without_parts(paths):
            if os.path.isdir(path):  # noqa: PTH112  # of any name
                yield from self._in_folder(path)
            elif ADDRESS.match(path) and not os.path.exists(path):  # noqa: PTH110
                self.problems.append((path, "an address, and no file: fetch it first"))
            elif has_magic(path) and not os.path.exists(path):  # noqa: PTH110
                yield from self._matching(path)
            else:
                yield from self._file(path)

    def _matching(self, pattern: str) -> Iterator[Found]:
        """The files that *pattern* stands for, where no shell has read it."""
        names = sorted(glob(pattern, recursive=True))  # noqa: PTH207
        if not names:
            self.problems.append((pattern, "no file has such a name"))
        yield from self._all(names)

    def _file(self, path: str, folder: str = "") -> Iterator[Found]:
        place = _identity(os.path.dirname(path)), os.path.basename(path)  # noqa: PTH119, PTH120
        if place in self._found:
            return
        self._found.add(place)
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
            self.problems.append((path, "a pipe or a device, and no file"))  # which may never end
        else:
            yield Found(path, folder)

    def _in_folder(self, top: str) -> Iterator[Found]:
        """The pages in a folder, and in the folders in it, in the order of their names; each folder once."""
        if self._searched.get(_identity(top)) == "":
            self.problems.append((top, "it is the folder that is written to: give another one"))
            return
        if _identity(top) in self._searched:
            return
        has_pages, written = False, set[str]()
        for folder, folders, files in os.walk(top, onerror=self._told, followlinks=True):
            identity = _identity(folder)
            if identity in self._searched:  # a link that leads in a circle, a folder that is written to or was given
                has_pages = has_pages or self._searched[identity] not in ("", top)
                folders.clear()
                continue
            self._searched[identity] = top
            written.update(written_in(folder) if folder != top else ())
            pages = self._pages(folder, files, written)
            has_pages = has_pages or bool(pages)
            stems = {PurePath(name).stem for name in pages}
            folders[:] = sorted(name for name in folders if not _is_of_a_page(name, stems) and name[:1] != ".")
            where = os.path.relpath(folder, top)
            for name in sorted(pages):
                yield from self._file(os.path.join(folder, name), "" if where == "." else Path(where).as_posix())  # noqa: PTH118
        if not has_pages and os.access(top, os.R_OK):
            self.problems.append((top, "no page lies in it"))

    def _pages(self, folder: str, files: list[str], written: set[str]) -> set[str]:
        """Those of *files* that may be pages; the others are counted."""
        former = {name for name in files if os.path.join(folder, name) in written}  # noqa: PTH118
        pages = {name for name in files if _is_called_as_a_page(name)} - former
        self.passed_over.update(PurePath(name).suffix.lower() for name in set(files) - pages - former)
        if former:
            self.passed_over["documents of a former run"] += len(former)
        return pages

    def _told(self, error: OSError) -> None:
        self.problems.append((str(error.filename), error.strerror or str(error)))


def _is_called_as_a_page(name: str) -> bool:
    return PurePath(name.lower().removesuffix(".gz")).suffix in SUFFIXES


def _without_parts(paths: Sequence[str]) -> Iterator[str]:
    """*paths* without the folders of parts that a browser has saved beside one of them: ``*`` names both."""
    beside: dict[str, set[str]] = {}
    for path in paths:
        folder, name = os.path.split(path)
        beside.setdefault(folder, set()).add(PurePath(name).stem)
    for path in paths:
        folder, name = os.path.split(path.rstrip("/"))
        if not _is_of_a_page(name, beside.get(folder, ())):
            yield path


def _is_of_a_page(folder: str, stems: Collection[str]) -> bool:
    """Whether a browser has saved the parts of a page in *folder*, which is one of these without its suffix."""
    return any(folder.lower().endswith(end) and folder[: -len(end)] in stems for end in _PARTS)


def _identity(folder: str) -> object:
    """What is the same for the same folder, by whatever path."""
    try:
        there = os.stat(folder or ".")  # noqa: PTH116
    except (OSError, ValueError):
        return folder
    return there.st_dev, there.st_ino


def listed(data: bytes) -> list[str]:
    """The paths that a list holds, one a line, or with NUL between them; empty lines and those with ``#`` hold none."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"  # as PowerShell writes it
    text = data.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
    lines = text.removeprefix("\ufeff").replace("\0", "\n").replace("\r\n", "\n").split("\n")
    return [_path_in(line) for line in lines if line.strip() and not line.startswith("#")]


def _path_in(line: str) -> str:
    """The path on *line*; a space around it may be of its name."""
    return line if os.path.exists(line) else line.strip()  # noqa: PTH110
