"""The door: one value that holds every option."""

from __future__ import annotations

import pickle
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from typing import Any

from wechatclean.article import Article
from wechatclean.batch.jobs import Many
from wechatclean.batch.result import Result
from wechatclean.elements import RULES
from wechatclean.feeds import articles_of_feed
from wechatclean.images.policies import REMOTE, ImagePolicy, as_policy
from wechatclean.layout.own_rules import NO_OWN_RULES, OwnRules, functions, listed, pairs, selectors
from wechatclean.layout.rules import Rule
from wechatclean.limits import LIMITS, Limits
from wechatclean.notes import Notes
from wechatclean.output.render import Writer, check_writer
from wechatclean.page_data import article_of_data
from wechatclean.passes import Pass
from wechatclean.patterns import pattern
from wechatclean.pipeline import Pipeline
from wechatclean.recovery import Recoverable, kinds_of
from wechatclean.sites import Site
from wechatclean.source.response import Response
from wechatclean.tails.tail import WhatOfTails, check_tail

_ADDRESS = pattern(r"\s*(?:https?://[^/\s?#]|file://)[^\s]*\s*\Z", re.I)


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
        sites: sites of your own, asked before those of the library; see :class:`~wechatclean.sites.Site`.
        elements: rules of your own by a selector, asked before those of the library; see ``docs/own-rules.md``. A
            selector is ``tag``, ``.class``, ``tag.class``, ``#id`` or ``[attribute]``.
        passes: functions of your own that change the tree in normal form, after those of the library.
        drop: selectors of elements that go, with all that they hold.
        keep: selectors of elements that no rule may drop; it is stronger than *drop*. What is hidden stays hidden.
        recover: what is made real where the page only draws it: ``True`` is all, else some of ``"headings"``,
            ``"lists"``, ``"quotes"`` and ``"captions"``; a note tells of each. See ``docs/recovery.md``.
        tail: ``"keep"``, or ``"drop"``: what the account puts around its articles (calls to follow, QR codes, other
            articles, copyright lines) goes from the content in all its forms, and is only listed. See
            ``docs/tails.md``.

    Raises:
        TypeError: an option is of another type.
        ValueError: no image policy has the name *images*; a selector is not one; nothing that *recover* names is known;
            *tail* is another word.
    """

    images: ImagePolicy
    writer: Writer | None
    limits: Limits
    sites: tuple[Site, ...]
    elements: tuple[tuple[str, Rule], ...]
    passes: tuple[Pass, ...]
    drop: tuple[str, ...]
    keep: tuple[str, ...]
    recover: tuple[Recoverable, ...]
    tail: WhatOfTails

    def __init__(  # noqa: PLR0913  # every option has its name
        self,
        *,
        images: ImagePolicy | str = REMOTE,
        writer: Writer | None = None,
        limits: Limits = LIMITS,
        sites: Iterable[Site] = (),
        elements: Mapping[str, Rule] | Iterable[tuple[str, Rule]] = (),
        passes: Iterable[Pass] = (),
        drop: Iterable[str] = (),
        keep: Iterable[str] = (),
        recover: bool | Collection[Recoverable] = False,
        tail: WhatOfTails = "keep",
    ) -> None:
        check_writer(writer)
        check_tail(tail)
        if not isinstance(limits, Limits):
            raise TypeError(f"limits is a wechatclean.Limits, such as Limits(size=1_000_000), not {limits!r:.80}")
        policy = as_policy(images)
        own = listed("sites", sites, "sites")
        for site in own:
            if not isinstance(site, Site):
                raise TypeError(f"sites are values of wechatclean.sites.Site, not {site!r:.80}")
        vars(self).update(  # once, past the dataclass, which is frozen
            images=policy,
            writer=writer,
            limits=limits,
            sites=own,
            elements=pairs(elements),
            passes=functions("passes", passes),
            drop=selectors("drop", drop),
            keep=selectors("keep", keep),
            recover=kinds_of(recover),
            tail=tail,
        )

    @cached_property
    def _pipeline(self) -> Pipeline:
        own = OwnRules.of(self.elements, self.drop, self.keep)
        highlights: int = getattr(self.writer, "highlights", 0)
        is_usual = own == NO_OWN_RULES and not highlights
        rules = RULES if is_usual else replace(RULES, own=own, highlights=highlights)
        return Pipeline(self.images, self.writer, self.limits, self.sites, rules, self.passes, self.recover, self.tail)

    def clean(self, source: str | bytes | Response, *, url: str | None = None) -> Article:
        """The article in *source*; see :func:`wechatclean.clean`."""
        notes = Notes()
        return self._pipeline.article(self._pipeline.open(source, checked_url(url), notes), notes)

    def to_markdown(self, source: str | bytes | Response, *, url: str | None = None) -> str:
        """The Markdown of the article in *source*; see :func:`wechatclean.to_markdown`."""
        notes = Notes(has_places=False)
        return self._pipeline.markdown(self._pipeline.open(source, checked_url(url), notes), notes)

    def clean_feed(self, xml: str | bytes | Response) -> Iterator[Article]:
        """The articles of a feed; see :func:`wechatclean.clean_feed`."""
        return articles_of_feed(xml, self._pipeline)

    def clean_data(self, data: Mapping[str, Any], *, url: str | None = None) -> Article:
        """The article in decoded data; see :func:`wechatclean.clean_data`."""
        return article_of_data(data, checked_url(url), self._pipeline)

    def clean_many(
        self,
        sources: Iterable[Many],
        *,
        processes: int | None = None,
        ordered: bool = True,
        timeout: float | None = None,
    ) -> Iterator[Result]:
        """What comes of many sources, on many cores; see :func:`wechatclean.clean_many`."""
        from wechatclean.batch.many import clean_many  # most clean one at a time

        return clean_many(sources, self, processes=processes, ordered=ordered, timeout=timeout)

    def __reduce__(self) -> tuple[partial[Cleaner], tuple[()]]:
        options = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in options.items():
            _check_pickles(name, value)
        return partial(type(self), **options), ()

    def __copy__(self) -> Cleaner:
        return self

    def __deepcopy__(self, memo: object) -> Cleaner:
        return self


def checked_url(url: str | None) -> str | None:
    """*url*, if it is an address that links can be completed with.

    Raises:
        TypeError: it is not text.
        ValueError: it is not an address.
    """
    if url is None:
        return None
    if not isinstance(url, str):
        raise TypeError(f"url is text, not {url!r:.80}")
    if not _ADDRESS.match(url):
        raise ValueError(f"url is the whole address of the page, https://…, not {url!r:.80}")
    return url


def _check_pickles(name: str, value: object) -> None:
    """Refuse, in words that name the option, what another process could not find: lambdas and inner functions."""
    try:
        pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise pickle.PicklingError(
            f"this Cleaner cannot be sent to another process, because of its {name}: {error};"
            " functions in it must be defined with def at the top of a module, and not be lambdas"
        ) from error
