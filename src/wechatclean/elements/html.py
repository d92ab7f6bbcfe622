"""HTML's own elements, as WeChat's editors use them."""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.elements.code import code_language, code_parts, code_text
from wechatclean.elements.editors import traces_in
from wechatclean.elements.pictures import image
from wechatclean.html.characters import is_text
from wechatclean.html.visibility import NEVER_RENDERED, parts_of
from wechatclean.layout.builder import ArticleBuilder, has_picture
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, OnLeave, Outcome, Rule


def line_break(builder: ArticleBuilder, el: Element) -> Outcome:
    """A line break; two end the paragraph, those at its ends go."""
    builder.line_break()
    return GO_INSIDE  # libxml2 never puts anything inside, but another parser may


def rule_off(builder: ArticleBuilder, el: Element) -> Outcome:
    """A rule; rules at the ends and repeated ones go."""
    builder.add_block("hr")
    return HANDLED


def drop(builder: ArticleBuilder, el: Element) -> Outcome:
    """Nothing that is shown."""
    return HANDLED


def code_block(builder: ArticleBuilder, el: Element) -> Outcome:
    """A fenced code block with its language; pictures inside follow it."""
    parts = code_parts(el, builder.state)
    text = code_text(el, parts)
    if is_text(text):
        code = etree.SubElement(builder.add_block("pre"), "code")
        code.text = text
        if language := code_language(el):
            code.set("class", f"language-{language}")
    for part in el.iter():
        builder.trace(part, traces_in(part.keys(), part.get("class", "")))  # the walk does not come to these
    for event, part, _, hidden, why in parts:
        builder.note_hidden(hidden, why)
        if event == "start" and part.tag == "img":
            image(builder, part)
    return HANDLED


def quotation(builder: ArticleBuilder, el: Element) -> OnLeave:
    """Text in quotation marks."""
    builder.text("“")
    return lambda: builder.text("”")


def ruby_reading(builder: ArticleBuilder, el: Element) -> OnLeave:
    """The reading of a character, in brackets behind it."""
    builder.text("(")
    return lambda: builder.text(")")


def caption(builder: ArticleBuilder, el: Element) -> Outcome:
    """A line of text, and the caption of the picture before it; a lone number or file name goes."""
    text = " ".join("".join(part.text for part in parts_of(el, state=builder.state)).split())
    if re.fullmatch(r"\d{1,3}|\S{1,100}\.(?:png|jpe?g|gif|webp)", text, re.I):
        builder.notes.add("dropped", "a caption that is only a number or a file name")
        return HANDLED
    if text and builder.images and not builder.images[-1].caption and not has_picture(el):
        builder.images[-1] = builder.images[-1].model_copy(update={"caption": text})
    return GO_INSIDE


def form_control(builder: ArticleBuilder, el: Element) -> Outcome:
    """A form's control: nothing, except what follows one that is never closed."""
    builder.notes.add("dropped", f"a <{el.tag!s}>")
    return GO_INSIDE if len(el) else HANDLED


TAGS: dict[str, Rule] = {
    "br": line_break,
    "hr": rule_off,
    "pre": code_block,
    "q": quotation,
    "rt": ruby_reading,
    "figcaption": caption,
    **dict.fromkeys(
        (
            "option",
            "optgroup",
            "datalist",
            "object",
            "applet",
            "canvas",
            "input",
        ),
        form_control,
    ),
    **dict.fromkeys(
        (
            "mp-style-type",
            "mp-pay-preview-filter",
            "mjx-assistive-mml",
            "defs",
            "mask",
            "pattern",
            "symbol",
            "clippath",
            "desc",
            "metadata",
            "frameset",
            "frame",
            *sorted(NEVER_RENDERED - {"datalist"}),
        ),
        drop,
    ),
}
CLASSES: dict[str, Rule] = {
    "code-snippet__line-index": drop,
    "js_img_placeholder": drop,
    "wx_widget_placeholder": drop,
    "weapp_display_element": drop,
    "weui-a11y_ref": drop,
    "mac-sign": drop,
    "katex-html": drop,
}
