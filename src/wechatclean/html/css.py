"""What an element's own ``style`` attribute says that matters to a reader.

Declarations are parsed, never matched as substrings: ``min-width: 0`` and ``background-color: transparent``
hide nothing. Values are the element's own; inheritance is for the walk to know (:mod:`wechatclean.layout.walk`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from wechatclean.html.declarations import NUMBER, declarations, estimated, is_far, pixels

_MAX_KNOWN = 4096  # longer ones, in characters, are not worth remembering

_URL = re.compile(
    r"""
    url\( \s* (?: "(?P<double>[^"]+) | '(?P<single>[^']+) | (?P<plain>[^"'\s)][^\s)]*) )
    """,
    re.X | re.I,
)
_NO_ALPHA = re.compile(
    r"""
    (?:rgb|hsl)a? \( (?: (?:[^,)]*,){3} | [^/)]*/ ) \s* 0?\.?0+%? \s* \)  # behind three commas, or behind a slash
    | \#[0-9a-f]{3}0
    | \#[0-9a-f]{6}00
    """,
    re.X,
)
_NO_CLIP = re.compile(r"rect\(\s*(?: (?:0[\s,]*){4} | (?:0px[\s,]*){4} | (?:1px[\s,]*){4} )\)", re.X)
_TRANSLATION = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto"})
_BREAKS_KEPT = frozenset({"pre", "pre-line"})  # not pre-wrap: it is everywhere, and saved pages are hard-wrapped
_INHERITS = frozenset({"inherit", "unset", "revert", "revert-layer"})


class Mark:
    """Marks on a run of text, as bits."""

    BOLD, ITALIC, STRIKE, CODE, SUB, SUP = (1 << n for n in range(6))


class State:
    """What text inherits from the elements around it, as bits; a descendant may clear each of them.

    Attributes:
        INVISIBLE, TRANSPARENT, SIZELESS: why it is not shown: ``visibility``, ``color``, ``font-size``.
        HIDDEN: all of these.
        LINE_FEEDS: line feeds in it are shown.
        FLEX: what stands beside it in its element is a block, whatever its tag.
    """

    INVISIBLE, TRANSPARENT, SIZELESS, LINE_FEEDS, FLEX = (1 << n for n in range(5))
    HIDDEN = INVISIBLE | TRANSPARENT | SIZELESS


class Style(NamedTuple):
    """What one ``style`` attribute declares; elements that have the same attribute share it.

    Attributes:
        on, off, inherit: marks set, cleared, and taken from the parent whatever the tag's default.
        block: laid out as a block, inline, or as the tag says (``None``).
        floats: laid out beside the text that follows.
        clears, sets: bits of :class:`State` that it clears, and that it sets.
        hides: why nothing of it is shown, children that say otherwise included; ``""`` if it is shown.
        clips: shown only as far as a box of no size lets through, which is pictures laid over it.
        background: URL of its background picture.
        width: of its box in pixels, where declared so.
        height: of its box in pixels, without what is in it; roughly, where it depends on the window or the text.
        ratio: what its padding or its aspect ratio gives a box without content, in per cent of its width.
    """

    on: int = 0
    off: int = 0
    inherit: int = 0
    block: bool | None = None
    floats: bool = False
    clears: int = 0
    sets: int = 0
    hides: str = ""
    clips: bool = False
    background: str = ""
    width: float | None = None
    height: float | None = None
    ratio: float | None = None


def parse_style(css: str | None) -> Style:
    """The :class:`Style` that *css*, a ``style`` attribute, declares.

    >>> parse_style("font-weight: 700; min-width: 0").on == Mark.BOLD
    True
    >>> parse_style("background-color: transparent; opacity: 0").hides
    'opacity: 0'
    """
    if not css:
        return _NEUTRAL
    return _remembered(css) if len(css) < _MAX_KNOWN else _parse(css)


_NEUTRAL = Style()


def _parse(css: str) -> Style:
    declared = declarations(css)
    style = Style()
    for name, value in declared.items():
        if read := _PROPERTIES.get(name):
            style = read(style, value)
    return _box(style, declared)


_remembered = lru_cache(maxsize=4096)(_parse)  # editors write the same few styles thousands of times


def _display(style: Style, value: str) -> Style:
    if value == "none":
        return style._replace(hides="display: none")
    if value == "contents" or value.startswith("inline"):
        style = style._replace(block=False if style.block is None else style.block)
        return _state(style, State.FLEX, on=value in {"inline-flex", "inline-grid"})
    if not value or value in _INHERITS:
        return style
    return _state(style._replace(block=True), State.FLEX, on=value in {"flex", "grid", "-webkit-flex"})


def _float(style: Style, value: str) -> Style:
    return style._replace(block=True, floats=True) if value in {"left", "right"} else style


def _position(style: Style, value: str) -> Style:
    return style._replace(block=True) if value in {"absolute", "fixed"} else style


def _font_weight(style: Style, value: str) -> Style:
    number = NUMBER.fullmatch(value)
    if number or value in {"bold", "bolder", "normal", "lighter", "initial"} | _INHERITS:
        return _mark(style, Mark.BOLD, value, on=value.startswith("bold") or bool(number and float(number[1]) >= 600))
    return style


def _font_style(style: Style, value: str) -> Style:
    if value.startswith(("italic", "oblique", "normal", "initial")) or value in _INHERITS:
        return _mark(style, Mark.ITALIC, value, on=value.startswith(("italic", "oblique")))
    return style


def _text_decoration(style: Style, value: str) -> Style:
    if "line-through" in value:
        return style._replace(on=style.on | Mark.STRIKE)
    return style._replace(inherit=style.inherit | Mark.STRIKE)  # a child clears its own tag's line, not its parent's


def _state(style: Style, bit: int, *, on: bool) -> Style:
    return style._replace(sets=style.sets | bit if on else style.sets & ~bit, clears=style.clears | bit)


def _mark(style: Style, mark: int, value: str, *, on: bool) -> Style:
    if value in _INHERITS:
        return style._replace(inherit=style.inherit | mark)
    if on:
        return style._replace(on=style.on | mark, off=style.off & ~mark)
    return style._replace(off=style.off | mark, on=style.on & ~mark) if value else style


def _font(style: Style, value: str) -> Style:
    for word in value.partition(",")[0].split():
        if word in {"bold", "bolder", "600", "700", "800", "900"}:
            style = style._replace(on=style.on | Mark.BOLD)
        elif word in {"italic", "oblique"}:
            style = style._replace(on=style.on | Mark.ITALIC)
        elif word[0].isdigit() and not word.isdigit():
            style = _font_size(style, word)
    return style


def _font_size(style: Style, value: str) -> Style:
    size = pixels(value)
    if size is not None:
        return _state(style, State.SIZELESS, on=size < 1)
    return _state(style, State.SIZELESS, on=False) if value.endswith(("small", "medium", "large")) else style


def _opacity(style: Style, value: str) -> Style:
    found = NUMBER.match(value)
    return style._replace(hides="opacity: 0") if found and float(found[1]) <= 0.01 else style


def _visibility(style: Style, value: str) -> Style:
    if value in {"hidden", "collapse", "visible"}:
        return _state(style, State.INVISIBLE, on=value != "visible")
    return style


def _color(style: Style, value: str) -> Style:
    if not value or value in _INHERITS:
        return style
    return _state(style, State.TRANSPARENT, on=value == "transparent" or _NO_ALPHA.fullmatch(value) is not None)


def _white_space(style: Style, value: str) -> Style:
    return style if value in _INHERITS else _state(style, State.LINE_FEEDS, on=value in _BREAKS_KEPT)


def _vertical_align(style: Style, value: str) -> Style:
    return style._replace(on=style.on | {"super": Mark.SUP, "sub": Mark.SUB}.get(value, 0))


def _background(style: Style, value: str) -> Style:
    found = _URL.search(value)
    return style._replace(background=(found[found.lastgroup or 0]).strip()) if found else style


def _padding(style: Style, value: str) -> Style:
    sides = value.split()
    for side in sides[:1] + (sides[2:3] or sides[:1]):  # above and below
        style = _padding_side(style, side)
    return style


def _padding_side(style: Style, value: str) -> Style:
    found = NUMBER.fullmatch(value)
    if found and found[2] == "%":
        return style._replace(ratio=(style.ratio or 0) + float(found[1]))
    size = estimated(value)
    return style._replace(height=(style.height or 0) + size) if size else style


def _aspect_ratio(style: Style, value: str) -> Style:
    wide, _, high = value.partition("/")
    sides = [float(found[1]) for part in (wide, high or "1") if (found := NUMBER.match(part.strip()))]
    return style._replace(ratio=100 * sides[1] / sides[0]) if len(sides) == 2 and sides[0] else style


def _moves(style: Style, value: str) -> Style:
    return style._replace(hides="off screen") if is_far(value) else style


def _transform(style: Style, value: str) -> Style:
    if value.replace(" ", "") in {"scale(0)", "scale(0,0)"}:
        return style._replace(hides="scale(0)")
    moved = _TRANSLATION.search(value)
    is_away = moved is not None and any(is_far(length.strip()) for length in moved[1].split(","))
    return style._replace(hides="off screen") if is_away else style


_PROPERTIES: dict[str, Callable[[Style, str], Style]] = {
    "aspect-ratio": _aspect_ratio,
    "background": _background,
    "background-image": _background,
    "color": _color,
    "display": _display,
    "float": _float,
    "font": _font,
    "font-size": _font_size,
    "font-style": _font_style,
    "font-weight": _font_weight,
    "margin-left": _moves,
    "opacity": _opacity,
    "padding": _padding,
    "padding-bottom": _padding_side,
    "padding-top": _padding_side,
    "position": _position,
    "text-decoration": _text_decoration,
    "text-decoration-line": _text_decoration,
    "text-indent": _moves,
    "transform": _transform,
    "vertical-align": _vertical_align,
    "visibility": _visibility,
    "white-space": _white_space,
}


def _box(style: Style, declared: dict[str, str]) -> Style:
    """*style* with what only several declarations together say: clipping, places off screen, text as a window."""
    get = declared.get
    width, height = pixels(get("width", "")), estimated(get("height", ""))
    nothing = 0.0 in (width, height, pixels(get("max-height", "")), pixels(get("max-width", "")))
    clips = nothing and (get("overflow", "").split(" ")[0] in _CLIPS or get("overflow-y", "") in _CLIPS)
    is_window = "text" in (get("background-clip"), get("-webkit-background-clip"))  # the background shows through it
    return style._replace(
        width=width,
        height=max(filter(None, (height, estimated(get("min-height", "")), style.height)), default=height),
        clips=clips,
        hides=style.hides or _moved_away(get),
        sets=style.sets & ~State.TRANSPARENT if is_window else style.sets,
    )


def _moved_away(get: Callable[..., str | None]) -> str:
    """Why a positioned element is out of sight; ``""`` where it is not."""
    if get("position") not in {"absolute", "fixed"}:
        return ""
    if is_far(get("left", "") or "") or is_far(get("top", "") or ""):
        return "off screen"
    return "clipped" if _NO_CLIP.fullmatch(get("clip", "") or "") else ""
