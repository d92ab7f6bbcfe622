"""HTML's own elements, as WeChat's editors use them."""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.elements.code import code_language, code_parts, code_text, has_counters, written_language
from wechatclean.elements.editors import traces_in
from wechatclean.elements.pictures import image
from wechatclean.html.characters import is_text
from wechatclean.html.css import parse_style
from wechatclean.html.style import State
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.computed_style import BLOCKS
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, OnLeave, Outcome, Reader, Rule, Shows

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp)(?:[?#]|$)", re.I)


def line_break(builder: ArticleBuilder, el: Element) -> Outcome:
    """A line break; two end the paragraph, those at its ends go."""
    builder.line_break()
    return GO_INSIDE  # libxml2 never puts anything inside, but another parser may


def rule_off(builder: ArticleBuilder, el: Element) -> Outcome:
    """A rule; rules at the ends and repeated ones go."""
    builder.add_block("hr")
    return HANDLED


def code_block(builder: ArticleBuilder, el: Element) -> Outcome:
    """A fenced code block with its language; pictures inside follow it. Around paragraphs that wrap it is none."""
    if _wraps_paragraphs(el):
        return NOT_MINE
    parts = code_parts(el, builder.state, builder.leaves_out)
    text = code_text(el, parts)
    if has_counters(parts):
        builder.notes.add("dropped", "the style of line numbers, which was copied as text", el)
    if is_text(text):
        code = etree.SubElement(builder.add_block("pre"), "code")
        code.text = text
        if language := written_language(el) if builder.is_markdown else code_language(el):
            code.set("class", f"language-{language}")
    for part in el.iter():
        builder.trace(part, traces_in(part.keys(), part.get("class", "")))  # the walk does not come to these
    for event, part, _, hidden, why in parts:
        builder.note_hidden(hidden, why, part)
        if event == "start" and part.tag == "img":
            image(builder, part)
    return HANDLED


def _wraps_paragraphs(pre: Element) -> bool:
    """Whether *pre* was left over from pasting: it holds blocks alone, and these say that their lines wrap."""
    return not is_text(pre.text or "") and len(pre) > 0 and all(map(_is_wrapping_block, pre))


def _is_wrapping_block(el: Element) -> bool:
    style = parse_style(el.get("style"))
    wraps = bool(style.clears & State.LINE_FEEDS) and not style.sets & State.LINE_FEEDS
    return wraps and el.tag in BLOCKS and el.tag != "pre" and not is_text(el.tail or "")


def block_of_code(builder: ArticleBuilder, el: Element) -> Outcome:
    """Inline code; a block of code where its style makes it one that keeps its lines."""
    style = parse_style(el.get("style"))
    is_block = style.block and style.sets & State.LINE_FEEDS and next(el.iterancestors("pre"), None) is None
    return code_block(builder, el) if is_block else NOT_MINE


def quotation(builder: ArticleBuilder, el: Element) -> OnLeave:
    """Text in quotation marks."""
    builder.text("“")
    return lambda: builder.text("”")


def ruby_reading(builder: ArticleBuilder, el: Element) -> OnLeave:
    """The reading of a character, in brackets behind it."""
    builder.text("(")
    return lambda: builder.text(")")


def form_control(builder: ArticleBuilder, el: Element) -> Outcome:
    """A form's control: nothing, except a picture, and what follows one that is never closed."""
    if _is_picture(el):
        return image(builder, el)
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
    "pre": code_block,
    "code": block_of_code,
    "q": quotation,
    "rt": ruby_reading,
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
}
SHOWS: dict[str, Reader] = dict.fromkeys(("input", "object"), _control_shows)
