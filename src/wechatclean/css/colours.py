"""Colours (CSS Color Level 4), as far as eyes can tell them apart."""

from __future__ import annotations

import colorsys
from typing import Final, NamedTuple

from wechatclean.css.amounts import Amount, Scale, amount
from wechatclean.css.colour_names import NAMES
from wechatclean.css.tokens import COMMA, SLASH, Function, Hash, Number, Token, Word, parted


class Colour(NamedTuple):
    """Red, green, blue and alpha, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, other: Colour) -> Colour:
        """What is seen where this lies on *other*, which is opaque."""
        return mixed(other, self, self.alpha)


BLACK: Final = Colour(0, 0, 0)
WHITE: Final = Colour(1, 1, 1)
TRANSPARENT: Final = Colour(0, 0, 0, 0)
LINK: Final = Colour(0, 0, 0.93)
_GREY: Final = Colour(0.5, 0.5, 0.5)  # where the very colour does not matter, or is not worked out


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """*one* with that *share* of *other* in it, opaque."""
    return Colour(*(a + (b - a) * share for a, b in zip(one[:3], other[:3], strict=True)))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours (WCAG 2), from 1 to 21.

    >>> round(contrast(BLACK, WHITE)), round(contrast(WHITE, WHITE))
    (21, 1)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour(token: Token) -> Colour | str | None:
    """*token* as a colour, ``"currentcolor"`` for that of the text; ``None`` where it is none.

    >>> from wechatclean.css.tokens import tokens
    >>> [colour(t) for t in tokens("#fff rgb(0 0 0 / 50%) currentcolor none")][1:]
    [Colour(red=0.0, green=0.0, blue=0.0, alpha=0.5), 'currentcolor', None]
    """
    if isinstance(token, Hash):
        return _hex(token.text)
    if isinstance(token, Word):
        if token.text == "currentcolor":
            return "currentcolor"
        return TRANSPARENT if token.text == "transparent" else _named(token.text)
    return _function(token) if isinstance(token, Function) else None


def _hex(text: str) -> Colour | None:
    digits = "".join(2 * digit for digit in text) if len(text) in (3, 4) else text
    if len(digits) not in (6, 8) or not set(digits) <= set("0123456789abcdef"):
        return None
    return Colour(*(int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)))


def _named(name: str) -> Colour | None:
    digits = NAMES.get(name)
    return _hex(digits) if digits else _SYSTEM.get(name)


def _function(token: Function) -> Colour | None:
    name, parts = token.name, token.inside
    if name == "color-mix":
        return _mix(parts)
    if name == "light-dark":
        schemes = [colour(row[0]) for row in parted(parts) if len(row) == 1]
        return schemes[0] if len(schemes) == 2 and isinstance(schemes[0], Colour) else None
    if name == "color":
        parts = parts[1:]  # behind the name of its space
    elif name not in ("rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"):
        return None
    found = _channels(parts, has_commas=name in ("rgb", "rgba", "hsl", "hsla"))
    if found is None:
        return None
    *channels, alpha = found
    return _coloured(name, channels, _share(alpha))


def _channels(parts: tuple[Token, ...], *, has_commas: bool) -> list[Amount] | None:
    """Three channels and an alpha."""
    if COMMA in parts:
        rows = parted(parts)
        if not has_commas or len(rows) not in (3, 4) or any(len(row) != 1 for row in rows):
            return None
        found = [row[0] for row in rows]
    else:
        rows = parted(parts, SLASH)
        if len(rows) > 2 or len(rows[0]) != 3 or (len(rows) == 2 and len(rows[1]) != 1):
            return None
        found = [Number(0.0, "") if part == Word("none") else part for row in rows for part in row]
    found = found if len(found) == 4 else [*found, Number(1.0, "")]
    amounts = [one for part in found if (one := amount(part)) and one.kind != "length"]
    return amounts if len(amounts) == 4 else None


def _share(channel: Amount, most: float = 1) -> float:
    """*channel* from 0 to 1; *most* is the number that stands for 100 %."""
    value = channel.at(Scale(whole=1)) / (1 if channel.kind == "percentage" else most)
    return max(0.0, min(1.0, value))


def _coloured(name: str, channels: list[Amount], alpha: float) -> Colour:
    one, two, three = channels
    if name in ("rgb", "rgba", "color"):
        red, green, blue = (_share(channel, 1 if name == "color" else 255) for channel in channels)
        return Colour(red, green, blue, alpha)
    if name in ("hsl", "hsla"):
        red, green, blue = colorsys.hls_to_rgb(one.at(Scale()) % 360 / 360, _share(three, 100), _share(two, 100))
        return Colour(red, green, blue, alpha)
    light = _share(two, 100) if name == "hwb" else _share(one, 1 if name.startswith("ok") else 100)
    return mixed(BLACK, WHITE, light)._replace(alpha=alpha)  # the hue decides little of a contrast


def _mix(parts: tuple[Token, ...]) -> Colour | None:
    rows = parted(parts)
    if len(rows) != 3:
        return None
    found = [next((one for part in row if (one := colour(part))), None) for row in rows[1:]]
    first, second = found
    if not isinstance(first, Colour) or not isinstance(second, Colour):
        return _GREY if all(found) else None
    return mixed(first, second, 0.5)._replace(alpha=(first.alpha + second.alpha) / 2)


_SYSTEM = {
    "canvas": WHITE, "canvastext": BLACK, "linktext": LINK, "visitedtext": LINK, "buttontext": BLACK,
    "buttonface": Colour(0.94, 0.94, 0.94), "field": WHITE, "fieldtext": BLACK, "mark": Colour(1, 1, 0),
    "marktext": BLACK, "graytext": _GREY,
    "highlight": Colour(0, 0.47, 0.84), "highlighttext": WHITE, "-webkit-link": LINK,
}  # fmt: skip
