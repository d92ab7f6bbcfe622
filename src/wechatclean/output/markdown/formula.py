"""TeX that stands in Markdown: it means the same, and no parser of Markdown reads it for its own."""

from __future__ import annotations

import re

_TAG, _LINK, _STRIKE, _CODE = map(re.compile, ("<(?=[A-Za-z/!?])", r"\](?=[(\[:])", "~(?=~)", "`.*`"))


def without_markup(tex: str) -> str:
    r"""*tex* without tags, links, code and what strikes through: TeX minds no spaces, and has other words for signs.

    >>> without_markup("[a](b)<c~~d")
    '[a] (b)\\lt c~ ~d'
    """
    tex = _STRIKE.sub("~ ", _LINK.sub("] ", _TAG.sub(r"\\lt ", tex)))
    return _CODE.sub(lambda found: found[0].replace("`", r"\lq{}"), tex)
