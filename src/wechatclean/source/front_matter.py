"""What a post begins with: YAML between dashes, or Hugo's TOML between plus signs or JSON in braces.

It is kept as it was written, since a post's front matter is its author's; its values are read from it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wechatclean.errors import FrontMatterError, LimitError
from wechatclean.html.characters import plain
from wechatclean.limits import LIMITS, Limits
from wechatclean.source.reading import begins_front_matter

_OPENING = re.compile(r"(-{3}|\+{3})[ \t]*\r?\n")
_CLOSING = {
    "---": re.compile(r"^(?:-{3}|\.{3})[ \t]*\r?$\n?", re.M),
    "+++": re.compile(r"^\+{3}[ \t]*\r?$\n?", re.M),
}
_PLACE = re.compile(r" \(at (?:line (\d{1,9}), column (\d{1,9})|end of document)\)\Z")


@dataclass(frozen=True)
class FrontMatter:
    """A post's front matter.

    Attributes:
        text: as it stands in the post, with its fences, from the first to the last; empty where there is none. Its
            lines end in ``"\\n"``, and nothing stands before it.
        fields: what it says.
    """

    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


NONE = FrontMatter()


def split(text: str, limits: Limits = LIMITS) -> tuple[FrontMatter, str]:
    """The front matter of *text* and what follows it; none and all of it where there is none.

    Raises:
        FrontMatterError: it is broken, or has what no post needs: aliases, tags, absurd nesting.
        LimitError: it is longer than ``limits.front_matter``.
    """
    if not begins_front_matter(text):
        return NONE, text
    start = len(text) - len(text.lstrip())
    if text[start] == "{":
        return _split_json(text, start, limits)
    return _split_fenced(text, start, limits)


def _split_fenced(text: str, start: int, limits: Limits) -> tuple[FrontMatter, str]:
    opening = _OPENING.match(text, start)
    if not opening:
        return NONE, text
    fence, end = opening[1], opening.end()
    closing = _CLOSING[fence].search(text, end, end + limits.front_matter + 8)
    if not closing:
        if _CLOSING[fence].search(text, end):
            raise LimitError("front_matter", limits.front_matter)
        return NONE, text
    inner = plain(text[end : closing.start()].replace("\r\n", "\n"))
    read = _read_yaml if fence == "---" else _read_toml
    fields = read(inner, text.count("\n", 0, end))
    if fields is None:
        return NONE, text
    return FrontMatter(f"{fence}\n{inner}{fence}\n", fields), text[closing.end() :]


def _read_yaml(text: str, line: int) -> Mapping[str, Any] | None:
    """What YAML says that begins below *line*; ``None`` where that is no mapping."""
    from wechatclean.source.yaml import load  # few documents need it

    return load(text, line)


def _read_toml(text: str, line: int) -> Mapping[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib
        except ModuleNotFoundError:
            raise FrontMatterError("TOML is read by Python 3.11 and newer, or with tomli installed") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, place = str(error), _PLACE.search(str(error))
        if place and place[1]:
            raise FrontMatterError(reason[: place.start()], line + int(place[1]), int(place[2])) from None
        raise FrontMatterError(reason[: place.start()] if place else reason) from None
    except (RecursionError, ValueError, OverflowError):
        raise FrontMatterError("not TOML, or nested too deeply") from None


def _split_json(text: str, start: int, limits: Limits) -> tuple[FrontMatter, str]:
    """A JSON object that a line ends, with a post below it."""
    closing = re.compile(r"^\}[ \t]*\r?\n", re.M).search(text, start)
    if not closing or not text[closing.end() :].strip():
        return NONE, text
    if closing.end() - start > limits.front_matter:
        raise LimitError("front_matter", limits.front_matter)
    inner = plain(text[start : closing.end()].replace("\r\n", "\n").rstrip()) + "\n"
    try:
        fields = json.loads(inner)
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, start) + error.lineno
        raise FrontMatterError(error.msg, line, error.colno) from None
    except (RecursionError, ValueError):
        raise FrontMatterError("nested too deeply, or a number too long") from None
    return FrontMatter(inner, fields), text[closing.end() :]
