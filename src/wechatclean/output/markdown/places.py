"""Where each block of an article stands in its Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_PICTURE = pattern(r"<img [^<>\n]*>")


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
    """The *texts* of block *elements* with blank lines between them; attributes stand right below their block."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    end = 0
    for el, text in zip(elements, _pictures_apart(texts), strict=True):
        if text and end:
            parts.append("\n" if _is_attributes(el) else "\n\n")
            end += len(parts[-1])
        places.append((end, end + len(text)))
        parts.append(text)
        end += len(text)
    return written("".join(parts), places)


def _is_attributes(el: etree._Element) -> bool:
    return el.tag == "div" and el.attrib.get("class") == "raw attributes"


def _pictures_apart(texts: Iterable[str]) -> Iterator[str]:
    """*texts*, of which tags of pictures that follow each other are paragraphs.

    Markdown leaves a tag that stands alone as it is, and a browser would show both in one line.
    """
    was_picture = False
    for text in texts:
        is_picture = text.startswith("<img ") and _PICTURE.fullmatch(text) is not None
        yield f"<p>{text}</p>" if is_picture and was_picture else text
        was_picture = is_picture or (was_picture and not text)
