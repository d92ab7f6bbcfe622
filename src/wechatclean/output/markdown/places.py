"""Where each block of an article stands in its Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from wechatclean.layout.normal_form import Element

_PICTURE_ALONE = re.compile(r"<img [^<>\n]*>")


class Written(str):
    """Markdown that knows where each block of the article stands in it, from where to where.

    A block of which nothing is written has a place of no length.
    """

    __slots__ = ("places",)
    places: tuple[tuple[int, int], ...]


def written(text: str, places: Iterable[tuple[int, int]], shift: int = 0) -> Written:
    """*text*, in which each of *places* stands *shift* characters further on."""
    result = Written(text)
    result.places = tuple((start + shift, end + shift) for start, end in places)
    return result


def places_in(markdown: str) -> tuple[tuple[int, int], ...] | None:
    """The place of each block in *markdown*; ``None`` where nobody knows it: a user's code has written it."""
    return getattr(markdown, "places", None)


def joined(elements: Iterable[Element], texts: Iterable[str]) -> Written:
    """The *texts* of block *elements* with blank lines between them; attributes stand right below their block.

    Two tags of pictures, each alone in its block, would be one line to a browser: no paragraphs are made of them.
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    end, is_alone = 0, False
    for el, text in zip(elements, texts, strict=True):
        was_alone, is_alone = is_alone, (_PICTURE_ALONE.fullmatch(text) is not None if text else is_alone)
        if text and was_alone and is_alone:
            text = f"<p>{text}</p>"
        if text and end:
            parts.append("\n" if _is_attributes(el) else "\n\n")
            end += len(parts[-1])
        places.append((end, end + len(text)))
        parts.append(text)
        end += len(text)
    return written("".join(parts), places)


def _is_attributes(el: etree._Element) -> bool:
    return el.tag == "div" and el.attrib.get("class") == "raw attributes"
