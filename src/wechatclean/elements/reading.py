"""Players and cards: what their elements state is read first, and written in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import NamedTuple

from wechatclean.embeds import Embed
from wechatclean.images.image import Image, image_at
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, Outcome, Reader, Rule, Shows


class Reading(NamedTuple):
    """What the element of a player or a card states.

    Attributes:
        embed: the entry in ``embeds``.
        line: the line of the article that stands for it; ``""`` where it is an entry only.
        cover: the picture that is shown above the line.
        linked: whether the embed's address stands behind the line.
        loss: what a note says of a card that is an entry only.
    """

    embed: Embed
    line: str = ""
    cover: Image | None = None
    linked: bool = True
    loss: str = ""


_FALLBACK = frozenset({"audio", "video", "iframe"})  # what these hold is for browsers that do not know them


def is_open(el: Element) -> bool:
    """Whether *el* holds something that is shown: to HTML ``<mpvoice/>`` is not closed, and holds what follows."""
    return el.tag not in _FALLBACK and (len(el) > 0 or bool((el.text or "").strip()))


EmbedReader = Callable[[Element], Reading | None]


@cache
def rule_of(read: EmbedReader) -> Rule:
    """The rule that writes what *read* says of an element."""

    @wraps(read)
    def write(builder: ArticleBuilder, el: Element) -> Outcome:
        reading = read(el)
        if reading is None:
            return GO_INSIDE if is_open(el) else HANDLED
        embed = reading.embed
        if cover := reading.cover:
            cover = image_at(cover.url, role=cover.role, size=builder.size) or cover
            embed = embed.model_copy(update={"cover": cover} if "cover" in type(embed).model_fields else {})
            builder.flush()
            builder.image(cover)
            builder.flush()
        builder.embed(embed, reading.line, linked=reading.linked)
        if reading.loss:
            builder.notes.add("dropped", reading.loss, el)
        return GO_INSIDE if is_open(el) else HANDLED

    return write


@cache
def shows_of(read: EmbedReader) -> Reader:
    """What the page shows where *read* says something of an element."""

    def shows(el: Element, inside: Inside) -> Shows | None:
        reading = read(el)
        if reading is None:
            return Shows(inside=is_open(el))
        return Shows((reading.line,), int(reading.cover is not None), is_open(el))

    return shows


def rules_of(readers: Mapping[str, EmbedReader]) -> dict[str, Rule]:
    """A table of readers as one of rules."""
    return {name: rule_of(read) for name, read in readers.items()}


def all_shows_of(readers: Mapping[str, EmbedReader]) -> dict[str, Reader]:
    """A table of readers as one of what elements show."""
    return {name: shows_of(read) for name, read in readers.items()}
