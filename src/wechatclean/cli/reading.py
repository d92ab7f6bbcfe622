"""What the command reads, and why a file cannot be read: in words that say what to do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wechatclean.cli.statuses import BAD_SOURCE, Failure


def read(page: str) -> bytes:
    """What is in the file *page*, or on standard input where that is ``-``."""
    if page == "-" and sys.stdin is None:
        raise Failure(BAD_SOURCE, "standard input", "it is closed")
    try:
        return sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        raise Failure(BAD_SOURCE, page, _why(error, page)) from error


def _why(error: OSError | ValueError, path: str) -> str:
    from wechatclean.archive.sources import ADDRESS

    if scheme := ADDRESS.match(path):
        url = path if scheme[0] else f"https://{path.lstrip('/')}"
        return f"an address, and no file; fetch it first: curl -s {url!r} | wechatclean - --url {url!r}"
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, IsADirectoryError):
        return f"{why}: -o FOLDER writes what its pages become"
    if path == "help":
        return "no file is called so: --help tells all options"
    if "*" in path or "?" in path:
        return "no file has such a name"
    return f"{why}{_nearest(path)}" if isinstance(error, FileNotFoundError) else why


def _nearest(path: str) -> str:
    """The name beside *path* that is most like it, or the folder that was looked into."""
    from difflib import get_close_matches  # only for who mistypes

    folder = Path(path).parent
    names = os.listdir(folder) if os.path.isdir(folder) else ()  # noqa: PTH112, PTH208  # of any name
    stems = {Path(name).stem: name for name in names}
    near = get_close_matches(Path(path).stem, stems, 1, cutoff=0.7)
    return f": is {folder / stems[near[0]]} meant?" if near else f": looked for in {folder.absolute()}"
