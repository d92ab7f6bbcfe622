"""The :class:`Tail` model: one block that the account puts around every article."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

from wechatclean.layout.normal_form import Element
from wechatclean.model import Model

TailKind: TypeAlias = Literal[
    "lead-in", "end-mark", "follow", "qr-code", "share", "recommended", "copyright", "contact", "read-more", "comments",
    "card", "picture", "other",
]  # fmt: skip
WhatOfTails: TypeAlias = Literal["keep", "drop"]


class Tail(Model):
    """One block of what an account puts around its articles: below the last words, or before the first.

    Attributes:
        kind: what it is; ``"lead-in"`` stands at the start (点击蓝字关注), all others at the end. ``"picture"`` and
            ``"other"`` say nothing themselves: they stand between those that do.
        text: its text; empty where it is only a picture.
        confidence: how sure it is that it belongs to the tail, from 0 to 1.
        start: where it begins in the Markdown; ``None`` once it is dropped, and where a writer of your own wrote the
            Markdown.
        end: where it ends there.
    """

    kind: TailKind
    text: str = ""
    confidence: float
    start: int | None = None
    end: int | None = None


class Found(NamedTuple):
    """A block that belongs to the tail."""

    block: Element | None  # ``None`` where it is in the article no more
    kind: TailKind
    text: str
    confidence: float


def check_tail(tail: object) -> None:
    """Refuse what is no :data:`WhatOfTails`.

    Raises:
        TypeError: *tail* is no text.
        ValueError: it is another word.
    """
    known = " or ".join(repr(word) for word in get_args(WhatOfTails))
    if not isinstance(tail, str):
        raise TypeError(f"tail is {known}, not {tail!r:.80}")
    if tail not in get_args(WhatOfTails):
        raise ValueError(f"tail is {known}, not {tail!r:.80}")
