"""One run at a time writes to a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another run writes to the folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other run write to *folder* meanwhile. A process that ends lets go, however it ends, and no file is left.

    Raises:
        Busy: another run writes there.
        OSError: the folder cannot be opened.
    """
    handle = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)  # Windows locks files and no folders
    try:
        if handle is not None:
            _lock(handle)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int) -> None:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy("another run writes to the folder") from None
    except OSError:  # a disk of a network, perhaps, that has no locks
        return
