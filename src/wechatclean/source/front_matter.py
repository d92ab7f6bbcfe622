"""What a post begins with: YAML between dashes, or Hugo's TOML between plus signs or JSON in braces.

It is kept as it was written, since a post's front matter is its author's; its values are read from it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from math import isfinite
from typing import Any

from wechatclean.errors import FrontMatterError, LimitError
from wechatclean.html.characters import plain
from wechatclean.limits import LIMITS, Limits
from wechatclean.patterns import pattern
from wechatclean.source.pairs import Repeated, mapping
from wechatclean.source.reading import begins_front_matter

_OPENING = pattern(r"(?P<fence>-{3}|\+{3})-*[ \t]*\r?\n")  # Hexo takes more dashes than three
_CLOSING = {
    "---": pattern(r"^(?:-{3,}|\.{3})[ \t]*\r?$\n?", re.M),
    "+++": pattern(r"^\+{3}[ \t]*\r?$\n?", re.M),
}
_OBJECT_END = pattern(r"^\}[ \t]*\r?\n", re.M)
_ENTRY = pattern(r"""\s*["']?[A-Za-z_][\w-]{0,60}["']?[ \t]*(?::(?=\s|$)|(?<=["']):(?=["'\[{\d-])|=)""")
_KEY = pattern(r"[A-Za-z_][\w.-]{0,60}")
_DEPTH = 20  # levels of lists and mappings
_PLACE = pattern(r" \(at (?:line (\d{1,9}), column (\d{1,9})|end of document)\)\Z")


@dataclass(frozen=True)
class FrontMatter:
    """A post's front matter.

    Attributes:
        text: as it stands in the post, with its fences, from the first to the last; empty where there is none. Its
            lines end in ``"\\n"``, and nothing stands before it.
        fields: what it says.
        repeated: keys that stand again in their mapping, with the values that give way to the last.
    """

    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    repeated: Repeated = field(default_factory=list)


NONE = FrontMatter()


def split(text: str, limits: Limits = LIMITS) -> tuple[FrontMatter, str]:
    """The front matter of *text* and what follows it; none and all of it where there is none.

    Raises:
        FrontMatterError: it is broken, or has what no post needs: aliases, tags, absurd nesting.
        LimitError: it is longer than ``limits.front_matter``.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    try:
        front, body = _split(text, limits)
    except FrontMatterError as error:
        if error.line is not None:
            raise
        raise FrontMatterError(error.reason, _line_of_first_word(text, 0), 1) from None
    if front.text and _is_doubled(front.text, body, limits):
        raise FrontMatterError("a second one follows it", _line_of_first_word(text, len(text) - len(body)), 1)
    return front, body


def _split(text: str, limits: Limits) -> tuple[FrontMatter, str]:
    start = len(text) - len(text.lstrip())
    if not begins_front_matter(text):
        return _split_unopened(text, start, limits) if _ENTRY.match(text, start) else (NONE, text)
    return _split_json(text, start, limits) if text[start] == "{" else _split_fenced(text, start, limits)


def _split_unopened(text: str, start: int, limits: Limits) -> tuple[FrontMatter, str]:
    """YAML that only ends with dashes, as old posts of Hexo have it."""
    closing = _CLOSING["---"].search(text, start, start + limits.front_matter + 8)
    if not closing or "<" in (head := text[start : closing.start()].replace("\r\n", "\n")):
        return NONE, text
    repeated: Repeated = []
    try:
        fields = _read_yaml(plain(head), text.count("\n", 0, start), repeated)
    except FrontMatterError:
        return NONE, text
    if not fields or not all(map(_KEY.fullmatch, fields)):
        return NONE, text
    return FrontMatter(f"---\n{plain(head)}---\n", fields, repeated), text[closing.end() :]


def _is_doubled(front: str, body: str, limits: Limits) -> bool:
    """Whether *body* begins with front matter again, which a tool has put below *front*: none of it is text.

    JSON below another form may be what an article shows.
    """
    if not begins_front_matter(body) or body.lstrip()[0] == "{" != front[0]:
        return False
    try:
        again, _ = _split(body, limits)
    except (FrontMatterError, LimitError):  # it may be text between rules
        return False
    return bool(again.fields) and all(_KEY.fullmatch(key) for key in again.fields)


def _line_of_first_word(text: str, start: int) -> int:
    rest = text[start:]
    return text.count("\n", 0, start + len(rest) - len(rest.lstrip())) + 1


def _split_fenced(text: str, start: int, limits: Limits) -> tuple[FrontMatter, str]:
    opening = _OPENING.match(text, start)
    if not opening:
        return NONE, text
    fence, end = opening["fence"], opening.end()
    closing = _CLOSING[fence].search(text, end, end + limits.front_matter + 8)
    if not closing:
        if far := _CLOSING[fence].search(text, end):
            raise LimitError("front_matter", limits.front_matter, far.start() - end)
        if _ENTRY.match(text, end):
            raise FrontMatterError("it has no end", text.count("\n", 0, start) + 1, 1)
        return NONE, text
    inner = plain(text[end : closing.start()].replace("\r\n", "\n"))
    repeated: Repeated = []
    read = _read_yaml if fence == "---" else _read_toml
    fields = read(inner, text.count("\n", 0, end), repeated)
    if fields is None:
        return NONE, text
    return FrontMatter(f"{fence}\n{inner}{fence}\n", fields, repeated), text[closing.end() :]


def _read_yaml(text: str, line: int, repeated: Repeated) -> Mapping[str, Any] | None:
    """What YAML says that begins below *line*; ``None`` where that is no mapping."""
    from wechatclean.source.yaml import load  # few documents need it

    return load(text, line, repeated)


def _read_toml(text: str, line: int, _: Repeated) -> Mapping[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib
        except ModuleNotFoundError:
            raise FrontMatterError("TOML needs Python 3.11 or tomli: pip install 'wechatclean[markdown]'") from None
    try:
        return _plain_fields(tomllib.loads(text))
    except FrontMatterError:
        raise
    except tomllib.TOMLDecodeError as error:
        reason, place = str(error), _PLACE.search(str(error))
        if place and place[1]:
            raise FrontMatterError(reason[: place.start()], line + int(place[1]), int(place[2])) from None
        reason = reason[: place.start()] if place else reason
        raise FrontMatterError(f"{reason} before its end", line + text.count("\n"), 1) from None
    except (RecursionError, ValueError, OverflowError):
        raise FrontMatterError("not TOML, or nested too deeply") from None


def _split_json(text: str, start: int, limits: Limits) -> tuple[FrontMatter, str]:
    """A JSON object that a line ends, with a post below it."""
    if not _ENTRY.match(text, start + 1):
        return NONE, text
    repeated: Repeated = []
    decoder = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=lambda pairs: mapping(pairs, repeated))
    try:
        fields, length = decoder.raw_decode(text[start:][: limits.front_matter])
    except json.JSONDecodeError as error:
        return _refuse_json(text, start, error, limits)
    except RecursionError:
        raise FrontMatterError("nested too deeply") from None
    except FrontMatterError:
        raise
    except ValueError:
        raise FrontMatterError("a number is too long") from None
    inner, below = text[start : start + length], text[start + length :]
    if not _is_post(below):
        return NONE, text
    inner = plain(inner.replace("\r\n", "\n")) + "\n"
    return FrontMatter(inner, _plain_fields(fields), repeated), below.partition("\n")[2]


def _is_post(below: str) -> bool:
    """Whether *below* an object is the body of a post, and not the next value of a file of JSON, a value a line."""
    body = below.lstrip()
    is_value = body.startswith("{") and _ENTRY.match(body, 1)
    return bool(body) and below.lstrip(" \t\r").startswith("\n") and not is_value


def _refuse_json(text: str, start: int, error: json.JSONDecodeError, limits: Limits) -> tuple[FrontMatter, str]:
    """No front matter where no line ends the object; else where it is broken, or that it is too long."""
    closing = _OBJECT_END.search(text, start)
    if not closing or not text[closing.end() :].strip():
        return NONE, text
    if (found := closing.end() - start) > limits.front_matter:
        raise LimitError("front_matter", limits.front_matter, found)
    raise FrontMatterError(error.msg, text.count("\n", 0, start) + error.lineno, error.colno) from None


def _no_number(word: str) -> None:
    raise FrontMatterError(f"{word} is no number")


def _plain_fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """*fields* as YAML's are read: dates as text, nothing that JSON cannot say."""
    return {plain(key): _plain_value(value, 1) for key, value in fields.items()}


def _plain_value(value: object, depth: int) -> object:
    if depth > _DEPTH:
        raise FrontMatterError("nested too deeply")
    if isinstance(value, dict):
        return {plain(key): _plain_value(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain_value(inner, depth + 1) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return plain(value) if isinstance(value, str) else value
