"""HTML in a post: an engine reads its own tags in it, and the comment that ends the excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from wechatclean.patterns import pattern
from wechatclean.source.markdown.engines import MORE, PLACE, TEMPLATE, has_value, loses_value, part_at, part_of
from wechatclean.source.markdown.inert import is_inert
from wechatclean.source.markdown.parts import Part, Parts

_OPAQUE = pattern(r"<(pre|code|script|style|textarea|xmp|svg)(?![\w\x80-\U0010ffff])", re.I | re.A)
_PICTURE = pattern(
    r"!\[([^\[\]\n]{0,500})\]\((https?://[^\s()<>]{1,2000})(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?\)"
)
_PICTURES = pattern(rf"\s*(?:{_PICTURE.pattern}\s*)+")


def with_parts(html: str, parts: Parts, *, places: bool = False) -> str:
    """*html* with marks for what an engine reads in its text and its tags, and for *places* that links lead to."""
    has_places = places and PLACE.search(html)
    if not has_places and "{%" not in html and "{{" not in html and "{#" not in html and not MORE.search(html):
        return html
    done, at, end = [], 0, 0
    for piece, is_text in pieces(html):
        start, at = at, at + len(piece)
        if start < end:
            continue  # within what a tag with an engine's value holds
        if has_places and not is_text and (found := PLACE.match(html, start)) and is_inert(found[0]):
            done.append(parts.mark(Part(found[0], "place")))
            end = found.end()
            continue
        end = part_at(html, start, len(html)) if not is_text and TEMPLATE.search(piece) else 0
        if end > start:
            done.append(parts.mark(part_of(html[start:end], "inline")))
        elif is_text:
            done.append(_marked(piece, parts))
        elif MORE.fullmatch(piece):
            done.append(parts.mark(Part(piece, "comment")))
        else:
            if has_value(piece):
                done.append(parts.mark(Part("", "inline" if loses_value(piece) else "value", source=piece)))
            done.append(piece)
    return "".join(done)


def _marked(text: str, parts: Parts) -> str:
    done, at = [], 0
    while found := TEMPLATE.search(text, at):
        end = max(part_at(text, found.start(), len(text)), found.end())
        done += [text[at : found.start()], parts.mark(part_of(unescape(text[found.start() : end]), "inline"))]
        at = end
    return "".join([*done, text[at:]])


def has_pictures(html: str) -> bool:
    """Whether *html* has pictures that are written in Markdown, and nothing beside them between two tags.

    Elsewhere an author may show how a picture is written.
    """
    return "](http" in html and any(is_text and _PICTURES.fullmatch(piece) for piece, is_text in pieces(html))


def with_pictures(html: str) -> str:
    """*html* with those pictures as elements."""
    return "".join(
        _PICTURE.sub(r'<img src="\2" alt="\1">', piece) if is_text and _PICTURES.fullmatch(piece) else piece
        for piece, is_text in pieces(html)
    )


def pieces(html: str) -> Iterator[tuple[str, bool]]:
    """*html* in pieces, and of each whether it is text; tags, comments and code are none."""
    at = done = 0
    missing: set[str] = set()  # end tags that do not come any more
    while (tag := html.find("<", at)) >= 0:
        shortcode = TEMPLATE.match(html, tag - 2) if html[max(0, tag - 2) : tag] == "{{" else None
        at = shortcode.end() if shortcode else _end_of_tag(html, tag, missing)
        if shortcode or at - tag == 1:
            continue  # a sign of the text
        if tag > done:
            yield html[done:tag], True
        yield html[tag:at], False
        done = at
    if done < len(html):
        yield html[done:], True


def _end_of_tag(html: str, start: int, missing: set[str]) -> int:
    """Where the tag, comment or element of code that begins at *start* ends."""
    if html.startswith("<!--", start):
        return _behind(html, "-->", start, missing)
    if not (html[start + 1 : start + 2].isalpha() or html[start + 1 : start + 2] in "/!?"):
        return start + 1
    if opaque := _OPAQUE.match(html, start):
        end = _behind(html, f"</{opaque[1]}", start, missing)
        return _behind(html, ">", end, missing) if end < len(html) else end
    return _behind(html, ">", start, missing)


def _behind(html: str, word: str, start: int, missing: set[str]) -> int:
    """Behind the next *word*, or behind the sign at *start* where none comes."""
    end = -1 if word in missing else html.find(word, start)
    if end < 0:
        missing.add(word)
        return min(start + 1, len(html))
    return end + len(word)
