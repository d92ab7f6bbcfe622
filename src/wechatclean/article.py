"""What ``clean()`` returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from os import PathLike
from typing import Any

from pydantic import BaseModel

from wechatclean.embeds import Embed
from wechatclean.html.parser import parse
from wechatclean.images.image import Image, image_at
from wechatclean.images.policies import REMOTE, ImagePolicy, local
from wechatclean.images.showing import placed
from wechatclean.metadata import Metadata
from wechatclean.model import Model
from wechatclean.notes import Note
from wechatclean.output.render import Writer, render

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
        notes: what was dropped, guessed or found odd on the way.
        editor: the editor that left its traces (``"135"``, ``"xiumi"``, ``"mdnice"``, …), as a hint.
    """

    markdown: str = ""
    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    embeds: tuple[Embed, ...] = ()
    notes: tuple[Note, ...] = ()
    editor: str | None = None

    def front_matter(self) -> dict[str, Any]:
        """What the page states, as plain values in our order; what it does not state is left out."""
        fields = {}
        for name, field in Metadata.model_fields.items():
            value = getattr(self, name)
            if name != "extra" and value not in (None, {}, field.default):
                fields[_KEYS.get(name, name)] = _plain(value)
        return fields | self.extra

    def to_document(self) -> str:
        """The article as a document of a static site: YAML front matter, then Markdown.

        ``clean()`` of it gives the same metadata back; it is a ``DocumentError`` where the image policy has dropped
        all that there was to show.
        """
        from wechatclean.publishing.yaml import front_matter  # few articles need YAML

        return f"{front_matter(self.front_matter() or {'kind': self.kind})}\n{self.markdown}\n"

    def with_images(
        self,
        paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None],
        *,
        otherwise: ImagePolicy = REMOTE,
        writer: Writer | None = None,
    ) -> Article:
        """The same article with its pictures and cover shown from *paths*: files, or addresses of your own.

        Args:
            paths: a mapping or a function from a picture's URL (in a mapping that of any of its renditions).
            otherwise: what becomes of pictures that have no path there.
            writer: writes the Markdown anew; give the one that you gave to ``clean()``.
        """
        policy = local(paths, otherwise)
        update: dict[str, Any] = {"cover": placed(self.cover, policy)} if self.cover else {}
        if self.html:
            shown = render(parse(self.html), self.images, policy, writer)
            update |= {"markdown": shown.markdown, "html": shown.html, "images": shown.images}
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
    """*value* as front matter holds it: plain types, a picture as its address where that says all."""
    if isinstance(value, Image):
        return value.url if value == image_at(value.url, role=value.role) else _plain_model(value)
    if isinstance(value, BaseModel):
        return _plain_model(value)
    return list(value) if isinstance(value, tuple) else value


def _plain_model(value: BaseModel) -> dict[str, object]:
    return {name: inner for name, inner in value.model_dump(exclude_defaults=True).items() if inner not in (None, "")}
