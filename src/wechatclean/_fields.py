"""How the fields of a model say where they are read, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo

from wechatclean import _values as values
from wechatclean._model import Model
from wechatclean._page import Page
from wechatclean.notes import Notes
from wechatclean.places import Place

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

    def read(self, page: Page) -> tuple[object, Place | None]:
        """The value of the first place that states one, and that place.

        Script variables repeat ``cgiDataNew``, and to search for what is not there takes as long as all the rest.
        """
        for place in self.places:
            if (place.key and not page.front) or (place.repeats and page.source.cgi_is_whole):
                continue
            stated = place.read(page)
            if stated is not None and (value := self.value(stated, page)) is not None:
                return value, place
        return None, None


class Agreed(From):
    """A field whose places should all state the same."""

    def others(self, page: Page, value: object, first: Place) -> Iterator[tuple[object, Place]]:
        """What later places state instead of *value*."""
        for place in self.places[self.places.index(first) + 1 :]:
            if place.weak or (place.in_scripts and page.source.cgi_is_whole):
                continue
            other = self.value(place.read(page), page)
            if other is not None and not values.same(value, other):
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
def _plan(model: type[Model]) -> tuple[tuple[str, From | None, type[Model] | None], ...]:
    """Each field of *model* with where it is read, or the model that is read instead."""
    return tuple((name, declared(field), nested(field)) for name, field in model.model_fields.items())


def read_fields(model: type[Model], page: Page, notes: Notes) -> dict[str, Any]:
    """The fields of *model* that *page* states, nested ones too."""
    found: dict[str, Any] = {}
    for name, source, inner in _plan(model):
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
        elif inner and (parts := read_fields(inner, page, notes)):
            found[name] = inner(**parts)
    return found


@cache
def front_keys(model: type[Model]) -> frozenset[str]:
    """The keys of front matter that fields of *model* are read from."""
    keys = set(model.model_fields)
    for field in model.model_fields.values():
        source = declared(field)
        keys.update(place.key for place in (source.places if source else ()) if place.key)
    return frozenset(keys)
