"""What one ``style`` attribute draws: sizes, colours, boxes. Only who recovers structure that was drawn asks."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from typing import NamedTuple

from wechatclean.html.css import last_values
from wechatclean.html.lengths import NUMBER, pixels
from wechatclean.patterns import pattern

Colour = tuple[int, int, int]

_HEX = pattern(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b")
_FUNCTION = pattern(r"(rgb|hsl)a?\(([^()]*)\)")
_NAME = pattern(r"(?<![\w#(-])[a-z]{3,20}(?![\w(-])")
_NUMBERS = pattern(r"([+-]?[\d.]{1,20})(%?)")
_NAMED: dict[str, Colour] = {
    "black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0),
    "yellow": (255, 255, 0), "orange": (255, 165, 0), "purple": (128, 0, 128), "pink": (255, 192, 203),
    "brown": (165, 42, 42), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "darkgray": (169, 169, 169), "lightgray": (211, 211, 211), "dimgray": (105, 105, 105), "navy": (0, 0, 128),
    "teal": (0, 128, 128), "maroon": (128, 0, 0), "crimson": (220, 20, 60), "tomato": (255, 99, 71),
}  # fmt: skip
_SIZES = {"small": 13.0, "x-small": 10.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
_ALIGNED = {"left": "left", "start": "left", "justify": "left", "center": "center", "right": "right", "end": "right"}
_MOST = 4096  # characters; longer ones are not worth remembering


class Drawing(NamedTuple):
    """What an element's own style draws; ``None`` and ``""`` where it says nothing.

    Attributes:
        size: of its text in pixels.
        scale: of its text, as a part of that around it.
        colour: of its text.
        background: the colour behind it.
        align: ``"left"``, ``"center"`` or ``"right"``.
        bar: a line at its left side, and at no other.
        rule: a line below or above it.
        frame: a line all around it.
    """

    size: float | None = None
    scale: float | None = None
    colour: Colour | None = None
    background: Colour | None = None
    align: str = ""
    bar: bool = False
    rule: bool = False
    frame: bool = False


PLAIN = Drawing()


def drawing_of(css: str | None) -> Drawing:
    """What *css*, a ``style`` attribute, draws.

    >>> drawing_of("font-size: 18px; border-left: 3px solid #eee; text-align: center")[::4]
    (18.0, 'center')
    """
    if not css:
        return PLAIN
    return _remembered(css) if len(css) < _MOST else _draw(css)


def _draw(css: str) -> Drawing:
    declared = last_values(css)
    sides = {side for side in ("left", "right", "top", "bottom") if _has_line(declared, side)}
    size, scale = _size(declared.get("font-size", ""))
    behind = declared.get("background-color") or declared.get("background") or declared.get("background-image") or ""
    return Drawing(
        size=size,
        scale=scale,
        colour=colour_in(declared.get("color", "")),
        background=colour_in(behind.lower()),
        align=_ALIGNED.get(declared.get("text-align", ""), ""),
        bar=sides == {"left"},
        rule=bool(sides) and sides <= {"top", "bottom"},
        frame=len(sides) == 4,
    )


_remembered = lru_cache(maxsize=4096)(_draw)


def _size(value: str) -> tuple[float | None, float | None]:
    found = NUMBER.fullmatch(value)
    if found and found[2] in ("em", "%"):
        return None, float(found[1]) / (100 if found[2] == "%" else 1)
    return (_SIZES[value], None) if value in _SIZES else (pixels(value), None)


def _has_line(declared: dict[str, str], side: str) -> bool:
    """Whether a line that is seen is drawn at one *side*."""
    line = declared.get(f"border-{side}", declared.get("border", ""))
    style = declared.get(f"border-{side}-style") or declared.get("border-style") or line
    width = declared.get(f"border-{side}-width") or declared.get("border-width") or line
    colour = declared.get(f"border-{side}-color") or declared.get("border-color") or line
    is_line = any(word in style for word in ("solid", "dashed", "dotted", "double", "groove", "ridge"))
    found = NUMBER.search(width)
    return is_line and not (found and float(found[1]) == 0) and "transparent" not in colour


def colour_in(value: str) -> Colour | None:
    """The first colour in *value* that can be seen.

    >>> colour_in("linear-gradient(90deg, #f00, blue)"), colour_in("rgba(0, 0, 0, 0)"), colour_in("hsl(120, 100%, 50%)")
    ((255, 0, 0), None, (0, 255, 0))
    """
    if found := _HEX.search(value):
        return _from_hex(found[0][1:])
    if found := _FUNCTION.search(value):
        return _from_numbers(found[1], _NUMBERS.findall(found[2]))
    return next((_NAMED[word] for word in _NAME.findall(value) if word in _NAMED), None)


def _from_hex(digits: str) -> Colour | None:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, *alpha = bytes.fromhex(digits)
    return (red, green, blue) if not alpha or alpha[0] > 25 else None


def _from_numbers(function: str, numbers: list[tuple[str, str]]) -> Colour | None:
    try:
        parts = [float(number) / (100 if percent else 1) for number, percent in numbers]
    except ValueError:
        return None
    if len(parts) < 3 or (len(parts) > 3 and parts[3] < 0.1):
        return None
    if function == "hsl":
        parts[:3] = colorsys.hls_to_rgb(parts[0] / 360 % 1, parts[2], parts[1])
        parts[:3] = [part * 255 for part in parts[:3]]
    red, green, blue = (min(255, max(0, round(part))) for part in parts[:3])
    return red, green, blue
