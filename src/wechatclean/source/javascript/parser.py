"""JavaScript literals, read without running anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wechatclean.html.entities import decode
from wechatclean.patterns import pattern
from wechatclean.source.javascript.scanner import CLOSED_BY, NAME, Cursor
from wechatclean.source.javascript.values import Value, number, number_at, times, unescaped

_DEPTH = 40  # levels of brackets; deeper ones are skipped, real pages have about eight
_KEY = pattern(r"""(?: ([\w$]+) | '([^'\\\n]{0,200})' | "([^"\\\n]{0,200})" )\s*:""", re.X)
# The spellings that make up nearly all of a page's data are read in one step: 'x', JsDecode('x'), '1' * 1.
_PLAIN = pattern(
    r"""
    (?:JsDecode\()?
    ' (?P<text>[^'\n]{0,300}) ' (?<!\\')
    \)?
    (?P<times_one>\s?\*\s?1)?
    (?=,)
    """,
    re.X,
)
_PLAIN_ENTRY = pattern(rf"[\s,]* (?P<key>[\w$]{{1,60}}): \s? {_PLAIN.pattern}", re.X)
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
# Calls that stand for their first argument.
_TRANSPARENT = {"JsDecode", "String", "decodeURIComponent", "Date", "Number", "parseInt", "parseFloat"}


class Reader(Cursor):
    """Reads the expression at its position; gives ``None`` for what would have to be run."""

    def expression(self, depth: int) -> Value:
        """Operands joined by operators: ``a || b`` is the first with a value, and a test that is not known is false."""
        self.skip_space()
        if plain := _PLAIN.match(self.text, self.at, self.end):
            self.at = plain.end()
            return _plain_value(plain)
        value = self._product(depth)
        while True:
            self.skip_space()
            if self.next() not in "|?=&":
                return value
            if self.take("||") or self.take("??"):
                other = self._product(depth)
                value = value or other
            elif self.take("==="):
                value = value == self._product(depth)
            elif self.take("?"):
                value = self._branches(bool(value), depth)
            elif self.take("=") or self.take("&&"):
                value = self._product(depth)
            else:
                return value

    def _branches(self, test: bool, depth: int) -> Value:
        if depth >= _DEPTH:
            return None
        one = self.expression(depth + 1)
        other = None
        self.skip_space()
        if self.take(":"):
            other = self.expression(depth + 1)
        return one if test else other

    def _product(self, depth: int) -> Value:
        value = self._operand(depth)
        while True:
            self.skip_space()
            if self.next() not in "*+.":
                return value
            if self.take("*"):
                value = times(value, self._operand(depth))
            elif self.next() == "+" and isinstance(value, str):
                self.at += 1
                value += str(self._operand(depth) or "")
            elif self.next() == ".":
                self.at += 1
                value = self._method(value, depth)
            else:
                return value

    def _operand(self, depth: int) -> Value:
        self.skip_space()
        mark = self.next()
        if mark and mark in "!-+":
            return self._signed(depth)
        if mark in ("'", '"'):
            return self._string(mark)
        if mark in CLOSED_BY:
            return self._bracketed(mark, depth)
        if digits := number_at(self.text, self.at, self.end):
            self.at = digits.end()
            return number(digits[0])
        return self._named(depth)

    def _signed(self, depth: int) -> Value:
        """An operand behind ``!``, ``-`` or ``+`` signs, of which there may be any number."""
        signs = ""
        while (mark := self.next()) and mark in "!-+":
            signs += mark
            self.at += 1
            self.skip_space()
        value = self._operand(depth)
        if "!" in signs:
            return bool(value) ^ (signs.count("!") % 2 == 1)
        return times(value, -1) if signs.count("-") % 2 == 1 else value

    def _bracketed(self, mark: str, depth: int) -> Value:
        if depth >= _DEPTH:
            self.skip_brackets()
            return None
        if mark == "{":
            return self._object(depth + 1)
        values = self._values(CLOSED_BY[mark], depth + 1)
        return values if mark == "[" else (values[0] if values else None)

    def _named(self, depth: int) -> Value:
        """A constant, or a name that may be called: the argument of a decoder, else nothing."""
        name = ""
        while found := NAME.match(self.text, self.at, self.end):
            name, self.at = found[0], found.end()
            self.skip_space()
            if name != "new" and not self.take("."):
                break
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if self.next() != "(" or not name:
            return None
        argument = self._bracketed("(", depth)
        if name == "htmlDecode" and isinstance(argument, str):
            return decode(argument)
        return argument if name in _TRANSPARENT else None

    def _method(self, value: Value, depth: int) -> Value:
        """``.html(false)`` undoes entities; other methods of a literal (``.slice(0, 20)``) leave it."""
        name = NAME.match(self.text, self.at, self.end)
        self.at = name.end() if name else self.at
        self.skip_space()
        argument = self._bracketed("(", depth) if self.next() == "(" else None
        if name and name[0] == "html" and argument is False and isinstance(value, str):
            return decode(value)
        return value

    def _string(self, quote: str) -> str | None:
        """A string; without a closing quote it is lost up to the end of its line."""
        start = self.at + 1
        self.skip_string(quote)
        return None if self.cut else unescaped(self.text[start : self.at - 1])

    def _values(self, close: str, depth: int) -> list[Value]:
        values: list[Value] = []
        self.at += 1
        while not self.ended(close):
            before = self.at
            value = self.expression(depth)
            if self.at > before:
                values.append(value)
            if self.cut and close == ")":
                break
            self.to_next_entry()
            if self.next() not in (",", close):  # a bracket that closes something around it
                break
        return values

    def _object(self, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        self.at += 1
        while True:
            for plain in self._plain_entries():
                values.setdefault(plain["key"], _plain_value(plain))
            if self.ended("}"):
                return values
            if key := self._key():
                values.setdefault(key, self.expression(depth))
            else:
                self.skip_one()

    def entries(self) -> Iterator[tuple[str, int]]:
        """The names of an object's entries, and where their values begin."""
        if self.next() != "{":
            return
        self.at += 1
        while True:
            for plain in self._plain_entries():
                yield plain["key"], plain.end("key") + 1
            if self.ended("}"):
                return
            if key := self._key():
                yield key, self.at
                self.to_next_entry()
            else:
                self.skip_one()

    def _plain_entries(self) -> Iterator[re.Match[str]]:
        """The entries from here up to one that is spelt in another way."""
        while plain := _PLAIN_ENTRY.match(self.text, self.at, self.end):
            yield plain
            self.at = plain.end()

    def _key(self) -> str:
        found = _KEY.match(self.text, self.at, self.end)
        if not found:
            return ""
        self.at = found.end()
        return found[1] or found[2] or found[3] or ""


def _plain_value(plain: re.Match[str]) -> Value:
    text = unescaped(plain["text"])
    return times(text, 1) if plain["times_one"] else text
