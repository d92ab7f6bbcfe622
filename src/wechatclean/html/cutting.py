"""What cuts an element off: a box of no size, a shape, a mask."""

from __future__ import annotations

from typing import Any

from wechatclean.css.amounts import WIDTH, Amount, Scale
from wechatclean.html.sight import Sight
from wechatclean.html.spot import LINE, ROWS, TABLE_PARTS, Get, Spot, at
from wechatclean.html.style import State

_NARROW = 3.0  # pixels
_ABOVE_LETTERS = 0.35  # of the font's size: what is seen of a line is empty so far
_SIZELESS_PARTS = TABLE_PARTS | {"table", "inline-table"}  # which are never smaller than what they hold

_UNCONTAINED = ROWS | {"table", "inline-table"}  # CSS Containment, section 3: parts that have no size of their own

# What each step reads; most elements declare none of it.
_CLIPS = frozenset({"overflow-x", "overflow-y", "contain"})
_SIZES = frozenset({"height", "min-height", "max-height"})
_SHAPES = frozenset({"clip", "clip-path", "mask-image", "mask-size"})
CUTS = _CLIPS | _SIZES | _SHAPES | {"content-visibility"}


def cut(sight: Sight, spot: Spot, *, is_anchor: bool) -> None:
    """Whether nothing of *sight* at its *spot* is let through, by its own box or by those around it.

    *is_anchor*: it holds absolute and fixed children, as what is transformed does.
    """
    _clip(sight, spot, is_anchor=is_anchor)
    is_behind = sight.is_window and not spot.is_taken_out  # letters let the background of a box around them through
    if spot.get.any_of(_SHAPES) and not is_behind:
        _cut_out(sight, spot)


def _clip(sight: Sight, spot: Spot, *, is_anchor: bool) -> None:
    """Whether *sight* is a box that cuts off what it holds, or is let out of one."""
    is_let_out = spot.outer.lets_out > {"absolute": 1, "fixed": 0}.get(spot.position, 2)
    if is_let_out or -spot.outer.roof <= sight.y - spot.outer.y < -_ABOVE_LETTERS * sight.font:
        sight.state &= ~State.CLIPPED
    if not spot.is_inline:
        sight.height = None
        if spot.get("content-visibility", "visible") == "hidden" and sight.display not in _UNCONTAINED:
            sight.gone = sight.gone or "content-visibility: hidden"
    is_sized = not spot.is_inline and sight.display not in _SIZELESS_PARTS
    lets_out = 0 if is_anchor else 1 if spot.position != "static" else 2
    if is_sized and not spot.get.any_of(_CLIPS):
        if spot.get.any_of(_SIZES):
            sight.height = _size(spot.get, "height", sight.font, 1.0 if spot.is_taken_out else spot.outer.height)
        is_sized = False
    if is_sized and _is_cut_off(sight, spot):
        sight.lets_out = min(lets_out, sight.lets_out) if sight.state & State.CLIPPED else lets_out
        sight.state |= State.CLIPPED
        sight.roof = at(spot.get("padding-top", None), Scale(sight.font, spot.outer.width)) or 0.0
    elif sight.state & State.CLIPPED:
        sight.lets_out = min(lets_out, sight.lets_out)


def _is_cut_off(sight: Sight, spot: Spot) -> bool:
    """Whether the box lets nothing through; notes its height, too."""
    get, outer, em = spot.get, spot.outer, sight.font
    contain = get("contain", frozenset())
    paints = bool(contain & {"paint", "strict", "content"})
    across, down = get("overflow-x", "visible"), get("overflow-y", "visible")
    if across == "visible" and down not in ("visible", "clip"):
        across = "auto"
    if down == "visible" and across not in ("visible", "clip"):
        down = "auto"
    whole = 1.0 if spot.is_taken_out else outer.height
    height = _size(get, "height", em, whole)
    width = _size(get, "width", em, outer.width)
    if contain & {"size", "strict"}:
        height = height if height is not None else 0.0
    sight.height = height
    if outer.is_flex:
        if _is_flexible(get, em, outer.width):
            height = width = None
        elif get("flex-basis", "auto") != "auto":
            width = _basis(get, em)
    padding = Scale(em, outer.width)
    below, beside = (at(get(f"padding-{side}", None), padding) or 0.0 for side in ("bottom", "right"))
    if get("box-sizing", "content-box") == "border-box":
        above, before = (at(get(f"padding-{side}", None), padding) or 0.0 for side in ("top", "left"))
        height, width = _less(height, above + below), _less(width, before + beside)
    is_low = height is not None and height + below < max(_ABOVE_LETTERS * em, 1.0)
    is_thin = width is not None and width + beside < _NARROW
    margin = at(get("overflow-clip-margin", None), Scale(em)) or 0.0
    cuts = {"visible": paints, "clip": paints or margin < _NARROW}
    return (is_low and cuts.get(down, True)) or (is_thin and cuts.get(across, True))


def _is_flexible(get: Get, em: float, whole: float) -> bool:
    """Whether a flex box gives it another size than its own."""
    basis = get("flex-basis", "auto")
    size = at(basis, Scale(em, whole))
    return get("flex-grow", 0.0) > 0 or (basis != "auto" and (size is None or size >= _NARROW))


def _basis(get: Get, em: float) -> float | None:
    """How wide an item of a row is, or how high one of a column, that does not grow."""
    sizes = [_known(get(name, "auto"), em, None) for name in ("flex-basis", "min-width", "min-height")]
    return None if sizes[0] is None else max(size or 0.0 for size in sizes)


def _less(size: float | None, padding: float) -> float | None:
    return None if size is None else max(0.0, size - padding)


def _size(get: Get, name: str, em: float, whole: float | None) -> float | None:
    """The width or the height that is declared; ``None`` where what the box holds decides it."""
    size, least, most = (_known(get(prefix + name, "auto"), em, whole) for prefix in ("", "min-", "max-"))
    sizes = [one for one in (size, most) if one is not None]
    return max(min(sizes), least or 0.0) if sizes else None


def _known(value: Any, em: float, whole: float | None) -> float | None:
    if not isinstance(value, Amount):
        return None
    if whole is not None:
        return value.at(Scale(em, whole))
    is_relative = value.kind == "percentage" or value.is_mixed  # to what nobody knows: not there
    return None if is_relative else value.at(Scale(em, 0.0))


def _cut_out(sight: Sight, spot: Spot) -> None:
    """Whether a shape or a mask lets nothing of *sight* through."""
    get = spot.get
    wide, high = Scale(sight.font, sight.width or WIDTH), Scale(sight.font, sight.height or LINE * sight.font)
    for name in ("clip", "clip-path"):
        window = get(name, None)
        if window and (name != "clip" or spot.is_taken_out):
            seen = window(wide, high)
            if min(seen) < (_NARROW if name == "clip" else 1.0):
                sight.gone = sight.gone or "clipped"
    if get("mask-image", False) or (get("mask-size", False) and get("mask-image", None) is not None):
        sight.gone = sight.gone or "masked"
