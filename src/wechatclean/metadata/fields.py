"""The fields of a model, read from a page: how they say where they are read, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic.fields import FieldInfo

from wechatclean.model import Model
from wechatclean.notes import Notes
from wechatclean.selectors.first_of import FirstOf, FirstOfAgreeing
from wechatclean.selectors.selector import FRONT, HEAD, OUTSIDE, PAGE, SCRIPTS, STATED, Part
from wechatclean.sites.page import SitePage
from wechatclean.sites.site import Site

M = TypeVar("M", bound=Model)
_PARTS = (FRONT, STATED, SCRIPTS, HEAD, OUTSIDE, PAGE)
_SITES = 64  # with their parts, whose plans are kept


def declared(field: FieldInfo) -> FirstOf | None:
    """Where *field* says that it is read."""
    return next((part for part in field.metadata if isinstance(part, FirstOf)), None)


def nested(field: FieldInfo) -> type[Model] | None:
    """The model whose fields are read instead of *field*, if it is one of ours without places of its own."""
    for kind in (field.annotation, *get_args(field.annotation)):
        # Python 3.10 takes tuple[str, ...] for a type
        if get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, Model) and not declared(field):
            return kind
    return None


def paths(model: type[Model], prefix: str = "") -> Iterator[tuple[str, FirstOf]]:
    """The fields of *model* that are read, nested ones by the names of both, and where each is read."""
    for name, field in model.model_fields.items():
        if source := declared(field):
            yield prefix + name, source
        elif inner := nested(field):
            yield from paths(inner, f"{prefix}{name}.")


@lru_cache(_SITES)
def _plan(model: type[Model], site: Site, parts: frozenset[Part]) -> tuple[tuple[str, FirstOf], ...]:
    """The fields of *model* that *parts* of a page of *site* may state, with where they are read."""
    known = dict(paths(model))
    if unknown := site.selectors.keys() - known.keys():
        raise ValueError(f"site {site.name!r} has selectors of fields that do not exist: {', '.join(sorted(unknown))}")
    read = (
        (path, source.on_site(site.selectors.get(path, ()), site.placeholders.get(path, ()), parts))
        for path, source in known.items()
    )
    return tuple((path, source) for path, source in read if source.selectors)


@lru_cache(_SITES)
def _parts(site: Site) -> tuple[Part, ...]:
    """The parts that a page of *site* may have."""
    return tuple(dict.fromkeys((*_PARTS, *(s.part for own in site.selectors.values() for s in own))))


def read_fields(model: type[M], page: SitePage, notes: Notes) -> dict[str, Any]:
    """The fields of *model* that *page* states, nested ones too."""
    parts = frozenset(part for part in _parts(page.site) if part.is_there(page))
    flat: dict[str, Any] = {}
    for path, source in _plan(model, page.site, parts):
        value, place = source.read(page)
        if isinstance(source, FirstOfAgreeing) and place is not None:
            for other, where in source.others(page, value, place):
                name = path.rpartition(".")[2]
                notes.add("metadata", f"{name}: {place.where} says {value!s:.80}, {where.where} says {other!s:.80}")
        if value is not None:
            flat[path] = value
    return _built(model, flat)


def _built(model: type[Model], flat: dict[str, Any]) -> dict[str, Any]:
    """The fields of *model* of their values by path, those of nested models in an object of theirs."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = nested(field)
        parts = {path.partition(".")[2]: value for path, value in flat.items() if path.startswith(f"{name}.")}
        if inner and parts:
            fields[name] = inner(**_built(inner, parts))
        elif name in flat:
            fields[name] = flat[name]
    return fields


@cache
def front_keys(model: type[Model]) -> frozenset[str]:
    """The keys of front matter that fields of *model* are read from."""
    keys = set(model.model_fields)
    for field in model.model_fields.values():
        source = declared(field)
        keys.update(selector.key for selector in (source.selectors if source else ()) if selector.key)
    return frozenset(keys)
