"""Where the blocks of a tail stand in the Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wechatclean.layout.normal_form import Element
from wechatclean.tails.evidence import text_of
from wechatclean.tails.tail import Found, Tail

_MOST_LEADS = 12  # blocks at the start among which lead-ins are


def tails_of(found: Sequence[Found], root: Element, places: Sequence[tuple[int, int]] | None) -> tuple[Tail, ...]:
    """*found* as values; *places* says where each block of *root* stands in the Markdown."""
    where = dict(zip(root, places, strict=True)) if found and places is not None else {}
    return tuple(_tail(one, where.get(one.block) if one.block is not None else None) for one in found)


def _tail(found: Found, place: tuple[int, int] | None) -> Tail:
    start, end = place or (None, None)
    return Tail(kind=found.kind, text=found.text, confidence=found.confidence, start=start, end=end)


def found_again(tail: Sequence[Tail], root: Element) -> list[Found]:
    """The blocks of *root*, an article that has been written already, that *tail* was made of.

    Lead-ins are known by their text, for pictures may stand between them; all others are the last blocks.
    """
    if not tail:
        return []
    last = iter(root[-n:] if (n := sum(one.start is not None and one.kind != "lead-in" for one in tail)) else ())
    first = iter(root[:_MOST_LEADS])
    return [Found(_block(one, first, last), one.kind, one.text, one.confidence) for one in tail]


def _block(tail: Tail, first: Iterator[Element], last: Iterator[Element]) -> Element | None:
    if tail.start is None:
        return None
    if tail.kind == "lead-in":
        return next((block for block in first if text_of(block) == tail.text), None)
    return next(last, None)
