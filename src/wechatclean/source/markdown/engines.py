"""What site generators and note apps read in a post besides Markdown: tags, shortcodes, embeds, attribute lists.

Hexo has Nunjucks' ``{% tag %}``, ``{{ value }}`` and ``{# comment #}``; Jekyll Liquid's, and kramdown's ``{: .class}``;
Hugo ``{{< shortcode >}}`` and ``{{% shortcode %}}``; Obsidian ``[[page]]`` and ``![[embed]]``; GFM, goldmark, kramdown
and Obsidian ``[^note]``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LENGTH = "0,2000"
_TAG = rf"\{{%(?:[^%]|%(?!\}})){{{_LENGTH}}}%\}}"
_VALUE = rf"\{{\{{(?:[^}}\n]|\}}(?!\}})|\n(?=[^\n])){{{_LENGTH}}}\}}\}}"
_COMMENT = rf"\{{#(?:[^#\n]|#(?!\}})){{{_LENGTH}}}#\}}"
_TEMPLATE = f"{_TAG}|{_VALUE}|{_COMMENT}"
_ATTRIBUTES = r"\{:[^{}\\\n<>`]{0,500}\}"
_WIKI = r"!?\[\[[^\[\]\n]{1,500}\]\](?![(\[])"
_FOOTNOTE = r"\[\^[^\s\[\]\\^]{1,200}\](?![(\[:])"
_WITH_TARGET = rf"!?\[[^\[\]\n]{{0,500}}\]\([^()\n]{{0,500}}(?:{_TEMPLATE})[^()\n]{{0,500}}\)"
_HTML_TAG = rf"<[A-Za-z][^<>\n]{{0,1000}}(?:{_TEMPLATE})[^<>\n]{{0,1000}}>"

TEMPLATE = re.compile(_TEMPLATE)
INLINE = re.compile("|".join((_TEMPLATE, _ATTRIBUTES, _WIKI, _FOOTNOTE, _WITH_TARGET, _HTML_TAG)))
BEGINS = frozenset("{[!<")  # what begins with none of these is none of them
ATTRIBUTES_AT_END = re.compile(r"\{[#.][^{}\\\n<>`]{0,500}\}$")
TASK = re.compile(r"\[[ xX]\](?=\s)")
MORE = re.compile(r"<!--\s{0,9}(?:more|truncate|excerpt)\s{0,9}-->", re.I)

_PAIRED = re.compile(r"\{%-?\s{0,9}(?P<tag>[A-Za-z_]\w{0,40})|\{\{(?P<sign>[<%])\s{0,9}(?P<code>[A-Za-z_][\w/-]{0,60})")
_CLOSES = re.compile(r"\{%-?\s{0,9}end(?P<tag>[A-Za-z_]\w{0,40})|\{\{%\s{0,9}/\s{0,9}(?P<code>[A-Za-z_][\w/-]{0,60})")
# Tags that hold Markdown, which their engine renders; what any other one holds is its own affair.
_HOLD_MARKDOWN = frozenset(
    "blockquote quote pullquote centerquote cq note notes tip tips admonition callout tabs tab subtabs details fold"
    " folding foldingtoggle if elsif else unless for case when ifversion endtab spoiler".split()
)


class Opening(NamedTuple):
    """A tag that another one closes.

    Attributes:
        end: finds the tag that closes it.
        holds_markdown: whether what stands between them is Markdown.
    """

    end: re.Pattern[str]
    holds_markdown: bool


def opening(tag: str) -> Opening | None:
    """What the engine's tag *tag* opens, if it may open anything."""
    found = _PAIRED.match(tag)
    if not found:
        return None
    if name := found["tag"]:
        end = re.compile(rf"\{{%-?\s{{0,9}}end{re.escape(name)}\s{{0,9}}-?%\}}")
        return Opening(end, name.lower() in _HOLD_MARKDOWN)
    sign, name = found["sign"], found["code"]
    end = re.compile(rf"\{{\{{{sign}\s{{0,9}}/\s{{0,9}}{re.escape(name)}\s{{0,9}}{'>' if sign == '<' else '%'}\}}\}}")
    return Opening(end, sign == "%")


def is_between_blocks(tag: str) -> bool:
    """Whether the engine's tag *tag* stands before or behind Markdown that it holds."""
    closes, opens = _CLOSES.match(tag), opening(tag)
    name = closes and (closes["tag"] or "").lower()
    return bool(closes and (closes["code"] or name in _HOLD_MARKDOWN)) or bool(opens and opens.holds_markdown)


def part_at(text: str, at: int, end: int) -> int:
    """Where the part of an engine's that begins at *at* ends, with what it holds; -1 where none begins."""
    found = INLINE.match(text, at, end)
    if not found:
        return -1
    opens = opening(found[0])
    closing = opens.end.search(text, found.end(), end) if opens and not opens.holds_markdown else None
    return closing.end() if closing else found.end()
