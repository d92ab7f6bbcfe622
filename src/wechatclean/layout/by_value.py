"""Functions of the caller's own that are no plain functions, as values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MethodType
from typing import Any


class ByValue(partial[Any]):
    """A method or a ``partial``, equal to another one of the same function with equal arguments."""

    @classmethod
    def of(cls, function: Callable[..., Any]) -> Any:
        """*function*, as equal as it can be once it has been pickled."""
        if isinstance(function, MethodType):
            return cls(function.__func__, function.__self__)
        return cls(function.func, *function.args, **function.keywords) if type(function) is partial else function

    @property
    def __name__(self) -> str:
        """The name of its function."""
        return str(getattr(self.func, "__name__", type(self.func).__name__))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ByValue):
            return NotImplemented
        return (self.func, self.args, self.keywords) == (other.func, other.args, other.keywords)

    def __hash__(self) -> int:
        return hash((self.func, self.args, frozenset(self.keywords)))
