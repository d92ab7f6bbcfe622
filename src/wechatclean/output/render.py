"""An article's tree in the forms that it is given out in, its pictures shown by a policy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from lxml import etree

from wechatclean.images.image import Image
from wechatclean.images.policies import ImagePolicy
from wechatclean.images.showing import show_images
from wechatclean.output.html import article_html
from wechatclean.output.markdown.engine import Engine
from wechatclean.output.plain_text import to_text


class Writer(Protocol):
    """What writes Markdown; :class:`~wechatclean.MarkdownWriter` is one."""

    def write(self, root: etree._Element, images: ImagePolicy = ..., engine: Engine | None = None, /) -> str:
        """The Markdown of *root*, an article in normal form, its pictures shown by *images*.

        Where an *engine* is given, it reads none of the text as its own signs.
        """


class Manner(Protocol):
    """How an article is shown; a :class:`~wechatclean.Cleaner` says it.

    Attributes:
        images: what becomes of pictures.
        writer: writes the Markdown; ``None`` is a :class:`~wechatclean.MarkdownWriter` without options.
    """

    @property
    def images(self) -> ImagePolicy: ...  # noqa: D102  # said above
    @property
    def writer(self) -> Writer | None: ...  # noqa: D102  # said above


class Rendering(NamedTuple):
    """The content in three forms, and its pictures as they are shown."""

    markdown: str
    html: str
    text: str
    images: tuple[Image, ...]


def render(
    root: etree._Element, images: Sequence[Image], policy: ImagePolicy, writer: Writer | None = None
) -> Rendering:
    """Show the *images* of *root*, an article in normal form, by *policy*, and write it in all forms."""
    markdown, shown = write(root, images, policy, writer)
    return Rendering(markdown, article_html(root), to_text(root), shown)


def write(
    root: etree._Element,
    images: Sequence[Image],
    policy: ImagePolicy,
    writer: Writer | None = None,
    engine: Engine | None = None,
) -> tuple[str, tuple[Image, ...]]:
    """Show the *images* of *root* by *policy*; its Markdown, for *engine*, and its pictures as they are shown."""
    shown = show_images(root, images, policy)
    writer = writer or _usual_writer()
    return (writer.write(root, policy) if engine is None else writer.write(root, policy, engine)), shown


@cache
def _usual_writer() -> Writer:
    from wechatclean.output.markdown.writer import MarkdownWriter  # takes longer than all the rest to import

    return MarkdownWriter()
