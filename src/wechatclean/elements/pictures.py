"""Pictures: ``img``, SVG, backgrounds, stickers."""

from __future__ import annotations

import re

from wechatclean.elements.emoji import emoji_text
from wechatclean.elements.formulas import drawing_shows, drawn_formula, is_drawn
from wechatclean.elements.reading import is_open
from wechatclean.html.characters import is_text
from wechatclean.html.css import parse_style
from wechatclean.images.finding import find_image
from wechatclean.images.image import image_at
from wechatclean.layout.builder import ArticleBuilder, pictures_in
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, Outcome, Reader, Rule, Shows

_VIEW_BOX = re.compile(r"[-\d.]{1,12}[ ,]{1,3}[-\d.]{1,12}[ ,]{1,3}(\d{1,6})[\d.]{0,12}[ ,]{1,3}(\d{1,6})[\d.]{0,12}")


def image(builder: ArticleBuilder, el: Element) -> Outcome:
    """A picture; WeChat's faces become their character or ``[name]``."""
    if face := emoji_text(el):
        builder.text(face)
    elif found := find_image(el, builder.notes, size=builder.size, base=builder.picture_base):
        builder.image(found)
    return HANDLED


def plugin_picture(builder: ArticleBuilder, el: Element) -> Outcome:
    """A picture given as a plug-in."""
    image(builder, el)
    return GO_INSIDE  # libxml2 closes no embed: it takes what follows for what is inside


def background(builder: ArticleBuilder, el: Element) -> None:
    """The background picture of a box that holds nothing and is too large to be decoration."""
    address = _background_address(el)
    if not address:
        return
    if found := image_at(address, role="background", size=builder.size, base=builder.picture_base):
        builder.image(found)
    else:
        builder.notes.add("image", "a background picture has no network address", el)


def _background_address(el: Element) -> str:
    """The address of the background that is shown as a picture; ``""`` where it is decoration."""
    style = parse_style(el.get("style"))
    address = el.get("data-lazy-bgimg") or style.background
    unstated = el.get("data-lazy-bgimg") is not None and style.height is None
    is_tall = unstated or (style.height or 0) >= 60 or (style.ratio or _drawn_ratio(el)) >= 20
    if not is_tall or (style.width or 100) < 100 or el.tag in ("td", "th", "body"):
        return ""
    if any(part.tag != "svg" or len(part) for part in pictures_in(el)) or any(map(is_text, el.itertext())):
        return ""
    return address


def _drawn_ratio(el: Element) -> float:
    """The height of an ``svg`` in per cent of its width, by its view box."""
    box = _VIEW_BOX.fullmatch((el.get("viewbox") or el.get("viewBox") or "").strip()) if el.tag == "svg" else None
    return 100 * int(box[2]) / (int(box[1]) or 1) if box else 0


def late_background(builder: ArticleBuilder, el: Element) -> Outcome:
    """The background picture of an empty box, which the page loads late."""
    if not parse_style(el.get("style")).background:
        background(builder, el)
    return NOT_MINE  # what the box holds is for other rules


def svg(builder: ArticleBuilder, el: Element) -> Outcome:
    """Its pictures, its text and the HTML inside it; drawings without either go."""
    if is_drawn(el):
        return drawn_formula(builder, el)
    if any(is_text(text) for text in el.itertext()) or next(el.iter("image", "img", "foreignobject"), None) is not None:
        return GO_INSIDE
    is_painted = any(part.get("style") or part.get("data-lazy-bgimg") for part in el.iter())
    return GO_INSIDE if is_painted else HANDLED


def sticker(builder: ArticleBuilder, el: Element) -> Outcome:
    """A sticker: its picture."""
    if found := image_at(el.get("data-emoji_url") or "", role="sticker", size=builder.size, base=builder.picture_base):
        builder.image(found)
    else:
        builder.notes.add("image", "a sticker has no network address", el)
    return GO_INSIDE if is_open(el) else HANDLED


def _picture_shows(el: Element) -> Shows:
    face = emoji_text(el)
    return Shows((face,)) if face else Shows(pictures=1)


def _plugin_shows(el: Element) -> Shows:
    return _picture_shows(el)._replace(inside=True)


def sticker_shows(el: Element) -> Shows:
    """What a sticker shows: a picture."""
    return Shows(pictures=1, inside=is_open(el))


def background_shows(el: Element) -> Shows | None:
    """What a box with a background shows: a picture, where it is no decoration."""
    return Shows(pictures=1, inside=True) if _background_address(el) else None


def _late_background_shows(el: Element) -> Shows | None:
    return None if parse_style(el.get("style")).background else background_shows(el)


TAGS: dict[str, Rule] = {
    "img": image,
    "image": image,
    "embed": plugin_picture,
    "svg": svg,
    "mp-common-sticker": sticker,
}
ATTRIBUTES: dict[str, Rule] = {"data-lazy-bgimg": late_background}
SHOWS: dict[str, Reader] = {
    "img": _picture_shows,
    "image": _picture_shows,
    "embed": _plugin_shows,
    "svg": drawing_shows,
    "mp-common-sticker": sticker_shows,
    "[data-lazy-bgimg]": _late_background_shows,
}
