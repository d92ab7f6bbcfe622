"""How long a text is: in characters, or in what a user's function counts."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from numbers import Real
from typing import Any, TypeAlias

from wechatclean.errors import CountError

Measure: TypeAlias = Callable[[str], float]


def measure_of(max_characters: Any, max_tokens: Any, count: Any) -> tuple[int, Measure]:
    """How long a chunk may be, and what measures it.

    Raises:
        TypeError: not one of *max_characters* and *max_tokens* is given; it is no whole number; *count* is no function,
            or stands beside the other one.
        ValueError: the number is less than 1.
    """
    if (max_characters is None) == (max_tokens is None):
        raise TypeError("chunks() takes max_characters=…, or max_tokens=… and count=…")
    name, most = ("max_characters", max_characters) if max_tokens is None else ("max_tokens", max_tokens)
    if type(most) is not int:
        raise TypeError(f"{name} is a whole number, not {most!r:.80}")
    if most < 1:
        raise ValueError(f"{name} is at least 1, not {most}")
    if max_tokens is None:
        if count is not None:
            raise TypeError("count goes with max_tokens; max_characters are counted here")
        return most, len
    if not callable(count):
        raise TypeError(f"max_tokens needs count=…, a function that counts the tokens of a text, not {count!r:.80}")
    return most, _Checked(count)


class _Checked:
    """A user's function that counts, whose answers are looked at."""

    def __init__(self, count: Callable[[str], Any]) -> None:
        self._count = count

    def __call__(self, text: str) -> float:
        """How many tokens *text* has.

        Raises:
            CountError: the function has raised, or its answer is no number of tokens.
        """
        try:
            number = self._count(text)
        except Exception as error:
            raise CountError(f"count raised {type(error).__name__}: {error}") from error
        if isinstance(number, bool) or not isinstance(number, Real) or not isfinite(number) or number < 0:
            raise CountError(f"count returned {number!r:.80}, which is no number of tokens")
        return float(number)
