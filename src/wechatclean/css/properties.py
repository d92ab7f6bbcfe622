"""The properties that decide whether text is seen, each with what values are valid.

A parser takes the parts of a value and returns what it says, or ``None``: what is not valid is as if it stood
not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from wechatclean.css import shapes, transforms
from wechatclean.css.amounts import Amount, length, ratio
from wechatclean.css.colours import TRANSPARENT, Colour, colour
from wechatclean.css.tokens import SLASH, Function, Number, Token, Word, parted

Parts = tuple[Token, ...]
Parser = Callable[[Parts], Any]
EVERYWHERE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
SIDES = ("top", "right", "bottom", "left")


def words(*names: str) -> Parser:
    """A parser of one of these keywords."""
    known: dict[Parts, str] = {(Word(word),): word for word in " ".join(names).split()}
    return lambda parts: known.get(parts)  # noqa: PLW0108  # of a dictionary a type checker knows too much


def _length(*words: str, negative: bool = True) -> Parser:
    known = {Word(word): word for word in " ".join(words).split()}

    def read(parts: Parts) -> Amount | str | None:
        if len(parts) != 1:
            return None
        token = parts[0]
        if isinstance(token, Function) and token.name == "fit-content":
            return "auto"
        return known.get(token) if isinstance(token, Word) else length(token, negative=negative)

    return read


def _colour(*words: str) -> Parser:
    known: dict[Token, Colour] = {Word(word): TRANSPARENT for word in " ".join(words).split()}
    return lambda parts: known.get(parts[0]) or colour(parts[0]) if len(parts) == 1 else None


def _paint(parts: Parts) -> Any:
    """What a drawing's text is filled with."""
    if parts and isinstance(parts[0], Function) and parts[0].name == "url":
        return _colour("none")(parts[1:]) if len(parts) > 1 else TRANSPARENT
    return "currentcolor" if parts in ((Word("context-fill"),), (Word("context-stroke"),)) else _colour("none")(parts)


def _opacity(parts: Parts) -> float | None:
    share = ratio(parts[0]) if len(parts) == 1 else None
    return None if share is None else max(0.0, min(1.0, share))


_DISPLAYS = words(
    "none contents inline block inline-block flow-root list-item flex inline-flex grid inline-grid table inline-table"
    " table-row table-cell table-caption table-column table-column-group table-row-group table-header-group"
    " table-footer-group ruby ruby-text math -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex"
)
_PAIRS = {"flow", "flow-root", "flex", "grid", "table", "ruby", "list-item", "math"}


def _display(parts: Parts) -> str | None:
    if len(parts) < 2:
        known = _DISPLAYS(parts) or ("block" if parts == (Word("flow"),) else None)
        return known.replace("-webkit-", "") if known else None
    words = {part.text for part in parts if isinstance(part, Word)}
    outside, inside = words & {"block", "inline", "run-in"}, words & _PAIRS
    if len(parts) > 3 or words != outside | inside or len(outside) > 1 or "run-in" in words:
        return None
    kind = next(iter(inside - {"flow", "list-item"}), "")
    if "inline" in outside:
        return {"": "inline", "flow-root": "inline-block", "ruby": kind, "math": kind}.get(kind, f"inline-{kind}")
    if not kind:
        return "list-item" if "list-item" in inside else "block"
    return "block" if kind in ("flow-root", "ruby", "math") else kind


SIZES = _length("xx-small x-small small medium large x-large xx-large xxx-large smaller larger math", negative=False)


def overflow(parts: Parts) -> str | None:
    """The value of ``overflow`` in one direction."""
    found = words("visible hidden clip scroll auto overlay")(parts)
    return "auto" if found == "overlay" else found


def _clip_margin(parts: Parts) -> Amount | None:
    boxes = {Word("content-box"), Word("padding-box"), Word("border-box")}
    sizes = [part for part in parts if part not in boxes]
    return length(sizes[0], percentages=False, negative=False) if len(sizes) == 1 and len(parts) < 3 else None


def _content(parts: Parts) -> bool | None:
    """Whether a picture stands for what an element holds."""
    return (shapes.is_image(parts[0]) and parts[1:2] in ((), (SLASH,))) if parts else None


def _text_indent(parts: Parts) -> Any:
    sizes = tuple(part for part in parts if part not in (Word("hanging"), Word("each-line")))
    return _length()(sizes)


def _shadow(parts: Parts) -> bool | None:
    """Whether there is a shadow that is seen."""
    if parts == (Word("none"),):
        return False
    colours = [one for part in parts if (one := colour(part))]
    lengths = [part for part in parts if isinstance(part, Number)]
    is_clear = bool(colours) and all(isinstance(one, Colour) and not one.alpha for one in colours)
    return not is_clear if len(lengths) >= 2 else None


def _inset(parts: Parts) -> bool | None:
    """Whether a shadow is laid over the background."""
    return Word("inset") in parts if parts else None


def _stroke(parts: Parts) -> bool | None:
    """Whether letters have outlines."""
    widths = [width for part in parts if (width := length(part))]
    colours = [one for part in parts if isinstance(one := colour(part), Colour)]
    return bool(widths) and (not isinstance(parts[0], Number) or parts[0].value > 0) and all(c.alpha for c in colours)


def _contain(parts: Parts) -> frozenset[str] | None:
    words = frozenset(part.text for part in parts if isinstance(part, Word))
    known = {"none", "strict", "content", "size", "inline-size", "layout", "style", "paint"}
    return words if words and words <= known and len(words) == len(parts) else None


def _wraps(parts: Parts) -> bool | None:
    """Whether lines may break; CSS Text 4 knows two words, as in ``preserve nowrap``."""
    found = [part.text for part in parts if isinstance(part, Word) and part.text in _WHITE_SPACE]
    is_valid = len(found) == len(parts) and 0 < len(found) <= 2
    return _NO_WRAP.isdisjoint(found) if is_valid else None


_NO_WRAP = frozenset({"nowrap", "pre"})
_WHITE_SPACE = _NO_WRAP | frozenset(
    "normal pre-wrap pre-line break-spaces wrap collapse preserve preserve-breaks preserve-spaces".split()
)


def _zoom(parts: Parts) -> float | None:
    share = 1.0 if parts in ((Word("normal"),), (Word("reset"),)) else _number(parts)
    return None if share is None or share < 0 else share or 1.0


def _number(parts: Parts) -> float | None:
    return ratio(parts[0]) if len(parts) == 1 else None


def _image(parts: Parts) -> bool | None:
    """Whether there is a background picture."""
    layers = parted(parts)
    if not all(len(layer) == 1 and (layer[0] == Word("none") or shapes.is_image(layer[0])) for layer in layers):
        return None
    return any(is_drawn(layer[0]) for layer in layers)


def is_drawn(token: Token) -> bool:
    """Whether *token* is a picture of which something is seen."""
    return shapes.is_image(token) and not shapes.is_clear(token)


def _any(parts: Parts) -> bool:
    return parts == (Word("text"),) or (Word("text"),) in parted(parts)


PROPERTIES: Mapping[str, Parser] = MappingProxyType(
    {
        "display": _display,
        "visibility": words("visible hidden collapse"),
        "content-visibility": words("visible hidden auto"),
        "opacity": _opacity,
        "color": _colour(),
        "-webkit-text-fill-color": _colour(),
        "-webkit-text-stroke": _stroke,
        "-webkit-text-security": words("none disc circle square"),
        "text-shadow": _shadow,
        "mix-blend-mode": words(
            "normal multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference"
            " exclusion hue saturation color luminosity plus-darker plus-lighter"
        ),
        "fill": _paint,
        "fill-opacity": _opacity,
        "stroke": _paint,
        "background-color": _colour(),
        "background-image": _image,
        "background-clip": _any,
        "box-shadow": _inset,
        "font-size": SIZES,
        "zoom": _zoom,
        "text-align": words("left right center justify start end -webkit-center -webkit-left -webkit-right"),
        "text-indent": _text_indent,
        "white-space": _wraps,
        "font-size-adjust": _number,
        "x": _length(),
        "y": _length(),
        "letter-spacing": _length("normal"),
        "position": words("static relative absolute fixed sticky -webkit-sticky"),
        "float": words("none left right inline-start inline-end"),
        **dict.fromkeys(SIDES, _length("auto")),
        **dict.fromkeys((f"margin-{side}" for side in SIDES), _length("auto")),
        **dict.fromkeys((f"padding-{side}" for side in SIDES), _length(negative=False)),
        **dict.fromkeys(
            ("width", "height", "min-width", "min-height"),
            _length("auto min-content max-content fit-content -webkit-fill-available stretch", negative=False),
        ),
        **dict.fromkeys(
            ("max-width", "max-height"),
            _length("none min-content max-content fit-content -webkit-fill-available stretch", negative=False),
        ),
        "box-sizing": words("content-box border-box"),
        "overflow-x": overflow,
        "overflow-y": overflow,
        "overflow-clip-margin": _clip_margin,
        "contain": _contain,
        "content": _content,
        "flex-grow": _number,
        "flex-basis": _length("auto content min-content max-content fit-content", negative=False),
        "transform": transforms.transform,
        "scale": transforms.scale,
        "translate": transforms.translate,
        "rotate": transforms.rotate,
        "backface-visibility": words("visible hidden"),
        "clip": shapes.clip,
        "clip-path": shapes.clip_path,
        "mask-image": shapes.mask_image,
        "mask-size": shapes.mask_size,
        "filter": shapes.filtered,
    }
)
