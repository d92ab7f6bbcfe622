"""A callout as GitHub and Obsidian read it: a quote that begins with its kind."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wechatclean.html.style import Mark
from wechatclean.layout.inline import Line, runs_of, write_line
from wechatclean.layout.normal_form import CALLOUT
from wechatclean.output.markdown.block_starts import escape_below

TITLE = "markdown-alert-title"  # the class of one
# Titles that a callout has by itself, whatever the language of the tool that made it.
_USUAL = frozenset(
    "note tip important warning caution info danger success hint attention notes tips"
    " 注 注意 提示 重要 警告 危险 信息 说明 备注 小贴士 笔记 注意事项 温馨提示 小心".split()
)


def kind_of(quote: etree._Element) -> str:
    """The kind of the callout *quote*, as ``[!KIND]`` has it; ``""`` where it is a quote."""
    classes = quote.attrib.get("class", "")  # of a node, ``get`` gives a list
    return classes.removeprefix(CALLOUT).upper() if classes.startswith(CALLOUT) else ""


def title_of(quote: etree._Element) -> etree._Element | None:
    """The title of the callout *quote*."""
    first = quote[0] if len(quote) else None
    return first if first is not None and first.attrib.get("class") == TITLE else None


def is_usual(title: etree._Element) -> bool:
    """Whether *title* says no more than the kind."""
    if next(title.iter("a", "img"), None) is not None:
        return False
    return "".join(title.itertext()).strip(" :：!！").lower() in _USUAL


def below(kind: str, text: str, blocks: Sequence[etree._Element]) -> str:
    """What a callout of *kind* holds, the *text* of *blocks*, below that: a paragraph is one with it."""
    if blocks and blocks[0].tag == "p":
        return f"{kind}\n{escape_below(text)}".rstrip("\n")
    return f"{kind}\n\n{text}".rstrip("\n")


def in_bold(title: etree._Element) -> etree._Element:
    """*title* as a paragraph in bold, as titles are drawn; pictures and breaks have no emphasis around them."""
    line = Line()
    for what, marks, link in runs_of(deepcopy(title)):
        is_marked = what is not None and (isinstance(what, str) or what.tag != "img")
        line.add_runs([(what, marks | Mark.BOLD if is_marked else marks, link)])
    paragraph = title.makeelement("p")
    write_line(paragraph, line.take())
    return paragraph
