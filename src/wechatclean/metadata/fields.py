"""The fields of a model, read from a page: how they say where they are read, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from wechatclean.errors import meant
from wechatclean.model import Model, models_in
from wechatclean.notes import Notes
from wechatclean.selectors.converters import line
from wechatclean.selectors.first_of import FirstOf, FirstOfAgreeing
from wechatclean.selectors.selector import FRONT, HEAD, OUTSIDE, PAGE, SCRIPTS, STATED, Part, Selector
from wechatclean.sites.page import SitePage
from wechatclean.sites.site import Site

_PARTS = (FRONT, STATED, SCRIPTS, HEAD, OUTSIDE, PAGE)
_PLANS = 64  # that are kept, one for each site and what its pages have
_NOWHERE = FirstOf(line)


def declared(field: FieldInfo) -> FirstOf | None:
    """Where *field* says that it is read."""
    return next((part for part in field.metadata if isinstance(part, FirstOf)), None)


def nested(field: FieldInfo) -> type[Model] | None:
    """The model whose fields are read instead of *field*, if it is one of ours without places of its own."""
    return None if declared(field) else next(models_in(field.annotation), None)


def paths(model: type[Model], prefix: str = "") -> Iterator[tuple[str, FirstOf]]:
    """The fields of *model* that are read, nested ones by the names of both, and where each is read."""
    for name, field in model.model_fields.items():
        if source := declared(field):
            yield prefix + name, source
        elif inner := nested(field):
            yield from paths(inner, f"{prefix}{name}.")


@lru_cache(_PLANS)
def _parts(model: type[Model], site: Site) -> tuple[Part, ...]:
    """The parts that a page of *site* may have.

    Raises:
        ValueError: the site has selectors or placeholders of a field that *model* does not have.
    """
    known = [path for path, _ in paths(model)]
    if unknown := next((name for name in (*site.selectors, *site.placeholders) if name not in known), None):
        raise ValueError(f"the site {site.name!r} has selectors of no field, {unknown!r}{meant(unknown, known)}")
    return tuple(dict.fromkeys((*_PARTS, *(s.part for own in site.selectors.values() for s in own))))


class _Field(NamedTuple):
    """A field that a page may state: where it is read, or the model that is read instead, with its fields."""

    name: str
    source: FirstOf
    model: type[Model] | None = None
    fields: tuple[_Field, ...] = ()


@lru_cache(_PLANS)
def _plan(model: type[Model], site: Site, has: tuple[bool, ...]) -> tuple[_Field, ...]:
    """The fields of *model* that a page of *site* may state which has those of its parts."""
    return tuple(_fields(model, site, frozenset(compress(_parts(model, site), has)), ""))


def _fields(model: type[Model], site: Site, parts: frozenset[Part], prefix: str) -> Iterator[_Field]:
    for name, field in model.model_fields.items():
        source, inner, path = declared(field), nested(field), prefix + name
        if source:
            on_site = source.on_site(site.selectors.get(path, ()), site.placeholders.get(path, ()), parts)
            if on_site.selectors:
                yield _Field(name, on_site)
        elif inner and (fields := tuple(_fields(inner, site, parts, f"{path}."))):
            yield _Field(name, _NOWHERE, inner, fields)


def read_fields(model: type[Model], page: SitePage, notes: Notes) -> dict[str, Any]:
    """The fields of *model* that *page* states, nested ones too."""
    has = tuple(bool(part.is_there(page)) for part in _parts(model, page.site))
    return _read(_plan(model, page.site, has), page, notes)


def _read(fields: tuple[_Field, ...], page: SitePage, notes: Notes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, source, model, inner in fields:
        if model is None:
            value, place = source.read(page)
            if value is not None:
                found[name] = value
            if isinstance(source, FirstOfAgreeing) and place is not None:
                _note_others(name, value, place, source.others(page, value, place), notes)
        elif values := _read(inner, page, notes):
            found[name] = model(**values)
    return found


def _note_others(
    name: str, value: object, place: Selector, others: Iterable[tuple[object, Selector]], notes: Notes
) -> None:
    """Note what *others* state instead of the *value* that *place* states, each value once."""
    places: dict[str, list[str]] = {}
    for other, where in others:
        places.setdefault(f"{other!s:.80}", []).append(where.where)
    for said, wheres in places.items():
        they_say = f"{' and '.join(wheres)} {'say' if wheres[1:] else 'says'}"
        notes.add("metadata", f"{name}: {place.where} says {value!s:.80}, {they_say} {said}")


@cache
def front_keys(model: type[Model]) -> frozenset[str]:
    """The keys of front matter that fields of *model* are read from."""
    keys = set(model.model_fields)
    for field in model.model_fields.values():
        source = declared(field)
        keys.update(selector.key for selector in (source.selectors if source else ()) if selector.key)
    return frozenset(keys)
