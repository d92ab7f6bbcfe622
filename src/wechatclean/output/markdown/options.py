"""markdownify's options: which ones are taken, with which values, and why the others are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from markdownify import (
    ASTERISK,
    ATX,
    ATX_CLOSED,
    BACKSLASH,
    LSTRIP,
    RSTRIP,
    SPACES,
    STRIP,
    UNDERLINED,
    UNDERSCORE,
    MarkdownConverter,
)

if TYPE_CHECKING:

    class Defaults:
        """markdownify's own defaults, of which it states no types."""
else:
    Defaults = MarkdownConverter.DefaultOptions
_ESCAPES = "a character is escaped exactly where Markdown would read it as its own"
REFUSED = {
    "bs4_options": "lxml reads the HTML, not BeautifulSoup",
    "escape_asterisks": _ESCAPES,
    "escape_underscores": _ESCAPES,
    "escape_misc": _ESCAPES,
    "keep_inline_images_in": "pictures in headings and cells stay pictures; the image policy ALT_TEXT writes words",
}
# The tags of the normal form that stand for others: who strips or converts those means these.
STANDS_FOR = {"ins": "u", "b": "strong", "i": "em", "s": "del", "strike": "del", "kbd": "code", "samp": "code"}


def _one_of(*values: object) -> Callable[[Any], Any]:
    """A reader that takes *values* only, in upper case too."""

    def read(value: Any) -> Any:
        value = value.lower() if isinstance(value, str) else value
        if value not in values:
            raise ValueError(f"is one of {', '.join(map(repr, values))}")
        return value

    return read


def _of_type(kind: type, words: str) -> Callable[[Any], Any]:
    """A reader that takes instances of *kind* only."""

    def read(value: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError(f"is {words}")
        return value

    return read


def _function(value: Any) -> Any:
    if value is not None and not callable(value):
        raise TypeError("is a function of one element, or None")
    return value


def _bullets(value: Any) -> tuple[str, ...]:
    bullets = tuple(value) if isinstance(value, Iterable) else ()
    if not bullets or not all(isinstance(bullet, str) and bullet in "*+-" and bullet for bullet in bullets):
        raise ValueError("is one or more of the characters * + -")
    return bullets


def _tags(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError("is a list of tags")
    return tuple(sorted({STANDS_FOR.get(str(tag).lower(), str(tag).lower()) for tag in value}))


def _width(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise ValueError("is a number of characters from 1 on, or None")
    return value


_flag, _string = _of_type(bool, "True or False"), _of_type(str, "a string")
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "autolinks": _flag,
    "bullets": _bullets,
    "code_language": _string,
    "code_language_callback": _function,
    "convert": _tags,
    "default_title": _flag,
    "footnotes": _one_of("links", "gfm"),
    "heading_style": _one_of(ATX, ATX_CLOSED, UNDERLINED),
    "mark_symbol": _string,
    "newline_style": _one_of(SPACES, BACKSLASH),
    "strip": _tags,
    "strip_document": _one_of(LSTRIP, RSTRIP, STRIP, None),
    "strip_pre": _one_of(STRIP),
    "strong_em_symbol": _one_of(ASTERISK, UNDERSCORE),
    "sub_symbol": _string,
    "sup_symbol": _string,
    "table_infer_header": _flag,
    "underline_symbol": _string,
    "wrap": _flag,
    "wrap_width": _width,
}


def check_names(names: Iterable[str]) -> None:
    """Refuse options that are not taken.

    Raises:
        TypeError: with the reason.
    """
    for name in names:
        if name in REFUSED:
            raise TypeError(f"the option {name} is not taken: {REFUSED[name]}")
        if name not in _READERS:
            raise TypeError(f"no option {name}; there are {', '.join(sorted(_READERS))}")


def read_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """*options*, all of markdownify's among them, with their values as they are used.

    Raises:
        TypeError, ValueError: a value that an option cannot take.
    """
    usual = vars(MarkdownConverter.DefaultOptions)
    check_names(name for name in options if name not in REFUSED or options[name] != _usual(usual, name))
    read = {name: _read(name, options[name]) for name in _READERS}
    if read["strip"] is not None and read["convert"] is not None:
        raise ValueError("give either strip or convert, not both")
    return dict(options) | read


def as_arguments(options: Mapping[str, Any], usual: object) -> str:
    """Those of *options* that are not the *usual* ones, as a call has them."""
    defaults = {name: _read(name, getattr(usual, name)) for name in _READERS}
    return ", ".join(f"{name}={options[name]!r}" for name, value in defaults.items() if options[name] != value)


def _usual(usual: Mapping[str, Any], name: str) -> object:
    """Markdownify's own default, as its converter keeps it."""
    return {"features": usual[name]} if name == "bs4_options" else usual[name]


def _read(name: str, value: object) -> object:
    try:
        return _READERS[name](value)
    except (TypeError, ValueError) as error:
        reason = f"; {_BLANK_LINES}" if name == "strip_pre" else ""
        raise type(error)(f"{name} {error}, not {value!r}{reason}") from None


_BLANK_LINES = "blank lines around code are not kept"
