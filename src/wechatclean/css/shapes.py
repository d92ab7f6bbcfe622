"""What cuts a box off: ``clip``, ``clip-path``, masks and filters (CSS Masking, Shapes, Filter Effects)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from wechatclean.css.amounts import Amount, Scale, amount, length, listed, ratio
from wechatclean.css.colours import Colour, colour
from wechatclean.css.tokens import COMMA, Function, Number, Token, Word, parted
from wechatclean.patterns import pattern

# What is seen through a shape, in pixels, where 100 % is a width and a height.
Window = Callable[[Scale, Scale], tuple[float, float]]
_BOXES = frozenset("border-box padding-box content-box margin-box fill-box stroke-box view-box".split())
_DRAWS = pattern(r"[lhvcsqtaz]", re.I)
_FAINT = 0.02  # alpha
_STATED: tuple[Token, ...] = tuple(map(Word, ("closest-side", "farthest-side", "closest-corner", "farthest-corner")))


def clip(parts: tuple[Token, ...]) -> Window | None:
    """The value of ``clip``, of which only ``rect()`` is one."""
    if parts == (Word("auto"),):
        return _whole
    if len(parts) != 1 or not isinstance(parts[0], Function) or parts[0].name != "rect":
        return None
    inside = listed(parts[0].inside) if COMMA in parts[0].inside else list(parts[0].inside)
    sides = [None if part == Word("auto") else length(part, percentages=False) for part in inside]
    if len(sides) != 4 or any(side is None and part != Word("auto") for side, part in zip(sides, inside, strict=True)):
        return None
    top, right, bottom, left = sides

    def seen(wide: Scale, high: Scale) -> tuple[float, float]:
        return (
            _at(right, wide, wide.whole) - max(0.0, _at(left, wide, 0)),
            _at(bottom, high, high.whole) - max(0.0, _at(top, high, 0)),
        )

    return seen


def _at(side: Amount | None, scale: Scale, default: float) -> float:
    return side.at(scale) if side else default


def _whole(wide: Scale, high: Scale) -> tuple[float, float]:
    return wide.whole, high.whole


def clip_path(parts: tuple[Token, ...]) -> Window | None:
    """The value of ``clip-path``."""
    if parts == (Word("none"),):
        return _whole
    shapes = [part for part in parts if not (isinstance(part, Word) and part.text in _BOXES)]
    if not shapes:
        return _whole if len(parts) == 1 else None
    if len(shapes) != 1 or len(parts) > 2 or not isinstance(shapes[0], Function):
        return None
    shape = shapes[0]
    read = _SHAPES.get(shape.name)
    return read(shape.inside) if read else None


def _inset(inside: tuple[Token, ...]) -> Window | None:
    sides = _sides(parted(inside, Word("round"))[0])
    if sides is None:
        return None
    top, right, bottom, left = sides
    return lambda wide, high: (
        wide.whole - max(0.0, left.at(wide)) - max(0.0, right.at(wide)),
        high.whole - max(0.0, top.at(high)) - max(0.0, bottom.at(high)),
    )


def _sides(parts: tuple[Token, ...]) -> tuple[Amount, Amount, Amount, Amount] | None:
    """One to four lengths, for the top, the right, the bottom and the left."""
    found = [one for part in parts if (one := length(part))]
    if not 1 <= len(found) <= 4 or len(found) != len(parts):
        return None
    top, right = found[0], found[min(1, len(found) - 1)]
    return top, right, found[2] if len(found) > 2 else top, found[3] if len(found) > 3 else right


def _rect(inside: tuple[Token, ...]) -> Window | None:
    parts = parted(inside, Word("round"))[0]
    if len(parts) != 4:
        return None
    ends = [None if part == Word("auto") else length(part) for part in parts]
    top, right, bottom, left = ends
    return lambda wide, high: (
        min(wide.whole, _at(right, wide, wide.whole)) - max(0.0, _at(left, wide, 0)),
        min(high.whole, _at(bottom, high, high.whole)) - max(0.0, _at(top, high, 0)),
    )


def _xywh(inside: tuple[Token, ...]) -> Window | None:
    found = [one for part in parted(inside, Word("round"))[0] if (one := length(part))]
    if len(found) != 4:
        return None
    x, y, width, height = found
    return lambda wide, high: (
        min(wide.whole, x.at(wide) + width.at(wide)) - max(0.0, x.at(wide)),
        min(high.whole, y.at(high) + height.at(high)) - max(0.0, y.at(high)),
    )


def _circle(inside: tuple[Token, ...]) -> Window | None:
    sizes, *places = parted(inside, Word("at"))
    stated = [one for part in sizes if (one := length(part, negative=False))]
    if len(sizes) > 2 or any(part not in _STATED for part in sizes if length(part) is None):
        return None
    centre = [one for part in (places[0] if places else ()) if (one := length(part))]

    def seen(wide: Scale, high: Scale) -> tuple[float, float]:
        if not stated:
            return _whole(wide, high)
        x, y = (*(one.at(scale) for one, scale in zip(centre, (wide, high), strict=False)), None, None)[:2]
        return _span(x, stated[0], wide), _span(y, stated[-1], high)

    return seen


def _span(centre: float | None, radius: Amount, scale: Scale) -> float:
    centre = scale.whole / 2 if centre is None else centre
    return min(scale.whole, centre + radius.at(scale)) - max(0.0, centre - radius.at(scale))


def _polygon(inside: tuple[Token, ...]) -> Window | None:
    points = [point for point in parted(inside) if point not in ((Word("nonzero"),), (Word("evenodd"),))]
    corners = [[one for part in point if (one := length(part))] for point in points]
    if not corners or any(len(corner) != 2 or len(point) != 2 for corner, point in zip(corners, points, strict=True)):
        return None

    def seen(wide: Scale, high: Scale) -> tuple[float, float]:
        drawn = [(x.at(wide), y.at(high)) for x, y in corners]
        pairs = zip(drawn, drawn[1:] + drawn[:1], strict=True)
        if abs(sum(x * below - right * y for (x, y), (right, below) in pairs)) < 1:
            return 0.0, 0.0
        xs, ys = zip(*drawn, strict=True)
        return min(wide.whole, max(xs)) - max(0.0, min(xs)), min(high.whole, max(ys)) - max(0.0, min(ys))

    return seen


def _path(inside: tuple[Token, ...]) -> Window | None:
    text = inside[-1].text if inside and isinstance(inside[-1], Word) else ""
    if not text.startswith(("'", '"')):
        return None
    return _whole if _DRAWS.search(text) else lambda _wide, _high: (0.0, 0.0)


_SHAPES: dict[str, Callable[[tuple[Token, ...]], Window | None]] = {
    "inset": _inset, "rect": _rect, "xywh": _xywh, "circle": _circle, "ellipse": _circle, "polygon": _polygon,
    "path": _path, "url": lambda _: _whole, "shape": lambda _: _whole,
}  # fmt: skip


def is_image(token: Token) -> bool:
    """Whether *token* is a picture or a gradient."""
    return isinstance(token, Function) and (
        token.name in ("url", "image-set", "-webkit-image-set", "cross-fade", "element", "paint")
        or token.name.endswith("gradient")
    )


def mask_image(parts: tuple[Token, ...]) -> bool | None:
    """The value of ``mask-image``: whether it lets nothing through; ``None`` where it is not valid."""
    layers = parted(parts)
    if not all(len(layer) == 1 and (is_image(layer[0]) or layer[0] == Word("none")) for layer in layers):
        return None
    return all(is_clear(layer[0]) for layer in layers)


def is_clear(image: Token) -> bool:
    """Whether *image* is a gradient between colours that are none."""
    if not isinstance(image, Function) or not image.name.endswith("gradient"):
        return False
    colours = [one for row in parted(image.inside) for part in row if isinstance(one := colour(part), Colour)]
    return bool(colours) and all(one.alpha < _FAINT for one in colours)


def mask(parts: tuple[Token, ...]) -> bool | None:
    """The value of ``mask``: whether it lets nothing through."""
    hides = []
    for layer in parted(parts):
        if not layer:
            return None
        images = [part for part in layer if is_image(part)]
        sizes = parted(layer, Word("/"))[1:]
        is_sized_away = bool(sizes) and any(isinstance(part, Number) and part.value == 0 for part in sizes[0][:2])
        hides.append(bool(images) and (is_clear(images[0]) or is_sized_away))
    return all(hides)


def mask_size(parts: tuple[Token, ...]) -> bool | None:
    """The value of ``mask-size``: whether it is nothing."""
    return any(isinstance(part, Number) and part.value == 0 for part in parts)


_FILTERS = frozenset(
    "blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia url".split()
)
_MOST_BLUR = 20  # pixels, of which nothing is left that could be read


class Filter(NamedTuple):
    """The value of ``filter``.

    Attributes:
        opacity: what it leaves of it.
        recolours: whether colours may be others behind it, or have a shadow.
    """

    opacity: float = 1.0
    recolours: bool = False


NO_FILTER = Filter()


def filtered(parts: tuple[Token, ...]) -> Filter | None:
    """The value of ``filter``."""
    if parts == (Word("none"),):
        return NO_FILTER
    left, recolours = 1.0, False
    for part in parts:
        if not isinstance(part, Function) or part.name not in _FILTERS:
            return None
        if part.name == "opacity":
            share = ratio(part.inside[0]) if len(part.inside) == 1 else None
            if share is None and part.inside:
                return None
            left *= max(0.0, min(1.0, 1.0 if share is None else share))
        elif part.name == "blur" and part.inside:
            radius = amount(part.inside[0])
            left *= not (radius and radius.at(Scale()) >= _MOST_BLUR)
        else:
            recolours |= part.name != "blur"
    return Filter(left, recolours) if parts else None
