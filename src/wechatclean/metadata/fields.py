"""How the fields of a model say where they are read, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo

from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.selectors.converters import same
from wechatclean.selectors.places import PARTS, Part, Place
from wechatclean.sites.page import Page

M = TypeVar("M", bound=Model)


class From:
    """Where a field is read.

    Attributes:
        value: makes the field's value of what a place states, or ``None``.
        places: best first.
    """

    def __init__(self, value: Callable[[Any, Page], object], *best_first: Place) -> None:
        self.value = value
        self.places = best_first

    def within(self, parts: frozenset[Part]) -> From:
        """The same with only those places that lie in *parts* of a page."""
        return type(self)(self.value, *(place for place in self.places if place.part in parts))

    def read(self, page: Page) -> tuple[object, Place | None]:
        """The value of the first place that states one, and that place."""
        for place in self.places:
            stated = place.read(page)
            if stated is not None and (value := self.value(stated, page)) is not None:
                return value, place
        return None, None


class Agreed(From):
    """A field whose places should all state the same."""

    def others(self, page: Page, value: object, first: Place) -> Iterator[tuple[object, Place]]:
        """What later places state instead of *value*."""
        for place in self.places[self.places.index(first) + 1 :]:
            if place.weak or (place.part == "scripts" and page.source.cgi_is_whole):
                continue
            other = self.value(place.read(page), page)
            if other is not None and not same(value, other):
                yield other, place


def declared(field: FieldInfo) -> From | None:
    """Where *field* says that it is read."""
    return next((part for part in field.metadata if isinstance(part, From)), None)


def nested(field: FieldInfo) -> type[Model] | None:
    """The model whose fields are read instead of *field*, if it is one of ours without places of its own."""
    for kind in (field.annotation, *get_args(field.annotation)):
        # Python 3.10 takes tuple[str, ...] for a type
        if get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, Model) and not declared(field):
            return kind
    return None


@cache
def _plan(model: type[Model], parts: frozenset[Part]) -> tuple[tuple[str, From | None, type[Model] | None], ...]:
    """The fields of *model* that *parts* of a page may state, with where they are read, or the model read instead."""
    plan: list[tuple[str, From | None, type[Model] | None]] = []
    for name, field in model.model_fields.items():
        source, inner = declared(field), nested(field)
        if source and (within := source.within(parts)).places:
            plan.append((name, within, None))
        elif inner and _plan(inner, parts):
            plan.append((name, None, inner))
    return tuple(plan)


def read_fields(model: type[Model], page: Page, notes: Notes) -> dict[str, Any]:
    """The fields of *model* that *page* states, nested ones too."""
    return _read(model, page, frozenset(part for part, has in PARTS.items() if has(page)), notes)


def _read(model: type[Model], page: Page, parts: frozenset[Part], notes: Notes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, source, inner in _plan(model, parts):
        if source is not None:
            value, place = source.read(page)
            if isinstance(source, Agreed) and place is not None:
                for other, where in source.others(page, value, place):
                    notes.add(
                        "metadata",
                        f"{name}: {place.where} says {value!s:.80}, {where.where} says {other!s:.80}",
                    )
            if value is not None:
                found[name] = value
        elif inner and (values := _read(inner, page, parts, notes)):
            found[name] = inner(**values)
    return found


@cache
def front_keys(model: type[Model]) -> frozenset[str]:
    """The keys of front matter that fields of *model* are read from."""
    keys = set(model.model_fields)
    for field in model.model_fields.values():
        source = declared(field)
        keys.update(place.key for place in (source.places if source else ()) if place.key)
    return frozenset(keys)
