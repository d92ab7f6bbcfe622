"""Parts of a post that are neither text nor HTML: they stay as they were written, or are code.

In the HTML that is made of a post, a part is an empty element whose attribute :data:`MARK` is its number. A page
cannot forge one: a number means something only in a document that has that part.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

MARK = "data-wechatclean-part"

WAS_LIVE = "what a browser could run, in a tag of an engine, is taken away, or written as text or as code"
NOT_KEPT = "an engine's value in a tag of HTML that ends elsewhere, or does more than show, is read as it stands"

Kind: TypeAlias = Literal[
    "inline", "block", "comment", "inline-comment", "attributes", "code", "code-span", "place", "definition",
    "footnote", "line", "formula", "display-formula", "task",
    "value",
]  # fmt: skip


class Part(NamedTuple):
    """One part.

    Attributes:
        text: as it was written.
        kind: ``"inline"`` stands in a line, ``"block"`` by itself; ``"comment"`` and ``"inline-comment"`` are not
            shown; ``"attributes"`` are those of the block right above them; ``"code"`` is a block of code,
            ``"code-span"`` code within a line; ``"footnote"`` is the label of the footnote that its element holds;
            ``"line"`` ends a line of the source, but not of the paragraph; ``"formula"`` and ``"display-formula"``
            are TeX; ``"place"`` shows nothing, but links lead to it; ``"definition"`` is the sign of the one that its
            element holds; ``"task"`` is the box of a task, where it begins an item; ``"value"`` is nothing, before a
            tag of HTML whose value is no engine's any more.
        info: the info string of a code block (CommonMark 0.31, section 4.5).
        source: what stood there, where that could run, so that *text* is another.
    """

    text: str
    kind: Kind
    info: str = ""
    source: str = ""


_IN_LINE = ("inline", "inline-comment", "line", "formula", "code-span", "place", "task", "value")
_TAGS = dict.fromkeys(_IN_LINE, "span") | {"code": "pre"}


class Parts(list[Part]):
    """The parts of one document, in order."""

    def mark(self, part: Part) -> str:
        """The HTML element that stands for *part*, which is added."""
        return self.open(part) + self.close(part)

    def open(self, part: Part) -> str:
        """The start tag of the element that stands for *part*, which is added."""
        self.append(part)
        return f'<{_TAGS.get(part.kind, "div")} {MARK}="{len(self) - 1}">'

    def close(self, part: Part) -> str:
        """The end tag of the element that stands for *part*."""
        return f"</{_TAGS.get(part.kind, 'div')}>"
