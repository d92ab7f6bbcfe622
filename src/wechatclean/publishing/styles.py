"""The styles that the library knows. To add one, write one named value here and its folder of documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from wechatclean.output.markdown.engine import Engine, backslash
from wechatclean.publishing.style import Style, as_timestamp, in_a_list, on_the_wall, with_offset

# --- engines ------------------------------------------------------------------------------------------------------

_SHORTCODE = re.compile(r"\{\{(?:<((?:(?!>\}\}|\{\{[<%]).)*)>|%((?:(?!%\}\}|\{\{[<%]).)*)%)\}\}", re.S)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\b")
_SUMMARY_END = "<!--more-->"  # Hugo takes it out of code, too


def commented(code: str) -> str | None:
    """Code that shows shortcodes, each as Hugo wants it: ``{{</* x */>}}``; ``None`` where one does not end."""
    rest = _SHORTCODE.sub("", code)
    if "{{<" in rest or "{{%" in rest or _SUMMARY_END in rest:
        return None
    return _SHORTCODE.sub(lambda found: _commented(found[1], "<>") or _commented(found[2], "%%"), code)


def _commented(inner: str | None, signs: str) -> str:
    return "" if inner is None else f"{{{{{signs[0]}/*{inner}*/{signs[1]}}}}}"


def without_raw(code: str) -> str | None:
    """Code that Hexo keeps from Nunjucks by a raw tag of its own, which one in the code, in a quote, would end."""
    return None if _RAW.search(code) else code


# Templates of Nunjucks: a block of code is mostly safe, but a span with {% raw %} in it vanishes.
_NUNJUCKS = Engine(re.compile(r"\{[{%#]|#\}"), code_span="html", code_block=without_raw)
# Liquid's templates, which come before Markdown and know no code; kramdown's formulas, tables by any pipe, attributes,
# abbreviations, names of links, definitions, ends of blocks.
_LIQUID = Engine(re.compile(r"\{[{%:]|\$\$|\||\*\[|\]:|^:[ \t]|^\^[ \t]*$", re.M), code_span="html", code_block="html")
# Shortcodes (of all braces, since the others may begin a tag to who reads the document), the end of the summary,
# definitions, attributes of a heading; a box to tick, which goldmark reads wherever it is the first bracket of an item.
_SHORTCODES = Engine(
    re.compile(
        r"\{\{[<%]|\{(?=\{{1,9}[<%])|(?<=\{)\{(?=[<%])"
        r"|\{(?=\{(?:[^{}]|\}(?!\})|\{(?!\{)){0,2000}\{\{[<%])"
        r"|<!--more-->|^:[ \t]|\{[#.][^{}]*\}\s*\Z|\[(?=[ \txX]\])|(?<=\[[ \txX])\]",
        re.M,
    ),
    code_span=commented,
    code_block=commented,
)
# Highlights, comments, links, callouts, tags, names of blocks, formulas, TeX.
_NOTES = Engine(
    re.compile(
        r"==|%%|\[(?=\[?[^\[\]\n]*\]\])|\]\]|^\[!|(?<!\S)#(?=[\d/-]*[^\W\d])|\^[A-Za-z0-9-]+\s*\Z|\$(?=[^$]*\$)|\\[A-Za-z]"
    ),
    escape=backslash,
)


def hugo_key(key: str, value: object) -> str:
    """``url`` is the page's own address to Hugo, which stops at one of another site."""
    is_foreign = key == "url" and isinstance(value, str) and re.match(r"\s{0,3}(?:https?:)?//", value, re.I)
    return "canonicalURL" if is_foreign else key


# --- the styles ---------------------------------------------------------------------------------------------------

PLAIN = Style(
    fields=(
        ("title", "title"),
        ("author", "author"),
        ("account.name", "account"),
        ("published_at", "date"),
        ("modified_at", "updated"),
        ("digest", "description"),
        ("cover", "cover"),
        ("url", "url"),
        ("source_url", "source_url"),
        ("categories", "categories"),
        ("tags", "tags"),
        ("album.title", "album"),
        ("repost.account", "repost"),
        ("location", "location"),
        ("language", "lang"),
        ("is_original", "is_original"),
        ("claims", "claims"),
        ("is_paid", "is_paid"),
        ("is_truncated", "is_truncated"),
        ("kind", "kind"),
        ("site", "site"),
    ),
    needs=frozenset(),
    fences=frozenset({"---", "+++", "{"}),
)
HEXO = Style(
    fields=(
        ("title", "title"),
        ("author", "author"),
        ("published_at", "date"),
        ("modified_at", "updated"),
        ("categories", "categories"),
        ("tags", "tags"),
        ("digest", "description"),
        ("cover", "cover"),
        ("url", "url"),
    ),
    date=with_offset,
    file_name="DATE-TITLE.md",
    folder="NAME/",
    prefix="",
    engine=_NUNJUCKS,
)
HUGO = Style(
    fields=(
        ("title", "title"),
        ("author", "author"),
        ("published_at", "date"),
        ("modified_at", "lastmod"),
        ("categories", "categories"),
        ("tags", "tags"),
        ("digest", "description"),
        ("cover", "images"),
        ("url", "canonicalURL"),
    ),
    key=hugo_key,
    date=as_timestamp,
    picture=in_a_list,
    fences=frozenset({"---", "+++", "{"}),
    file_name="content/posts/TITLE/index.md",
    folder="",
    prefix="",
    engine=_SHORTCODES,
)
JEKYLL = Style(
    fields=(
        ("title", "title"),
        ("author", "author"),
        ("published_at", "date"),
        ("modified_at", "last_modified_at"),
        ("categories", "categories"),
        ("tags", "tags"),
        ("digest", "description"),
        ("cover", "image"),
        ("url", "canonical_url"),
    ),
    date=with_offset,
    file_name="DATE-TITLE.md",
    folder="/assets/NAME/",
    prefix="/assets/NAME/",
    engine=_LIQUID,
)
OBSIDIAN = Style(
    fields=(
        ("title", "title"),
        ("author", "author"),
        ("published_at", "created"),
        ("modified_at", "modified"),
        ("categories", "categories"),
        ("tags", "tags"),
        ("digest", "description"),
        ("cover", "cover"),
        ("url", "url"),
    ),
    needs=frozenset(),
    date=on_the_wall,
    space=" ",
    folder="attachments/",
    prefix="attachments/",
    engine=_NOTES,
)

STYLES: Mapping[str, Style] = MappingProxyType(
    {"plain": PLAIN, "hexo": HEXO, "hugo": HUGO, "jekyll": JEKYLL, "obsidian": OBSIDIAN}
)


def as_style(value: object) -> Style:
    """*value*, or the style that it names.

    Raises:
        TypeError: it is neither a style nor a name.
        ValueError: no style has this name.
    """
    if isinstance(value, Style):
        return value
    if isinstance(value, str):
        return style_named(value)
    raise TypeError(f"a style, such as wechatclean.HEXO, or its name is wanted, not {value!r:.80}")


def style_named(name: str) -> Style:
    """The style that a command line or a settings file names, in any case.

    Raises:
        ValueError: no style has this name.
    """
    if name.lower() not in STYLES:
        raise ValueError(f"{name!r} is none of {', '.join(STYLES)}")
    return STYLES[name.lower()]
