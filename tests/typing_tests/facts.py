"""The type of each field of what comes back, exactly: one that becomes looser (``Any``, ``str``) fails."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from typing_extensions import assert_type

from wechatclean import (
    Account,
    Article,
    ArticleUnavailable,
    Block,
    Chunk,
    Coverage,
    Image,
    Link,
    Metadata,
    Note,
    NotePlace,
    Result,
    Tail,
)
from wechatclean.download import DownloadFailure

Reason = Literal[
    "bad_parameters",
    "blocked",
    "cancelled",
    "captcha",
    "complained",
    "deleted",
    "expired",
    "migrated",
    "not_visible",
    "open_in_app",
    "rate_limited",
    "send_failed",
    "stopped",
    "system_error",
    "unavailable",
    "unknown",
    "violation",
]


def of_metadata(article: Metadata) -> None:
    for name in (
        article.title,
        article.author,
        article.digest,
        article.url,
        article.source_url,
        article.sn,
        article.key,
    ):
        assert_type(name, str | None)
    for moment in (article.published_at, article.modified_at):
        assert_type(moment, datetime | None)
    for number in (article.mid, article.idx):
        assert_type(number, int | None)
    for flag in (article.is_original, article.is_paid):
        assert_type(flag, bool | None)
    for names in (article.tags, article.categories, article.claims):
        assert_type(names, tuple[str, ...])
    assert_type(article.is_truncated, bool)
    assert_type(article.cover, Image | None)
    assert_type(article.cover_crops, dict[str, str])
    for words in (article.location, article.language, article.site):
        assert_type(words, str | None)
    assert_type(article.extra, dict[str, Any])
    assert_type(article.kind, Literal["article", "pictures", "text", "video", "audio", "music", "short", "repost"])
    if article.repost is not None:
        for stated in (article.repost.account, article.repost.author, article.repost.id, article.repost.biz):
            assert_type(stated, str | None)
        assert_type(article.repost.url, str | None)
        assert_type(article.repost.words, str | None)
    if article.album is not None:
        for stated in (article.album.title, article.album.url, article.album.id):
            assert_type(stated, str | None)


def of_an_account(account: Account) -> None:
    for stated in (account.name, account.id, account.alias, account.biz, account.signature, account.avatar):
        assert_type(stated, str | None)
    assert_type(account.type, Literal["subscription", "service"] | None)


def of_an_article(article: Article) -> None:
    for content in (article.markdown, article.html, article.text, article.source_front_matter, article.to_page()):
        assert_type(content, str)
    assert_type(article.account, Account)
    assert_type(article.images, tuple[Image, ...])
    assert_type(article.links, tuple[Link, ...])
    assert_type(article.tail, tuple[Tail, ...])
    assert_type(article.notes, tuple[Note, ...])
    assert_type(article.blocks, tuple[Block, ...])
    assert_type(article.coverage, Coverage)
    assert_type(article.coverage.characters, float)
    assert_type(article.coverage.pictures, float)
    assert_type(article.editor, str | None)
    assert_type(article.front_matter(), dict[str, Any])
    assert_type(article.row(), dict[str, Any])
    assert_type(article.to_document("hexo"), str)
    assert_type(article.filename(taken=("a.md",), by_key=True), str)
    assert_type(article.chunks(max_characters=800), tuple[Chunk, ...])
    assert_type(article.with_images(lambda url: None), Article)
    assert_type(Article.model_validate_json(article.model_dump_json()), Article)


def of_a_picture(image: Image) -> None:
    for words in (image.url, image.alt, image.key, image.filename):
        assert_type(words, str)
    assert_type(image.caption, str | None)
    assert_type(image.path, str | None)
    assert_type(image.width, int | None)
    assert_type(image.height, int | None)
    assert_type(image.format, Literal["jpeg", "png", "gif", "webp", "svg", "bmp", "avif"] | None)
    assert_type(image.role, Literal["body", "cover", "background", "sticker", "emoji", "qrcode"])
    assert_type(image.request_headers, dict[str, str])
    if image.referrer_policy is not None:
        assert_type(
            image.referrer_policy,
            Literal[
                "no-referrer",
                "no-referrer-when-downgrade",
                "same-origin",
                "origin",
                "strict-origin",
                "origin-when-cross-origin",
                "strict-origin-when-cross-origin",
                "unsafe-url",
            ],
        )


def of_a_link(link: Link) -> None:
    assert_type(link.url, str)
    assert_type(link.text, str)


def of_a_note(note: Note) -> None:
    assert_type(
        note.kind,
        Literal[
            "document",
            "dropped",
            "encoding",
            "formula",
            "hidden",
            "image",
            "link",
            "metadata",
            "recovered",
            "truncated",
        ],
    )
    assert_type(note.message, str)
    assert_type(note.count, int)
    assert_type(note.confidence, float | None)
    assert_type(note.places, tuple[NotePlace, ...])
    for place in note.places:
        assert_type(place.line, int | None)
        assert_type(place.tag, str)
        assert_type(place.text, str)


def of_a_tail(tail: Tail) -> None:
    assert_type(
        tail.kind,
        Literal[
            "lead-in",
            "end-mark",
            "follow",
            "qr-code",
            "share",
            "recommended",
            "copyright",
            "contact",
            "read-more",
            "comments",
            "card",
            "picture",
            "other",
        ],
    )
    assert_type(tail.text, str)
    assert_type(tail.confidence, float)
    assert_type(tail.start, int | None)
    assert_type(tail.end, int | None)


def of_a_block(block: Block) -> None:
    assert_type(
        block.kind,
        Literal[
            "heading",
            "paragraph",
            "image",
            "code",
            "table",
            "quote",
            "list",
            "item",
            "formula",
            "embed",
            "rule",
            "footnote",
            "definition",
            "raw",
        ],
    )
    assert_type(block.id, str)
    for place in (block.start, block.end):
        assert_type(place, int)
    for number in (block.text_start, block.text_end, block.level):
        assert_type(number, int | None)
    assert_type(block.language, str | None)
    assert_type(block.callout, str | None)
    assert_type(block.images, tuple[Image, ...])
    assert_type(block.children, tuple[Block, ...])


def of_a_chunk(chunk: Chunk) -> None:
    assert_type(chunk.id, str)
    assert_type(chunk.start, int)
    assert_type(chunk.end, int)
    assert_type(chunk.content, str)
    assert_type(chunk.headings, tuple[str, ...])
    assert_type(chunk.images, tuple[Image, ...])
    assert_type(chunk.oversize, bool)
    assert_type(chunk.metadata, dict[str, Any])


def of_a_result(result: Result) -> None:
    assert_type(result.name, str)
    assert_type(result.article, Article | None)
    assert_type(result.error, Exception | None)
    assert_type(result.seconds, float)
    assert_type(result.status, Literal["article", "not-an-article", "error"] | Reason)


def of_a_notice(error: ArticleUnavailable) -> None:
    assert_type(error.reason, Reason)


def of_a_failure(failure: DownloadFailure) -> None:
    assert_type(failure.url, str)
    assert_type(failure.message, str)
    assert_type(
        failure.reason,
        Literal[
            "format",
            "no_address",
            "no_answer",
            "no_picture",
            "not_written",
            "placeholder",
            "private_host",
            "redirects",
            "status",
            "timeout",
            "too_large",
        ],
    )
