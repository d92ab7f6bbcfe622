"""Which kind of page a document is and where its article lies, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from itertools import islice
from typing import get_args
from urllib.parse import parse_qsl

from lxml import etree

from wechatclean._document import parse
from wechatclean._limits import Limits
from wechatclean._script_values import Value
from wechatclean._source import Source
from wechatclean._visible import is_empty
from wechatclean.errors import DocumentError, NotAnArticle
from wechatclean.notes import Notes
from wechatclean.sites import SITES, Found, Kind, Site
from wechatclean.sites._notices import refuse_fragment
from wechatclean.sites.wechat import WECHAT, open_posted

_PAGE = re.compile(r"<(?:html|head|body|HTML|HEAD|BODY)[\s>]")
_OF_ITS_OWN = re.compile(r"<(?:title[\s>]\s{0,200}[^<\s]|script[\s>]|meta\s[^<>]{0,200}(?:name|property)=)", re.I)
_STARTS_PAGE = re.compile(r"\s*<(?:!doctype|html)\b", re.I)
_CONTAINER_CLASSES = frozenset({"rich_media_content", "pc_content"})
_CONTAINER_MARKS = ("js_content", *_CONTAINER_CLASSES)
LINK_LABELS = ("原文链接", "原文地址", "链接")
_LABEL_LINES = 300
_LABEL_ELEMENTS = 6
_LABEL_LENGTH = 8
_LABEL_WORDS = 1_000
_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Page:
    """An article's page: where its content is, and all around it that says something about it.

    Attributes:
        kind: what sort of article it is.
        site: the site that it is from.
        body: the element whose children are the content; its own style and attributes mean nothing.
        source: the document and what its scripts and its head state.
        outside: elements around the body, in document order.
        stated: facts that the body stated, by name of the field.
        truncated: why the content is not all of the article's, if so.
    """

    kind: Kind
    site: Site
    body: etree._Element
    source: Source
    outside: tuple[etree._Element, ...] = ()
    stated: Mapping[str, object] = field(default_factory=dict)
    truncated: str | None = None

    @property
    def text(self) -> str:
        """The HTML of the whole document."""
        return self.source.text

    @property
    def url(self) -> str | None:
        """Where the caller says that the document comes from."""
        return self.source.url

    @property
    def front(self) -> Mapping[str, object]:
        """The front matter."""
        return self.source.front

    @property
    def base(self) -> str:
        """Address against which relative links are resolved."""
        return self.source.url or self.site.base

    @cached_property
    def query(self) -> Mapping[str, str]:
        """Parameters of the article's long link, from the first place that states one."""
        for link in self._links():
            if isinstance(link, str) and "__biz=" in link:
                return dict(parse_qsl(link.replace("&amp;", "&").partition("?")[2].partition("#")[0]))
        return {}

    def _links(self) -> Iterator[object]:
        """Where the article's link is stated, looked up one after the other."""
        source, front = self.source, self.front
        yield source.cgi.get("link")
        if not source.cgi_is_whole:
            yield source.script("msg_link")
        yield from (source.url, source.meta.get("og:url"), front.get("url"), front.get("link"))
        yield self.stated.get("url")
        yield from (self.labels.get(word) for word in LINK_LABELS)

    @cached_property
    def by_id(self) -> Mapping[str, etree._Element]:
        """Elements around the body by their id."""
        found: dict[str, etree._Element] = {}
        for root in self.outside:
            for element in root.iter(etree.Element):
                if name := element.get("id"):
                    found.setdefault(name, element)
        return found

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Lines ``label: words`` around the body, by their label."""
        found: dict[str, str] = {}
        for root in self.outside:
            for element in islice(root.iter("p", "li", "div", "span", "td"), _LABEL_LINES):
                text = "".join(element.itertext()).strip() if len(element) < _LABEL_ELEMENTS else ""
                name, colon, words = text.replace("：", ":", 1).partition(":")
                if colon and "\n" not in text and len(name) <= _LABEL_LENGTH and len(words) <= _LABEL_WORDS:
                    found.setdefault(name.strip(), words.strip())
        return found

    @cached_property
    def by_class(self) -> Mapping[str, list[etree._Element]]:
        """Elements around the body by each of their classes."""
        found: dict[str, list[etree._Element]] = {}
        for root in self.outside:
            for element in root.iter(etree.Element):
                for name in (element.get("class") or "").split():
                    found.setdefault(name, []).append(element)
        return found


def open_page(text: str, *, url: str | None, front: Mapping[str, object], notes: Notes, limits: Limits) -> Page:
    """The page that *text* is.

    Raises:
        ArticleUnavailable: a notice stands in for the article.
        NotAnArticle: no article is here.
        DocumentError: no HTML is here.
        LimitError: the article passes one of *limits*.
    """
    source = Source(text, url, front)
    site = _site(source)
    found = _whole(source, site, limits) if is_fragment(source) else site.open(source, limits)
    return _page(source, site, found, notes)


def open_data(data: Mapping[str, Value], *, url: str | None, notes: Notes, limits: Limits) -> Page:
    """The page that a decoded ``cgiDataNew`` is; raises as :func:`open_page` does."""
    source = Source("", url, data=data)
    return _page(source, WECHAT, open_posted(source, limits), notes)


def page_without_content(front: Mapping[str, object], reason: str, notes: Notes) -> Page:
    """The page of an article of which only the front matter can be read, for *reason*."""
    source = Source("", front=front)
    title, url = (escape(str(front.get(name) or "")) for name in ("title", "url"))
    found = Found("article", parse(f'<p><a href="{url}">{title or url}</a></p>'), truncated=reason)
    return _page(source, _site(source), found, notes)


def _site(source: Source) -> Site:
    """The site that front matter names, or the first that owns the document."""
    named = (site for site in SITES if site.name == source.front.get("site"))
    return next(named, None) or next(site for site in SITES if site.owns(source))


def _page(source: Source, site: Site, found: Found | None, notes: Notes) -> Page:
    if found is None:
        raise NotAnArticle(_what_else(source))
    if found.truncated:
        notes.add("truncated", found.truncated)
    return Page(found.kind, site, found.body, source, found.outside, found.stated, found.truncated)


def is_fragment(source: Source) -> bool:
    """Whether *source* is an article's content without a page around it, but for a bare wrapper.

    A document with front matter is one, unless it begins as a page does: it may show pages in its content.
    """
    text = source.text
    if source.is_bare or (source.front and not _STARTS_PAGE.match(text)):
        return True
    if not _PAGE.search(text):
        return not source.cgi
    return not _OF_ITS_OWN.search(text) and not any(mark in text for mark in (*_CONTAINER_MARKS, "js_article"))


def _whole(source: Source, site: Site, limits: Limits) -> Found:
    """All of a fragment, or the container in it that holds all that there is to see."""
    body = parse(source.text, limits)
    facts: dict[str, object] = {}
    if not source.is_markdown:
        refuse_fragment(source, body)
        facts = site.take_out(body)
    stated = source.front.get("kind")
    kind: Kind = next((kind for kind in _KINDS if kind == stated), "article")
    container = _container(body) if any(mark in source.text for mark in _CONTAINER_MARKS) else None
    if container is not None:
        container.attrib.pop("style", None)  # a page hides its body until its scripts have run
        if not _beside(container, body):
            return Found(kind, container, stated=facts)
    if is_empty(body):
        raise DocumentError("the document shows nothing")
    return Found(kind, body, stated=facts)


def _container(body: etree._Element) -> etree._Element | None:
    """The first element that holds an article on any site's page; a fragment nearly always begins with it."""
    for element in body.iter(etree.Element):
        classes = element.get("class") or ""
        if element.get("id") == "js_content" or not _CONTAINER_CLASSES.isdisjoint(classes.split()):
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


def _what_else(source: Source) -> str:
    for mark, what in (
        ("about-page", "an account's own page"),
        ("appmsg_history_container", "the list of an account's articles"),
        ("appmsgalbum", "an album"),
    ):
        if mark in source.text:
            return f"no article here, but {what}"
    return "no article here: none of the known containers, and no notice instead of one"
