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
from wechatclean.images.finding import find_image
from wechatclean.layout.computed_style import ComputedStyle, Rules
from wechatclean.layout.element_selector import any_meets
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import Backdrop
from wechatclean.notes import Notes

_IMAGES = frozenset({"img", "image", "embed"})


class _Open(NamedTuple):
    """An element that is open: its sight, the lines before it, its background, what was counted before it."""

    el: Element
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
        backdrops: elements with a background, and whether it is a picture: it is where nothing else is shown of them.
    """

    def __init__(self, rules: Rules, inside: Inside) -> None:
        self.texts: list[str] = []
        self.pictures = 0
        self.backdrops: dict[Element, bool] = {}
        self._rules, self._inside = rules, inside
        self._behind: dict[Element, tuple[str, ...]] = {}  # what elements show behind what they hold
        # Texts that are more than space and pictures that are found; pictures that only take up room; open backgrounds.
        self._solid = self._clear = self._painted = 0

    def count(self, root: Element, computed: ComputedStyle, sight: Sight) -> None:
        """Count *root*, whose text has that *sight*, with all that it holds."""
        lines = 0  # that have ended
        if not len(root) and not computed.is_painted:  # most are pictures and line breaks
            if (computed.shows or root.text) and self._goes_inside(root, computed, sight):
                self._add(root.text, _Open(root, sight), lines)
            self.texts.extend(self._behind.pop(root, ()))
            return
        open_ = [_Open(root, sight)]
        is_past = False
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, el in walk:
            if event == "start":
                if el is not root:
                    computed = self._rules.style_of(el)
                    sight = enter(open_[-1].sight, computed.box or box_of(el))
                first = lines if sight.has_lines else open_[-1].first
                is_gone = el is not root and self._is_left_out(el, computed, sight)
                opened = None if is_gone else self._opened(el, computed, sight, first)
                is_past = opened is None
                if opened is None:
                    walk.skip_subtree()
                else:
                    open_.append(opened)
                    lines += el.tag == "br"
                    self._add(el.text, opened, lines)
                continue
            if not is_past:
                self._close(open_[-1])
                self.texts.extend(self._behind.pop(el, ()) if self._behind else ())
                lines += open_.pop().sight.has_lines
            is_past = False
            if el is not root:
                self._add(el.tail, open_[-1], lines)

    def _opened(self, el: Element, computed: ComputedStyle, sight: Sight, first: int) -> _Open | None:
        """Count what *el* shows by itself; ``None`` where nothing else of it is shown."""
        before = self._solid, self.pictures
        opened = _Open(el, sight, first, self._backdrop(el, computed), before, self._clear)
        if self._goes_inside(el, computed, sight):
            return opened
        self._close(opened)
        return None

    def _backdrop(self, el: Element, computed: ComputedStyle) -> Backdrop | None:
        """The background of *el* that is counted where nothing else is shown of it; a drawing's is counted at once."""
        backdrop = self._rules.painted(el) if computed.is_painted and self._rules.painted else None
        if backdrop and backdrop.is_drawing:
            self._add_pictures(1)
            return None
        self._painted += backdrop is not None
        return backdrop

    def _close(self, element: _Open) -> None:
        """Count the background of *element*, where nothing else is shown of it."""
        el, _, _, backdrop, before, clear = element
        if backdrop:
            self._painted -= 1
            self.backdrops[el] = (backdrop.has_room or self._clear > clear) and self._solid == before[0]
            if self.backdrops[el]:
                self.pictures = before[1]  # without those that are not found, for which it may stand
                self._add_pictures(1)

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
        elif self._painted and el.tag in _IMAGES and not find_image(el, Notes()):
            self.pictures += shows.pictures
        else:
            self._add_pictures(shows.pictures)
        return shows.inside

    def _add_pictures(self, number: int) -> None:
        self.pictures += number
        self._solid += number

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
