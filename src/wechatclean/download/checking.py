"""Which pictures an article has, and whether what a host sent is one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from wechatclean.download.rules import FetchError
from wechatclean.images.addresses import checks_referrer
from wechatclean.images.file_headers import Picture, sniff
from wechatclean.images.image import Image

if TYPE_CHECKING:
    from wechatclean.article import Article

PLACEHOLDER = "the host sent its placeholder"


def pictures_of(article: Article) -> Iterator[Image]:
    """The pictures of its content, its cover, and those of its front matter."""
    from wechatclean.publishing.front_matter import pictures  # few articles have front matter

    yield from article.images
    if article.cover:
        yield article.cover
    if article.source_front_matter:
        yield from pictures(article.source_front_matter)


def checked(data: bytes, image: Image, formats: Collection[str]) -> Picture:
    """The header of *data*.

    Raises:
        FetchError: it is no picture, none of *formats*, or the host's placeholder.
    """
    picture = sniff(data) or (Picture("svg", 0, 0) if b"<svg" in data[:1024].lower() else None)
    if picture is None:
        raise FetchError("no_picture", "the answer is no picture")
    if picture.format not in formats:
        raise FetchError("format", f"pictures of type {picture.format} are not taken")
    if is_placeholder(picture, image):
        raise FetchError("placeholder", PLACEHOLDER, passing=True)
    return picture


def is_placeholder(picture: Picture, image: Image) -> bool:
    """Whether *picture* is what WeChat's hosts answer a foreign ``Referer`` with: about 140×140 pixels.

    Told by a page's ``data-w`` that states another width; see :func:`is_doubtful` where it states none.
    """
    if image.width is None or not _has_placeholder_shape(picture) or not checks_referrer(image.url):
        return False
    return not 0.85 < picture.width / image.width < 1.15


def is_doubtful(picture: Picture, image: Image) -> bool:
    """Whether *picture* is the placeholder if another picture has the same bytes."""
    return _has_placeholder_shape(picture) and image.width is None and checks_referrer(image.url)


def _has_placeholder_shape(picture: Picture) -> bool:
    return 100 <= picture.width <= 200 and 0.8 <= picture.height / picture.width <= 1.25
