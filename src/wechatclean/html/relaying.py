"""A line in normal form laid out anew without some of its elements, as if they had never stood there.

Of two spaces around what is gone one is left, none where the line begins or ends, no break that has nothing to break,
no element that is empty, and neighbours that are alike become one. It is one pass, however many go.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from lxml import etree

from wechatclean.html.tree import drop, unwrap

Element = etree._Element
_Form = tuple[str, tuple[tuple[str, str], ...]]  # a tag and its attributes
_Around = tuple[_Form, ...]  # those of the elements around it
_Run = tuple["str | Element | None", _Around]  # text, an element that holds no text of the line, or what is gone

WRAP = frozenset("a strong em del u sub sup code mark".split())
_INNER = frozenset({"code", "mark", "u"})
_CELLS = frozenset({"td", "th"})
_SPACES = (" ", "\n")


def line_of(el: Element) -> Element:
    """The block whose line *el* stands in."""
    line = el
    while (parent := line.getparent()) is not None and (line is el or line.tag in WRAP):
        line = parent
    return line


def lay_out_anew(line: Element, instead: Mapping[Element, str], unwrapped: Container[str] = ()) -> None:
    """Put words *instead* of elements of *line*, and what those with *unwrapped* tags hold in their place.

    >>> line = etree.fromstring("<p>a <img/> <strong>b</strong> <img/> <strong>c <img/></strong></p>")
    >>> lay_out_anew(line, dict.fromkeys(line.iter("img"), "")); etree.tostring(line)
    b'<p>a <strong>b c</strong></p>'
    """
    runs = _without_gaps(list(_runs(line, (), instead, unwrapped)))
    line.text = None
    del line[:]
    _write(line, list(_joined(runs)))


def drop_empty(lines: Iterable[Element]) -> None:
    """Drop those of *lines* that are empty, and the boxes that this leaves empty, but for table cells.

    An item of which one paragraph is left holds what that holds; a table of which nothing is left goes.
    """
    left = [box for line in lines if (box := _left(line)) is not None]
    for box in left:
        if box.tag in _CELLS:
            to_lines(box)
        elif box.tag == "li" and len(box) == 1 and box[0].tag == "p":
            unwrap(box[0])
    for table in dict.fromkeys(next(box.iterancestors("table"), None) for box in left if box.tag in _CELLS):
        if table is not None and not holds(table) and (around := table.getparent()) is not None:
            drop(table)
            _left(around)


def to_lines(cell: Element) -> None:
    """The paragraphs of *cell* become its lines, where it holds nothing else."""
    if len(cell) and all(block.tag == "p" for block in cell):
        for block in list(cell):
            if block.getnext() is not None:
                etree.SubElement(block, "br")
            unwrap(block)


def holds(table: Element) -> bool:
    """Whether anything is seen of *table*."""
    return bool("".join(table.itertext()).strip()) or next(table.iter("img", "input"), None) is not None


def _left(line: Element) -> Element | None:
    """What is left of *line* and the boxes around it: the first that is not empty."""
    box: Element | None = line
    while box is not None and box.tag not in _CELLS and not len(box) and not (box.text or "").strip():
        parent = box.getparent()
        drop(box)
        box = parent
    return box


def _runs(el: Element, around: _Around, instead: Mapping[Element, str], unwrapped: Container[str]) -> Iterator[_Run]:
    if el.text:
        yield el.text, around
    for child in el:
        if child in instead:
            yield None, around
            if words := instead[child]:
                yield words, around
        elif child.tag in unwrapped:
            yield from _runs(child, around, instead, unwrapped)
        elif child.tag in WRAP:
            inner = *around, (str(child.tag), tuple(map(_as_text, child.items())))
            yield from _runs(child, inner, instead, unwrapped)
        else:
            yield child, around
        if child.tail:
            yield child.tail, around


def _as_text(item: tuple[str, str]) -> tuple[str, str]:
    return str(item[0]), str(item[1])


def _without_gaps(runs: list[_Run]) -> list[_Run]:
    """*runs* without what is gone, and without what that leaves: a second space, a break of nothing."""
    kept: list[_Run] = []
    is_gap = False
    for what, around in runs:
        if what is None:
            is_gap = True
        elif not is_gap:
            kept.append((what, around))
        elif isinstance(what, str):
            text = what[1:] if what[0] in _SPACES and (_starts(kept) or _ends_in_space(kept)) else what
            if text:
                kept.append((text, around))
                is_gap = False
        elif what.tag != "br" or not _starts(kept):
            if what.tag == "br":
                _trim(kept)
            kept.append((what, around))
            is_gap = False
    if is_gap:
        _trim(kept)
        if kept and _is_break(kept[-1]):
            kept.pop()
    return kept


def _is_break(run: _Run) -> bool:
    return isinstance(run[0], etree._Element) and run[0].tag == "br"


def _starts(kept: list[_Run]) -> bool:
    return not kept or _is_break(kept[-1])


def _ends_in_space(kept: list[_Run]) -> bool:
    return isinstance(kept[-1][0], str) and kept[-1][0][-1] in _SPACES


def _trim(kept: list[_Run]) -> None:
    """Take the space off the end."""
    if kept and _ends_in_space(kept):
        text, around = kept.pop()
        if isinstance(text, str) and text[:-1]:
            kept.append((text[:-1], around))


def _joined(runs: list[_Run]) -> Iterator[tuple[list[str] | Element, _Around]]:
    """*runs*, texts that touch as one; a space has around it what both its neighbours have."""
    texts: list[str] = []
    last: _Around = ()
    for n, (what, own) in enumerate(runs):
        is_between = what in _SPACES and 0 < n < len(runs) - 1
        around = _common(runs[n - 1][1], runs[n + 1][1]) if is_between else own
        if texts and (set(around) != set(last) or not isinstance(what, str)):
            yield texts, last
            texts = []
        if isinstance(what, str):
            texts.append(what)
        elif what is not None:
            yield what, around
        last = around
    if texts:
        yield texts, last


def _common(one: _Around, other: _Around) -> _Around:
    return tuple(form for form in one if form in other)


def _write(line: Element, runs: list[tuple[list[str] | Element, _Around]]) -> None:
    """Write *runs* into *line*, the longest span outermost; code holds no other, nor does a highlight hold a mark."""
    last: Element | None = None
    at = 0
    while at < len(runs):
        what, around = runs[at]
        if around:
            outer = [form for form in around if form[0] not in _INNER]
            ends = [(_end(runs, at, form), form) for form in outer] or [(_end_of_inner(runs, at, around[0]), around[0])]
            end, form = max(ends, key=lambda found: found[0])
            last = etree.SubElement(line, form[0], dict(form[1]))
            _write(last, [(what, tuple(one for one in own if one != form)) for what, own in runs[at:end]])
            at = end
            continue
        if not isinstance(what, list):
            what.tail = None
            line.append(what)
            last = what
        elif last is None:
            line.text = "".join(what)
        else:
            last.tail = "".join(what)
        at += 1


def _end(runs: list[tuple[list[str] | Element, _Around]], at: int, form: _Form) -> int:
    """The first of *runs* from *at* on that *form* is not around."""
    while at < len(runs) and form in runs[at][1]:
        at += 1
    return at


def _end_of_inner(runs: list[tuple[list[str] | Element, _Around]], at: int, form: _Form) -> int:
    """The same for code and highlights, which a link or emphasis is not within."""
    end = _end(runs, at, form)
    return next((n for n in range(at, end) if any(one[0] not in _INNER for one in runs[n][1])), end)
