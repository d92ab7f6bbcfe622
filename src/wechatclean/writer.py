"""The writer as markdownify's users know it: options, methods for tags, and HTML to Markdown in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wechatclean.cleaner.calls import to_markdown
from wechatclean.output.markdown.options import as_arguments
from wechatclean.output.markdown.writer import Element, NormalFormWriter


class MarkdownWriter(NormalFormWriter):
    """Writes Markdown (CommonMark with GFM's tables and strikethrough); a ``MarkdownConverter`` of markdownify's.

    Takes markdownify's options, by keyword or in a nested class ``Options``: ``autolinks``, ``bullets``,
    ``code_language``, ``code_language_callback``, ``convert``, ``default_title``, ``heading_style``,
    ``newline_style``, ``strip``, ``strip_document``, ``strong_em_symbol``, ``sub_symbol``, ``sup_symbol``,
    ``table_infer_header``, ``wrap``, ``wrap_width``; and ``footnotes``: ``"links"`` (a mark ``[1]`` is a link) or
    ``"gfm"`` (``[^1]``, and ``[^1]: …`` in the list); ``mark_symbol`` and ``underline_symbol``, ``""`` by default:
    ``"=="`` and ``"++"`` write ``==marked==`` and ``++underlined++`` for who reads that. Other
    defaults than markdownify's have ``bullets`` (``"-"``), ``heading_style`` (``ATX``), ``sub_symbol`` and
    ``sup_symbol`` (``"<sub>"``, ``"<sup>"``), and ``table_infer_header`` (``True``).

    To write an element in your own way, override its ``convert_<tag>(el, text, parent_tags)``. *el* is an element of
    the clean article: lxml's, which answers ``name``, ``attrs``, ``get``, ``has_attr``, ``[…]``, ``get_text()``,
    ``parent``, ``find_all`` and ``str()`` as BeautifulSoup's do. *text* is the Markdown of what it holds; in a part of
    a line, other characters stand for those that may need an escape, until the paragraph is whole: take the words from
    ``el.get_text()``. Pictures are written by the image policy, and handed to ``convert_img``. What a method keeps on
    ``self`` lasts for one document.

    Two writers of the same class are equal if their options are.

    Raises:
        TypeError: an option or, when the class is made, a method that would never be used, with the reason.
        ValueError: a value that an option cannot take.

    >>> class Marked(MarkdownWriter):
    ...     def convert_em(self, el, text, parent_tags):
    ...         return f"=={text}=="
    >>> Marked(bullets="*").convert("<ul><li>茶要<i>热</i>的</li></ul>")
    '* 茶要==热==的'
    """

    if TYPE_CHECKING:  # markdownify's, which has no types

        def convert__document_(self, el: Element, text: str, parent_tags: set[str]) -> str: ...  # noqa: D102
        def convert_blockquote(self, el: Element, text: str, parent_tags: set[str]) -> str: ...  # noqa: D102
        def convert_hr(self, el: Element, text: str, parent_tags: set[str]) -> str: ...  # noqa: D102
        def convert_table(self, el: Element, text: str, parent_tags: set[str]) -> str: ...  # noqa: D102

    def __repr__(self) -> str:
        """The call with its options."""
        return f"{type(self).__name__}({as_arguments(self.options, self.DefaultOptions)})"

    def convert(self, html: object) -> str:
        """``clean(html, writer=self).markdown``; raises what :func:`wechatclean.clean` does."""
        return to_markdown(html, writer=self)  # type: ignore[arg-type]  # which says itself what it takes

    def convert_soup(self, soup: object) -> str:
        """The same for a document that BeautifulSoup has read.

        Raises:
            TypeError: *soup* is none.
        """
        if not callable(getattr(soup, "prettify", None)):
            raise TypeError(f"convert_soup() takes what BeautifulSoup has read, not {soup!r:.80}; convert() takes HTML")
        return self.convert(str(soup))
