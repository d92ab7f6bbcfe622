"""The evidence: the blocks of an article in a row, and how each looks beside the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from wechatclean.html.drawing import Colour
from wechatclean.layout.looks import USUAL_SIZE, Ink, Look
from wechatclean.layout.normal_form import HEADINGS, Element, shown_text

_Value = TypeVar("_Value")
_PROSE = 30.0  # Chinese characters


@dataclass(eq=False)
class Line:
    """A block of the article.

    Attributes:
        block: the element.
        text: what is read in it, with single spaces.
        look: how it looks.
        is_text: whether it is a paragraph of text, and no more.
        is_picture: whether it is a paragraph of pictures only.
    """

    block: Element
    text: str
    look: Look
    is_text: bool
    is_picture: bool

    @property
    def ink(self) -> Ink:
        """How most of its text is drawn."""
        return self.look.ink

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, but perhaps a mark."""
        return self.look.bold > 0.85

    @property
    def is_prose(self) -> bool:
        """Whether it is text of the body, as far as its length tells."""
        return self.is_text and self.length > _PROSE

    @property
    def is_banner(self) -> bool:
        """Whether it is light text on a dark or coloured ground."""
        ground = self.ink.background
        return ground is not None and is_light(self.ink.colour) and not is_light(ground)

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is read or looked at."""
        return not self.text and not self.is_picture and self.block.tag in ("p", "hr")

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading already."""
        return self.block.tag in HEADINGS

    @cached_property
    def length(self) -> float:
        """How long it is, in Chinese characters."""
        return sum(1 if ord(sign) > 0x2E7F else 0.5 for sign in self.text)


class Page:
    """The lines of an article, and what is usual in them.

    Attributes:
        lines: in their order.
        size: of the body's text in pixels.
        colour: of the body's text.
        align: of the body's text.
        boxes: how many lines stand in each box that is drawn.
    """

    def __init__(self, root: Element, looks: Mapping[Element, Look]) -> None:
        self.lines = [line_of(block, looks.get(block)) for block in root]
        text = [line for line in self.lines if line.is_text]
        self.size = _most((line.ink.size, line.length) for line in text) or USUAL_SIZE
        self.colour = _most((line.ink.colour, line.length) for line in text)
        self.align = _most((line.ink.align, line.length) for line in text) or "left"
        self.boxes = Counter(line.ink.box for line in self.lines if line.ink.box)
        self._has_bold_text = _most((line.is_bold, line.length) for line in text) or False

    def after(self, at: int) -> Line | None:
        """The first line from the place *at* on of which anything is seen."""
        following = (self.lines[n] for n in range(at, len(self.lines)))
        return next((line for line in following if not line.is_blank), None)

    def size_of(self, line: Line) -> float:
        """The size of *line*, as a part of that of the body's text."""
        return line.ink.size / self.size

    def is_bold(self, line: Line) -> bool:
        """Whether *line* is bold, and the body is not."""
        return line.is_bold and not self._has_bold_text

    def is_centred(self, line: Line) -> bool:
        """Whether *line* is centred, and the body is not."""
        return line.ink.align == "center" != self.align

    def is_coloured(self, line: Line) -> bool:
        """Whether *line* has another colour than the body, and one that is no grey."""
        return line.ink.colour != self.colour and is_vivid(line.ink.colour)


def is_vivid(colour: Colour | None) -> bool:
    """Whether *colour* is neither black, white nor grey."""
    return colour is not None and max(colour) - min(colour) > 50


def is_light(colour: Colour | None) -> bool:
    """Whether *colour* is nearly white."""
    return colour is not None and min(colour) > 200


def is_grey(colour: Colour | None) -> bool:
    """Whether *colour* is a grey that is lighter than text."""
    return colour is not None and max(colour) - min(colour) < 25 and 90 <= min(colour) < 220


def line_of(block: Element, look: Look | None = None) -> Line:
    """*block* with its *look*, if it has any."""
    has_picture = next(block.iter("img"), None) is not None
    text = " ".join(shown_text(block).split()) if block.tag == "p" or block.tag in HEADINGS else ""
    is_paragraph = block.tag == "p"
    return Line(
        block,
        text,
        look or Look(Ink(), 1.0, 0.0, block),
        is_text=is_paragraph and not has_picture,
        is_picture=is_paragraph and has_picture and not text,
    )


def _most(pairs: Iterable[tuple[_Value, float]]) -> _Value | None:
    """The value that the most characters have."""
    lengths: dict[_Value, float] = {}
    for value, length in pairs:
        lengths[value] = lengths.get(value, 0) + length
    return max(lengths, key=lambda value: lengths[value], default=None)
