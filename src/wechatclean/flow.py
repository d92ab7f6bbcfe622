"""The source tree, laid out as a browser would, written anew in normal form.

One walk over the article's body, which is only read. Every run of text carries its *marks* (bold, italic, …) and
its link as values, as in an editor's document model, so that emphasis needs no repair afterwards: neighbouring runs
of the same marks are one run, nesting cannot double them, blocks and breaks end them, and a space belongs to what
both its neighbours share. Blocks hold what :mod:`wechatclean._tree` says.

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
from wechatclean._style import (
    BOLD,
    CLEAR,
    CODE,
    FLEX,
    ITALIC,
    LINES,
    MAX_KNOWN,
    SIZELESS,
    STRIKE,
    SUB,
    SUP,
    UNSEEN,
    Style,
    parse_style,
)
from wechatclean._tree import new_root
from wechatclean.embeds import Embed
from wechatclean.errors import LimitError
from wechatclean.images import Image
from wechatclean.notes import Notes

Element = etree._Element
Outcome = bool | Callable[[], None] | None
Rule = Callable[["Flow", Element], Outcome]

INLINE_MARKS = {
    "strong": BOLD, "b": BOLD, "em": ITALIC, "i": ITALIC, "cite": ITALIC, "dfn": ITALIC, "var": ITALIC,
    "del": STRIKE, "s": STRIKE, "strike": STRIKE, "code": CODE, "kbd": CODE, "samp": CODE, "tt": CODE,
    "sub": SUB, "sup": SUP,
}  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})
BLOCKS = (
    HEADINGS
    | BOXES
    | frozenset(
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
        " foreignobject header hgroup html legend main menu nav p pre search section summary tbody tfoot thead".split()
    )
)
_ALWAYS = HEADINGS | BOXES  # blocks in Markdown whatever their display
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})

_WHY = {UNSEEN: "visibility: hidden", CLEAR: "transparent colour", SIZELESS: "font-size: 0"}
MAX_BOXES = 17  # quotes and lists nested deeper are shown as if they were not: markdown-it reads 20 levels

_NEUTRAL = Style()
_STYLE_ONLY = ["style"]


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
    """Lay out *body* by *rules* and return the flow with its ``root``, images and embeds.

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


class Rules:
    """Which rules treat an element: by an attribute, by a token of its class, by its tag; the first that takes it does.

    ``painted`` comes before, for elements that have a background picture.
    """

    def __init__(
        self,
        tags: dict[str, Rule],
        classes: dict[str, Rule],
        attributes: dict[str, Rule],
        painted: Rule | None = None,
    ) -> None:
        self.tags, self.classes, self.attributes, self.painted = tags, classes, attributes, painted
        self._marked = frozenset(attributes)

    def of(self, tag: str, classes: str, names: list[str]) -> Iterator[Rule]:
        """The rules for an element, best first."""
        if not self._marked.isdisjoint(names):
            yield from (self.attributes[name] for name in names if name in self._marked)
        if classes:
            yield from (self.classes[token] for token in classes.split() if token in self.classes)
        if tag in self.tags:
            yield self.tags[tag]


class _Frame:
    """An element that is open: what was before it, and how it is closed."""

    __slots__ = ("after", "block", "close", "el", "link", "marks", "state")

    def __init__(self, el: Element, marks: int, link: str | None, state: int) -> None:
        self.el, self.marks, self.link, self.state = el, marks, link, state
        self.block = False
        self.close: Callable[[], None] | None = None
        self.after: Outcome = None


class Flow:
    """The walk's state: where it is in the normal form, and the line of text it is gathering.

    Attributes:
        root: the article in normal form.
        images: its pictures, one for each ``img`` of the root, in the same order.
        embeds: players, cards and the like, in order.
        attributes, classes: names of attributes, and values of ``class``, that were met.
    """

    def __init__(self, rules: Rules, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        self.notes, self.base, self.picture_base, self.size = notes, base, picture_base, size
        self.root = self.box = new_root()
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self.attributes: set[str] = set()
        self.classes: set[str] = set()
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
        if body.text:
            self.text(body.text)
        while True:
            for el in children:
                frame = self._enter(el)
                if frame is None:
                    if el.tail:
                        self.text(el.tail)
                    continue
                if len(open_) >= depth:
                    raise LimitError("depth", depth)
                open_.append((children, frame))
                children = iter(el)
                if el.text:
                    self.text(el.text)
                break
            else:
                if not open_:
                    break
                children, frame = open_.pop()
                self._leave(frame)
                if tail := frame.el.tail:
                    self.text(tail)
        self.flush()

    def _enter(self, el: Element) -> _Frame | None:
        """Open *el*; ``None`` if it is dealt with, and needs no walk."""
        tag: str = el.tag  # type: ignore[assignment]  # the parser leaves no comments
        names = el.keys()
        style = self.style_of(el) if names else _NEUTRAL
        if (style.hides or style.clips or "hidden" in names) and self._is_hidden(el, style):
            self.attributes.update(names)
            return None
        state = self.state
        frame = _Frame(el, self.marks, self.link, state)
        block = tag in BLOCKS if style.block is None or tag in _ALWAYS else style.block
        if block or state & FLEX:
            frame.block = True
            if self._line.runs:
                self.flush()
        self._inherit(el, tag, style)
        if style.background and self._rules.painted:
            self._rules.painted(self, el)
        if tag in _ALWAYS:
            frame.close = self._open(el, tag)
        if names and names != _STYLE_ONLY:
            frame.after = self._treat(el, tag, names)
        elif rule := self._rules.tags.get(tag):
            frame.after = rule(self, el)
        if frame.after is True:
            self._leave(frame)
            return None
        return frame

    def _leave(self, frame: _Frame) -> None:
        """Close what *frame* has opened."""
        if callable(frame.after):
            frame.after()
        if frame.block and self._line.runs:
            self.flush()
        if frame.close:
            frame.close()
        self.marks, self.link, self.state = frame.marks, frame.link, frame.state

    def _treat(self, el: Element, tag: str, names: list[str]) -> Outcome:
        """What the first rule says that takes *el*, whose attributes are *names*."""
        self.attributes.update(names)
        value = el.get("class", "")
        if value:
            self.classes.add(value)
        for rule in self._rules.of(tag, value, names):
            if (outcome := rule(self, el)) is not None:
                return outcome
        return False

    def style_of(self, el: Element) -> Style:
        """The style that *el* declares for itself."""
        css = el.get("style")
        if not css:
            return _NEUTRAL
        return parse_style(css) if len(css) < MAX_KNOWN else parse_style.__wrapped__(css)

    def _is_hidden(self, el: Element, style: Style) -> bool:
        """Whether nothing of *el* is shown; what goes with it is noted."""
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
        boxes = (self.style_of(box).background for box in islice(img.iterancestors(), 4))
        return any(locate(written(url)).key == locate(written(address)).key for url in boxes if url)

    def _inherit(self, el: Element, tag: str, style: Style) -> None:
        """Take marks, link and visibility from *el* for what it holds."""
        own = INLINE_MARKS.get(tag, 0)
        if style is not _NEUTRAL:
            self.marks = (self.marks | (own & ~style.inherit) | style.on) & ~style.off
        elif own:
            self.marks |= own
        self.state = (self.state & ~(style.shows | FLEX)) | style.hinders
        if tag == "a":
            self.link = self.target(el.get("href") or el.get("data-href") or "")
        elif tag == "font" and el.get("size"):
            self.state &= ~SIZELESS

    # -- blocks --------------------------------------------------------------------------------------------------

    def _open(self, el: Element, tag: str) -> Callable[[], None] | None:
        """Open the block *tag*, if it can stand here, and return what closes it."""
        if tag in HEADINGS:
            return self._open_heading(tag)
        if self._depth >= MAX_BOXES:
            return None
        box = self.box
        if tag in ("tr", *CELLS) and box.tag != ("table" if tag == "tr" else "tr"):
            return None
        if tag in LISTS and box.tag in LISTS and not len(box):
            return None  # a list that only wraps a list
        if tag in ("li", "tr", *CELLS):
            inner = etree.SubElement(box if box.tag in LISTS or tag != "li" else self._list(), tag)
        else:
            inner = self.put(tag)
        return self._open_box(inner, el)

    def _list(self) -> Element:
        """The list for an item that stands in none."""
        last = self.box[-1] if len(self.box) else None
        return last if last is not None and last.tag == "ul" else self.put("ul")

    def _open_box(self, box: Element, el: Element) -> Callable[[], None]:
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

    def _open_heading(self, tag: str) -> Callable[[], None]:
        outer, self.heading = self.heading, self.heading or tag

        def close() -> None:
            self.heading = outer

        return close

    def put(self, tag: str) -> Element:
        """A new block *tag* where the next block stands: lists take items only, and tables rows and cells.

        In a list it becomes part of the item before it; otherwise it stands before what it cannot stand in.
        """
        box: Element = self.box
        refuses: Element | None = None
        while box.tag in LISTS or box.tag in ("table", "tr"):
            if box.tag in LISTS and len(box):
                return etree.SubElement(box[-1], tag)
            refuses, box = box, box.getparent()  # type: ignore[assignment]  # the root is none of these
        block = etree.SubElement(box, tag)
        if refuses is not None:
            refuses.addprevious(block)
        return block

    def add_block(self, tag: str) -> Element:
        """A new block *tag* at this place; the caller fills it."""
        self.flush()
        return self.put(tag)

    def flush(self) -> None:
        """End the line that is being gathered; it becomes a paragraph, or a heading."""
        bold_anyway = BOLD if self.heading or self._headers else 0
        if self._line.runs and (runs := self._line.take(without=bold_anyway)):
            only_pictures = all(not isinstance(what, str) and what.tag == "img" for what, _, _ in runs)
            write_line(self.put("p" if only_pictures else self.heading or "p"), runs)

    # -- the line ------------------------------------------------------------------------------------------------

    def text(self, text: str | None) -> None:
        """Add *text* as it stands in the source."""
        if not text:
            return
        if self.state & (UNSEEN | CLEAR | SIZELESS):
            self._drop_text(text)
        elif self.state & LINES and "\n" in text:
            for n, line in enumerate(text.split("\n")):
                if n:
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
        """Put a picture into the line."""
        self.images.append(image)
        self.add(img_of(image))

    def target(self, address: str) -> str | None:
        """The link that *address* makes, if it is a safe one."""
        return normalise_link(address, self.base)

    def embed(self, embed: Embed, line: str = "", *, linked: bool = True) -> None:
        """Note *embed* and, if *line* is given, write it as a paragraph, with the embed's address behind it."""
        self.embeds.append(embed)
        if line:
            address = self.target(embed.url or "") if linked else None
            rest: list[Run] = [(" ", 0, None), (address, 0, address)] if address else []
            write_line(self.add_block("p"), [(line, 0, None), *rest])


_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "li": ("value",)}


def img_of(image: Image) -> Element:
    """The ``img`` of the normal form for *image*."""
    img = new_root().makeelement("img", {"src": image.url, "alt": image.alt})
    for name in ("width", "height"):
        if (value := getattr(image, name)) is not None:
            img.set(name, str(value))
    return img


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
