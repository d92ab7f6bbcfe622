"""TeX that stands in Markdown: it means the same, and no parser of Markdown reads it for its own."""

from __future__ import annotations

from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import is_formula, tex_in

_TAG = pattern("<(?=[A-Za-z\\u017f\\u212a/!?])")  # the long s and the Kelvin sign are letters of a tag to goldmark
_LINK, _TWICE, _TICK = map(pattern, (r"\](?=[(\[:])", r"([~*])(?=\1)", r"(?<!\\)((?:\\\\){0,99})`"))


def without_markup(tex: str) -> str:
    r"""*tex* without tags, links, marks that are written twice, and backticks, which would begin or end code.

    TeX minds no spaces, and has other words for signs.

    >>> without_markup("[a](b)<c~~d**e`f")
    '[a] (b)\\lt c~ ~d* *e\\lq{}f'
    """
    tex = _TWICE.sub(r"\1 ", _LINK.sub("] ", _TAG.sub(r"\\lt ", tex)))
    return _TICK.sub(r"\1\\lq{}", tex)  # but for an accent: Markdown takes it for escaped


def between_dollars(tex: str, following: str) -> str:
    """``$tex$`` before the character *following*; in braces, which TeX minds as little, where it could be money.

    >>> between_dollars("x", "，"), between_dollars("总和", "，")
    ('$x$', '${总和}$')
    """
    is_read = is_formula(tex_in(tex), following)  # as its reader sees it
    return f"${tex}$" if is_read else f"${{{tex}}}$"
