"""Structure that was only drawn, made real where the caller asks for it.

In comes the tree in normal form, with how each of its blocks looks; each kind of structure has a module of its own,
which decides on the evidence of the whole article (:mod:`wechatclean.recovery.lines`). What is not sure enough stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeAlias, get_args

from wechatclean.images.image import Image
from wechatclean.layout.looks import Look
from wechatclean.layout.normal_form import Element
from wechatclean.notes import Notes

Recoverable: TypeAlias = Literal["headings", "lists", "quotes", "captions"]
KINDS: tuple[Recoverable, ...] = get_args(Recoverable)


def kinds_of(given: bool | Collection[str]) -> tuple[Recoverable, ...]:
    """The option ``recover``, checked: the kinds that it asks for.

    Raises:
        TypeError: it is neither a ``bool`` nor a collection of names.
        ValueError: it names something that is not recovered.

    >>> kinds_of(True), kinds_of({"lists"})
    (('headings', 'lists', 'quotes', 'captions'), ('lists',))
    """
    if isinstance(given, bool):
        return KINDS if given else ()
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        names = ", ".join(KINDS)
        raise TypeError(f"recover is True, False or a collection of {names}, such as {{'lists'}}, not {given!r:.80}")
    asked = list(given)
    for kind in asked:
        if kind not in KINDS:
            raise ValueError(f"recover knows {', '.join(KINDS)}, and not {kind!r:.80}")
    return tuple(kind for kind in KINDS if kind in asked)


def recover(
    root: Element, images: list[Image], looks: Mapping[Element, Look], kinds: Iterable[Recoverable], notes: Notes
) -> dict[Element, str]:
    """Make real in *root* what of *kinds* is drawn there, and return the signs that items of lists had in their text.

    Args:
        root: the article in normal form.
        images: the pictures of its ``img`` elements; they get captions.
        looks: how its blocks look.
        kinds: what is asked for.
        notes: gets what was recovered.
    """
    # Few ask for it.
    from wechatclean.recovery.captions import recover_captions
    from wechatclean.recovery.headings import recover_headings
    from wechatclean.recovery.lines import Page
    from wechatclean.recovery.lists import recover_lists
    from wechatclean.recovery.quotes import recover_quotes

    page = Page(root, looks)
    if "headings" in kinds:
        recover_headings(page, notes)
    if "captions" in kinds:
        recover_captions(page, root, images, notes)
    if "quotes" in kinds:
        recover_quotes(page, notes)
    return recover_lists(page, notes) if "lists" in kinds else {}
