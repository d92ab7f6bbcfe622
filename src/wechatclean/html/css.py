"""What an element's own ``style`` attribute says that matters to a reader.

Declarations are parsed, never matched as substrings: ``min-width: 0`` and ``background-color: transparent``
hide nothing. Values are the element's own; what is inherited is the walk's business (:mod:`wechatclean.layout.walk`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

BOLD, ITALIC, STRIKE, CODE, SUB, SUP = 1, 2, 4, 8, 16, 32  # marks on a run of text, as bits
UNSEEN, CLEAR, SIZELESS = 1, 2, 4  # why text is not shown, as bits that a descendant may clear
LINES, FLEX = 8, 16  # line feeds are shown; children are blocks, whatever they are

_MAX_KNOWN = 4096  # longer ones, in characters, are not worth remembering

_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*([a-z%]*)")
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""", re.I)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_CLEAR = re.compile(r"(?:rgb|hsl)a?\((?:[^,)]*,[^,)]*,[^,)]*,|[^/)]*/)\s*0?\.?0+%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto"})
_BREAKS_KEPT = frozenset({"pre", "pre-line"})  # not pre-wrap: it is everywhere, and saved pages are hard-wrapped
_INHERITS = frozenset({"inherit", "unset", "revert", "revert-layer"})


@dataclass(slots=True)
class Style:
    """One ``style`` attribute.

    Attributes:
        on, off, inherit: marks set, cleared, and taken from the parent whatever the tag's default.
        block: laid out as a block, inline, or as the tag says (``None``).
        clears, sets: bits of ``UNSEEN`` … ``FLEX`` that it clears, and that it sets.
        hides: why nothing of it is shown, children that say otherwise included; ``""`` if it is shown.
        clips: shown only as far as a box of no size lets through, which is pictures laid over it.
        background: URL of its background picture.
        width, height: of its box in pixels, where declared so.
        ratio: its padding in per cent of its width, which gives a box without content its height.
    """

    on: int = 0
    off: int = 0
    inherit: int = 0
    block: bool | None = None
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

    >>> parse_style("font-weight: 700; min-width: 0").on == BOLD
    True
    >>> parse_style("background-color: transparent; opacity: 0").hides
    'opacity: 0'
    """
    if not css:
        return _NEUTRAL
    return _remembered(css) if len(css) < _MAX_KNOWN else _parse(css)


_NEUTRAL = Style()


def _parse(css: str) -> Style:
    declared = _declarations(css)
    style = Style()
    for name, value in declared.items():
        if read := _PROPERTIES.get(name):
            read(style, value)
    _judge_box(style, declared)
    return style


_remembered = lru_cache(maxsize=4096)(_parse)  # editors write the same few styles thousands of times


def _declarations(css: str) -> dict[str, str]:
    """Property → value, lower case; the last declaration of a property wins, an important one before all."""
    if "\\" in css:
        css = _ESCAPE.sub(_unescape, css).replace("\\", "")
    if "/*" in css:
        css = "".join(part.partition("*/")[2] if n else part for n, part in enumerate(css.split("/*")))
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in css.split(";"):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name, value = name.strip().lower(), value.strip()
        value, bang, _ = value.partition("!")
        if bang:
            important.add(name)
        elif name in important:
            continue
        found[name] = value.strip() if name in _CASED else value.strip().lower()
    return found


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0xD800 else ""


def pixels(value: str) -> float | None:
    """A length in pixels, where it is absolute or zero.

    >>> pixels("12pt"), pixels("0em"), pixels("50%"), pixels("auto")
    (16.0, 0.0, None, None)
    """
    found = _NUMBER.match(value)
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if number == 0:
        return 0.0
    scale = _UNITS.get(unit)
    return None if scale is None else number * scale


_UNITS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "rem": 16.0, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78}
_CASED = frozenset({"background", "background-image"})  # their URLs keep their case


def _display(style: Style, value: str) -> None:
    if value == "none":
        style.hides = "display: none"
    elif value == "contents" or value.startswith("inline"):
        style.block = False if style.block is None else style.block
        _state(style, FLEX, value in {"inline-flex", "inline-grid"})
    elif value and value not in _INHERITS:
        style.block = True
        _state(style, FLEX, value in {"flex", "grid", "-webkit-flex"})


def _float(style: Style, value: str) -> None:
    if value in {"left", "right"}:
        style.block = True


def _position(style: Style, value: str) -> None:
    if value in {"absolute", "fixed"}:
        style.block = True


def _font_weight(style: Style, value: str) -> None:
    number = _NUMBER.fullmatch(value)
    if number or value in {"bold", "bolder", "normal", "lighter", "initial"} | _INHERITS:
        _mark(style, BOLD, value, value.startswith("bold") or bool(number and float(number[1]) >= 600))


def _font_style(style: Style, value: str) -> None:
    if value.startswith(("italic", "oblique", "normal", "initial")) or value in _INHERITS:
        _mark(style, ITALIC, value, value.startswith(("italic", "oblique")))


def _text_decoration(style: Style, value: str) -> None:
    if "line-through" in value:
        style.on |= STRIKE
    else:
        style.inherit |= STRIKE  # a child cannot undo its parent's line, only its own tag's


def _state(style: Style, bit: int, on: bool) -> None:
    style.sets = style.sets | bit if on else style.sets & ~bit
    style.clears |= bit


def _mark(style: Style, mark: int, value: str, on: bool) -> None:
    if value in _INHERITS:
        style.inherit |= mark
    elif on:
        style.on |= mark
        style.off &= ~mark
    elif value:
        style.off |= mark
        style.on &= ~mark


def _font(style: Style, value: str) -> None:
    for word in value.partition(",")[0].split():
        if word in {"bold", "bolder", "600", "700", "800", "900"}:
            style.on |= BOLD
        elif word in {"italic", "oblique"}:
            style.on |= ITALIC
        elif word[0].isdigit() and not word.isdigit():
            _font_size(style, word)


def _font_size(style: Style, value: str) -> None:
    size = pixels(value)
    if size is not None:
        _state(style, SIZELESS, size < 1)
    elif value.endswith(("small", "medium", "large")):
        _state(style, SIZELESS, on=False)


def _opacity(style: Style, value: str) -> None:
    found = _NUMBER.match(value)
    if found and float(found[1]) <= 0.01:
        style.hides = "opacity: 0"


def _visibility(style: Style, value: str) -> None:
    if value in {"hidden", "collapse", "visible"}:
        _state(style, UNSEEN, value != "visible")


def _color(style: Style, value: str) -> None:
    if value and value not in _INHERITS:
        _state(style, CLEAR, value == "transparent" or _CLEAR.fullmatch(value) is not None)


def _white_space(style: Style, value: str) -> None:
    if value not in _INHERITS:
        _state(style, LINES, value in _BREAKS_KEPT)


def _vertical_align(style: Style, value: str) -> None:
    style.on |= {"super": SUP, "sub": SUB}.get(value, 0)


def _background(style: Style, value: str) -> None:
    if found := _URL.search(value):
        style.background = found[1].strip()


def _padding(style: Style, value: str) -> None:
    for part in value.split():
        found = _NUMBER.fullmatch(part)
        if found and found[2] == "%":
            style.ratio = (style.ratio or 0) + float(found[1])


def _text_indent(style: Style, value: str) -> None:
    if (pixels(value) or 0) <= -999:
        style.hides = "off screen"


def _transform(style: Style, value: str) -> None:
    if value.replace(" ", "") in {"scale(0)", "scale(0,0)"}:
        style.hides = "scale(0)"


_PROPERTIES: dict[str, Callable[[Style, str], None]] = {
    "background": _background,
    "background-image": _background,
    "color": _color,
    "display": _display,
    "float": _float,
    "font": _font,
    "font-size": _font_size,
    "font-style": _font_style,
    "font-weight": _font_weight,
    "opacity": _opacity,
    "padding-bottom": _padding,
    "padding-top": _padding,
    "position": _position,
    "text-decoration": _text_decoration,
    "text-decoration-line": _text_decoration,
    "text-indent": _text_indent,
    "transform": _transform,
    "vertical-align": _vertical_align,
    "visibility": _visibility,
    "white-space": _white_space,
}


def _judge_box(style: Style, declared: dict[str, str]) -> None:
    """What only several declarations together say: clipping, off-screen places, text cut out of a background."""
    get = declared.get
    style.width, style.height = pixels(get("width", "")), pixels(get("height", ""))
    nothing = 0.0 in (style.width, style.height, pixels(get("max-height", "")), pixels(get("max-width", "")))
    style.clips = nothing and (get("overflow", "").split(" ")[0] in _CLIPS or get("overflow-y", "") in _CLIPS)
    if get("position") in {"absolute", "fixed"}:
        if min(pixels(get("left", "")) or 0, pixels(get("top", "")) or 0) <= -999:
            style.hides = style.hides or "off screen"
        if get("clip", "").replace(" ", "").replace(",", "") in {
            "rect(0000)",
            "rect(0px0px0px0px)",
            "rect(1px1px1px1px)",
        }:
            style.hides = style.hides or "clipped"
    if "text" in (get("background-clip"), get("-webkit-background-clip")):
        style.sets &= ~CLEAR
