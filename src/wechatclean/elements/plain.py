"""HTML's own elements, as editors use them."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from wechatclean._code import code_language, code_text
from wechatclean._editors import traces_in
from wechatclean._line import is_text
from wechatclean.elements.pictures import image
from wechatclean.flow import Element, Flow, Rule, has_picture


def line_break(flow: Flow, el: Element) -> bool:
    """A line break; two end the paragraph, those at its ends go."""
    flow.line_break()
    return False  # libxml2 never puts anything inside, but what is there is shown


def rule_off(flow: Flow, el: Element) -> bool:
    """A rule; rules at the ends and repeated ones go."""
    flow.add_block("hr")
    return True


def drop(flow: Flow, el: Element) -> bool:
    """Nothing that is shown."""
    return True


def code_block(flow: Flow, el: Element) -> bool:
    """A fenced code block with its language; pictures inside follow it."""
    text = code_text(el)
    if is_text(text):
        code = etree.SubElement(flow.add_block("pre"), "code")
        code.text = text
        if language := code_language(el):
            code.set("class", f"language-{language}")
    for part in el.iter():
        flow.trace(part, traces_in(part.keys(), part.get("class", "")))  # the walk does not come here
        if part.tag == "img":
            image(flow, part)
    return True


def quotation(flow: Flow, el: Element) -> Callable[[], None]:
    """Text in quotation marks."""
    flow.text("“")
    return lambda: flow.text("”")


def ruby_reading(flow: Flow, el: Element) -> Callable[[], None]:
    """The reading of a character, in brackets behind it."""
    flow.text("(")
    return lambda: flow.text(")")


def caption(flow: Flow, el: Element) -> bool:
    """A line of text, and the caption of the picture before it; a lone number or file name goes."""
    text = " ".join("".join(el.itertext()).split())
    if re.fullmatch(r"\d{1,3}|\S{1,100}\.(?:png|jpe?g|gif|webp)", text, re.I):
        flow.notes.add("dropped", "a caption that is only a number or a file name")
        return True
    if text and flow.images and not flow.images[-1].caption and not has_picture(el):
        flow.images[-1] = flow.images[-1].model_copy(update={"caption": text})
    return False


def labelled(flow: Flow, el: Element) -> bool | None:
    """Niaogebiji's ``label="图片描述"``: a caption."""
    return caption(flow, el) if el.get("label") == "图片描述" else None


def form_control(flow: Flow, el: Element) -> bool:
    """A form's control: nothing, but what an unclosed one has swallowed."""
    flow.notes.add("dropped", f"a <{el.tag!s}>")
    return not len(el)


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
            "script",
            "style",
            "noscript",
            "template",
            "title",
            "head",
            "meta",
            "link",
            "rp",
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
            "noframes",
            "noembed",
            "frameset",
            "frame",
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
ATTRIBUTES: dict[str, Rule] = {"label": labelled}
