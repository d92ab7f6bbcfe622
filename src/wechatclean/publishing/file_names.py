"""The file that a document goes into, by its style: safe on every system, and one of its own on request."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container
from itertools import chain, count
from pathlib import Path

from wechatclean.metadata import Metadata
from wechatclean.patterns import pattern
from wechatclean.publishing.style import Style
from wechatclean.publishing.styles import style_named

# What Windows refuses in names, what Obsidian takes for parts of a link, what addresses and shells read as theirs.
_FORBIDDEN = pattern(r"[<>:\"/\\|?*#^\[\]%&{}$!'`~;@=+,]+")
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
_LONGEST = 150  # bytes; file systems take 255, dates, numbers and suffixes included


def file_name(article: Metadata, style: Style, *, taken: Container[str] = (), by_key: bool = False) -> str:
    """The path of the document of *article*, with ``/`` between folders.

    Args:
        taken: names that are in use, in lower case, since many systems see no difference; another one is given then.
        by_key: whether it is named after ``key``, which is ASCII and stays the same, instead of the title.
    """
    slug = _slug(article.key if by_key else article.title, style) or _slug(article.key, style) or "untitled"
    day = f"{article.published_at:%Y-%m-%d}" if article.published_at else None
    names = (style.file_name.replace("TITLE", title) for title in chain([slug], (f"{slug}-{n}" for n in count(2))))
    dated = (_dated(name, day) for name in names)
    return next(name for name in dated if name.lower() not in taken)


def place_of_pictures(document: str, style_name: str, given: str = "") -> tuple[str, str]:
    """The folder for the pictures of *document*, a path, and what stands before their names in it.

    It is the one that is *given*, or where the style has it.

    >>> place_of_pictures("source/_posts/a.md", "hexo"), place_of_pictures("_posts/a.md", "jekyll")
    (('source/_posts/a', ''), ('assets/a', '/assets/a/'))
    """
    path, style = Path(document), style_named(style_name)
    if given:
        return given, f"{Path(os.path.relpath(given, path.parent)).as_posix()}/"
    folder, prefix = (text.replace("NAME", path.stem) for text in (style.folder, style.prefix))
    site = next((above.parent for above in path.parents if above.name == "_posts"), path.parent)
    return ((site if folder.startswith("/") else path.parent) / folder.lstrip("/")).as_posix(), prefix


def _dated(name: str, day: str | None) -> str:
    return name.replace("DATE-", f"{day}-" if day else "")


def _slug(words: str | None, style: Style) -> str:
    """*words* as a part of a path.

    >>> from wechatclean.publishing.styles import HEXO, OBSIDIAN
    >>> _slug("茶 & 水：5/10?", HEXO), _slug("茶 & 水：5/10?", OBSIDIAN), _slug("con.txt", HEXO)
    ('茶-水：5-10', '茶 水：5 10', '-con.txt')
    """
    text = unicodedata.normalize("NFC", words or "")
    text = _FORBIDDEN.sub(" ", "".join(char for char in text if unicodedata.category(char)[0] != "C" or char in "\t\n"))
    text = style.space.join(text.split()).strip(".-_ ")
    text = text.encode()[:_LONGEST].decode(errors="ignore").rstrip(".-_ ")
    return f"-{text}" if _RESERVED.match(text) else text
