"""Regular expressions that are compiled when they are first used: one document needs few of the library's hundreds."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Compiled:
    """Stands for a compiled expression, whose methods it has taken over."""


class _Pattern(_Compiled):
    """Becomes one at its first use; then nothing stands between a call and the method."""

    def __init__(self, source: Any, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        vars(self).update((known, getattr(compiled, known)) for known in dir(compiled) if not known.startswith("_"))
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile(source, flags)`` is, but nothing is compiled before its first use.

    >>> pattern("[ab]+").findall("abcba")
    ['ab', 'ba']
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
