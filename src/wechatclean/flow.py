"""The source tree, laid out as a browser would, written anew in normal form.

One walk over the article's body; what it has read it frees, and changes nothing else. Every run of text carries its
*marks* (bold, italic, …) and its link as values, as in an editor's document model, so that emphasis needs no repair
afterwards: neighbouring runs of the same marks are one run, nesting cannot double them, blocks and breaks end them,
and a space belongs to what both its neighbours share. Blocks hold what :mod:`wechatclean._tree` says.

What WeChat and its editors add to HTML is known to :mod:`wechatclean.elements` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree

from wechatclean._image_urls import AS_IS, Size, locate, written
from wechatclean._limits import LIMITS, Limits
from wechatclean._line import Line, Run, is_text, write_line
from wechatclean._links import normalise_link
from wechatclean._manner import HEADINGS, Element, Manner, Outcome, Rule, Rules
from wechatclean._style import BOLD, CLEAR, FLEX, LINES, SIZELESS, UNSEEN, parse_style
from wechatclean._tree import new_element, new_root
from wechatclean.embeds import Embed
from wechatclean.errors import LimitError
from wechatclean.images import Image
from wechatclean.notes import Notes

__all__ = ["Element", "Flow", "Outcome", "Rule", "Rules", "lay_out"]

LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
_ROOM = {"tr": "table", "td": "tr", "th": "tr"}  # what the parts of a table stand in
_SPARSE = LISTS | {"table", "tr"}  # hold items, rows and cells only

_WHY = {UNSEEN: "visibility: hidden", CLEAR: "transparent colour", SIZELESS: "font-size: 0"}
_HIDDEN = UNSEEN | CLEAR | SIZELESS
MAX_BOXES = 17  # quotes and lists nested deeper are shown as if they were not: markdown-it reads 20 levels

Close = Callable[[], None]
# An element that is open: what was before it, whether it is a block, and what closes it.
_Frame = tuple[Element, int, "str | None", int, bool, "Close | None", Outcome]


def lay_out(  # noqa: PLR0913  # a page has as many sides
    body: Element,
    rules: Rules,
    notes: Notes,
    *,
    limits: Limits = LIMITS,
    base: str | None = None,
    picture_base: str | None = None,
    size: Size = AS_IS,
) -> Flow:
    """Lay out *body* by *rules* and return the flow with its ``root``, images and embeds; nothing is left of *body*.

    Args:
        base: URL that relative links are completed with.
        picture_base: the same for pictures: a saved page's copies lie beside it, not on the site.
        size: the rendition of pictures that is asked for.

    Raises:
        LimitError: elements are nested deeper than ``limits.depth``.
    """
    flow = Flow(rules, notes, base, picture_base, size)
    flow.walk(body, limits.depth)
    return flow


class Flow:
    """The walk's state: where it is in the normal form, and the line of text it is gathering.

    Attributes:
        root: the article in normal form.
        images: its pictures, one for each ``img`` of the root, in the same order.
        embeds: players, cards and the like, in order.
        traces: attributes that editors are known by, with their values.
    """

    def __init__(self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        self.notes, self.base, self.picture_base, self.size = notes, base, picture_base, size
        self.root = self.box = new_root()
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self.traces: set[tuple[str, str]] = set()
        self.heading = ""
        self.marks, self.state = 0, 0
        self.link: str | None = None
        self._rules = rules
        self._line = Line()
        self._depth = self._headers = 0  # boxes that are open, header cells among them

    # -- the walk ------------------------------------------------------------------------------------------------

    def walk(self, body: Element, depth: int) -> None:
        """Lay out all that *body* holds; its own style is the page's, not the reader's."""
        open_: list[tuple[Iterator[Element], _Frame]] = []
        children = iter(body)
        self.text(body.text or "")
        while True:
            for el in children:
                frame = self._enter(el)
                if frame is not None:
                    if len(open_) >= depth:
                        raise LimitError("depth", depth)
                    if el.text:
                        self.text(el.text)
                    if len(el):
                        open_.append((children, frame))
                        children = iter(el)
                        break
                    self._leave(frame)
                if el.tail:
                    self.text(el.tail)
            else:
                if not open_:
                    break
                children, frame = open_.pop()
                self._leave(frame)
                el = frame[0]
                del el[:]  # frees as much memory as what is written needs
                if el.tail:
                    self.text(el.tail)
        self.flush()

    def _enter(self, el: Element) -> _Frame | None:
        """Open *el*; ``None`` if it is dealt with, and needs no walk."""
        manner = self._rules.manner_of(el)
        if manner.traces:
            self.trace(el, manner.traces)
        if manner.may_hide and self._is_hidden(el, manner):
            return None
        marks, link, state = self.marks, self.link, self.state
        is_block = manner.is_block or bool(state & FLEX)
        if is_block and self._line.runs:
            self.flush()
        self.marks = (marks | manner.marks) & ~manner.unmarks
        self.state = state & ~manner.shows | manner.hinders
        if manner.links:
            self.link = self.target(el.get("href") or el.get("data-href") or "")
        if manner.is_painted and self._rules.painted:
            self._rules.painted(self, el)
        close = self._open(el) if manner.opens else None
        outcome = self._treat(el, manner.rules) if manner.rules else None
        frame = el, marks, link, state, is_block, close, outcome
        if outcome is True:
            self._leave(frame)
            return None
        return frame

    def _leave(self, frame: _Frame) -> None:
        """Close what *frame* has opened."""
        _, marks, link, state, is_block, close, outcome = frame
        if outcome and outcome is not True:
            outcome()
        if is_block and self._line.runs:
            self.flush()
        if close:
            close()
        self.marks, self.link, self.state = marks, link, state

    def _treat(self, el: Element, rules: Iterable[Rule]) -> Outcome:
        """What the first of *rules* says that takes *el*."""
        for rule in rules:
            if (outcome := rule(self, el)) is not None:
                return outcome
        return None

    def trace(self, el: Element, names: Iterable[str]) -> None:
        """Note the values that the attributes *names* of *el* have."""
        self.traces.update((name, el.get(name, "")) for name in names)

    def _is_hidden(self, el: Element, manner: Manner) -> bool:
        """Whether nothing of *el* is shown; what goes with it is noted."""
        style = manner.style
        if style.clips and not style.hides and el.get("hidden") is None:
            if has_picture(el):
                return False
            reason = "clipped to nothing"
        else:
            reason = style.hides or "hidden"
            if reason == "hidden" and style.block is not None:
                return False  # display: block overrules the attribute
        if el.tag == "img" and self._lies_on_itself(el):
            return False
        if is_text("".join(el.itertext("*"))):
            self.notes.add("hidden", f"text that the page does not show was dropped ({reason})")
        elif has_picture(el):
            self.notes.add("hidden", f"a picture that the page does not show was dropped ({reason})")
        return True

    def _lies_on_itself(self, img: Element) -> bool:
        """Whether a box around *img* shows the same picture as its background, as editors make round portraits."""
        address = img.get("data-src") or img.get("src") or ""
        boxes = (parse_style(box.get("style")).background for box in islice(img.iterancestors(), 4))
        return any(locate(written(url)).key == locate(written(address)).key for url in boxes if url)

    # -- blocks --------------------------------------------------------------------------------------------------

    def _open(self, el: Element) -> Close | None:
        """Open the heading or box *el*, if it can stand here, and return what closes it."""
        tag = str(el.tag)
        if tag in HEADINGS:
            return self._open_heading(tag)
        if self._depth >= MAX_BOXES:
            return None
        box = self.box
        if tag in _ROOM and box.tag != _ROOM[tag]:
            return None
        if tag in LISTS and box.tag in LISTS and not len(box):
            return None  # a list that only wraps a list
        if tag in _ROOM:
            inner = etree.SubElement(box, tag)
        elif tag == "li":
            inner = etree.SubElement(box if box.tag in LISTS else self._list(), tag)
        else:
            inner = self.put(tag)
        return self._open_box(inner, el)

    def _list(self) -> Element:
        """The list for an item that stands in none."""
        last = self.box[-1] if len(self.box) else None
        return last if last is not None and last.tag == "ul" else self.put("ul")

    def _open_box(self, box: Element, el: Element) -> Close:
        outer, depth, self.box = self.box, self._depth, box
        self._depth = sum(1 for _ in box.iterancestors())  # a list without its own tag counts too
        self._headers += box.tag == "th"
        for name in _KEPT.get(str(box.tag), ()):
            if (value := el.get(name, "").strip()[:9]).isdecimal() and value.isascii():
                box.set(name, str(int(value)))

        def close() -> None:
            self.box, self._depth = outer, depth
            self._headers -= box.tag == "th"
            if not len(box) and box.tag not in CELLS:
                _remove(box)

        return close

    def _open_heading(self, tag: str) -> Close:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close

    def put(self, tag: str) -> Element:
        """A new block *tag* where the next block stands: lists take items only, and tables rows and cells.

        In a list it becomes part of the item before it; otherwise it stands before what it cannot stand in.
        """
        box: Element = self.box
        if box.tag not in _SPARSE:
            return etree.SubElement(box, tag)
        refuses = box
        while box.tag in _SPARSE:
            if box.tag in LISTS and len(box):
                return etree.SubElement(box[-1], tag)
            refuses, box = box, box.getparent()  # type: ignore[assignment]  # the root is none of these
        block = etree.SubElement(box, tag)
        refuses.addprevious(block)
        return block

    def add_block(self, tag: str) -> Element:
        """A new block *tag* at this place; the caller fills it."""
        self.flush()
        return self.put(tag)

    def flush(self) -> None:
        """End the line that is being gathered; it becomes a paragraph, or a heading."""
        if runs := self._line.take(without=BOLD if self.heading or self._headers else 0):
            write_line(self.put("p" if _only_pictures(runs) else self.heading or "p"), runs)

    # -- the line ------------------------------------------------------------------------------------------------

    def text(self, text: str) -> None:
        """Add *text* as it stands in the source."""
        if self.state & _HIDDEN:
            self._drop_text(text)
        elif self.state & LINES and "\n" in text:
            first, *lines = text.split("\n")
            self._line.add(first, self.marks, self.link)
            for line in lines:
                self.line_break()
                self._line.add(line, self.marks, self.link)
        else:
            self._line.add(text, self.marks, self.link)

    def _drop_text(self, text: str) -> None:
        if is_text(text):
            reason = next(why for bit, why in _WHY.items() if self.state & bit)
            self.notes.add("hidden", f"text that the page does not show was dropped ({reason})")

    def line_break(self) -> None:
        """A ``br``: one breaks the line, two end the paragraph."""
        if self._line.add_break():
            self.flush()

    def add(self, el: Element) -> None:
        """Put *el* of the normal form into the line, as a picture or a formula stands in text."""
        self._line.add_element(el, self.link)

    def image(self, image: Image) -> None:
        """Put a picture into the line; how it is shown is the image policy's business."""
        self.images.append(image)
        self.add(new_element("img", src=image.url))

    def target(self, address: str) -> str | None:
        """The link that *address* makes, if it is a safe one."""
        return normalise_link(address, self.base)

    def embed(self, embed: Embed, line: str = "", *, linked: bool = True) -> None:
        """Note *embed* and, if *line* is given, write it as a paragraph, with the embed's address behind it."""
        self.embeds.append(embed)
        if line:
            address = self.target(embed.url or "") if linked else None
            runs: list[Run] = [(line + " ", 0, None), (address, 0, address)] if address else [(line, 0, None)]
            write_line(self.add_block("p"), runs)


_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "li": ("value",)}


def _only_pictures(runs: list[Run]) -> bool:
    for what, _, _ in runs:  # noqa: SIM110  # every paragraph is asked, and all() takes three times as long
        if what is None or isinstance(what, str) or what.tag != "img":
            return False
    return True


def has_picture(el: Element) -> bool:
    """Whether *el* holds a picture or a player."""
    return any(True for _ in pictures_in(el))


def pictures_in(el: Element) -> Iterable[Element]:
    """Elements that may show as a picture or a player: *el* itself and those that it holds."""
    return el.iter("img", "image", "iframe", "video", "audio", "mpvoice", "qqmusic", "svg")


def _remove(el: Element) -> None:
    parent = el.getparent()
    if parent is not None:
        parent.remove(el)
