"""Markdown, with HTML in it, as HTML for the walk; only this module, `rules`, `labelled` and `tables` know markdown-it.

CommonMark with GFM's tables and strikethrough, and footnotes as GFM, goldmark, kramdown and Obsidian have them.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from wechatclean.errors import DocumentError, LimitError
from wechatclean.html.entities import decode
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.source.markdown.engines import without_layer
from wechatclean.source.markdown.html import has_pictures, with_parts, with_pictures
from wechatclean.source.markdown.inert import inert, inert_comment, is_inert
from wechatclean.source.markdown.parts import WAS_LIVE, Kind, Part, Parts
from wechatclean.source.markdown.tables import may_have_rules, with_rules

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# A block of code in HTML as this library writes it, on one line: the empty lines at its edges are meant.
_CODE_IN_HTML = pattern(
    r'<pre><code(?: class="language-([^"<>\s]{1,200})")?(?: title="([^"<>]{0,999})")?>'
    r"(?=[^<\n]*&#10;)([^<\n]*)</code></pre>"
)
_NESTING = 50  # levels of blocks and of links; the parser drops what is nested deeper


def to_html(markdown: str, notes: Notes) -> tuple[str, Parts]:
    """The HTML of *markdown*, and what its marks stand for.

    Raises:
        DocumentError: markdown-it-py is not installed.
        LimitError: blocks are nested deeper than a Markdown parser reads.
    """
    parser = _parser()
    if may_have_rules(markdown):
        markdown = with_rules(markdown, parser.parse(markdown, {"parts": Parts(), "notes": Notes()}))
    environment: dict[str, Any] = {"parts": Parts(), "notes": notes}
    tokens = parser.parse(markdown, environment)
    if any(token.level >= _NESTING - 1 for token in tokens):
        raise LimitError("depth", _NESTING)
    return parser.renderer.render(tokens, parser.options, environment), environment["parts"]


@cache
def _parser() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError:
        raise DocumentError(
            "the body of this post is Markdown, which needs markdown-it-py: pip install 'wechatclean[markdown]'"
        ) from None
    from wechatclean.source.markdown.rules import add_rules

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.validateLink = _any_target  # type: ignore[method-assign]  # the walk knows which are safe
    parser.normalizeLink = _as_it_is  # type: ignore[method-assign]
    add_rules(parser)
    for token_type, render in _RENDERED.items():
        parser.add_render_rule(token_type, render)
    return parser


def _any_target(url: str) -> bool:
    return True


def _as_it_is(url: str) -> str:
    return url


# -- how tokens are rendered, where it differs from markdown-it ---------------------------------------------------

_Environment = MutableMapping[str, Any]


def _part(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    return str(env["parts"].mark(tokens[at].meta["part"]))


def _code(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    code = without_layer(tokens[at].content.removesuffix("\n"))
    return str(env["parts"].mark(_code_part(code, " ".join(tokens[at].info.split())))) + "\n"


def _code_part(code: str, info: str) -> Part:
    return Part(code, "code", inert(info), source="" if is_inert(info) else info)


def _code_span(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    return str(env["parts"].mark(Part(without_layer(tokens[at].content), "code-span")))


def _soft_break(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    return str(env["parts"].mark(Part("\n", "line")))


def _image(self: Any, tokens: Sequence[Token], at: int, options: Any, env: _Environment) -> str:
    """A picture, whose words hold what stands in them as it was written: an attribute has no elements."""
    _write_parts(tokens[at].children or (), env["notes"])
    return str(self.image(tokens, at, options, env))


def _write_parts(tokens: Sequence[Token], notes: Notes) -> None:
    """Make text of what else says something in *tokens*, the words for a picture, and for pictures in them."""
    for token in tokens:
        _write_parts(token.children or (), notes)
        if token.type == "part":
            part = token.meta["part"]
            if part.source:
                notes.add("document", WAS_LIVE)
            shown = {"formula": f"${part.text}$", "place": ""}.get(part.kind, part.text)
            token.type, token.content = "text", decode(shown)
        elif token.type in ("code_inline", "hardbreak"):
            token.type = {"hardbreak": "softbreak"}.get(token.type, "text")


def _html(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    html = tokens[at].content
    if html.strip().startswith("<!--") and html.strip().find("-->") == len(html.strip()) - 3:
        return str(
            env["parts"].mark(_comment(html.strip(), env["notes"], "comment" if tokens[at].block else "inline-comment"))
        )
    if found := _CODE_IN_HTML.fullmatch(html.strip()):
        info = unescape(" ".join(filter(None, found.group(1, 2))))
        return str(env["parts"].mark(_code_part(unescape(found[3]), info)))
    if has_pictures(html):
        env["notes"].add("document", "a picture in Markdown within HTML, which generators show as text, is a picture")
        html = with_pictures(html)
    return with_parts(html, env["parts"], places=True)


def _comment(text: str, notes: Notes, kind: Kind) -> Part:
    comment = inert_comment(text)
    if comment != text:
        notes.add("document", "signs in a comment that could end it elsewhere, or be HTML, are written as references")
    return Part(comment, kind)


def _held_open(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    return str(env["parts"].open(tokens[at].meta["part"]))


def _held_close(self: object, tokens: Sequence[Token], at: int, options: object, env: _Environment) -> str:
    return "</div>\n"


_RENDERED = {
    "part": _part,
    "fence": _code,
    "code_block": _code,
    "code_inline": _code_span,
    "softbreak": _soft_break,
    "image": _image,
    "html_block": _html,
    "html_inline": _html,
    "held_open": _held_open,
    "held_close": _held_close,
}
