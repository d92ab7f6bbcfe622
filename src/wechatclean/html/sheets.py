"""``<style>`` elements in an article: what they declare is written into the elements' own ``style``.

Few articles have any. With them every later stage finds the declarations where it looks for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

from lxml import etree

from wechatclean.css.cascade import values_of
from wechatclean.css.properties import PROPERTIES
from wechatclean.css.sheets import Compound, Rule, Sheet, read_sheet
from wechatclean.css.shorthands import ALIASES, SHORTHANDS
from wechatclean.html.box import Box
from wechatclean.html.entering import enter
from wechatclean.html.sight import page_sight
from wechatclean.html.tree import sheets_of
from wechatclean.notes import Notes
from wechatclean.patterns import pattern

Element = etree._Element
T = TypeVar("T")

_MOST_RULES, _MOST_WORK = 2_000, 1_000_000  # selectors, and how often one is compared with an element
_LONGEST = 2_000  # characters that an element is given
_MEDIA = pattern(r"\s*(?:(?:only\s+)?(?:all|screen)\s*)?", re.I)
_KINDS = ("", "text/css")


def apply_sheets(body: Element, notes: Notes) -> None:
    """Write what the ``<style>`` elements in *body* declare into the elements that they choose."""
    elements = list(sheets_of(body))
    sheet = Sheet([], [])
    for el in elements:
        if _MEDIA.fullmatch(el.get("media", "")) and el.get("type", "").strip().lower() in _KINDS:
            rules, rest = read_sheet(el.text or "")
            sheet.rules.extend(rule._replace(css=_telling(rule.css)) for rule in rules)
            sheet.rest.extend(rest)
    sheet.rules[:] = [rule for rule in sheet.rules if rule.css]
    is_whole = len(sheet.rules) <= _MOST_RULES and not any(css is None or _hides(css) for css in sheet.rest)
    if sheet.rules:
        is_whole = _Applied(sheet.rules[:_MOST_RULES]).to(body) and is_whole
    if not is_whole:
        notes.add("hidden", "a style sheet was not applied in full: what it hides may be in the text", elements[0])


def _telling(css: str) -> str:
    """What of *css* decides whether text is seen; pictures in backgrounds are decoration there."""
    known = (*PROPERTIES, *SHORTHANDS, *ALIASES, "all")
    return ";".join(
        part
        for part in css.split(";")
        if part.startswith("--") or (part.partition(":")[0] in known and "url(" not in part)
    )


def _hides(css: str) -> bool:
    """Whether text of an element with that style may not be shown, be it a block or not."""
    values = values_of(css)
    sights = [enter(page_sight(), Box("", own, values, "")) for own in ({}, {"display": "block"})] if values else []
    return any(sight.gone or sight.state for sight in sights)


class _Index(Generic[T]):
    """Things by the name that an element must have for one of them to concern it."""

    def __init__(self, things: Iterable[tuple[Compound, T]]) -> None:
        self._things: dict[str, list[T]] = {}
        for compound, thing in things:
            names = (
                f"#{compound.id}" if compound.id else "",
                *sorted(f".{name}" for name in compound.classes),
                compound.tag,
            )
            self._things.setdefault(next(filter(None, names), "*"), []).append(thing)

    def of(self, tag: str, classes: frozenset[str], name: str) -> list[T]:
        """Those that may concern an element."""
        get = self._things.get
        found = [*get("*", ()), *get(tag, ()), *get(f"#{name}", ())]
        for word in classes:
            found += get(f".{word}", ())
        return found


class _Applied:
    """Rules while they are applied: which may concern an element, and what stands around the one that is open."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.specificity)  # the later wins
        self._subjects = _Index((rule.subject, at) for at, rule in enumerate(self._rules))
        self._around = Counter[Compound]()  # how many of them are open
        compounds = {rule.around for rule in self._rules if rule.around}
        self._arounds = _Index((compound, compound) for compound in compounds)
        self._left = _MOST_WORK

    def to(self, body: Element) -> bool:
        """Apply them to what is in *body*; whether there was time for all."""
        open_: list[list[Compound]] = []
        for event, el in etree.iterwalk(body, events=("start", "end")):
            if event == "end":
                self._around.subtract(open_.pop())
                continue
            is_ = str(el.tag), frozenset(el.get("class", "").split()), el.get("id", "")
            if el is not body and (css := self._css_of(*is_)):
                el.set("style", f"{css};{el.get('style', '')}")
            around = [one for one in self._arounds.of(*is_) if one.fits(*is_)]
            self._left -= len(around)
            if self._left < 0:
                return False
            self._around.update(around)
            open_.append(around)
        return True

    def _css_of(self, tag: str, classes: frozenset[str], name: str) -> str:
        """What is declared for an element, the strongest last."""
        found = self._subjects.of(tag, classes, name)
        self._left -= len(found)
        rules = (self._rules[at] for at in sorted(found))
        fitting = [rule for rule in rules if rule.subject.fits(tag, classes, name)]
        css = ";".join(rule.css for rule in fitting if rule.around is None or self._around[rule.around] > 0)
        if len(css) > _LONGEST:
            self._left = -1
            return ""
        self._left -= len(css) // 10
        return css
