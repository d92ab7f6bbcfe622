"""Keep the pictures of an article in a folder; an extra, ``pip install 'wechatclean[images]'``.

This is the only part of the library that opens connections, and it does so only when called::

    article, failures = download_images(article, "posts/images")
    Path("posts/one.md").write_text(article.to_document())
"""

from __future__ import annotations

import asyncio
import base64
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wechatclean.download.checking import PLACEHOLDER, checked, is_doubtful, pictures_of
from wechatclean.download.folder import kept_before, made, save, stem
from wechatclean.download.rules import DownloadRules, FetchError, Reason
from wechatclean.images.addresses import digest
from wechatclean.images.file_headers import Picture, embedded_picture
from wechatclean.images.image import EXTENSIONS, Image
from wechatclean.images.policies import ImagePolicy, as_policy
from wechatclean.model import Model
from wechatclean.output.render import Options, Writer, check_options

if TYPE_CHECKING:
    from wechatclean.article import Article
    from wechatclean.download.fetcher import Fetcher

__all__ = [
    "DownloadFailure",
    "DownloadRules",
    "download_images",
    "download_images_async",
]

Progress = Callable[[int, int], None]


RULES = DownloadRules()


class DownloadFailure(Model):
    """A picture that did not come.

    Attributes:
        url: its address.
        reason: why, in a word to filter by: ``"no_answer"``, ``"status"``, ``"placeholder"``, …
        message: why, in a sentence for people.
    """

    url: str
    reason: Reason
    message: str


def download_images(  # noqa: PLR0913  # what with_images takes, and bounds
    article: Article,
    folder: str | PathLike[str],
    *,
    prefix: str | None = None,
    rules: DownloadRules = RULES,
    progress: Progress | None = None,
    cleaner: Options | None = None,
    otherwise: ImagePolicy | str | None = None,
    writer: Writer | None = None,
) -> tuple[Article, tuple[DownloadFailure, ...]]:
    """Fetch the pictures of *article* into *folder*; the article that shows them from there, and what failed.

    A picture that lies in the folder already is not fetched again, so that a run that was broken off can be
    repeated. Pictures that failed keep their URL. May be called where an event loop runs, as in a notebook.

    Args:
        article: what :func:`wechatclean.clean` gave.
        folder: made if it is not there and a picture comes; nothing is written outside it.
        prefix: what stands before the file's name in the article, by default the folder's own name and ``/``,
            which is right for a document beside the folder.
        rules: bounds on time, size and number.
        progress: called with the number of pictures done and of all, after each one.
        cleaner: the :class:`~wechatclean.Cleaner` that made the article, whose writer writes the Markdown anew and
            whose policy shows the pictures that did not come; without it, as :meth:`wechatclean.Article.with_images`
            says.
        otherwise: the policy for pictures that did not come, instead of the cleaner's.
        writer: writes the Markdown, instead of the cleaner's.

    Raises:
        TypeError: an option is of another type.
        ValueError: no policy has the name *otherwise*.
        ModuleNotFoundError: httpx is not installed.
        OSError: the folder cannot be made.
    """
    job = download_images_async(
        article,
        folder,
        prefix=prefix,
        rules=rules,
        progress=progress,
        cleaner=cleaner,
        otherwise=otherwise,
        writer=writer,
    )
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(job)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, job).result()


async def download_images_async(  # noqa: PLR0913  # the same
    article: Article,
    folder: str | PathLike[str],
    *,
    prefix: str | None = None,
    rules: DownloadRules = RULES,
    progress: Progress | None = None,
    cleaner: Options | None = None,
    otherwise: ImagePolicy | str | None = None,
    writer: Writer | None = None,
) -> tuple[Article, tuple[DownloadFailure, ...]]:
    """:func:`download_images` as a coroutine of asyncio."""
    check_options(cleaner, writer)  # what is wrong is told before any request
    _check(article, folder, prefix, rules, progress)
    others = None if otherwise is None else as_policy(otherwise)
    images = list({image.url: image for image in pictures_of(article)}.values())
    with made(folder, images) as target:
        results = _without_repeats(await _keep_all(images, target, rules, progress or _silent), target)
    before = f"{target.name}/" if prefix is None else prefix
    kept = {result.image.url: before + result.name for result in results if isinstance(result, _Kept)}
    failures = tuple(result for result in results if isinstance(result, DownloadFailure))
    return article.with_images(kept, cleaner=cleaner, otherwise=others, writer=writer), failures


def _check(article: object, folder: object, prefix: object, rules: object, progress: object) -> None:
    from wechatclean.article import Article

    wanted = {
        "article is the Article of clean()": (article, isinstance(article, Article)),
        "folder is a str or a path": (folder, isinstance(folder, (str, PathLike)) and str(folder)),
        "prefix is a str": (prefix, prefix is None or isinstance(prefix, str)),
        "rules is a DownloadRules": (rules, isinstance(rules, DownloadRules)),
        "progress is a function of two numbers": (progress, progress is None or callable(progress)),
    }
    for what, (given, is_right) in wanted.items():
        if not is_right:
            raise TypeError(f"{what}, not {given!r:.80}")


class _Kept(NamedTuple):
    image: Image
    name: str
    doubtful: str = ""  # a digest of what has a placeholder's shape and no stated size to compare with


_Result = _Kept | DownloadFailure


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


async def _keep_all(images: list[Image], folder: Path, rules: DownloadRules, progress: Progress) -> list[_Result]:
    try:
        from wechatclean.download.fetcher import Fetcher
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


async def _keep(image: Image, folder: Path, rules: DownloadRules, fetcher: Fetcher) -> _Result:
    if name := kept_before(image, folder):
        return _Kept(image, name)
    try:
        data, picture = await _fetched(image, rules, fetcher)
        name = save(data, folder, stem(image) + EXTENSIONS[picture.format])
    except FetchError as error:
        return DownloadFailure(url=image.url, reason=error.reason, message=error.message)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        return DownloadFailure(url=image.url, reason="not_written", message=message)
    return _Kept(image, name, digest(data.hex()) if is_doubtful(picture, image) else "")


async def _fetched(image: Image, rules: DownloadRules, fetcher: Fetcher) -> tuple[bytes, Picture]:
    """The picture and its header, after as many attempts as allowed; every other one sends no ``Referer``."""
    if embedded := embedded_picture(image.url):
        data = base64.b64decode(embedded.url.partition(",")[2] + "===")
        return data, checked(data, image, rules.formats)
    failure = FetchError("no_answer", "no attempt is allowed")
    for attempt in range(rules.attempts):
        await asyncio.sleep(rules.pause * 2 ** (attempt - 1) if attempt else 0)
        try:
            data = await fetcher.get(image.url, {} if attempt % 2 else image.request_headers)
            return data, checked(data, image, rules.formats)
        except FetchError as error:
            failure = error
            if not error.passing:
                break
    raise failure


def _without_repeats(results: list[_Result], folder: Path) -> list[_Result]:
    """Different pictures with the same bytes, of a placeholder's shape, are that placeholder, and go."""
    alike: dict[str, list[_Kept]] = defaultdict(list)
    for result in results:
        if isinstance(result, _Kept) and result.doubtful:
            alike[result.doubtful].append(result)
    repeated = {kept for same in alike.values() if len({one.image.key for one in same}) > 1 for kept in same}
    for kept in repeated:
        (folder / kept.name).unlink(missing_ok=True)
    return [_placeholder(result.image) if result in repeated else result for result in results]


def _placeholder(image: Image) -> DownloadFailure:
    return DownloadFailure(url=image.url, reason="placeholder", message=PLACEHOLDER)
