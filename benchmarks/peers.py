"""What other converters make of a page: their Markdown, each called as its documentation says.

Peers that know no page of WeChat are handed the article's body, its pictures put in place, as `speed.py` does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib.metadata import distributions

from speed import body_of, html2text_page, trafilatura_page

import wechatclean


def body(page: str) -> str:
    """The article's body, shown and with its pictures, as WeChat's script makes it."""
    return re.sub(r"visibility:\s*hidden;?\s*|opacity:\s*0;?\s*(?=[\"'])", "", body_of(page), count=2)


def ours(page: str) -> str:
    return wechatclean.to_markdown(page)


def markdownify(page: str) -> str:
    from markdownify import markdownify

    return markdownify(body(page))


def html2text(page: str) -> str:
    return str(html2text_page(body(page)))


def html_to_markdown(page: str) -> str:
    import html_to_markdown

    done = html_to_markdown.convert(body(page))
    return str(getattr(done, "content", done))


def markitdown(page: str) -> str:
    from markitdown import MarkItDown, StreamInfo

    whole = f'<html><meta charset="utf-8"><body>{body(page)}</body></html>'
    info = StreamInfo(extension=".html")
    return str(MarkItDown().convert_stream(io.BytesIO(whole.encode()), stream_info=info).markdown)


def trafilatura(page: str) -> str:
    return str(trafilatura_page(f"<html><body><article>{body(page)}</article></body></html>") or "")


def wechat_article_parser(page: str) -> str:
    from wechat_article_parser.parser import _parse_html

    return str(_parse_html("https://mp.weixin.qq.com/s/xxxxxxxxxxxxxxxxxxxxxx", page).article_markdown or "")


PEERS: dict[str, Callable[[str], str]] = {
    "wechatclean": ours,
    "wechat-article-parser": wechat_article_parser,
    "markdownify": markdownify,
    "markitdown": markitdown,
    "html2text": html2text,
    "html-to-markdown": html_to_markdown,
    "trafilatura": trafilatura,
}


def installed() -> dict[str, str]:
    """The peers that are here, each with its version."""
    return {one.name: one.version for name in PEERS for one in distributions(name=name)}
