"""What the library knows of one site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

from lxml import etree

from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Kind, Origin
from wechatclean.selectors.selector import Selector
from wechatclean.source.slicing import header_before, slice_at, start_tags
from wechatclean.source.source import Source

Facts: TypeAlias = dict[str, object]
_ADDRESS = pattern(r"https?://[^/\s?#]", re.I)


@dataclass(frozen=True)
class Located:
    """An article that a site found on its page.

    Attributes:
        kind: what sort of article it is.
        body: the element whose children are the article's content.
        outside: elements of the page around the body, in which names and dates are looked up.
        stated: facts that the body itself stated and that were taken out of it, by field name.
        truncated: why the content is not all of the article's, if so.
        start: where the text that *body* was parsed from begins in :attr:`Source.text`; ``None`` where it was written
            from something else. Notes count their lines from there.
    """

    kind: Kind
    body: etree._Element
    outside: tuple[etree._Element, ...] = ()
    stated: Facts = field(default_factory=dict)
    truncated: str | None = None
    start: int | None = None


def _all_of_it(source: Source, body: etree._Element) -> Located:
    return Located("article", body, start=0)


@dataclass(frozen=True)
class Site(Origin):
    """A site whose articles can be read, with all that the library knows of it besides its name and address.

    Attributes:
        owns: whether a document, a page or a fragment, is from this site: by :func:`host_of`, or by :func:`has_tag`
            where pages come without their address.
        containers: where an article's body is: ``("id", …)`` or ``("class", …)``, best first.
        selectors: where its pages state a field, best first, by the field's name: ``"title"``, ``"account.name"``, …
            Front matter is asked before them, and afterwards what any page may have (``<meta>`` tags, ``<h1>``, …).
        placeholders: texts that it writes where it has no value, by the field's name.
        captions: elements that are captions of pictures, by an attribute: ``("label", "图片描述")``.
        marks: ids and classes besides those of *containers* that only a whole page of it has.
        open: finds the article on a page; the first of *containers* where it is not given. Returns ``None`` where
            there is no article, and raises :class:`~wechatclean.ArticleUnavailable` where the page says why.
        read_fragment: finds the article in a fragment, of which it takes out what is no content; raises
            :class:`~wechatclean.ArticleUnavailable` where the fragment is a notice.
        read_data: finds the article in decoded data of a page (:attr:`Source.data`), for sites that hand such out.
        is_known: whether a post, which may be from anywhere, is surely from this site; true where it is not given.
    """

    owns: Callable[[Source], bool]
    containers: tuple[tuple[str, str], ...] = ()
    selectors: Mapping[str, tuple[Selector, ...]] = field(default_factory=dict)
    placeholders: Mapping[str, frozenset[str]] = field(default_factory=dict)
    captions: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    open: Callable[[Source, Limits], Located | None] | None = None
    read_fragment: Callable[[Source, etree._Element], Located] = _all_of_it
    read_data: Callable[[Source, Limits], Located | None] | None = None
    is_known: Callable[[Source], bool] | None = None

    def __post_init__(self) -> None:
        if self.base is not None and not _ADDRESS.match(str(self.base)):
            raise ValueError(f"base of the site {self.name!r} is a whole address, https://…, not {self.base!r:.80}")
        for name in ("owns", "open", "read_fragment", "read_data", "is_known"):
            function, may_be_none = getattr(self, name), name not in ("owns", "read_fragment")
            if not (callable(function) or (may_be_none and function is None)):
                raise TypeError(f"{name} of the site {self.name!r} is a function, not {function!r:.80}")
        if not all(map(_is_place, self.containers)):
            given = self.containers
            raise TypeError(f"containers of the site {self.name!r} are like ('class', 'story'), not {given!r:.80}")
        for name, selectors in self.selectors.items():
            if not _are_selectors(selectors):
                raise TypeError(
                    f"selectors of the site {self.name!r} are tuples of selectors such as (by_class('author'),),"
                    f" not {name!r}: {selectors!r:.80}"
                )

    def __hash__(self) -> int:
        return hash(self.name)

    def locate(self, source: Source, limits: Limits) -> Located | None:
        """The article on a page; see *open*."""
        return self.open(source, limits) if self.open else self._in_container(source, limits)

    def _in_container(self, source: Source, limits: Limits) -> Located | None:
        for attribute, token in self.containers:
            for start in start_tags(source.markup, attribute, token):
                found = slice_at(source.text, start, limits)
                header = header_before(source.text, start, (), limits)
                outside = (*(() if header is None else (header,)), *found.after)
                return Located("article", found.element, outside, start=start)
        return None


def _are_selectors(given: object) -> bool:
    return isinstance(given, (tuple, list)) and all(isinstance(selector, Selector) for selector in given)


def _is_place(place: object) -> bool:
    return isinstance(place, tuple) and list(map(type, place)) == [str, str]


def host_of(source: Source) -> str:
    """The host of the address that is given with a document or stated in its front matter; ``""`` without one."""
    url = source.url or source.front.get("url")
    try:
        return urlsplit(url).hostname or "" if isinstance(url, str) else ""
    except ValueError:  # such as a broken IPv6 address
        return ""


def has_tag(source: Source, attribute: str, token: str) -> bool:
    """Whether a page has a tag with *token* in *attribute* (``id`` or ``class``); in Markdown it would be the author's.

    >>> has_tag(Source("<body class='home story'>", None), "class", "story")
    True
    """
    return not source.is_markdown and next(start_tags(source.markup, attribute, token), None) is not None
