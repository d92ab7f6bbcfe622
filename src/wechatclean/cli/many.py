"""The command on many sources: files, folders, patterns, lists, feeds and archives of the web."""

from __future__ import annotations

import argparse
import hashlib
import pickle
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from wechatclean import __version__
from wechatclean.archive.alone import Busy, alone
from wechatclean.archive.ledger import NAME, Foreign, Ledger
from wechatclean.archive.pictures import Placing
from wechatclean.archive.report.report import Report
from wechatclean.archive.run import Run, no_pictures
from wechatclean.archive.sources import Sources, listed
from wechatclean.archive.targets import Documents, JsonLines, Parquet, Target, as_line, as_nothing
from wechatclean.archive.work import Archiving, Document
from wechatclean.article import Article
from wechatclean.batch.pool import cores
from wechatclean.cleaner import Cleaner
from wechatclean.cli.output import as_document, as_json, style_of
from wechatclean.cli.progress import progress
from wechatclean.cli.reading import read
from wechatclean.cli.statuses import BAD_SOURCE, INTERRUPTED, NOT_WRITTEN, USAGE, Failure
from wechatclean.cli.total import Total
from wechatclean.errors import WechatCleanError

_GOES_ON = "what is written is whole, and the same command goes on from there"


def run_many(given: argparse.Namespace, cleaner: Cleaner) -> int:
    """Do all that was asked for, and return the exit status."""
    folder = Path(given.output)
    paths = [*given.pages, *_from_file(given.from_file)]
    if not paths:
        raise Failure(BAD_SOURCE, given.from_file, "the list names no page")
    try:
        _make(given.output)
        _make(given.report)
        with alone(folder):
            total = _total(given, paths, cleaner)
    except Busy:
        raise Failure(
            NOT_WRITTEN, str(folder), "another run writes there: wait for its end, or give another folder"
        ) from None
    except Foreign:
        why = f"its {NAME} is not of this command, or of a later version: give another folder"
        raise Failure(NOT_WRITTEN, str(folder), why) from None
    except KeyboardInterrupt:
        raise Failure(INTERRUPTED, str(folder), f"interrupted; {_GOES_ON}") from None
    except OSError as error:
        why = f"{error.strerror or error}; {_GOES_ON}"
        raise Failure(NOT_WRITTEN, str(error.filename or folder), why) from error
    except ModuleNotFoundError as error:
        raise _absent(error) from error
    except RuntimeError as error:
        if not isinstance(error.__cause__, BrokenProcessPool):
            raise
        raise Failure(NOT_WRITTEN, "--jobs", "no process starts that could clean: try --jobs 1") from error
    total.tell(quiet=given.quiet)
    return total.status


def _make(folder: str | None) -> None:
    try:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(NOT_WRITTEN, str(folder), error.strerror or error) from error


def _total(given: argparse.Namespace, paths: list[str], cleaner: Cleaner) -> Total:
    folder = Path(given.output)
    but = [written for written in (given.output, given.report) if written]
    sources = Sources(paths, but)
    total = Total()
    run = _run(given, cleaner, folder)
    with progress(sum(1 for _ in Sources(paths, but)), quiet=given.quiet) as step:
        for record in run.records(sources, step):
            total.add(record)
    if run.report:
        total.told += _report(run.report, run.ledger, folder, cleaner)
    total.told += sources.problems
    total.passed_over = sources.passed_over
    return total


def _absent(error: ModuleNotFoundError) -> Failure:
    """What an option needs, and is not installed."""
    if error.name and error.name.partition(".")[0] == "pyarrow":
        return Failure(USAGE, "--format parquet", "needs pyarrow: pip install 'wechatclean[arrow]'")
    return Failure(USAGE, "--download", error)


def _from_file(path: str | None) -> list[str]:
    """The paths in the list *path*; ``-`` is standard input."""
    if path is None:
        return []
    paths = listed(read(path))
    if paths and paths[0].lstrip()[:1] == "<":
        raise Failure(BAD_SOURCE, path, "a page, and no list of pages: leave --from-file out")
    return paths


def _run(given: argparse.Namespace, cleaner: Cleaner, folder: Path) -> Run:
    made_by = _digest(given, cleaner)
    ledger = Ledger(folder, made_by, lambda name: (folder / name).is_file())
    if given.format in ("jsonl", "parquet") and ledger.former:
        raise Failure(USAGE, str(folder), "it holds articles that were made with other options: give another folder")
    target, document = _target(given, folder, ledger, cleaner)
    has_places = isinstance(target, Documents) and (given.format == "md" or given.download is not None)
    place = Placing(folder, style_of(given), cleaner, given.download) if has_places else no_pictures
    work = Archiving(cleaner, document, ledger.done, places_pictures=has_places, downloads=given.download is not None)
    report = Report(Path(given.report), folder) if given.report else None
    return Run(ledger, target, work, made_by, place, report, given.jobs or cores(), given.timeout)


def _target(given: argparse.Namespace, folder: Path, ledger: Ledger, cleaner: Cleaner) -> tuple[Target, Document]:
    if given.format == "jsonl":
        return JsonLines(folder, ledger), as_line
    if given.format == "parquet":
        return Parquet(folder, ledger), as_nothing
    if given.format == "json":
        return Documents(folder, ledger, style_of(given), ".json"), as_json
    write = partial(as_document, style=given.front_matter, cleaner=cleaner)
    return Documents(folder, ledger, style_of(given), ".md"), write


def _report(report: Report, ledger: Ledger, folder: Path, cleaner: Cleaner) -> list[tuple[str, str]]:
    """Write the index, and the pages of what a former run has done without a report: a document is its article.

    Returns:
        documents that cannot be read as articles (any more), and why: they are in the index alone.
    """
    unread = []
    for record in ledger.records.values():
        path = folder / str(record.document)
        if path.suffix in (".md", ".json") and report.lacks(record):
            try:
                report.page(record, _article(path, cleaner))
            except (WechatCleanError, ValidationError, OSError) as error:
                why = "it is not the JSON of an article any more" if isinstance(error, ValidationError) else error
                unread.append((str(path), f"the report does not show it: {why}"))
    report.index(list(ledger.records.values()))
    return unread


def _article(path: Path, cleaner: Cleaner) -> Article:
    data = path.read_bytes()
    return Article.model_validate_json(data) if path.suffix == ".json" else cleaner.clean(data)


def _digest(given: argparse.Namespace, cleaner: Cleaner) -> str:
    """What documents depend on, besides their sources."""
    options = (__version__, given.format, given.front_matter, given.download, cleaner)
    return hashlib.sha256(pickle.dumps(options, protocol=4)).hexdigest()[:16]
