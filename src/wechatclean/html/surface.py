"""What colours text has, and what is behind it."""

from __future__ import annotations

from typing import Any

from wechatclean.css.colours import BLACK, TRANSPARENT, WHITE, Colour, contrast
from wechatclean.css.shapes import NO_FILTER
from wechatclean.html.sight import Sight
from wechatclean.html.style import State

_LEAST = 1.15  # contrast
_GONE = 0.02  # opacity of which nothing is seen, whatever it is


# What is read here; elements that declare none of it are like what is around them.
_COLOURS = frozenset(
    "color -webkit-text-fill-color fill fill-opacity stroke text-shadow -webkit-text-stroke opacity filter"
    " background-color background-image background-clip box-shadow mix-blend-mode".split()
)
_INVERSE = frozenset({"difference", "exclusion"})  # what is like the colour behind it stands out from it
_UNSEEN = State.TRANSPARENT | State.BLENDED


def enter_surface(sight: Sight, outer: Sight, get: Any, *, has_box: bool = True) -> None:
    """Work out the colours of *sight* in *outer*, from what *get* knows of its element."""
    is_apart = outer.is_inline and sight.has_lines and outer.under != outer.behind
    if is_apart:  # the background of an inline box is behind its own lines only
        sight.behind = outer.under
    if not (is_apart or get.any_of(_COLOURS) or sight.is_drawn or outer.is_drawn):
        sight.state |= outer.state & _UNSEEN
        return
    sight.colour = _colour(get("color", BLACK, outer.colour, inherits=True), outer.colour)
    fill = get("-webkit-text-fill-color", None, outer.fill, inherits=True)
    sight.fill = None if fill == "currentcolor" else fill
    if sight.is_drawn:
        drawing = _colour(get("fill", BLACK, outer.drawing, inherits=True), sight.colour)
        sight.drawing = drawing._replace(alpha=drawing.alpha * get("fill-opacity", 1.0))
    outlined = get("stroke", None, None, inherits=True)
    if outlined is not None:
        sight.outlined = outlined == "currentcolor" or outlined.alpha > 0
    shadow = get("text-shadow", False, outer.has_outline, inherits=True)
    sight.has_outline = bool(shadow or get("-webkit-text-stroke", False, outer.has_outline, inherits=True))
    if has_box:
        if get("mix-blend-mode", "normal") in _INVERSE or get("filter", NO_FILTER).recolours:
            sight.behind = sight.under = None
        _group(sight, outer, get)
        _background(sight, outer, get)
        if not sight.is_inline:
            sight.under = sight.behind
    _see(sight)


def _colour(value: Any, current: Colour) -> Colour:
    return current if value == "currentcolor" else value


def _group(sight: Sight, outer: Sight, get: Any) -> None:
    """What is declared for a box with all that it holds: opacity, and filters."""
    opacity = get("opacity", 1.0) * get("filter", NO_FILTER).opacity
    if opacity == 1.0:
        return
    behind = outer.behind or WHITE
    share = outer.share * (1 - opacity)
    sight.ground = Colour(*(ground + share * c for ground, c in zip(outer.ground[:3], behind[:3], strict=True)))
    sight.share = outer.share * opacity
    if sight.share <= _GONE:
        sight.gone = sight.gone or "opacity: 0"


def _background(sight: Sight, outer: Sight, get: Any) -> None:
    colour = _colour(get("background-color", TRANSPARENT), sight.colour)
    has_image = get("background-image", False)
    if get("background-clip", False):
        sight.is_window = has_image or colour.alpha > 0
        return
    if has_image or get("box-shadow", False):
        sight.behind = None
    elif colour.alpha == 1:
        sight.behind = colour
    elif colour.alpha and sight.behind:
        sight.behind = colour.over(sight.behind)


def _see(sight: Sight) -> None:
    """Whether letters stand out from what is behind them."""
    if sight.is_window or sight.has_outline or (sight.is_drawn and sight.outlined):
        return
    text = sight.drawing if sight.is_drawn else sight.fill or sight.colour
    if text.alpha == sight.share == 1 and sight.behind is None:
        return
    if _contrast(sight, text.over(WHITE), WHITE) < _LEAST and text.alpha * sight.share < 0.3:
        sight.state |= State.TRANSPARENT
    elif sight.behind and _contrast(sight, text.over(sight.behind), sight.behind) < _LEAST:
        sight.state |= State.BLENDED


def _contrast(sight: Sight, text: Colour, behind: Colour) -> float:
    if sight.share == 1:
        return contrast(text, behind)
    return contrast(_through(sight, text), _through(sight, behind))


def _through(sight: Sight, colour: Colour) -> Colour:
    """What is seen of *colour* through the groups around it."""
    return Colour(*(ground + sight.share * c for ground, c in zip(sight.ground[:3], colour[:3], strict=True)))
