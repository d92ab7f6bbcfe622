"""Values of JavaScript literals in page scripts, read without running anything.

WeChat's server writes values into scripts in a dozen spellings: ``'n' * 1``, ``JsDecode('\\x3c…')``,
``"" || "x"``, ``'…'.html(false)``, ``xml ? getXmlValue('…') : '…'``, object and array literals with comments
and trailing commas. The reader gives ``None`` for what would have to be run, and reads on behind a broken
entry, so that only this entry is lost. It never goes back, so its time is linear in its input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wechatclean.patterns import pattern
from wechatclean.source.javascript.parser import Reader
from wechatclean.source.javascript.values import Value

_ASSIGNED = pattern(r"\s*=(?![=>])")
_NEAR = 2_000  # characters before a name in which the comment that it may stand in begins
_BEFORE_A_VALUE = "= \t\r\n"
_BEFORE_A_NAME = " \t\r\n,;.(){}"


def read(text: str, start: int = 0, end: int | None = None) -> Value:
    r"""The value of the expression at *start*; ``None`` where it is not a literal.

    >>> read("JsDecode('\\x26lt;') || 'x'")
    '&lt;'
    >>> read("{a: '1' * 1, 'b': [true, \"\" || 'x',], c: f(2), d: xml ? g('D') : '7'}")
    {'a': 1, 'b': [True, 'x'], 'c': None, 'd': '7'}
    """
    return Reader(text, start, len(text) if end is None else end).expression(0)


class ObjectLiteral(Mapping[str, Value]):
    """An object literal whose values are read when they are asked for.

    A page's ``cgiDataNew`` holds the whole article and a thousand settings; of these a dozen are needed.
    Of two entries with one name the first counts: the second is what a broken string was taken for.

    Attributes:
        whole: whether the literal ends with its bracket.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        reader = Reader(text, start, end)
        self._text, self._end = text, end
        self._starts = dict(reversed(list(reader.entries())))
        self.whole = reader.closed
        self._values: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._values:
            self._values[key] = read(self._text, self._starts[key], self._end)
        return self._values[key]

    def mentions(self, key: str, word: str) -> bool:
        """Whether *word* stands in the text of the entry *key*, which is not read for that."""
        start = self._starts.get(key)
        if start is None:
            return False
        end = min((other for other in self._starts.values() if other > start), default=self._end)
        return self._text.find(word, start, end) >= 0

    def __iter__(self) -> Iterator[str]:
        return reversed(self._starts)

    def __len__(self) -> int:
        return len(self._starts)


def assigned(text: str, name: str, start: int = 0, end: int | None = None) -> Iterator[Value]:
    """The values that ``name = …`` is given in *text*, in order; assignments in comments do not count.

    >>> list(assigned('// var ct = "1";\\n/* ct = "1" */ var ct = "2"*1; window.ct = f(), act = "3"', "ct"))
    [2, None]
    """
    end = len(text) if end is None else end
    at = text.find(name, start, end)
    while at >= 0:
        begun = at + len(name)
        if text[begun : begun + 1] in _BEFORE_A_VALUE:  # nearly all others are parts of longer words
            after = _ASSIGNED.match(text, begun, end)
            if after and _starts_a_name(text, at, start):
                reader = Reader(text, after.end(), end)
                yield reader.expression(0)
                begun = reader.at  # an assignment inside the value belongs to the value
        at = text.find(name, begun, end)


def _starts_a_name(text: str, at: int, start: int) -> bool:
    """Whether a name of the code begins at *at*, and not the end of a longer name, a URL's parameter or a comment."""
    before = text[max(start, at - _NEAR) : at]
    if before and (before[-1] not in _BEFORE_A_NAME or before.endswith("amp;")):
        return False
    if (comment := before.rfind("/*")) > before.rfind("*/") and not before[:comment][-1:].isalnum():
        return False  # behind a letter it is a pattern of names, such as "image/*"
    return "//" not in before[before.rfind("\n") + 1 :].replace("://", "")
