"""What is known of an element's place when its sight is worked out."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from wechatclean.css.amounts import Amount, Scale
from wechatclean.html.sight import Sight

LINE = 1.6  # of the font's size, as WeChat's own style sheet says
ROWS = frozenset({"table-row", "table-row-group", "table-header-group", "table-footer-group"})
TABLE_PARTS = ROWS | {"table-cell"}


class Get(Protocol):
    """Asks for the value of a property; see :class:`wechatclean.html.entering.Computed`."""

    def __call__(self, name: str, initial: Any, outer: Any = None, *, inherits: bool = False) -> Any:
        """The value of the property *name*."""

    def any_of(self, names: frozenset[str]) -> bool:
        """Whether one of *names* may be declared."""


class Spot(NamedTuple):
    """What is known of an element's place.

    Attributes:
        outer: the sight around it.
        get: asks for its values.
        position: how it is positioned; what is in a drawing never is.
        is_inline: whether it is part of a line.
    """

    outer: Sight
    get: Get
    position: str
    is_inline: bool

    @property
    def is_taken_out(self) -> bool:
        """Whether it stands outside of the flow."""
        return self.position in ("absolute", "fixed")


def at(value: Any, scale: Scale) -> float | None:
    """*value* in pixels, if it is a length."""
    return value.at(scale) if isinstance(value, Amount) else None
