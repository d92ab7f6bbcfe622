"""The whole line, from what a user hands over to an article."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from wechatclean.article import Article, Link
from wechatclean.elements import RULES
from wechatclean.elements.editors import editor_of
from wechatclean.errors import NotAnArticle
from wechatclean.html.tree import has_sheets
from wechatclean.images.policies import REMOTE, ImagePolicy
from wechatclean.images.showing import placed
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.looks import Observer
from wechatclean.layout.normal_form import shown_text
from wechatclean.layout.walk import Walker, lay_out
from wechatclean.limits import LIMITS, Limits
from wechatclean.metadata import read_metadata
from wechatclean.notes import Notes
from wechatclean.output.coverage import coverage_of
from wechatclean.output.plain_text import to_text
from wechatclean.output.render import Writer, render, write
from wechatclean.passages.written_by import WrittenBy
from wechatclean.passes import Pass, run_passes
from wechatclean.passes.own import after_own_rules, run_own_passes
from wechatclean.recovery import Recoverable, recover
from wechatclean.selectors.converters import line
from wechatclean.sites import Site
from wechatclean.sites.page import SitePage, open_page, refuse_unmarked
from wechatclean.source.front_matter import split
from wechatclean.source.reading import as_html, read_text
from wechatclean.source.response import Given, failure_of, told_with_status
from wechatclean.source.source import Source
from wechatclean.tails.finding import find_tail
from wechatclean.tails.leaving_out import NOTHING, leave_out
from wechatclean.tails.placing import tails_of
from wechatclean.tails.tail import WhatOfTails


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages in their order, with everything that they need besides a source.

    Attributes:
        images: what becomes of pictures.
        writer: writes the Markdown; ``None`` is a :class:`~wechatclean.MarkdownWriter` without options.
        limits: how much input is taken.
        sites: sites that are asked before those of the library.
        rules: what the walk is told about elements.
        passes: passes that run after those of the library.
        recovered: what is made real where it was only drawn.
        tail: what becomes of what the account puts around its articles.
    """

    images: ImagePolicy = REMOTE
    writer: Writer | None = None
    limits: Limits = LIMITS
    sites: tuple[Site, ...] = ()
    rules: Rules = RULES
    passes: tuple[Pass, ...] = ()
    recovered: tuple[Recoverable, ...] = ()
    tail: WhatOfTails = "keep"

    def open(self, given: Given, url: str | None, notes: Notes) -> SitePage:
        """The page that *given* is; *url* counts before the address that came with it."""
        with told_with_status(given):
            text, came_from, is_whole = read_text(given, notes, self.limits)
            source = self._post(text, url or came_from, notes)
            page = open_page(source, notes=notes, limits=self.limits, sites=self.sites)
            if failure := failure_of(given):
                refuse_unmarked(page.source, self.sites)
                notes.add("document", f"{failure}, though it holds an article")
        is_as_given = is_whole and (source.text is text or text.endswith(source.text))  # what was rewritten is not
        if notes.has_places and page.start is not None and is_as_given:
            notes.begin(text, len(text) - len(source.text) + page.start)
        return page

    def _post(self, text: str, url: str | None, notes: Notes) -> Source:
        """*text* as a post, if it has front matter; only then is its body Markdown."""
        front, text = split(text, self.limits)
        if not front.text:
            return Source(as_html(text), url)
        for key, value in front.repeated:
            notes.add("metadata", f"front matter `{key:.80}` stands twice; the last counts, and not {value!r:.80}")
        from wechatclean.source.markdown.body import read_body  # few sources are posts

        body = read_body(text, notes)
        return Source(body.html, url, front.fields, front.text, parts=body.parts, is_markdown=body.is_markdown)

    def article(self, page: SitePage, notes: Notes, *, even_empty: bool = False) -> Article:
        """The article on *page*.

        Raises:
            NotAnArticle: nothing of its content is shown, unless it may be *even_empty*.
        """
        metadata = read_metadata(page, notes)
        built = self._build(page, notes, even_empty=even_empty)
        found = find_tail(built.root)
        left = leave_out(built, found, notes) if self.tail == "drop" else NOTHING
        pictures = left.pictures + sum(1 for _ in built.root.iter("img"))
        rendering, places = render(built.root, built.images, self.images, self.writer)
        tail = tails_of(found, built.root, places)
        body = _with_signs(built, rendering.text)  # which changes the tree: all of it is written
        if left is not NOTHING:
            body = "\n".join((to_text(left.leads), body, to_text(left.tail)))  # what was asked for is no loss
        body = "\n".join((body, *built.labels))
        cover = {"cover": placed(metadata.cover, self.images)} if metadata.cover else {}
        content = {
            **rendering._asdict(),
            "links": links_of(built.root),
            "embeds": tuple(built.embeds),
            "tail": tail,
            "coverage": coverage_of(built.shown.texts, body, built.shown.pictures, pictures, built.labels),
            "notes": notes.all(),
            "editor": editor_of(built.traces),
            "source_front_matter": page.source.front_matter,
        }
        return Article.of(
            vars(metadata) | cover | content,
            metadata.model_fields_set | content.keys(),
            {"_written_by": WrittenBy(self.writer, self.images)},
        )

    def markdown(self, page: SitePage, notes: Notes) -> str:
        """The Markdown of the article on *page*, and nothing else; raises as :meth:`article` does."""
        built = self._build(page, notes, counts=False)
        if self.tail == "drop":
            leave_out(built, find_tail(built.root), notes)
        return str(write(built.root, built.images, self.images, self.writer)[0])

    def _build(self, page: SitePage, notes: Notes, *, even_empty: bool = False, counts: bool = True) -> Walker:
        """The normal form of the content of *page*, and, with *counts*, what the page shows."""
        if has_sheets(page.body):
            from wechatclean.html.sheets import apply_sheets  # few articles have any

            apply_sheets(page.body, notes)
        built = lay_out(
            page.body,
            self.rules,
            notes,
            limits=self.limits,
            base=page.base,
            picture_base=page.source.base or page.url,
            size=self.images.size,
            parts=page.source.parts,
            is_markdown=page.source.is_markdown,
            counts=counts,
            walker=Observer if self.recovered and not page.source.is_markdown else None,
        )
        if self.rules.own.rules:
            built.images = after_own_rules(built.root, built.images, notes, page.base)
        run_passes(built.root, is_markdown=page.source.is_markdown)
        if isinstance(built, Observer):
            built.signs = recover(built.root, built.images, built.looks, self.recovered, notes)
        if self.passes:
            built.images = run_own_passes(built.root, built.images, self.passes, notes, page.base)
        if not (len(built.root) or even_empty):
            raise NotAnArticle("the article has nothing to show" + _because(notes))
        return built


def _with_signs(built: Walker, text: str) -> str:
    """*text* of the article, where it has been written, with what a list says instead of the page's text."""
    if not (isinstance(built, Observer) and built.signs):
        return text
    for item, sign in built.signs.items():
        item.text = sign + (item.text or "")
    return to_text(built.root)


def _because(notes: Notes) -> str:
    """What was dropped, where that is why nothing is left."""
    kinds = ("hidden", "dropped", "image", "truncated")
    return "".join(f"; {note.message}" for note in notes.all() if note.kind in kinds)


def links_of(root: etree._Element) -> tuple[Link, ...]:
    """The links of the article *root*, in order."""
    return tuple(Link(url=a.get("href") or "", text=line(shown_text(a)) or "") for a in root.iter("a"))
