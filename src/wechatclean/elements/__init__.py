"""WeChat's own elements, and what its editors make of HTML's: one short rule each, and tables of them.

A rule is called where the walk meets its element. It writes into the builder and returns ``True`` when it has dealt
with all of the element, ``False`` when the walk should go on inside, a function to call when the walk leaves it, or
``None`` when the element is not its own, so that the next rule is asked.
The first line of a rule's docstring is its line in ``docs/elements.md``. The rows stand under the rules in each
module here: ``TAGS``, ``CLASSES`` (a word of the ``class`` attribute) and ``ATTRIBUTES``; an attribute comes before a
class, and a class before a tag.
"""

from __future__ import annotations

from wechatclean.elements import cards, formulas, pictures, players, quotes
from wechatclean.elements import html as plain
from wechatclean.layout.builder import ArticleBuilder, Outcome, Rule
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.normal_form import Element

PLUGINS: dict[str, Rule] = {
    "mpprofile": cards.profile,
    "poi": cards.place,
    "emotion": pictures.sticker,
    "insertaudio": players.audio,
    "mpvideosnap": players.channel,
}


def plugin(builder: ArticleBuilder, el: Element) -> Outcome:
    """A card by its ``data-pluginname``, whatever its tag."""
    rule = PLUGINS.get(el.get("data-pluginname") or "")
    return rule(builder, el) if rule else None


RULES = Rules(
    tags=plain.TAGS | pictures.TAGS | players.TAGS | cards.TAGS | quotes.TAGS,
    classes=plain.CLASSES | formulas.CLASSES | players.CLASSES | quotes.CLASSES,
    attributes=formulas.ATTRIBUTES
    | pictures.ATTRIBUTES
    | cards.ATTRIBUTES
    | plain.ATTRIBUTES
    | {"data-pluginname": plugin},
    painted=pictures.background,
)
