"""The tail left out of an article, with its pictures and cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wechatclean.embeds import Card, Embed, MiniProgram, Product, Profile
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import Element, new_root
from wechatclean.notes import Notes
from wechatclean.tails.tail import Found

_CARDS = (Card, MiniProgram, Product, Profile)


class LeftOut(NamedTuple):
    """What was left out, for those who count.

    Attributes:
        leads: what stood before the first words.
        tail: what stood below the last ones.
        pictures: how many pictures were in both.
    """

    leads: Element
    tail: Element
    pictures: int


NOTHING = LeftOut(new_root(), new_root(), 0)


def leave_out(built: ArticleBuilder, found: Sequence[Found], notes: Notes) -> LeftOut:
    """Take *found* out of the article *built*: blocks, pictures and embeds; *notes* are told."""
    if not found:
        return NOTHING
    blocks = [one.block for one in found if one.block is not None]
    embeds = _embeds_that_stay(built, found)
    gone = {img for block in blocks for img in block.iter("img")}
    pairs = zip(built.root.iter("img"), built.images, strict=True)
    images = [image for img, image in pairs if img not in gone]
    left = LeftOut(new_root(), new_root(), len(built.images) - len(images))
    for one, block in zip(found, blocks, strict=True):
        notes.add("dropped", f"left out of the article, as tail='drop' asks: {one.kind}", block)
        (left.leads if one.kind == "lead-in" else left.tail).append(block)
    built.images, built.embeds = images, embeds
    return left


def _embeds_that_stay(built: ArticleBuilder, found: Sequence[Found]) -> list[Embed]:
    """The embeds that stand in what stays."""
    gone = {one.block for one in found}
    begins = next((one.block for one in found if one.kind != "lead-in"), None)
    above = begins.getprevious() if begins is not None else None
    return [
        embed
        for n, embed in enumerate(built.embeds)
        if not (n in built.embed_places and _goes(embed, *built.embed_places[n], gone, above))
    ]


def _goes(
    embed: Embed, block: Element | None, has_line: bool, gone: set[Element | None], above: Element | None
) -> bool:
    """Whether *embed* goes with the blocks that are *gone*, where *block* was the last one when it was met.

    A card without a line stands below that block: the one *above* the tail is the last that stays.
    """
    if block is None:
        return False
    return block in gone or (not has_line and block is above and isinstance(embed, _CARDS))
