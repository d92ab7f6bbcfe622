"""WeChat and Niaogebiji article HTML in; a typed article with clean Markdown out.

>>> import wechatclean
>>> wechatclean.clean("<section><p>茶要<strong>热</strong>的</p></section>").markdown
'茶要**热**的'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from wechatclean.errors import (
    ArticleUnavailable,
    DocumentError,
    FrontMatterError,
    LimitError,
    NotAnArticle,
    WechatCleanError,
)
from wechatclean.limits import Limits

if TYPE_CHECKING:
    from wechatclean.article import Article, Link
    from wechatclean.feeds import clean_data, clean_feed
    from wechatclean.images.image import Image
    from wechatclean.images.policies import (
        ALT_TEXT,
        AS_IS,
        DROP,
        NO_REFERRER,
        NO_REFERRER_WHERE_CHECKED,
        ORIGINAL,
        REFERENCE,
        REMOTE,
        UNCROPPED,
        WIDTH_640,
        ImagePolicy,
        local,
        proxy,
    )
    from wechatclean.metadata import Account, Metadata
    from wechatclean.notes import Note
    from wechatclean.output.markdown.writer import MarkdownWriter
    from wechatclean.pipeline import clean

__all__ = [
    "ALT_TEXT",
    "AS_IS",
    "DROP",
    "NO_REFERRER",
    "NO_REFERRER_WHERE_CHECKED",
    "ORIGINAL",
    "REFERENCE",
    "REMOTE",
    "UNCROPPED",
    "WIDTH_640",
    "Account",
    "Article",
    "ArticleUnavailable",
    "DocumentError",
    "FrontMatterError",
    "Image",
    "ImagePolicy",
    "LimitError",
    "Limits",
    "Link",
    "MarkdownWriter",
    "Metadata",
    "NotAnArticle",
    "Note",
    "WechatCleanError",
    "clean",
    "clean_data",
    "clean_feed",
    "local",
    "proxy",
]


# What needs pydantic or markdownify, whose import takes longer than dozens of pages, comes when it is asked for.
_LATE = {
    "pipeline": "clean",
    "output.markdown.writer": "MarkdownWriter",
    "article": "Article Link",
    "feeds": "clean_data clean_feed",
    "images.policies": "ALT_TEXT AS_IS DROP NO_REFERRER NO_REFERRER_WHERE_CHECKED ORIGINAL REFERENCE REMOTE UNCROPPED"
    " WIDTH_640 ImagePolicy local proxy",
    "images.image": "Image",
    "metadata": "Account Metadata",
    "notes": "Note",
}

if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        for module, names in _LATE.items():
            if name in names.split():
                value = globals()[name] = getattr(importlib.import_module(f"wechatclean.{module}"), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
