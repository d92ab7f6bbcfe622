"""Scrapy (extra ``wechatclean[scrapy]``): the pictures and the documents of articles, as item pipelines.

An :class:`~wechatclean.Article` is an item as it is: ``yield clean(response)``. One in a field of another item will do,
too; items without any pass through. Settings, all but the first two of which may be left out:

* ``IMAGES_STORE``: where pictures go, and all other settings of Scrapy's own ``ImagesPipeline``;
* ``WECHATCLEAN_DOCUMENTS``: the folder of the documents;
* ``WECHATCLEAN_STYLE``: the style of the documents, ``"plain"`` or another name;
* ``WECHATCLEAN_CLEANER``: the :class:`~wechatclean.Cleaner` that made the articles, or its import path;
* ``WECHATCLEAN_PICTURES``: what stands before the names of pictures in articles, such as ``"/images/"``. By default it
  is the name of the store's folder, and in documents the way from the document to the store;
* ``WECHATCLEAN_PRIVATE_HOSTS``: whether pictures of hosts such as ``127.0.0.1`` may be asked for.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from itemadapter import ItemAdapter
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FSFilesStore
from scrapy.pipelines.images import ImageException, ImagesPipeline
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from wechatclean.archive.alone import alone
from wechatclean.archive.ledger import Ledger, Record
from wechatclean.archive.targets import Documents
from wechatclean.article import Article
from wechatclean.cleaner import Cleaner
from wechatclean.download.checking import PLACEHOLDER, checked, is_doubtful, pictures_of
from wechatclean.download.folder import kept_before, stem
from wechatclean.download.hosts import is_local_name
from wechatclean.download.rules import DownloadRules, FetchError
from wechatclean.errors import meant
from wechatclean.images.file_headers import sniff
from wechatclean.images.image import EXTENSIONS, Image, request_headers
from wechatclean.notes import Notes
from wechatclean.publishing.styles import style_named

if TYPE_CHECKING:
    from io import BytesIO

    import PIL.Image
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.pipelines.media import FileInfoOrError, MediaPipeline
    from scrapy.settings import BaseSettings
    from typing_extensions import Self

__all__ = ["DocumentsPipeline", "WechatImagesPipeline", "request_headers"]

_FORMATS = DownloadRules().formats
_SETTINGS = [f"WECHATCLEAN_{name}" for name in "DOCUMENTS STYLE CLEANER PICTURES PRIVATE_HOSTS".split()]
_MADE_BY = "a crawl"  # as the report says
_IMAGE = "wechatclean_image"  # in a request's meta: the picture that it asks for
_Item = TypeVar("_Item")


class WechatImagesPipeline(ImagesPipeline):
    """Scrapy's ``ImagesPipeline`` for the pictures of articles, which are shown from their files afterwards.

    It asks with the headers that hosts want, takes pictures only (told by their content), tells WeChat's placeholder,
    and keeps pictures as they came, so that a GIF moves. One that does not come stays at its address, with a note.
    Items without an article are treated as Scrapy does.
    """

    _cleaner: Cleaner | None
    _prefix: str
    _asks_private: bool
    _doubtful: dict[str, str]  # digests of what has a placeholder's shape, by address
    _alike: defaultdict[str, set[str]]  # keys of the pictures that have them

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        pipeline = super().from_crawler(crawler)
        settings = crawler.settings
        pipeline._cleaner = _cleaner(settings)
        pipeline._prefix = settings.get("WECHATCLEAN_PICTURES") or _name_of_store(settings)
        pipeline._asks_private = settings.getbool("WECHATCLEAN_PRIVATE_HOSTS")
        pipeline._doubtful = {}
        pipeline._alike = defaultdict(set)
        return pipeline

    def get_media_requests(self, item: Any, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """A request for each picture of the articles in *item*; those that the page itself holds stay there."""
        articles = list(_articles(item))
        if not articles:
            return super().get_media_requests(item, info)
        images = {image.url: image for article in articles for image in pictures_of(article)}
        return [_request(image) for image in images.values() if self._may_ask(image)]

    def _may_ask(self, image: Image) -> bool:
        at = urlsplit(image.url)
        return at.scheme in ("http", "https") and (self._asks_private or not is_local_name(at.hostname or ""))

    def file_path(
        self,
        request: Request,
        response: Response | None = None,
        info: MediaPipeline.SpiderInfo | None = None,
        *,
        item: Any = None,
    ) -> str:
        """The same name each time, with the ending of what came, or of what the address says is coming."""
        image: Image | None = request.meta.get(_IMAGE)
        if image is None:
            return str(super().file_path(request, response, info, item=item))
        came = sniff(response.body) if response else None
        kept = (
            "" if response or not isinstance(self.store, FSFilesStore) else kept_before(image, Path(self.store.basedir))
        )
        return kept or stem(image) + EXTENSIONS.get(came.format if came else image.format or "", "")

    def get_images(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> Iterator[tuple[str, PIL.Image.Image, BytesIO]]:
        """The picture, as it came, and its thumbnails."""
        if image := request.meta.get(_IMAGE):
            self._check(response.body, image)
        return super().get_images(response, request, info, item=item)

    def _check(self, data: bytes, image: Image) -> None:
        try:
            picture = checked(data, image, _FORMATS)
        except FetchError as error:
            raise ImageException(error.message) from None  # Scrapy logs it whole, twice
        if is_doubtful(picture, image):
            digest = self._doubtful[image.url] = sha256(data).hexdigest()
            self._alike[digest].add(image.key)

    def convert_image(
        self, image: PIL.Image.Image, size: tuple[int, int] | None = None, *, response_body: BytesIO
    ) -> tuple[PIL.Image.Image, BytesIO]:
        """Only thumbnails are made JPEG, as which a GIF would not move."""
        if size is None:
            return image, response_body
        return super().convert_image(image, size, response_body=response_body)

    def item_completed(self, results: list[FileInfoOrError], item: Any, info: MediaPipeline.SpiderInfo) -> Any:
        """*item* with its articles shown from their files."""
        if not any(_articles(item)):
            return super().item_completed(results, item, info)
        kept = {result["url"]: result["path"] for _, result in results if not isinstance(result, Failure)}
        return _with_articles(item, lambda article: self._placed(article, kept))

    def _placed(self, article: Article, kept: Mapping[str, str]) -> Article:
        paths, notes = {}, Notes()
        for image in {image.url: image for image in pictures_of(article)}.values():
            path = kept.get(_request(image).url) if self._may_ask(image) else None
            if path and self._is_repeated(image):
                self._forget(path)
                notes.add("image", f"{PLACEHOLDER}: {image.url:.200}")
            elif path:
                paths[image.url] = self._prefix + path
            elif image.url.startswith("http"):
                notes.add("image", f"did not come, and is shown from its address: {image.url:.200}")
        article = article.with_images(paths, cleaner=self._cleaner)
        return article.model_copy(update={"notes": (*article.notes, *notes.all())})

    def _is_repeated(self, image: Image) -> bool:
        """Whether another picture has the same bytes, of a placeholder's shape."""
        digest = self._doubtful.get(image.url)
        return digest is not None and len(self._alike[digest]) > 1

    def _forget(self, path: str) -> None:
        """Remove what is no picture, or the next run would take it for one that has come."""
        if isinstance(self.store, FSFilesStore):
            Path(self.store.basedir, path).unlink(missing_ok=True)


class DocumentsPipeline:
    """Writes a document for each article, in a style; what somebody has changed since is not written over.

    Its place is behind the :class:`WechatImagesPipeline`. The same article gets the same document in the next crawl:
    ``report.jsonl`` in the folder tells which, as it does for the command ``wechatclean pages/ -o folder``.
    """

    def __init__(self, settings: BaseSettings) -> None:
        folder = settings.get("WECHATCLEAN_DOCUMENTS")
        if not folder:
            raise NotConfigured("WECHATCLEAN_DOCUMENTS is the folder that documents are written to")
        self._folder, self._until_closed = Path(folder), ExitStack()
        self._style = settings.get("WECHATCLEAN_STYLE") or "plain"
        style_named(self._style)
        self._cleaner = _cleaner(settings)
        store = str(settings.get("IMAGES_STORE") or "")
        self._store = Path(store) if store and not settings.get("WECHATCLEAN_PICTURES") and "://" not in store else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler.settings)

    def open_spider(self, spider: Spider | None = None) -> None:
        """Begin: read which documents there are.

        Raises:
            Busy: another crawl, or another run of the command, writes to the folder.
            OSError: the folder cannot be made.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._until_closed.enter_context(alone(self._folder))
        self._ledger = Ledger(self._folder, _MADE_BY, lambda name: (self._folder / name).is_file())
        self._documents = Documents(self._folder, self._ledger, self._style, ".md")
        self._ledger.open()
        self._until_closed.callback(self._ledger.tidy)
        self._until_closed.callback(self._ledger.close)

    def close_spider(self, spider: Spider | None = None) -> None:
        """End."""
        self._until_closed.close()

    def process_item(self, item: _Item, spider: Spider | None = None) -> _Item:
        """Write the documents of the articles in *item*, which stays as it is.

        Raises:
            OSError: one cannot be written.
        """
        for article in _articles(item):
            self._write(article)
        return item

    def _write(self, article: Article) -> None:
        source = article.key or article.url or sha256(article.html.encode("utf-8", "replace")).hexdigest()
        name = self._documents.name(article, source, "")
        placed = self._beside(article, (self._folder / name).parent)
        text = placed.to_document(self._style, cleaner=self._cleaner)
        record = Record(source, document=name, made_by=_MADE_BY, title=article.title, url=article.url)
        self._ledger.take(self._documents.put(record._replace(key=article.key), placed, text))

    def _beside(self, article: Article, folder: Path) -> Article:
        """*article* with its pictures shown by the way from *folder* to the store."""
        if self._store is None:
            return article
        before = f"{self._store.name}/"
        way = Path(os.path.relpath(self._store, folder)).as_posix()
        paths = {
            image.url: f"{way}/{image.path.removeprefix(before)}"
            for image in pictures_of(article)
            if image.path and image.path.startswith(before)
        }
        return article.with_images(paths, cleaner=self._cleaner) if paths else article


def _articles(item: Any) -> Iterator[Article]:
    """*item*, if it is an article, or those in its fields."""
    if isinstance(item, Article):
        yield item
    elif ItemAdapter.is_item(item):
        yield from (value for value in ItemAdapter(item).values() if isinstance(value, Article))


def _with_articles(item: Any, change: Callable[[Article], Article]) -> Any:
    """*item* with each of its articles changed."""
    if isinstance(item, Article):
        return change(item)
    adapter = ItemAdapter(item)
    for name, value in list(adapter.items()):
        if isinstance(value, Article):
            adapter[name] = change(value)
    return item


def _request(image: Image) -> Request:
    """A request for *image*, which is on another host than the articles are."""
    meta = {_IMAGE: image, "allow_offsite": True}
    return Request(image.url, headers=image.request_headers, callback=NO_CALLBACK, meta=meta)


def _cleaner(settings: BaseSettings) -> Cleaner | None:
    """The cleaner that *settings* name, if none of them is misspelt."""
    for name in settings:
        if name.startswith("WECHATCLEAN_") and name not in _SETTINGS:
            raise ValueError(f"no setting is called {name}{meant(name, _SETTINGS)}")
    given = settings.get("WECHATCLEAN_CLEANER")
    cleaner = load_object(given) if isinstance(given, str) else given
    if cleaner is None or isinstance(cleaner, Cleaner):
        return cleaner
    raise TypeError(f"WECHATCLEAN_CLEANER is a wechatclean.Cleaner or its import path, not {given!r:.80}")


def _name_of_store(settings: BaseSettings) -> str:
    """What leads from beside the store into it."""
    return f"{Path(str(settings['IMAGES_STORE'])).name}/"
