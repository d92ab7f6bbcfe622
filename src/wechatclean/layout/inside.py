"""What elements hold, told without looking through them: each question costs one pass over the tree, once.

Whoever looked through an element for a picture or a word at each level of a nest would need depth times size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from wechatclean.patterns import pattern

Element = etree._Element

PICTURES = ("img", "image", "iframe", "video", "audio", "mpvoice", "qqmusic", "svg")  # and players
_COUNTER = pattern(r"c?ounter\(line[^\n]{0,20}")  # CSS that counts lines, copied as text


class Holders:
    """What *found* finds in a tree, and the elements around it; all are found when it is asked for the first."""

    def __init__(self, found: Callable[[Element], Iterable[Element]]) -> None:
        self._found = found
        self._holders: set[Element] | None = None

    def __contains__(self, el: Element) -> bool:
        if self._holders is None:
            self._holders = set()
            for inner in self._found(el.getroottree().getroot()):
                self._add(inner)
        return el in self._holders

    def _add(self, el: Element | None) -> None:
        """Add *el* and what is around it, but for what has been added."""
        while el is not None and self._holders is not None and el not in self._holders:
            self._holders.add(el)
            el = el.getparent()


class Inside:
    """What the elements of one tree hold, each as a set to ask ``el in inside.pictures``.

    Attributes:
        pictures: elements that are or hold a picture or a player.
        pictures_but_drawings: the same, but for ``svg``.
        words: elements that hold text which is more than numbers of lines.
        blank: formulas that were found to say nothing; those in them are not read again.
        formulas: what was read of a formula, by what read it.
        bare: pictures that were found to be neither faces nor formulas.
        worded: elements that were counted to show what is no text in them: formulas, players, cards, stickers.
        written: boxes of code that were written together with one before them.
        code: whether it is code, for boxes that have been looked at, each together with those in it.
    """

    def __init__(self) -> None:
        self.pictures: Holders = Holders(pictures_in)
        self.pictures_but_drawings: Holders = Holders(lambda root: root.iter(*PICTURES[:-1]))
        self.words: Holders = Holders(_with_words)
        self.blank: set[Element] = set()
        self.formulas: dict[tuple[object, Element], str] = {}
        self.bare: set[Element] = set()
        self.worded: set[Element] = set()
        self.written: set[Element] = set()
        self.code: dict[Element, bool] = {}


def pictures_in(el: Element) -> Iterable[Element]:
    """*el* and the elements in it that may be shown as a picture or a player."""
    return el.iter(*PICTURES)


def _with_words(root: Element) -> Iterator[Element]:
    for el in root.iter():
        if el.text and _is_word(el.text):
            yield el
        if el.tail and (parent := el.getparent()) is not None and _is_word(el.tail):
            yield parent


def _is_word(text: str) -> bool:
    return bool(_COUNTER.sub("", text).strip("0123456789 \t\r\n\xa0"))


def has_picture(el: Element) -> bool:
    """Whether *el* holds a picture or a player."""
    return any(True for _ in pictures_in(el))
