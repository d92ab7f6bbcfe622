"""How the body of a post is read: as HTML where it is HTML throughout, else as Markdown.

A generator renders HTML blocks as they are, up to the next blank line, and Markdown between them (CommonMark 0.31,
section 4.6). Posts that are made of a page by a tool are one HTML text, with blank lines wherever the page had them;
nothing in them is meant as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wechatclean.errors import DocumentError
from wechatclean.html.characters import plain_bytes
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.source.markdown.html import has_pictures, pieces, with_parts
from wechatclean.source.markdown.parts import Part, Parts


@dataclass(frozen=True)
class Body:
    """The body of a post.

    Attributes:
        html: what the walk reads.
        parts: what the marks in it stand for.
        is_markdown: whether it was Markdown, or mixed with it.
    """

    html: str
    parts: tuple[Part, ...] = ()
    is_markdown: bool = False


def read_body(text: str, notes: Notes) -> Body:
    """The body of a post, which *text* is.

    Raises:
        DocumentError: it is empty, or Markdown where markdown-it-py is not installed.
    """
    text = plain_bytes(text).decode()  # a tag that a control character breaks would be a whole one without it
    if not text.strip():
        raise DocumentError("nothing stands below the front matter")
    if is_html(text):
        parts = Parts()
        return Body(with_parts(text, parts), tuple(parts))
    from wechatclean.source.markdown.reader import to_html

    html, found = to_html(text, notes)
    return Body(html, tuple(found), is_markdown=True)


_ENDS = r"(?![\w\x80-\U0010ffff])"  # the name of a tag; the long s and the dotless i are none of its letters
_PAGE = pattern(rf"\s*<(?:!doctype|html|head|body){_ENDS}", re.I | re.A)
_BLANK_LINES = pattern(r"\n[ \t\r]*\n\s*")
_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|pre|script|search|section|style|summary|svg|table|tbody|td"
    "|textarea|tfoot|th|thead|title|tr|track|ul"
)
_STARTS_BLOCK = pattern(
    rf"</?(?:{_BLOCK_NAMES})(?=[\s/>])|<[!?]|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?>[ \t\r]*(?:\n|$)", re.I | re.A
)
INTERRUPTS = pattern(rf"</?(?:{_BLOCK_NAMES})(?=[\s/>])|<[!?]", re.I | re.A)  # a paragraph, where it begins a line
_HAS_ELEMENT = pattern(rf"<(?:{_BLOCK_NAMES}|img|br){_ENDS}", re.I | re.A)
_NESTING = pattern(
    rf"<(/?)(?:div|section|article|blockquote|table|tbody|tr|td|th|ul|ol|dl|figure|center|details|main|header|footer){_ENDS}",
    re.I | re.A,
)
# What is no word of a text, but Markdown.
_SIGNS = pattern(
    r"""
    ^[ ]{0,3}(?: \#{1,6}[ \t]\S | (?:`{3}|~{3}) | >[ \t]?\S | [-*+][ \t]+\S | [0-9]{1,9}[.)][ \t]+\S
               | (?:\*[ ]?){3,}\r?$ | (?:-[ ]?){3,}\r?$ | (?:_[ ]?){3,}\r?$ | =+\r?$ | \|?[ ]?:?-+:?[ ]?\|[-:| ]*\r?$
               | \[[^\]\n]+\]:[ ]?\S )
    | \*\*[^\s*] | __[^\s_] | ~~[^\s~] | (?<![\w*])\*[^\s*] [^*\n]* [^\s*]\*(?![\w*])
    | `[^`\n]+` | \]\( | \]\[ | \[\^ | \$\$ | \\[!-/:-@\[-`{-~] | <(?:https?|mailto):
    """,
    re.X | re.M,
)


# How this library writes in Markdown what only HTML can say.
_OURS = pattern(r"\s*(?:<table>\n<tr>|<[ou]l[^<>]*>\n<li|<pre><code)")
_COMMENT = pattern(r"\s*<!--(?:[^-]|-(?!->))*-->\s*")


def is_html(text: str) -> bool:
    """Whether *text* is HTML and nothing else.

    >>> is_html("<div>\\n\\n春水\\n\\n</div>"), is_html("<div>\\n\\n## 春水\\n\\n</div>"), is_html("春水\\n\\n<br>")
    (True, False, False)
    """
    if _PAGE.match(text):
        return True
    if not _HAS_ELEMENT.search(text) or has_pictures(text):
        return False
    depth = ours = others = 0
    for is_opaque, chunk in _chunks(text):
        is_ours = _OURS.match(chunk) is not None
        ours += is_ours
        others += not is_ours and not _COMMENT.fullmatch(chunk)
        is_block = is_opaque or _STARTS_BLOCK.match(chunk.lstrip())
        if not is_block and (not depth or _SIGNS.search(chunk)):
            return False
        depth = max(0, depth + sum(-1 if found[1] else 1 for found in _NESTING.finditer(chunk)))
    return not ours or others > 0


def _chunks(text: str) -> Iterator[tuple[bool, str]]:
    """*text* between blank lines, and of each chunk whether it begins within a tag, a comment or code."""
    inside = [(0, 0)]
    at = 0
    for piece, is_text in pieces(text):
        if not is_text and "\n" in piece:
            inside.append((at, at + len(piece)))
        at += len(piece)
    start, n = 0, 0
    for blank in [*_BLANK_LINES.finditer(text), None]:
        end = blank.start() if blank else len(text)
        while n + 1 < len(inside) and inside[n + 1][0] < start:
            n += 1
        if text[start:end].strip():
            yield inside[n][0] < start < inside[n][1], text[start:end]
        start = blank.end() if blank else end
