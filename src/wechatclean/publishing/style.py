"""What a generator or app expects of a document, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from wechatclean.images.image import Image
from wechatclean.output.markdown.engine import Engine


class Timestamp(str):
    """A date that stands in YAML without quotes, as its own type."""

    __slots__ = ()


def as_moment(moment: datetime) -> str:
    """``2018-03-19T05:30:00+08:00`` (ISO 8601), which YAML quotes: Hexo misreads it without quotes."""
    return moment.isoformat()


def with_offset(moment: datetime) -> str:
    """``2018-03-19 05:30:00 +0800``, which YAML takes for text: Hexo and Jekyll read it rightly in any zone."""
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


def as_timestamp(moment: datetime) -> str:
    """``2018-03-19T05:30:00+08:00`` without quotes."""
    return Timestamp(moment.isoformat())


def on_the_wall(moment: datetime) -> str:
    """``2018-03-19T05:30:00``, without quotes and without a zone."""
    return Timestamp(f"{moment:%Y-%m-%dT%H:%M:%S}")


def its_address(image: Image) -> object:
    """The file that a picture is shown from, else its URL."""
    return image.path or image.url


def in_a_list(image: Image) -> object:
    """The same, as the only one of a list."""
    return [image.path or image.url]


def as_it_is(key: str, value: object) -> str:
    """The key that the source gave."""
    return key


@dataclass(frozen=True, slots=True)
class Style:
    """How documents are written for one generator or app. Make your own with :func:`dataclasses.replace`.

    Attributes:
        fields: what front matter says where the source had none: fields of ``Article`` (``"account.name"`` for one
            within another) and their keys, in this order; what an article does not state is left out.
        needs: keys that are added to a source's front matter, which is kept, where it lacks them.
        key: the key under which a value of the source's front matter is kept, from its key and value.
        date: how a moment is written.
        categories: how categories are written.
        picture: how a picture is written in front matter.
        fences: what the front matter that it reads begins with: ``"---"``, ``"+++"``, ``"{"``.
        file_name: the path of a document; ``TITLE`` stands for the title, ``DATE-`` for ``2018-03-19-``.
        space: what stands for a space in a file's name.
        folder: where the pictures of a document lie, seen from it; where a ``/`` begins it, from the root of the site.
            ``NAME`` stands for the document's own name.
        prefix: what stands before a picture's name in the document; ``NAME`` too.
        engine: what it would take for its own in an article's text; ``None`` sets the article's Markdown as it is.

    Raises:
        TypeError: one of them is of another type.
        ValueError: no front matter begins with one of *fences*, or *file_name* is empty.

    >>> from dataclasses import replace
    >>> from wechatclean.publishing.styles import HEXO
    >>> icarus = replace(HEXO, fields=(("title", "title"), ("published_at", "date"), ("cover", "thumbnail")))
    """

    fields: tuple[tuple[str, str], ...]
    needs: frozenset[str] = frozenset({"title", "date"})
    key: Callable[[str, object], str] = as_it_is
    date: Callable[[datetime], str] = as_moment
    categories: Callable[[tuple[str, ...]], object] = list
    picture: Callable[[Image], object] = its_address
    fences: frozenset[str] = frozenset({"---"})
    file_name: str = "TITLE.md"
    space: str = "-"
    folder: str = "images/"
    prefix: str = "images/"
    engine: Engine | None = None

    def __post_init__(self) -> None:
        given: object = self.fields
        if not (isinstance(given, (tuple, list)) and all(map(_is_pair, given))):
            raise TypeError(f"fields of a style are like (('title', 'title'), …), not {given!r:.80}")
        for name, one in _SETS.items():
            given = getattr(self, name)
            if not (isinstance(given, Collection) and not isinstance(given, str) and all(map(_is_text, given))):
                raise TypeError(f"{name} of a style is a set, such as {{{one!r}}}, not {given!r:.80}")
        for name, is_right, what in _KINDS:
            if not is_right(given := getattr(self, name)):
                raise TypeError(f"{name} of a style is {what}, not {given!r:.80}")
        if unknown := next((fence for fence in self.fences if fence not in _FENCES), None):
            raise ValueError(f"fences of a style are of {', '.join(_FENCES)}, not {unknown!r:.80}")
        if not self.file_name:
            raise ValueError("file_name of a style is empty: give a path such as 'DATE-TITLE.md'")


def _is_pair(field: object) -> bool:
    return isinstance(field, (tuple, list)) and list(map(type, field)) == [str, str]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_function(value: object) -> bool:
    return callable(value)


def _is_engine(value: object) -> bool:
    return value is None or isinstance(value, Engine)


_SETS = {"needs": "title", "fences": "---"}
_FENCES = ("---", "+++", "{")
_KINDS = (
    *((name, _is_function, "a function") for name in ("key", "date", "categories", "picture")),
    *((name, _is_text, "text") for name in ("file_name", "space", "folder", "prefix")),
    ("engine", _is_engine, "the engine of another style, such as HEXO.engine, or None"),
)
