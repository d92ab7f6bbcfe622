"""What site generators and note apps read in a post besides Markdown: tags, shortcodes, embeds, attribute lists.

Hexo has Nunjucks' ``{% tag %}``, ``{{ value }}`` and ``{# comment #}``; Jekyll Liquid's, and kramdown's ``{: .class}``;
Hugo ``{{< shortcode >}}`` and ``{{% shortcode %}}``; Obsidian ``[[page]]`` and ``![[embed]]``; GFM, goldmark, kramdown
and Obsidian ``[^note]``; goldmark and kramdown ``: definition`` below its term, kramdown ``*[HTML]: abbreviation``.
What shows nothing, but is a place that links lead to, stays as well: ``<a id="x"></a>``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wechatclean.patterns import pattern
from wechatclean.source.markdown.inert import inert, is_inert, only_shows
from wechatclean.source.markdown.parts import Kind, Part

_TAG = r"\{%(?:[^%{]|%(?!\})|\{(?!%)){0,2000}%\}"
_VALUE = r"\{\{(?:[^{}\n]|\}(?!\})|\{(?!\{)|\n(?=[^\n])){0,2000}\}\}"
_COMMENT = r"\{#(?:[^#{\n]|#(?!\})|\{(?!#)){0,2000}#\}"
_TEMPLATE = f"{_TAG}|{_VALUE}|{_COMMENT}"
_ATTRIBUTES = r"\{:[^{}\\\n<>`*~]{0,500}\}"
_WIKI = r"!?\[\[[^\[\]\n]{1,500}\]\](?![(\[])"
_FOOTNOTE = r"\[\^[^\s\[\]\\^<>`]{1,200}\](?![(\[:])"
_WITH_TARGET = rf"!?\[[^\[\]\n]{{0,500}}\]\([^()\n]{{0,500}}(?:{_TEMPLATE})[^()\n]{{0,500}}\)"
_HTML_TAG = rf"<(?P<element>[A-Za-z][A-Za-z0-9-]{{0,40}})\b[^<>\n]{{0,1000}}(?:{_TEMPLATE})[^<>\n]{{0,1000}}>"

TEMPLATE = pattern(_TEMPLATE)
# Signs of note apps: a highlight's, which is no line under a heading, a comment's; a tag, the name of a block, the kind
# of a callout.
_SIGNS = (
    r"(?<=[^\n=])==(?!=)|(?<!=)==(?=[^\s=<])|%%|(?<!\S)\#(?=[\w/-]{0,200}[^\W\d])[\w/-]{1,200}"
    r"|(?<=\s)\^[A-Za-z0-9-]{1,100}\Z|(?<![\s\S])\[![\w-]{1,40}\][+-]?"
)
# A definition, an abbreviation, at the start of a line.
_DEFINES = r"(?<![^\n]):(?=[ \t])|(?<![^\n])\*\[[^\[\]\n]{1,300}\]:[^\n\[\]<>]{0,500}(?![^\n])"
_NAME = r"(?:id|name)\s?=\s?(?:\"[^\"<>\n]{1,200}\"|'[^'<>\n]{1,200}'|[^\s\"'=<>`/]{1,200})"
# What shows nothing: a place that links lead to, a link without words.
PLACE = pattern(rf"<(?P<place>a|span)\s{_NAME}\s?></(?P=place)>")
WITHOUT_WORDS = pattern(r"\[\]\([^()\s<>]{0,500}\)")
INLINE = pattern(
    f"{_TEMPLATE}|(?P<attributes>{_ATTRIBUTES})|{_WIKI}|{_FOOTNOTE}|(?P<target>{_WITH_TARGET})|{_HTML_TAG}|{_SIGNS}|{_DEFINES}"
)
BEGINS = frozenset("{[!<=%#^:*")  # what begins with none of these is none of them
REFERENCE = pattern(rf"\[[^\[\]\n]{{1,300}}\]:[^\n]{{0,500}}(?:{_TEMPLATE})[^\n]{{0,500}}$")
ATTRIBUTES_ALONE = pattern(r"\{[:#.][^{}\\\n<>`]{0,500}\}[ \t]*$")
ATTRIBUTES_AT_END = pattern(r"\{[#.][^{}\\\n<>`*~]{0,500}\}$")
TASK = pattern(r"\[[ xX]\](?=\s)")
MORE = pattern(r"<!--\s{0,9}(?:more|truncate|excerpt)\s{0,9}-->", re.I)

_OPENS = pattern(r"\{%-?\s{0,9}(?P<tag>[A-Za-z_]\w{0,40})|\{\{(?P<sign>[<%])\s{0,9}(?P<code>[A-Za-z_][\w/-]{0,60})")
_CLOSES = pattern(
    r"\{%-?\s{0,9}end(?P<tag>[A-Za-z_]\w{0,40})\s{0,9}-?%\}"
    r"|\{\{(?P<sign>[<%])\s{0,9}/\s{0,9}(?P<code>[A-Za-z_][\w/-]{0,60})\s{0,9}[>%]\}\}"
)
_SHORTCODE = pattern(r"\{\{[<%](?!/\*)")
_SHOWN = pattern(r"(\{\{[<%])/\*((?:[^*]|\*(?!/)|\*/(?![>%]\}\})){0,2000})\*/([>%]\}\})")
_VOID = frozenset({"img", "br", "hr", "input", "source", "embed", "link", "meta"})  # have no end tag
_HOLD_HTML = frozenset({"raw", "verbatim", "<raw", "<rawhtml", "<html", "<unsafe"})
_HOLD_CODE = pattern(
    r"\{%-?\s{0,9}(?P<tag>codeblock|code|highlight)\b(?P<words>[^%{}]{0,500})%\}"
    r"(?P<code>.*)\{%-?\s{0,9}end(?P=tag)\s{0,9}-?%\}"
    r"|\{\{<\s{0,9}(?P<shortcode>code|highlight)\b(?P<options>[^<>{}]{0,500})>\}\}"
    r"(?P<listing>.*)\{\{<\s{0,9}/\s{0,9}(?P=shortcode)\s{0,9}>\}\}",
    re.S,
)
_HELD = 4_000  # characters that a tag within a line may hold
# Tags that hold Markdown, which their engine renders; what any other one holds is its own affair.
_HOLD_MARKDOWN = frozenset(
    "blockquote quote pullquote centerquote cq note notes tip tips admonition callout tabs tab subtabs details fold"
    " folding foldingtoggle if elsif else unless for case when ifversion endtab spoiler".split()
)


class Opening(NamedTuple):
    """A tag that another one closes.

    Attributes:
        name: the tag's name; that of a shortcode is behind its sign.
        holds_markdown: whether what stands between them is Markdown.
    """

    name: str
    holds_markdown: bool


def opening(tag: str) -> Opening | None:
    """What the engine's tag *tag* opens, if it may open anything.

    >>> opening("{% codeblock js %}")
    Opening(name='codeblock', holds_markdown=False)
    """
    found = _OPENS.match(tag)
    if not found:
        return None
    if found["tag"]:
        return Opening(found["tag"], found["tag"].lower() in _HOLD_MARKDOWN)
    return Opening(found["sign"] + found["code"], found["sign"] == "%")


def closings(text: str) -> dict[str, list[tuple[int, int]]]:
    """Where the tags that close others begin and end in *text*, in order, by the names of the others."""
    found: dict[str, list[tuple[int, int]]] = {}
    for tag in _CLOSES.finditer(text):
        found.setdefault(tag["tag"] or tag["sign"] + tag["code"], []).append(tag.span())
    return found


def is_between_blocks(tag: str) -> bool:
    """Whether the engine's tag *tag* stands before, between or behind Markdown that its engine renders."""
    if closes := _CLOSES.match(tag):
        return closes["sign"] == "%" or (closes["tag"] or "").lower() in _HOLD_MARKDOWN
    opens = opening(tag)
    return opens is not None and opens.holds_markdown


def part_of(text: str, kind: Kind) -> Part:
    """What an engine reads, *text*, as a part in which nothing runs: code as code, else what could run as text.

    >>> part_of("{{< x >}}", "block"), part_of("{{< <xmp> >}}", "inline").text
    (Part(text='{{< x >}}', kind='block', info='', source=''), '{{< &lt;xmp> >}}')
    """
    if is_inert(text):
        return Part(text, kind)
    found = _HOLD_CODE.fullmatch(text)
    return Part(*_listing(found), source=text) if found else Part(inert(text), kind, source=text)


def _listing(found: re.Match[str]) -> tuple[str, Kind, str]:
    """The code that the tags *found* hold, as a block with its info string."""
    code = (found["code"] or found["listing"] or "").rstrip(" \t").removeprefix("\n").removesuffix("\n")
    words = (found["words"] or "").split()
    if found["tag"] == "highlight":
        return code, "code", " ".join(words[:1])
    if found["shortcode"]:
        language, _, options = found["options"].strip().partition(" ")
        return code, "code", f"{language} {{{options.strip().strip(chr(34))}}}" if options else language
    language = next((word[5:] for word in words if word.startswith("lang:")), "plaintext" if words else "")
    return code, "code", " ".join([language, *(word for word in words if not word.startswith("lang:"))]).strip()


def loses_value(tag: str) -> bool:
    """Whether *tag*, one of HTML, has nothing of an engine left without the attributes that could run."""
    return has_value(tag) and not TEMPLATE.search(inert(tag))


def has_value(tag: str) -> bool:
    """Whether *tag*, one of HTML, has a value of an engine's."""
    found = INLINE.match(tag)
    return found is not None and found["element"] is not None


def is_read_as_html(tag: str, whole: str) -> bool:
    """Whether *whole*, *tag* with what it holds, is cleaned as any HTML, since something in it could run."""
    opens = opening(tag)
    return opens is not None and opens.name in _HOLD_HTML and not is_inert(whole)


def without_layer(code: str) -> str:
    """*code* as Hugo shows it, where all shortcodes in it are written to be shown, not to be read.

    >>> without_layer("{{</* figure */>}}"), without_layer("{{< a >}}{{</* b */>}}")
    ('{{< figure >}}', '{{< a >}}{{</* b */>}}')
    """
    if ("{{<" not in code and "{{%" not in code) or _SHORTCODE.search(code):
        return code
    return _SHOWN.sub(r"\1\2\3", code)


def part_at(text: str, at: int, end: int) -> int:
    """Where the part that begins at *at* ends, with what its tag holds; -1 where none begins."""
    found = INLINE.match(text, at, end)
    if not found:
        return -1
    held = text[found.end() : min(end, found.end() + _HELD)]
    if element := found["element"]:
        if loses_value(found[0]):
            return -1  # of what may stay, nothing is an engine's
        stop = 0 if element.lower() in _VOID else held.find(f"</{element}>") + len(element) + 3
        stop = found.end() + stop if stop == 0 or stop > len(element) + 2 else -1
        return stop if only_shows(element) else -1
    if (found["attributes"] or found["target"]) and not is_inert(found[0]):
        return -1
    opens = opening(found[0])
    if opens and not opens.holds_markdown:
        for _, stop in closings(held).get(opens.name, [])[:1]:
            whole = text[at : found.end() + stop]
            return found.end() if is_read_as_html(found[0], whole) else found.end() + stop
    return found.end()
