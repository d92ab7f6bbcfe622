"""What the command does, from its arguments to its exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wechatclean.cli.arguments import argument_parser
from wechatclean.cli.interrupt import answered_once
from wechatclean.cli.output import path_of, style_of, text_of, write
from wechatclean.cli.reading import read
from wechatclean.cli.statuses import (
    BAD_SOURCE,
    INCOMPLETE,
    INTERRUPTED,
    NOT_AN_ARTICLE,
    NOT_WRITTEN,
    UNAVAILABLE,
    USAGE,
    WRITTEN,
    Failure,
    say,
)

if TYPE_CHECKING:
    from wechatclean.article import Article
    from wechatclean.cleaner import Cleaner
    from wechatclean.output.coverage import Coverage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, one of :data:`EXIT_STATUSES`."""
    try:
        with answered_once():
            return _main(arguments)
    except Failure as failure:
        if failure.message:
            say(failure.where, failure.message)
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED


def _main(arguments: Sequence[str] | None) -> int:
    parser = argument_parser()
    given = parser.parse_args(arguments)
    given.output = None if given.output == "-" else given.output
    if given.json and given.format not in (None, "json"):
        parser.error(f"--json and --format {given.format}: leave one of them out")
    given.format = given.format or ("json" if given.json else "md")
    if given.format != "md" and given.front_matter:
        form = "--json" if given.format == "json" else f"--format {given.format}"
        parser.error(f"{form} holds the whole article, in no style: leave --front-matter out")
    if _is_many(given):
        _check_many(given, parser)
        from wechatclean.cli.many import run_many  # few clean many

        return run_many(given, _cleaner(given))
    given.page = given.pages[0]
    if given.output and _is_input(given.page, given.output):
        parser.error(f"-o {given.output} is the page itself, which would be lost")
    if given.output and given.format == "md" and (meant := _of_another_format(given.output)):
        parser.error(f"-o {given.output} would hold Markdown: {meant}")
    return _run(given)


# What ends so is opened as something else than Markdown; any other name may be of Markdown (.txt, .mdx, none).
_OTHERS = dict.fromkeys(".html .htm .xhtml .mhtml .pdf .doc .docx".split(), "give a name that ends with .md")
_OTHERS |= {".json": "is --json meant?", ".jsonl": "--format jsonl -o FOLDER writes lines of JSON"}
_OTHERS |= {".parquet": "--format parquet -o FOLDER writes Parquet"}


def _of_another_format(output: str) -> str | None:
    """What is meant by an *output* that is called as one of another format, and is no folder or device."""
    if output.endswith(("/", os.sep)) or (os.path.exists(output) and not os.path.isfile(output)):  # noqa: PTH110, PTH113
        return None
    return _OTHERS.get(Path(output).suffix.lower())


def _is_many(given: argparse.Namespace) -> bool:
    """Whether more than one article may come of it."""
    if len(given.pages) != 1 or given.from_file or given.format in ("jsonl", "parquet"):
        return True
    if given.report or given.timeout or given.jobs:
        return True
    page = given.pages[0]
    return page != "-" and (_holds_many(page) if given.output else _has_many_names(page))


def _holds_many(page: str) -> bool:
    from glob import has_magic

    from wechatclean.batch.warc import is_warc
    from wechatclean.source.mistakes import is_feed

    if os.path.isdir(page) or is_warc(page) or (has_magic(page) and not os.path.exists(page)):  # noqa: PTH110, PTH112
        return True
    try:
        return os.path.isfile(page) and is_feed(Path(page).read_bytes())  # noqa: PTH113  # a pipe is read once
    except (OSError, ValueError):
        return False


def _has_many_names(page: str) -> bool:
    """Whether *page* is a pattern of files that are there, or an archive: nothing that can be read as a page."""
    from glob import iglob

    from wechatclean.batch.warc import is_warc

    return is_warc(page) or (not os.path.exists(page) and any(True for _ in iglob(page, recursive=True)))  # noqa: PTH110, PTH207


def _check_many(given: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    if not given.pages and not given.from_file:
        parser.error("the following arguments are required: PAGE")
    if "-" in given.pages:
        parser.error("- is one page: give it alone")
    if not given.output:
        _check_names(given.pages, parser)
        parser.error(f"{_what_is_many(given)} written to a folder: -o FOLDER")
    for option, folder in (("-o", given.output), ("--report", given.report)):
        if folder and not os.path.isdir(folder) and _is_file_name(folder):  # noqa: PTH112
            parser.error(f"many pages are written to a folder: {option} FOLDER, and {folder} is a file")
    if given.url:
        parser.error("--url is the address of one page")
    if given.download is not None and given.format in ("jsonl", "parquet"):
        parser.error(f"--format {given.format} has no place for pictures: leave --download out")


def _check_names(pages: list[str], parser: argparse.ArgumentParser) -> None:
    """Of many names without a folder, one that is no file's may be a verb, or what is to be written."""
    absent = [page for page in pages if not (os.path.exists(page) or _has_many_names(page))]  # noqa: PTH110
    if len(pages) == 2 and absent == pages[1:] and _may_be_output(pages[1]):
        parser.error(f"{pages[1]}: no file has this name: is -o {pages[1]} meant?")
    if 0 < len(absent) < len(pages):
        read(absent[0])


def _may_be_output(name: str) -> bool:
    from wechatclean.source.mistakes import is_address

    return Path(name).suffix.lower() in ("", ".md", ".markdown", ".txt", ".json") and not is_address(name)


def _what_is_many(given: argparse.Namespace) -> str:
    if len(given.pages) != 1 or given.from_file:
        return "many pages are"
    if _has_many_names(given.pages[0]):
        return f"{given.pages[0]} may hold many pages, which are"
    return "--format jsonl and parquet, --report, --jobs and --timeout are of many pages, which are"


def _is_file_name(path: str) -> bool:
    """Whether *path* is a file, or is called as one that the command could write."""
    return os.path.exists(path) or Path(path).suffix in (".md", ".json", ".jsonl", ".parquet")  # noqa: PTH110


def _cleaner(given: argparse.Namespace) -> Cleaner:
    from wechatclean.cleaner import Cleaner

    return Cleaner(images=given.images, recover=given.recover, tail=given.tail)


def _is_input(page: str, output: str) -> bool:
    """Whether *output* is the file that is read, by whatever name."""
    try:
        source = os.fstat(0) if page == "-" else Path(page).stat()
        return os.path.samestat(source, Path(output).stat()) and Path(output).is_file()
    except (OSError, ValueError):  # one of them is not there, or has no name
        return False


def _run(given: argparse.Namespace) -> int:
    cleaner = _cleaner(given)
    article = _cleaned(read(given.page), given, cleaner)
    given.output = path_of(article, given)
    if not given.quiet:
        _say_notes(given.page, article)
    missing = 0 if _is_whole(given.page, article.coverage) else 1
    if given.download is not None:
        article, failures = _with_pictures(article, given, cleaner)
        missing += failures
    write(text_of(article, given, cleaner), given.output)
    return INCOMPLETE if missing else WRITTEN


def _cleaned(source: bytes, given: argparse.Namespace, cleaner: Cleaner) -> Article:
    from wechatclean.errors import ArticleUnavailable, NotAnArticle, WechatCleanError
    from wechatclean.source.mistakes import is_feed

    try:
        return cleaner.clean(source, url=given.url)
    except ArticleUnavailable as error:
        raise Failure(UNAVAILABLE, given.page, error) from error
    except NotAnArticle as error:
        raise Failure(NOT_AN_ARTICLE, given.page, error) from error
    except WechatCleanError as error:
        has_many = given.page != "-" and is_feed(source)
        why = "a feed: -o FOLDER takes its articles" if has_many else error
        raise Failure(BAD_SOURCE, given.page, why) from error


def _with_pictures(article: Article, given: argparse.Namespace, cleaner: Cleaner) -> tuple[Article, int]:
    """*article* with its pictures in a folder, and how many did not come, which are told on standard error."""
    from wechatclean.download import download_images
    from wechatclean.publishing.file_names import place_of_pictures

    document = given.output or Path(article.filename(style_of(given))).name
    folder, prefix = place_of_pictures(document, style_of(given), given.download or "")
    progress = None if given.quiet else _bar
    try:
        article, failures = download_images(article, folder, prefix=prefix, progress=progress, cleaner=cleaner)
    except ModuleNotFoundError as error:
        raise Failure(USAGE, "--download", error) from error
    except OSError as error:
        raise Failure(NOT_WRITTEN, error.filename or folder, error.strerror or error) from error
    for failure in failures:
        say(failure.url, failure.message)
    if not given.quiet:
        wanted = len({image.url for image in (*article.images, article.cover) if image})
        say(given.page, f"{wanted - len(failures)} of {wanted} pictures are in {folder}")
    return article, len(failures)


def _bar(done: int, total: int) -> None:
    """A progress bar, where somebody watches."""
    if sys.stderr is not None and sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled:30}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def _say_notes(page: str, article: Article) -> None:
    for note in article.notes:
        say(page, f"{note.kind}: {note.message}" + (f" ({note.count} times)" if note.count > 1 else ""))
        for place in note.places:
            say(f"{page}:{place.line}" if place.line else page, f"<{place.tag}> {place.text}")


def _is_whole(page: str, coverage: Coverage) -> bool:
    """Whether all that the page shows is in the article; if not, how much is, is told on standard error."""
    if coverage.characters == coverage.pictures == 1:
        return True
    text, pictures = (f"{int(part * 1000) / 10} %" for part in (coverage.characters, coverage.pictures))
    say(page, f"{text} of the text and {pictures} of the pictures that the page shows are in the article")
    return False
