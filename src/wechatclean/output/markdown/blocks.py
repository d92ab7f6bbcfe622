"""The walk over the normal form that writes its blocks: paragraphs, lists, quotes, code, tables.

How an element is written is the writer's business (:class:`wechatclean.MarkdownWriter`); here it is decided what it is
handed, and how blocks stand beside each other. Nesting is bounded (:data:`wechatclean.layout.boxes.MAX_BOXES`), so the
walk may recurse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, Protocol

from lxml import etree

from wechatclean.images.markdown import References
from wechatclean.images.policies import ImagePolicy
from wechatclean.layout.normal_form import HOLD_BLOCKS, label, numbers_of
from wechatclean.output.markdown.attribute_lists import without_last_attributes
from wechatclean.output.markdown.callout import below, is_usual, kind_of, title_of
from wechatclean.output.markdown.code import BEHIND_TICK
from wechatclean.output.markdown.engine import Engine, alt_text_for
from wechatclean.output.markdown.html_block import html_block, html_list, without_unread
from wechatclean.output.markdown.leaf import as_written
from wechatclean.output.markdown.numbers import begins_empty, is_markdown_list, jumps, may_interrupt
from wechatclean.output.markdown.paragraph import UNSTRUCK, finish, needs_care
from wechatclean.output.markdown.pipe_table import BLOCKS, entangles, is_pipe_table
from wechatclean.output.markdown.placeholders import TICK, atom, literal, replaced
from wechatclean.output.markdown.places import joined, written
from wechatclean.output.markdown.signs import as_text, on_one_line
from wechatclean.output.markdown.verbatim import Verbatim
from wechatclean.patterns import pattern

Element = etree._Element

_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "figcaption"})
_INLINE, _LISTS, _CELLS = map(frozenset, ({"_inline"}, {"ul", "ol"}, {"td", "th"}))
_LINE = pattern("^(?=.)", re.M)
_RULES = {"left": ":---", "center": ":---:", "right": "---:"}
DOCUMENT = "[document]"  # the tag of all, as markdownify calls it
_ENTANGLED = "_entangled"  # no tag, as markdownify's "_inline" is none
_HTML = pattern("<[a-z0-9]+[ >]")  # a block that only a blank line ends
_UNFINISHED = pattern("[{\n\ufdd0-\ufdef]")
_APART = {TICK: atom("\\`")} | UNSTRUCK


class ElementWriter(Protocol):
    """What writes one element: options, and methods as markdownify has them.

    Attributes:
        marker: the bullet or the number of the item that is being written.
        engine: what reads the Markdown beside CommonMark.
        convert_fn_cache: the methods that have been looked up.
    """

    options: dict[str, Any]
    marker: str
    engine: Engine | None
    convert_fn_cache: dict[str, Any]

    def get_conv_fn_cached(self, tag_name: str, /) -> Callable[..., str] | None:
        """The method that writes elements of *tag_name*, if there is one."""

    def should_convert_tag(self, tag: str, /) -> bool:
        """Whether elements of *tag* are written as such, and not only what they hold."""

    def underlines(self, tag: str) -> bool:
        """Whether the heading *tag* is written with a line under it."""


class DocumentWriter:
    """One document being written: the writer's methods, and what is gathered on the way."""

    def __init__(self, writer: ElementWriter, images: ImagePolicy, root: Element) -> None:
        self.writer, self.images, self.root, self.engine = writer, images, root, writer.engine
        self.references = References(root, alt_text_for(writer.engine))
        self.symbol = writer.options["strong_em_symbol"]
        self.converts = cache(writer.should_convert_tag)  # is asked of every element
        self.verbatim = Verbatim()
        options = (writer.options["mark_symbol"], writer.options["underline_symbol"])
        symbols = tuple(symbol for symbol in dict.fromkeys(options) if symbol and symbol[0] != "<")
        as_it_is = partial(as_text, symbols) if symbols else literal
        self._literal = partial(on_one_line, as_it_is) if writer.options["wrap"] else as_it_is
        self._is_usual = not symbols and self.engine is None and not writer.options["wrap"]
        self._picture = ""  # the one that was written last

    def write(self) -> str:
        """The whole document."""
        blocks = joined(self.root, map(self.verbatim.put_back, self.written(self.root, frozenset())))
        text = "\n\n".join(filter(None, (blocks, self.references.definitions().rstrip("\n"))))
        finish_document = self.writer.get_conv_fn_cached(DOCUMENT)
        if finish_document is None:
            return written(text, blocks.places)
        finished = finish_document(self.root, f"\n\n{text}\n\n", parent_tags=frozenset())
        at = finished.find(text)  # a method of a user's own may have written something else
        return written(finished, blocks.places, at) if at >= 0 else finished

    def convert(self, el: Element, text: str, tags: frozenset[str]) -> str:
        """What the writer's method for *el* makes of *text*."""
        method = self.writer.get_conv_fn_cached(str(el.tag))
        return text if method is None else method(el, text, parent_tags=tags)

    def blocks(self, box: Element, tags: frozenset[str]) -> str:
        """The blocks that *box* holds, with blank lines between them."""
        return joined(box, self.written(box, tags))

    def written(self, blocks: Iterable[Element], tags: frozenset[str]) -> Iterator[str]:
        """Each of *blocks*; lists that touch have other markers, or they would be one."""
        before, other = "", False
        for el in blocks:
            if el.tag in _LISTS:
                other = el.tag == before and not other
            text = self.items(el, tags, other) if el.tag in _LISTS else self.block(el, tags)
            yield (text := text.strip("\n"))
            if text:  # what is not written keeps nothing apart
                other ^= el.tag == "ol" and sum(jumps(el)) % 2 == 1
                before = str(el.tag)

    def block(self, el: Element, tags: frozenset[str]) -> str:
        """One block, without blank lines around it."""
        tag = str(el.tag)
        if tag in _LEAVES:
            el = as_written(el, self.writer.options)
            return self.convert(el, self.line(el, tags), tags)
        inside = tags | {tag}
        if tag == "blockquote":
            return self.convert(el, self.quoted(el, inside), tags)
        if tag == "pre":
            return self.code_block(el, tags)
        if tag == "table":
            return self.table(el, inside)
        if tag == "div":
            holds_blocks = el.attrib.get("class") in HOLD_BLOCKS
            return self.labelled(el, inside) if holds_blocks else self.verbatim.put_away(el.text or "")
        return self.convert(el, "", tags)

    def quoted(self, quote: Element, tags: frozenset[str]) -> str:
        """What *quote* holds; of a callout, behind its kind, and a title that says more in bold."""
        kind = kind_of(quote)
        if not kind or not self.converts("blockquote"):
            return self.blocks(quote, tags)
        title = title_of(quote)
        blocks = list(quote)[title is not None :]
        first = f"{self.verbatim.put_away(f'[!{kind}]')}"
        if title is not None and not is_usual(title):
            text = self.block(title, tags).strip("\n")
            return "\n\n".join(filter(None, (f"{first}\n{text}", joined(blocks, self.written(blocks, tags)))))
        return below(first, joined(blocks, self.written(blocks, tags)), blocks)

    def code_block(self, pre: Element, tags: frozenset[str]) -> str:
        """A block of code, or its text where code is not to be written as such."""
        text = "".join(pre.itertext())
        if self.converts("pre"):
            return self.convert(pre, text, tags)
        lines = "\n".join(line.strip() for line in text.splitlines())
        return finish(literal(lines), self.symbol, engine=self.engine)

    def items(self, items: Element, tags: frozenset[str], other: bool) -> str:
        """A list, with the *other* kind of markers."""
        if not is_markdown_list(items) and self.converts(str(items.tag)):
            return html_list(items, self.engine, self.verbatim.put_away)
        inside = tags | {str(items.tag)}
        if items.tag == "ul":
            bullet = self.bullet(items, other)
            return self.convert(items, "\n".join(self.item(li, inside, bullet) for li in items), tags)
        texts = []
        for li, number, jumps_to in zip(items, numbers_of(items), jumps(items), strict=True):
            other ^= jumps_to
            texts.append(("\n" if jumps_to else "") + self.item(li, inside, f"{number}{')' if other else '.'}"))
        return self.convert(items, "\n".join(texts), tags)

    def bullet(self, items: Element, other: bool) -> str:
        """The bullet of a list, another one than that of the list right before it."""
        bullets = self.writer.options["bullets"]
        bullet = str(bullets[sum(1 for _ in items.iterancestors("ul")) % len(bullets)])
        if other:
            return "*" if bullet == "-" else "-"
        parent = items.getparent()
        is_row = items.getprevious() is None and begins_empty(items)  # three bullets in a row would be a rule
        return "+" if is_row and parent is not None and parent.tag == "li" else bullet

    def item(self, li: Element, tags: frozenset[str], marker: str) -> str:
        """A list item: a line, or blocks; a list right below its first line stays tight, if it may interrupt a line."""
        if not len(li) or li[0].tag not in BLOCKS:
            text = self.line(li, tags)
        else:
            parts = list(self.written(li, tags | {"li"}))
            if parts[0] == "---":
                parts[0] = "___"  # hyphens and the bullet before them would be one rule
            tight = all(map(may_interrupt, li[1:])) and not _HTML.match(parts[0])
            text = "\n".join(filter(None, parts)) if tight else joined(li, parts)
        self.writer.marker = marker
        return self.convert(li, text, tags)

    def labelled(self, el: Element, tags: frozenset[str]) -> str:
        """``[^label]: …``, or ``:   …``, with its blocks four columns further in."""
        text = _LINE.sub("    ", self.blocks(el, tags)).removeprefix("    ")
        return self.verbatim.put_away(label(el)) + " " * max(1, 4 - len(label(el))) + text

    def contents(self, cell: Element, tags: frozenset[str]) -> str:
        """What *cell* holds, a line or blocks, as if it stood in no table."""
        if any(child.tag in BLOCKS for child in cell):
            return self.blocks(cell, tags)
        return finish(self.inline(cell, tags), self.symbol, engine=self.engine)

    def table(self, table: Element, tags: frozenset[str]) -> str:
        """A GFM table, or HTML where GFM cannot say what is in it."""
        if not all(self.converts(str(el.tag)) for el in table.iter("table", "tr", "td", "th")):
            return "\n\n".join(filter(None, (self.contents(cell, tags) for tr in table for cell in tr)))
        if not is_pipe_table(table) and not is_pipe_table(table := without_unread(table)):
            return f"\n\n{html_block(table, self.engine, self.verbatim.put_away)}\n\n"
        tags |= {_ENTANGLED} if entangles(table) else set()
        self.verbatim.opens_code = False  # a parser that knows no tables reads all cells as one line
        rows = [
            self.convert(tr, "".join(self.convert(td, self.line(td, tags | {"tr"}), tags | {"tr"}) for td in tr), tags)
            for tr in table.iter("tr")
        ]
        width = max(len(tr) for tr in table.iter("tr"))
        rule = "|" + "".join(f" {_RULES.get(td.get('align', ''), '---')} |" for td in table[0]) + "\n"
        if self.writer.options["table_infer_header"] or next(table.iter("th"), None) is not None:
            rows.insert(1, rule)
        else:
            rows[:0] = ["|" + "  |" * width + "\n", rule]
        return self.convert(table, "".join(rows), tags)

    def line(self, el: Element, tags: frozenset[str]) -> str:
        """The inline content of *el*, finished."""
        if self._is_usual and not len(el) and (text := el.text) and not needs_care(text):
            return text.strip(" ")
        self.verbatim.opens_code &= el.tag in _CELLS
        inside = tags | {str(el.tag)}
        if el.tag in ("p", "li"):
            if self._is_usual and len(el) == 1 and el[0].tag == "img" and not el.text and not el[0].tail:
                return self._picture_alone(el[0], inside)
            return finish(self.inline(el, inside), self.symbol, engine=self.engine).strip(" \n")
        text = without_last_attributes(self.inline(el, inside | _INLINE).replace("\n", " "))
        if _ENTANGLED in tags:
            text = replaced(text, _APART)
        starts_line = self.writer.underlines(str(el.tag)) or not self.converts(str(el.tag))
        return finish(text, self.symbol, starts_line=starts_line, engine=self.engine).strip(" \n")

    def inline(self, el: Element, tags: frozenset[str]) -> str:
        """The inline content of *el*, under construction."""
        if not len(el):
            return self._literal(el.text or "")
        parts = [self._literal(el.text or "")]
        for child in el:
            parts.append(self.span(child, tags))
            if child.tail:
                parts.append(self._behind(child, child.tail))
        return "".join(parts)

    def _behind(self, el: Element, text: str) -> str:
        """The *text* behind *el*, under construction."""
        if text[0] == "\n" and self._is_tag(el):
            return self._literal(" " + text[1:])
        line, feed, rest = text.partition("\n")
        if feed and el.attrib.get("class") == "raw":  # an engine may read its line alone: the kind of a callout
            return self._literal(line) + feed + self._literal(rest)
        return self._literal(text)

    def span(self, el: Element, tags: frozenset[str]) -> str:
        """One element that stands in a line."""
        tag = str(el.tag)
        if tag == "img":
            return atom(self.picture(el, tags))
        if tag == "br" and "_inline" not in tags and self._follows_tag(el):
            return atom("<br>") + "\n"
        if tag == "span" and el.attrib.get("class") == "raw":
            pipe = "|" if tags.isdisjoint(_CELLS) else "\\|"
            return atom(self.verbatim.put_away((el.text or "").replace("|", pipe)))
        if tag == "code" and self.converts("code"):
            return self.convert(el, "".join(el.itertext()), tags | BEHIND_TICK if self.verbatim.opens_code else tags)
        return self.convert(el, self.inline(el, tags | {tag}), tags)

    def picture(self, img: Element, tags: frozenset[str]) -> str:
        """A picture, as the image policy writes it."""
        is_shown = img.get("src") and self.converts("img")
        self._picture = self.images.markdown(img, self.references) if is_shown else ""
        if not isinstance(self._picture, str):
            raise TypeError(f"markdown of the image policy returned {self._picture!r:.80}, not a string")
        return self.convert(img, self._picture, tags)

    def _picture_alone(self, img: Element, tags: frozenset[str]) -> str:
        """A paragraph of one picture: finished markup, which nothing stands beside."""
        picture = self.picture(img, tags)
        is_finished = picture.startswith(("!", "<")) and not _UNFINISHED.search(picture)
        return picture.strip(" ") if is_finished else finish(atom(picture), self.symbol).strip(" \n")

    def _follows_tag(self, br: Element) -> bool:
        """Whether *br* ends a line of an HTML tag alone, a picture's or a place's, which would start an HTML block."""
        if (el := br.getprevious()) is None or el.tail:
            return False
        return self._is_tag(el) or (el.attrib.get("class") == "raw" and (el.text or "").startswith("<"))

    def _is_tag(self, img: Element) -> bool:
        """Whether *img*, which was written last, is a picture that stands there as an HTML tag."""
        return img.tag == "img" and self._picture.startswith("<")
