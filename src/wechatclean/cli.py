"""The command: ``wechatclean PAGE [-o FILE] [--json] [--url URL] [--images POLICY] [--download FOLDER]``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wechatclean.article import Article
from wechatclean.cleaner import clean
from wechatclean.errors import WechatCleanError
from wechatclean.images.policies import ImagePolicy, policy_named

EXIT_NO_ARTICLE = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, 1 where there is no article, 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        source = sys.stdin.buffer.read() if given.page == "-" else Path(given.page).read_bytes()
        article = clean(source, url=given.url, images=given.images)
        if given.download:
            article = _with_pictures(article, given.download, given.output)
        text = article.model_dump_json(indent=2) + "\n" if given.json else article.to_document()
        _write(text, given.output)
    except (WechatCleanError, ModuleNotFoundError) as error:
        return _fail(given.page, error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone, and knows why
    except OSError as error:
        return _fail(error.filename or given.page, error.strerror or error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wechatclean", description="A WeChat or Niaogebiji article as Markdown with front matter."
    )
    parser.add_argument(
        "page", metavar="PAGE", help="HTML file of a page, a fragment or a Hexo post; - for standard input"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--json", action="store_true", help="write the whole article as JSON")
    parser.add_argument("--url", help="where the page comes from; relative links are completed with it")
    parser.add_argument(
        "--images",
        type=_policy,
        default="remote",
        metavar="POLICY",
        help="remote, no-referrer, no-referrer-where-checked, reference, alt-text, drop,"
        " or a proxy's URL with {url} in it; then perhaps a size: original, uncropped, width-640 (%(default)s)",
    )
    parser.add_argument(
        "--download",
        metavar="FOLDER",
        help="fetch the pictures into FOLDER and show them from there (needs wechatclean[images])",
    )
    return parser


def _with_pictures(article: Article, folder: str, output: str | None) -> Article:
    """*article* with its pictures in *folder*; those that cannot be had are told on standard error."""
    from wechatclean.download import download_images

    beside = Path(output).parent if output else Path()
    prefix = f"{Path(os.path.relpath(folder, beside)).as_posix()}/"
    article, failures = download_images(article, folder, prefix=prefix, progress=_bar)
    for failure in failures:
        _fail(failure.url, failure.reason)
    return article


def _bar(done: int, total: int) -> None:
    """A progress bar, where somebody watches."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        end = "\n" if done == total else ""
        print(f"\r[{'#' * filled:30}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def _policy(name: str) -> ImagePolicy:
    try:
        return policy_named(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _write(text: str, path: str | None) -> None:
    if path:
        Path(path).write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()


def _fail(page: str, reason: object) -> int:
    print(f"wechatclean: {page}: {' '.join(str(reason).split())}", file=sys.stderr)
    return EXIT_NO_ARTICLE


if __name__ == "__main__":
    sys.exit(main())
