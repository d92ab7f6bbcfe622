"""What declarations come to: the valid value of each property that decides whether text is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from wechatclean.css.declarations import Declaration, declared
from wechatclean.css.properties import EVERYWHERE, PROPERTIES
from wechatclean.css.shorthands import ALIASES, SHORTHANDS, longhands
from wechatclean.css.tokens import tokens
from wechatclean.patterns import pattern

_VARIABLE = pattern(r"\bvar\(\s*(--[\w-]*)\s*", re.I)
_LONGEST = 4_000  # characters of a value with what its variables stand for
_SHORT = 100  # characters of a value that is worth remembering
_MOST_VARIABLES = 50  # in a value

Values = dict[str, Any]


class Pending(NamedTuple):
    """A value with variables in it, of which nothing is known before its place is."""

    name: str
    text: str


def values_of(css: str) -> Values:
    """The valid values that *css* declares, by property; important ones win, and then later ones.

    >>> values_of("opacity: 0; opacity: nope; --x: a")
    {'opacity': 0.0, '--x': 'a'}
    """
    return cascaded(declared(css))


def cascaded(found: Sequence[Declaration]) -> Values:
    """The valid values that *found* declare."""
    if any(one.is_important for one in found):
        found = sorted(found, key=lambda one: one.is_important)
    values: Values = {}
    for name, text, _ in found:
        if name.startswith("--"):
            values[name] = text
        elif name == "all":
            if (word := text.lower()) in EVERYWHERE:
                custom = {key: value for key, value in values.items() if key.startswith("--")}
                values.clear()
                values.update(custom, all=word)
        elif "--" in text and _VARIABLE.search(text):
            _set(values, name, None, Pending(name, text))
        else:
            read(name, text, values)
    return values


def read(name: str, text: str, values: Values) -> bool:
    """Add the value *text* of the property *name* to *values*, if it is valid."""
    word = text.lower()
    if word in EVERYWHERE:
        return _set(values, name, None, word)
    name = ALIASES.get(name, name)
    value = _value(name, text)
    return value is not None and _set(values, name, value if name in SHORTHANDS else None, value)


def _value(name: str, text: str) -> Any:
    """What *text* is as a value of the property *name*; ``None`` where it is not valid."""
    return (_remembered if len(text) < _SHORT else _parsed)(name, text)


def _parsed(name: str, text: str) -> Any:
    parse = PROPERTIES.get(name) or SHORTHANDS.get(name)
    parts = tokens(text) if parse else ()
    return parse(parts) if parse and parts else None


_remembered = lru_cache(maxsize=4096)(_parsed)  # editors write the same few values thousands of times


def is_valid(name: str, text: str) -> bool:
    """Whether *text* may be a value of the property *name*, as far as its values are known here."""
    if (name not in PROPERTIES and name not in SHORTHANDS) or text.lower() in EVERYWHERE or _VARIABLE.search(text):
        return True
    return _value(name, text) is not None


def _set(values: Values, name: str, several: Mapping[str, Any] | None, value: Any) -> bool:
    name = ALIASES.get(name, name)
    if name in PROPERTIES:
        several = {name: value}
    elif name not in SHORTHANDS:
        return False
    elif several is None:
        several = dict.fromkeys(longhands(name), value)
    values.update(several)
    return True


def resolved(values: Values, variables: Mapping[str, str]) -> Values:
    """*values* with what is pending in them; what is not valid then counts as ``unset``."""
    found: Values = {}
    for name, value in values.items():
        if not isinstance(value, Pending):
            found[name] = value
            continue
        text, own = substituted(value.text, variables), Values()
        found[name] = own.get(name, "unset") if text is not None and read(value.name, text, own) else "unset"
    return found


def substituted(text: str, variables: Mapping[str, str], left: int = _MOST_VARIABLES) -> str | None:
    """*text* with what its variables stand for; ``None`` where one stands for nothing.

    >>> substituted("calc(var(--a) + var(--b, 2px))", {"--a": "1px"})
    'calc( 1px  +  2px )'
    """
    while found := _VARIABLE.search(text):
        left -= 1
        end, comma = _end(text, found.end())
        value = variables.get(found[1])
        if value is None and comma:
            value = text[comma + 1 : end].strip()
        if value is None or left < 0 or len(text) + len(value) > _LONGEST:
            return None
        text = f"{text[: found.start()]} {value} {text[end + 1 :]}"  # they never make one word with what is beside them
    return text


def _end(text: str, start: int) -> tuple[int, int]:
    """Where the bracket ends that is open at *start*, and where its first comma is (0: nowhere)."""
    depth, comma = 1, 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at, comma
        if text[at] == "," and not comma:
            comma = at
    return len(text), comma
