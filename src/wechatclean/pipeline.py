"""The whole story, from what a scraper holds to an article."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from wechatclean.article import Article, Link
from wechatclean.elements import RULES
from wechatclean.errors import NotAnArticle
from wechatclean.html.tree import text_of
from wechatclean.images.policies import REMOTE, ImagePolicy, policy_named
from wechatclean.images.showing import placed
from wechatclean.layout.editors import editor_of
from wechatclean.layout.walk import lay_out
from wechatclean.limits import LIMITS, Limits
from wechatclean.metadata import read_metadata
from wechatclean.notes import Notes
from wechatclean.output.render import Writer, render
from wechatclean.passes import run_passes
from wechatclean.sites.page import Page, open_page
from wechatclean.source.reading import begins_front_matter, read_text

_BLOCK = re.compile(r"<(?:p|div|section|article|h[1-6]|[uo]l|table|blockquote|figure|pre|img|br)\b", re.I)


def clean(
    source: str | bytes,
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
) -> Article:
    """The article in *source*.

    Args:
        source: a page of mp.weixin.qq.com or niaogebiji.com as served or as saved, a fragment of one (the
            ``rich_media_content`` element or what it holds), a feed item, or a Hexo post (front matter, then HTML).
            The encoding of ``bytes`` is worked out: BOM, UTF-8, what the page declares, GB18030.
        url: where it comes from; relative links are completed with it.
        images: what becomes of pictures: ``REMOTE``, ``NO_REFERRER``, ``proxy(…)``, ``local(…)``, …,
            or the name of one: ``"no-referrer original"``.
        writer: writes the Markdown; see :class:`~wechatclean.MarkdownWriter` for its options.
        limits: how much input is taken.

    Raises:
        WechatCleanError: one of its family (:mod:`wechatclean.errors`), and no other error, whatever *source* holds.
        TypeError: *source* is neither ``str`` nor ``bytes``, or *writer* is a class.
        ValueError: no image policy has the name *images*.
    """
    notes = Notes()
    text = read_text(source, notes, limits)
    front, html = _taken_apart(text, limits)
    if front and not _BLOCK.search(html):
        notes.add("document", "the body of the post has no block of HTML; Markdown in it was read as plain text")
    page = open_page(html, url=url, front=front, notes=notes, limits=limits)
    return article_on(page, notes, images=images, writer=writer, limits=limits)


def _taken_apart(text: str, limits: Limits) -> tuple[dict[str, Any], str]:
    """Front matter and what follows it."""
    if not begins_front_matter(text):
        return {}, text
    from wechatclean.source.front_matter import split  # few documents need YAML

    return split(text, limits)


def article_on(
    page: Page, notes: Notes, *, images: ImagePolicy | str, writer: Writer | None, limits: Limits
) -> Article:
    """The article on a page that is open; see :func:`clean`."""
    if isinstance(images, str):
        images = policy_named(images)
    if isinstance(writer, type):
        raise TypeError(f"writer is an instance: {writer.__name__}()")
    metadata = read_metadata(page, notes)
    built = lay_out(page.body, RULES, notes, limits=limits, base=page.base, picture_base=page.url, size=images.size)
    run_passes(built.root)
    if not len(built.root):
        raise NotAnArticle("the article has nothing to show" + _because(notes))
    rendering = render(built.root, built.images, images, writer)
    cover = {"cover": placed(metadata.cover, images)} if metadata.cover else {}
    return Article.model_construct(
        **vars(metadata) | cover,
        **rendering._asdict(),
        _fields_set=metadata.model_fields_set | _CONTENT,
        links=links_of(built.root),
        embeds=tuple(built.embeds),
        notes=notes.all(),
        editor=editor_of(built.traces),
    )


def _because(notes: Notes) -> str:
    """What was dropped, where that is why nothing is left."""
    return "".join(f"; {note.message}" for note in notes.all() if note.kind in ("hidden", "dropped", "image"))


_CONTENT = {"markdown", "html", "text", "images", "links", "embeds", "notes", "editor"}


def links_of(root: etree._Element) -> tuple[Link, ...]:
    """The links of the article *root*, in order."""
    return tuple(Link(url=a.get("href") or "", text=text_of(a)) for a in root.iter("a"))
