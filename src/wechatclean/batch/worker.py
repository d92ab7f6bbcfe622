"""Processes that clean: one that dies costs the page that it was at, and no other.

Each is an executor of the standard library with one process, so that it is known which page was the last.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from time import monotonic
from typing import Any, NamedTuple

from wechatclean.batch.jobs import Job
from wechatclean.batch.result import Result
from wechatclean.batch.work import Cleans, results_of
from wechatclean.errors import ProcessError

_NOT_STARTED = (
    "the processes that should clean do not start: a script that calls clean_many() does so below"
    ' `if __name__ == "__main__":`, since each process reads the script; or give processes=1'
)


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


Done = Iterator[tuple[int, list[Result]]]  # the number of a job, and what came of it


@dataclass
class Worker:
    """One process, and what it has been sent.

    Attributes:
        cleaner: what it cleans with.
        timeout: seconds after which it gives a page up by ending itself; ``None`` is never.
        sent: tasks and their answers, in the order in which it does them.
    """

    cleaner: Cleans
    timeout: float | None
    sent: deque[tuple[Task, Future[list[list[Result]]]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._executor = ProcessPoolExecutor(1, _context(), _begin_process, (self.cleaner, self.timeout))
        self._started = self._executor.submit(os.getpid)
        self._since = monotonic()

    def send(self, task: Task) -> None:
        """Have *task* done after all that was sent before."""
        if not self.sent:
            self._since = monotonic()
        self.sent.append((task, self._submit(task)))

    def _submit(self, task: Task) -> Future[list[list[Result]]]:
        try:
            return self._executor.submit(_do, task.jobs)
        except BrokenProcessPool as error:  # it has died with nothing to do
            broken: Future[list[list[Result]]] = Future()
            broken.set_exception(error)
            return broken

    @property
    def answers(self) -> Iterator[Future[list[list[Result]]]]:
        """The answers that it owes."""
        return (answer for _, answer in self.sent)

    def take(self, again: deque[Task]) -> Done:
        """What has been done; what has to be done *again*, since the process died, is added there."""
        while self.sent and self.sent[0][1].done():
            task, answer = self.sent.popleft()
            try:
                done = answer.result()
            except BrokenProcessPool:
                yield from self._after_death(task, again)
                return
            self._since = monotonic()
            yield from enumerate(done, task.first)

    def _after_death(self, task: Task, again: deque[Task]) -> Done:
        """A task of several jobs is done again one by one, to tell which of them it was."""
        self._check_start()
        seconds = monotonic() - self._since
        if len(task.jobs) == 1:
            yield task.first, [Result(task.jobs[0].name, error=self._why(seconds), seconds=seconds)]
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
        context.set_forkserver_preload(["wechatclean.batch.work", "wechatclean.cleaner"])  # imported once for all
        return context
    return get_context("spawn")


_process: dict[str, Any] = {}  # of one that cleans: its cleaner, its timeout, where nobody reads


def _begin_process(cleaner: Cleans, timeout: float | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the process that asked
    _process.update(cleaner=cleaner, timeout=timeout, nowhere=open(os.devnull, "w"))  # noqa: PTH123, SIM115


def _do(jobs: Sequence[Job]) -> list[list[Result]]:
    return [_timed(job) for job in jobs]


def _timed(job: Job) -> list[Result]:
    """What comes of *job*; when its time is over, the process ends, whatever it is at."""
    if _process["timeout"] is None:
        return results_of(job, _process["cleaner"])
    faulthandler.dump_traceback_later(_process["timeout"], exit=True, file=_process["nowhere"])
    try:
        return results_of(job, _process["cleaner"])
    finally:
        faulthandler.cancel_dump_traceback_later()
