"""Places where a page may state a fact about its article, as values that a field or a site can list.

A selector gives what is written in its place, or ``None``; what that means is the converter's business. Selectors
are equal by value and can be pickled: they name a function of a module and its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from wechatclean.html.entities import decode
from wechatclean.html.visibility import visible_text
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Page
from wechatclean.selectors.saved_from import saved_from
from wechatclean.source.markup import tags_of

LINK_LABELS = ("原文链接", "原文地址", "链接")
_MOST_TITLES = 20  # that are looked at: drawings have some, too
_TITLE = pattern(r"<title[^<>]{0,200}>([^<]{1,500})</title")
_BASE = pattern(r"""<base\s{1,9}(?:target=\S{1,20}\s{1,9})?href\s?=\s?["']?(https?://[^\s"'<>]{1,2000})""", re.I)
_CANONICAL = pattern(r"""<link\s(?=[^<>]{0,2000}\brel\s?=\s?["']?canonical\b)[^<>]{1,4000}>""", re.I)
_HREF = pattern(r"""\shref\s?=\s?["']?(https?://[^\s"'<>]{1,2000})""", re.I)
_HEAD = 256 * 1024
_COLONS = ":：|｜ \t\n\u3000"
_SITE_SUFFIX = pattern(r"[\s_|·–—-]{1,5}\Z")


@dataclass(frozen=True)
class Part:
    """A part of a page that many do not have, so that its selectors need not be asked.

    Attributes:
        name: what it is.
        is_there: whether a page has it.
        is_checked: whether what it states is compared with what other places state.
    """

    name: str
    is_there: Callable[[Page], object]
    is_checked: Callable[[Page], object] = bool


def _front(page: Page) -> object:
    return page.front


def _stated(page: Page) -> object:
    return page.stated


def _has_own_tags(page: Page) -> bool:
    return not page.source.is_bare


def _outside(page: Page) -> object:
    return page.outside or page.body.keys()


FRONT = Part("front matter", _front)
STATED = Part("lines taken out of the content", _stated)
SCRIPTS = Part("scripts", _has_own_tags)
HEAD = Part("head", _has_own_tags)
OUTSIDE = Part("elements around the content, and that which holds it", _outside)
PAGE = Part("page", bool)


@dataclass(frozen=True)
class Selector:
    """One place of a page.

    Attributes:
        where: the place in words, for the documentation.
        function: reads the place; called with a page and *arguments*.
        arguments: what *function* needs to know besides.
        part: the part of a page that it lies in.
        key: the key of the front matter, if it is one.
        weak: whether it often states something else, so that contradicting it means nothing.
    """

    where: str
    function: Callable[..., object]
    arguments: tuple[Any, ...] = ()
    part: Part = PAGE
    key: str | None = None
    weak: bool = False

    def read(self, page: Page) -> object:
        """What *page* states here, or ``None``."""
        return self.function(page, *self.arguments)


def front(*path: str) -> Selector:
    """A key of the front matter, or one within another."""
    return Selector(f"front matter `{'.'.join(path)}`", _front_at, path, FRONT, key=path[0])


def stated(name: str) -> Selector:
    """What the body said in a line that was taken out of it, as feeds write it."""
    return Selector("a line of the feed's own in the content", _stated_as, (name,), STATED)


def script(name: str) -> Selector:
    """A script variable; its text carries one level of entities."""
    return Selector(f"script variable `{name}`", script_value, (name,), SCRIPTS)


def meta(name: str) -> Selector:
    """A ``<meta>`` tag of the head by its ``property`` or ``name``."""
    return Selector(f"`<meta {name}>`", _meta, (name,), HEAD)


def by_id(name: str, attribute: str | None = None, *, after: str = "") -> Selector:
    """The text of an element around the body, or an attribute, which may be one of the body's own element.

    Text is read without the label *after*: ``by_id("writer", after="作者")`` finds 阿茶 in 作者：阿茶.
    """
    where = f"`#{name}`" if attribute is None else f"`#{name}[{attribute}]`"
    return Selector(where + _behind(after), _by_id, (name, attribute, after), OUTSIDE)


def by_class(name: str, number: int = 0, attribute: str | None = None, *, after: str = "") -> Selector:
    """The same as :func:`by_id`, of the first element of a class or a later one."""
    where = f".{name}" if attribute is None else f".{name}[{attribute}]"
    which = f" (number {number + 1})" if number else ""
    return Selector(f"`{where}`{which}{_behind(after)}", _by_class, (name, number, attribute, after), OUTSIDE)


def _behind(after: str) -> str:
    return f" behind {after}" if after else ""


def each_of_class(name: str) -> Selector:
    """The texts of all elements of a class around the body."""
    return Selector(f"each `.{name}`", _each_of_class, (name,), OUTSIDE)


def label(*words: str) -> Selector:
    """What follows one of *words* and a colon above the content, as tools that keep articles write it."""
    return Selector(f"a line `{words[0]}: …` above the content", _labelled, words, OUTSIDE, weak=True)


def within(value: object, path: tuple[str, ...]) -> object:
    """The value at *path* in nested mappings."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def decoded(value: object) -> object:
    """*value* without one level of entities, where it is text."""
    return decode(value) if isinstance(value, str) else value


def script_value(page: Page, name: str) -> object:
    """What the script variable *name* is given."""
    return decoded(page.source.script(name))


def _front_at(page: Page, *path: str) -> object:
    return within(page.front, path)


def _stated_as(page: Page, name: str) -> object:
    return page.stated.get(name)


def _meta(page: Page, name: str) -> str | None:
    return page.source.meta.get(name)


def _by_id(page: Page, name: str, attribute: str | None, after: str) -> str | None:
    element = page.by_id.get(name)
    return _of_body(page, "id", name, attribute) if element is None else _written(element, attribute, after)


def _by_class(page: Page, name: str, number: int, attribute: str | None, after: str) -> str | None:
    elements = page.by_class.get(name, ())
    if number < len(elements):
        return _written(elements[number], attribute, after)
    return _of_body(page, "class", name, attribute)


def _of_body(page: Page, key: str, name: str, attribute: str | None) -> str | None:
    """An attribute of the body's own element; its text is the content."""
    is_named = attribute is not None and name in (page.body.get(key) or "").split()
    return page.body.get(attribute) if is_named and attribute else None


def _written(element: etree._Element, attribute: str | None, after: str) -> str | None:
    if attribute is not None:
        return element.get(attribute)
    text = visible_text(element)
    return text.strip().removeprefix(after).lstrip(_COLONS) if after else text


def _each_of_class(page: Page, name: str) -> list[str] | None:
    return [visible_text(element) for element in page.by_class.get(name, ())] or None


def _labelled(page: Page, *words: str) -> str | None:
    return next((page.labels[word] for word in words if word in page.labels), None)


def _head_title(page: Page) -> str | None:
    titles = islice(tags_of(_TITLE, page.source.markup, 1 << 20), _MOST_TITLES)
    found = next((title for title in titles if not _is_in_drawing(title)), None)
    if not found:
        return None
    return _SITE_SUFFIX.sub("", decode(found[1]).strip().removesuffix(page.site.title))


def _is_in_drawing(title: re.Match[str]) -> bool:
    """Whether it is the title of an SVG, which is no page's."""
    opened, closed = (title.string.rfind(tag, 0, title.start()) for tag in ("<svg", "</svg"))
    return opened > closed


def _heading(page: Page) -> str | None:
    return next((visible_text(heading) for root in page.outside for heading in root.iter("h1")), None)


def _given_url(page: Page) -> str | None:
    return page.url


def _saved_from(page: Page) -> str | None:
    begins_with_it = page.text[:200].lstrip().startswith("<!--") and not page.front  # a part was kept
    return saved_from(page.text) if begins_with_it or HEAD.is_there(page) else None


def _base(page: Page) -> str | None:
    found = None if page.source.is_bare else next(tags_of(_BASE, page.source.markup, _HEAD), None)
    return found[1] if found else None


def _canonical(page: Page) -> str | None:
    links = () if page.source.is_bare else tags_of(_CANONICAL, page.source.markup, _HEAD)
    found = next((found for link in links if (found := _HREF.search(link[0]))), None)
    return decode(found[1]) if found else None


def _is_truncated(page: Page) -> bool:
    return page.truncated is not None


BASE = Selector("`<base href>`", _base, part=HEAD)
HEAD_TITLE = Selector("`<title>`", _head_title, part=HEAD, weak=True)
HEADING = Selector("the first `<h1>` above the content", _heading, part=OUTSIDE, weak=True)
CANONICAL = Selector("`<link rel=canonical>`", _canonical, part=HEAD)
GIVEN_URL = Selector("the `url` that `clean()` is given", _given_url)
SAVED_FROM = Selector("what the tool that kept the page wrote into it", _saved_from)
TRUNCATED = Selector("the content itself", _is_truncated)
# Where the address of a document may be stated, on any site.
ADDRESSES = (
    front("url"),
    front("link"),
    front("canonicalURL"),
    front("canonical_url"),
    meta("og:url"),
    CANONICAL,
    GIVEN_URL,
    stated("url"),
    SAVED_FROM,
    label(*LINK_LABELS),
)
