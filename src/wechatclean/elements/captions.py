"""Captions: which words belong to which picture."""

from __future__ import annotations

import re

from wechatclean.html.visibility import parts_of
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import PICTURES
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, OnLeave, Outcome, Rule
from wechatclean.patterns import pattern

_SAYS_NOTHING = pattern(r"\d{1,3}|\S{1,100}\.(?:png|jpe?g|gif|webp)|\W{0,9}(?:the\s)?end\W{0,9}", re.I)


def figure(builder: ArticleBuilder, el: Element) -> OnLeave:
    """What it holds; its caption is that of its own picture, and of no other."""
    outer, builder.figure = builder.figure, len(builder.images)
    words, builder.waiting_caption = builder.waiting_caption, ""

    def leave() -> None:
        if builder.waiting_caption:
            builder.caption(builder.figure or 0, builder.waiting_caption)
        builder.figure, builder.waiting_caption = outer, words

    return leave


def caption(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A line of text, and the caption of the picture beside it, unless it is a lone number or the name of a file."""
    if builder.in_caption:
        return GO_INSIDE  # its words have been read
    parts = list(parts_of(el, sight=builder.sight, leave_out=builder.leaves_out))
    text = " ".join("".join(part.text for part in parts).split())
    has_picture = any(part.element.tag in PICTURES for part in parts)
    if _SAYS_NOTHING.fullmatch(text):
        return _inside(builder)
    if builder.figure is not None and len(builder.images) > builder.figure:
        builder.caption(-1, text)
    elif builder.figure is not None:
        builder.waiting_caption = builder.waiting_caption or text
    elif has_picture:
        return _with_its_own(builder, text)
    elif builder.ends_with_picture():
        builder.caption(-1, text)
    return _inside(builder)


def _inside(builder: ArticleBuilder) -> OnLeave:
    builder.in_caption = True

    def leave() -> None:
        builder.in_caption = False

    return leave


def _with_its_own(builder: ArticleBuilder, text: str) -> OnLeave:
    """A caption that holds its picture itself."""
    first, leave = len(builder.images), _inside(builder)

    def leave_captioned() -> None:
        leave()
        builder.caption(first, text)

    return leave_captioned


TAGS: dict[str, Rule] = {"figure": figure, "figcaption": caption}
