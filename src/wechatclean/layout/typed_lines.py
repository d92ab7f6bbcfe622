"""Which lines of an element were typed: one pass over the outermost element whose style keeps line feeds."""

from __future__ import annotations

from lxml import etree

from wechatclean.html.box import box_of
from wechatclean.html.entering import enter
from wechatclean.html.line_feeds import ASCII_SPACE, BR, PICTURE, TAG, are_wrapped
from wechatclean.html.sight import Sight
from wechatclean.html.style import State
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.inside import PICTURES
from wechatclean.layout.normal_form import Element


def verdict(el: Element, rules: Rules, state: int, sight: Sight) -> int:
    """``State.TYPED`` or ``State.WRAPPED``: what broke the lines of *el*, the outermost that keeps them.

    It is asked once for an element and all that it holds.

    Args:
        el: the element.
        rules: how elements are laid out.
        state: the bits that its text inherits.
        sight: how it is seen.
    """
    paragraphs = _paragraphs(el, rules, state, sight)
    return State.WRAPPED if any("\n" in text for text in paragraphs) and are_wrapped(paragraphs) else State.TYPED


def _paragraphs(root: Element, rules: Rules, state: int, sight: Sight) -> list[str]:
    """What *root* shows, cut at the ends of its blocks, with signs for what is no text."""
    found: list[list[str]] = [[]]
    open_ = [(state, sight)]
    is_past = False
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, el in walk:
        computed = rules.style_of(el)
        if event == "start" and el is not root:
            state, sight = open_[-1]
            state = state & ~computed.clears | computed.sets
            sight = enter(sight, computed.box or box_of(el))
            is_past = bool(computed.hides or sight.gone)
            if is_past:
                walk.skip_subtree()
                continue
            open_.append((state, sight))
        elif event == "end" and not is_past:
            open_.pop()
        if el is root or (computed.is_block and not is_past):
            found.append([])
        else:
            found[-1].append(_SIGNS.get(str(el.tag), TAG))
        text = el.text if event == "start" else el.tail
        if text and open_:
            found[-1].append(text if open_[-1][0] & State.FEEDS else text.replace("\n", " "))
        is_past = False
    return ["".join(pieces).strip(ASCII_SPACE + TAG + BR) for pieces in found if pieces]


_SIGNS = {"br": BR, **dict.fromkeys(PICTURES, PICTURE)}
