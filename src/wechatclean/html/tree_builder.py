"""The tree that browsers make of tags (HTML Standard, section 13.2.6), where libxml2 makes another one.

libxml2 nests by HTML 4: a section does not end the ``p`` that it stands in, and a ``p`` ends a heading. What a browser
shows follows the standard. Here tables get no ``tbody``, cells without a table stay, and what a ``select`` holds is an
element as any other: for a reader that is the same.
"""

from __future__ import annotations

from lxml import etree

from wechatclean.errors import LimitError
from wechatclean.html import kinds
from wechatclean.html.formatting import Formatting
from wechatclean.html.open_elements import Element, OpenElements
from wechatclean.html.tokens import END, SELF_CLOSED

_ROOM = 50  # for moving what tags do not nest, in elements a tag


class TreeBuilder:
    """Puts the elements of a row of tags into each other."""

    def __init__(self, body: Element, depth: int) -> None:
        self._depth = depth
        self._open = OpenElements(body)
        self._formatting = Formatting(self._open, self._insert, self._place)
        self._form: Element | None = None
        self._texts: list[str] = []  # of the current element, not written yet
        self._fostered: dict[Element, list[str]] = {}  # the same, before a table
        self._fosters = False

    def build(self, row: list[Element]) -> None:
        """Take in all of *row*, the elements of :func:`~wechatclean.html.tokens.flat`."""
        self._formatting.room = _ROOM * len(row) + 5000
        last: Element | None = None
        for el in row:
            name, tail = str(el.tag), el.tail
            el.tail = None
            if name.startswith(END):
                self._end(name.removeprefix(END))
            elif name != SELF_CLOSED:
                last = el
                self._start(name, el)
            elif last in self._open.foreign and last is self._open.current:
                self._close(len(self._open) - 1)
            if tail:
                self._text(tail)
        self._write_texts()
        for table in list(self._fostered):
            self._write_fostered(table)

    # -- text ----------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        fosters = self._is_table_part(self._open.current) and not text.isspace()
        if self._is_html():
            self._fosters = fosters
            self._formatting.reconstruct()
            self._fosters = False
        if fosters and self._is_table_part(self._open.current):
            self._fostered.setdefault(self._open[self._open.last("table")], []).append(text)
        else:
            self._texts.append(text)

    def _write_texts(self) -> None:
        if self._texts:
            _add("".join(self._texts), self._open.current)
            self._texts.clear()

    def _write_fostered(self, table: Element) -> None:
        text, before, parent = "".join(self._fostered.pop(table, ())), table.getprevious(), table.getparent()
        if before is not None:
            before.tail = (before.tail or "") + text
        elif parent is not None:
            parent.text = (parent.text or "") + text

    # -- elements ------------------------------------------------------------------------------------------------

    def _is_html(self) -> bool:
        """Whether tags mean here what they mean in HTML."""
        current = self._open.current
        return current not in self._open.foreign or current.tag in kinds.INTEGRATION

    def _is_table_part(self, el: Element) -> bool:
        return el.tag in kinds.TABLE_PARTS and el not in self._open.foreign

    def _place(self, el: Element, box: Element) -> None:
        """Put *el* at the end of *box*; before the table, where *box* may not hold it."""
        self._write_texts()
        if self._fosters and (at := self._open.last("table")) >= 0 and self._is_table_part(box):
            self._write_fostered(self._open[at])
            self._open[at].addprevious(el)
        else:
            box.append(el)

    def _insert(self, el: Element) -> None:
        """Put *el* at this place, and open it."""
        self._place(el, self._open.current)
        self._open.push(el)
        if len(self._open) > self._depth:
            raise LimitError("depth", self._depth)
        if el.tag in kinds.MARKED:
            self._formatting.mark()

    def _close(self, at: int) -> None:
        """Close the element at *at* with all that is open in it."""
        self._write_texts()
        while len(self._open) > max(at, 1):
            el = self._open.pop()
            if el.tag in kinds.MARKED and el not in self._open.foreign:
                self._formatting.clear()

    def _close_paragraph(self) -> None:
        if self._open.in_scope("p", kinds.BUTTON_SCOPE):
            self._close(self._open.last("p"))

    def _close_implied(self, names: frozenset[str] = kinds.IMPLIED) -> None:
        while self._open.current.tag in names:
            self._close(len(self._open) - 1)

    # -- start tags ----------------------------------------------------------------------------------------------

    def _start(self, name: str, el: Element) -> None:
        if name in kinds.RAW:  # in SVG, too: it came with its end tag
            self._place(el, self._open.current)
        elif not self._is_html() and not self._breaks_out(name, el):
            self._open.foreign.add(el)
            self._insert(el)
        elif name in kinds.PARTS and self._open.last("table") > self._open.last("template"):
            self._start_part(name, el)
        elif name not in kinds.IN_TABLES and self._open.last("table") > self._open.last("*marked"):
            self._start_in_table(name, el)
        else:
            self._start_in_body(name, el)

    def _breaks_out(self, name: str, el: Element) -> bool:
        """Whether *name* ends the SVG or MathML that is open."""
        if name not in kinds.BREAKOUT and not (name == "font" and {"color", "face", "size"} & set(el.keys())):
            return False
        while not self._is_html():
            self._close(len(self._open) - 1)
        return True

    def _start_part(self, name: str, el: Element) -> None:
        """A part of a table: what is open in the part that it stands in ends."""
        self._close(self._open.last(*kinds.PARTS[name]) + 1)
        if name in ("td", "th") and self._open.current.tag != "tr":
            self._insert(etree.Element("tr"))
        if name == "col":
            self._place(el, self._open.current)
        else:
            self._insert(el)

    def _start_in_table(self, name: str, el: Element) -> None:
        """What a table does not hold: it stands before the table."""
        if name == "table":
            self._close(self._open.last("table"))
        elif name == "form" or (name == "input" and el.get("type", "").lower() == "hidden"):
            return
        self._fosters = True
        self._start_in_body(name, el)
        self._fosters = False

    def _start_in_body(self, name: str, el: Element) -> None:
        if name in ("svg", "math"):
            self._formatting.reconstruct()
            self._open.foreign.add(el)
            self._insert(el)
        elif name in kinds.FORMATTING:
            self._start_formatting(name, el)
        elif name in kinds.END_PARAGRAPHS:
            self._start_block(name, el)
        elif name in kinds.VOID:
            self._formatting.reconstruct()
            self._place(el, self._open.current)
        elif name != "form" or self._form is None:
            if name in ("option", "optgroup"):
                self._close_implied(frozenset({"option"}))
            elif name in kinds.RUBY and self._open.in_scope("ruby"):
                self._close_implied(kinds.RUBY if name in ("rb", "rtc") else kinds.RUBY - {"rtc"})
            elif name == "button" and self._open.in_scope("button"):
                self._close(self._open.last("button"))
            if name not in kinds.RUBY and name not in kinds.IN_TABLES:
                self._formatting.reconstruct()
            self._insert(el)

    def _start_formatting(self, name: str, el: Element) -> None:
        self._write_texts()
        if name == "a" and (other := self._formatting.find("a")) is not None:
            self._formatting.end("a")
            self._formatting.forget(other)
        self._formatting.reconstruct()
        if name == "nobr" and self._open.in_scope("nobr"):
            self._formatting.end("nobr")
            self._formatting.reconstruct()
        self._insert(el)
        self._formatting.push(el)

    def _start_block(self, name: str, el: Element) -> None:
        """A block: the paragraph before it ends, and what else it cannot stand in."""
        if name == "form":
            if self._form is not None:
                return
            self._form = el
        elif name in ("li", "dd", "dt") and (at := self._open.item(*kinds.ITEMS[name])) >= 0:
            self._close(at)
        self._close_paragraph()
        if name in kinds.HEADINGS and self._open.current.tag in kinds.HEADINGS:
            self._close(len(self._open) - 1)
        if name == "hr":
            self._place(el, self._open.current)
        else:
            self._insert(el)

    # -- end tags ------------------------------------------------------------------------------------------------

    def _end(self, name: str) -> None:
        self._write_texts()
        at = self._open.last(name)
        if self._open.is_all_foreign_behind(at) and name not in ("p", "br"):
            self._close(at)
        elif name in kinds.PARTS or name == "table":
            if self._open.in_scope(name, kinds.TABLE_SCOPE) or (at >= 0 and self._open.last("table") < 0):
                self._close(at)
        elif name in kinds.FORMATTING:
            self._fosters = self._is_table_part(self._open.current)
            if not self._formatting.end(name):
                self._end_any(at)
            self._fosters = False
        elif name in ("p", "br"):
            self._end_unopened(name)
        else:
            self._end_block(name, at)

    def _end_unopened(self, name: str) -> None:
        """The end tags that browsers make an element of, where none is open."""
        if name == "p" and self._open.in_scope("p", kinds.BUTTON_SCOPE):
            self._close(self._open.last("p"))
            return
        while not self._is_html():
            self._close(len(self._open) - 1)
        self._fosters = self._is_table_part(self._open.current)
        if name == "br":
            self._formatting.reconstruct()
        self._place(etree.Element(name), self._open.current)
        self._fosters = False

    def _end_block(self, name: str, at: int) -> None:
        if name == "form":
            self._end_form()
        elif name in kinds.HEADINGS:
            at = self._open.last(*kinds.HEADINGS)
            if at >= 0 and self._open.last(*kinds.SCOPE) <= at:
                self._close(at)
        elif name in kinds.END_PARAGRAPHS or name in kinds.MARKED or name == "button":
            if at >= 0 and self._open.last(*(kinds.LIST_SCOPE if name == "li" else kinds.SCOPE)) <= at:
                self._close(at)
        elif name != "body":
            self._end_any(at)

    def _end_any(self, at: int) -> None:
        if self._open.is_reached(at):
            self._close(at)

    def _end_form(self) -> None:
        form, self._form = self._form, None
        if form is not None and form in self._open and self._open.last(*kinds.SCOPE) <= self._open.index(form):
            self._close_implied()
            self._open.put(self._open.index(form))


def _add(text: str, box: Element) -> None:
    """Add *text* at the end of *box*."""
    last = next(box.iterchildren(reversed=True), None)
    if last is None:
        box.text = (box.text or "") + text
    else:
        last.tail = (last.tail or "") + text
