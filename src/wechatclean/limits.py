"""How much input is taken; crossing a limit is a typed error, never a short article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document.

    Attributes:
        size: bytes (of ``bytes``) or characters (of ``str``) of the input.
        depth: levels of nested elements; the parser itself ends at 2,048.
        nodes: elements in the article's body.
        front_matter: characters of the YAML header.
    """

    size: int = 64 * 1024 * 1024
    depth: int = 2_000
    nodes: int = 2_000_000
    front_matter: int = 64 * 1024


LIMITS = Limits()
