"""The command: ``wechatclean PAGE [-o FILE] [--json] [--url URL] [--images POLICY] [--front-matter STYLE] …``.

The library is imported when the arguments have been read, so that help and wrong usage cost no time and Ctrl-C is
answered at any moment.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from wechatclean import __version__

if TYPE_CHECKING:
    from wechatclean.article import Article
    from wechatclean.cleaner import Cleaner
    from wechatclean.images.policies import ImagePolicy
    from wechatclean.output.coverage import Coverage

_Value = TypeVar("_Value")

WRITTEN, INCOMPLETE, USAGE, UNAVAILABLE, NOT_AN_ARTICLE, BAD_SOURCE, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
EXIT_STATUSES: Mapping[int, str] = MappingProxyType(
    {
        WRITTEN: "all is written",
        INCOMPLETE: "written, but something did not come: a picture, or content that no rule knows",
        USAGE: "wrong usage",
        UNAVAILABLE: "the article is unavailable: deleted, moved, behind a captcha and so on",
        NOT_AN_ARTICLE: "the page is not an article",
        BAD_SOURCE: "the source cannot be read, is not HTML, or passes a limit",
        NOT_WRITTEN: "the output cannot be written",
        INTERRUPTED: "interrupted (Ctrl-C)",
    }
)
_ADDRESS = re.compile(r"https?://|(?=//|www\.|mp\.weixin\.qq\.com/)", re.I)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, one of :data:`EXIT_STATUSES`."""
    parser = _parser()
    try:
        given = parser.parse_args(arguments)
        given.output = None if given.output == "-" else given.output
        if given.output and _is_input(given.page, given.output):
            parser.error(f"-o {given.output} is the page itself, which would be lost")
        if given.json and given.front_matter:
            parser.error("--json holds the whole article, in no style: leave --front-matter out")
        return _run(given)
    except _Failure as failure:
        if failure.message:
            _say(failure.where, failure.message)
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED


class _Failure(Exception):
    """Nothing is written, or not all of it, and why; an empty message is not told."""

    def __init__(self, status: int, where: str, message: object) -> None:
        self.status, self.where, self.message = status, where, message


class _Parser(argparse.ArgumentParser):
    """Its help names what the library knows, which is imported only when somebody reads it."""

    def format_help(self) -> str:
        from wechatclean.images.policies import POLICIES, SIZES, listed
        from wechatclean.publishing.styles import STYLES

        known = {"POLICIES": listed(POLICIES), "SIZES": listed(SIZES), "STYLES": listed(STYLES)}
        for action in self._actions:
            for word, names in known.items():
                action.help = (action.help or "").replace(word, names)
        return super().format_help()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wechatclean",
        description="A WeChat or Niaogebiji article as Markdown with front matter.",
        epilog="exit status:\n" + "\n".join(f"  {status:<3}  {what}" for status, what in EXIT_STATUSES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # or a script breaks when an option is added
    )
    parser.add_argument(
        "page", type=_path_given, metavar="PAGE",
        help="file of a page, a fragment or a Hexo post (HTML or MHTML); - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=_path_given, metavar="FILE",
        help="write to FILE, in a folder to one named after the article; - is standard output (the default)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="write the whole article as JSON, instead of a document")
    parser.add_argument("--url", type=_url, help="its address, https://...; relative links are completed with it")
    parser.add_argument(
        "--images", type=_policy, default="remote", metavar="POLICY",
        help="POLICIES, or a proxy's URL with {url} in it; then perhaps a size: SIZES (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--front-matter", type=_style, metavar="STYLE",
        help="what reads the document: STYLES; none writes the Markdown alone (plain)",
    )  # fmt: skip
    parser.add_argument(
        "--download", nargs="?", const=False, type=_path_given, metavar="FOLDER",
        help="fetch the pictures into FOLDER, or else to where STYLE has them (needs wechatclean[images])",
    )  # fmt: skip
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing on standard error but why something failed"
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _path_given(text: str) -> str:
    if not text or text.startswith("file:"):
        raise argparse.ArgumentTypeError("an address, not the name of a file" if text else "the name is empty")
    return text


def _url(text: str) -> str | None:
    from wechatclean.cleaner import checked_url

    return _argument(checked_url, text)


def _style(name: str) -> str:
    from wechatclean.publishing.styles import STYLES

    if name.lower() not in (*STYLES, "none"):
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(STYLES)}, nor none")
    return name.lower()


def _policy(name: str) -> ImagePolicy:
    from wechatclean.images.policies import policy_named

    return _argument(policy_named, name)


def _argument(read: Callable[[str], _Value], text: str) -> _Value:
    try:
        return read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _is_input(page: str, output: str) -> bool:
    """Whether *output* is the file that is read, by whatever name."""
    try:
        source = os.fstat(0) if page == "-" else Path(page).stat()
        return os.path.samestat(source, Path(output).stat()) and Path(output).is_file()
    except (OSError, ValueError):  # one of them is not there, or has no name
        return False


def _run(given: argparse.Namespace) -> int:
    from wechatclean.cleaner import Cleaner

    cleaner = Cleaner(images=given.images)
    article = _cleaned(_read(given.page), given, cleaner)
    given.output = _path(article, given)
    if not given.quiet:
        _say_notes(given.page, article)
    missing = 0 if _is_whole(given.page, article.coverage) else 1
    if given.download is not None:
        article, failures = _with_pictures(article, given, cleaner)
        missing += failures
    _write(article.model_dump_json(indent=2) + "\n" if given.json else _document(article, given, cleaner), given.output)
    return INCOMPLETE if missing else WRITTEN


def _path(article: Article, given: argparse.Namespace) -> str | None:
    """Where to write: in a folder, a file that is named after the article and that no other one has."""
    output: str | None = given.output
    if not output or not (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112  # of any name
        return output
    folder, suffix = Path(output), ".json" if given.json else ".md"
    files = folder.rglob(f"*{suffix}") if os.path.isdir(folder) else ()  # noqa: PTH112
    there = {path.relative_to(folder).with_suffix(".md").as_posix().lower() for path in files}
    return str(folder / Path(article.filename(_style_of(given), taken=there)).with_suffix(suffix))


def _style_of(given: argparse.Namespace) -> str:
    return "plain" if given.front_matter in (None, "none") else str(given.front_matter)


def _document(article: Article, given: argparse.Namespace, cleaner: Cleaner) -> str:
    """The document that was asked for; ``none`` is no style, but Markdown alone."""
    if given.front_matter == "none":
        return article.markdown + "\n"
    return article.to_document(given.front_matter or "plain", cleaner=cleaner)


def _read(page: str) -> bytes:
    if page == "-" and sys.stdin is None:
        raise _Failure(BAD_SOURCE, "standard input", "it is closed")
    try:
        return sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        if scheme := _ADDRESS.match(page):
            url = page if scheme[0] else f"https://{page.lstrip('/')}"
            message = f"an address, and no file; fetch it first: curl -s {url!r} | wechatclean - --url {url!r}"
            raise _Failure(BAD_SOURCE, page, message) from error
        raise _Failure(BAD_SOURCE, page, getattr(error, "strerror", None) or error) from error


def _cleaned(source: bytes, given: argparse.Namespace, cleaner: Cleaner) -> Article:
    from wechatclean.errors import ArticleUnavailable, NotAnArticle, WechatCleanError

    try:
        return cleaner.clean(source, url=given.url)
    except ArticleUnavailable as error:
        raise _Failure(UNAVAILABLE, given.page, error) from error
    except NotAnArticle as error:
        raise _Failure(NOT_AN_ARTICLE, given.page, error) from error
    except WechatCleanError as error:
        raise _Failure(BAD_SOURCE, given.page, error) from error


def _with_pictures(article: Article, given: argparse.Namespace, cleaner: Cleaner) -> tuple[Article, int]:
    """*article* with its pictures in a folder, and how many did not come, which are told on standard error."""
    from wechatclean.download import download_images
    from wechatclean.publishing.file_names import place_of_pictures

    document = given.output or Path(article.filename(_style_of(given))).name
    folder, prefix = place_of_pictures(document, _style_of(given), given.download or "")
    progress = None if given.quiet else _bar
    try:
        article, failures = download_images(article, folder, prefix=prefix, progress=progress, cleaner=cleaner)
    except ModuleNotFoundError as error:
        raise _Failure(USAGE, "--download", error) from error
    except OSError as error:
        raise _Failure(NOT_WRITTEN, error.filename or folder, error.strerror or error) from error
    for failure in failures:
        _say(failure.url, failure.message)
    if not given.quiet:
        wanted = len({image.url for image in (*article.images, article.cover) if image})
        _say(given.page, f"{wanted - len(failures)} of {wanted} pictures are in {folder}")
    return article, len(failures)


def _bar(done: int, total: int) -> None:
    """A progress bar, where somebody watches."""
    if sys.stderr is not None and sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled:30}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def _say_notes(page: str, article: Article) -> None:
    for note in article.notes:
        _say(page, f"{note.kind}: {note.message}" + (f" ({note.count} times)" if note.count > 1 else ""))
        for place in note.places:
            _say(f"{page}:{place.line}" if place.line else page, f"<{place.tag}> {place.text}")


def _is_whole(page: str, coverage: Coverage) -> bool:
    """Whether all that the page shows is in the article; if not, how much is, is told on standard error."""
    if coverage.characters == coverage.pictures == 1:
        return True
    text, pictures = (f"{int(part * 1000) / 10} %" for part in (coverage.characters, coverage.pictures))
    _say(page, f"{text} of the text and {pictures} of the pictures that the page shows are in the article")
    return False


def _write(text: str, path: str | None) -> None:
    try:
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text, encoding="utf-8", newline="")
        elif sys.stdout is None:
            raise _Failure(NOT_WRITTEN, "standard output", "it is closed")
        else:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python writes to it again when it ends
        raise _Failure(NOT_WRITTEN, "standard output", "") from error  # what read it has ended, as `head` does
    except OSError as error:
        raise _Failure(NOT_WRITTEN, path or "standard output", error.strerror or error) from error


def _say(where: str, message: object) -> None:
    """One line on standard error, if that is open: what cannot be told there stops nothing."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"wechatclean: {where}: {' '.join(str(message).split())}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
