"""What ``clean()`` returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from html import escape
from os import PathLike
from typing import Any

from pydantic import BaseModel

from wechatclean.coverage import Coverage
from wechatclean.embeds import Embed
from wechatclean.html.parser import parse
from wechatclean.images.image import Image
from wechatclean.images.policies import REMOTE, ImagePolicy, local
from wechatclean.images.showing import placed
from wechatclean.metadata import Metadata
from wechatclean.model import Model
from wechatclean.notes import Note
from wechatclean.output.render import Options, Writer, check_options, render

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
        coverage: how much of what the page shows is in it.
        notes: what was dropped, guessed or found odd on the way.
        editor: the editor that left its traces (``"135"``, ``"xiumi"``, ``"mdnice"``, …), as a hint.
    """

    markdown: str = ""
    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    embeds: tuple[Embed, ...] = ()
    coverage: Coverage = Coverage()
    notes: tuple[Note, ...] = ()
    editor: str | None = None

    def front_matter(self) -> dict[str, Any]:
        """What the page states, in our order, as JSON can hold it; what it does not state is left out.

        Moments are text (ISO 8601), a picture is its address: that of its file, where it has one.
        """
        return {name: _plain(value) for name, value in self._stated()} | self.extra

    def _stated(self) -> Iterator[tuple[str, Any]]:
        """The fields that say something, by their keys in front matter."""
        for name, field in Metadata.model_fields.items():
            value = getattr(self, name)
            if name != "extra" and value not in (None, {}, field.default):
                yield _KEYS.get(name, name), value

    def to_document(self) -> str:
        """The article as a document of a static site: YAML front matter, then Markdown.

        ``clean()`` of it gives the same metadata back; it is a ``DocumentError`` where the image policy has dropped
        all that there was to show.
        """
        from wechatclean.publishing.yaml import front_matter  # few articles need YAML

        moments = {name: value for name, value in self._stated() if isinstance(value, datetime)}
        return f"{front_matter(self.front_matter() | moments or {'kind': self.kind})}\n{self.markdown}\n"

    def with_images(
        self,
        paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None],
        *,
        cleaner: Options | None = None,
        otherwise: ImagePolicy | str | None = None,
        writer: Writer | None = None,
    ) -> Article:
        """The same article with its pictures and cover shown from *paths*: files, or addresses of your own.

        An article does not remember how it was made. Without *cleaner*, the Markdown is written by a
        ``MarkdownWriter`` without options, pictures without a path are shown as ``REMOTE`` does, and where the article
        was made by a policy that left some pictures out, the others are told by the addresses in its HTML.

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
        policy = local(paths, (made_by or REMOTE) if otherwise is None else otherwise)
        update: dict[str, Any] = {"cover": placed(self.cover, policy)} if self.cover else {}
        if self.html:
            own = cleaner.writer if cleaner else None
            update |= render(parse(self.html), self.images, policy, writer or own, made_by)._asdict()
        return self.model_copy(update=update)

    def to_page(self) -> str:
        """The article as a whole HTML document, which asks browsers to send no ``Referer`` at all."""
        return _PAGE.format(title=escape(self.title or ""), body=self._repr_html_())

    def _repr_markdown_(self) -> str:
        from wechatclean.output.markdown.writer import heading

        return f"{heading(self.title)}\n\n{self.markdown}" if self.title else self.markdown

    def _repr_html_(self) -> str:
        title = f"<h1>{escape(self.title)}</h1>\n" if self.title else ""
        time = f"{self.published_at:%Y-%m-%d %H:%M}" if self.published_at else None
        byline = " · ".join(escape(fact) for fact in (self.author, self.account.name, time) if fact)
        line = f"<p><small>{byline}</small></p>\n" if byline else ""
        return f"<article>\n{title}{line}{self.html}\n</article>"


_PAGE = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<style>body {{ max-width: 45em; margin: auto; }} img {{ max-width: 100%; height: auto; }}</style>
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""


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
