"""One chunk of an article."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wechatclean.images.image import Image
from wechatclean.model import Model


class Chunk(Model):
    """A slice of an article's Markdown, ``article.markdown[chunk.start:chunk.end]``, and what its reader has to know.

    Attributes:
        id: a hash of the article's ``key`` (or ``url``), the slice, and which of equal ones it is: the same in every
            process.
        start: where the slice begins in the Markdown.
        end: where it ends there, and the next one begins.
        content: the slice, and before it, as Markdown, the headings that it stands under and, where it goes on with a
            table or with code, the table's header or the line that opened the code. Of what stands before it, the outer
            headings go first where it would take more than half of the room.
        headings: the headings that it stands under, as text, the outermost first; its own among them.
        images: the pictures in the slice, in order.
        oversize: whether ``content`` is longer than was asked: it is one sentence, one row of a table or one line of
            code, which is never cut.
        metadata: flat facts for a store: ``key``, ``url``, ``title``, ``author``, ``account``, ``published_at`` and
            ``language``, as far as they are stated; ``headings`` as one line; ``start`` and ``end``.
    """

    id: str
    start: int
    end: int
    content: str
    headings: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    oversize: bool = False
    metadata: dict[str, Any] = Field(default_factory=dict)
