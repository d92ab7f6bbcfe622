"""One block of an article."""

from __future__ import annotations

from typing import Literal, TypeAlias

from wechatclean.images.image import Image
from wechatclean.model import Model

BlockKind: TypeAlias = Literal[
    "heading", "paragraph", "image", "code", "table", "quote", "list", "item", "formula", "embed", "rule",
    "footnote", "definition", "raw",
]  # fmt: skip


class Block(Model):
    """A block of an article: ``article.markdown[block.start:block.end]``.

    Attributes:
        kind: ``"image"`` is a paragraph of pictures only, ``"formula"`` one of formulas only, ``"embed"`` the line of a
            player or a card; a ``"quote"`` may be a callout; a ``"list"`` has ``"item"``\\ s for children.
            ``"footnote"`` is the text of one; ``"definition"`` and ``"raw"`` (what an engine reads) only posts have.
        id: a hash of its kind, its content, and which of equal blocks it is: the same in every process, whatever
            becomes of other blocks and wherever its pictures are shown from.
        start: where it begins in the Markdown.
        end: where it ends there. Between both stand, in a quote or a list, the signs of that, too.
        text_start: where it begins in ``article.text``; ``None`` where that is not known.
        text_end: where it ends there.
        level: of a heading, from 1 to 6.
        language: of code, where the page or the writer names one.
        callout: of a quote that is a callout: ``"note"``, ``"tip"``, ``"warning"``, …
        images: its pictures, in order, those of its children among them.
        children: the blocks that a quote, a list or an item holds; a table and an item of one line have none.
    """

    kind: BlockKind
    id: str
    start: int
    end: int
    text_start: int | None = None
    text_end: int | None = None
    level: int | None = None
    language: str | None = None
    callout: str | None = None
    images: tuple[Image, ...] = ()
    children: tuple[Block, ...] = ()
