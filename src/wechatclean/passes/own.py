"""Rules and passes of the caller's own: what they leave behind is brought into normal form."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from wechatclean.html.tree import drop
from wechatclean.images.addresses import is_relative
from wechatclean.images.file_headers import embedded_picture
from wechatclean.images.image import Image, image_at
from wechatclean.notes import Notes
from wechatclean.passes.settle import settle

Element = etree._Element


def after_own_rules(root: Element, images: Sequence[Image], notes: Notes, base: str | None) -> list[Image]:
    """Bring what rules of the caller's own have written into normal form, and return the pictures of *root*."""
    known = dict(_pairs(root, images))
    settle(root, "a rule of your own", notes, base)
    return [*_pictures(root, known, notes, base)]


def run_own_passes(
    root: Element,
    images: Sequence[Image],
    passes: Iterable[Callable[[Element], object]],
    notes: Notes,
    base: str | None = None,
) -> list[Image]:
    """Run *passes* over *root*, and return the pictures of its ``img`` elements as these stand afterwards.

    A pass may move, remove and add pictures. One that it adds is the picture at its ``src``, or goes without one.

    Args:
        root: the article in normal form.
        images: the pictures of its ``img`` elements before.
        passes: functions that change *root* in place.
        notes: gets what of theirs cannot be shown.
        base: URL that relative addresses are completed with.

    Raises:
        TypeError: a pass does not change *root* in place.
        ValueError: a pass leaves what the normal form has not.
    """
    known = dict(_pairs(root, images))
    for run in passes:
        name = f"{getattr(run, '__name__', type(run).__name__)}()"
        _check_answer(run(root), root, name)
        settle(root, name, notes, base)
    return [*_pictures(root, known, notes, base)]


def _check_answer(answer: object, root: Element, name: str) -> None:
    if isinstance(answer, etree._Element) and answer is not root and answer.getparent() is None and len(answer):
        raise TypeError(f"{name} returned another tree; a pass changes the root that it is given")
    if inspect.isawaitable(answer) or inspect.isgenerator(answer):
        if inspect.iscoroutine(answer):
            answer.close()
        raise TypeError(f"{name} returned a {type(answer).__name__}; a pass is a plain function")


def _pairs(root: Element, images: Sequence[Image]) -> Iterator[tuple[Element, Image]]:
    """The ``img`` elements of *root* with their pictures, of which some may have no element any more."""
    rest = iter(images)
    for el in root.iter("img"):
        if (image := next((image for image in rest if image.url == el.get("src")), None)) is not None:
            yield el, image


def _pictures(root: Element, known: dict[Element, Image], notes: Notes, base: str | None) -> Iterator[Image]:
    """The pictures of *root*; those without an address go."""
    for el in [*root.iter("img")]:
        source, alt = el.get("src") or "", el.get("alt") or ""
        image = _located(known.get(el) or image_at(source, alt=alt, base=base) or Image(url=source, alt=alt), base)
        if image is None:
            notes.add("image", f"a picture of your own has no address that can be shown: {source[:100]}")
            drop(el)
            continue
        el.set("src", image.url)
        yield image


def _located(image: Image, base: str | None) -> Image | None:
    """*image* with its whole address; ``None`` where it has none that can be shown."""
    if image.url.startswith(("https://", "http://")):
        return image
    if found := image_at(image.url, base=base):
        return image.model_copy(update={"url": found.url, "key": found.key})
    return image if is_relative(image.url) or embedded_picture(image.url) else None
