"""HTML's own elements, as WeChat's editors use them."""

from __future__ import annotations

import re

from wechatclean.elements.pictures import image
from wechatclean.elements.tasks import put_box
from wechatclean.html.style import State
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, OnLeave, Outcome, Reader, Rule, Shows
from wechatclean.patterns import pattern

_LINE_FEED = pattern(r"\A[ \t\r]*\n")
_LISTS = frozenset({"select", "optgroup", "datalist"})
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|webp|avif|bmp)(?:[?#]|$)", re.I)


def line_break(builder: ArticleBuilder, el: Element) -> Outcome:
    """A line break; two end the paragraph, those at its ends go. A line feed behind it is no other one."""
    builder.line_break()
    if builder.state & State.FEEDS and el.tail:
        el.tail = _LINE_FEED.sub("", el.tail)
    return GO_INSIDE  # libxml2 never puts anything inside, but another parser may


def rule_off(builder: ArticleBuilder, el: Element) -> Outcome:
    """A rule; rules at the ends and repeated ones go."""
    builder.add_block("hr")
    return HANDLED


def quotation(builder: ArticleBuilder, el: Element) -> OnLeave:
    """Text in quotation marks."""
    builder.text("“")
    return lambda: builder.text("”")


def ruby_reading(builder: ArticleBuilder, el: Element) -> OnLeave:
    """The reading of a character, in brackets behind it."""
    builder.text("(")
    return lambda: builder.text(")")


def choice(builder: ArticleBuilder, el: Element) -> Outcome:
    """A choice of a form: the first in a list, and one in none, are shown."""
    return form_control(builder, el) if _is_folded(el) else GO_INSIDE


def _is_folded(el: Element) -> bool:
    """Whether *el*, a choice, shows only when its list is opened."""
    parent = el.getparent()
    return parent is not None and parent.tag in _LISTS and (parent.tag == "datalist" or el.getprevious() is not None)


def _choice_shows(el: Element, inside: Inside) -> Shows | None:
    return Shows(inside=len(el) > 0) if _is_folded(el) else None


def fallback(builder: ArticleBuilder, el: Element) -> Outcome:
    """A plug-in, which no browser runs any more: a picture, or what it holds."""
    if _is_picture(el):
        return image(builder, el)
    builder.notes.add("dropped", f"a <{el.tag!s}>", el)
    return GO_INSIDE


def form_control(builder: ArticleBuilder, el: Element) -> Outcome:
    """A form's control: nothing, except a picture, a box to tick, and what follows one that is never closed."""
    if _is_picture(el):
        return image(builder, el)
    if el.tag == "input" and el.get("type", "").strip().lower() == "checkbox":
        put_box(builder, ticked=el.get("checked") is not None)
        return HANDLED
    builder.notes.add("dropped", f"a <{el.tag!s}>", el)
    return GO_INSIDE if len(el) else HANDLED


def _is_picture(el: Element) -> bool:
    """``<input type="image">``, or an object that is a picture by its type or its name."""
    is_named_so = el.tag == "object" and _PICTURE.search(el.get("data") or "") is not None
    return is_named_so or el.get("type", "").startswith("image")


def _control_shows(el: Element, inside: Inside) -> Shows | None:
    return Shows(pictures=1) if _is_picture(el) else None


TAGS: dict[str, Rule] = {
    "br": line_break,
    "hr": rule_off,
    "q": quotation,
    "rt": ruby_reading,
    **dict.fromkeys(("option", "optgroup"), choice),
    **dict.fromkeys(("object", "applet"), fallback),
    **dict.fromkeys(("datalist", "canvas", "input"), form_control),
}
SHOWS: dict[str, Reader] = {
    **dict.fromkeys(("input", "object"), _control_shows),
    **dict.fromkeys(("option", "optgroup"), _choice_shows),
}
