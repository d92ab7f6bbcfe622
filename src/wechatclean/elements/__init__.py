"""WeChat's own elements, and those of HTML as its editors use them: a short rule for each, and tables of the rules.

In comes an element that the walk has met; out goes what the rule writes into the builder, and its answer (see
:class:`~wechatclean.layout.rules.Outcome`). A rule knows nothing of the page around the article or of Markdown.

Under the rules of each module stand their rows: ``TAGS``, ``CLASSES`` (a word of the ``class`` attribute) and
``ATTRIBUTES``; and ``SHOWS``, which says what an element shows that is not text in it, for the article's coverage.
Cards and players are read by functions that return a :class:`~wechatclean.elements.reading.Reading`; the rule, and what
is shown, follow from it.
Rules of attributes are asked first, then those of classes, then those of tags. The first line of a
rule's docstring is its line in ``docs/elements.md``.
"""

from __future__ import annotations

from wechatclean.elements import callouts, captions, cards, code, html, parts, pictures, players, quotes, tasks, votes
from wechatclean.elements.editors import traces_in
from wechatclean.elements.formulas import rules as formulas
from wechatclean.elements.reading import EmbedReader, all_shows_of, rules_of
from wechatclean.elements.unshown import UNSHOWN
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import NOT_MINE, OnLeave, Outcome, Reader, Rule, Shows

_PLUGINS: dict[str, EmbedReader] = {
    "mpprofile": cards.profile,
    "poi": cards.place,
    "insertaudio": players.audio,
    "mpvideosnap": players.channel,
}
PLUGINS: dict[str, Rule] = {"emotion": pictures.sticker, **rules_of(_PLUGINS)}
_PLUGINS_SHOW: dict[str, Reader] = {"emotion": pictures.sticker_shows, **all_shows_of(_PLUGINS)}


def plugin(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A card by its ``data-pluginname``, whatever its tag."""
    rule = PLUGINS.get(el.get("data-pluginname") or "")
    return rule(builder, el) if rule else NOT_MINE


def _plugin_shows(el: Element, inside: Inside) -> Shows | None:
    read = _PLUGINS_SHOW.get(el.get("data-pluginname") or "")
    return read(el, inside) if read else None


_BY_TAG = players.TAGS | cards.TAGS
_BY_CLASS = players.CLASSES

RULES = Rules(
    tags=html.TAGS
    | captions.TAGS
    | code.TAGS
    | formulas.TAGS
    | pictures.TAGS
    | rules_of(_BY_TAG)
    | tasks.TAGS
    | votes.TAGS
    | quotes.TAGS,
    classes=code.CLASSES | formulas.CLASSES | rules_of(_BY_CLASS) | quotes.CLASSES | tasks.CLASSES | callouts.CLASSES,
    attributes=formulas.ATTRIBUTES
    | votes.ATTRIBUTES
    | parts.ATTRIBUTES
    | tasks.ATTRIBUTES
    | {"data-pluginname": plugin},
    unshown=UNSHOWN,
    shows=html.SHOWS
    | formulas.SHOWS
    | pictures.SHOWS
    | tasks.SHOWS
    | votes.SHOWS
    | quotes.SHOWS
    | all_shows_of(_BY_TAG)
    | {f".{word}": shows for word, shows in all_shows_of(_BY_CLASS).items()}
    | {"[data-pluginname]": _plugin_shows},
    painted=pictures.backdrop,
    painted_by=pictures.PAINTED_BY,
    painter=pictures.paint,
    listing=code.listing,
    traces=traces_in,
)
