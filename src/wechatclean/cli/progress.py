"""How far a long run is: a bar with rate and remaining time on a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from wechatclean.cli.statuses import say

_PAUSE = 10.0  # seconds between two lines


class Progress(Protocol):
    """What is told of each source that is done."""

    def __call__(self) -> None:
        """One more is done."""


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Progress]:
    """Tell how many of *total* sources are done, on standard error."""
    if quiet or sys.stderr is None:
        yield _nobody
    elif sys.stderr.isatty() and (bar := _bar(total)):
        with bar as step:
            yield step
    else:
        yield _Lines(total)


def _nobody() -> None:
    """Tell nobody."""


def _bar(total: int) -> _Bar | None:
    try:
        return _Bar(total)
    except ModuleNotFoundError:  # rich is an extra
        return None


class _Bar:
    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True))
        self._task = self._bar.add_task("", total=total, rate="")
        self._started, self._done = monotonic(), 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self._step

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def _step(self) -> None:
        self._done += 1
        rate = self._done / max(monotonic() - self._started, 0.001)
        self._bar.update(self._task, advance=1, rate=f"{rate:.0f}/s")


class _Lines:
    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._started = self._told = monotonic()

    def __call__(self) -> None:
        self._done += 1
        now = monotonic()
        if now - self._told >= _PAUSE:
            self._told = now
            rate = self._done / (now - self._started)
            left = max(self._total - self._done, 0) / rate
            say("progress", f"{self._done} of {self._total}, {rate:.0f} a second, {left:.0f} s left")
