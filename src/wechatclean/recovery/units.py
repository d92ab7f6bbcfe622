"""What may be one heading: a line that stands out, a few of one style, or a number with its title."""

from __future__ import annotations

from dataclasses import dataclass, field

from wechatclean.patterns import pattern
from wechatclean.recovery.lines import Line, Page
from wechatclean.recovery.numbers import Number, lone_number, number_of

_LONGEST = 60.0  # Chinese characters of one line
_SMALL = 0.95  # part of the size of the body's text; what is smaller is beside it
_READ = pattern(r"[^\W_]")


@dataclass(eq=False)
class Unit:
    """What may be one heading.

    Attributes:
        at: the place of its first line among those of the page.
        lines: its lines, without the badge.
        badge: the line before them that holds their number alone.
        style: what lines of its style have in common.
        number: the number that its title begins with.
        bare: the number that it is, or that its badge is.
    """

    at: int
    lines: list[Line]
    style: tuple[object, ...]
    badge: Line | None = None
    number: Number | None = field(init=False, default=None)
    bare: int | None = field(init=False, default=None)

    @property
    def all_lines(self) -> list[Line]:
        """Its lines with the badge."""
        return [self.badge, *self.lines] if self.badge else self.lines

    @property
    def title(self) -> str:
        """Its text without the badge."""
        return " ".join(line.text for line in self.lines)

    @property
    def length(self) -> float:
        """How long its title is, in Chinese characters."""
        return sum(line.length for line in self.lines)

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.at + len(self.lines) + (self.badge is not None)


def units_of(page: Page) -> list[Unit]:
    """What may be headings on *page*, in order."""
    units: list[Unit] = []
    open_: Unit | None = None  # a line that follows may belong to it
    for at, line in enumerate(page.lines):
        if not stands_out(line, page):
            open_ = open_ if line.is_text and not line.text else None
            continue
        style = _style(line, page)
        if open_ is None or not _takes(open_, line, style):
            open_ = Unit(at, [line], style)
            units.append(open_)
        elif _is_badge(open_):
            open_.badge, open_.lines, open_.style = open_.lines[0], [line], style
        else:
            open_.lines.append(line)
    for unit in units:
        unit.number = number_of(unit.title)
        unit.bare = lone_number(unit.badge.text if unit.badge else unit.title)
    return units


def stands_out(line: Line, page: Page) -> bool:
    """Whether *line* is short, and drawn otherwise than the text around it."""
    if not line.is_text or line.length > _LONGEST or not _READ.search(line.text):
        return False
    ink = line.ink
    if page.size_of(line) < _SMALL and not (line.is_bold or line.is_banner):
        return False
    return (
        page.is_bold(line)
        or page.size_of(line) > 1.04
        or page.is_coloured(line)
        or page.is_centred(line)
        or line.is_banner
        or bool(ink.ruled or ink.barred or ink.framed)
    )


def _takes(unit: Unit, line: Line, style: tuple[object, ...]) -> bool:
    """Whether *line* of *style*, right below *unit*, belongs to it."""
    if lone_number(line.text) is not None:
        return False
    return _is_badge(unit) or (unit.style == style and number_of(line.text) is None)


def _is_badge(unit: Unit) -> bool:
    """Whether *unit* is a number so far."""
    return unit.badge is None and len(unit.lines) == 1 and lone_number(unit.lines[0].text) is not None


def _style(line: Line, page: Page) -> tuple[object, ...]:
    ink = line.ink
    size = round(8 * page.size_of(line))  # in eighths: what differs less is one size to a reader
    return size, page.is_bold(line), ink.colour, ink.background, ink.align, bool(ink.ruled), bool(ink.barred)
