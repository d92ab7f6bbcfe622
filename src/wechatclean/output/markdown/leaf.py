"""A block of one line as it is written where its place says more than its tag."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from wechatclean.layout.inline import Line, runs_of, write_line
from wechatclean.output.markdown.callout import TITLE, in_bold
from wechatclean.output.markdown.placeholders import PLACEHOLDER
from wechatclean.output.markdown.verbatim import UNDERLINE
from wechatclean.patterns import pattern

_NUMBER = pattern(r"\[\d{1,3}\][ \xa0]*")


def as_written(leaf: etree._Element, options: Mapping[str, object]) -> etree._Element:
    """*leaf*; the title of a callout in bold, what becomes a footnote of GFM without its number."""
    if leaf.attrib.get("class") == TITLE:
        return in_bold(leaf)
    is_entry = options["footnotes"] == "gfm" and leaf.attrib.get("id", "").startswith("fn-")
    return _without_number(leaf) if is_entry else leaf


def underlined(n: int, text: str) -> str:
    """The *text* of a heading of level 1 or 2 with a line under it; what stays as it was is not in it yet."""
    return f"\n\n{text}\n{UNDERLINE[n - 1] if PLACEHOLDER.search(text) else '=-'[n - 1] * len(text)}\n\n"


def _without_number(entry: etree._Element) -> etree._Element:
    """*entry*, a paragraph that begins with ``[n]``, without that: the label says it."""
    found = _NUMBER.match("".join(entry.itertext()))
    left = found.end() if found else 0
    line = Line()
    for what, marks, link in runs_of(deepcopy(entry)):
        text = what[left:] if isinstance(what, str) else what
        left -= min(left, len(what)) if isinstance(what, str) else 0
        if text != "":
            line.add_runs([(text, marks, link)])
    paragraph = entry.makeelement("p", {"id": str(entry.get("id"))})
    write_line(paragraph, line.take())
    return paragraph
