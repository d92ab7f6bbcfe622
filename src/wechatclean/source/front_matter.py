"""Front matter in and out; the only module that knows python-frontmatter and yaml.

What comes in is read from the parser's events, bounded and without aliases, tags or any type that a text could turn
into by accident: libyaml dies of deep nesting, and alias bombs load in no time and kill what touches them later.
Plain scalars are numbers, booleans or null only where YAML 1.2's core schema says so; ``no``, ``0123``, ``12:30``
and dates stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from wechatclean.errors import FrontMatterError, LimitError
from wechatclean.html.characters import plain
from wechatclean.limits import LIMITS, Limits

_FENCE = re.compile(r"-{3}[ \t]*\r?\n")
_END = re.compile(r"^(?:-{3}|\.{3})[ \t]*\r?$", re.M)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_WORDS: Mapping[str, bool | None] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "~": None,
    "": None,
}
_DEPTH, _NODES = 20, 10_000
_LINE_END = re.compile("[\x85\u2028\u2029]")


def split(text: str, limits: Limits = LIMITS) -> tuple[dict[str, Any], str]:
    """The front matter of *text* and what follows it; nothing and all of it where there is none.

    Raises:
        FrontMatterError: the YAML is broken, or has what no post needs: aliases, tags, absurd nesting.
        LimitError: it is longer than ``limits.front_matter``.
    """
    start = len(text) - len(text.lstrip())
    opening = _FENCE.match(text, start)
    if not opening:
        return {}, text
    closing = _END.search(text, opening.end(), opening.end() + limits.front_matter + 8)
    if not closing:
        if _END.search(text, opening.end()):
            raise LimitError("front_matter", limits.front_matter)
        return {}, text
    handler = _Handler(line=text.count("\n", 0, opening.end()))
    found = handler.load(plain(text[opening.end() : closing.start()]))
    if found is _NOTHING:
        found = {}
    return (found, text[closing.end() :]) if isinstance(found, dict) else ({}, text)


def join(fields: Mapping[str, Any], markdown: str) -> str:
    """A document: *fields* as front matter, in their order, then *markdown*."""
    post = frontmatter.Post(markdown)
    post.metadata.update(fields)
    text: str = frontmatter.dumps(post, handler=_Handler(), sort_keys=False, width=1 << 30, allow_unicode=True)
    return text + "\n"


class _Handler(YAMLHandler):  # type: ignore[misc]
    """python-frontmatter's YAML, loaded safely and written readably (its C dumper escapes emoji)."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self._line = line

    def load(self, fm: str, **_: object) -> object:
        """The value that *fm* is, of plain types only."""
        try:
            events = self._events(fm)
            value = _value(events, depth=0)
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

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """*metadata* as YAML."""
        return str(yaml.dump(metadata, Dumper=_Dumper, default_flow_style=False, **kwargs)).strip("\n")  # type: ignore[call-overload]

    def _events(self, text: str) -> Iterator[yaml.Event]:
        """The parser's events, checked one by one."""
        depth = 0
        for nodes, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
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

    def _error(self, reason: str, mark: Any) -> FrontMatterError:
        if mark is None:
            return FrontMatterError(reason)
        return FrontMatterError(reason, self._line + mark.line + 1, mark.column + 1)


class _Dumper(yaml.SafeDumper):
    """Writes every string of a sequence or mapping in full, even when it occurs twice."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """A string; one with line ends that only YAML knows as such is quoted, so that they are not folded."""
        style = '"' if _LINE_END.search(data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _value(events: Iterator[yaml.Event], depth: int) -> object:
    """The next value of *events*; nesting is bounded where they come from."""
    event = next(events, None)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_values(events, depth + 1))
    if isinstance(event, yaml.MappingStartEvent):
        flat = list(_values(events, depth + 1))
        return {_key(key): value for key, value in zip(flat[::2], flat[1::2], strict=False)}
    return _NOTHING


def _values(events: Iterator[yaml.Event], depth: int) -> Iterator[object]:
    while (value := _value(events, depth)) is not _NOTHING:
        yield value


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
_Dumper.add_representer(str, _Dumper.represent_str)
