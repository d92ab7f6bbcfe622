"""Where an element stands: moved off the page, turned away, too far from the edge."""

from __future__ import annotations

from wechatclean.css.amounts import WIDTH, Amount, Scale
from wechatclean.css.shapes import NO_FILTER
from wechatclean.css.transforms import moved
from wechatclean.html.cutting import CUTS, cut
from wechatclean.html.sight import Sight
from wechatclean.html.spot import LINE, ROWS, TABLE_PARTS, Get, Spot, at
from wechatclean.html.style import State

_SHRUNK_WIDTH = 0.85 * WIDTH  # of a box that is as wide as what it holds, which nobody knows: never moved too far
_FAR_LEFT, _FAR_UP, _FAR_DOWN, _FAR_INDENT = 0.9 * WIDTH, 999.0, 2999.0, 500.0  # pixels
_FAR = 999.0
_NARROW = 3.0  # pixels
_FAR_APART = 4.0  # of the font's size: letters that are set so far to the left leave the page
_ALIGNS = frozenset({"text-align"})
_ALIGNED = {"center": 0.5, "-webkit-center": 0.5, "right": 1.0, "end": 1.0, "-webkit-right": 1.0}
_NOTHING: frozenset[str] = frozenset()
_ANCHORS = frozenset({"paint", "layout", "strict", "content"})  # of ``contain``
_SCROLL = frozenset({"auto", "scroll"})
# What each step reads; most elements declare none of it.
_MOVES = frozenset(
    "position float left right top bottom margin-left margin-right margin-top padding-left padding-top width".split()
)
_TURNS = frozenset({"translate", "rotate", "scale", "transform"})
_OVERFLOWS = frozenset({"overflow-x", "overflow-y"})
_INDENTS = frozenset({"text-indent", "letter-spacing"})
_PLACED = _MOVES | _TURNS | _OVERFLOWS | _INDENTS | _ALIGNS | CUTS | {"white-space", "filter"}


def enter_place(sight: Sight, outer: Sight, get: Get) -> None:
    """Work out where *sight* stands in *outer*, from what *get* knows of its element."""
    if sight.is_inline and not (sight.is_drawn or outer.is_drawn or get.any_of(_PLACED)):
        sight.state |= outer.state & (State.INDENTED | State.AWAY)  # it stands where its line does
    else:
        _enter_box(sight, outer, get)


def _enter_box(sight: Sight, outer: Sight, get: Get) -> None:
    is_inner = sight.is_drawn and outer.is_drawn  # part of a drawing
    position = "static" if is_inner else get("position", "static").removeprefix("-webkit-")
    spot = Spot(outer, get, position, is_inner or sight.is_inline)
    sight.wraps = get("white-space", True, outer.wraps, inherits=True)
    if outer.aside and sight.has_lines:  # a block ends the line, and what is before an inline box does not move it
        sight.x, sight.aside = sight.x - outer.aside, 0.0
    if not is_inner and get.any_of(_MOVES):
        _move(sight, spot)
    is_turned = get.any_of(_TURNS) and _turn(sight, spot)
    if is_inner:
        _draw(sight, spot)
    is_anchor = is_turned or get("filter", NO_FILTER) != NO_FILTER or bool(get("contain", _NOTHING) & _ANCHORS)
    cut(sight, spot, is_anchor=is_anchor)
    if sight.indent or sight.spacing or get.any_of(_INDENTS):
        _indent(sight, spot)
    if sight.is_drawn and not is_inner and get("overflow-y", "visible") == "visible":
        sight.height = None  # what sticks out of it is seen
    if not is_inner and (position != "static" or is_anchor or sight.is_drawn):
        sight.anchor = (sight.x, sight.y, sight.width)
    sight.scrolls |= not spot.is_inline and get.any_of(_OVERFLOWS) and _can_scroll(get)
    if outer.is_drawn and outer.is_scaled:
        if is_inner:
            return
        sight.x, sight.y, sight.anchor = 0.0, 0.0, (0.0, 0.0, sight.width)
        sight.scrolls = True  # the drawing may be wider than the page in its own units
    if spot.is_taken_out:  # it is as wide as its lines
        sight.aligned = 0.0
    elif get.any_of(_ALIGNS):
        sight.aligned = _ALIGNED.get(get("text-align", "start", inherits=True), 0.0)
    if _is_away(sight):
        sight.state |= State.AWAY


def _can_scroll(get: Get) -> bool:
    return not _SCROLL.isdisjoint((get("overflow-x", "visible"), get("overflow-y", "visible")))


def _is_away(sight: Sight) -> bool:
    """Whether the lines of *sight* stand where no reader comes to."""
    start = min(sight.aligned * sight.width, sight.x + sight.width)  # of its lines, from its left edge
    is_before = sight.x + max(0.0, start) <= -_FAR_LEFT
    is_beside = sight.x + _lead(sight) >= WIDTH - _NARROW and not sight.scrolls
    return is_before or is_beside or sight.y <= -_FAR_UP or sight.y >= _FAR_DOWN


def enter_view(sight: Sight, top: float, height: float, *, is_open: bool) -> None:
    """From here on places are in the units of the drawing *sight*, whose upper edge is at *top* in them.

    *is_open*: what sticks out of it may be seen.
    """
    sight.y -= top
    sight.height = None if is_open else height


def _move(sight: Sight, spot: Spot) -> None:
    """Move *sight* by its offsets, margins and padding, and note its width."""
    outer, get, em = spot.outer, spot.get, sight.font
    whole = {"absolute": outer.anchor[2], "fixed": WIDTH}.get(spot.position, outer.width)
    scale = Scale(em, whole)
    before, behind, above = (at(get(f"margin-{side}", None), scale) or 0.0 for side in ("left", "right", "top"))
    stated = None if spot.is_inline else at(get("width", "auto"), scale)
    width = max(0.0, whole - before - behind) if stated is None else stated
    if spot.position != "static":
        _shift(sight, spot, Scale(em, 0.0 if sight.display in TABLE_PARTS else whole), width)
    placed = sight.x
    if sight.display not in TABLE_PARTS:
        sight.x += _moved_by(before, sight, spot)
        sight.x -= behind if behind <= -_FAR and get("float", "none") in ("right", "inline-end") else 0.0
        sight.y += 0.0 if spot.is_inline else above
    inset = 0.0 if sight.display in ROWS else at(get("padding-left", None), scale) or 0.0
    if not spot.is_inline or not sight.wraps:
        sight.x += inset
    elif inset and (sight.x < 0 or _lead(outer) < 0):
        sight.x += _led_back(inset, sight, spot)
    if spot.is_inline:
        sight.aside += sight.x - placed
    if not spot.is_inline:
        sight.y += 0.0 if sight.display in ROWS else at(get("padding-top", None), scale) or 0.0
        left = at(get("left", "auto"), scale) or 0.0 if spot.is_taken_out and stated is None else 0.0
        sight.width = width - min(0.0, left)


def _shift(sight: Sight, spot: Spot, wide: Scale, width: float) -> None:
    """Move *sight* by ``left``, ``top`` and the like."""
    outer, get = spot.outer, spot.get
    high = Scale(sight.font, outer.height or 0.0)
    left, right = at(get("left", "auto"), wide), at(get("right", "auto"), wide)
    top, bottom = at(get("top", "auto"), high), at(get("bottom", "auto"), high)
    if spot.position == "relative":
        sight.x += -(right or 0.0) if left is None else left
        sight.y += -(bottom or 0.0) if top is None else top
    elif spot.is_taken_out:
        x, y, whole = outer.anchor if spot.position == "absolute" else (0.0, 0.0, WIDTH)
        if left is not None:
            sight.x = x + left
        elif right is not None:
            sight.x = x + whole - right - min(width, 100.0)
        if top is not None:
            sight.y = y + top
        elif bottom is not None:
            sight.y = y - bottom


def _moved_by(margin: float, sight: Sight, spot: Spot) -> float:
    """How far a margin on the left takes the box from its place; it may only lay it over what is before it."""
    is_beside_others = (
        spot.is_inline
        or sight.display.startswith("inline")
        or spot.get("float", "none") != "none"
        or spot.outer.is_flex
    )
    if not is_beside_others:
        return margin
    if margin > 0 and (sight.x < 0 or _lead(spot.outer) < 0):
        return _led_back(margin, sight, spot)
    is_moved = margin <= -_FAR or (margin > 0 and not sight.wraps) or (margin >= WIDTH and not spot.is_inline)
    return margin if is_moved else 0.0


def _led_back(space: float, sight: Sight, spot: Spot) -> float:
    """How far *space* before a box leads it back into the page; a line that is broken goes on at its start."""
    room = spot.outer.width - _lead(spot.outer)
    if not spot.is_inline or space < room:
        return space
    return room - LINE * sight.font if sight.x >= 0 > spot.outer.indent else 0.0


def _lead(sight: Sight) -> float:
    """How far before its place a line of *sight* begins, or letters are that are set over those before them."""
    return min(0.0, sight.indent, _FAR_APART * sight.spacing)


def _draw(sight: Sight, spot: Spot) -> None:
    """Move *sight*, a part of a drawing."""
    x = at(spot.get("x", None), Scale(sight.font, sight.width))
    y = at(spot.get("y", None), Scale(sight.font, sight.height or 0.0))
    sight.x, sight.y = sight.x + (x or 0.0), sight.y + (y or 0.0)
    if y is None or sight.height is None:
        return
    depth = sight.y - sight.anchor[1]  # of the line that letters stand on, below the drawing's upper edge
    slack = min(sight.font, sight.height) + (
        sight.height if sight.is_scaled else 0.0
    )  # what is drawn may be higher than its view
    if not -slack <= depth <= sight.height + slack:
        sight.state |= State.CLIPPED
    sight.height = None  # a place inside of it does not begin here


def _turn(sight: Sight, spot: Spot) -> bool:
    """Apply the transforms of *sight*; whether there are any."""
    get = spot.get
    turns = (*get("translate", ()), *get("rotate", ()), *get("scale", ()), *get("transform", ()))
    if not turns or (spot.is_inline and not sight.is_drawn):
        return False
    is_shrunk = sight.display.startswith("inline") or get("float", "none") != "none"
    most = _SHRUNK_WIDTH if is_shrunk else WIDTH if spot.is_taken_out else sight.width
    wide = Scale(sight.font, min(sight.width, most))
    found = moved(turns, wide, Scale(sight.font, LINE * sight.font))
    sight.shrunk *= found.size
    sight.x, sight.y = sight.x + found.x, sight.y + found.y
    if sight.is_drawn and spot.outer.is_drawn and not found.is_plain:
        sight.is_scaled, sight.height = True, None
    if found.size < 0.01:
        sight.gone = "scale(0)"
    elif found.is_behind and get("backface-visibility", "visible") == "hidden":
        sight.gone = "turned away"
    return True


def _indent(sight: Sight, spot: Spot) -> None:
    """Note how far the first line, and each letter, is set to the left."""
    outer, get = spot.outer, spot.get
    scale = Scale(sight.font, outer.width)
    indent = get("text-indent", 0.0, outer.indent, inherits=True)
    sight.indent = indent if isinstance(indent, float) else 0.0 if _is_unknown(indent, sight) else indent.at(scale)
    spacing = get("letter-spacing", 0.0, outer.spacing, inherits=True)
    sight.spacing = at(spacing, scale) or 0.0 if not isinstance(spacing, float) else spacing
    is_before = sight.indent <= -_FAR_INDENT and sight.x + sight.indent <= -_FAR_INDENT
    is_far = is_before or (sight.indent >= sight.width - _NARROW and not sight.wraps)
    if is_far and not spot.is_inline:
        sight.state |= State.INDENTED
    is_item = outer.display in ("flex", "grid")
    stands_in_line = spot.is_inline or (get("display", "inline").startswith("inline") and not is_item)
    is_placed = get("float", "none") != "none" or get("left", "auto") != "auto" or get("right", "auto") != "auto"
    if stands_in_line and not (is_placed and sight.display == "block") and not _is_back(sight, spot):
        sight.state |= outer.state & State.INDENTED
    if sight.spacing < -_FAR_APART * max(sight.font, 1.0) and sight.x < -2 * sight.spacing:
        sight.state |= State.AWAY


def _is_unknown(indent: Amount, sight: Sight) -> bool:
    """Whether *indent* is a share of boxes in *sight* that are as wide as what they hold."""
    return (sight.display == "flex" or sight.display in ROWS) and (indent.kind == "percentage" or indent.is_mixed)


def _is_back(sight: Sight, spot: Spot) -> bool:
    """Whether *sight* is seen in an indented line: it is moved back, or its own lines are broken."""
    outer = spot.outer
    if outer.indent < 0:
        own = 0.0 if spot.is_inline else sight.indent
        return sight.x - outer.x + outer.indent + own > -_FAR_INDENT
    return outer.indent > 0 and sight.wraps and not outer.wraps
