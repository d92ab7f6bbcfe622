"""Which site a document is from, whether it is a page or a fragment, and where its article lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape

from lxml import etree

from wechatclean.errors import DocumentError, NotAnArticle
from wechatclean.html.addresses import absolute
from wechatclean.html.parser import parse
from wechatclean.limits import Limits
from wechatclean.notes import Notes
from wechatclean.selectors.page import Page
from wechatclean.selectors.selector import ADDRESSES, BASE, GIVEN_URL, SAVED_FROM, front
from wechatclean.sites import SITES, Located, Site
from wechatclean.sites.fragments import is_fragment, whole_fragment
from wechatclean.source.javascript.values import Value
from wechatclean.source.source import Source

# What says where this very copy is comes before what says where the article is.
_NO_ARTICLE = (
    "no article here: none of the known containers, and no notice instead of one;"
    " Cleaner(sites=…) takes sites of your own (docs/own-rules.md)"
)
_NO_DATA = "no article in the data: its HTML is content_noencode or content"
_NO_PAGE = "what came is no page of an article: look at how it was fetched; bytes alone are taken for content"
_NEAREST = (BASE, GIVEN_URL, front("url"), front("link"), SAVED_FROM)


@dataclass(frozen=True, kw_only=True)
class SitePage(Page):
    """An article's page, with all that is known of the site that it is from.

    Attributes:
        site: the site.
        start: see :class:`~wechatclean.sites.site.Located`.
    """

    site: Site
    start: int | None = None

    @property
    def site_name(self) -> str | None:
        """The name of the site; ``None`` for a post that does not say where it is from."""
        is_known = not self.source.front_matter or self.site.is_known is None or self.site.is_known(self.source)
        return self.site.name if is_known else None


def open_page(source: Source, *, notes: Notes, limits: Limits, sites: Sequence[Site] = ()) -> SitePage:
    """The page that *source* is.

    Args:
        source: the HTML, and what is known beside it.
        notes: gets one where the content is not all of the article's.
        limits: how much is parsed.
        sites: sites that are asked before :data:`~wechatclean.sites.SITES`.

    Raises:
        ArticleUnavailable: a notice stands in for the article.
        NotAnArticle: no article is here.
        DocumentError: no HTML is here.
        LimitError: the article passes one of *limits*.
    """
    source, known = _with_address(source, notes), (*sites, *SITES)
    site = _site(source, known)
    fragment = is_fragment(source, known)
    found = whole_fragment(source, site, known, limits) if fragment else site.locate(source, limits)
    return _page(source, site, known, found, notes)


def refuse_unmarked(source: Source, sites: Sequence[Site]) -> None:
    """Refuse what says in no way that it is an article, such as the words of a server.

    Raises:
        DocumentError: it is not marked as a site's pages are.
    """
    if is_fragment(source, (*sites, *SITES)):
        raise DocumentError(_NO_PAGE)


def open_data(
    data: Mapping[str, Value], *, url: str | None, notes: Notes, limits: Limits, sites: Sequence[Site] = ()
) -> SitePage:
    """The page whose scripts hold *data*; raises as :func:`open_page` does."""
    source, known = _with_address(Source("", url, data=data), notes), (*sites, *SITES)
    site, read = next((site, site.read_data) for site in known if site.read_data)
    return _page(source, site, known, read(source, limits), notes)


def page_without_content(
    front: Mapping[str, object], reason: str, notes: Notes, sites: Sequence[Site] = ()
) -> SitePage:
    """The page of an article of which only the front matter can be read, for *reason*."""
    source, known = Source("", front=front), (*sites, *SITES)
    title, url = (escape(str(front.get(name) or "")) for name in ("title", "url"))
    found = Located("article", parse(f'<p><a href="{url}">{title or url}</a></p>'), truncated=reason)
    return _page(source, _site(source, known), known, found, notes)


def _with_address(source: Source, notes: Notes) -> Source:
    """*source* without the address that a caller gives, if it is none."""
    if not source.url or absolute(source.url):
        return source
    notes.add("metadata", f"the url that was given is no address of a page: {source.url!r:.100}")
    return replace(source, url=None)


def _site(source: Source, sites: Sequence[Site]) -> Site:
    """The site that front matter names, or the first that owns the document."""
    named = (site for site in sites if site.name == source.front.get("site"))
    return next(named, None) or next(site for site in sites if site.owns(source))


def _said(data: Mapping[str, Value]) -> str:
    """What the answer of an API says of why there is nothing in it."""
    code, words = data.get("errcode"), data.get("errmsg")
    return f"; it says {words!r:.80} ({code!r:.20})" if code and words else ""


def _page(source: Source, site: Site, sites: Sequence[Site], found: Located | None, notes: Notes) -> SitePage:
    if found is None:
        raise NotAnArticle(_NO_ARTICLE if source.data is None else _NO_DATA + _said(source.data))
    if not isinstance(found, Located):
        raise TypeError(f"the site {site.name!r} found {found!r:.80}, which is neither a Located nor None")
    if found.truncated:
        notes.add("truncated", found.truncated)
    _write_as_html(found.body, sites, source.text if source.is_bare else "")  # a page is far longer than its body
    return SitePage(
        kind=found.kind,
        site=site,
        body=found.body,
        source=source,
        outside=found.outside,
        stated=found.stated,
        truncated=found.truncated,
        start=found.start,
        addresses=[selector.read for selector in (*_NEAREST, *site.selectors.get("url", ()), *ADDRESSES)],
    )


def _write_as_html(body: etree._Element, sites: Sequence[Site], text: str) -> None:
    """Make HTML of what sites write in their own way; articles are copied from site to site, so any site counts.

    Where a *text* was parsed, what is marked so stands in it.
    """
    for attribute, value in (caption for site in sites for caption in site.captions):
        for element in _marked(attribute)(body, value=value) if not text or value in text else ():
            element.tag = "figcaption"
    titles = tuple(f"{site.title}," for site in sites)
    for image in body.iter("img", "image"):
        if (image.get("alt") or "").strip().startswith(titles):  # keywords for search engines, no words of the author
            del image.attrib["alt"]


@cache
def _marked(attribute: str) -> etree.XPath:
    """Finds the elements whose *attribute* has ``$value``: in the body, which is far shorter than its page."""
    return etree.XPath(f"descendant::*[@{attribute}=$value]")
