"""What one element says of how it is seen: its style, its attributes, and what browsers say of its tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from wechatclean.css.cascade import Pending, Values, cascaded, read, values_of
from wechatclean.css.declarations import Declaration, declared
from wechatclean.css.properties import PROPERTIES
from wechatclean.css.shorthands import ALIASES, SHORTHANDS
from wechatclean.patterns import pattern

Element = etree._Element
Hints = tuple[tuple[str, str], ...]  # attributes and their values
View = tuple[float, float]

_MAX_KNOWN = 4096  # longer styles, in characters, are not worth remembering

# Browsers' own style (HTML Standard, "Rendering"), as far as it undoes what is inherited or makes boxes.
_BLOCKS = (
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hgroup hr legend main menu nav ol optgroup option p pre search section summary ul xmp listing"
    " plaintext marquee"
)
_CONTROL = "display:inline-block;color:#000;font-size:13.3333px;text-indent:0;letter-spacing:normal;background:#efefef"
_OWN: dict[str, str] = {
    **dict.fromkeys(_BLOCKS.split(), "display:block"),
    "center": "display:block;text-align:center",
    "li": "display:list-item",
    "table": "display:table;text-indent:0",
    **dict.fromkeys(("tbody", "thead", "tfoot"), "display:table-row-group"),
    "tr": "display:table-row",
    "td": "display:table-cell",
    "th": "display:table-cell;text-align:center",
    "caption": "display:table-caption",
    "col": "display:table-column",
    "colgroup": "display:table-column-group",
    **dict.fromkeys(("button", "input", "select", "textarea"), _CONTROL),
    **dict.fromkeys(("img", "video", "audio", "iframe", "embed", "canvas"), "display:inline-block"),
    **dict.fromkeys(("progress", "meter"), "display:inline-block;content-visibility:hidden"),  # bars
    "mark": "background:#ff0;color:#000",
    "dialog": "display:block;position:absolute;color:#000;background:#fff",
    "svg": "display:inline-block;overflow:hidden",
    "foreignobject": "display:block;overflow:hidden",
    "rt": "text-indent:0",
    "pre": "display:block;white-space:pre",
    "nobr": "white-space:nowrap",
    "math": "display:math",
    "mphantom": "visibility:hidden",
    "slot": "display:contents",
}
_POPOVER = "position:fixed;color:#000;background:#fff"
# What is inside is shown only where the element itself cannot be.
FALLBACK = frozenset({"video", "audio", "canvas", "iframe"})
DRAWN = frozenset(
    {"svg", "g", "text", "tspan", "textpath", "a", "switch", "use", "symbol", "defs", "foreignobject", "image"}
)
_HINTS = {
    "font": ("color", "size"),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead", "tfoot", "body"), ("bgcolor",)),
    "a": ("href",),
    "dialog": ("open",),
}
_DRAWN_HINTS = tuple(
    "fill fill-opacity stroke opacity display visibility font-size transform width height x y viewbox".split()
)
_EVERYWHERE = ("hidden", "popover")
_HEX = pattern("#(?:[0-9a-f]{3}){1,2}", re.I)
_LEGACY = pattern("[^0-9a-f]", re.I)
_NUMBER = pattern(r"\s*([+-]?[\d.]+)(?:px)?\s*\Z")
_NO_SIZE = pattern(r"\s{0,9}0{0,9}\.?0{0,9}(?:px|%)?\s{0,9}\Z")
_EMPTY = (("width", "0"), ("height", "0"))
_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")


class Box:
    """What one element says of how it is seen; elements that say the same share it.

    Attributes:
        tag: its tag.
        values: the valid value of each property that decides whether text is seen.
        is_pending: whether variables stand in them.
        variables: the custom properties among them.
        reason: why it is not shown, if it is not.
        view: where a drawing with units of its own begins, and how high it is in them.
    """

    __slots__ = ("is_pending", "reason", "tag", "values", "variables", "view")

    def __init__(self, tag: str, own: Values, declared: Values, reason: str, view: View | None = None) -> None:
        self.view = view
        self.reason = "display: none" if "display" in declared else reason
        self.tag, self.values = tag, _over(own, declared)
        self.is_pending = any(isinstance(value, Pending) for value in self.values.values())
        self.variables = {name: value for name, value in self.values.items() if name.startswith("--")}


def _over(own: Values, declared: Values) -> Values:
    """*own*, the browser's, and over it what is *declared*."""
    if "all" in declared and not str(declared["all"]).startswith("revert"):
        own = {}
    found = dict(own)
    for name, value in declared.items():
        found[name] = own.get(name, "unset") if value in ("revert", "revert-layer") else value
    return found


def hint_names(tag: str) -> tuple[str, ...]:
    """The attributes of *tag* that say how it is seen."""
    return _HINT_NAMES.get(tag, _EVERYWHERE)


_HINT_NAMES = {
    tag: _EVERYWHERE + _HINTS.get(tag, ()) + (_DRAWN_HINTS if tag in DRAWN else ()) for tag in {*_HINTS, *DRAWN}
}


def box_of(el: Element) -> Box:
    """What *el* says of how it is seen."""
    tag = str(el.tag)
    names = el.keys()
    if not names:
        return made_of(tag)
    css = el.get("style", "")
    known = hint_names(tag)
    hints = tuple((name, el.get(name, "")) for name in names if name in known)
    is_usual = len(css) + sum(len(value) for _, value in hints) < _MAX_KNOWN
    return (made_of if is_usual else _made_of)(tag, css, hints)


def _made_of(tag: str, css: str = "", hints: Hints = ()) -> Box:
    """The box of an element of that tag, style, and attributes of :func:`hint_names`."""
    stated = dict(hints)
    own, reason = _OWN.get(tag, ""), "display: none"
    if tag == "dialog" and "open" not in stated:
        own, reason = f"{own};display:none", "a closed dialog"
    if "popover" in stated:
        own, reason = f"{own};{_POPOVER}" + ("" if "open" in stated else ";display:none"), "a closed popover"
    if "hidden" in stated:
        is_found = stated["hidden"].strip().lower() == "until-found"
        own += ";content-visibility:hidden;display:block" if is_found else ";display:none"
        reason = "hidden"
    if tag == "a" and "href" in stated:
        own += ";color:-webkit-link"
    all_ = declared(css) if css else ()
    telling = tuple(one for one in all_ if one.name in _TELLING or one.name.startswith("--"))
    is_own = tag in DRAWN or stated or len(css) >= _MAX_KNOWN
    return (_box if is_own else _shared)(tag if is_own or tag in FALLBACK else "", own, telling, hints, reason)


_TELLING = frozenset({*PROPERTIES, *SHORTHANDS, *ALIASES, "all"})
made_of = lru_cache(maxsize=4096)(_made_of)  # editors write the same few styles thousands of times


def _box(tag: str, own: str, telling: tuple[Declaration, ...], hints: Hints, reason: str) -> Box:
    values = dict(_values_of(own))
    for name, value in _hinted(tag, dict(hints)):
        read(name, value, values)
    return Box(tag, values, cascaded(telling), reason, _view(dict(hints).get("viewbox")))


_shared = lru_cache(maxsize=4096)(_box)  # most of them say the same of how text is seen
_values_of = lru_cache(maxsize=256)(values_of)


def _view(viewbox: str | None) -> View | None:
    numbers = re.findall(r"[+-]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})", viewbox or "")
    return (float(numbers[1]), float(numbers[3])) if len(numbers) == 4 else None


def _hinted(tag: str, stated: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The properties that attributes state."""
    for name, value in stated.items():
        if name == "bgcolor":
            yield "background-color", _legacy(value)
        elif tag == "font" and name in ("color", "size"):
            yield ("color", _legacy(value)) if name == "color" else ("font-size", _legacy_size(value))
        elif name == "viewbox":
            yield from _EMPTY if len(value.split()) == 4 and "0" in value.split()[2:] else ()
        elif name in ("width", "height") and "viewbox" in stated and not _NO_SIZE.match(value):
            pass  # what is drawn is measured by the box
        elif tag in DRAWN and name in _DRAWN_HINTS:
            yield name, _drawn(name, value)


def _drawn(name: str, value: str) -> str:
    """The value of a drawing's attribute as CSS writes it: lengths and angles need no units there."""
    if name == "transform":
        return re.sub(r"(\w{1,20})\s{0,9}\(([^()]{0,200})\)", _transform, value)
    if name in ("font-size", "width", "height", "x", "y") and (found := _NUMBER.match(value)):
        return f"{found[1]}px"
    return value


def _transform(match: re.Match[str]) -> str:
    unit = {"translate": "px", "rotate": "deg", "skewx": "deg", "skewy": "deg"}.get(match[1].lower(), "")
    numbers = re.findall(r"[+-]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})(?:e[+-]?\d{1,9})?", match[2], re.I)
    return f"{match[1]}({','.join(number + unit for number in numbers[: 1 if match[1].lower() == 'rotate' else 6])})"


def _legacy(value: str) -> str:
    """A colour as ``color`` and ``bgcolor`` state it: what is none becomes one all the same."""
    value = value.strip()
    if _HEX.fullmatch(value):
        return value
    if values_of(f"color:{value}") and value.lower() not in ("transparent", "currentcolor") and "(" not in value:
        return value if not value.startswith("#") or len(value) in (4, 7) else value[:7]
    digits = _LEGACY.sub("0", value.lstrip("#"))[:128]
    size = max(1, -(-len(digits) // 3))
    parts = [digits[at * size : (at + 1) * size].ljust(size, "0")[-8:][:2].rjust(2, "0") for at in range(3)]
    return "#" + "".join(parts)


def _legacy_size(value: str) -> str:
    found = re.match(r"\s{0,9}([+-]?)(\d{1,3})", value)
    if not found:
        return ""
    number = int(found[2])
    at = 3 + number if found[1] == "+" else 3 - number if found[1] == "-" else number
    return _SIZES[max(1, min(at, 7)) - 1]
