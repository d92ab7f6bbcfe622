"""The functions for those who need a cleaner once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from wechatclean.article import Article
from wechatclean.batch.jobs import Many
from wechatclean.batch.result import Result
from wechatclean.cleaner.cleaner import Cleaner
from wechatclean.images.policies import REMOTE, ImagePolicy
from wechatclean.limits import LIMITS, Limits
from wechatclean.output.render import Writer
from wechatclean.recovery import Recoverable
from wechatclean.source.response import Response
from wechatclean.tails.tail import WhatOfTails

_USUAL = Cleaner()


def _cleaner(
    images: ImagePolicy | str,
    writer: Writer | None,
    limits: Limits,
    recover: bool | Collection[Recoverable],
    tail: WhatOfTails,
) -> Cleaner:
    """A cleaner of these options; without any, the one that is there."""
    if images is REMOTE and writer is None and limits is LIMITS and recover is False and tail == "keep":
        return _USUAL
    return Cleaner(images=images, writer=writer, limits=limits, recover=recover, tail=tail)


def clean(  # noqa: PLR0913  # every option has its name
    source: str | bytes | Response,
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
    recover: bool | Collection[Recoverable] = False,
    tail: WhatOfTails = "keep",
) -> Article:
    """The article in *source*.

    Args:
        source: a page of mp.weixin.qq.com or niaogebiji.com as served or as saved, a fragment of one (the
            ``rich_media_content`` element or what it holds), a feed item, or a Hexo post (front matter, then HTML);
            also in an MHTML file, or as Windows' clipboard holds it. The encoding of ``bytes`` is worked out: BOM,
            UTF-8, what the page declares, GB18030. A :class:`~wechatclean.Response` of an HTTP client is taken as
            its bytes, its address and its charset.
        url: where it comes from, ``https://…``; relative links are completed with it.
        images: see :class:`Cleaner`, also for the other options.
        writer: writes the Markdown.
        limits: how much input is taken.
        recover: what is made real where the page only draws it.
        tail: whether what the account puts around its articles stays (``"keep"``) or goes (``"drop"``).

    Raises:
        WechatCleanError: one of its family (:mod:`wechatclean.errors`), and no other error, whatever *source* holds.
        TypeError: *source* is neither ``str`` nor ``bytes`` nor a response, or an option is of another type.
        ValueError: *url* is no address, or no image policy has the name *images*; nothing that *recover* names is
            known; *tail* is another word.
    """
    return _cleaner(images, writer, limits, recover, tail).clean(source, url=url)


def to_markdown(  # noqa: PLR0913  # every option has its name
    source: str | bytes | Response,
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
    recover: bool | Collection[Recoverable] = False,
    tail: WhatOfTails = "keep",
) -> str:
    """``clean(source).markdown``, in less time: nothing else is read or written.

    Takes and raises what :func:`clean` does.
    """
    return _cleaner(images, writer, limits, recover, tail).to_markdown(source, url=url)


def clean_feed(  # noqa: PLR0913  # every option has its name
    xml: str | bytes | Response,
    *,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
    recover: bool | Collection[Recoverable] = False,
    tail: WhatOfTails = "keep",
) -> Iterator[Article]:
    """The articles of an RSS, Atom or JSON feed, in its order; RSS and Atom need the extra ``wechatclean[feed]``.

    An item whose content cannot be read gives an Article with what the feed states about it, a link to it for content
    and a note with the reason, so that the others are not lost. The feed's own title is ``extra["feed"]``.
    Takes the options of :func:`clean`.

    Raises:
        DocumentError: *xml* is no feed.
        LimitError: *xml* is larger than ``limits.size``.
        TypeError: *xml* is neither ``str`` nor ``bytes`` nor a response, or an option is of another type.
        ValueError: no image policy has the name *images*; nothing that *recover* names is known; *tail* is another
            word.
        ImportError: feedparser is not installed.
    """
    return _cleaner(images, writer, limits, recover, tail).clean_feed(xml)


def clean_data(  # noqa: PLR0913  # every option has its name
    data: Mapping[str, Any],
    *,
    url: str | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
    recover: bool | Collection[Recoverable] = False,
    tail: WhatOfTails = "keep",
) -> Article:
    """The article in *data*: a page's ``cgiDataNew`` (also from ``…&f=json``), or an item of the draft API.

    Takes the options of :func:`clean`.

    Raises:
        WechatCleanError: one of its family, as :func:`clean` does.
        TypeError: *data* is no mapping, or an option is of another type.
        ValueError: *url* is no address, or no image policy has the name *images*; nothing that *recover* names is
            known; *tail* is another word.
    """
    return _cleaner(images, writer, limits, recover, tail).clean_data(data, url=url)


def clean_many(  # noqa: PLR0913  # the options of Cleaner
    sources: Iterable[Many],
    *,
    processes: int | None = None,
    ordered: bool = True,
    timeout: float | None = None,
    images: ImagePolicy | str = REMOTE,
    writer: Writer | None = None,
    limits: Limits = LIMITS,
    recover: bool | Collection[Recoverable] = False,
    tail: WhatOfTails = "keep",
) -> Iterator[Result]:
    """What comes of many sources, on many cores: a :class:`~wechatclean.Result` each, and no exceptions to catch.

    A feed gives one result for each item. Memory does not grow with the number of sources, which may be an endless
    iterator. Where more than one process is used, a script calls it below ``if __name__ == "__main__":``.
    Takes the options of :func:`clean`, too.

    Args:
        sources: paths of files, ``(name, source)`` or ``(name, source, url)``, where a source is ``str`` or ``bytes``.
            Paths are best: the process that cleans a file reads it, too.
        processes: how many processes clean; ``None`` is one a core, 1 cleans here.
        ordered: whether results come in the order of *sources*, or as soon as they are there.
        timeout: seconds of wall-clock time after which a source is given up; ``None`` is never.

    Raises:
        TypeError: one of *sources* is nothing that can be cleaned, or an option is of another type.
        ValueError: *processes* or *timeout* is no number above 0, or the value of an option is unknown.
        RuntimeError: the processes do not start.
    """
    cleaner = _cleaner(images, writer, limits, recover, tail)
    return cleaner.clean_many(sources, processes=processes, ordered=ordered, timeout=timeout)
