"""Pictures: ``img``, SVG, backgrounds, stickers."""

from __future__ import annotations

from wechatclean._emoji import emoji_text
from wechatclean._line import is_text
from wechatclean.elements.formulas import drawn_formula
from wechatclean.flow import Element, Flow, Rule, has_picture
from wechatclean.images import find_image, image_at


def image(flow: Flow, el: Element) -> bool:
    """A picture; WeChat's faces become their character or ``[name]``."""
    if face := emoji_text(el):
        flow.text(face)
    elif found := find_image(el, flow.notes, size=flow.size, base=flow.picture_base):
        flow.image(found)
    return True


def plugin_picture(flow: Flow, el: Element) -> bool:
    """A picture given as a plug-in."""
    image(flow, el)
    return False  # to libxml2 an embed is never closed, and what follows it is inside


def background(flow: Flow, el: Element) -> None:
    """The background picture of a box that holds nothing and is too large to be decoration."""
    style = flow.style_of(el)
    address = el.get("data-lazy-bgimg") or style.background
    unstated = el.get("data-lazy-bgimg") is not None and style.height is None
    is_tall = unstated or (style.height or 0) >= 60 or (style.ratio or 0) >= 20
    if not is_tall or (style.width or 100) < 100 or el.tag in ("td", "th", "body"):
        return
    if has_picture(el) or any(is_text(text) for text in el.itertext()):
        return
    if found := image_at(address, role="background", size=flow.size, base=flow.picture_base):
        flow.image(found)


def svg(flow: Flow, el: Element) -> bool:
    """Its pictures, its text and the HTML inside it; drawings without either go."""
    if el.get("role") == "img" and el.get("focusable") == "false" and next(el.iter("g"), None) is not None:
        return drawn_formula(flow, el)
    if any(is_text(text) for text in el.itertext()) or next(el.iter("image", "img", "foreignobject"), None) is not None:
        return False
    return not any(part.get("style") or part.get("data-lazy-bgimg") for part in el.iter())


def sticker(flow: Flow, el: Element) -> bool:
    """A sticker: its picture."""
    if found := image_at(el.get("data-emoji_url") or "", role="sticker", size=flow.size, base=flow.picture_base):
        flow.image(found)
    return True


TAGS: dict[str, Rule] = {
    "img": image,
    "image": image,
    "embed": plugin_picture,
    "svg": svg,
    "mp-common-sticker": sticker,
}
ATTRIBUTES: dict[str, Rule] = {"data-lazy-bgimg": background}
