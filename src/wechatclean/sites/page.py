"""Which kind of page a document is and where its article lies, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from itertools import islice
from urllib.parse import parse_qsl

from lxml import etree

from wechatclean.errors import NotAnArticle
from wechatclean.html.parser import parse
from wechatclean.limits import Limits
from wechatclean.notes import Notes
from wechatclean.sites import SITES, Found, Kind, Site
from wechatclean.sites.fragments import is_fragment, whole_fragment
from wechatclean.sites.wechat.pages import WECHAT, open_posted
from wechatclean.source.javascript.values import Value
from wechatclean.source.source import Source

LINK_LABELS = ("原文链接", "原文地址", "链接")
_LABEL_LINES = 300
_LABEL_ELEMENTS = 6
_LABEL_LENGTH = 8
_LABEL_WORDS = 1_000


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
    found = whole_fragment(source, site, limits) if is_fragment(source) else site.open(source, limits)
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


def _what_else(source: Source) -> str:
    for mark, what in (
        ("about-page", "an account's own page"),
        ("appmsg_history_container", "the list of an account's articles"),
        ("appmsgalbum", "an album"),
    ):
        if mark in source.text:
            return f"no article here, but {what}"
    return "no article here: none of the known containers, and no notice instead of one"
