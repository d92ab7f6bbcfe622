"""The door: one value that holds every option, and functions for those who need it once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, partial
from typing import Any

from wechatclean.article import Article
from wechatclean.feeds import article_of_data, articles_of_feed
from wechatclean.images.policies import REMOTE, ImagePolicy, policy_named
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.output.render import Writer
from wechatclean.pipeline import Pipeline
from wechatclean.sites import Site


@dataclass(frozen=True, init=False)
class Cleaner:
    """How articles are cleaned: every option, made once and used for many sources.

    It is frozen, hashable, picklable, and equal to another one with equal options.

    >>> cleaner = Cleaner(images="no-referrer")
    >>> cleaner.to_markdown("<p>茶要<b>热</b>的</p>")
    '茶要**热**的'

    Attributes:
        images: what becomes of pictures: ``REMOTE``, ``NO_REFERRER``, ``proxy(…)``, ``local(…)``, …;
            a name is taken too: ``"no-referrer original"``.
        writer: writes the Markdown; see :class:`~wechatclean.MarkdownWriter` for its options.
        limits: how much input is taken.
        sites: sites of your own, asked before those of the library; see :class:`~wechatclean.sites.site.Site`.

    Raises:
        TypeError: *writer* is a class.
        ValueError: no image policy has the name *images*.
    """

    images: ImagePolicy
    writer: Writer | None
    limits: Limits
    sites: tuple[Site, ...]

    def __init__(
        self,
        *,
        images: ImagePolicy | str = REMOTE,
        writer: Writer | None = None,
        limits: Limits = LIMITS,
        sites: Iterable[Site] = (),
    ) -> None:
        if isinstance(writer, type):
            raise TypeError(f"writer is an instance: {writer.__name__}()")
        policy = policy_named(images) if isinstance(images, str) else images
        vars(self).update(images=policy, writer=writer, limits=limits, sites=tuple(sites))  # frozen for everyone else

    @cached_property
    def _pipeline(self) -> Pipeline:
        return Pipeline(self.images, self.writer, self.limits, self.sites)

    def clean(self, source: str | bytes, *, url: str | None = None) -> Article:
        """The article in *source*; see :func:`wechatclean.clean`."""
        notes = Notes()
        return self._pipeline.article(self._pipeline.open(source, url, notes), notes)

    def to_markdown(self, source: str | bytes, *, url: str | None = None) -> str:
        """The Markdown of the article in *source*; see :func:`wechatclean.to_markdown`."""
        notes = Notes()
        return self._pipeline.markdown(self._pipeline.open(source, url, notes), notes)

    def clean_feed(self, xml: str | bytes) -> Iterator[Article]:
        """The articles of a feed; see :func:`wechatclean.clean_feed`."""
        return articles_of_feed(xml, self._pipeline)

    def clean_data(self, data: Mapping[str, Any], *, url: str | None = None) -> Article:
        """The article in decoded data; see :func:`wechatclean.clean_data`."""
        return article_of_data(data, url, self._pipeline)

    def __reduce__(self) -> tuple[partial[Cleaner], tuple[()]]:
        return partial(type(self), **{field.name: getattr(self, field.name) for field in fields(self)}), ()


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
        images: see :class:`Cleaner`, also for the other options.
        writer: writes the Markdown.
        limits: how much input is taken.

    Raises:
        WechatCleanError: one of its family (:mod:`wechatclean.errors`), and no other error, whatever *source* holds.
        TypeError: *source* is neither ``str`` nor ``bytes``, or *writer* is a class.
        ValueError: no image policy has the name *images*.
    """
    return Cleaner(images=images, writer=writer, limits=limits).clean(source, url=url)


def to_markdown(
    source: str | bytes,
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
) -> str:
    """``clean(source).markdown``, in less time: nothing else is read or written.

    Takes and raises what :func:`clean` does.
    """
    return Cleaner(images=images, writer=writer, limits=limits).to_markdown(source, url=url)


def clean_feed(
    xml: str | bytes,
    *,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Article]:
    """The articles of an RSS or Atom feed, in its order; needs the extra ``wechatclean[feed]``.

    An item whose content cannot be read gives an Article with what the feed states about it, a link to it for content
    and a note with the reason, so that the others are not lost. The feed's own title is ``extra["feed"]``.
    Takes the options of :func:`clean`.

    Raises:
        DocumentError: *xml* is no feed.
        LimitError: *xml* is larger than ``limits.size``.
        TypeError: *xml* is neither ``str`` nor ``bytes``.
        ImportError: feedparser is not installed.
    """
    return Cleaner(images=images, writer=writer, limits=limits).clean_feed(xml)


def clean_data(
    data: Mapping[str, Any],
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
) -> Article:
    """The article in *data*: a page's ``cgiDataNew`` (also from ``…&f=json``), or an item of the draft API.

    Takes the options of :func:`clean`.

    Raises:
        WechatCleanError: one of its family, as :func:`clean` does.
        TypeError: *data* is no mapping.
    """
    return Cleaner(images=images, writer=writer, limits=limits).clean_data(data, url=url)
