"""What the library knows of one site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

from wechatclean.limits import Limits
from wechatclean.source.source import Source

Kind: TypeAlias = Literal["article", "pictures", "text", "video", "audio", "music", "short", "repost"]


@dataclass(frozen=True)
class Found:
    """An article that a site found on its page.

    Attributes:
        kind: what sort of article it is.
        body: the element whose children are the article's content.
        outside: elements of the page around the body, in which names and dates are looked up.
        stated: facts that the body itself stated and that were taken out of it, by field name.
        truncated: why the content is not all of the article's, if so.
    """

    kind: Kind
    body: etree._Element
    outside: tuple[etree._Element, ...] = ()
    stated: dict[str, object] = field(default_factory=dict)
    truncated: str | None = None


@dataclass(frozen=True)
class Site:
    """A site whose articles can be read.

    Attributes:
        name: its name in :attr:`~wechatclean.Article.site`.
        title: its name for people, which is nobody's byline.
        owns: whether a document is this site's, be it a page or a fragment.
        open: finds the article on a page; ``None`` where there is none; raises
            :class:`~wechatclean.ArticleUnavailable` where the page says why.
        take_out: takes lines that feeds add to this site's articles out of a fragment, and gives what they
            state, by name of the field.
        base: address against which relative links are resolved.
    """

    name: str
    title: str
    owns: Callable[[Source], bool]
    open: Callable[[Source, Limits], Found | None]
    take_out: Callable[[etree._Element], dict[str, object]]
    base: str
