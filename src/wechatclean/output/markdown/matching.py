"""What a parser matches among delimiter runs (CommonMark 0.31, section 6.2, "process emphasis"), in one pass.

A match with the text's own characters is not wanted: one of its runs is to be escaped, and is passed over as if it had
been. What one pass finds, a parser that reads the escaped text finds, too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from wechatclean.output.markdown.delimiter_runs import Run

_Kind = tuple[bool, int]


@dataclass(slots=True, eq=False)
class Match:
    """What a parser reads as emphasis: the *delimiter* that it takes from both the *opener* and the *closer*."""

    delimiter: str
    opener: Run
    closer: Run


@dataclass(slots=True, eq=False)
class _Openers:
    """The specification's delimiter stack, as one for each kind: a closer matches all of a kind, or none."""

    stacks: dict[str, dict[_Kind, list[Run]]] = field(default_factory=lambda: defaultdict(dict))

    def push(self, run: Run) -> None:
        self.stacks[run.symbol].setdefault(_kind(run), []).append(run)

    def find(self, closer: Run) -> Run | None:
        """The last opener that *closer* can match."""
        found: Run | None = None
        for stack in self.stacks[closer.symbol].values():
            if stack and (found is None or stack[-1].order > found.order) and _can_match(stack[-1], closer):
                found = stack[-1]
        return found

    def remove(self, opener: Run) -> None:
        """Forget *opener*, which :meth:`find` found; its kind must not have changed."""
        self.stacks[opener.symbol][_kind(opener)].pop()

    def cut(self, opener: Run) -> None:
        """Forget all that were pushed behind *opener*."""
        for stacks in self.stacks.values():
            for stack in stacks.values():
                while stack and stack[-1].order > opener.order:
                    stack.pop()


def _kind(run: Run) -> _Kind:
    """What :func:`_can_match` asks of an opener, its symbol aside."""
    return (run.is_of_text, min(run.left, 2)) if run.symbol == "~" else (run.can_both, run.length % 3)


def matches_of(runs: list[Run]) -> tuple[list[Match], list[Run]]:
    """What a parser makes of *runs*, and those of the text that it must not see: to escape one of two is enough."""
    matches: list[Match] = []
    wrong: list[Run] = []
    openers = _Openers()
    for order, run in enumerate(runs):
        run.left, run.order = run.length, order
        while run.can_close and run.left > 0 and (opener := openers.find(run)):
            if opener.is_of_text:
                openers.remove(opener)
                wrong.append(opener)
            elif run.is_of_text:
                wrong.append(run)
                run.left = 0
            else:
                matches.append(_matched(opener, run, openers))
        if run.can_open and run.left > 0:
            openers.push(run)
    return matches, wrong


def _matched(opener: Run, closer: Run, openers: _Openers) -> Match:
    openers.cut(opener)
    openers.remove(opener)
    count = closer.left if closer.symbol == "~" else min(2, opener.left, closer.left)
    opener.left -= count
    closer.left -= count
    if opener.left > 0:
        openers.push(opener)
    return Match(closer.symbol * count, opener, closer)


def _can_match(opener: Run, closer: Run) -> bool:
    """Whether a parser takes the two, of one symbol, for the ends of one emphasis."""
    if opener.symbol == "~":  # cmark-gfm gives up both where their lengths differ; markdown-it takes two of many
        return opener.left == closer.left or min(opener.left, closer.left) > 1 or opener.is_of_text != closer.is_of_text
    total = opener.length + closer.length
    return not ((opener.can_both or closer.can_both) and total % 3 == 0 and (opener.length % 3 or closer.length % 3))
