"""What one ``style`` attribute declares, as a value: marks, states, boxes."""

from __future__ import annotations

from typing import NamedTuple

from wechatclean.html.flow import Flow


class Mark:
    """Marks on a run of text, as bits; a highlight is only kept where the writer writes it."""

    BOLD, ITALIC, STRIKE, CODE, SUB, SUP, MARKED, UNDERLINED = (1 << n for n in range(8))
    HIGHLIGHTS = MARKED | UNDERLINED


class State:
    """What text inherits from the elements around it, as bits; a descendant may clear each of them.

    Attributes:
        INVISIBLE, TRANSPARENT, SIZELESS, BLENDED: why it is not shown: ``visibility``, its colour, its size, the colour
            behind it.
        CLIPPED, AWAY, INDENTED, MASKED, FALLBACK: the box around it has no size, it stands outside of the page, its
            first line does, dots stand for it, its element shows something else.
        HIDDEN: all of these.
        LINE_FEEDS: its line feeds are kept, and its spaces not, or its lines are not wrapped.
        FLEX: what stands beside it in its element is a block, whatever its tag.
        RIGHT_TO_LEFT: rows begin at the right.
        KEPT: all white space in it is shown as it stands.
        MONO: its characters are of one width.
        LISTING: both of these, as in ``pre``.
        FEEDS: either of those by which line feeds are kept.
        TYPED, WRAPPED: who made such line feeds, the writer or a tool; no style says it, nor clears it.
    """

    INVISIBLE, TRANSPARENT, SIZELESS, BLENDED, CLIPPED, AWAY, INDENTED, MASKED, FALLBACK = (1 << n for n in range(9))
    HIDDEN = (1 << 9) - 1
    LINE_FEEDS, FLEX, RIGHT_TO_LEFT, KEPT, MONO = (1 << n for n in range(9, 14))
    TYPED, WRAPPED = 1 << 14, 1 << 15
    LISTING = KEPT | MONO
    FEEDS = KEPT | LINE_FEEDS


class Style(NamedTuple):
    """What one ``style`` attribute declares; elements that have the same attribute share it.

    Attributes:
        on, off, inherit: marks set, cleared, and taken from the parent whatever the tag's default.
        block: laid out as a block, inline, or as the tag says (``None``).
        floats: laid out beside the text that follows.
        clears, sets: bits of :class:`State` that it clears, and that it sets.
        background: URL of its background picture.
        width: of its box in pixels, where declared so.
        height: of its box in pixels, without what is in it; roughly, where it depends on the window or the text.
        marker: what stands before an item: ``none``, or the name of a list's style.
        ratio: what its padding or its aspect ratio gives a box without content, in per cent of its width.
        large: whether its text is much larger than that of a paragraph.
        flow: in which order it lays out what it holds.
    """

    on: int = 0
    off: int = 0
    inherit: int = 0
    block: bool | None = None
    floats: bool = False
    clears: int = 0
    sets: int = 0
    background: str = ""
    width: float | None = None
    height: float | None = None
    ratio: float | None = None
    large: bool = False
    flow: Flow = Flow()
    marker: str = ""
