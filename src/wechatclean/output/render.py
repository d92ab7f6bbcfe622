"""An article's tree in the forms that it is given out in, its pictures shown by a policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

from lxml import etree

from wechatclean.images.image import Image
from wechatclean.images.policies import REMOTE, ImagePolicy
from wechatclean.images.showing import ShownBefore, show_images
from wechatclean.output.html import article_html
from wechatclean.output.markdown.engine import Engine
from wechatclean.output.markdown.places import places_in
from wechatclean.output.plain_text import to_text

Places = Sequence[tuple[int, int]]


class Writer(Protocol):
    """What writes Markdown; :class:`~wechatclean.MarkdownWriter` is one."""

    def write(self, root: etree._Element, images: ImagePolicy = ..., engine: Engine | None = None, /) -> str:
        """The Markdown of *root*, an article in normal form, its pictures shown by *images*.

        Where an *engine* is given, it reads none of the text as its own signs.
        """


def check_writer(writer: object) -> None:
    """Refuse what writes no Markdown.

    Raises:
        TypeError: *writer* is neither ``None`` nor a writer.
    """
    if isinstance(writer, type) and hasattr(writer, "write"):
        raise TypeError(f"writer is an instance: {writer.__name__}()")
    if isinstance(writer, type) or not (writer is None or callable(getattr(writer, "write", None))):
        raise TypeError(f"writer is a MarkdownWriter, such as MarkdownWriter(footnotes='gfm'), not {writer!r:.80}")


class Options(Protocol):
    """How an article is shown; a :class:`~wechatclean.Cleaner` says it.

    Attributes:
        images: what becomes of pictures.
        writer: writes the Markdown; ``None`` is a :class:`~wechatclean.MarkdownWriter` without options.
    """

    @property
    def images(self) -> ImagePolicy: ...  # noqa: D102  # said above
    @property
    def writer(self) -> Writer | None: ...  # noqa: D102  # said above


def check_options(cleaner: object, writer: object) -> None:
    """Refuse what is no :class:`Options` or writes no Markdown.

    Raises:
        TypeError: one of them is neither ``None`` nor what it should be.
    """
    check_writer(writer)
    if not (cleaner is None or isinstance(getattr(cleaner, "images", None), ImagePolicy)):
        raise TypeError(f"cleaner is the wechatclean.Cleaner that made the article, not {cleaner!r:.80}")


class Rendering(NamedTuple):
    """The content in three forms, and its pictures as they are shown."""

    markdown: str
    html: str
    text: str
    images: tuple[Image, ...]


def render(
    root: etree._Element,
    images: Sequence[Image],
    policy: ImagePolicy,
    writer: Writer | None = None,
    before: ShownBefore | None = None,
) -> tuple[Rendering, Places | None]:
    """Show the *images* of *root*, an article in normal form, by *policy*, and write it in all forms.

    *before* tells how it was shown before, if it was. Returns also where each block of *root* stands in the Markdown,
    if that is known.
    """
    markdown, shown = write(root, images, policy, writer, before)
    return Rendering(str(markdown), article_html(root), to_text(root), shown), places_in(markdown)


def write(
    root: etree._Element,
    images: Sequence[Image],
    policy: ImagePolicy,
    writer: Writer | None = None,
    before: ShownBefore | None = None,
) -> tuple[str, tuple[Image, ...]]:
    """Show the *images* of *root* by *policy*; its Markdown, and its pictures as they are shown."""
    shown = show_images(root, images, policy, before)
    return (writer or _usual_writer()).write(root, policy), shown


@dataclass(frozen=True, slots=True)
class WriterForEngine:
    """A writer all of whose documents are for one engine.

    Attributes:
        writer: writes the Markdown; ``None`` is a :class:`~wechatclean.MarkdownWriter` without options.
        engine: reads none of the text as its own signs.
    """

    writer: Writer | None
    engine: Engine

    def write(self, root: etree._Element, images: ImagePolicy = REMOTE, engine: Engine | None = None, /) -> str:
        """The Markdown of *root*, for the engine."""
        return (self.writer or _usual_writer()).write(root, images, engine or self.engine)


@cache
def _usual_writer() -> Writer:
    from wechatclean.output.markdown.writer import NormalFormWriter  # takes longer than all the rest to import

    return NormalFormWriter()
