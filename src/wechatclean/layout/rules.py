"""Rules: what is told to the walk about elements that HTML and CSS alone do not explain."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element


class Outcome(Enum):
    """What a rule answers about its element.

    A rule may answer with a function instead: the walk goes on inside the element, and calls it when it leaves.
    """

    HANDLED = "the rule has dealt with the element and all that it holds"
    GO_INSIDE = "the walk goes on with what the element holds"
    NOT_MINE = "the rule does not apply; the next rule is asked"


HANDLED: Final = Outcome.HANDLED
GO_INSIDE: Final = Outcome.GO_INSIDE
NOT_MINE: Final = Outcome.NOT_MINE

OnLeave = Callable[[], None]
Rule = Callable[[ArticleBuilder, Element], Outcome | OnLeave]


class Backdrop(NamedTuple):
    """The background picture of an element, where it may be more than decoration.

    It is shown as a picture where the element shows nothing else.

    Attributes:
        address: its address.
        has_room: whether the element is large without anything in it; else only what is invisible can hold it open.
        is_drawing: whether it is shown whatever the element holds, as in a drawing.
    """

    address: str
    has_room: bool
    is_drawing: bool = False


Painted = Callable[[Element], Backdrop | None]
Painter = Callable[[ArticleBuilder, Backdrop, Element], None]  # shows a background as a picture


class Shows(NamedTuple):
    """What an element shows, besides the text and the elements in it.

    Attributes:
        words: texts: a formula shows its source, a player or a card the line that stands for it.
        pictures: how many pictures.
        inside: whether what it holds is shown, too.
        is_behind: whether the words are shown behind that.
    """

    words: tuple[str, ...] = ()
    pictures: int = 0
    inside: bool = False
    is_behind: bool = False


# Like rules, these see their element and what is known of all that it holds, and never look through it.
Hides = Callable[[Element, Inside], bool]  # whether an element that it is told for is not shown
Reader = Callable[[Element, Inside], Shows | None]  # ``None``: it shows what it holds, and no more
