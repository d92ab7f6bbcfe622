"""Pictures that a browser saved beside a page, placed where the document's style has them."""

from __future__ import annotations

import os
from pathlib import Path

from wechatclean.archive.files import write
from wechatclean.article import Article
from wechatclean.download import download_images
from wechatclean.images.addresses import is_relative
from wechatclean.images.file_headers import sniff
from wechatclean.images.image import EXTENSIONS, Image
from wechatclean.output.render import Options
from wechatclean.publishing.file_names import place_of_pictures

_LARGEST = 64 * 1024 * 1024  # bytes


class Placing:
    """Where the pictures of documents go, and which.

    Args:
        folder: the folder of the documents.
        style: name of their style.
        cleaner: what made the articles.
        download: ``None`` takes only what lies beside a page; a folder, or a false value for where the style has them,
            fetches the others, too.
    """

    def __init__(self, folder: Path, style: str, cleaner: Options, download: str | bool | None) -> None:
        self._folder, self._style, self._cleaner, self._download = folder, style, cleaner, download

    def __call__(self, article: Article, page: str, document: str) -> tuple[Article, int]:
        """*article* of the file *page* with its pictures placed for *document*, and how many did not come."""
        given = self._download if isinstance(self._download, str) else ""
        folder, prefix = place_of_pictures(str(self._folder / document), self._style, given)
        kept, missing = _copies(article, page, Path(folder), prefix)
        if kept:
            article = article.with_images(kept, cleaner=self._cleaner)
        if self._download is None:
            return article, missing
        article, failures = download_images(article, folder, prefix=prefix, cleaner=self._cleaner)
        return article, len(failures)


def _copies(article: Article, page: str, folder: Path, prefix: str) -> tuple[dict[str, str], int]:
    """The pictures that lie beside *page*, copied into *folder*, by their URL; and how many are not there.

    A path that leads out of the page's own folder is not followed: the page may be anybody's.
    """
    kept: dict[str, str] = {}
    missing = 0
    for image in {image.url: image for image in (*article.images, article.cover) if image and image.path}.values():
        data = _beside(page, image)
        picture = sniff(data) if data else None
        if data is None or picture is None:
            missing += is_relative(image.url)  # else it is shown from where it came from
            continue
        stem, suffix = os.path.splitext(image.filename)  # noqa: PTH122
        name = (stem if suffix else image.filename) + EXTENSIONS[picture.format]
        write(data, folder / name)
        kept[image.url] = prefix + name
    return kept, missing


def _beside(page: str, image: Image) -> bytes | None:
    """The file of *image*, if it lies below the folder of *page*."""
    above = os.path.realpath(os.path.dirname(page) or ".")  # noqa: PTH120
    path = os.path.realpath(os.path.join(above, image.path or ""))  # noqa: PTH118
    try:
        if os.path.commonpath([above, path]) != above or os.path.getsize(path) > _LARGEST:  # noqa: PTH202
            return None
        return Path(path).read_bytes()
    except (OSError, ValueError):
        return None
