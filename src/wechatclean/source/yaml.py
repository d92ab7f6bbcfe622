"""YAML as posts hold it, read from the parser's events; one of the two modules that know yaml.

What comes in is bounded and without aliases, tags or any type that a text could turn into by accident: libyaml dies of
deep nesting, and alias bombs load in no time and kill what touches them later.
Plain scalars are numbers, booleans or null only where YAML 1.2's core schema says so; ``no``, ``0123``, ``12:30``
and dates stay as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from wechatclean.errors import FrontMatterError
from wechatclean.patterns import pattern
from wechatclean.source.pairs import Repeated, mapping

_INTEGER = pattern(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = pattern(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_WORDS: Mapping[str, bool | None] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "~": None,
    "": None,
}
_TAB_BEHIND_KEY = pattern(r"(?<=:)\t(?=[^\s#])")  # generators read it as a space, PyYAML does not
_DEPTH, _NODES = 20, 10_000


def load(text: str, line: int = 0, repeated: Repeated | None = None) -> dict[str, Any] | None:
    """What the YAML *text* says, of plain types only; ``None`` where it is no mapping.

    Args:
        line: how many lines stand above *text* in its document.
        repeated: gets the keys that stand again in their mapping, with the values that give way.

    Raises:
        FrontMatterError: it is broken, or has what no post needs: aliases, tags, absurd nesting.
    """
    value = _Reader(line, [] if repeated is None else repeated).read(text)
    return {} if value is _NOTHING else value if isinstance(value, dict) else None


def _parsed(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(_TAB_BEHIND_KEY.sub(" ", text), Loader=yaml.SafeLoader)


class Scalar(NamedTuple):
    """A word or value of YAML: where it begins and ends in its text, what it is, and whether it is a key at the top."""

    start: int
    end: int
    value: str
    is_top_key: bool


def scalars(text: str) -> Iterator[Scalar]:
    """The scalars of *text*, which :func:`load` has read."""
    depth = count = 0
    for event in _parsed(text):
        if isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent) and depth == 1:
            count += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent):
            is_key = depth == 1 and count % 2 == 1
            start: Any = event.start_mark  # a parser's events have marks
            end: Any = event.end_mark
            yield Scalar(start.index, end.index, event.value, is_key)


class _Reader:
    """Reads one YAML document that stands below *line*."""

    def __init__(self, line: int, repeated: Repeated) -> None:
        self._line, self._repeated = line, repeated

    def read(self, text: str) -> object:
        """The value that *text* is."""
        try:
            events = self._events(text)
            value = self._value(events)
            if next(events, None) is not None:
                raise FrontMatterError("more than one document")  # noqa: TRY301
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or "not YAML"
            raise self._error(reason, mark) from None
        except FrontMatterError:
            raise
        except (OverflowError, ValueError):  # an escape such as "\\UFFFFFFFF"
            raise FrontMatterError("no such character") from None
        except RecursionError:
            raise FrontMatterError("nested too deeply") from None
        return value

    def _events(self, text: str) -> Iterator[yaml.Event]:
        """The parser's events, checked one by one."""
        depth = 0
        for nodes, event in enumerate(_parsed(text)):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _DEPTH or nodes > _NODES:
                raise self._error("nested too deeply" if depth > _DEPTH else "too many values", event.start_mark)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._error("anchors and aliases are not read", event.start_mark)
            if getattr(event, "tag", None) not in (None, "!"):
                raise self._error("tags are not read", event.start_mark)
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _value(self, events: Iterator[yaml.Event]) -> object:
        """The next value of *events*; nesting is bounded where they come from."""
        event = next(events, None)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._values(events))
        if isinstance(event, yaml.MappingStartEvent):
            flat = list(self._values(events))
            return mapping(zip(map(_key, flat[::2]), flat[1::2], strict=False), self._repeated)
        return _NOTHING

    def _values(self, events: Iterator[yaml.Event]) -> Iterator[object]:
        while (value := self._value(events)) is not _NOTHING:
            yield value

    def _error(self, reason: str, mark: Any) -> FrontMatterError:
        if mark is None:
            return FrontMatterError(reason)
        return FrontMatterError(reason, self._line + mark.line + 1, mark.column + 1)


def _key(key: object) -> str:
    if isinstance(key, dict | list):
        raise FrontMatterError("a key is not a word")
    return str(key)


def _scalar(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and str(float(text)) == text else text


_NOTHING = object()
