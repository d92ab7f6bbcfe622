"""Which elements are meant: a small part of CSS's selectors."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_NAME = r"[^\s.#\[\]:>+~,*=()\"']+"
_GRAMMAR = pattern(rf"(?P<tag>(?!/){_NAME})?(?:\.(?P<class>{_NAME}))?|#(?P<id>{_NAME})|\[(?P<attribute>{_NAME})\]")


@dataclass(frozen=True, slots=True)
class ElementSelector:
    """What an element must have; what is ``None`` may be anything.

    Attributes:
        tag: its tag, in lower case.
        word: one word of its ``class``.
        id: its ``id``.
        attribute: the name of one of its attributes.
    """

    tag: str | None = None
    word: str | None = None
    id: str | None = None
    attribute: str | None = None

    @classmethod
    def parse(cls, text: str) -> ElementSelector:
        """The selector that *text* is: ``tag``, ``.class``, ``tag.class``, ``#id`` or ``[attribute]``.

        >>> ElementSelector.parse("section.tail")
        ElementSelector(tag='section', word='tail', id=None, attribute=None)

        Raises:
            TypeError: *text* is no ``str``.
            ValueError: it is none of these forms.
        """
        if not isinstance(text, str):
            raise TypeError(f"a selector is a str, not {text!r:.80}")
        found = _GRAMMAR.fullmatch(text.strip())
        if not found or not any(found.groups()):
            raise ValueError(f"not a selector: {text!r}; write tag, .class, tag.class, #id or [attribute]")
        tag, attribute = (part.lower() if part else None for part in found.group("tag", "attribute"))
        return cls(tag, found["class"], found["id"], attribute)

    def fits(self, tag: str, classes: str, names: Collection[str]) -> bool:
        """Whether an element with this tag, ``class`` and these names of attributes may be meant."""
        return (
            (self.tag is None or self.tag == tag)
            and (self.word is None or self.word in classes.split())
            and (self.id is None or "id" in names)
            and (self.attribute is None or self.attribute in names)
        )

    def meets(self, el: Element) -> bool:
        """Whether *el*, which :meth:`fits`, is meant."""
        return self.id is None or self.id == el.get("id")


def any_meets(selectors: Iterable[ElementSelector], el: Element) -> bool:
    """Whether *el*, which each of *selectors* fits, is meant by one of them."""
    return any(selector.meets(el) for selector in selectors)
