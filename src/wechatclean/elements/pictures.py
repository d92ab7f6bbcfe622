"""Pictures: ``img``, SVG, backgrounds, stickers."""

from __future__ import annotations

from itertools import islice

from wechatclean.elements.attributes import number
from wechatclean.elements.emoji import emoji_text
from wechatclean.elements.formulas.rules import drawing_shows, drawn_formula, formula_picture, is_drawn, picture_shows
from wechatclean.elements.formulas.sources import picture_source
from wechatclean.elements.reading import is_open
from wechatclean.embeds import Video
from wechatclean.html.box import box_of
from wechatclean.html.css import parse_style
from wechatclean.html.visibility import waits_for_loader
from wechatclean.images.addresses import copy_beside
from wechatclean.images.finding import copy_at, find_image, note_copy
from wechatclean.images.image import Image, image_at
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, Backdrop, Outcome, Reader, Rule, Shows
from wechatclean.patterns import pattern

_LEAST_WIDTH, _LEAST_HEIGHT, _LEAST_RATIO = 100, 60, 20  # pixels, and height in per cent of the width
_SHORTEST = 100  # milliseconds
_MOST_HOLDERS = 20  # elements
_DRAWN_OTHERWISE = frozenset({"body", "br", "wbr", "hr"})  # no box, or a line
_MAY_BE_FORMULAS = frozenset({"img", "embed"})
_LONGEST = 6  # digits of a width or a height
_VIEW_BOX = pattern(r"[-\d.]{1,12}[ ,]{1,3}[-\d.]{1,12}[ ,]{1,3}(\d{1,6})[\d.]{0,12}[ ,]{1,3}(\d{1,6})[\d.]{0,12}")


def image(builder: ArticleBuilder, el: Element) -> Outcome:
    """A picture; WeChat's faces become their character or ``[name]``."""
    if el not in builder.inside.bare:
        if face := emoji_text(el):
            builder.text(face)
            return HANDLED
        if el.tag in _MAY_BE_FORMULAS and formula_picture(builder, el):
            return HANDLED
    if builder.is_invisible and not waits_for_loader(el):
        builder.note_lost(el, "visibility: hidden")
    elif found := find_image(
        el, builder.notes, size=builder.size, base=builder.picture_base, has_own_files=builder.is_markdown
    ):
        builder.image(found)
        if video := _live_photo(el, found):
            builder.embed(video)
    return HANDLED


def is_words(el: Element) -> bool:
    """Whether the picture *el* is shown as text: a face, or a formula."""
    return bool(emoji_text(el) or picture_source(el)[0])


def _live_photo(el: Element, picture: Image) -> Video | None:
    """The video of a live photo, as :mod:`wechatclean.sites.wechat.posts` marks it; the article shows its picture."""
    video, url = el.get("data-live-photo-id"), el.get("data-live-photo-url")
    if not video and not url:
        return None
    length = number(el, "data-live-photo-duration")
    seconds = length / 1000 if length and length >= _SHORTEST else length  # both 2.9 and 2900 are found
    return Video(id=video, url=url, duration=seconds, cover=picture)


def plugin_picture(builder: ArticleBuilder, el: Element) -> Outcome:
    """A picture given as a plug-in."""
    image(builder, el)
    return GO_INSIDE  # libxml2 closes no embed: it takes what follows for what is inside


def backdrop(el: Element) -> Backdrop | None:
    """The background picture of a box that is too large to be decoration."""
    if el.tag in _DRAWN_OTHERWISE or el.get("role") == "checkbox":
        return None
    style = parse_style(el.get("style"))
    late = el.get("data-lazy-bgimg")
    address = late or style.background or el.get("background")
    width, height = style.width or _pixels(el, "width"), style.height or _pixels(el, "height")
    if not address or (width or _LEAST_WIDTH) < _LEAST_WIDTH:
        return None
    ratio = style.ratio or _drawn_ratio(el)
    is_unstated = height is None and not ratio and (late is not None or el.tag in ("svg", "img"))
    is_held_open = height is None and _is_held_open(el)
    has_room = is_unstated or is_held_open or (height or 0) >= _LEAST_HEIGHT or ratio >= _LEAST_RATIO
    return Backdrop(address, has_room, is_drawing=has_room and el.tag == "svg")


def _is_held_open(el: Element) -> bool:
    """Whether something in *el*, which is a small box, makes room without being seen itself."""
    return any(
        (style.height or 0) >= _LEAST_HEIGHT or (style.ratio or _drawn_ratio(inner)) >= _LEAST_RATIO
        for inner in islice(el.iterdescendants(), _MOST_HOLDERS)
        if (style := parse_style(inner.get("style"))).width != 0 and box_of(inner).values.get("display") != "none"
    )


def paint(builder: ArticleBuilder, background: Backdrop, el: Element) -> None:
    """Show a background as a picture."""
    if found := image_at(background.address, role="background", size=builder.size, base=builder.picture_base):
        copy = copy_beside(parse_style(el.get("style")).background, builder.picture_base)
        builder.image(found.model_copy(update={"path": copy}) if copy else found)
    elif kept := copy_at(background.address, "background"):
        builder.image(kept)
        if not builder.is_markdown:
            note_copy(background.address, builder.notes, el)
    else:
        builder.notes.add("image", "a background picture has no network address", el)


def _pixels(el: Element, name: str) -> float | None:
    """The width or the height that an attribute gives, as in drawings and old tables."""
    value = (el.get(name) or "").strip().removesuffix("px")
    return float(value) if value.isdecimal() and len(value) < _LONGEST else None


def _drawn_ratio(el: Element) -> float:
    """The height of an ``svg`` in per cent of its width, by its view box."""
    box = _VIEW_BOX.fullmatch((el.get("viewbox") or el.get("viewBox") or "").strip()) if el.tag == "svg" else None
    return 100 * int(box[2]) / (int(box[1]) or 1) if box else 0


def svg(builder: ArticleBuilder, el: Element) -> Outcome:
    """Its pictures, its text and the HTML inside it; shapes go."""
    if is_drawn(el):
        return drawn_formula(builder, el)
    return GO_INSIDE


def definitions(builder: ArticleBuilder, el: Element) -> Outcome:
    """The pictures that a drawing defines, as the pattern of a shape or to use them elsewhere in it."""
    for picture in _defined(el):
        image(builder, picture)
    return HANDLED


def _definitions_show(el: Element, inside: Inside) -> Shows:
    return Shows(pictures=len(_defined(el)))


def _defined(el: Element) -> list[Element]:
    return [part for part in el.iter("image") if not _is_cut_out(part, el)]


def _is_cut_out(picture: Element, el: Element) -> bool:
    """Whether *picture*, in *el*, only says which parts of a shape are seen."""
    parent = picture.getparent()
    return parent is not None and parent is not el and parent.tag in ("mask", "clippath")


def sticker(builder: ArticleBuilder, el: Element) -> Outcome:
    """A sticker: its picture."""
    if found := image_at(el.get("data-emoji_url") or "", role="sticker", size=builder.size, base=builder.picture_base):
        builder.image(found)
    else:
        builder.notes.add("image", "a sticker has no network address", el)
    return GO_INSIDE if is_open(el) else HANDLED


def _picture_shows(el: Element, inside: Inside) -> Shows:
    face = emoji_text(el)
    return Shows((face,)) if face else picture_shows(el, inside) or Shows(pictures=1)


def _plugin_shows(el: Element, inside: Inside) -> Shows:
    return _picture_shows(el, inside)._replace(inside=True)


def sticker_shows(el: Element, inside: Inside) -> Shows:
    """What a sticker shows: a picture."""
    return Shows(pictures=1, inside=is_open(el))


TAGS: dict[str, Rule] = {
    "img": image,
    "image": image,
    "embed": plugin_picture,
    "svg": svg,
    **dict.fromkeys(("defs", "pattern", "symbol"), definitions),
    "mp-common-sticker": sticker,
}
PAINTED_BY = frozenset({"background", "data-lazy-bgimg"})
SHOWS: dict[str, Reader] = {
    "img": _picture_shows,
    "image": _picture_shows,
    "embed": _plugin_shows,
    "svg": drawing_shows,
    **dict.fromkeys(("defs", "pattern", "symbol"), _definitions_show),
    "mp-common-sticker": sticker_shows,
}
