"""Processes that clean: one that dies costs the page that it was at, and no other.

Each is an executor of the standard library with one process, so that it is known which page was the last.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from wechatclean.batch.job import Job
from wechatclean.errors import ProcessError

_NOT_STARTED = (
    "the processes that should clean do not start: a script that calls clean_many() does so below"
    ' `if __name__ == "__main__":`, since each process reads the script; or give processes=1'
)

Made = TypeVar("Made")  # what comes of a job
Work: TypeAlias = Callable[[Job], Made]  # sent to the processes once


# What the first page would import, in its own time; where processes are forks, it is imported once for all.
_NEEDED = [
    "wechatclean.batch.work",
    "wechatclean.cleaner",
    "wechatclean.output.markdown.writer",
    "wechatclean.publishing.front_matter",
]


class Task(NamedTuple):
    """Jobs that are sent to a process together.

    Attributes:
        first: number of the first one.
        jobs: the jobs.
    """

    first: int
    jobs: Sequence[Job]

    def alone(self) -> Iterator[Task]:
        """Each of its jobs as a task of its own."""
        return (Task(number, [job]) for number, job in enumerate(self.jobs, self.first))


class Lost(NamedTuple):
    """A job whose process ended before it was done.

    Attributes:
        job: the job.
        error: why.
        seconds: how long it took, in seconds.
    """

    job: Job
    error: ProcessError
    seconds: float


@dataclass
class Worker(Generic[Made]):
    """One process, and what it has been sent.

    Attributes:
        work: what it does with a job.
        timeout: seconds after which it gives a page up by ending itself; ``None`` is never.
        sent: tasks and their answers, in the order in which it does them.
    """

    work: Work[Made]
    timeout: float | None
    sent: deque[tuple[Task, Future[list[Made]]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._executor = ProcessPoolExecutor(1, _context(), _begin_process, (self.work, self.timeout))
        with _deaf():
            self._started = self._executor.submit(os.getpid)
        self._since = monotonic()

    def send(self, task: Task) -> None:
        """Have *task* done after all that was sent before."""
        if not self.sent:
            self._since = monotonic()
        self.sent.append((task, self._submit(task)))

    def _submit(self, task: Task) -> Future[list[Made]]:
        try:
            return self._executor.submit(_do, task.jobs)
        except BrokenProcessPool as error:  # it has died with nothing to do
            broken: Future[list[Made]] = Future()
            broken.set_exception(error)
            return broken

    def take(self, again: deque[Task]) -> Iterator[tuple[int, Made | Lost]]:
        """What has been done, by its number; what has to be done *again*, since the process died, is added there."""
        while self.sent and self.sent[0][1].done():
            task, answer = self.sent.popleft()
            try:
                done = answer.result()
            except BrokenProcessPool:
                yield from self._after_death(task, again)
                return
            self._since = monotonic()
            yield from enumerate(done, task.first)

    def _after_death(self, task: Task, again: deque[Task]) -> Iterator[tuple[int, Lost]]:
        """A task of several jobs is done again one by one, to tell which of them it was."""
        self._check_start()
        seconds = monotonic() - self._since
        if len(task.jobs) == 1:
            yield task.first, Lost(task.jobs[0], self._why(seconds), seconds)
        else:
            again.extend(task.alone())
        again.extend(later for later, _ in self.sent)
        self.sent.clear()
        self.end()
        self._begin()

    def _check_start(self) -> None:
        if self._started.exception() is not None:
            raise RuntimeError(_NOT_STARTED) from self._started.exception()

    def _why(self, seconds: float) -> ProcessError:
        if self.timeout is not None and seconds >= self.timeout:
            return ProcessError(f"it took more than {self.timeout:g} s, and was given up")
        return ProcessError("the process that cleaned it was killed, perhaps since memory ran out")

    def end(self) -> None:
        """End the process at once: what it is at is lost."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._started.done() and self._started.exception() is None:
            with suppress(ProcessLookupError, PermissionError):  # it has ended
                os.kill(self._started.result(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _context() -> BaseContext:
    """Processes that are started anew: a fork of one with threads may never wake up."""
    if sys.platform == "linux":
        context = get_context("forkserver")
        context.set_forkserver_preload(_NEEDED)
        return context
    return get_context("spawn")


_process: dict[str, Any] = {}  # of one that works: its work, its timeout, where nobody reads


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started meanwhile never hear Ctrl-C, which the one that asked answers."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_process(work: Work[Any], timeout: float | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where no signal can be blocked
    for name in _NEEDED:
        import_module(name)
    _process.update(work=work, timeout=timeout, nowhere=open(os.devnull, "w"))  # noqa: PTH123, SIM115


def _do(jobs: Sequence[Job]) -> list[Any]:
    return [_timed(job) for job in jobs]


def _timed(job: Job) -> Any:
    """What comes of *job*; when its time is over, the process ends, whatever it is at."""
    if _process["timeout"] is None:
        return _process["work"](job)
    faulthandler.dump_traceback_later(_process["timeout"], exit=True, file=_process["nowhere"])
    try:
        return _process["work"](job)
    finally:
        faulthandler.cancel_dump_traceback_later()
