"""What the command writes: where to, and what."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wechatclean.cli.statuses import NOT_WRITTEN, Failure

if TYPE_CHECKING:
    from wechatclean.article import Article
    from wechatclean.cleaner import Cleaner


def path_of(article: Article, given: argparse.Namespace) -> str | None:
    """Where to write: in a folder, a file that is named after the article and that no other one has."""
    output: str | None = given.output
    if not output or not (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112  # of any name
        return output
    folder, suffix = Path(output), ".json" if given.format == "json" else ".md"
    files = folder.rglob(f"*{suffix}") if os.path.isdir(folder) else ()  # noqa: PTH112
    there = {path.relative_to(folder).with_suffix(".md").as_posix().lower() for path in files}
    return str(folder / Path(article.filename(style_of(given), taken=there)).with_suffix(suffix))


def style_of(given: argparse.Namespace) -> str:
    """The style of the document, by its name."""
    return "plain" if given.front_matter in (None, "none") else str(given.front_matter)


def text_of(article: Article, given: argparse.Namespace, cleaner: Cleaner) -> str:
    """The JSON or the document that was asked for; ``none`` is no style, but Markdown alone."""
    return as_json(article) if given.format == "json" else as_document(article, given.front_matter, cleaner)


def as_json(article: Article) -> str:
    """The whole article."""
    return article.model_dump_json(indent=2) + "\n"


def as_document(article: Article, style: str | None, cleaner: Cleaner) -> str:
    """The document in the *style* of this name; ``none`` is no style, but Markdown alone."""
    return article.markdown + "\n" if style == "none" else article.to_document(style or "plain", cleaner=cleaner)


def write(text: str, path: str | None) -> None:
    """Write *text* to the file *path*, or to standard output."""
    try:
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text, encoding="utf-8", newline="")
        elif sys.stdout is None:
            raise Failure(NOT_WRITTEN, "standard output", "it is closed")
        else:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python writes to it again when it ends
        raise Failure(NOT_WRITTEN, "standard output", "") from error  # what read it has ended, as `head` does
    except FileExistsError as error:  # of a folder that was to be made
        raise Failure(NOT_WRITTEN, path or "", f"{error.filename} is a file, and no folder") from error
    except OSError as error:
        raise Failure(NOT_WRITTEN, path or "standard output", error.strerror or error) from error
