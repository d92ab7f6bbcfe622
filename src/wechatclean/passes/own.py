"""Passes of the caller's own, which run after those of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.images.image import Image, image_at

Element = etree._Element


def run_own_passes(
    root: Element, images: Sequence[Image], passes: Iterable[Callable[[Element], None]]
) -> tuple[Image, ...]:
    """Run *passes* over *root*, and return the pictures of its ``img`` elements as these stand afterwards.

    A pass may move, remove and add pictures. One that it adds is the picture at its ``src``, or goes without one.

    Args:
        root: the article in normal form.
        images: the pictures of its ``img`` elements before.
        passes: functions that change *root* in place.
    """
    known = dict(_pairs(root, images))
    for run in passes:
        run(root)
    return tuple(_pictures(list(root.iter("img")), known))


def _pairs(root: Element, images: Sequence[Image]) -> Iterator[tuple[Element, Image]]:
    """The ``img`` elements of *root* with their pictures, of which some may have no element any more."""
    rest = iter(images)
    for el in root.iter("img"):
        if (image := next((image for image in rest if image.url == el.get("src")), None)) is not None:
            yield el, image


def _pictures(elements: Iterable[Element], known: dict[Element, Image]) -> Iterator[Image]:
    for el in elements:
        if image := known.get(el) or image_at(el.get("src") or "", alt=el.get("alt") or ""):
            yield image
        else:
            drop(el)
