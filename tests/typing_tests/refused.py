"""Wrong use that both checkers have to refuse, each line with what they say: a type that lets one pass fails.

Nothing here runs. mypy reads the codes and tells a comment that it does not need (``--strict``), as pyright does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import wechatclean
from wechatclean import (
    REMOTE,
    Article,
    ArticleBuilder,
    ArticleUnavailable,
    Cleaner,
    ImagePolicy,
    Limits,
    MarkdownWriter,
    Note,
    Result,
    Style,
    clean,
    clean_data,
    clean_feed,
    clean_many,
    local,
    proxy,
    to_markdown,
)
from wechatclean.download import DownloadRules, download_images
from wechatclean.sites import Site


def sources() -> None:
    clean(5)  # type: ignore[arg-type]
    clean(None)  # type: ignore[arg-type]
    clean(Path("page.html"))  # type: ignore[arg-type]
    clean(["<p>"])  # type: ignore[arg-type]
    clean("", "https://a.example/")  # type: ignore[call-arg]
    to_markdown({"content": ""})  # type: ignore[arg-type]
    clean_feed(5)  # type: ignore[arg-type]
    clean_data("{}")  # type: ignore[arg-type]
    clean_data([{}])  # type: ignore[arg-type]
    clean_many(5)  # type: ignore[arg-type]
    clean_many([5])  # type: ignore[list-item]
    clean_many([("a", 5)])  # type: ignore[list-item]


def options() -> None:
    clean("", images=5)  # type: ignore[arg-type]
    clean("", tail="remove")  # type: ignore[arg-type]
    clean("", tail=True)  # type: ignore[arg-type]
    clean("", recover={"tables"})  # type: ignore[arg-type]
    clean("", recover="headings")  # type: ignore[arg-type]
    clean("", limits=100)  # type: ignore[arg-type]
    clean("", url=b"https://a.example/")  # type: ignore[arg-type]
    clean("", writer=MarkdownWriter)  # type: ignore[arg-type]
    clean("", writer="gfm")  # type: ignore[arg-type]
    clean("", bogus=True)  # type: ignore[call-arg]
    clean_many([], processes="4")  # type: ignore[arg-type]
    clean_many([], timeout="60")  # type: ignore[arg-type]
    Cleaner(sites=["a.example"])  # type: ignore[list-item]
    Cleaner(elements={"p": "drop"})  # type: ignore[arg-type]
    Cleaner(passes=[5])  # type: ignore[list-item]
    Cleaner(drop=5)  # type: ignore[arg-type]
    Limits(size="1 MB")  # type: ignore[arg-type]
    ImagePolicy(address="a.png")  # type: ignore[arg-type]
    ImagePolicy(address=lambda image: 5)  # type: ignore[arg-type,return-value]
    ImagePolicy(instead=lambda image: None)  # type: ignore[arg-type,return-value]
    REMOTE.at("original")  # type: ignore[arg-type]
    local(5)  # type: ignore[arg-type]
    local("images/")  # type: ignore[arg-type]
    proxy(5)  # type: ignore[arg-type]
    Style()  # type: ignore[call-arg]
    Style(fields=5)  # type: ignore[arg-type]
    DownloadRules(formats={"tiff"})  # type: ignore[arg-type]
    DownloadRules(timeout="5s")  # type: ignore[arg-type]
    Site("tea", "茶")  # type: ignore[call-arg]


def answers_what_is_no_answer(builder: ArticleBuilder, el: Any) -> bool:
    return True


def takes_the_element_alone(el: Any) -> wechatclean.Outcome:
    return wechatclean.HANDLED


def rules() -> None:
    Cleaner(elements={"p": answers_what_is_no_answer})  # type: ignore[arg-type]
    Cleaner(elements={"p": takes_the_element_alone})  # type: ignore[arg-type]


def results(article: Article, note: Note, result: Result, error: ArticleUnavailable) -> None:
    _ = article.titel  # type: ignore[attr-defined]
    _ = article.title.upper()  # type: ignore[union-attr]
    _ = article.published_at.year  # type: ignore[union-attr]
    _ = article.embeds[0].duration  # type: ignore[union-attr]
    _ = result.article.title  # type: ignore[union-attr]
    _ = note.kind == "droped"  # type: ignore[comparison-overlap]
    _ = result.status == "removed"  # type: ignore[comparison-overlap]
    _ = error.reason == "captca"  # type: ignore[comparison-overlap]
    _ = article.images[0].role == "avatar"  # type: ignore[comparison-overlap]
    _ = wechatclean.utils  # type: ignore[attr-defined]
    article.images.append(article.images[0])  # type: ignore[attr-defined]
    Cleaner().images = REMOTE  # type: ignore[misc]
    result.article = None  # type: ignore[misc]


def of_results(article: Article) -> None:
    article.chunks(800)  # type: ignore[call-arg]
    article.chunks(max_characters="800")  # type: ignore[arg-type]
    article.chunks(max_tokens=10, count=lambda text: "10")  # type: ignore[arg-type,return-value]
    article.to_document(5)  # type: ignore[arg-type]
    article.filename(taken=5)  # type: ignore[arg-type]
    article.with_images("images/")  # type: ignore[arg-type]
    article.with_images({}, cleaner="remote")  # type: ignore[arg-type]
    download_images("", "pictures")  # type: ignore[arg-type]
    download_images(article, 5)  # type: ignore[arg-type]
    download_images(article, "pictures", rules={})  # type: ignore[arg-type]
    _ = download_images(article, "pictures").markdown  # type: ignore[attr-defined]
