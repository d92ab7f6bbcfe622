"""Files that are whole or not there, and names that no other file has."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from wechatclean.article import Article
from wechatclean.publishing.styles import style_named

_PART = ".part"  # behind the name of what is not whole yet


def write(data: bytes, path: Path) -> None:
    """Write *data* to *path*: nobody sees half of it, whenever this process ends."""
    prepare(data, path)
    commit(path)


def prepare(data: bytes, path: Path) -> None:
    """Write *data* to a file beside *path*, which :func:`commit` gives its name."""
    part = path.with_name(path.name + _PART)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(data)
    except OSError:
        part.unlink(missing_ok=True)  # a disk that is full may be needed
        raise


def commit(path: Path) -> None:
    """Give what was prepared its name."""
    os.replace(path.with_name(path.name + _PART), path)  # noqa: PTH105


class Names:
    """The names of a folder's documents: by the title, in the sub-folder of the source, each once.

    Args:
        folder: the folder; what is in it keeps its name.
        style: name of the style.
        suffix: what the names end with.
    """

    def __init__(self, folder: Path, style: str, suffix: str) -> None:
        self._style, self._suffix = style, suffix
        self._taken = {path.relative_to(folder).as_posix().lower() for path in folder.rglob(f"*{suffix}")}
        before = PurePosixPath(style_named(style).file_name.partition("TITLE")[0].partition("DATE-")[0] + "x").parent
        self._before = before.parts

    def free(self, name: str) -> None:
        """Let *name* be given again: its document was never written."""
        self._taken.discard(name.lower())

    def of(self, article: Article, folder: str) -> str:
        """The path of the document of *article*, whose source lies in *folder*."""
        name = self._placed(article.filename(self._style, taken=_Taken(self, folder)), folder)
        self._taken.add(name.lower())
        return name

    def has(self, name: str, folder: str) -> bool:
        """Whether what would be *name* in *folder* is there."""
        return self._placed(name, folder).lower() in self._taken

    def _placed(self, name: str, folder: str) -> str:
        """*name*, with *folder* between the folders of the style and the document."""
        parts = PurePosixPath(name).parts
        n = len(self._before)
        path = PurePosixPath(*parts[:n], folder, *parts[n:])
        return path.with_suffix(self._suffix).as_posix() if path.suffix == ".md" else path.as_posix()


class _Taken:
    """The names that are taken in one folder."""

    def __init__(self, names: Names, folder: str) -> None:
        self._names, self._folder = names, folder

    def __contains__(self, name: object) -> bool:
        return self._names.has(str(name), self._folder)
