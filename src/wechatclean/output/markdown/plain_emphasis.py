"""The fast path of a paragraph: emphasis that surely is read as meant, which most is.

It stands apart from other emphasis, holds none, and has at its ends a letter, white space, or a few well-known
characters of punctuation; and the text has no delimiter and no escape of its own. Whatever it writes, the slow path
(:func:`wechatclean.output.markdown.paragraph.resolve`) writes as well.
"""

from __future__ import annotations

import re

from wechatclean.output.markdown.placeholders import ATOM, ATOM_END, EM, STRONG, replaced
from wechatclean.patterns import pattern

AS_STARS = {STRONG[0]: "**", STRONG[1]: "**", EM[0]: "*", EM[1]: "*", ATOM: "", ATOM_END: ""}

_POINTS = (
    "!-#%-*,-/:;?@\\[-\\]_{}、。，：；！？…—·“”‘’（）《》「」『』【】〈〉〔〕"  # punctuation in all versions of Unicode
)
_LETTER_OR_POINT = "[^\\s\ufdd0-\ufdef]"

# Points right inside of emphasis, beside a letter outside: they leave it. Of a run of the same character all do.
_OPENS_AT_POINT = pattern(
    rf"""(?P<opener>[{STRONG[0]}{EM[0]}]) (?<=\w.)
    (?P<points> (?P<point>[{_POINTS}]) (?P=point){{0,9}} ) (?!(?P=point)) (?={_LETTER_OR_POINT})""",
    re.X,
)
_CLOSES_AT_POINT = pattern(
    rf"""(?P<inside>{_LETTER_OR_POINT}) (?!(?P=inside))
    (?P<points> (?P<point>[{_POINTS}]) (?P=point){{0,9}} ) (?P<closer>[{STRONG[1]}{EM[1]}]) (?=\w)""",
    re.X,
)
_CLOSER_AT_POINT = pattern(rf"[{STRONG[1]}{EM[1]}] (?<=[{_POINTS}].) (?=\w)", re.X)  # faster to find


def _emphasis(opener: str, closer: str) -> str:
    """A pattern of one emphasis; no two of its branches match the same text, or it would try them all."""
    plain_before = rf"(?<![^\s{_POINTS}{ATOM_END}].)"
    plain_after = rf"(?=[\s{_POINTS}{ATOM}]|$)"
    return rf"""
        {opener} (?: (?=\w) | {plain_before} (?![\w\s]) )
        [^\ufdd0-\ufddf]*
        (?: (?<=\w) {closer} | (?<![\w\s]) {closer} {plain_after} )
    """


_PLAIN = pattern(
    rf"[^\ufdd0-\ufddf]* (?: (?: {_emphasis(*STRONG)} | {_emphasis(*EM)} ) (?![\ufdd0-\ufddf]) [^\ufdd0-\ufddf]* )*",
    re.X,
)


def resolve_plain(text: str) -> str | None:
    """The Markdown of *text*, which is under construction, with asterisks; ``None`` where that takes more thought.

    >>> from wechatclean.output.markdown.placeholders import emphasis
    >>> resolve_plain("茶" + emphasis(STRONG, "要热：") + "水"), resolve_plain(emphasis(STRONG, emphasis(EM, "茶")))
    ('茶**要热**：水', None)
    """
    if _CLOSER_AT_POINT.search(text):
        text = _CLOSES_AT_POINT.sub(r"\g<inside>\g<closer>\g<points>", text)
    text = _OPENS_AT_POINT.sub(r"\g<points>\g<opener>", text)
    return replaced(text, AS_STARS) if _PLAIN.fullmatch(text) else None
