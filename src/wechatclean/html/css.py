"""What an element's own ``style`` attribute says that matters to a reader.

Declarations are parsed, never matched as substrings: ``min-width: 0`` and ``background-color: transparent``
hide nothing. Values are the element's own; inheritance is for the walk to know (:mod:`wechatclean.layout.walk`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from wechatclean.html.declarations import declarations, estimated, is_far, pixels
from wechatclean.html.properties import PROPERTIES
from wechatclean.html.style import State, Style

_MAX_KNOWN = 4096  # longer ones, in characters, are not worth remembering

_NO_CLIP = re.compile(r"rect\(\s*(?: (?:0[\s,]*){4} | (?:0px[\s,]*){4} | (?:1px[\s,]*){4} )\)", re.X)
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto"})


def parse_style(css: str | None) -> Style:
    """The :class:`Style` that *css*, a ``style`` attribute, declares.

    >>> from wechatclean.html.style import Mark
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
        if read := PROPERTIES.get(name):
            style = read(style, value)
    return _box(style, declared)


_remembered = lru_cache(maxsize=4096)(_parse)  # editors write the same few styles thousands of times


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
