"""What ``clean()`` returns."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import datetime
from os import PathLike
from typing import Any

from pydantic import BaseModel, PrivateAttr

from wechatclean.embeds import Embed
from wechatclean.images.image import Image
from wechatclean.images.policies import REMOTE, ImagePolicy, local
from wechatclean.images.showing import ShownBefore, placed
from wechatclean.layout.normal_form import read_back
from wechatclean.metadata import Metadata
from wechatclean.model import Model
from wechatclean.notes import Note, Notes
from wechatclean.output.coverage import Coverage
from wechatclean.output.render import Options, Writer, WriterForEngine, check_options, render
from wechatclean.passages.block import Block
from wechatclean.passages.chunk import Chunk
from wechatclean.passages.written_by import WrittenBy
from wechatclean.publishing.style import Style
from wechatclean.selectors.converters import json_safe
from wechatclean.tails.placing import found_again, tails_of
from wechatclean.tails.tail import Tail

# The keys that Hexo, Jekyll and Hugo know these fields by.
_KEYS = {"published_at": "date", "modified_at": "updated"}


class Link(Model):
    """A link of the text: where to, and the words that are linked (empty for a linked picture)."""

    url: str
    text: str = ""


class Article(Metadata):
    """An article: what the page states about it, and its content in three forms.

    Attributes:
        markdown: the content as Markdown (CommonMark with GFM's tables and strikethrough), without front matter.
        html: the same content as clean HTML; every ``img`` carries a ``referrerpolicy``.
        text: the same content as plain text.
        images: its pictures, in order; one shown twice is there twice.
        links: its links, in order.
        embeds: players, cards, votes, formulas, in order.
        tail: what the account puts around its articles, block by block, and how sure that is: calls to follow, QR
            codes, other articles, copyright lines at the end, and at the start.
        coverage: how much of what the page shows is in it.
        notes: what was dropped, guessed or found odd on the way.
        editor: the editor that left its traces (``"135"``, ``"xiumi"``, ``"mdnice"``, …), as a hint.
        source_front_matter: the front matter that the source had, as it was written; empty where it had none.
    """

    markdown: str = ""
    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    embeds: tuple[Embed, ...] = ()
    tail: tuple[Tail, ...] = ()
    coverage: Coverage = Coverage()
    notes: tuple[Note, ...] = ()
    editor: str | None = None
    source_front_matter: str = ""
    _written_by: WrittenBy = PrivateAttr(default=WrittenBy())

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of ``markdown``, in order, each with its kind, its place and the blocks in it.

        They are made anew each time, in about the time that the Markdown took. An article remembers what wrote it,
        until it becomes JSON or is sent to another process (a :class:`~wechatclean.MarkdownWriter` goes along). Where
        that is not known, or the Markdown was changed, the blocks at its top are read from its lines, without children
        and without places in the text.
        """
        from wechatclean.passages.blocks import blocks_of  # takes longer than all the rest to import

        return blocks_of(self, self._written_by)

    def chunks(
        self,
        *,
        max_characters: int | None = None,
        max_tokens: int | None = None,
        count: Callable[[str], float] | None = None,
    ) -> tuple[Chunk, ...]:
        """``markdown`` in slices for retrieval: joined they are the whole, without loss or repetition.

        A section has chunks of its own. No sentence, row of a table, line of code or link is cut, and so no ``content``
        is longer than asked but one of a single sentence, row or line, which says so (``oversize``).

        Args:
            max_characters: how long ``content`` may be, in characters.
            max_tokens: how long it may be in tokens, as *count* counts them.
            count: a function from a text to the number of its tokens. It is asked about parts first, and then about
                each ``content`` as a whole.

        Raises:
            TypeError: neither or both lengths are given, one is no whole number, or *count* is missing or no function.
            ValueError: a length is less than 1.
            CountError: *count* has raised, or returned what is no number of tokens.
        """
        from wechatclean.passages.chunks import chunks_of  # as above
        from wechatclean.passages.measure import measure_of

        return chunks_of(self, self.blocks, *measure_of(max_characters, max_tokens, count))

    def front_matter(self) -> dict[str, Any]:
        """What the page states, in our order, as JSON can hold it; what it does not state is left out.

        Moments are text (ISO 8601), a picture is its address: that of its file, where it has one.
        """
        fields = {name: _plain(value) for name, value in self._stated()}
        return fields | {name: _joined(fields.get(name), value) for name, value in json_safe(self.extra).items()}

    def _stated(self) -> Iterator[tuple[str, Any]]:
        """The fields that say something, by their keys in front matter."""
        for name, field in Metadata.model_fields.items():
            value = getattr(self, name)
            if name != "extra" and value not in (None, {}, field.default):
                key = _KEYS.get(name, name)
                yield name if key in self.extra else key, value

    def to_document(self, style: Style | str = "plain", *, cleaner: Options | None = None) -> str:
        """The article as a document: front matter, then Markdown.

        Where the source had front matter, it is kept as it was written, and *style* adds only what it needs and lacks.
        ``clean()`` of a document gives the same Markdown back, and in the same style the same document.

        Args:
            style: ``PLAIN``, ``HEXO``, ``HUGO``, ``JEKYLL``, ``OBSIDIAN``, a :class:`~wechatclean.Style` of your own,
                or a name. All but ``PLAIN`` write the Markdown anew, so that their engines take no text for their own.
            cleaner: its writer and image policy write the Markdown anew; give the one that made the article.

        Raises:
            TypeError: *style* is no style, or *cleaner* no cleaner.
            ValueError: no style has this name, or it names a field that no article has.
        """
        check_options(cleaner, None)
        from wechatclean.publishing.front_matter import front_matter  # few articles need YAML
        from wechatclean.publishing.styles import as_style

        style = as_style(style)
        header = front_matter(self, self.source_front_matter, style)
        return f"{header}\n{self._inert(style, cleaner)}\n"

    def filename(self, style: Style | str = "plain", *, taken: Container[str] = (), by_key: bool = False) -> str:
        """The path of its document in a blog or vault, with ``/`` between folders; safe on every system.

        Args:
            style: as :meth:`to_document` takes it.
            taken: names that are in use, in lower case; another one is given then.
            by_key: whether it is named after ``key`` instead of the title.

        >>> Article(title="茶 & 水：5/10?").filename("hugo", taken={"content/posts/茶-水：5-10/index.md"})
        'content/posts/茶-水：5-10-2/index.md'
        """
        from wechatclean.publishing.file_names import file_name
        from wechatclean.publishing.styles import as_style

        if not isinstance(taken, Container):
            raise TypeError(f"taken holds names, such as a set does, not {taken!r:.80}")
        return file_name(self, as_style(style), taken=taken, by_key=by_key)

    def _inert(self, style: Style, cleaner: Options | None) -> str:
        """The Markdown, in which *style*'s engine takes no text for its own."""
        if style.engine is None or not self.html:
            return self.markdown
        policy, writer = (cleaner.images, cleaner.writer) if cleaner else (REMOTE, None)
        return WriterForEngine(writer, style.engine).write(read_back(self.html), policy)

    def with_images(
        self,
        paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None],
        *,
        cleaner: Options | None = None,
        otherwise: ImagePolicy | str | None = None,
        writer: Writer | None = None,
    ) -> Article:
        """The same article with its pictures, its cover and those of its front matter shown from *paths*.

        These are files, or addresses of your own.

        An article does not remember how it was made. Without *cleaner*, the Markdown is written by a
        ``MarkdownWriter`` without options, pictures without a path are shown as ``REMOTE`` does, and where the article
        was made by a policy that left some pictures out, the others are told by the addresses in its HTML. What was
        left out has no place in the article any more: a note says how many pictures would be shown and are not.

        Args:
            paths: a mapping or a function from a picture's URL (in a mapping that of any of its renditions).
            cleaner: the :class:`~wechatclean.Cleaner` that made the article.
            otherwise: what becomes of pictures that have no path there, instead of the cleaner's policy; a policy or
                its name.
            writer: writes the Markdown, instead of the cleaner's.

        Raises:
            TypeError: *paths* is neither a mapping nor a function, or an option is of another type.
            ValueError: no image policy has the name *otherwise*.
        """
        check_options(cleaner, writer)
        made_by = cleaner.images if cleaner else None
        writer = writer or (cleaner.writer if cleaner else None)
        policy = local(paths, (made_by or REMOTE) if otherwise is None else otherwise)
        update: dict[str, Any] = {"cover": placed(self.cover, policy)} if self.cover else {}
        if self.source_front_matter:
            from wechatclean.publishing.front_matter import with_pictures

            update["source_front_matter"] = with_pictures(self.source_front_matter, policy)
        if self.html:
            before = ShownBefore(made_by, Notes())
            root = read_back(self.html)
            found = found_again(self.tail, root)
            rendering, places = render(root, self.images, policy, writer, before)
            update |= rendering._asdict() | {"tail": tails_of(found, root, places)}
            update["notes"] = tuple(dict.fromkeys((*self.notes, *before.notes.all())))
        article = self.model_copy(update=update)
        article._written_by = WrittenBy(writer, policy)
        return article

    def row(self) -> dict[str, Any]:
        """The article as one row of a table, for pandas, polars, DuckDB, Parquet or a vector store.

        Flat columns come first: text, numbers, moments (:class:`~datetime.datetime` with a zone), ``None`` for what is
        not stated. Lists of plain dicts follow, and JSON text for what has other keys in every article.
        """
        from wechatclean.row import row_of

        return row_of(self)

    def to_page(self) -> str:
        """The article as a whole HTML document, which asks browsers to send no ``Referer`` at all."""
        from wechatclean.publishing.page import whole_page

        return whole_page(self, self.html)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What notebooks show: each takes the form that it likes best."""
        return {"text/html": self._repr_html_(), "text/markdown": self._repr_markdown_(), "text/plain": str(self)}

    def _repr_markdown_(self) -> str:
        from wechatclean.output.markdown.writer import heading

        return f"{heading(self.title)}\n\n{self.markdown}" if self.title else self.markdown

    def _repr_html_(self) -> str:
        from wechatclean.publishing.page import for_notebook

        return for_notebook(self, self.html, self.notes)

    def __str__(self) -> str:
        from wechatclean.publishing.page import in_short

        return in_short(self, self.text, len(self.images), len(self.notes)) or "an empty article"

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What tells one article from another; the rest is too much to read."""
        yield from (pair for pair in super().__repr_args__() if pair[0] in _TOLD)


_TOLD = frozenset({"title", "author", "published_at", "url", "kind", "markdown"})


def _joined(held: object, extra: object) -> object:
    """One value of front matter for what a field holds and what it could not take of its own key."""
    if isinstance(held, dict) and isinstance(extra, dict):
        return {**extra, **held}
    return extra if held is None or isinstance(extra, (dict, list)) else held


def _plain(value: object) -> object:
    """*value* as JSON can hold it."""
    if isinstance(value, Image):
        return value.path or value.url
    if isinstance(value, BaseModel):
        stated = value.model_dump(mode="json", exclude_defaults=True)
        return {name: inner for name, inner in stated.items() if inner not in (None, "")}
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
