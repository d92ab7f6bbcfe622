"""The declarations of a ``style`` attribute, and the lengths in them (CSS Syntax Level 3, CSS Values Level 4)."""

from __future__ import annotations

import re

NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*([a-z%]*)")
_IMPORTANT = re.compile(r"![^!)]*\Z")
_FUNCTION = re.compile(r"(?:-webkit-)?(?:calc|max|min|clamp)\(")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
# Strings and brackets hold semicolons that end no declaration; an open one reaches to the end.
_DECLARATION = re.compile(
    r"""
    (?: [^;"'(] | "[^"]*"? | '[^']*'? | \( (?: [^)"'] | "[^"]*"? | '[^']*'? )* \)? )+
    """,
    re.X,
)


def declarations(css: str) -> dict[str, str]:
    """Property → value, lower case; the last declaration of a property wins, an important one before all."""
    if "\\" in css:
        css = _ESCAPE.sub(_unescape, css).replace("\\", "")
    if "/*" in css:
        css = "".join(part.partition("*/")[2] if n else part for n, part in enumerate(css.split("/*")))
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(css):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name, value = name.strip().lower(), value.strip()
        if "!" in value and (bang := _IMPORTANT.search(value)):
            value = value[: bang.start()]
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


def is_far(value: str) -> bool:
    """Whether a length leads out of every window, to the left or upwards.

    >>> is_far("-9999px"), is_far("-100em"), is_far("-2em"), is_far("9999px")
    (True, True, False, False)
    """
    return (estimated(value) or 0) <= -999


_RELATIVE_UNITS = {"em": 16.0, "ex": 16.0, "ch": 16.0, "vw": 3.75, "vmin": 3.75, "vh": 6.67, "vmax": 6.67}
_UNITS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "rem": 16.0, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78}
_CASED = frozenset({"background", "background-image"})  # their URLs keep their case
