"""What must hold of all that any call gives: only its own errors, nothing unsafe, nothing lost, nothing moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import unescape

from calls import Call, read
from judge import FAITHFUL, RENDERERS, dangers
from oracle import differences, has_parts_of_an_engine

from wechatclean import Article, Cleaner, WechatCleanError
from wechatclean.publishing.styles import STYLES

_FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.M | re.S)
_PICTURE = re.compile(r"!\[|<img")
_OWN = frozenset({"<details>", "<summary>", "<a rel>"})  # a notebook's folds, and its link to the source
_RAW = re.compile(r'<(?:span|div) class="raw[^<>]*>([^<]*)<')
_LOSSES = frozenset({"dropped", "image", "formula", "truncated", "hidden"})


def check(data: bytes) -> None:
    """Raise an AssertionError if something is wrong with what *data* gives."""
    call = read(data)
    try:
        articles = list(call.articles())
    except WechatCleanError:
        return
    for article in articles:
        check_article(article, call)


def check_article(article: Article, call: Call) -> None:
    """Raise an AssertionError if something is wrong with *article*."""
    document = article.to_document(call.style, cleaner=call.cleaner)
    own = has_parts_of_an_engine(article.html)
    article.model_dump_json()
    article.row()
    article.filename(call.style).encode()
    article.markdown.encode()
    found = dangers(article.html) + [danger for danger in dangers(article._repr_html_()) if danger not in _OWN]
    for text in {article._repr_markdown_(), _FRONT_MATTER.sub("", document, count=1).strip()}:
        found += _dangers_of_markdown(text, is_post=own)
    assert not found, f"unsafe {found[0]!r}"
    coverage = article.coverage
    lost = min(coverage.characters, coverage.pictures) < 1
    assert not lost or any(note.kind in _LOSSES for note in article.notes), f"{coverage} and no note"
    _check_again(article, document, call)
    if call.is_faithful and not own and not any(embed.kind == "formula" for embed in article.embeds):
        for name, render in FAITHFUL.items():
            parts = differences(article.markdown, article.html, render)
            assert not parts, f"unfaithful {name}: {parts[:2]}"


def _check_again(article: Article, document: str, call: Call) -> None:
    """A document is read as the same article, and written as the same document."""
    if not article.text.strip() and not _PICTURE.search(article.markdown):
        return  # its pictures were all that it had
    cleaner = Cleaner(images=call.cleaner.images, writer=call.cleaner.writer)
    again = cleaner.clean(document)
    found = _RAW.findall(again.html)
    if not has_parts_of_an_engine(article.html) and any(map(partial(_is_foreign, call.style), found)):
        return  # what was text is a tag in a post: docs/posts.md, "What is not kept"
    if call.wraps:
        first, second = (shown.markdown.replace("\\", "").split() for shown in (article, again))
        assert first == second, f"other words, the second time ({call.style})"
        return
    assert again.markdown == article.markdown, f"another body, the second time ({call.style})"
    second = again.to_document(call.style, cleaner=cleaner)
    assert second == document, f"another document, the second time ({call.style})"


def _is_foreign(style: str, part: str) -> bool:
    """Whether *part* of a document in *style*, as HTML, is a tag of another engine, from which its text is not kept."""
    engine = STYLES[style].engine
    return engine is None or not engine.signs.search(unescape(part))


def _dangers_of_markdown(text: str, *, is_post: bool) -> list[str]:
    """What any parser makes of *text* that is not safe."""
    found = []
    for name, render in RENDERERS.items():
        if is_post and name == "Python-Markdown":
            continue  # it reads kramdown's lists of attributes, too
        html = _rendered(render, text)
        if is_post:
            html = re.sub("<!--[^<>]*-->", "", html)  # a post keeps its own, where every parser ends them alike
        found += [f"{name}: {danger}" for danger in dangers(html, is_post=is_post)]
    return found


def _rendered(render: Callable[[str], str], text: str) -> str:
    """HTML of *text*; nothing where the parser itself gives up."""
    try:
        return render(text)
    except (RecursionError, ValueError, IndexError, KeyError, AttributeError):
        return ""
