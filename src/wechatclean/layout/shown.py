"""What the page shows, counted before any rule sees it: what an article should hold."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from lxml import etree

from wechatclean.html.box import box_of
from wechatclean.html.css import parse_style
from wechatclean.html.entering import enter
from wechatclean.html.sight import Sight
from wechatclean.html.style import State
from wechatclean.html.visibility import CLEAR, is_hidden, waits_for_loader
from wechatclean.images.addresses import key_of
from wechatclean.layout.computed_style import ComputedStyle, Rules
from wechatclean.layout.element_selector import any_meets
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import Backdrop

_IMAGES = frozenset({"img", "image", "embed"})


class _Open(NamedTuple):
    """An element that is open: its sight, the lines before it, its background, what was counted before it."""

    sight: Sight
    first: int = 0
    backdrop: Backdrop | None = None
    before: tuple[int, int] = (0, 0)
    clear: int = 0


class Shown:
    """The texts and the number of pictures that a page shows, as far as it has been walked.

    Attributes:
        texts: the texts, in order.
        pictures: how many pictures.
    """

    def __init__(self, rules: Rules, inside: Inside) -> None:
        self.texts: list[str] = []
        self.pictures = 0
        self._rules, self._inside = rules, inside
        self._behind: dict[Element, tuple[str, ...]] = {}  # what elements show behind what they hold
        self._solid = self._clear = 0  # texts that are more than space, and pictures that only take up room

    def count(self, root: Element, computed: ComputedStyle, sight: Sight) -> None:
        """Count *root*, whose text has that *sight*, with all that it holds."""
        lines = 0  # that have ended
        if not len(root) and not computed.is_painted:  # most are pictures and line breaks
            if (computed.shows or root.text) and self._goes_inside(root, computed, sight):
                self._add(root.text, _Open(sight), lines)
            self.texts.extend(self._behind.pop(root, ()))
            return
        open_ = [_Open(sight)]
        is_past = False
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, el in walk:
            if event == "start":
                if el is not root:
                    computed = self._rules.style_of(el)
                    sight = enter(open_[-1].sight, computed.box or box_of(el))
                before = self._solid, self.pictures
                if (el is root or not self._is_left_out(el, computed, sight)) and self._goes_inside(
                    el, computed, sight
                ):
                    lines += el.tag == "br"
                    first = lines if sight.has_lines else open_[-1].first
                    open_.append(_Open(sight, first, self._backdrop(el, computed), before, self._clear))
                    self._add(el.text, open_[-1], lines)
                else:
                    is_past = True
                    walk.skip_subtree()
                continue
            if not is_past:
                self._close(open_[-1])
                self.texts.extend(self._behind.pop(el, ()) if self._behind else ())
                lines += open_.pop().sight.has_lines
            is_past = False
            if el is not root:
                self._add(el.tail, open_[-1], lines)

    def _backdrop(self, el: Element, computed: ComputedStyle) -> Backdrop | None:
        """The background of *el* that is counted where nothing else is shown of it; a drawing's is counted at once."""
        backdrop = self._rules.painted(el) if computed.is_painted and self._rules.painted else None
        if backdrop and backdrop.is_drawing:
            self.pictures += 1
            return None
        return backdrop

    def _close(self, element: _Open) -> None:
        """Count the background of *element*, where nothing else is shown of it."""
        _, _, backdrop, before, clear = element
        if backdrop and (self._solid, self.pictures) == before and (backdrop.has_room or self._clear > clear):
            self.pictures += 1

    def _add(self, text: str | None, element: _Open, lines: int) -> None:
        if text and not is_hidden(text, element.sight.state, is_first=element.first == lines):
            self.texts.append(text)
            self._solid += bool(text.strip())

    def _goes_inside(self, el: Element, computed: ComputedStyle, sight: Sight) -> bool:
        """Count what *el* shows by itself, as the first that knows it says; whether what it holds is shown, too."""
        shows = next((shows for read in computed.shows if (shows := read(el, self._inside)) is not None), None)
        if shows is None:
            return True
        if shows.words or (shows.pictures and el.tag != "img"):
            self._inside.worded.add(el)
        if shows.is_behind:
            self._behind[el] = shows.words
        else:
            self.texts.extend(shows.words)
        self._solid += len(shows.words)
        if shows.pictures and sight.state & State.INVISIBLE and el.tag in _IMAGES and not waits_for_loader(el):
            self._clear += 1
        else:
            self.pictures += shows.pictures
        return shows.inside

    def _is_left_out(self, el: Element, computed: ComputedStyle, sight: Sight) -> bool:
        if is_left_out(el, computed, self._inside):
            return True
        reason = why_not_shown(el, sight)
        self._clear += reason == CLEAR and el in self._inside.pictures
        return bool(reason)


def is_left_out(el: Element, computed: ComputedStyle, inside: Inside) -> bool:
    """Whether *el* is not shown whatever its style, or the caller drops it."""
    is_unwanted = is_unshown(el, computed, inside) or any_meets(computed.drops, el)
    return is_unwanted and not any_meets(computed.keeps, el)


def is_unshown(el: Element, computed: ComputedStyle, inside: Inside) -> bool:
    """Whether nothing of *el* is shown, whatever its style."""
    return bool(computed.hides) and any(hides(el, inside) for hides in computed.hides)


def why_not_shown(el: Element, sight: Sight) -> str:
    """Why nothing of *el* is shown; ``""`` where something is."""
    return "" if sight.gone and el.tag == "img" and _lies_on_itself(el) else sight.gone


def _lies_on_itself(img: Element) -> bool:
    """Whether a box around *img* has the same picture as its background, as editors make round portraits."""
    address = img.get("data-src") or img.get("src") or ""
    near = (box for box in islice(img.iterancestors(), 4) if box.tag != "svg")  # which shows its own
    boxes = (parse_style(box.get("style")).background for box in near)
    return any(key_of(url) == key_of(address) for url in boxes if url)
