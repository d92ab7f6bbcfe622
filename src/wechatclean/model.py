"""What every value of the public API is: a frozen pydantic model with a short repr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from typing_extensions import Self


class Model(BaseModel):
    """A frozen value; unknown fields are refused, so that a misspelt one is noticed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def of(cls, values: dict[str, Any], stated: Iterable[str], private: dict[str, Any] | None = None) -> Self:
        """One of *values*, known to be valid, one for each field in their order; *stated* names those that were given.

        It takes a third of the time of validation, of which ``model_construct`` takes twice as long.
        """
        model = cls.__new__(cls)
        assign = object.__setattr__
        assign(model, "__dict__", values)
        assign(model, "__pydantic_fields_set__", set(stated))
        assign(model, "__pydantic_extra__", None)
        assign(model, "__pydantic_private__", private)
        return model

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, vars(self).values())))

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Fields that say something, long ones cut: a repr is read by people."""
        for name, value in super().__repr_args__():
            if value not in (None, "", (), {}):
                cut = isinstance(value, str) and len(value) > 80
                yield name, value[:79] + "…" if cut else value


def models_in(annotation: Any) -> Iterator[type[Model]]:
    """The models that a value of *annotation* may be; those that it may hold several of are none."""
    for kind in () if get_origin(annotation) is tuple else (annotation, *get_args(annotation)):
        # Python 3.10 takes tuple[str, ...] for a type
        if get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, Model):
            yield kind


def _hashable(value: Any) -> object:
    """*value*, or what stands for it where it cannot be hashed; equal values have equal ones."""
    if isinstance(value, Mapping):
        return frozenset((key, _hashable(inner)) for key, inner in value.items())
    return tuple(map(_hashable, value)) if isinstance(value, (list, tuple)) else value
