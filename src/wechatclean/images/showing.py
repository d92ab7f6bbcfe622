"""An image policy carried out on a tree in normal form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from wechatclean.html.characters import plain
from wechatclean.html.relaying import drop_empty, lay_out_anew, line_of
from wechatclean.images.image import Image
from wechatclean.images.policies import ImagePolicy
from wechatclean.notes import Notes

_ATTRIBUTES = ("src", "alt", "width", "height", "referrerpolicy")
_ON_THE_NETWORK = ("http://", "https://", "data:", "//")


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """How a tree was shown that is shown anew: pictures that were left out have no element any more.

    Attributes:
        policy: what it was shown by; ``None`` where that is not known.
        notes: are told how many pictures were left out that would be shown now.
    """

    policy: ImagePolicy | None
    notes: Notes


def show_images(
    tree: etree._Element,
    images: Sequence[Image],
    policy: ImagePolicy,
    before: ShownBefore | None = None,
) -> tuple[Image, ...]:
    """Write into each ``<img>`` of the normal-form *tree* what *policy* makes of its picture.

    Each gets ``src``, ``alt``, ``width`` and ``height`` where known, and always ``referrerpolicy``; one that
    is not shown makes room for its text, and what it leaves empty goes with it.

    Args:
        tree: changed in place.
        images: the pictures of its ``<img>`` elements, in document order.
        policy: what is asked for.
        before: how the tree was shown before, where it was.

    Returns:
        *images*, those that have a local file with its ``path``.
    """
    addresses = [_address(policy, image) for image in images]
    pairs = list(pictures_of(list(tree.iter("img")), images, before.policy if before else None))
    instead: dict[etree._Element, str] = {}
    for el, n in pairs:
        if (address := addresses[n]) is None:
            instead[el] = _checked(policy.instead(images[n]), "instead")
        else:
            _show(el, images[n], address)
    lines = dict.fromkeys(map(line_of, instead))
    for line in lines:
        lay_out_anew(line, instead)
    drop_empty(lines)
    if before:
        wanted = {n for n, address in enumerate(addresses) if address is not None}
        _note_left_out(wanted.difference(n for _, n in pairs), before.notes)
    return tuple(map(_at, images, addresses))


def _note_left_out(pictures: set[int], notes: Notes) -> None:
    for _ in pictures:
        notes.add("image", "left out when the article was made, and not shown now: clean() what it was made of anew")


def pictures_of(
    elements: list[etree._Element], images: Sequence[Image], made_by: ImagePolicy | None
) -> Iterator[tuple[etree._Element, int]]:
    """Each element with its picture's index, which is told by its address where nothing else tells it."""
    shown = list(range(len(images)))
    if made_by and len(elements) != len(images):
        shown = [n for n, image in enumerate(images) if _address(made_by, image) is not None]
    if len(elements) == len(shown):
        yield from zip(elements, shown, strict=True)
        return
    rest = iter(range(len(images)))
    for el in elements:
        source = unquote(el.get("src", ""))  # HTML is written with quoted addresses
        match = (n for n in rest if _shows(source, images[n]))
        if (found := next(match, None)) is not None:
            yield el, found


def _address(policy: ImagePolicy, image: Image) -> str | None:
    """Where *policy* shows *image* from; an empty address is none."""
    address = policy.address(image)
    return address if address is image.url or address is None else _checked(address, "address") or None


def _checked(words: object, function: str) -> str:
    """What a *function* of a policy returned, as a tree can hold it.

    Raises:
        TypeError: it is no ``str``.
    """
    if not isinstance(words, str):
        raise TypeError(f"{function} of the image policy returned {words!r:.80}, not a string")
    return plain(words)


def _shows(source: str, image: Image) -> bool:
    """Whether the unquoted address *source* is that of *image*, or of a proxy that is asked for it."""
    return source == image.path or unquote(image.url) in source or image.url in source


def _show(el: etree._Element, image: Image, address: str) -> None:
    values = (address, image.alt, image.width, image.height, image.referrer_policy or "no-referrer")
    if el.keys() != ["src"]:  # as the walk has left it
        el.attrib.clear()
    for name, value in zip(_ATTRIBUTES, values, strict=True):
        if value is not None:
            el.set(name, str(value))


def placed(image: Image, policy: ImagePolicy) -> Image:
    """*image*, which is in no text, with the ``path`` of the file that *policy* shows it from, if it does."""
    return _at(image, _address(policy, image))


def _at(image: Image, address: str | None) -> Image:
    if address is None or address.startswith(_ON_THE_NETWORK) or (address == image.url and image.path):
        return image
    return image.model_copy(update={"path": unquote(address)})
