"""What the walk writes into: the article in normal form, and the line of text that is being gathered.

A rule is given the builder, and adds blocks, text, pictures and embeds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from wechatclean.embeds import Embed
from wechatclean.html.characters import is_text, plain
from wechatclean.html.line_feeds import lines_of
from wechatclean.html.links import leads_elsewhere, normalise_link, relative_link
from wechatclean.html.sight import Sight, page_sight
from wechatclean.html.style import Mark, State
from wechatclean.html.visibility import is_hidden, why_unseen
from wechatclean.images.addresses import Size
from wechatclean.images.image import Image
from wechatclean.layout.inline import Line, Run, only_pictures, write_line
from wechatclean.layout.inside import Inside, has_picture
from wechatclean.layout.normal_form import BLOCKS, Element, new_element, new_root
from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.source.markdown.parts import Part

LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
_NOT_FOR_BLOCKS = LISTS | {"table", "tr"}  # hold items, rows and cells only


class ArticleBuilder:
    """An article in normal form while it is built: it knows where the next block or run of text goes.

    Attributes:
        notes: where a rule says what it drops.
        base: URL that relative links are completed with.
        picture_base: URL that relative addresses of pictures are completed with.
        size: the rendition of pictures that is asked for.
        parts: what stays in a post as it was written.
        is_markdown: whether the source is Markdown.
        root: the article in normal form.
        box: the element of *root* that the next block stands in.
        images: the article's pictures, one for each ``img`` of *root*, in the same order.
        embeds: players, cards and the like, in order.
        labels: texts of the page that say of code which language it is in.
        embed_places: for an embed's number the last block of the article then, and whether the embed has a line in it.
        traces: attributes that editors are known by, with their values.
        heading: tag of the heading that is open, else ``""``.
        marks: bits of the marks that the next text has (:class:`~wechatclean.html.css.Mark`).
        state: bits that are inherited by the next text (:class:`~wechatclean.html.css.State`).
        sight: how the next text is seen, of which the state has bits.
        lines, first: how many lines have ended, and how many had where the block began that is open.
        link: address that the next text links to.
        figure: how many pictures there were before the ``figure`` that is open, if one is.
        waiting_caption: its caption, if its picture comes behind it.
        in_caption: whether a caption is open.
        inside: what the elements of the source hold, for rules that have to know it before the walk has been there.
    """

    def __init__(self, notes: Notes, base: str | None, picture_base: str | None, size: Size) -> None:
        self.notes: Notes = notes
        self.base: str | None = base
        self.picture_base: str | None = picture_base
        self.size: Size = size
        self.root: Element = new_root()
        self.box: Element = self.root
        self.parts: Sequence[Part] = ()
        self.is_markdown: bool = False
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self.labels: list[str] = []
        self.embed_places: dict[int, tuple[Element | None, bool]] = {}
        self.traces: set[tuple[str, str]] = set()
        self.heading: str = ""
        self.marks: int = 0
        self.state: int = 0
        self.sight: Sight = page_sight()
        self.lines: int = 0
        self.first: int = 0
        self.link: str | None = None
        self.figure: int | None = None
        self.waiting_caption: str = ""
        self.in_caption: bool = False
        self.inside: Inside = Inside()
        self._line = Line()
        self._depth = self._headers = 0  # boxes that are open, header cells among them

    # -- blocks --------------------------------------------------------------------------------------------------

    def put(self, tag: str) -> Element:
        """A new block *tag* at the place of the next block.

        A list holds items only, and a table rows and cells only: in a list the block becomes part of the last item,
        otherwise it stands before the list or the table.
        """
        box: Element = self.box
        if box.tag not in _NOT_FOR_BLOCKS:
            return etree.SubElement(box, tag)
        inner = box
        while box.tag in _NOT_FOR_BLOCKS:
            if box.tag in LISTS and len(box):
                return etree.SubElement(box[-1], tag)
            inner, box = box, box.getparent()  # type: ignore[assignment]  # the root is none of these
        block = etree.SubElement(box, tag)
        inner.addprevious(block)
        return block

    def open(self, el: Element) -> Callable[[], None] | None:
        """Open the heading or box *el*, where it can stand here, and return what closes it."""
        return None

    def add_block(self, tag: str) -> Element:
        """End the line, and return a new empty block *tag* for the caller to fill.

        Raises:
            ValueError: no block of the normal form is called *tag*.
        """
        if tag not in BLOCKS:
            raise ValueError(f"add_block() adds {', '.join(sorted(BLOCKS))}, not {tag!r:.80}")
        self.flush()
        return self.put(tag)

    def flush(self) -> None:
        """End the line that is being gathered: it becomes a paragraph, or a heading where one is open.

        Editors set headings in bold; who writes Markdown means it.
        """
        bold = Mark.BOLD if (self.heading or self._headers) and not self.is_markdown else 0
        if runs := self._line.take(without=bold):
            write_line(self.put("p" if only_pictures(runs) else self.heading or "p"), runs)

    @property
    def is_line_start(self) -> bool:
        """Whether nothing stands in the line yet, or a break ended the one before."""
        return not self._line.runs or self._line.runs[-1][0] is None

    @property
    def is_item_start(self) -> bool:
        """Whether nothing stands in the list item yet."""
        return self.box.tag == "li" and not len(self.box) and not self._line.runs

    def progress(self) -> tuple[object, ...]:
        """Changes with everything that is written, but for breaks at the end of a line."""
        return len(self.images), self.box, _last(self.box), *self._line.seen()

    # -- the line ------------------------------------------------------------------------------------------------

    def text(self, text: str, el: Element | None = None) -> None:
        """Add *text* with the marks and the link of this place; its white space is collapsed as in a browser.

        Args:
            text: as it stands in the source.
            el: the element that it stands in, for a note.

        Raises:
            TypeError: *text* is no ``str``.
        """
        if not isinstance(text, str):
            raise TypeError(f"text() takes a str, not {text!r:.80}")
        self._text(plain(text), el)

    def _text(self, text: str, el: Element | None) -> None:
        """The same for *text* of the source."""
        if self._hides(text):
            self.note_hidden(text, why_unseen(self.state), el)
        elif self.state & State.FEEDS and "\n" in text:
            first, *lines = lines_of(text, self.state)
            self._line.add(first, self.marks, self.link)
            for line in lines:
                self.line_break()
                self._line.add(line, self.marks, self.link)
        else:
            self._line.add(text, self.marks, self.link)

    def note_hidden(self, text: str, why: str, el: Element | None = None) -> None:
        """Note that *text* of *el* is not shown, if there is anything to read in it."""
        if text and is_text(text):
            self.notes.add("hidden", f"text that the page does not show was dropped ({why})", el, text=text)

    def _hides(self, text: str) -> bool:
        """Whether *text* is not shown at this place."""
        return is_hidden(text, self.state, is_first=self.lines == self.first)

    @property
    def is_invisible(self) -> bool:
        """Whether what stands at this place takes up room only."""
        return bool(self.state & State.INVISIBLE)

    def note_lost(self, el: Element, why: str) -> None:
        """Note what is lost with *el*, of which nothing is shown."""
        if is_text(text := "".join(el.itertext("*"))):
            self.note_hidden(text, why, el)
        elif has_picture(el):
            self.notes.add("hidden", f"a picture that the page does not show was dropped ({why})", el)

    def leaves_out(self, el: Element) -> bool:
        """Whether *el* is not shown whatever its style, or the caller drops it: for rules that read what is inside."""
        return False

    def line_break(self) -> None:
        """A ``br``: one breaks the line, two end the paragraph."""
        self.lines += 1
        if self._line.add_break():
            self.flush()

    def soft_break(self) -> None:
        """White space at which a line of Markdown ends: some generators break the line there."""
        self._line.add_soft_break()

    def add(self, el: Element, *, as_text: bool = False) -> None:
        """Put *el*, an element of the normal form, into the line, as a picture or a formula stands in text.

        Only *as_text* it has the marks of this place.
        """
        self._line.add_element(el, self.link, self.marks & ~Mark.CODE if as_text else 0)

    def image(self, image: Image) -> None:
        """Put a picture into the line; the image policy decides later how it is shown.

        Raises:
            TypeError: *image* is no :class:`~wechatclean.Image`.
        """
        if not isinstance(image, Image):
            raise TypeError(f"image() takes a wechatclean.Image(url=…), not {image!r:.80}")
        self.images.append(image)
        self.add(new_element("img", src=image.url))

    def caption(self, number: int, words: str) -> None:
        """Make *words* the caption of the picture *number*, if there is such a picture and it has none yet."""
        if words and -len(self.images) <= number < len(self.images) and not self.images[number].caption:
            self.images[number] = self.images[number].model_copy(update={"caption": words})

    def ends_with_picture(self) -> bool:
        """Whether a picture is the last thing that has been written, but for line breaks."""
        for what, _, _ in reversed(self._line.runs):
            if what is not None:
                return not isinstance(what, list) and what.tag == "img"
        last: Element | None = self.box
        while last is not None and (inner := _last(last)) is not None:
            last = None if inner.tail else inner
        return last is not None and last.tag == "img"

    def target(self, address: str) -> str | None:
        """*address* as an absolute URL to link to; ``None`` where it is no safe one.

        Relative links in Markdown stay what they are: the post's site completes them. So do those of which nobody knows
        what they are relative to.
        """
        relative = relative_link(address) if self.is_markdown or self.base is None else None
        if relative and self.is_markdown:
            return relative
        link = normalise_link(address, self.base)
        if link is None and relative and not relative.startswith("#"):
            self.notes.add("link", f"nothing states the page that a relative link is on: {relative[:100]}")
            return relative
        if link is None and leads_elsewhere(address):
            self.notes.add("link", f"a link was dropped that leads to no page: {address.strip()[:100]}")
        return link

    def trace(self, el: Element, names: Iterable[str]) -> None:
        """Remember the values of the attributes *names* of *el*, by which the editor is known."""
        for name in names:
            self.traces.add((name, el.get(name, "")))

    def embed(self, embed: Embed, line: str = "", *, linked: bool = True) -> None:
        """Add *embed* and, where *line* is given, a paragraph of it; *linked*: with the embed's address behind it.

        Raises:
            TypeError: *embed* is none of :mod:`wechatclean.embeds`.
        """
        if not isinstance(embed, Model):
            raise TypeError(f"embed() takes a value of wechatclean.embeds, such as Video(title=…), not {embed!r:.80}")
        address = self.target(embed.url) if embed.url else None
        line = plain(line)
        self.embeds.append(embed if address == embed.url else embed.model_copy(update={"url": address}))
        if line:
            address = address if linked else None
            runs: list[Run] = [(line + " ", 0, None), (address, 0, address)] if address else [(line, 0, None)]
            write_line(self.add_block("p"), runs)
        self.embed_places[len(self.embeds) - 1] = _last(self.root), bool(line)


def _last(el: Element) -> Element | None:
    """The last child; to ask for their number takes time with each."""
    return next(el.iterchildren(reversed=True), None)
