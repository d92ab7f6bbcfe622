"""Many sources: a result each, whatever happens to any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from wechatclean.batch.jobs import Many, jobs_of
from wechatclean.batch.pool import Pool, cores
from wechatclean.batch.result import Result
from wechatclean.batch.work import Cleans, results_of
from wechatclean.batch.worker import Lost

_LONGEST = 1_000_000_000  # seconds that every clock of a system can hold


def clean_many(
    sources: Iterable[Many],
    cleaner: Cleans,
    *,
    processes: int | None = None,
    ordered: bool = True,
    timeout: float | None = None,
) -> Iterator[Result]:
    """See :meth:`wechatclean.Cleaner.clean_many`."""
    number = cores() if processes is None else processes
    if type(number) is not int or number < 1:
        raise ValueError(f"processes is a number from 1 on, or None for one a core, not {processes!r:.80}")
    if timeout is not None and (type(timeout) not in (int, float) or not 0 < timeout < _LONGEST):
        raise ValueError(f"timeout is a number of seconds above 0 and below {_LONGEST:,}, or None, not {timeout!r:.80}")
    jobs, work = jobs_of(sources), partial(results_of, cleaner=cleaner)
    if number == 1 and timeout is None:
        return chain.from_iterable(map(work, jobs))
    outcomes = Pool(work, number, timeout).map(jobs, ordered=ordered)
    return (result for outcome in outcomes for result in _results(outcome))


def _results(outcome: list[Result] | Lost) -> list[Result]:
    if isinstance(outcome, Lost):
        return [Result(outcome.job.name, error=outcome.error, seconds=outcome.seconds)]
    return outcome
