"""What stays in a post as it was written: marks that stand for the parts of its Markdown.

They become pandoc's raw inlines and raw blocks (``span.raw``, ``div.raw``), code blocks, footnotes and definitions.
"""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.elements.formulas.rules import disarmed, put_formula
from wechatclean.elements.tasks import put_box
from wechatclean.html.characters import plain
from wechatclean.html.style import Mark
from wechatclean.layout.builder import CELLS, ArticleBuilder
from wechatclean.layout.normal_form import HOLD_BLOCKS, Element, new_element
from wechatclean.layout.rules import HANDLED, NOT_MINE, OnLeave, Outcome, Rule
from wechatclean.patterns import pattern
from wechatclean.source.markdown.parts import MARK, NOT_KEPT, WAS_LIVE, Part

_NUMBER = pattern("[0-9]{1,9}")
# A definition, an abbreviation, the kind of a callout, which begin a line; attributes and names, which end a block.
_AT_EDGES = (":", "*[", "[!", "{#", "{.", "^")
# Elements that are blocks of HTML wherever they are read again: what they hold stays on its lines.
_BLOCK = pattern(r"<(?:article|aside|blockquote|center|details|div|figure|header|main|nav|section|table)\b", re.I)
# The end of a line of an engine's tag, before an empty one, or one that would begin a block of its own.
_ENDS_BLOCK = pattern(r"(?<![ \t])[ \t]*\n(?:[ \t]*\n\s*|[ \t]*(?=[-+*>#`~=_<:|]|\d{1,9}[.)]))")
_HIDDEN = frozenset({"comment", "inline-comment", "place"})
_FORMULAS = frozenset({"formula", "display-formula"})
_BLOCKS = frozenset({"block", "comment", "attributes"})


def part(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """What an engine reads in a post (a tag, a shortcode, an embed), as it was written; its code; its blocks."""
    number = el.get(MARK, "")
    if not (_NUMBER.fullmatch(number) and int(number) < len(builder.parts)):
        return NOT_MINE
    found = builder.parts[int(number)]
    if found.kind in HOLD_BLOCKS:
        return _open(builder, found)
    if el.text or len(el):
        return NOT_MINE  # a mark of ours is empty
    if found.source:
        builder.notes.add("document", NOT_KEPT if found.kind == "value" else WAS_LIVE, el, text=found.source)
    if found.source and not found.text and found.kind != "code":
        return HANDLED
    if found.kind == "line":
        builder.text(" ") if builder.marks & Mark.CODE else builder.soft_break()
    elif found.kind == "code":
        _write_code(builder, found)
    elif found.kind == "code-span":
        _write_span(builder, "code", found.text)
    elif found.kind == "task" and builder.is_item_start and not builder.heading:
        put_box(builder, ticked="x" in found.text.lower())
    elif found.kind in _FORMULAS:
        put_formula(builder, plain(found.text), display=found.kind == "display-formula")
    else:
        _write_raw(builder, found)
    return HANDLED


def _write_raw(builder: ArticleBuilder, found: Part) -> None:
    hidden = {"hidden": ""} if found.kind in _HIDDEN else {}
    stands_alone = found.kind in _BLOCKS or (found.kind == "inline-comment" and builder.is_line_start)
    if stands_alone and builder.box.tag not in CELLS:
        builder.flush()
        block = builder.put("div")
        block.attrib.update({"class": "raw attributes" if found.kind == "attributes" else "raw"} | hidden)
        block.text = plain(found.text)
        return
    text = found.text if _BLOCK.match(found.text) else _ENDS_BLOCK.sub(" ", found.text)
    if text.startswith("$$"):  # a display in a line
        text = f"$${disarmed(builder, text[2:-2])}$$"
    link, marks = builder.link, builder.marks
    if found.text.startswith(_AT_EDGES) and not found.text.endswith("#}"):  # nothing around it may stand outside of it
        builder.link, builder.marks = None, 0
    _write_span(builder, "span", text, **{"class": "raw"} | hidden)
    builder.link, builder.marks = link, marks


def _write_span(builder: ArticleBuilder, tag: str, text: str, **attributes: str) -> None:
    span = new_element(tag, **attributes)
    span.text = plain(text)
    builder.add(span, as_text=True)


def _write_code(builder: ArticleBuilder, found: Part) -> None:
    pre = builder.add_block("pre")
    code = etree.SubElement(pre, "code")
    code.text = plain(found.text)
    language, _, rest = found.info.partition(" ")
    if language:
        code.set("class", f"language-{language}")
    if rest:
        code.set("title", rest)


def _open(builder: ArticleBuilder, found: Part) -> OnLeave:
    """Open a footnote, or a definition of several blocks."""
    builder.flush()
    outer, builder.box = builder.box, builder.put("div")
    builder.box.set("class", found.kind)
    if found.kind == "footnote":
        builder.box.set("id", f"fn-{found.text}")

    def close() -> None:
        builder.flush()
        builder.box = outer

    return close


ATTRIBUTES: dict[str, Rule] = {MARK: part}
