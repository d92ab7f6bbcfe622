"""WeChat and Niaogebiji article HTML in; a typed article with clean Markdown out.

>>> import wechatclean
>>> wechatclean.clean("<section><p>茶要<strong>热</strong>的</p></section>").markdown
'茶要**热**的'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from wechatclean._limits import Limits
from wechatclean.errors import (
    ArticleUnavailable,
    DocumentError,
    FrontMatterError,
    LimitError,
    NotAnArticle,
    WechatCleanError,
)

if TYPE_CHECKING:
    from wechatclean._clean import clean
    from wechatclean._markdown import MarkdownWriter
    from wechatclean.article import Article, Link
    from wechatclean.feed import clean_data, clean_feed
    from wechatclean.image_policies import (
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
    from wechatclean.images import Image
    from wechatclean.metadata import Account, Metadata
    from wechatclean.notes import Note

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
    "_clean": "clean",
    "_markdown": "MarkdownWriter",
    "article": "Article Link",
    "feed": "clean_data clean_feed",
    "image_policies": "ALT_TEXT AS_IS DROP NO_REFERRER NO_REFERRER_WHERE_CHECKED ORIGINAL REFERENCE REMOTE UNCROPPED"
    " WIDTH_640 ImagePolicy local proxy",
    "images": "Image",
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
