"""How much input is taken; crossing a limit is a typed error, never a short article."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one source.

    Attributes:
        size: bytes (of ``bytes``) or characters (of ``str``) of the input.
        depth: levels of nested elements; the parser itself ends at 2,048.
        nodes: elements in the article's body.
        attributes: different ones of one tag.
        front_matter: characters of the YAML header.

    Raises:
        TypeError: a limit is no whole number.
        ValueError: one is negative.
    """

    size: int = 64 * 1024 * 1024
    depth: int = 2_000
    nodes: int = 2_000_000
    attributes: int = 2_000
    front_matter: int = 64 * 1024

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or isinstance(value, bool):
                raise TypeError(f"Limits.{field.name} is a whole number, not {value!r:.80}")
            if value < 0:
                raise ValueError(f"Limits.{field.name} cannot be {value}")


LIMITS = Limits()
