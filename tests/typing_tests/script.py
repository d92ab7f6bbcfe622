"""A user's script that uses every public name, for type checkers; it is run, too."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator
from typing import Any, Literal

import httpx
import requests
from scrapy.http import HtmlResponse
from typing_extensions import assert_type

import wechatclean
from wechatclean import (
    ALT_TEXT,
    AS_IS,
    DROP,
    GO_INSIDE,
    HANDLED,
    HEXO,
    HUGO,
    JEKYLL,
    NO_REFERRER,
    NO_REFERRER_WHERE_CHECKED,
    NOT_MINE,
    OBSIDIAN,
    ORIGINAL,
    PLAIN,
    REFERENCE,
    REMOTE,
    UNCROPPED,
    WIDTH_640,
    Account,
    Article,
    ArticleBuilder,
    ArticleUnavailable,
    Block,
    Chunk,
    Cleaner,
    CountError,
    Coverage,
    DocumentError,
    FrontMatterError,
    Image,
    ImagePolicy,
    LimitError,
    Limits,
    Link,
    MarkdownWriter,
    Metadata,
    NotAnArticle,
    Note,
    NotePlace,
    Outcome,
    ProcessError,
    Response,
    Result,
    Style,
    Tail,
    WechatCleanError,
    clean,
    clean_data,
    clean_feed,
    clean_many,
    local,
    proxy,
    request_headers,
    to_markdown,
)
from wechatclean.download import DownloadFailure, DownloadRules, download_images, download_images_async
from wechatclean.embeds import Audio, Video
from wechatclean.errors import UnavailableReason
from wechatclean.sites import Site, Source, by_class, host_of

HTML = "<p>茶<img src='https://mmbiz.qpic.cn/mmbiz_png/K/640' alt='园'><a href='https://a.example/'>水</a></p>"
URL = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrSt"


class Marked(MarkdownWriter):
    class Options:
        wrap = True

    def convert_blockquote(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return super().convert_blockquote(el, text, parent_tags).upper()

    def convert_em(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"=={text}=="


assert_type(request_headers(URL), dict[str, str])


def where(image: Image) -> str | None:
    return None if image.role == "qrcode" else image.url


def chart(article: ArticleBuilder, el: Any) -> Outcome:
    if el.get("data-title") is None:
        return NOT_MINE
    article.text(el.get("data-title", ""))
    return HANDLED if len(el) == 0 else GO_INSIDE


def owns(source: Source) -> bool:
    return host_of(source) == "tea.example.org"


TEA = Site("tea", "茶", "https://tea.example.org/", owns, (("class", "story"),), {"author": (by_class("teller"),)})


def why(source: str | bytes | Response) -> UnavailableReason | str:
    try:
        clean(source)
    except ArticleUnavailable as error:
        assert_type(error.message, str)
        if error.reason == "captcha":
            return error.reason
    except LimitError as error:
        return error.limit
    except FrontMatterError as error:
        assert_type(error.line, "int | None")
    except (DocumentError, NotAnArticle):
        return "no article"
    except WechatCleanError as error:
        return str(error)
    return ""


def responses() -> Iterator[Response]:
    yield httpx.Response(200, content=HTML.encode(), request=httpx.Request("GET", URL))
    yield HtmlResponse(URL, body=HTML.encode())
    response = requests.Response()
    response.url, response._content = URL, HTML.encode()
    yield response


def options() -> None:
    for policy in (REMOTE, NO_REFERRER, NO_REFERRER_WHERE_CHECKED, REFERENCE, ALT_TEXT, DROP):
        assert_type(policy, ImagePolicy)
        for size in (AS_IS, ORIGINAL, UNCROPPED, WIDTH_640):
            assert_type(policy.at(size), ImagePolicy)
    own = ImagePolicy(address=where)
    files = local({"https://a.example/b.png": "b.png"}, own)
    cleaner = Cleaner(images=files, writer=Marked(bullets="*"), limits=Limits(size=10_000), tail="drop")
    ruled = Cleaner(elements={"mp-chart": chart}, drop=(".tail",), keep=("#kept",), passes=(), sites=(TEA,))
    assert_type(ruled.to_markdown("<p>茶<mp-chart data-title='图'></mp-chart></p>"), str)
    recovering = Cleaner(recover={"headings", "lists"})
    assert_type(recovering.recover, tuple[Literal["headings", "lists", "quotes", "captions"], ...])
    assert_type(clean(HTML, recover=True), Article)
    assert_type(cleaner.images, ImagePolicy)
    assert_type(cleaner.limits.size, int)
    assert_type(cleaner.clean(HTML, url=URL), Article)
    assert_type(cleaner.to_markdown(HTML), str)
    assert_type(cleaner.clean_data({"content": HTML}), Article)
    shown = cleaner.clean(HTML).with_images({}, cleaner=cleaner, otherwise="drop", writer=MarkdownWriter())
    assert_type(shown, Article)
    again: Cleaner = pickle.loads(pickle.dumps(Cleaner(images=proxy("https://p.example/?u={url}"))))
    assert_type(again.images.size == AS_IS, bool)


def results(article: Article) -> None:
    assert_type(article.account, Account)
    assert_type(article.images, tuple[Image, ...])
    assert_type(article.links, tuple[Link, ...])
    assert_type(article.notes, tuple[Note, ...])
    assert_type(article.title, "str | None")
    assert_type(article.front_matter(), dict[str, Any])
    assert_type(article.to_document(), str)
    for style in (PLAIN, HEXO, HUGO, JEKYLL, OBSIDIAN, Style(fields=(("title", "name"),))):
        assert_type(article.to_document(style, cleaner=Cleaner()), str)
        assert_type(article.filename(style, taken={"a.md"}), str)
    assert_type(article.coverage, Coverage)
    assert_type(article.tail, tuple[Tail, ...])
    assert_type(article.blocks, tuple[Block, ...])
    assert_type(article.blocks[0].children, tuple[Block, ...])
    assert_type(article.chunks(max_tokens=10, count=len), tuple[Chunk, ...])
    with contextlib.suppress(CountError):
        article.chunks(max_tokens=10, count=lambda text: -len(text))
    for tail in article.tail:
        assert_type(tail.start, "int | None")
        assert tail.kind != "lead-in"
    for note in article.notes:
        assert_type(note.places, tuple[NotePlace, ...])
        assert note.kind != "dropped"
        assert_type(note.confidence, "float | None")
    metadata: Metadata = article
    assert_type(metadata.is_truncated, bool)
    for embed in article.embeds:
        if isinstance(embed, Audio | Video):
            assert_type(embed.duration, "float | None")


def downloaded(article: Article, folder: str) -> tuple[DownloadFailure, ...]:
    _, failures = download_images(article, folder, rules=DownloadRules(attempts=1), cleaner=Cleaner())
    for failure in failures:
        if failure.reason == "placeholder":
            assert_type(failure.url + failure.message, str)
    return failures


async def downloaded_later(article: Article) -> Article:
    article, _ = await download_images_async(article, "pictures", otherwise=ALT_TEXT)
    return article


if __name__ == "__main__":
    options()
    for response in responses():
        assert to_markdown(response) == clean(response).markdown
        results(clean(response))
    item = f"<item><description><![CDATA[{HTML}]]></description></item>"
    for one in clean_feed(f"<rss version='2.0'><channel>{item}</channel></rss>"):
        results(one)
    results(clean_data({"content": HTML}))
    for result in clean_many([("a", HTML), ("b", HTML.encode(), URL)], processes=1, ordered=False, timeout=None):
        assert_type(result, Result)
        assert_type(result.article, "Article | None")
        assert result.status == "article"
        assert not isinstance(result.error, ProcessError)
    assert why(b"") == "no article"
    assert wechatclean.__version__
