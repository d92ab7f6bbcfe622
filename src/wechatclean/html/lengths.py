"""Lengths of boxes, roughly, without their place: what is too large for a decoration."""

from __future__ import annotations

from wechatclean.patterns import pattern

NUMBER = pattern(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*([a-z%]*)")
_FUNCTION = pattern(r"(?:-webkit-)?(?:calc|max|min|clamp)\(")


def pixels(value: str) -> float | None:
    """A length in pixels, where it is absolute or zero.

    >>> pixels("12pt"), pixels("0em"), pixels("50%"), pixels("auto")
    (16.0, 0.0, None, None)
    """
    found = NUMBER.match(value)
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if number == 0:
        return 0.0
    scale = _UNITS.get(unit)
    return None if scale is None else number * scale


def estimated(value: str) -> float | None:
    """The same, also for lengths that depend on the size of text or window: a phone's, as WeChat shows it.

    >>> estimated("10em"), estimated("50vw"), estimated("50%"), estimated("calc(100% - 20px)")
    (160.0, 187.5, None, 20.0)
    """
    if _FUNCTION.match(value):  # the longest of its lengths
        return max(filter(None, (estimated(length[0]) for length in NUMBER.finditer(value))), default=None)
    found = NUMBER.match(value)
    if found and found[2] in _RELATIVE_UNITS:
        return float(found[1]) * _RELATIVE_UNITS[found[2]]
    return pixels(value)


_RELATIVE_UNITS = {"em": 16.0, "ex": 16.0, "ch": 16.0, "vw": 3.75, "vmin": 3.75, "vh": 6.67, "vmax": 6.67}
_UNITS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "rem": 16.0, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78}
