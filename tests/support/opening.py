"""How tests open a page: its HTML, what is found in it, the words of its body."""

from __future__ import annotations

from wechatclean.limits import LIMITS
from wechatclean.notes import Notes
from wechatclean.sites.page import open_page
from wechatclean.source.source import Source

PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<section>", "</section>", "<script>a<b</script>", "<b>", "</b>",
    "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<br>", "甲", "乙 &amp;", "<img data-src='x'>",
    "<style>p{}</style>", "<!-- c -->", "</span>", "<h2>",
]  # fmt: skip


def opened(html, *, url=None, front=None, notes=None, limits=LIMITS):
    return open_page(Source(html, url, front or {}), notes=notes or Notes(), limits=limits)


def words(page):
    return "".join("".join(page.body.itertext()).split())


def page(body, head="", classes="", scripts=""):
    head = f"<head><title>页</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body class='{classes}'>{body}{scripts}</body></html>"
