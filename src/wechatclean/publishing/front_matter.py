"""The front matter of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache, cached_property

from wechatclean.errors import meant
from wechatclean.images.image import Image, image_at
from wechatclean.images.policies import ImagePolicy
from wechatclean.images.showing import placed
from wechatclean.metadata import Metadata
from wechatclean.model import Model, models_in
from wechatclean.patterns import pattern
from wechatclean.publishing import yaml
from wechatclean.publishing.style import Style
from wechatclean.source.front_matter import split

_NAMES_PICTURE = pattern(r"image|img|cover|thumb|banner|photo|pic|avatar|logo", re.I)
_NOTHING = {"kind": "article"}  # a document always begins with front matter


def front_matter(article: Metadata, source: str, style: Style) -> str:
    """The front matter of *article* in *style*, with its fences.

    Args:
        source: the front matter that the article's source had, which is kept; empty where it had none.

    Raises:
        ValueError: an article has no such field as *style* names.
    """
    known = _readable(type(article))
    if unknown := next((path for path, _ in style.fields if path not in known), None):
        raise ValueError(f"an article has no field {unknown!r:.80}, which the style names{meant(unknown, known)}")
    if not source:
        return yaml.front_matter(dict(_stated(article, style)) or _NOTHING)
    said = split(f"{source}\n.")[0].fields
    lacking = {key: value for key, value in _stated(article, style) if key in style.needs and key not in said}
    if fence_of(source) not in style.fences:
        anew = {style.key(key, value): _written(value, style) for key, value in said.items()}
        return yaml.front_matter(anew | lacking)
    if fence_of(source) != "---":
        return source
    names = {key: style.key(key, value) for key, value in said.items()}
    names = {key: name for key, name in names.items() if name not in said}
    return yaml.with_fields(yaml.changed(source, lambda key: names.get(key, key)), lacking)


@cache
def _readable(model: type[Model]) -> tuple[str, ...]:
    """What a field of a style may name: what *model* holds, and what that holds (``"account.name"``)."""
    computed = (name for name in dir(model) if isinstance(getattr(model, name, None), (property, cached_property)))
    names = [*model.model_fields, *(name for name in computed if not name.startswith(("_", "model_")))]
    for name, field in model.model_fields.items():
        for kind in models_in(field.annotation):
            names += (f"{name}.{inner}" for inner in _readable(kind))
    return tuple(names)


def pictures(source: str) -> tuple[Image, ...]:
    """The pictures on the network that the front matter *source* names; that of YAML only."""
    values = yaml.values(source) if fence_of(source) == "---" else ()
    return tuple(image for key, value in values if (image := _picture(key, value)))


def with_pictures(source: str, policy: ImagePolicy) -> str:
    """The front matter *source*, its pictures from the files that *policy* shows them from."""

    def placed_at(key: str, value: str) -> str:
        image = _picture(key, value)
        return (placed(image, policy).path or value) if image else value

    return yaml.changed(source, value=placed_at) if fence_of(source) == "---" else source


def _picture(key: str, value: str) -> Image | None:
    """The picture at *value*, where *key* or the address itself says that it is one."""
    image = image_at(value, role="cover") if value.startswith(("http://", "https://", "//")) else None
    return image if image and (image.format or _NAMES_PICTURE.search(key)) else None


def fence_of(front_matter: str) -> str:
    """What *front_matter* begins with: ``"---"``, ``"+++"`` or ``"{"``."""
    return "{" if front_matter.startswith("{") else front_matter[:3]


def _stated(article: Metadata, style: Style) -> Iterator[tuple[str, object]]:
    """The keys of *style* and their values, of the fields that say something."""
    defaults = type(article).model_fields
    for path, key in style.fields:
        value: object = article
        for name in path.split("."):
            value = getattr(value, name, None)
        if value not in (None, (), False) and (path not in defaults or value != defaults[path].default):
            yield key, style.categories(article.categories) if path == "categories" else _written(value, style)


def _written(value: object, style: Style) -> object:
    if isinstance(value, datetime):
        return style.date(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Image):
        return style.picture(value)
    if isinstance(value, Mapping):
        return {str(key): _written(inner, style) for key, inner in value.items()}
    return [_written(inner, style) for inner in value] if isinstance(value, (list, tuple)) else value
