"""What each CSS property means to a reader: a function for each, and their tables by theme.

A function takes what the declarations before have made, and the value, in lower case; it returns the same with what
the value adds. What only several properties together say is read in :mod:`wechatclean.html.css`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from wechatclean.html.flow import integer
from wechatclean.html.lengths import NUMBER, estimated
from wechatclean.html.style import Mark, State, Style
from wechatclean.patterns import pattern

_URL = pattern(
    r"""
    (?: url | image-set(?=\(\s*["']) )
    \( \s* (?: "(?P<double>[^"]+) | '(?P<single>[^']+) | (?P<plain>[^"'\s)][^\s)]*) )
    """,
    re.X | re.I,
)
_SPACES_KEPT = frozenset({"pre", "pre-wrap", "break-spaces", "preserve"})
_MONO = pattern(r"mono(?!type)|consolas|menlo|monaco|courier|inconsolata|iosevka|lucida console|\b(?:code|hack)\b")
_MARKERS = (
    "disc", "circle", "square", "decimal", "lower-", "upper-", "cjk-", "simp-chinese-", "trad-chinese-", "japanese-",
    "korean-", "hiragana", "katakana", "hebrew", "arabic-", "persian", "thai", "georgian", "armenian", "ethiopic-",
)  # fmt: skip
_LARGE = 28  # pixels from which on a letter may stand for two lines
_INHERITS = frozenset({"inherit", "unset", "revert", "revert-layer"})


def _display(style: Style, value: str) -> Style:
    if value == "none":
        return style
    if not value or value in _INHERITS:
        return style
    style = style._replace(flow=style.flow.with_display(value))
    if value == "contents" or value.startswith("inline"):
        style = style._replace(block=False if style.block is None else style.block)
    else:
        style = style._replace(block=True)
    return _state(style, State.FLEX, on=style.flow.display in {"flex", "grid"})


def _flex_flow(style: Style, value: str) -> Style:
    return style._replace(flow=style.flow.with_words(value))


def _box_direction(style: Style, value: str) -> Style:
    return style._replace(flow=style.flow._replace(box_direction=value))


def _order(style: Style, value: str) -> Style:
    return style._replace(flow=style.flow._replace(order=integer(value, style.flow.order)))


def _ordinal_group(style: Style, value: str) -> Style:
    return style._replace(flow=style.flow._replace(group=integer(value, style.flow.group)))


def _direction(style: Style, value: str) -> Style:
    return _state(style, State.RIGHT_TO_LEFT, on=value == "rtl") if value in {"rtl", "ltr", "initial"} else style


def _row(style: Style, value: str) -> Style:
    """A width or a basis: whether all of a row is taken."""
    return style._replace(flow=style.flow._replace(fills="100%" in value.split()))


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
    lines = {"line-through": Mark.STRIKE, "underline": Mark.UNDERLINED}
    drawn = sum(mark for word, mark in lines.items() if word in value)
    if drawn:
        return style._replace(on=style.on | drawn)
    own = Mark.STRIKE | Mark.UNDERLINED
    return style._replace(inherit=style.inherit | own)  # a child clears its own tag's line, not its parent's


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
    return _font_family(style, value)


def _font_family(style: Style, value: str) -> Style:
    """The first of the fonts decides, or that the last resort is one of its kind."""
    if not value or value in _INHERITS:
        return style
    first, _, others = value.partition(",")
    return _state(style, State.MONO, on=_MONO.search(first) is not None or "monospace" in others)


def _font_size(style: Style, value: str) -> Style:
    return style._replace(large=(estimated(value) or 0) >= _LARGE)


def _white_space(style: Style, value: str) -> Style:
    if not value or value in _INHERITS:
        return style
    words = set(value.split())
    is_unwrapped = "pre" in words or words >= {"preserve", "nowrap"}
    style = _state(style, State.LINE_FEEDS, on=is_unwrapped or not words.isdisjoint({"pre-line", "preserve-breaks"}))
    return _state(style, State.KEPT, on=not words.isdisjoint(_SPACES_KEPT))


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


def _list_style(style: Style, value: str) -> Style:
    known = [word for word in value.split() if word == "none" or word.startswith(_MARKERS)]
    return style._replace(marker=known[0]) if known else style


Property = Callable[[Style, str], Style]
# By what they decide, as ``docs/elements.md`` prints them.
THEMES: Mapping[str, Mapping[str, Property]] = MappingProxyType(
    {
        "blocks": {"display": _display, "float": _float, "position": _position},
        "emphasis": {
            "font": _font,
            "font-style": _font_style,
            "font-weight": _font_weight,
            "text-decoration": _text_decoration,
            "text-decoration-line": _text_decoration,
            "vertical-align": _vertical_align,
        },
        "order": {
            "direction": _direction,
            "flex": _row,
            "flex-basis": _row,
            "flex-direction": _flex_flow,
            "-webkit-flex-direction": _flex_flow,
            "flex-flow": _flex_flow,
            "-webkit-flex-flow": _flex_flow,
            "flex-wrap": _flex_flow,
            "-webkit-flex-wrap": _flex_flow,
            "order": _order,
            "-webkit-order": _order,
            "-webkit-box-direction": _box_direction,
            "-webkit-box-ordinal-group": _ordinal_group,
            "width": _row,
        },
        "large initials": {"font-size": _font_size},
        "line breaks": {"white-space": _white_space, "white-space-collapse": _white_space},
        "code": {"font-family": _font_family},
        "lists": {"list-style": _list_style, "list-style-type": _list_style},
        "pictures in backgrounds": {
            "background": _background,
            "background-image": _background,
            "aspect-ratio": _aspect_ratio,
            "padding": _padding,
            "padding-bottom": _padding_side,
            "padding-top": _padding_side,
        },
    }
)
PROPERTIES: Mapping[str, Property] = {name: read for theme in THEMES.values() for name, read in theme.items()}
