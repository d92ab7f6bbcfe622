"""Many sources, one after the other or on many cores; memory does not grow with their number."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from itertools import chain, islice, repeat

from wechatclean.batch.jobs import Job, Many, jobs_of
from wechatclean.batch.result import Result
from wechatclean.batch.work import Cleans, results_of
from wechatclean.batch.worker import Task, Worker

_TOGETHER = 8  # jobs in a task: to send one costs as much as to clean a short text
_AHEAD = 2  # tasks that a process is sent before it has done the first
_WAITING = 32  # jobs a process, that may be done and wait for one that stands before them


def clean_many(
    sources: Iterable[Many],
    cleaner: Cleans,
    *,
    processes: int | None = None,
    ordered: bool = True,
    timeout: float | None = None,
) -> Iterator[Result]:
    """See :meth:`wechatclean.Cleaner.clean_many`."""
    number = _number(processes)
    if timeout is not None and (type(timeout) not in (int, float) or timeout <= 0):
        raise ValueError(f"timeout is a number of seconds above 0, or None, not {timeout!r:.80}")
    jobs = jobs_of(sources)
    if number == 1 and timeout is None:
        return chain.from_iterable(results_of(job, cleaner) for job in jobs)
    return _on_processes(jobs, _Pool(cleaner, number, timeout), ordered=ordered)


def _number(processes: int | None) -> int:
    if processes is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if type(processes) is not int or processes < 1:
        raise ValueError(f"processes is a number from 1 on, or None for one a core, not {processes!r:.80}")
    return processes


class _Pool:
    """Processes, as many as there is work for, up to *number*."""

    def __init__(self, cleaner: Cleans, number: int, timeout: float | None) -> None:
        self.number = number
        self._cleaner, self._timeout = cleaner, timeout
        self._workers: list[Worker] = []
        self._again: deque[Task] = deque()

    def send(self, tasks: Iterator[Task]) -> bool:
        """Send what must be done again, and then *tasks*, as many as there is room for; whether an answer is owed."""
        while self._has_room() and (task := self._again.popleft() if self._again else next(tasks, None)):
            self._least_busy().send(task)
        return any(worker.sent for worker in self._workers)

    def _has_room(self) -> bool:
        return len(self._workers) < self.number or any(len(worker.sent) < _AHEAD for worker in self._workers)

    def _least_busy(self) -> Worker:
        busy = min(self._workers, key=lambda worker: len(worker.sent), default=None)
        if busy is None or (busy.sent and len(self._workers) < self.number):
            busy = Worker(self._cleaner, self._timeout)
            self._workers.append(busy)
        return busy

    def take(self) -> Iterator[tuple[int, list[Result]]]:
        """Wait until something is done: the numbers of jobs, and what came of them."""
        wait([worker.sent[0][1] for worker in self._workers if worker.sent], return_when=FIRST_COMPLETED)
        for worker in self._workers:
            yield from worker.take(self._again)

    def end(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.end()


def _on_processes(jobs: Iterator[Job], pool: _Pool, *, ordered: bool) -> Iterator[Result]:
    tasks = _tasks(jobs, pool.number)
    done: dict[int, list[Result]] = {}
    following = 0  # the number of the job whose results come next
    try:
        while pool.send(tasks if len(done) < pool.number * _WAITING else iter(())):
            done.update(pool.take())
            while following in done or (done and not ordered):
                yield from done.pop(following if ordered else next(iter(done)))
                following += 1
    finally:
        pool.end()


def _tasks(jobs: Iterator[Job], number: int) -> Iterator[Task]:
    """The jobs, some at a time; the first ones alone, so that few of them are done by all processes."""
    first = 0
    for size in chain(repeat(1, number * _AHEAD), repeat(_TOGETHER)):
        together = tuple(islice(jobs, size))
        if not together:
            return
        yield Task(first, together)
        first += len(together)
