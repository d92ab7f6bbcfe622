"""What an element's own ``style`` attribute says of its box and its marks.

Declarations are parsed, never matched as substrings: ``min-width: 0`` makes nothing bold. Values are the element's own;
inheritance is for the walk to know (:mod:`wechatclean.layout.walk`), and what is seen for :mod:`wechatclean.html.look`.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from wechatclean.css.cascade import is_valid
from wechatclean.css.declarations import declared
from wechatclean.html.lengths import estimated, pixels
from wechatclean.html.properties import PROPERTIES
from wechatclean.html.style import Style

_MAX_KNOWN = 4096  # longer ones, in characters, are not worth remembering
_READ = frozenset({*PROPERTIES, "width", "height", "min-height"})
_CASED = frozenset({"background", "background-image"})  # their URLs keep their case


def parse_style(css: str | None) -> Style:
    """The :class:`Style` that *css*, a ``style`` attribute, declares.

    >>> from wechatclean.html.style import Mark
    >>> parse_style("font-weight: 700; min-width: 0").on == Mark.BOLD
    True
    """
    if not css:
        return _NEUTRAL
    return _remembered(css) if len(css) < _MAX_KNOWN else _parse(css)


_NEUTRAL = Style()


def _parse(css: str) -> Style:
    values = last_values(css, _READ)
    style = Style()
    for name, value in values.items():
        if read := PROPERTIES.get(name):
            style = read(style, value)
    width, height = pixels(values.get("width", "")), estimated(values.get("height", ""))
    least = estimated(values.get("min-height", ""))
    return style._replace(width=width, height=max(filter(None, (height, least, style.height)), default=height))


def last_values(css: str, names: Container[str] | None = None) -> dict[str, str]:
    """Property → value, lower case; the last valid declaration of a property wins, an important one before all.

    Args:
        names: the properties that are asked for, if not all are.
    """
    found: dict[str, str] = {}
    important: set[str] = set()
    for name, value, is_important in declared(css):
        if names is not None and name not in names:
            continue
        if is_important:
            important.add(name)
        elif name in important:
            continue
        if is_valid(name, value):
            found[name] = value if name in _CASED else value.lower()
    return found


_remembered = lru_cache(maxsize=4096)(_parse)  # editors write the same few styles thousands of times
