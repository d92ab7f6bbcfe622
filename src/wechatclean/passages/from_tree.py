"""The blocks of an article from its tree, written once more with an eye on where each block comes to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from lxml import etree

from wechatclean.embeds import Embed
from wechatclean.images.image import Image
from wechatclean.images.showing import pictures_of
from wechatclean.layout.normal_form import CALLOUT, HEADINGS, shown_text, tex_of
from wechatclean.output.html import to_html
from wechatclean.output.markdown.noting import Piece
from wechatclean.passages.block import Block, BlockKind
from wechatclean.passages.embed_lines import EmbedLines
from wechatclean.passages.ids import Ids
from wechatclean.passages.text_places import TextPlaces, text_places

Element = etree._Element
_KINDS: Mapping[str, BlockKind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "pre": "code",
    "table": "table",
    "blockquote": "quote",
    "ul": "list",
    "ol": "list",
    "li": "item",
    "hr": "rule",
}


def blocks_of_tree(
    pieces: Sequence[Piece], text: str, images: Sequence[Image], embeds: Iterable[Embed]
) -> tuple[Block, ...]:
    """The blocks that *pieces* are, of an article with this *text* and these *images* and *embeds*."""
    if not pieces:
        return ()
    root: Element = pieces[0].el.getparent()  # type: ignore[assignment]  # the article
    reader = _Reader(text_places(root, text), _pictures(root, images), EmbedLines(embeds))
    return tuple(map(reader.block, pieces))


def _pictures(root: Element, images: Sequence[Image]) -> dict[Element, Image]:
    """The picture of each ``img`` of *root*."""
    return {el: images[n] for el, n in pictures_of(list(root.iter("img")), images, None)}


class _Reader:
    """Reads what the pieces of one article are."""

    def __init__(self, places: TextPlaces, pictures: Mapping[Element, Image], embeds: EmbedLines) -> None:
        self.places, self.pictures, self.embeds = places, pictures, embeds
        self.ids = Ids()
        for img, image in pictures.items():
            img.attrib.clear()  # a picture's content is the picture, wherever it is shown from
            img.set("src", image.key)
            img.set("alt", image.alt)

    def block(self, piece: Piece) -> Block:
        el = piece.el
        kind = self.kind(el)
        text_start, text_end = self.places.get(el, (None, None))
        return Block(
            kind=kind,
            id=self.ids.next(kind, to_html(el)),
            start=piece.start,
            end=piece.end,
            text_start=text_start,
            text_end=text_end,
            level=int(str(el.tag)[1]) if kind == "heading" else None,
            language=_language(el) if kind == "code" else None,
            callout=_callout(el) if kind == "quote" else None,
            images=tuple(self.pictures[img] for img in el.iter("img") if img in self.pictures),
            children=tuple(map(self.block, piece.inside)),
        )

    def kind(self, el: Element) -> BlockKind:
        """What *el* is."""
        if (kind := _KINDS.get(str(el.tag))) is not None:
            return kind
        classes = el.attrib.get("class", "")
        if el.tag == "div":
            return "footnote" if classes == "footnote" else "definition" if classes == "definition" else "raw"
        return "footnote" if el.attrib.get("id", "").startswith("fn-") else self._of_paragraph(el)

    def _of_paragraph(self, p: Element) -> BlockKind:
        if self.embeds.is_next(shown_text(p)):
            return "embed"
        if not len(p) or any(not text.isspace() for text in _texts(p)):
            return "paragraph"
        if next(p.iter("img"), None) is not None:
            return "image"
        return "formula" if next(p.iter("span"), None) is not None else "paragraph"


def _texts(p: Element) -> Iterator[str]:
    """The pieces of text in *p*, but for those of formulas."""
    return chain([p.text] if p.text else (), *map(_texts_at, p))


def _texts_at(el: Element) -> Iterator[str]:
    if tex_of(el) is None:
        yield from _texts(el)
    if el.tail:
        yield el.tail


def _language(pre: Element) -> str | None:
    return (pre[0].attrib.get("class", "") if len(pre) else "").removeprefix("language-") or None


def _callout(quote: Element) -> str | None:
    classes = quote.attrib.get("class", "")
    return classes.removeprefix(CALLOUT) if classes.startswith(CALLOUT) else None
