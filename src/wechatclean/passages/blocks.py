"""The blocks of an article's Markdown, as it is."""

from __future__ import annotations

from typing import Any

from wechatclean.layout.normal_form import read_back
from wechatclean.output.markdown.noting import NotingWriter
from wechatclean.output.markdown.writer import NormalFormWriter
from wechatclean.passages.block import Block
from wechatclean.passages.from_markdown import blocks_of_markdown
from wechatclean.passages.from_tree import blocks_of_tree
from wechatclean.passages.written_by import WrittenBy


def blocks_of(article: Any, by: WrittenBy) -> tuple[Block, ...]:
    """The blocks of *article*, an Article, which was written *by* this, as far as that is known.

    Its tree is written once more. Where that does not give its Markdown (a user's writer that is forgotten, Markdown
    that was edited), the Markdown itself is read.
    """
    if not article.html:
        return blocks_of_markdown(article.markdown, article.images)
    root = read_back(article.html)
    writer = by.writer if isinstance(by.writer, NormalFormWriter) else NormalFormWriter()
    for policy in by.policies():
        markdown, pieces = writer.document(NotingWriter, root, policy).pieces()
        if markdown == article.markdown and pieces is not None:
            return blocks_of_tree(pieces, article.text, article.images, article.embeds)
        if "<img" not in article.html:
            break
    return blocks_of_markdown(article.markdown, article.images)
