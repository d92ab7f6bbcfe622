"""Keep the pictures of an article in a folder; an extra, ``pip install 'wechatclean[images]'``.

This is the only part of the library that opens connections, and it does so only when called::

    article, failures = download_images(article, "posts/images")
    Path("posts/one.md").write_text(article.to_document())
"""

from __future__ import annotations

import asyncio
import base64
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wechatclean._image_urls import checks_referrer, digest
from wechatclean._model import Model
from wechatclean._picture import Picture, embedded_picture, sniff
from wechatclean.images import EXTENSIONS, Image

if TYPE_CHECKING:
    from wechatclean._fetch import Fetcher
    from wechatclean.article import Article

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DownloadRules:
    """Bounds on a download.

    Attributes:
        concurrency: requests at a time.
        attempts: requests for one picture, where the failure may pass (no answer, status 429 or 5xx, placeholder).
        pause: seconds before the second attempt; twice as long before each further one.
        timeout: seconds for one attempt, from first to last byte.
        max_bytes: of one picture.
        redirects: followed for one picture.
        formats: what is taken, told by content and not by name. SVG is not in it: such a file can hold scripts.
        private_hosts: whether addresses such as ``127.0.0.1`` and ``10.0.0.1`` may be asked, by a page or by a
            redirect.
    """

    concurrency: int = 8
    attempts: int = 3
    pause: float = 0.5
    timeout: float = 30.0
    max_bytes: int = 25 * 1024 * 1024
    redirects: int = 5
    formats: frozenset[str] = frozenset({"jpeg", "png", "gif", "webp", "bmp", "avif"})
    private_hosts: bool = False


RULES = DownloadRules()


class DownloadFailure(Model):
    """A picture that could not be had, and the reason in a few words."""

    url: str
    reason: str


def download_images(
    article: Article,
    folder: str | PathLike[str],
    *,
    prefix: str | None = None,
    rules: DownloadRules = RULES,
    progress: Progress | None = None,
) -> tuple[Article, tuple[DownloadFailure, ...]]:
    """Fetch the pictures of *article* into *folder*; the article that shows them from there, and what failed.

    A picture that lies in the folder already is not fetched again, so that a run that was broken off can be
    repeated. Pictures that failed keep their URL. May be called where an event loop runs, as in a notebook.

    Args:
        article: what :func:`wechatclean.clean` gave.
        folder: made if it is not there; nothing is written outside it.
        prefix: what stands before the file's name in the article, by default the folder's own name and ``/``,
            which is right for a document beside the folder.
        rules: bounds on time, size and number.
        progress: called with the number of pictures done and of all, after each one.

    Raises:
        ModuleNotFoundError: httpx is not installed.
        OSError: the folder cannot be made.
    """
    job = download_images_async(article, folder, prefix=prefix, rules=rules, progress=progress)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(job)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, job).result()


async def download_images_async(
    article: Article,
    folder: str | PathLike[str],
    *,
    prefix: str | None = None,
    rules: DownloadRules = RULES,
    progress: Progress | None = None,
) -> tuple[Article, tuple[DownloadFailure, ...]]:
    """:func:`download_images` as a coroutine of asyncio."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    images = list({image.url: image for image in _pictures(article)}.values())
    results = _without_repeats(await _keep_all(images, target, rules, progress or _silent), target)
    before = f"{target.resolve().name}/" if prefix is None else prefix
    kept = {result.image.url: before + result.name for result in results if isinstance(result, _Kept)}
    failures = tuple(result for result in results if isinstance(result, DownloadFailure))
    return article.with_images(kept), failures


class _Kept(NamedTuple):
    image: Image
    name: str
    doubtful: str = ""  # a digest of what has a placeholder's shape and no stated size to compare with


_Result = _Kept | DownloadFailure


def _pictures(article: Article) -> Iterator[Image]:
    yield from article.images
    if article.cover:
        yield article.cover


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


async def _keep_all(images: list[Image], folder: Path, rules: DownloadRules, progress: Progress) -> list[_Result]:
    try:
        from wechatclean._fetch import Fetcher  # noqa: PLC0415  (an extra, which most never need)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("downloading needs httpx: pip install 'wechatclean[images]'") from error
    gate = asyncio.Semaphore(rules.concurrency)
    done = 0

    async def keep(image: Image) -> _Result:
        nonlocal done
        async with gate:
            result = await _keep(image, folder, rules, fetcher)
        done += 1
        progress(done, len(images))
        return result

    async with Fetcher(rules) as fetcher:
        return await asyncio.gather(*map(keep, images))
