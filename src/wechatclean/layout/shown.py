"""What the page shows, counted before any rule sees it: what an article should hold."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from wechatclean.html.css import State, parse_style
from wechatclean.html.visibility import CLIPPED, why_hidden
from wechatclean.images.addresses import key_of
from wechatclean.layout.builder import has_picture
from wechatclean.layout.computed_style import ComputedStyle, Rules
from wechatclean.layout.element_selector import any_meets
from wechatclean.layout.normal_form import Element

_HIDDEN = State.HIDDEN


class Shown:
    """The texts and the number of pictures that a page shows, as far as it has been walked.

    Attributes:
        texts: the texts, in order.
        pictures: how many pictures.
    """

    def __init__(self, rules: Rules) -> None:
        self.texts: list[str] = []
        self.pictures = 0
        self._rules = rules

    def count(self, root: Element, computed: ComputedStyle, state: int) -> None:
        """Count *root*, whose text has *state*, with all that it holds."""
        if not len(root):  # most are pictures
            if self._goes_inside(root, computed):
                self._add(root.text, state)
            return
        states, is_past = [state], False
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, el in walk:
            if event == "start":
                if el is not root:
                    computed = self._rules.style_of(el)
                    state = states[-1] & ~computed.clears | computed.sets
                if (el is root or not self._is_left_out(el, computed)) and self._goes_inside(el, computed):
                    states.append(state)
                    self._add(el.text, state)
                else:
                    is_past = True
                    walk.skip_subtree()
                continue
            if not is_past:
                states.pop()
            is_past = False
            if el is not root:
                self._add(el.tail, states[-1])

    def _add(self, text: str | None, state: int) -> None:
        if text and not state & _HIDDEN:
            self.texts.append(text)

    def _goes_inside(self, el: Element, computed: ComputedStyle) -> bool:
        """Count what *el* shows by itself; whether what it holds is shown, too."""
        for read in computed.shows:
            if (shows := read(el)) is not None:
                self.texts.extend(shows.words)
                self.pictures += shows.pictures
                if not shows.inside:
                    return False
        return True

    def _is_left_out(self, el: Element, computed: ComputedStyle) -> bool:
        return is_left_out(el, computed) or (computed.may_hide and bool(why_not_shown(el, computed)))


def is_left_out(el: Element, computed: ComputedStyle) -> bool:
    """Whether *el* is not shown whatever its style, or the caller drops it."""
    is_unwanted = is_unshown(el, computed) or any_meets(computed.drops, el)
    return is_unwanted and not any_meets(computed.keeps, el)


def is_unshown(el: Element, computed: ComputedStyle) -> bool:
    """Whether nothing of *el* is shown, whatever its style."""
    return any(hides(el) for hides in computed.hides)


def why_not_shown(el: Element, computed: ComputedStyle) -> str:
    """Why nothing of *el* is shown; ``""`` where something is."""
    reason = why_hidden(el, computed.style)
    is_seen = (reason == CLIPPED and has_picture(el)) or (reason and el.tag == "img" and _lies_on_itself(el))
    return "" if is_seen else reason


def _lies_on_itself(img: Element) -> bool:
    """Whether a box around *img* has the same picture as its background, as editors make round portraits."""
    address = img.get("data-src") or img.get("src") or ""
    boxes = (parse_style(box.get("style")).background for box in islice(img.iterancestors(), 4))
    return any(key_of(url) == key_of(address) for url in boxes if url)
