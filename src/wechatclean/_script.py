"""Values of JavaScript literals in page scripts, read without running anything.

WeChat's server writes values into scripts in a dozen spellings: ``'n' * 1``, ``JsDecode('\\x3c…')``,
``"" || "x"``, ``'…'.html(false)``, ``xml ? getXmlValue('…') : '…'``, object and array literals with comments
and trailing commas. The reader takes what it knows, gives ``None`` for what would have to be run, and goes on
after what is broken: a bad entry costs itself only. It never goes back, so its time is linear in its input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from wechatclean._entities import decode

Value: TypeAlias = "str | int | float | bool | None | list[Value] | dict[str, Value]"

_DEPTH = 40  # levels of brackets; deeper ones are skipped, real pages have about eight
_NAME = re.compile(r"[\w$]+")
_KEY = re.compile(r"""(?:([\w$]+)|'([^'\\\n]{0,200})'|"([^"\\\n]{0,200})")\s*:""")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]{1,15}|\d{1,17}(?:\.\d{1,17})?(?:[eE][+-]?\d{1,2})?")
_SPACE = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|[\s\S]))")
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# The spellings that make up nearly all of a page's data are read in one step.
_PLAIN = re.compile(r"(?:JsDecode\()?'([^'\\\n]{0,300})'\)?(\s?\*\s?1)?(?=,)")
_PLAIN_ENTRY = re.compile(r"\s*([\w$]{1,60}):\s?(?=((?:JsDecode\()?'[^'\\\n]{0,300}'\)?(?:\s?\*\s?1)?,))")
_BRACKETS = re.compile(r"""\('[^'\\\n]{0,300}'\)|'[^'\\\n]{0,300}'|['"()\[\]{}/]""")
_ENTRY_END = re.compile(r"""['"()\[\]{},/]""")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_TEXT_OF = {"JsDecode", "String", "decodeURIComponent", "Date", "Number", "parseInt", "parseFloat"}  # of their argument
_BEFORE_A_NAME = " \t\r\n,;.(){}"
_ASSIGNED = re.compile(r"\s*=(?![=>])")


def read(text: str, start: int = 0, end: int | None = None) -> Value:
    r"""The value of the expression at *start*; ``None`` for what is no literal.

    >>> read("JsDecode('\\x26lt;') || 'x'")
    '&lt;'
    >>> read("{a: '1' * 1, 'b': [true, \"\" || 'x',], c: f(2), d: xml ? g('D') : '7'}")
    {'a': 1, 'b': [True, 'x'], 'c': None, 'd': '7'}
    """
    return _Reader(text, start, len(text) if end is None else end).expression(0)


def unescaped(raw: str) -> str:
    r"""The text of a string literal without its quotes.

    >>> unescaped(r"\x3cp\x3e\u4e2d\n\x5cx3c")
    '<p>中\n\\x3c'
    """
    if "\\" not in raw:
        return raw
    text = _ESCAPE.sub(_character, raw)
    return _SURROGATES.sub(_join_surrogates, text) if "\\u" in raw else text


def _character(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        return chr(min(int(digits, 16), 0x10FFFF))
    return _CONTROL.get(found[4], found[4])


def _join_surrogates(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


class ObjectLiteral(Mapping[str, Value]):
    """An object literal whose values are read when they are asked for.

    A page's ``cgiDataNew`` holds the whole article and a thousand settings; of these a dozen are needed.
    The first of two entries of one name counts, as the second is a broken string's doing.

    Attributes:
        whole: whether the literal ends with its bracket.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        reader = _Reader(text, start, end)
        self._text, self._end = text, end
        self._starts = dict(reversed(list(reader.entries())))
        self.whole = reader.closed
        self._values: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._values:
            self._values[key] = read(self._text, self._starts[key], self._end)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return reversed(self._starts)

    def __len__(self) -> int:
        return len(self._starts)


def assigned(text: str, name: str, start: int = 0, end: int | None = None) -> Iterator[Value]:
    """The values that ``name = …`` is given in *text*, in order; assignments in line comments do not count.

    >>> list(assigned('// var ct = "1";\\nvar ct = "2"*1; window.ct = f(), act = "3"', "ct"))
    [2, None]
    """
    end = len(text) if end is None else end
    at = text.find(name, start, end)
    while at >= 0:
        after = _ASSIGNED.match(text, at + len(name), end)
        begun = at + len(name)
        if after and _starts_a_name(text, at, start):
            reader = _Reader(text, after.end(), end)
            yield reader.expression(0)
            begun = reader.at  # what is assigned within the value is the value
        at = text.find(name, begun, end)


def _starts_a_name(text: str, at: int, start: int) -> bool:
    """Whether a name at *at* is one of code: not the end of another, no parameter of an address, no comment."""
    before = text[max(start, at - 400) : at]
    if before and (before[-1] not in _BEFORE_A_NAME or before.endswith("amp;")):
        return False
    return "//" not in before[before.rfind("\n") + 1 :].replace("://", "")


class _Reader:
    """A position that only moves forward."""

    def __init__(self, text: str, at: int, end: int) -> None:
        self.text, self.at, self.end = text, at, end
        self._line_end = -1
        self._cut = False  # the last string had no end
        self.closed = False  # the last array, object or argument list had one

    # --- expressions ---------------------------------------------------------------------------------------

    def expression(self, depth: int) -> Value:
        """Operands joined by operators: the first alternative with a value, the else of an unknown test."""
        self._space()
        if plain := _PLAIN.match(self.text, self.at, self.end):
            self.at = plain.end()
            return _times(plain[1], 1) if plain[2] else plain[1]
        value = self._product(depth)
        while True:
            self._space()
            if self._take("||") or self._take("??"):
                other = self._product(depth)
                value = value or other
            elif self._take("==="):
                value = value == self._product(depth)
            elif self._take("?"):
                value = self._branches(bool(value), depth)
            elif self._take("=") or self._take("&&"):
                value = self._product(depth)
            else:
                return value

    def _branches(self, test: bool, depth: int) -> Value:
        if depth >= _DEPTH:
            return None
        one = self.expression(depth + 1)
        other = None
        self._space()
        if self._take(":"):
            other = self.expression(depth + 1)
        return one if test else other

    def _product(self, depth: int) -> Value:
        value = self._operand(depth)
        while True:
            self._space()
            if self._take("*"):
                value = _times(value, self._operand(depth))
            elif self._next() == "+" and isinstance(value, str):
                self.at += 1
                value += str(self._operand(depth) or "")
            elif self._next() == ".":
                self.at += 1
                value = self._method(value, depth)
            else:
                return value

    def _operand(self, depth: int) -> Value:
        self._space()
        mark = self._next()
        if mark and mark in "!-+":
            return self._signed(depth)
        if mark in ("'", '"'):
            return self._string(mark)
        if mark in _CLOSED_BY:
            return self._bracketed(mark, depth)
        if number := _NUMBER.match(self.text, self.at, self.end):
            self.at = number.end()
            return _number(number[0])
        return self._named(depth)

    def _signed(self, depth: int) -> Value:
        """An operand behind ``!``, ``-`` or ``+`` signs, of which there may be any number."""
        signs = ""
        while (mark := self._next()) and mark in "!-+":
            signs += mark
            self.at += 1
            self._space()
        value = self._operand(depth)
        if "!" in signs:
            return bool(value) ^ (signs.count("!") % 2 == 1)
        return _times(value, -1) if signs.count("-") % 2 == 1 else value

    def _bracketed(self, mark: str, depth: int) -> Value:
        if depth >= _DEPTH:
            self.skip_brackets()
            return None
        if mark == "{":
            return self._object(depth + 1)
        values = self._values(_CLOSED_BY[mark], depth + 1)
        return values if mark == "[" else (values[0] if values else None)

    def _named(self, depth: int) -> Value:
        """A constant, or a name that may be called: the argument of a decoder, else nothing."""
        name = ""
        while found := _NAME.match(self.text, self.at, self.end):
            name, self.at = found[0], found.end()
            self._space()
            if name != "new" and not self._take("."):
                break
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if self._next() != "(" or not name:
            return None
        argument = self._bracketed("(", depth)
        if name == "htmlDecode" and isinstance(argument, str):
            return decode(argument)
        return argument if name in _TEXT_OF else None

    def _method(self, value: Value, depth: int) -> Value:
        """``.html(false)`` undoes entities; other methods of a literal (``.slice(0, 20)``) leave it."""
        name = _NAME.match(self.text, self.at, self.end)
        self.at = name.end() if name else self.at
        self._space()
        argument = self._bracketed("(", depth) if self._next() == "(" else None
        if name and name[0] == "html" and argument is False and isinstance(value, str):
            return decode(value)
        return value

    # --- strings, arrays, objects --------------------------------------------------------------------------

    def _string(self, quote: str) -> str | None:
        """A string ends on its line; what follows a quote without a partner is lost up to the line's end."""
        start = self.at + 1
        self._skip_string(quote)
        return None if self._cut else unescaped(self.text[start : self.at - 1])

    def _closing(self, quote: str) -> int:
        """Where the string that begins here ends, or -1; sets the line's end."""
        if self._line_end <= self.at:
            line_end = self.text.find("\n", self.at, self.end)
            self._line_end = self.end if line_end < 0 else line_end
        close = self.text.find(quote, self.at + 1, self._line_end)
        while close >= 0 and self._escaped(close):
            close = self.text.find(quote, close + 1, self._line_end)
        return close

    def _escaped(self, at: int) -> bool:
        first = at
        while self.text[first - 1] == "\\" and first - 1 > self.at:
            first -= 1
        return (at - first) % 2 == 1

    def _values(self, close: str, depth: int) -> list[Value]:
        values: list[Value] = []
        self.at += 1
        while not self._ended(close):
            before = self.at
            value = self.expression(depth)
            if self.at > before:
                values.append(value)
            if self._cut and close == ")":
                break
            self._to_next_entry()
            if self._next() not in (",", close):  # the bracket of something around it
                break
        return values

    def _object(self, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        self.at += 1
        while not self._ended("}"):
            if key := self._key():
                values.setdefault(key, self.expression(depth))
            else:
                self._skip_one()
        return values

    def entries(self) -> Iterator[tuple[str, int]]:
        """Names of an object's entries and where their values begin."""
        if self._next() != "{":
            return
        self.at += 1
        while not self._ended("}"):
            while plain := _PLAIN_ENTRY.match(self.text, self.at, self.end):
                yield plain[1], plain.end()
                self.at = plain.end(2)
            if key := self._key():
                yield key, self.at
                self._to_next_entry()
            else:
                self._skip_one()

    def _key(self) -> str:
        found = _KEY.match(self.text, self.at, self.end)
        if not found:
            return ""
        self.at = found.end()
        return found[1] or found[2] or found[3] or ""

    def _ended(self, close: str) -> bool:
        self._space()
        while self._next() == ",":
            self.at += 1
            self._space()
        self.closed = self._take(close)
        return self.closed or self.at >= self.end

    def _to_next_entry(self) -> None:
        """Behind the rest of an entry, whatever it is: to its comma, or to a bracket that ends more than it."""
        while found := _ENTRY_END.search(self.text, self.at, self.end):
            self.at = found.start()
            if found[0] in ",)]}":
                return
            self._skip_one()
            if self._cut:
                self._cut = False
                return
        self.at = self.end

    # --- moving on -----------------------------------------------------------------------------------------

    def skip_brackets(self) -> None:
        """Behind the bracket that closes the one here, or up to one that closes an outer one, or to the end."""
        opened: list[str] = []
        while found := _BRACKETS.search(self.text, self.at, self.end):
            self.at = found.start()
            mark = found[0]
            if mark in _CLOSED_BY:
                opened.append(_CLOSED_BY[mark])
                self.at += 1
            elif mark in ")]}":
                if not self._closes(mark, opened):
                    return
            elif len(mark) > 1:
                self.at = found.end()
            else:
                self._skip_one()
                self._drop_calls(opened)
            if not opened:
                return
        self.at = self.end

    def _closes(self, mark: str, opened: list[str]) -> bool:
        """Take *mark* with the bracket that it closes and those that were left open within; or leave it."""
        if mark not in opened[-_DEPTH:]:
            return False
        while opened.pop() != mark:
            pass
        self.at += 1
        return True

    def _drop_calls(self, opened: list[str]) -> None:
        """A string that has lost its end has lost the bracket of its call too."""
        while self._cut and opened and opened[-1] == ")":
            opened.pop()
        self._cut = False

    def _skip_one(self) -> None:
        """Over a comment, a string, a bracket with all in it, a name, or else one character."""
        before, mark = self.at, self._next()
        if mark == "/":
            self._space()
        elif mark in ("'", '"'):
            self._skip_string(mark)
        elif mark in _CLOSED_BY:
            self.skip_brackets()
        elif name := _NAME.match(self.text, self.at, self.end):
            self.at = name.end()
        if self.at == before:
            self.at += 1

    def _skip_string(self, quote: str) -> None:
        close = self._closing(quote)
        self._cut = close < 0
        self.at = self._line_end if close < 0 else close + 1

    def _space(self) -> None:
        """Over white space and comments."""
        while True:
            self.at = _SPACE.match(self.text, self.at, self.end).end()  # type: ignore[union-attr]  # matches always
            if self.text.startswith("//", self.at, self.end):
                close = self.text.find("\n", self.at, self.end)
            elif self.text.startswith("/*", self.at, self.end):
                close = self.text.find("*/", self.at + 2, self.end)
            else:
                return
            self.at = self.end if close < 0 else close + 1 + (self.text[close] == "*")

    def _next(self) -> str:
        return self.text[self.at] if self.at < self.end else ""

    def _take(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.at, self.end):
            return False
        self.at += len(mark)
        return True


def _number(digits: str) -> int | float:
    if digits[:2] in ("0x", "0X"):
        return int(digits, 16)
    return int(digits) if digits.isdigit() else float(digits)


def _times(one: Value, other: Value) -> Value:
    """JavaScript's ``*``: text counts as the number that it spells, and anything else spoils the product."""
    factors = [_as_number(one), _as_number(other)]
    if None in factors:
        return None
    product = factors[0] * factors[1]  # type: ignore[operator]  # neither is None
    return product if abs(product) < 1e300 else None


def _as_number(value: Value) -> int | float | None:
    if isinstance(value, str):
        value = value.strip()
        found = _NUMBER.fullmatch(value)
        return _number(value) if found else (None if value else 0)
    return value if isinstance(value, (int, float)) else None
