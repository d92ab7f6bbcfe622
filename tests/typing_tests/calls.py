"""What each call takes and gives, and what is inside errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Literal

from typing_extensions import assert_type

import wechatclean
from wechatclean import (
    HEXO,
    Article,
    ArticleUnavailable,
    Cleaner,
    CountError,
    DocumentError,
    FrontMatterError,
    ImagePolicy,
    LimitError,
    MarkdownWriter,
    NotAnArticle,
    ProcessError,
    Result,
    Style,
    WechatCleanError,
)
from wechatclean.download import DownloadFailure, DownloadRules, download_images, download_images_async
from wechatclean.sites import Site, Source, by_id, has_tag, meta


def whole(text: str, data: bytes, mapping: Mapping[str, object], path: Path) -> None:
    assert_type(wechatclean.clean(text), Article)
    assert_type(wechatclean.clean(data, images="no-referrer original", tail="drop", recover=["lists"]), Article)
    assert_type(wechatclean.to_markdown(data, writer=MarkdownWriter(bullets="*")), str)
    assert_type(wechatclean.clean_feed(data), Iterator[Article])
    assert_type(wechatclean.clean_data(mapping), Article)
    assert_type(wechatclean.clean_many([path, "a.html", ("b", text), ("c", data, None)]), Iterator[Result])
    assert_type(wechatclean.__version__, str)


def kept(cleaner: Cleaner, sources: Iterable[Path]) -> None:
    assert_type(cleaner.clean_feed(b""), Iterator[Article])
    assert_type(cleaner.clean_many(sources, processes=2, ordered=False, timeout=60), Iterator[Result])
    assert_type(cleaner.clean_data({}, url="https://a.example/"), Article)
    assert_type(cleaner.images, ImagePolicy)
    assert_type(cleaner.recover, tuple[Literal["headings", "lists", "quotes", "captions"], ...])
    assert_type(cleaner.tail, Literal["keep", "drop"])
    assert_type(cleaner.drop, tuple[str, ...])
    assert_type(cleaner.keep, tuple[str, ...])
    assert_type(cleaner.sites, tuple[Site, ...])


def why(error: WechatCleanError) -> str | int | None:
    if isinstance(error, ArticleUnavailable):
        assert_type(error.message, str)
        assert_type(error.account, str | None)
        assert_type(error.url, str | None)
    elif isinstance(error, LimitError):
        assert_type(error.limit, Literal["size", "depth", "nodes", "attributes", "front_matter"])
        assert_type(error.allowed, int)
        assert_type(error.found, int | None)
    elif isinstance(error, FrontMatterError):
        assert_type(error.reason, str)
        assert_type(error.line, int | None)
        assert_type(error.column, int | None)
    elif isinstance(error, DocumentError | NotAnArticle | CountError | ProcessError):
        assert_type(str(error), str)
    return None


def caught(text: str) -> ValueError | None:
    try:
        wechatclean.clean(text)
    except WechatCleanError as error:
        return error
    return None


def with_pictures(article: Article, folder: Path) -> None:
    assert_type(download_images(article, folder), tuple[Article, tuple[DownloadFailure, ...]])
    rules = DownloadRules(formats={"png"}, timeout=5)
    assert_type(rules.formats, AbstractSet[Literal["jpeg", "png", "gif", "webp", "svg", "bmp", "avif"]])
    assert_type(rules.concurrency, int)
    assert_type(rules.timeout, float)
    assert_type(download_images(article, folder, rules=rules, progress=lambda done, of: None)[0], Article)


async def with_pictures_later(article: Article, folder: Path) -> None:
    assert_type(await download_images_async(article, folder), tuple[Article, tuple[DownloadFailure, ...]])


def owns(source: Source) -> bool:
    assert_type(source.text, str)
    assert_type(source.url, str | None)
    return has_tag(source, "class", "story")


def own() -> None:
    site = Site(
        "tea", "茶", "https://tea.example/", owns, (("id", "story"),), {"author": (by_id("teller"), meta("by"))}
    )
    assert_type(Cleaner(sites=[site], drop=[".ad"], passes=[lambda root: root.clear()]), Cleaner)
    style = Style(fields=(("title", "name"),), date=lambda moment: moment.isoformat())
    assert_type(style.fields, tuple[tuple[str, str], ...])
    assert_type(HEXO.fences, frozenset[str])
