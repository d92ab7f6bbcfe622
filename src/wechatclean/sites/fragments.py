"""An article's content without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

from lxml import etree

from wechatclean.errors import DocumentError
from wechatclean.html.parser import parse
from wechatclean.html.visibility import is_empty
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.selectors.page import Kind
from wechatclean.sites.site import Located, Site
from wechatclean.source.markup import tags_of
from wechatclean.source.source import Source

_PAGE = pattern(r"<(?:html|head|body|HTML|HEAD|BODY)[\s>]")
_OF_ITS_OWN = pattern(r"<(?:title[\s>]\s{0,200}[^<\s]|script[\s>]|meta\s[^<>]{0,200}(?:name|property)=)", re.I)
_STARTS_PAGE = pattern(r"\s*<(?:!doctype|html)\b", re.I)
_KINDS: tuple[Kind, ...] = get_args(Kind)


def is_fragment(source: Source, sites: Sequence[Site]) -> bool:
    """Whether *source* is an article's content without a page around it, but for a bare wrapper.

    A document with front matter is one, unless it begins as a page does: it may show pages in its content.
    """
    text = source.text
    if source.is_bare or (source.front and not _STARTS_PAGE.match(text)):
        return True
    if not _has(_PAGE, source):
        return not source.cgi
    return not _has(_OF_ITS_OWN, source) and not any(mark in text for site in sites for mark in _marks(site))


def _has(tag: re.Pattern[str], source: Source) -> bool:
    return next(tags_of(tag, source.markup), None) is not None


def _marks(site: Site) -> Iterator[str]:
    yield from (token for _, token in site.containers)
    yield from site.marks


def whole_fragment(source: Source, site: Site, sites: Sequence[Site], limits: Limits) -> Located:
    """All of a fragment, or the container in it that holds all that there is to see."""
    body = parse(source.text, limits)
    found = Located("article", body, start=0) if source.is_markdown else site.read_fragment(source, body)
    if not isinstance(found, Located):
        raise TypeError(f"read_fragment of the site {site.name!r} returned {found!r:.80}, not a Located")
    stated, body = source.front.get("kind"), found.body
    found = replace(found, kind=next((kind for kind in _KINDS if kind == stated), found.kind))
    container = container_in(body, [place for site in sites for place in site.containers if place[1] in source.text])
    if container is not None:
        container.attrib.pop("style", None)  # a page hides its body until its scripts have run
        if not source.parts and not source.is_markdown and not _beside(container, body):
            return replace(found, body=container)
    if is_empty(body) and not source.parts:
        raise DocumentError("the document shows nothing")
    return found


def container_in(body: etree._Element, places: Sequence[tuple[str, str]]) -> etree._Element | None:
    """The first element at one of *places*, sites' containers; a fragment nearly always begins with it."""
    for element in body.iter(etree.Element) if places else ():
        if any(token in (element.get(attribute) or "").split() for attribute, token in places):
            return element
    return None


def _beside(container: etree._Element, body: etree._Element) -> bool:
    """Whether anything can be seen in *body* outside *container*."""
    while container is not body:
        parent = container.getparent()
        if parent is None or (parent.text or "").strip() or (container.tail or "").strip():
            return True
        if any(other is not container and not is_empty(other) for other in parent.iterchildren(etree.Element)):
            return True
        container = parent
    return False
