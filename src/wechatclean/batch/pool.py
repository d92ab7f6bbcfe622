"""Jobs on many processes; memory does not grow with their number."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from itertools import chain, islice, repeat
from typing import Generic

from wechatclean.batch.job import Job
from wechatclean.batch.worker import Lost, Made, Task, Work, Worker

_TOGETHER = 8  # jobs in a task: to send one costs as much as to clean a short text
_AHEAD = 2  # tasks that a process is sent before it has done the first
_WAITING = 32  # jobs a process, that may be done and wait for one that stands before them


class Pool(Generic[Made]):
    """Processes, as many as there is work for.

    Args:
        work: what they do with a job; it is sent to each once.
        number: how many there may be.
        timeout: seconds of wall-clock time after which a job is given up; ``None`` is never.
    """

    def __init__(self, work: Work[Made], number: int, timeout: float | None = None) -> None:
        self.number = number
        self._work, self._timeout = work, timeout
        self._workers: list[Worker[Made]] = []
        self._again: deque[Task] = deque()

    def map(self, jobs: Iterator[Job], *, ordered: bool = True) -> Iterator[Made | Lost]:
        """What comes of each of *jobs*, in their order if they are *ordered*, else as soon as it is there.

        Raises:
            RuntimeError: the processes do not start.
        """
        tasks = _tasks(jobs, self.number)
        done: dict[int, Made | Lost] = {}
        following = 0  # the number of the job whose outcome comes next
        try:
            while self._send(tasks if len(done) < self.number * _WAITING else iter(())):
                done.update(self._take())
                while following in done or (done and not ordered):
                    yield done.pop(following if ordered else next(iter(done)))
                    following += 1
        finally:
            for worker in self._workers:
                worker.end()

    def _send(self, tasks: Iterator[Task]) -> bool:
        """Send what must be done again, and then *tasks*, as many as there is room for; whether an answer is owed."""
        while self._has_room() and (task := self._again.popleft() if self._again else next(tasks, None)):
            self._least_busy().send(task)
        return any(worker.sent for worker in self._workers)

    def _has_room(self) -> bool:
        return len(self._workers) < self.number or any(len(worker.sent) < _AHEAD for worker in self._workers)

    def _least_busy(self) -> Worker[Made]:
        busy = min(self._workers, key=lambda worker: len(worker.sent), default=None)
        if busy is None or (busy.sent and len(self._workers) < self.number):
            busy = Worker(self._work, self._timeout)
            self._workers.append(busy)
        return busy

    def _take(self) -> Iterator[tuple[int, Made | Lost]]:
        """Wait until something is done: the numbers of jobs, and what came of them."""
        wait([worker.sent[0][1] for worker in self._workers if worker.sent], return_when=FIRST_COMPLETED)
        for worker in self._workers:
            yield from worker.take(self._again)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tasks(jobs: Iterator[Job], number: int) -> Iterator[Task]:
    """The jobs, some at a time; the first ones alone, so that few of them are done by all processes."""
    first = 0
    for size in chain(repeat(1, number * _AHEAD), repeat(_TOGETHER)):
        together = tuple(islice(jobs, size))
        if not together:
            return
        yield Task(first, together)
        first += len(together)
