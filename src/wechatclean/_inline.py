"""One paragraph's Markdown, from text and marks to characters that a CommonMark parser reads back as meant.

While a paragraph is put together, characters of the *text* that Markdown could read as its own are carried as
noncharacters, as are the marks of emphasis; finished markup (a link's target, a picture, code) travels as an *atom*.
Only when the whole paragraph is known is it decided which of them need an escape, which emphasis can be written with
asterisks, and where its edge must move: ``**“好。”**而`` would not be bold, since CommonMark's closing delimiter may
not stand between punctuation and a letter (spec 0.31, section 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5
from itertools import pairwise, product
from unicodedata import category

LITERALS = "\\`*_~[]<&!"
_FIRST = 0xFDD0
_AS_MARK = {ord(char): chr(_FIRST + n) for n, char in enumerate(LITERALS)}
_AS_CHAR = {_FIRST + n: char for n, char in enumerate(LITERALS)}
_NEEDS_MARK = re.compile(r"[\\`*_~\[\]<&!]")
_BACKSLASH, _TICK, _STAR, _LOW, _TILDE, _OPEN, _CLOSE, _LESS, _AND, _BANG = _AS_MARK.values()

STRONG, EM, DEL = "\ufdda\ufddb", "\ufddc\ufddd", "\ufdde\ufddf"
_HTML = {STRONG: "strong", EM: "em", DEL: "del"}
_ATOM, _ATOM_END = "\ufde0", "\ufde1"
_TOKEN = re.compile(f"([{STRONG}{EM}{DEL}]|{_ATOM}[^{_ATOM_END}]*{_ATOM_END})")
_MARKED = re.compile("[\ufdd0-\ufdef]")
_DELIMITERS = re.compile(f"{_STAR}+|{_LOW}+|{_TILDE}+")
_TARGET = re.compile(f"{_CLOSE}[{STRONG}{EM}{DEL}]*\\(")  # brackets without one are no link
_MAX_ROUNDS = 40


def literal(text: str) -> str:
    """*text* as it may stand in a paragraph under construction."""
    return text.translate(_AS_MARK) if _NEEDS_MARK.search(text) else text


def atom(markup: str) -> str:
    """Finished markup, which nothing may move into or out of."""
    return _ATOM + markup + _ATOM_END


def emphasis(mark: str, text: str) -> str:
    """*text* under *mark*: ``STRONG``, ``EM`` or ``DEL``."""
    return mark[0] + text + mark[1]


def plain(text: str) -> str:
    """A paragraph under construction back as text.

    >>> plain(emphasis(STRONG, literal("1*2")))
    '1*2'
    """
    return re.sub("[\ufdda-\ufdef]", "", text).translate(_AS_CHAR)


def finish(text: str, symbol: str = "*", *, starts_line: bool = True) -> str:
    """The Markdown of a paragraph; *symbol* is that of ``strong`` and ``em``.

    A heading's or a cell's text does not stand at the start of a line, so no block can begin in it.

    >>> finish(emphasis(STRONG, "他说“好。”") + "而后")
    '**他说“好。**”而后'
    >>> finish(literal("# 话题 <b> 5 * 3 a_b_c"))
    '\\\\# 话题 &lt;b> 5 * 3 a_b_c'
    """
    if _MARKED.search(text):
        if not _TARGET.search(text):
            text = text.replace(_OPEN, "[").replace(_CLOSE, "]")
        text = _resolve(text, symbol)
    return escape_lines(text) if starts_line else _without_attributes(text)


# -- tokens ------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Token:
    """Text, an atom, or one end of an emphasis; ``end`` is +1 where it opens, -1 where it closes."""

    text: str
    mark: str = ""
    end: int = 0
    is_atom: bool = False
    other: _Token | None = None
    lifted: str = ""  # text that has left this emphasis and stands outside of its delimiter

    def edge(self, side: int) -> str:
        """The first (+1) or the last (-1) character, as it will be read."""
        text = self.lifted + self.text if self.end > 0 else self.text + self.lifted
        return (text[:1] if side > 0 else text[-1:]).translate(_AS_CHAR)

    def as_html(self) -> None:
        """Write this emphasis as an HTML element."""
        for token in filter(None, (self, self.other)):
            token.text = f"<{'/' if token.end < 0 else ''}{_HTML[token.mark]}>"
            token.is_atom, token.end = True, 0


def _tokens(text: str, symbol: str) -> list[_Token]:
    symbols = {STRONG: symbol * 2, EM: symbol, DEL: "~~"}
    found: list[_Token] = []
    open_: list[_Token] = []
    for part in filter(None, _TOKEN.split(text)):
        mark = next((m for m in symbols if part in m), "")
        if not mark:
            found.append(_Token(part.strip(_ATOM + _ATOM_END), is_atom=part[0] == _ATOM))
        elif part == mark[0]:
            open_.append(_Token(symbols[mark], mark, 1))
            found.append(open_[-1])
        elif open_:
            token = _Token(symbols[mark], mark, -1, other=open_.pop())
            token.other.other = token  # type: ignore[union-attr]
            found.append(token)
    return found


# Emphasis that surely is read as meant, which most is: apart from each other, not nested, a letter or white space
# or plain punctuation where it matters, and no delimiter or escape of the text's own about.
_POINTS = "!-#%-*,-/:;?@\\[-\\]_{}、。，：；！？…—·“”‘’（）《》「」『』【】〈〉〔〕"
_PLAIN_BEFORE, _PLAIN_AFTER = f"(?<![^\\s{_POINTS}{_ATOM_END}])", f"(?=[\\s{_POINTS}{_ATOM}]|$)"
_OPENS_AT_POINT = re.compile(f"(?<=\\w)([{STRONG[0]}{EM[0]}])(([{_POINTS}])\\3{{0,9}})(?!\\3)(?=[^\\s\ufdd0-\ufdef])")
_CLOSES_AT_POINT = re.compile(f"([^\\s\ufdd0-\ufdef])(?!\\1)(([{_POINTS}])\\3{{0,9}})([{STRONG[1]}{EM[1]}])(?=\\w)")
_SIMPLE = re.compile(
    "[^\ufdd0-\ufddf]*(?:(?:"
    + "|".join(
        rf"(?:{_PLAIN_BEFORE}{mark[0]}(?!\s)|{mark[0]}(?=\w))[^\ufdd0-\ufddf]*(?:(?<=\w){mark[1]}|(?<!\s){mark[1]}{_PLAIN_AFTER})"
        for mark in (STRONG, EM)
    )
    + ")(?![\ufdd0-\ufddf])[^\ufdd0-\ufddf]*)*"
)
_AS_STARS = {ord(char): sign for mark, sign in ((STRONG, "**"), (EM, "*"), (_ATOM + _ATOM_END, "")) for char in mark}


# Where one of a pair of quotes or brackets must leave the emphasis that they enclose, both do.
_PAIRS = dict(zip("“‘《「『（【〈", "”’》」』）】〉", strict=True))
_IN_PAIR = re.compile(
    f"([{STRONG[0]}{EM[0]}])([{''.join(_PAIRS)}])([^\ufdd0-\ufdef]+)([{''.join(_PAIRS.values())}])([{STRONG[1]}{EM[1]}])"
)


def _lift_pair(found: re.Match[str]) -> str:
    opening, left, inside, right, closing = found.groups()
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_needed = before.isalnum() or after.isalnum()
    is_pair = _PAIRS[left] == right and left not in inside and right not in inside
    return left + opening + inside + closing + right if is_needed and is_pair and inside.strip() else found[0]


def _resolve(text: str, symbol: str) -> str:
    text = _IN_PAIR.sub(_lift_pair, text)
    if symbol == "*" and "{" not in text:
        lifted = _OPENS_AT_POINT.sub(r"\2\1", _CLOSES_AT_POINT.sub(r"\1\4\2", text))
        if _SIMPLE.fullmatch(lifted):
            return lifted.translate(_AS_STARS)
    tokens = _tokens(text, symbol)
    if any(token.end for token in tokens):
        _lift(tokens, 1)
        tokens = list(_laid_out(tokens))
        _lift(tokens[::-1], -1)
        tokens = list(_laid_out(tokens))
    _settle(tokens)
    return _unmark(tokens)


def _laid_out(tokens: list[_Token]) -> Iterator[_Token]:
    """The tokens with lifted text in its place, without emphasis that has lost all of its text."""
    for token in tokens:
        lifted, token.lifted = token.lifted, ""
        if lifted and token.end > 0:
            yield _Token(lifted)
        if token.text:
            yield token
        if lifted and token.end < 0:
            yield _Token(lifted)


# -- flanking ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """White space, punctuation, a symbol, or anything else: ``" "``, ``"p"``, ``"s"``, ``"a"``.

    A symbol is punctuation in newer versions of the specification only, so neither may be relied on.
    """
    if not char or char.isspace():
        return " "
    if char < "\x80":
        return "a" if char.isalnum() else "p"
    return {"P": "p", "S": "s", "Z": " "}.get(category(char)[0], "a")


def _flanks(outside: str, inside: str) -> bool:
    """Whether a delimiter between *outside* and *inside* opens (or, mirrored, closes) what is inside."""
    kind = _kind(inside)
    return kind == "a" or (kind != " " and _kind(outside) in " p")


def _may_flank(outside: str, inside: str) -> bool:
    """The same, by any reading of symbols."""
    kind = _kind(inside)
    return kind in "as" or (kind != " " and _kind(outside) in " ps")


def _lift(tokens: list[_Token], end: int) -> None:
    """Lift punctuation out of the inner edge of emphasis where its delimiter would not be one.

    Over the tokens as they stand for opening delimiters (*end* +1), over the reversed list for closing ones (-1).
    """
    n = 0
    while n < len(tokens):
        first = tokens[n]
        outside = tokens[n - 1].edge(-end) if n else ""
        n += 1
        if first.end != end:
            continue
        run = [first]
        while n < len(tokens) and tokens[n].end == end and tokens[n].text[0] == first.text[0]:
            run.append(tokens[n])
            n += 1
        while n < len(tokens) and run:
            inside = tokens[n]
            if inside.end == -end and inside.other is run[-1]:
                inside.text = run.pop().text = ""  # all that it held has been lifted
            elif inside.end or inside.is_atom:
                break
            elif count := _excess(inside.text[::end], outside):
                moved, inside.text = _cut(inside.text, count, end)
                first.lifted = first.lifted + moved if end > 0 else moved + first.lifted
                outside = moved[:: -end][:1].translate(_AS_CHAR)
            if inside.text:
                break
            n += 1


def _cut(text: str, count: int, end: int) -> tuple[str, str]:
    """*count* characters from the front (+1) or the back (-1) of *text*, and the rest."""
    return (text[:count], text[count:]) if end > 0 else (text[-count:], text[:-count])


def _excess(text: str, outside: str) -> int:
    """How many characters at the start of *text* must stand outside for a delimiter to open before the rest.

    Of a run of the same character all or none do: ``C++`` is not torn.
    """
    for n, char in enumerate(text):
        if _flanks(outside, char.translate(_AS_CHAR)) and text[n - 1 : n] != char:
            return n
        outside = char.translate(_AS_CHAR)
    return len(text)


# -- delimiters --------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Run:
    """A delimiter run (spec 6.2): of our own emphasis, or of the text's own characters, from ``start`` in its text.

    It may open and close; whether it does ``both`` by any reading matters to what it matches.
    """

    symbol: str
    length: int
    opens: bool
    closes: bool
    both: bool
    tokens: list[_Token]
    start: int = 0
    left: int = 0

    @property
    def is_literal(self) -> bool:
        return not self.tokens[0].end


def _settle(tokens: list[_Token]) -> None:
    """Escape delimiters of the text, and write emphasis as HTML, until a parser would match what is meant."""
    _part(tokens)
    for _ in range(_MAX_ROUNDS):
        runs = _runs(tokens)
        if _is_simple(runs):
            return
        matches = _match(runs)
        if wrong := [end for _, *ends in matches if (end := _literal_end(*ends))]:
            _escape(wrong)
        elif spoilt := _spoilt(runs, matches):
            spoilt.as_html()
        else:
            return
    for token in tokens:
        if token.end:
            token.as_html()
        elif not token.is_atom:
            token.text = _DELIMITERS.sub(lambda m: "".join("\\" + c.translate(_AS_CHAR) for c in m[0]), token.text)


def _part(tokens: list[_Token]) -> None:
    """Escape the text's own delimiters where they would lengthen a run of ours."""
    for token, after in pairwise(tokens):
        for text, ours, side in ((token, after, -1), (after, token, 1)):
            mark = _AS_MARK[ord(ours.text[0])] if ours.end else ""
            if mark and not text.is_atom and text.text[::side][:1] == mark:
                rest = text.text.lstrip(mark) if side > 0 else text.text.rstrip(mark)
                escaped = f"\\{ours.text[0]}" * (len(text.text) - len(rest))
                text.text = escaped + rest if side > 0 else rest + escaped


def _literal_end(opener: _Run, closer: _Run) -> _Run | None:
    """An end of a match that is the text's own; escaping one is enough."""
    return next((run for run in (opener, closer) if run.is_literal), None)


def _escape(runs: Iterable[_Run]) -> None:
    """Write the text's own delimiters *runs* so that they are none."""
    of_token: dict[_Token, dict[int, _Run]] = {}
    for run in runs:
        of_token.setdefault(run.tokens[0], {})[run.start] = run
    for token, starts in of_token.items():
        parts, end = [], 0
        for start, run in sorted(starts.items()):
            parts += [token.text[end:start], f"\\{run.symbol}" * run.length]
            end = start + run.length
        token.text = "".join(parts) + token.text[end:]


def _runs(tokens: list[_Token]) -> list[_Run]:
    """The delimiter runs of the paragraph, in order."""
    runs: list[_Run] = []
    n = 0
    while n < len(tokens):
        token, start = tokens[n], n
        if token.end:
            while n + 1 < len(tokens) and tokens[n + 1].end and tokens[n + 1].text[0] == token.text[0]:
                n += 1
            runs.append(_own_run(tokens[start : n + 1], _beside(tokens, start, -1), _beside(tokens, n, 1)))
        elif not token.is_atom:
            runs.extend(_literal_runs(token, _beside(tokens, start, -1), _beside(tokens, n, 1)))
        n += 1
    return runs


def _beside(tokens: list[_Token], n: int, step: int) -> tuple[str, str]:
    """The character next to the token at *n*, and the one that another parser sees there.

    cmark-gfm looks through tildes; to markdown-it the text of a link has nothing beside it.
    """
    near = ""
    n += step
    if 0 <= n < len(tokens) and tokens[n].is_atom and tokens[n].text.startswith("[" if step < 0 else "]("):
        return tokens[n].text[0], ""
    while 0 <= n < len(tokens):
        text = (tokens[n].text[:9] if step > 0 else tokens[n].text[: -10 : -1]).translate(_AS_CHAR)
        near = near or text[:1]
        if rest := text.lstrip("~"):
            return near, rest[0]
        n += step
    return near, ""


def _own_run(group: list[_Token], before: tuple[str, str], after: tuple[str, str]) -> _Run:
    """A run of emphasis that we write: what it must do it must do by any reading, what it must not, by none."""
    ends = {token.end for token in group}
    sides = list(product(before, after))
    opens = all(_flanks(b, a) for b, a in sides) if 1 in ends else any(_may_flank(b, a) for b, a in sides)
    closes = all(_flanks(a, b) for b, a in sides) if -1 in ends else any(_may_flank(a, b) for b, a in sides)
    symbol = group[0].text[0]
    if symbol == "_":
        opens, closes = (
            opens and (not closes or _kind(before[0]) == "p"),
            closes and (not opens or _kind(after[0]) == "p"),
        )
    both = opens and closes and all(_flanks(a, b) and _flanks(b, a) for a, b in sides)
    return _Run(symbol, sum(len(token.text) for token in group), opens, closes, both, group)


def _literal_runs(token: _Token, before: tuple[str, str], after: tuple[str, str]) -> Iterator[_Run]:
    text = token.text
    for found in _DELIMITERS.finditer(text):
        start, end = found.span()
        left = _next_to(text, start - 1, -1, before)
        right = _next_to(text, end, 1, after)
        sides = list(product(left, right))
        symbol = found[0][0].translate(_AS_CHAR)
        opens, closes = any(_may_flank(a, b) for a, b in sides), any(_may_flank(b, a) for a, b in sides)
        if symbol == "_":
            opens, closes = (
                opens and (not closes or _kind(left[0]) in "ps"),
                closes and (not opens or _kind(right[0]) in "ps"),
            )
        both = opens and closes and all(_flanks(a, b) and _flanks(b, a) for a, b in sides)
        yield _Run(symbol, end - start, opens, closes, both, [token], start)


def _next_to(text: str, at: int, step: int, beyond: tuple[str, str]) -> tuple[str, str]:
    """The character of *text* at *at*, and the next one that is no tilde; those *beyond* where it has ended."""
    if not 0 <= at < len(text):
        return beyond
    near = far = text[at]
    while far == _TILDE and 0 <= at + step < len(text):
        at += step
        far = text[at]
    return near.translate(_AS_CHAR), beyond[1] if far == _TILDE else far.translate(_AS_CHAR)


def _is_simple(runs: list[_Run]) -> bool:
    """Whether *runs* are ours alone and surely match: each opens and is closed by the next."""
    if len(runs) % 2:
        return False
    return all(
        a.opens and b.closes and len(a.tokens) == len(b.tokens) == 1 and a.tokens[0].other is b.tokens[0]
        for a, b in zip(runs[::2], runs[1::2], strict=True)
    )


def _match(runs: list[_Run]) -> list[tuple[str, _Run, _Run]]:
    """What a parser makes of *runs* (spec 6.2, "process emphasis"): the delimiter of each match, and its ends."""
    matches: list[tuple[str, _Run, _Run]] = []
    stack: list[_Run] = []
    bottom: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        run.left = run.length
        while run.closes and run.left:
            key = run.symbol, run.opens, run.length % 3
            floor = min(bottom.get(key, 0), len(stack))
            at = next((k for k in range(len(stack) - 1, floor - 1, -1) if _pairs(stack[k], run)), -1)
            if at < 0:
                bottom[key] = len(stack)
                break
            opener = stack[at]
            count = run.left if run.symbol == "~" else min(2, opener.left, run.left)
            matches.append((run.symbol * count, opener, run))
            opener.left -= count
            run.left -= count
            del stack[at + 1 if opener.left else at :]
            bottom = {key: min(floor, len(stack)) for key, floor in bottom.items()}
        if run.opens and run.left:
            stack.append(run)
    return matches


def _pairs(opener: _Run, closer: _Run) -> bool:
    if opener.symbol != closer.symbol:
        return False
    if opener.symbol == "~":  # cmark-gfm gives up both where their lengths differ; markdown-it takes two of many
        return opener.left == closer.left or min(opener.left, closer.left) > 1 or opener.is_literal != closer.is_literal
    total = opener.length + closer.length
    return not ((opener.both or closer.both) and total % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _spoilt(runs: list[_Run], matches: list[tuple[str, _Run, _Run]]) -> _Token | None:
    """An emphasis of ours that a parser would not read, or would read with other ends."""
    home = {id(token): run for run in runs for token in run.tokens if token.end}
    read = [(symbol, id(opener), id(closer)) for symbol, opener, closer in matches]
    for run in runs:
        for token in run.tokens:
            if token.end > 0 and token.other is not None:
                span = token.text, id(run), id(home[id(token.other)])
                if span not in read:
                    return token
                read.remove(span)
    return None


# -- the text's own characters -----------------------------------------------------------------------------------

_ENTITY = re.compile(f"{_AND}(#[0-9]{{1,8}};|#[xX][0-9A-Fa-f]{{1,8}};|[A-Za-z][A-Za-z0-9]{{1,31}};)")
_TAG = re.compile(f"{_LESS}(?=[A-Za-z/!?{_BANG}]|[^\\s<>@{_LESS}]{{1,999}}@)")
_BRACKET = re.compile(f"{_CLOSE}(?=\\()")
_BACKSLASHES = re.compile(_BACKSLASH + r"(?=[!-/:-@\[-`{-~\n" + _MARKED.pattern[1:-1] + r"]| +\n)")
_TICKS = re.compile(f"{_TICK}+|`+")


def _unmark(tokens: list[_Token]) -> str:
    """The tokens as Markdown, with those escapes that are needed."""
    beside = zip([None, *tokens[:-1]], tokens, [*tokens[1:], None], strict=True)
    text = "".join(_among(token, before, after) for before, token, after in beside)
    if not _MARKED.search(text):
        return text
    if _BACKSLASH in text:
        text = _BACKSLASHES.sub(r"\\\\", text)
    if _TICK in text:
        text = _escape_ticks(text)
    if _CLOSE in text:
        at = text.find(_OPEN)
        text = text[:at] + _BRACKET.sub(r"\\]", text[at:]) if at >= 0 else text
    if _LESS in text:
        text = _without_tags(text)
    if _AND in text:
        text = _ENTITY.sub(lambda m: ("&amp;" if m[1][0] == "#" or m[1] in html5 else "&") + m[1], text)
    return text.translate(_AS_CHAR)


def _without_tags(text: str) -> str:
    """*text* whose less-than signs begin no tag: none does before a letter, within a line, that no sign follows."""
    end = text.rfind(">")
    return _TAG.sub(lambda m: "&lt;" if m.start() < end or not _is_idle(text, m.start()) else m[0], text)


def _is_idle(text: str, at: int) -> bool:
    return text[at + 1].isalpha() and at > 0 and text[at - 1] != "\n"


def _among(token: _Token, before: _Token | None, after: _Token | None) -> str:
    """A token's text; before a link, an exclamation mark would make it a picture; behind markup, a brace attributes."""
    text = token.text
    if token.is_atom or token.end:
        return text
    if text[:1] == "{" and before is not None and (before.end < 0 or (before.is_atom and before.text != "[")):
        text = "\\" + text
    if text.endswith(_BANG) and after is not None and after.is_atom and after.text.startswith("["):
        text = text[:-1] + "\\!"
    return text


def _without_attributes(text: str) -> str:
    """A heading's or a cell's text; Python-Markdown takes braces at its end for attributes.

    >>> _without_attributes("f() { x; }")
    'f() { x; \\\\}'
    """
    return text[:-1] + "\\}" if text.endswith("}") and " {" in text else text


def _escape_ticks(text: str) -> str:
    """Escape those backticks of the text that a later run of the same length would close, or that touch code.

    Inside code a backslash is no escape, so escaped backticks still close what runs of one open.
    """
    runs = [(m.start(), m.end(), m[0][0] == _TICK) for m in _TICKS.finditer(text)]
    lengths: set[int] = set()
    codes = 0
    parts: list[str] = []
    end = len(text)
    for start, stop, own in reversed(runs):
        touches = "`" in (text[start - 1 : start], text[stop : stop + 1])
        escaped = own and (touches or stop - start in lengths or codes > 2)  # cmark-gfm forgets code behind a lone run
        codes += not own
        parts += [text[stop:end], "\\`" * (stop - start) if escaped else text[start:stop]]
        lengths.add(1 if escaped else stop - start)
        end = start
    return text[:end] + "".join(reversed(parts))


# -- lines -------------------------------------------------------------------------------------------------------

_STARTS = re.compile(r"[-#>+*_=~`|:\[{0-9]")
_FIRST_LINE = re.compile(
    r"""(?P<mark>\#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-\ ]*$)|\+(?=\+\+)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=[*\ ]*$)|\[(?=(?:[^\]\\]|\\.){1,999}\]:))
    |(?P<number>[0-9]{1,9})(?P<dot>[.)])(?=[ \t]|$)""",
    re.X,
)
_NEXT_LINE = re.compile(
    r"""(?P<mark>\#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|=(?==*[ ]*$)|`{3,}(?=[^`]*$)|~{3,}|-(?=[-:|\ ]*$)
    |(?=_\ *_\ *_[_\ ]*$)_+|\*(?=\ *\*\ *\*[*\ ]*$)|[:|](?=[:|\ ]*-[-:|\ ]*$)
    |\[(?=(?:[^\]\\]|\\.){0,999}\]:)|\{(?=.*\}\ *$))
    |(?P<number>0{0,8}1)(?P<dot>[.)])(?=[ \t])""",
    re.X,
)


def escape_lines(text: str) -> str:
    """Escape what at the start of a line would begin a block.

    >>> escape_lines("2024. 年  \\n2024. 年  \\n--- | ---")
    '2024\\\\. 年  \\n2024. 年  \\n\\\\--- | ---'
    """
    if "\n" not in text:
        return _escape_line(text, _FIRST_LINE)
    first, *rest = text.split("\n")
    return "\n".join([_escape_line(first, _FIRST_LINE), *(_escape_line(line, _NEXT_LINE) for line in rest)])


def _escape_line(line: str, beginnings: re.Pattern[str]) -> str:
    if not _STARTS.match(line) or not (found := beginnings.match(line)):
        return line
    return _escape_start(found) + line[found.end() :]


def _escape_start(match: re.Match[str]) -> str:
    if mark := match["mark"]:
        return "\\" + ("\\".join(mark) if mark[0] in "`~_" else mark)  # what is left would still be a delimiter
    return f"{match['number']}\\{match['dot']}"
