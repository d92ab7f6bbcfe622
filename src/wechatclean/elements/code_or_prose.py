"""Whether a box is code: ``pre`` around paragraphs is none, and a box in a font of one width that keeps its blanks is.

One look at the outermost box decides about all that it holds, so that no nest is looked at again at each level.
"""

from __future__ import annotations

from dataclasses import dataclass

from wechatclean.elements.code_lines import BLANKS, is_block
from wechatclean.html.css import parse_style
from wechatclean.html.style import State
from wechatclean.html.visibility import Part
from wechatclean.layout.computed_style import STATES
from wechatclean.layout.inside import PICTURES
from wechatclean.layout.normal_form import HEADINGS, Element
from wechatclean.patterns import pattern

# Words of ``class``: of GitHub, highlight.js, SyntaxHighlighter, Crayon, Gitea, Monaco, ace, Quill.
HIGHLIGHTED = (
    "js-file-line-container hljs-ln syntaxhighlighter crayon-main code-view view-lines ace_text-layer"
    " ql-code-block-container"
).split()
_HIGHLIGHTED = frozenset(HIGHLIGHTED)
_CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})
_SPOIL = HEADINGS | {"blockquote", "table", "hr", "pre", "input", "figure", "ul", "ol", *PICTURES} - {"svg"}
_PARAGRAPHS = HEADINGS | {"p", "section", "div", "blockquote", "article", "ul", "ol", "table", "figure"}
_HAN = pattern("[\\u3400-\\u9fff\\u3001-\\u303f\\uff01-\\uff5e]")
_LINE_OF_A_BOX = "CodeMirror-line"  # a ``pre``, in Typora's


@dataclass(slots=True)
class _Look:
    """What is seen of a box that may be code: characters of code, of prose and of Chinese, and what stands in it."""

    element: Element
    code: int = 0
    prose: int = 0
    han: int = 0
    boxes: int = 0
    breaks: int = 0
    is_broken: bool = False
    has_paragraphs: bool = False
    has_code_boxes: bool = False
    is_spoilt: bool = False
    wraps: bool = False

    def add(self, text: str, state: int, *, is_code: bool) -> None:
        """Count *text*."""
        solid = "".join(text.split())
        self.breaks += self.is_broken + text.strip().count("\n")
        self.is_broken = False
        self.wraps = self.wraps or not state & State.LINE_FEEDS
        if is_code or state & State.LISTING == State.LISTING:
            self.code += len(solid)
        else:
            self.prose += len(solid)
        self.han += len(_HAN.findall(solid))

    def take(self, inner: _Look) -> None:
        """Count what a box in it holds that is a part of it."""
        self.code, self.prose, self.han = self.code + inner.code, self.prose + inner.prose, self.han + inner.han
        self.wraps = self.wraps or inner.wraps
        self.boxes, self.breaks = self.boxes + inner.boxes, self.breaks + inner.breaks
        self.is_spoilt = self.is_spoilt or inner.is_spoilt
        self.has_code_boxes = self.has_code_boxes or inner.has_code_boxes

    @property
    def is_code(self) -> bool:
        """Whether the box is code."""
        is_highlighted = not _HIGHLIGHTED.isdisjoint(self.element.get("class", "").split())
        if self.element.tag == "pre" or is_highlighted:
            is_around = self.has_code_boxes and not self.code + self.prose
            is_prose = self.has_paragraphs and self.prose > self.code and not is_highlighted
            return not (is_around or is_prose)
        if self.is_spoilt or self.prose or not self.code:
            return False
        if self.element.tag == "code":
            return True
        has_lines = self.boxes > 1 or self.breaks > 0
        return (has_lines or not self.wraps) and (2 * self.han < self.code or (has_lines and not self.wraps))


def is_text_alone(parts: list[Part]) -> bool:
    """Whether *parts* of a box hold no other boxes than those of lines."""
    return not any(part.element.tag in _SPOIL for part in parts[1:])


def verdicts(parts: list[Part], state: int) -> dict[Element, bool]:
    """Whether it is code, for the box that *parts* are read of and for each box in it that may be code.

    Args:
        parts: what is shown of the box.
        state: that of its text.
    """
    root = parts[0].element
    looks, states, codes = [_Look(root)], [state], int(root.tag in _CODE_TAGS)
    found: dict[Element, bool] = {}
    for event, el, text, _, _ in parts:
        if event == "start" and el is not root:
            style = parse_style(el.get("style"))
            states.append(states[-1] & ~style.clears | style.sets | STATES.get(str(el.tag), 0) & ~style.clears)
            codes += el.tag in _CODE_TAGS
            _see(looks[-1], el)
            if may_be_code(el, states[-1], style.sets):
                looks.append(_Look(el))
        elif event == "end":
            states.pop()
            codes -= el.tag in _CODE_TAGS
            if looks[-1].element is el:
                look = looks.pop()
                found[el] = look.is_code
                _end(looks, look)
        if text.strip(BLANKS) and looks:
            looks[-1].add(text, states[-1], is_code=codes > 0)
    return found


def _see(look: _Look, el: Element) -> None:
    """What *el*, in the box, says about it."""
    look.is_broken = look.is_broken or el.tag == "br"
    look.boxes += is_block(el)
    look.has_paragraphs = look.has_paragraphs or el.tag in _PARAGRAPHS
    look.is_spoilt = look.is_spoilt or el.tag in _SPOIL


def may_be_code(el: Element, state: int, sets: int) -> bool:
    """Whether *el*, whose text has *state* and whose own style *sets* a part of it, may be code."""
    if el.tag == "pre":
        return _LINE_OF_A_BOX not in el.get("class", "")
    if el.tag == "code":
        return is_block(el)
    is_set = sets & State.LISTING and (state & State.MONO or sets & State.LINE_FEEDS)
    return bool(is_set) and is_block(el)


def _end(looks: list[_Look], look: _Look) -> None:
    if not looks:
        return
    if look.element.tag == "pre":
        looks[-1].has_code_boxes = True
    else:
        looks[-1].take(look)
