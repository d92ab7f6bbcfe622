"""WeChat's own elements, and those of HTML as its editors use them: a short rule for each, and tables of the rules.

In comes an element that the walk has met; out goes what the rule writes into the builder, and its answer (see
:class:`~wechatclean.layout.rules.Outcome`). A rule knows nothing of the page around the article or of Markdown.

Under the rules of each module stand their rows: ``TAGS``, ``CLASSES`` (a word of the ``class`` attribute) and
``ATTRIBUTES``. Rules of attributes are asked first, then those of classes, then those of tags. The first line of a
rule's docstring is its line in ``docs/elements.md``.
"""

from __future__ import annotations

from wechatclean.elements import cards, formulas, html, parts, pictures, players, quotes
from wechatclean.elements.editors import traces_in
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import NOT_MINE, OnLeave, Outcome, Rule

PLUGINS: dict[str, Rule] = {
    "mpprofile": cards.profile,
    "poi": cards.place,
    "emotion": pictures.sticker,
    "insertaudio": players.audio,
    "mpvideosnap": players.channel,
}


def plugin(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A card by its ``data-pluginname``, whatever its tag."""
    rule = PLUGINS.get(el.get("data-pluginname") or "")
    return rule(builder, el) if rule else NOT_MINE


RULES = Rules(
    tags=html.TAGS | pictures.TAGS | players.TAGS | cards.TAGS | quotes.TAGS,
    classes=html.CLASSES | formulas.CLASSES | players.CLASSES | quotes.CLASSES,
    attributes=formulas.ATTRIBUTES
    | pictures.ATTRIBUTES
    | cards.ATTRIBUTES
    | parts.ATTRIBUTES
    | {"data-pluginname": plugin},
    painter=pictures.background,
    traces=traces_in,
)
