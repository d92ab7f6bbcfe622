"""An article's tree in the forms that it is given out in, its pictures shown by a policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from wechatclean._html import article_html
from wechatclean._markdown import MarkdownWriter
from wechatclean._text import to_text
from wechatclean.image_policies import ImagePolicy, show_images
from wechatclean.images import Image


class Rendering(NamedTuple):
    """The content in three forms, and its pictures as they are shown."""

    markdown: str
    html: str
    text: str
    images: tuple[Image, ...]


def render(
    root: etree._Element, images: Sequence[Image], policy: ImagePolicy, writer: MarkdownWriter | None = None
) -> Rendering:
    """Show the *images* of *root*, an article in normal form, by *policy*, and write it."""
    shown = show_images(root, images, policy)
    markdown = (writer or MarkdownWriter()).write(root, policy)
    return Rendering(markdown, article_html(root), to_text(root), shown)
