"""From the sight around an element and its box to the sight inside: each pair is worked out once.

A document has thousands of elements, but only dozens of such pairs.
"""

from __future__ import annotations

from typing import Any

from wechatclean.css.amounts import Scale
from wechatclean.css.cascade import Values, resolved
from wechatclean.html.box import DRAWN, FALLBACK, Box
from wechatclean.html.place import enter_place, enter_view
from wechatclean.html.sight import MOST_KNOWN, Sight
from wechatclean.html.style import State
from wechatclean.html.surface import enter_surface

_TOO_SMALL = 1.0  # pixels
_MOST_VARIABLES = 100  # at a place; more than any page has
_SHOWS_NOTHING = frozenset({"none", "table-column", "table-column-group"})
_OF_THIS = State.INDENTED | State.SIZELESS | State.AWAY | State.TRANSPARENT | State.BLENDED
_TEXT = frozenset("visibility -webkit-text-security font-size font-size-adjust zoom".split())
# CSS Display, section 2.7: what stands in no line and in no table.
_BLOCKIFIED = frozenset(
    "inline inline-block ruby ruby-text math table-row table-cell table-caption table-column table-column-group"
    " table-row-group table-header-group table-footer-group".split()
)
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip


def enter(outer: Sight, box: Box) -> Sight:
    """The sight inside of an element of that *box*, which stands in *outer*."""
    found = outer.next.get(box)
    if found is None:
        found = _entered(outer, box)
        outer.known[0] += 1
        if outer.known[0] < MOST_KNOWN:
            outer.next[box] = found
    return found


def _entered(outer: Sight, box: Box) -> Sight:
    sight, values = outer.copy(), box.values
    if box.variables and len(sight.variables) < _MOST_VARIABLES:
        sight.variables = {**outer.variables, **box.variables}
    if box.is_pending:
        values = resolved(values, sight.variables)
    get = Computed(values)
    sight.is_drawn = box.tag in DRAWN and (outer.is_drawn or box.tag == "svg") and box.tag != "foreignobject"
    sight.is_scaled = box.view is not None or (outer.is_drawn and outer.is_scaled)
    sight.display = _display(get, outer, is_drawn=outer.is_drawn and box.tag != "foreignobject")
    sight.gone = box.reason if sight.display in _SHOWS_NOTHING else ""
    if sight.gone:
        return sight
    if get("content", False):
        sight.gone = "a picture is shown for it"
        return sight
    _enter_text(sight, outer, get)
    if sight.display == "contents" and not sight.is_drawn:  # it makes no box: what is in it stands in what is around it
        sight.display = outer.display
        sight.state |= outer.state & (State.INDENTED | State.AWAY)
        enter_surface(sight, outer, get, has_box=False)
    else:
        enter_place(sight, outer, get)
        if box.view is not None:
            is_open = outer.is_drawn or get("overflow-y", "visible") == "visible"
            enter_view(sight, *box.view, is_open=is_open)
        enter_surface(sight, outer, get)
    if box.tag in FALLBACK:
        sight.state |= State.FALLBACK
    if sight.font * sight.shrunk < _TOO_SMALL:
        sight.state |= State.SIZELESS
    return sight


class Computed:
    """The values of an element, asked by name: with what ``all`` says, and the keywords that every property has."""

    __slots__ = ("_all", "_values")

    def __init__(self, values: Values) -> None:
        self._values, self._all = values, values.get("all")

    def any_of(self, names: frozenset[str]) -> bool:
        """Whether one of *names* may be declared."""
        return self._all is not None or not names.isdisjoint(self._values)

    def __call__(self, name: str, initial: Any, outer: Any = None, *, inherits: bool = False) -> Any:
        """The value of *name*; *outer* is that of the element around, which one that *inherits* has by default."""
        value = self._values.get(name, self._all)
        if value is None or value in ("unset", "revert", "revert-layer"):
            return outer if inherits else initial
        if value == "inherit":
            return initial if outer is None else outer
        return initial if value == "initial" else value


def _display(get: Computed, outer: Sight, *, is_drawn: bool) -> str:
    """How an element is laid out: what floats, is absolute or stands in a flex or grid box is a block."""
    display: str = get("display", "inline", outer.display)
    if display in ("none", "contents") or is_drawn:
        return display
    is_taken_out = get("position", "static") in ("absolute", "fixed") or get("float", "none") != "none"
    if is_taken_out or outer.display in ("flex", "grid", "inline-flex", "inline-grid"):
        return "block" if display in _BLOCKIFIED else display.removeprefix("inline-")
    return display


def _enter_text(sight: Sight, outer: Sight, get: Computed) -> None:
    """What letters are: visible, how large, whether dots stand for them."""
    if not get.any_of(_TEXT):
        sight.state = outer.state & ~_OF_THIS
        return
    state = outer.state & ~(_OF_THIS | State.INVISIBLE | State.MASKED)
    outer_visibility = "hidden" if outer.state & State.INVISIBLE else "visible"
    if get("visibility", "visible", outer_visibility, inherits=True) != "visible":
        state |= State.INVISIBLE
    masked = "disc" if outer.state & State.MASKED else "none"
    if get("-webkit-text-security", "none", masked, inherits=True) != "none":
        state |= State.MASKED
    sight.state = state
    sight.font = _font(get("font-size", "medium", outer.font, inherits=True), outer.font) * get("zoom", 1.0)
    if get("font-size-adjust", None) == 0:
        sight.shrunk = 0.0


def _font(size: Any, outer: float) -> float:
    if isinstance(size, float):
        return size
    if isinstance(size, str):
        return {"smaller": outer / 1.2, "larger": outer * 1.2, "math": outer, **_SIZES}[size]
    return max(0.0, float(size.at(Scale(outer, outer))))
