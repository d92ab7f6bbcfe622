"""An article's page as selectors see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias, TypeVar, cast

from lxml import etree

from wechatclean.html.addresses import absolute
from wechatclean.source.source import Source

Kind: TypeAlias = Literal["article", "pictures", "text", "video", "audio", "music", "short", "repost"]
T = TypeVar("T")

_LABEL_LINES = 300
_LABEL_ELEMENTS = 6
_LABEL_LENGTH = 8
_LABEL_WORDS = 1_000


@dataclass(frozen=True)
class Origin:
    """What a selector may know of the site that a page is from.

    Attributes:
        name: its name in :attr:`~wechatclean.Article.site`.
        title: its name for people; a page's ``<title>`` may end with it, and so may its pictures' ``alt`` begin.
        base: the address that relative links are completed with where a page does not state its own; ``None`` for a
            site that is assumed and not recognised. Pictures are completed with the ``url`` that is given, and nothing
            else: without it, ``a.png`` may be a copy that lies beside the page.
    """

    name: str
    title: str
    base: str | None


@dataclass(frozen=True, kw_only=True)
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
        addresses: read what may state the address of the document itself, best first.
    """

    kind: Kind
    site: Origin
    body: etree._Element
    source: Source
    outside: tuple[etree._Element, ...] = ()
    stated: Mapping[str, object] = field(default_factory=dict)
    truncated: str | None = None
    addresses: Sequence[Callable[[Page], object]] = ()
    _known: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    @cached_property
    def base(self) -> str | None:
        """The address that relative links are completed with: the document's own; ``None`` where nothing states it."""
        stated = (read(self) for read in self.addresses)
        addresses = (absolute(address) for address in stated if isinstance(address, str))
        return self.source.base or next(filter(None, addresses), self.site.base)

    def once(self, read: Callable[[Page], T]) -> T:
        """What *read* makes of this page; it is called the first time only."""
        if read not in self._known:
            self._known[read] = read(self)
        return cast("T", self._known[read])

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
    def by_class(self) -> Mapping[str, list[etree._Element]]:
        """Elements around the body by each of their classes."""
        found: dict[str, list[etree._Element]] = {}
        for root in self.outside:
            for element in root.iter(etree.Element):
                for name in (element.get("class") or "").split():
                    found.setdefault(name, []).append(element)
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
