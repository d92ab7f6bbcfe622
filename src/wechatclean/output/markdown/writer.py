"""How each element of the normal form is written in Markdown, with markdownify's converter for a base.

The walk over the tree is the library's own (:mod:`wechatclean.output.markdown.blocks`).
"""

from __future__ import annotations

import re
from copy import copy
from typing import Any, ClassVar, TypeVar

from lxml import etree
from markdownify import ATX, ATX_CLOSED, BACKSLASH, UNDERLINED, MarkdownConverter

from wechatclean.html.style import Mark
from wechatclean.images.markdown import destination, link_title
from wechatclean.images.policies import REMOTE, ImagePolicy
from wechatclean.layout.normal_form import begins_with_box, is_display, is_ticked, new_root, tex_of
from wechatclean.output.markdown.attribute_lists import LIVE_CODE
from wechatclean.output.markdown.block_starts import escape_task, escape_wrapped
from wechatclean.output.markdown.blocks import DOCUMENT, DocumentWriter
from wechatclean.output.markdown.code import code_span, fence, is_fence_to_all, needs_tag
from wechatclean.output.markdown.engine import Engine, entity
from wechatclean.output.markdown.html_block import begins_block, html_block
from wechatclean.output.markdown.leaf import underlined
from wechatclean.output.markdown.nodes import as_nodes
from wechatclean.output.markdown.options import Defaults, check_names, read_options
from wechatclean.output.markdown.overrides import Method, check_overrides, has_overrides, overriding
from wechatclean.output.markdown.placeholders import DEL, EM, FIXED_SPACE, GUARD, STRONG, atom, emphasis, literal
from wechatclean.output.markdown.signs import balanced, emphasised, enclosed, footnote_of, highlighted, is_bare
from wechatclean.output.markdown.stripped import stripped
from wechatclean.patterns import pattern
from wechatclean.source.markdown.dollars import between_dollars, without_markup

Element = etree._Element
Document = TypeVar("Document", bound=DocumentWriter)

_NOT_IN_NAME = pattern(r"[\[\]:-]")  # of a method, as markdownify has it
# Spaces that parsers drop at the start of a line; behind a backslash, which breaks a line at its end; of a box.
_TOGETHER = pattern(r" ?\u3000[ \u3000]*|(?<=\\) |(?<=^\[) (?=\] )|(?<=^\[[ x]\]) ")
_LINE, _NEXT_LINE, _BOX = pattern("^(?=.)", re.M), pattern(r"(?<=\n)(?=.)"), pattern(r"\[[ xX]\]\s")
# What a parser may read between tags, where kramdown, which reads nothing there, would show what escapes it; and spaces
# that HTML would not keep, which say to a reader of ours that they are meant.
_IN_HTML_CODE = pattern(r"[!#-&*+<-@\[-`{-~]|\A | \Z|(?<= ) ")


class NormalFormWriter(MarkdownConverter):  # type: ignore[misc]
    """Writes articles in normal form; :class:`wechatclean.MarkdownWriter` is one that reads HTML too."""

    class DefaultOptions(Defaults):
        """markdownify's defaults, and where ours differ."""

        bullets = "-"
        footnotes = "links"
        heading_style = ATX
        mark_symbol = ""
        sub_symbol = "<sub>"
        sup_symbol = "<sup>"
        table_infer_header = True
        underline_symbol = ""

    Options: ClassVar[type] = DefaultOptions  # what a subclass may replace

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_overrides(cls, NormalFormWriter)

    def __init__(self, **options: Any) -> None:
        check_names(options)
        super().__init__(**options)
        self.options: dict[str, Any] = read_options(self.options)
        self.marker: str = self.options["bullets"][0]
        self.engine: Engine | None = None
        self._ticked: Element | None = None  # the code that was written last between backticks
        self._hands_out = has_overrides(type(self), NormalFormWriter) or bool(self.options["code_language_callback"])

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__getstate__() == other.__getstate__()  # options and attributes

    def __hash__(self) -> int:
        return hash((type(self), *(self.options[name] for name in ("bullets", "heading_style", "strip", "convert"))))

    def __getstate__(self) -> dict[str, Any]:
        """Options and what a subclass has set; not the methods that have been looked up."""
        return vars(self) | {"convert_fn_cache": {}}

    def get_conv_fn(self, tag_name: str) -> Method | None:
        """The method that writes elements of *tag_name*, as markdownify finds it."""
        method: Method | None = super().get_conv_fn(tag_name)
        name = f"convert_{_NOT_IN_NAME.sub('_', tag_name)}"
        name = name if hasattr(self, name) else "convert_hN"
        if method is None or getattr(type(self), name) is getattr(NormalFormWriter, name, None):
            return method
        return overriding(method, tag_name, f"{type(self).__name__}.{name}")

    @property
    def highlights(self) -> int:
        """Bits of the highlights that are written."""
        cls = type(self)
        marked = self.options["mark_symbol"] or cls.convert_mark is not NormalFormWriter.convert_mark
        underlined = self.options["underline_symbol"] or cls.convert_u is not NormalFormWriter.convert_u
        return (Mark.MARKED if marked else 0) | (Mark.UNDERLINED if underlined else 0)

    def write(self, root: Element, images: ImagePolicy = REMOTE, engine: Engine | None = None) -> str:
        """The Markdown of *root*, an article in normal form; *engine* reads none of its text as signs."""
        document = self.document(DocumentWriter, root, images, engine)
        text = document.write()
        document.writer.convert_fn_cache.clear()  # its methods hold the writer
        return text

    def document(
        self, kind: type[Document], root: Element, images: ImagePolicy, engine: Engine | None = None
    ) -> Document:
        """One document of this *kind*, for a copy of the writer: what a method keeps on ``self`` lasts for one."""
        if "options" not in vars(self):
            raise TypeError(f"{type(self).__name__}.__init__() has to call super().__init__(**options)")
        writer = copy(self)
        writer.engine = engine
        root = stripped(root, self.should_convert_tag)
        return kind(writer, images, as_nodes(root) if self._hands_out else root)

    def should_convert_tag(self, tag: str) -> bool:
        """Whether elements of *tag* are written as such, and not only what they hold."""
        return tag == DOCUMENT or bool(super().should_convert_tag(tag))

    def underlines(self, tag: str) -> bool:
        """Whether the heading *tag* is written with a line under it (CommonMark 0.31, section 4.3)."""
        return self.options["heading_style"] == UNDERLINED and tag in ("h1", "h2")

    # What a paragraph holds is under construction, with placeholders in it, until the paragraph is whole.

    def convert_strong(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``**text**``, or ``<strong>`` where asterisks would not be read."""
        return text if "_noformat" in parent_tags or not text else emphasised(STRONG, text, self.options)

    def convert_em(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``*text*``, or ``<em>``."""
        return text if "_noformat" in parent_tags or not text else emphasised(EM, text, self.options)

    def convert_del(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``~~text~~``, or ``<del>``."""
        return text if "_noformat" in parent_tags or not text else emphasis(DEL, text)

    def convert_mark(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """What is marked between the option's symbols; between ``<mark>`` where these would not be read."""
        return highlighted(self.options["mark_symbol"], "mark", el, text)

    def convert_u(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """What is underlined, in the same way."""
        return highlighted(self.options["underline_symbol"], "u", el, text)

    def convert_sub(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``<sub>``, or the option's symbol."""
        return enclosed(self.options["sub_symbol"], text)

    def convert_sup(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``<sup>``, or the option's symbol; a mark of a footnote where GFM's are asked for."""
        if self.options["footnotes"] == "gfm" and (number := footnote_of(el)):
            return atom(f"[^{number}]")
        return enclosed(self.options["sup_symbol"], text)

    def convert_br(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A hard line break; ``<br>`` where Markdown has none (headings and table cells)."""
        if "_inline" in parent_tags:
            return atom("<br>")
        return atom("\\") + "\n" if self.options["newline_style"] == BACKSLASH else "  \n"

    def convert_a(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """``[text](target)``, or ``<target>`` where the text is the target."""
        target = el.get("href") or ""
        if not target or "_noformat" in parent_tags:
            return text
        if self.options["footnotes"] == "gfm" and len(el) and (number := footnote_of(el[-1])):
            mark = atom(f"[^{number}]")
            words = text.removesuffix(mark)
            return (self._link(words, target) if words else "") + mark
        title = el.get("title") or ""
        if not title and "://" in text and self._is_autolink(target) and text == literal(target):
            return atom(f"<{target}>")
        return self._link(text, target, title)

    def _link(self, text: str, target: str, title: str = "") -> str:
        address = destination(target)
        title = link_title(title) or (f' "{address}"' if self.options["default_title"] else "")
        pairs_are_signs = self.engine is not None and self.engine.signs.search("[[]]") is not None
        return atom("[") + balanced(text, pairs_are_signs=pairs_are_signs) + atom(f"]({address}{title})")

    def _is_autolink(self, target: str) -> bool:
        """Whether *target* may stand between angle brackets, where nothing can be escaped."""
        if not self.options["autolinks"] or self.options["default_title"]:
            return False
        has_sign = self.engine is not None and self.engine.signs.search(target)
        return not has_sign and is_bare(target)

    def convert_img(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A picture, in *text* as the image policy writes it."""
        return text

    def convert_input(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """The box of a task; its sign where nothing stands behind it, which is no task."""
        signs = "☐☑" if el.getnext() is None and not el.tail else ("[ ]", "[x]")
        return atom(signs[is_ticked(el)])

    def convert_code(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A code span, its fence longer than any run of backticks inside."""
        if "_noformat" in parent_tags or not text:
            return text
        code = self.engine.code(text, self.engine.code_span) if self.engine else text
        starts_definition = "]:" in text and "a" in parent_tags  # at the start of a line
        if code is None or starts_definition or needs_tag(el, code, self._ticked, parent_tags):
            return atom(f"<code>{_IN_HTML_CODE.sub(lambda found: entity(found[0]), text)}</code>")
        self._ticked = el
        return code_span(code, self.options)

    def convert_span(self, el: Element, text: str, parent_tags: set[str]) -> str:
        r"""A formula: ``$…$`` or ``$$…$$``; as TeX the same, but without what Markdown would take for tags or links."""
        tex = tex_of(el)
        if tex is None:
            return text
        tex = without_markup(tex)
        if self.engine is not None and self.engine.code_span != "as is":
            tex = self.engine.released(self.engine.guarded(tex))
        if self.options["wrap"]:
            tex = tex.replace(" ", FIXED_SPACE)
        return atom(f"$${tex}$$" if is_display(el) else between_dollars(tex, (el.tail or "")[:1]))

    def convert_p(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A paragraph; a footnote's text where GFM's are asked for."""
        if self.options["wrap"]:
            together = _TOGETHER.sub(lambda m: m[0].replace(" ", GUARD), text)
            text = escape_wrapped(super().convert_p(el, together, parent_tags).strip("\n").replace(GUARD, " "))
        number = (el.get("id") or "").removeprefix("fn-")
        if self.options["footnotes"] == "gfm" and number:
            text = f"[^{number}]: {_NEXT_LINE.sub('    ', text)}"
        return text

    def convert_hN(self, n: int, el: Element, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """A heading; hashes at its end are not its closing ones."""
        style, hashes = self.options["heading_style"], "#" * n
        is_row = "|" in "".join(el.itertext())  # of a table, with a line under it
        if style == UNDERLINED and n <= 2 and not is_row and not begins_block(el, text):
            return underlined(n, text)
        if style == ATX_CLOSED:
            return f"{hashes} {text} {hashes}"
        stem = text.rstrip("#")
        if stem != text and stem[-1:] in ("", " ", "\t"):
            text = stem + "\\" + text[len(stem) :]
        return f"{hashes} {text}"

    def convert_pre(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A fenced code block, its fence longer than any run of backticks inside; HTML where it could come to life."""
        written = self.engine.code(text, self.engine.code_block) if self.engine else text
        info = self._language(el).replace("`", "&#96;")
        if written is None or (LIVE_CODE.search(text) and not is_fence_to_all(info, parent_tags)):
            return f"\n\n{html_block(el, self.engine)}\n\n"
        signs = fence(written, 3)
        return f"\n\n{signs}{info}\n{written}\n{signs}\n\n"

    def _language(self, pre: Element) -> str:
        """The language of *pre*, by the callback, the page, or the option."""
        callback = self.options["code_language_callback"]
        named = callback(pre) if callback else None
        if named is not None and not isinstance(named, str):
            raise TypeError(f"code_language_callback returned {named!r}, neither a string nor None")
        code = pre[0].attrib if len(pre) else pre.attrib
        declared = " ".join(filter(None, (code.get("class", "").removeprefix("language-"), code.get("title"))))
        return str(named or declared or self.options["code_language"]).removeprefix("language-")

    def convert_ul(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A list of the items in *text*."""
        return text

    convert_ol = convert_ul

    def convert_li(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """An item, behind its bullet or number, which kramdown knows by the space behind it."""
        indent = " " * (len(self.marker) + 1)
        if _BOX.match(text):
            text = escape_task(text) if begins_with_box(el) else "\\" + text
        return f"{self.marker} {_LINE.sub(indent, text)[len(indent) :]}" if text else f"{self.marker} "

    def convert_tr(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A row; under the first stands the line that makes it the header."""
        return f"|{text}\n"

    def convert_td(self, el: Element, text: str, parent_tags: set[str]) -> str:
        """A cell; its pipes are escaped."""
        cell = text.strip().replace("\n", " ").replace("|", "\\|")
        return f" {cell} |"

    convert_th = convert_td


def heading(text: str) -> str:
    """*text* as a heading of the first level."""
    root = new_root()
    etree.SubElement(root, "h1").text = " ".join(text.split())
    return NormalFormWriter().write(root)
