"""Shorthands: properties that set several others, and other names of the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wechatclean.css import shapes
from wechatclean.css.amounts import length
from wechatclean.css.colours import TRANSPARENT, colour
from wechatclean.css.properties import PROPERTIES, SIDES, SIZES, Parser, Parts, is_drawn, overflow, words
from wechatclean.css.tokens import COMMA, SLASH, Number, Token, Word, parted

# Other names of the same, in lines that run from left to right.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "inset-inline-start": "left", "inset-inline-end": "right",
        "inset-block-start": "top", "inset-block-end": "bottom",
        **{f"{what}-{at}": f"{what}-{side}" for what in ("margin", "padding") for at, side in (
            ("inline-start", "left"), ("inline-end", "right"), ("block-start", "top"), ("block-end", "bottom"),
        )},
        **{f"{most}{at}": f"{most}{side}" for most in ("", "min-", "max-") for at, side in (
            ("inline-size", "width"), ("block-size", "height"),
        )},
        "overflow-inline": "overflow-x", "overflow-block": "overflow-y",
        **{f"-webkit-{name}": name for name in (
            "transform", "clip-path", "mask-image", "mask-size", "mask", "filter", "opacity", "background-clip",
            "backface-visibility", "box-sizing", "flex", "flex-grow", "flex-basis",
        )},
        "-webkit-margin-start": "margin-left", "-webkit-margin-end": "margin-right",
        "-webkit-padding-start": "padding-left", "-webkit-padding-end": "padding-right",
    }
)  # fmt: skip


def _all_sides(prefix: str, read: Parser) -> Parser:
    names = tuple(f"{prefix}{side}" for side in SIDES)

    def read_all(parts: Parts) -> dict[str, Any] | None:
        values = [read((part,)) for part in parts]
        if not 1 <= len(values) <= 4 or None in values:
            return None
        second = values[min(1, len(values) - 1)]
        behind = values[2:] or [values[0]]
        return dict(zip(names, (values[0], second, behind[0], behind[1] if len(behind) > 1 else second), strict=True))

    return read_all


def _pair(names: tuple[str, str], read: Parser) -> Parser:
    def read_pair(parts: Parts) -> dict[str, Any] | None:
        values = [read((part,)) for part in parts]
        return (
            dict(zip(names, (values[0], values[-1]), strict=True))
            if 1 <= len(values) <= 2 and None not in values
            else None
        )

    return read_pair


_SYSTEM_FONTS = words("caption icon menu message-box small-caption status-bar")
_BEFORE_SIZE = frozenset(
    "normal italic oblique small-caps bold bolder lighter ultra-condensed extra-condensed condensed semi-condensed"
    " semi-expanded expanded extra-expanded ultra-expanded".split()
)


def _font(parts: Parts) -> dict[str, Any] | None:
    if _SYSTEM_FONTS(parts):
        return {"font-size": "medium"}
    at = 0
    while at < len(parts) and _stands_before_size(parts[at]):
        at += 1
    size = SIZES(parts[at : at + 1])
    behind = at + 3 if parts[at + 1 : at + 2] == (SLASH,) else at + 1
    families = parts[behind:]
    if size is None or at > 5 or not families or any(not row for row in parted(families)):
        return None
    return {"font-size": size} if all(isinstance(part, Word) for part in families) else None


def _stands_before_size(part: Token) -> bool:
    if isinstance(part, Number):
        return not part.unit and 1 <= part.value <= 1000
    return isinstance(part, Word) and part.text in _BEFORE_SIZE


_BACKGROUND_WORDS = frozenset(
    "none repeat no-repeat repeat-x repeat-y space round scroll fixed local left right top bottom center border-box"
    " padding-box content-box text auto cover contain /".split()
)


def _background(parts: Parts) -> dict[str, Any] | None:
    found: Any = None
    has_image, is_text = False, False
    for part in parts:
        if (one := colour(part)) and found is None:
            found = one
        elif shapes.is_image(part):
            has_image = has_image or is_drawn(part)
        elif not (part == COMMA or length(part) or (isinstance(part, Word) and part.text in _BACKGROUND_WORDS)):
            return None
        is_text = is_text or part == Word("text")
    if not parts:
        return None
    return {"background-color": found or TRANSPARENT, "background-image": has_image, "background-clip": is_text}


def _flex(parts: Parts) -> dict[str, Any] | None:
    if parts in ((Word("none"),), (Word("auto"),)):
        return {"flex-grow": float(parts == (Word("auto"),)), "flex-basis": "auto"}
    numbers = [part.value for part in parts if isinstance(part, Number) and not part.unit]
    rest = tuple(part for part in parts if not (isinstance(part, Number) and not part.unit))
    basis = PROPERTIES["flex-basis"](rest) if rest else _ZERO
    if basis is None or not parts or len(numbers) > 3:
        return None
    return {"flex-grow": numbers[0] if numbers else 1.0, "flex-basis": basis}


_ZERO = length(Number(0.0, ""))


def _mask(parts: Parts) -> dict[str, Any] | None:
    hides = shapes.mask(parts)
    return None if hides is None else {"mask-image": hides, "mask-size": False}


SHORTHANDS: Mapping[str, Parser] = MappingProxyType(
    {
        "font": _font,
        "background": _background,
        "overflow": _pair(("overflow-x", "overflow-y"), overflow),
        "margin": _all_sides("margin-", PROPERTIES["margin-top"]),
        "padding": _all_sides("padding-", PROPERTIES["padding-top"]),
        "inset": _all_sides("", PROPERTIES["top"]),
        "margin-inline": _pair(("margin-left", "margin-right"), PROPERTIES["margin-left"]),
        "margin-block": _pair(("margin-top", "margin-bottom"), PROPERTIES["margin-top"]),
        "padding-inline": _pair(("padding-left", "padding-right"), PROPERTIES["padding-left"]),
        "padding-block": _pair(("padding-top", "padding-bottom"), PROPERTIES["padding-top"]),
        "inset-inline": _pair(("left", "right"), PROPERTIES["left"]),
        "inset-block": _pair(("top", "bottom"), PROPERTIES["top"]),
        "flex": _flex,
        "mask": _mask,
    }
)
_PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "font": ("font-size",),
    "background": ("background-color", "background-image", "background-clip"),
    "flex": ("flex-grow", "flex-basis"),
    "mask": ("mask-image", "mask-size"),
}


def longhands(shorthand: str) -> tuple[str, ...]:
    """The properties that *shorthand* sets."""
    if shorthand in _PARTS_OF:
        return _PARTS_OF[shorthand]
    return tuple(SHORTHANDS[shorthand]((Number(0.0, ""),)) or SHORTHANDS[shorthand]((Word("hidden"),)) or ())
