"""Kinds of elements, as the HTML Standard tells them apart where it makes a tree of tags (section 13.2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
RAW = frozenset("script style textarea title xmp iframe noembed noframes noscript".split())  # hold no tags
SPECIAL = HEADINGS | frozenset(
    "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd"
    " details dir div dl dt embed fieldset figcaption figure footer form frame frameset head header hgroup hr html"
    " iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param"
    " plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead"
    " title tr track ul wbr xmp".split()
)

# What ends a paragraph by its start tag.
BLOCKS = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup"
    " listing main menu nav ol pre search section summary ul".split()
)
END_PARAGRAPHS = BLOCKS | HEADINGS | {"p", "form", "li", "dd", "dt", "hr", "table"}
ITEMS: Mapping[str, tuple[str, ...]] = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}  # each ends the others
ITEMS_PASS = frozenset({"address", "div", "p"})  # special ones that an item ends with the item before it
IMPLIED = frozenset("dd dt li optgroup option p rb rp rt rtc".split())  # their end tags may be left out
RUBY = frozenset({"rb", "rp", "rt", "rtc"})

TABLE_PARTS = frozenset({"table", "tbody", "tfoot", "thead", "tr"})  # hold no text
# What each part of a table stands in; what is open in between ends with it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "tr": ("tbody", "tfoot", "thead", "table"),
    "td": ("tr", "tbody", "tfoot", "thead", "table"),
    "th": ("tr", "tbody", "tfoot", "thead", "table"),
    **dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead"), ("table",)),
    "col": ("colgroup", "table"),
}
IN_TABLES = frozenset({"script", "style", "template"})  # stay in a table wherever they are
# What formatting outside does not reach into.
MARKED = frozenset("td th caption applet marquee object template".split())

# Elements of SVG and MathML in which HTML goes on, and those of HTML that end SVG and MathML.
INTEGRATION = frozenset("foreignobject desc title mi mo mn ms mtext annotation-xml".split())
BREAKOUT = HEADINGS | frozenset(
    "b big blockquote body br center code dd div dl dt em embed hr i img li listing menu meta nobr ol p pre ruby s"
    " small span strong strike sub sup table tt u ul var".split()
)

# Where a search for an open element ends: names, and kinds of elements as :func:`kinds_of` has them.
SCOPE = ("*scope",)
BUTTON_SCOPE = (*SCOPE, "button")
LIST_SCOPE = (*SCOPE, "ol", "ul")
TABLE_SCOPE = ("table", "template")


@lru_cache(1000)
def kinds_of(name: str, foreign: bool) -> tuple[str, ...]:
    """*name*, and the kinds that an element of this name belongs to in HTML, or in SVG and MathML.

    >>> kinds_of("b", False), kinds_of("td", True), kinds_of("desc", True)
    (('b', '*html'), ('td', '*marked', '*scope'), ('desc', '*special', '*holds items', '*scope'))
    """
    integrates = foreign and name in INTEGRATION
    special = integrates if foreign else name in SPECIAL
    belongs = {
        "*html": not foreign,
        "*special": special,
        "*holds items": special and (foreign or name not in ITEMS_PASS),
        "*marked": name in MARKED,
        "*scope": name in MARKED or name == "table" or integrates,
    }
    return name, *(kind for kind, does in belongs.items() if does)
