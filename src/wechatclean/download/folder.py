"""The folder that pictures are kept in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path

from wechatclean.images.image import EXTENSIONS, Image


@contextmanager
def made(path: str | PathLike[str], images: list[Image]) -> Iterator[Path]:
    """The folder *path*, which is there where there are *images*, and is gone again if none of them came."""
    folder = Path(path).resolve()
    was_there = folder.is_dir()
    if images:
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        if not was_there:
            with suppress(OSError):  # it is not empty
                folder.rmdir()


def stem(image: Image) -> str:
    """The name of the picture's file, before its suffix."""
    return image.filename.partition(".")[0]


def kept_before(image: Image, folder: Path) -> str:
    """The name of the picture's file in *folder*, ``""`` where there is none; half ones have other names."""
    names = (stem(image) + extension for extension in EXTENSIONS.values())
    return next((name for name in names if (folder / name).is_file()), "")


def save(data: bytes, folder: Path, name: str) -> str:
    """Write *data* at once or not at all; a link that somebody put there is replaced and not followed."""
    part = folder / f".{name}.part"
    part.unlink(missing_ok=True)
    with part.open("xb") as file:
        file.write(data)
    part.replace(folder / name)
    return name
