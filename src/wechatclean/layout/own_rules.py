"""Rules of the caller's own: what they say about elements comes before what the library says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lxml import etree

from wechatclean.html.characters import is_text
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.by_value import ByValue
from wechatclean.layout.element_selector import ElementSelector
from wechatclean.layout.inside import has_picture
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import HANDLED, NOT_MINE, OnLeave, Outcome, Rule

_Function = TypeVar("_Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of the caller's own, and the elements that it is for."""

    selector: ElementSelector
    rule: Rule

    def __call__(self, builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
        """What the rule answers.

        Raises:
            TypeError: it answers what no rule may.
        """
        if not self.selector.meets(el):
            return NOT_MINE
        before = _written(builder)
        answer = self.rule(builder, el)
        if not (isinstance(answer, Outcome) or callable(answer)):
            raise TypeError(f"{self}() returned {answer!r}; a rule returns HANDLED, GO_INSIDE, NOT_MINE or a function")
        if answer is HANDLED and _written(builder) == before and _may_show(el):
            builder.notes.add("dropped", f"your rule {self}() writes nothing of an element (<{el.tag!s}>)", el)
        return answer

    def __str__(self) -> str:
        """The name of the rule."""
        return str(getattr(self.rule, "__name__", type(self.rule).__name__))


def _may_show(el: Element) -> bool:
    """Whether *el* holds text, a picture, or data, as cards and formulas do."""
    if is_text("".join(el.itertext("*"))) or has_picture(el):
        return True
    return any(name.startswith("data-") for one in el.iter(etree.Element) for name in one.attrib)


def _written(builder: ArticleBuilder) -> tuple[object, ...]:
    """Changes with all that a rule may write, notes and embeds among it."""
    return builder.notes.total, len(builder.embeds), *builder.progress()


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What a caller says about elements.

    Attributes:
        rules: rules, in the order in which they are asked.
        drop: elements that go, with all that they hold.
        keep: elements that no rule may drop.
    """

    rules: tuple[OwnRule, ...] = ()
    drop: tuple[ElementSelector, ...] = ()
    keep: tuple[ElementSelector, ...] = ()

    @classmethod
    def of(cls, elements: Iterable[tuple[str, Rule]], drop: Iterable[str], keep: Iterable[str]) -> OwnRules:
        """The same with its selectors read."""
        return cls(
            tuple(OwnRule(ElementSelector.parse(selector), rule) for selector, rule in elements),
            tuple(map(ElementSelector.parse, drop)),
            tuple(map(ElementSelector.parse, keep)),
        )


NO_OWN_RULES = OwnRules()


def listed(option: str, given: Any, what: str) -> tuple[Any, ...]:
    """What was *given* for *option*, once for all, as a tuple.

    Raises:
        TypeError: it is nothing that holds several *what*.
    """
    if type(given) is tuple:
        return given
    if isinstance(given, (str, bytes)) or callable(given) or not isinstance(given, Iterable):
        example = f"{option}=({given!r:.80},)" if isinstance(given, str) or callable(given) else f"{option}=(…)"
        raise TypeError(f"{option} is a tuple of {what}, {example}, not {given!r:.80}")
    return tuple(given)


def pairs(elements: Mapping[str, Rule] | Iterable[tuple[str, Rule]]) -> tuple[tuple[str, Rule], ...]:
    """The option ``elements``, checked.

    Raises:
        TypeError: it is no mapping, or a rule is no function.
        ValueError: a selector is not one.
    """
    if elements == ():
        return ()
    found = tuple(elements.items()) if isinstance(elements, Mapping) else _listed_pairs(elements)
    selectors("elements", [selector for selector, _ in found])
    rules = functions("elements", [rule for _, rule in found])
    return tuple((selector, rule) for (selector, _), rule in zip(found, rules, strict=True))


def _listed_pairs(given: Any) -> tuple[tuple[str, Rule], ...]:
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        found = tuple(given)
        if all(isinstance(pair, tuple) and len(pair) == 2 for pair in found):
            return found
        given = found
    raise TypeError(f"elements is a mapping of rules, elements={{'mp-chart': rule, …}}, not {given!r:.80}")


def selectors(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """The selectors *given* for *option*, checked.

    Raises:
        TypeError: *given* is one ``str``, or holds something else.
        ValueError: one of them is no selector.
    """
    found: tuple[str, ...] = listed(option, given, "selectors")
    try:
        for selector in found:
            ElementSelector.parse(selector)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{option}: {error}") from None
    return found


def functions(option: str, given: Iterable[_Function]) -> tuple[_Function, ...]:
    """The functions *given* for *option*, checked.

    Raises:
        TypeError: one of them cannot be called, or *given* is one function.
    """
    found = listed(option, given, "functions")
    for function in found:
        if not callable(function):
            raise TypeError(f"{option} takes functions, not {function!r:.80}")
    return tuple(map(ByValue.of, found))
