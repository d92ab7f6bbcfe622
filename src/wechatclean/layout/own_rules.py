"""Rules of the caller's own: what they say about elements comes before what the library says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.element_selector import ElementSelector
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import NOT_MINE, OnLeave, Outcome, Rule

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
        answer = self.rule(builder, el)
        if isinstance(answer, Outcome) or callable(answer):
            return answer
        name = getattr(self.rule, "__name__", repr(self.rule))
        raise TypeError(f"{name}() returned {answer!r}; a rule returns HANDLED, GO_INSIDE, NOT_MINE or a function")


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


def pairs(elements: Mapping[str, Rule] | Iterable[tuple[str, Rule]]) -> tuple[tuple[str, Rule], ...]:
    """The option ``elements``, checked.

    Raises:
        TypeError: a rule is no function.
        ValueError: a selector is not one.
    """
    found = tuple(elements.items() if isinstance(elements, Mapping) else elements)
    selectors("elements", (selector for selector, _ in found))
    functions("elements", (rule for _, rule in found))
    return found


def selectors(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """The selectors *given* for *option*, checked.

    Raises:
        TypeError: *given* is one ``str``, or holds something else.
        ValueError: one of them is no selector.
    """
    if isinstance(given, str):
        raise TypeError(f"{option} is a tuple of selectors: {option}=({given!r},)")
    found = tuple(given)
    for selector in found:
        ElementSelector.parse(selector)
    return found


def functions(option: str, given: Iterable[_Function]) -> tuple[_Function, ...]:
    """The functions *given* for *option*, checked.

    Raises:
        TypeError: one of them cannot be called, or *given* is one function.
    """
    if callable(given):
        raise TypeError(f"{option} is a tuple of functions: {option}=({given!r},)")
    found = tuple(given)
    for function in found:
        if not callable(function):
            raise TypeError(f"{option} takes functions, not {function!r}")
    return found
