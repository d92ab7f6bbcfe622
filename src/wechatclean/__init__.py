"""WeChat and Niaogebiji article HTML in; a typed article with clean Markdown out.

>>> import wechatclean
>>> wechatclean.clean("<section><p>茶要<strong>热</strong>的</p></section>").markdown
'茶要**热**的'
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# Where each public name is. It is imported when it is asked for: pydantic, lxml and markdownify take longer to import
# than dozens of pages take to clean.
_PUBLIC = {
    "article": "Article Link",
    "batch.result": "Result",
    "cleaner": "Cleaner",
    "cleaner.calls": "clean clean_data clean_feed clean_many to_markdown",
    "output.coverage": "Coverage",
    "errors": "ArticleUnavailable CountError DocumentError FrontMatterError LimitError NotAnArticle ProcessError"
    " WechatCleanError",
    "images.image": "Image request_headers",
    "images.addresses": "AS_IS ORIGINAL UNCROPPED WIDTH_640",
    "images.policies": "ALT_TEXT DROP NO_REFERRER NO_REFERRER_WHERE_CHECKED REFERENCE REMOTE ImagePolicy local proxy",
    "layout.builder": "ArticleBuilder",
    "layout.rules": "GO_INSIDE HANDLED NOT_MINE Outcome",
    "limits": "Limits",
    "metadata": "Account Metadata",
    "notes": "Note NotePlace",
    "passages.block": "Block",
    "passages.chunk": "Chunk",
    "publishing.style": "Style",
    "publishing.styles": "HEXO HUGO JEKYLL OBSIDIAN PLAIN",
    "source.response": "Response",
    "tails.tail": "Tail",
    "writer": "MarkdownWriter",
}

if TYPE_CHECKING:  # the same names for type checkers, which run nothing; a test compares
    from wechatclean.article import Article as Article, Link as Link
    from wechatclean.batch.result import Result as Result
    from wechatclean.cleaner.calls import (
        clean as clean,
        clean_data as clean_data,
        clean_feed as clean_feed,
        clean_many as clean_many,
        to_markdown as to_markdown,
    )
    from wechatclean.cleaner import Cleaner as Cleaner
    from wechatclean.output.coverage import Coverage as Coverage
    from wechatclean.errors import (
        ArticleUnavailable as ArticleUnavailable,
        CountError as CountError,
        DocumentError as DocumentError,
        FrontMatterError as FrontMatterError,
        LimitError as LimitError,
        NotAnArticle as NotAnArticle,
        ProcessError as ProcessError,
        WechatCleanError as WechatCleanError,
    )
    from wechatclean.images.image import Image as Image, request_headers as request_headers
    from wechatclean.images.addresses import (
        AS_IS as AS_IS,
        ORIGINAL as ORIGINAL,
        UNCROPPED as UNCROPPED,
        WIDTH_640 as WIDTH_640,
    )
    from wechatclean.images.policies import (
        ALT_TEXT as ALT_TEXT,
        DROP as DROP,
        NO_REFERRER as NO_REFERRER,
        NO_REFERRER_WHERE_CHECKED as NO_REFERRER_WHERE_CHECKED,
        REFERENCE as REFERENCE,
        REMOTE as REMOTE,
        ImagePolicy as ImagePolicy,
        local as local,
        proxy as proxy,
    )
    from wechatclean.layout.builder import ArticleBuilder as ArticleBuilder
    from wechatclean.layout.rules import (
        GO_INSIDE as GO_INSIDE,
        HANDLED as HANDLED,
        NOT_MINE as NOT_MINE,
        Outcome as Outcome,
    )
    from wechatclean.limits import Limits as Limits
    from wechatclean.metadata import Account as Account, Metadata as Metadata
    from wechatclean.notes import Note as Note, NotePlace as NotePlace
    from wechatclean.passages.block import Block as Block
    from wechatclean.passages.chunk import Chunk as Chunk
    from wechatclean.publishing.style import Style as Style
    from wechatclean.publishing.styles import (
        HEXO as HEXO,
        HUGO as HUGO,
        JEKYLL as JEKYLL,
        OBSIDIAN as OBSIDIAN,
        PLAIN as PLAIN,
    )
    from wechatclean.source.response import Response as Response
    from wechatclean.tails.tail import Tail as Tail
    from wechatclean.writer import MarkdownWriter as MarkdownWriter
else:
    __all__ = [name for names in _PUBLIC.values() for name in names.split()]

    def __getattr__(name: str) -> object:
        from importlib import import_module

        for module, names in _PUBLIC.items():
            if name in names.split():
                value = globals()[name] = getattr(import_module(f"wechatclean.{module}"), name)
                return value
        place = "" if name[:1] == "_" else _elsewhere(name)
        raise AttributeError(
            f"module {__name__!r} has no attribute {name!r}{place}", name=name, obj=sys.modules[__name__]
        )

    def _elsewhere(name: str) -> str:
        """Where the public name is that is not here."""
        from importlib import import_module
        from importlib.util import find_spec

        if find_spec(f"{__name__}.{name}"):  # a module, which `from wechatclean import …` asks for here first
            return ""
        modules = [f"{__name__}.{module}" for module in ("download", "embeds", "sites")]
        return next((f"; it is in {one}" for one in modules if hasattr(import_module(one), name)), "")

    def __dir__() -> list[str]:
        return sorted(__all__)
