"""Places where a page states something about its article, as values that a field can list.

A place gives what is written there, or ``None``; what that means is the field's business. The description
of each is what ``docs/metadata.md`` prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from wechatclean.html.entities import decode
from wechatclean.html.visibility import visible_text
from wechatclean.sites.page import Page

Part = Literal["front", "stated", "cgi", "scripts", "repeating scripts", "head", "query", "outside", "page"]
# What tells whether a page has a part. Script variables that repeat ``cgiDataNew`` are left alone where it is
# whole, as to search for what is not there takes as long as all the rest.
PARTS: Mapping[Part, Callable[[Page], object]] = {
    "front": lambda page: page.front,
    "stated": lambda page: page.stated,
    "cgi": lambda page: page.source.cgi,
    "scripts": lambda page: not page.source.is_bare,
    "repeating scripts": lambda page: not (page.source.is_bare or page.source.cgi_is_whole),
    "head": lambda page: not page.source.is_bare,
    "query": lambda page: page.query,
    "outside": lambda page: page.outside,
    "page": lambda page: page,
}


@dataclass(frozen=True)
class Place:
    """One place of a page.

    Attributes:
        where: the place in words, for the documentation.
        read: what a page states there.
        part: the part of a page that it lies in, one of :data:`PARTS`.
        key: the key of the front matter, if it is one.
        weak: whether it often states something else, so that contradicting it means nothing.
    """

    where: str
    read: Callable[[Page], object]
    part: Part
    key: str | None = None
    weak: bool = False


def front(*path: str) -> Place:
    """A key of the front matter, or one within another."""
    return Place(f"front matter `{'.'.join(path)}`", lambda page: _within(page.front, path), "front", path[0])


def stated(name: str) -> Place:
    """What the body said in a line that was taken out of it, as feeds write it."""
    return Place("a line of the feed's own in the content", lambda page: page.stated.get(name), "stated")


def cgi(*path: str) -> Place:
    """A value of ``cgiDataNew`` (2025 on); its text carries one level of entities."""
    return Place(f"`cgiDataNew.{'.'.join(path)}`", lambda page: _decoded(_within(page.source.cgi, path)), "cgi")


def script(name: str, *, repeats: bool = True) -> Place:
    """A script variable; all but a few repeat what ``cgiDataNew`` states where there is one."""
    return Place(
        f"script variable `{name}`",
        lambda page: _decoded(page.source.script(name)),
        "repeating scripts" if repeats else "scripts",
    )


def meta(name: str) -> Place:
    """A ``<meta>`` tag of the head by its ``property`` or ``name``."""
    return Place(f"`<meta {name}>`", lambda page: page.source.meta.get(name), "head")


def query(name: str) -> Place:
    """A parameter of the article's long link."""
    return Place(f"`{name}` in the article's link", lambda page: page.query.get(name), "query")


def by_id(name: str, attribute: str | None = None) -> Place:
    """The text, or an attribute, of an element around the body."""
    where = f"`#{name}`" if attribute is None else f"`#{name}[{attribute}]`"
    return Place(where, lambda page: _written(page.by_id.get(name), attribute), "outside")


def by_class(name: str, number: int = 0) -> Place:
    """The text of an element around the body, the first of its class or a later one."""
    where = f"`.{name}`" + (f" (number {number + 1})" if number else "")
    return Place(where, lambda page: _written(_nth(page.by_class.get(name), number), None), "outside")


def each_of_class(name: str) -> Place:
    """The texts of all elements of a class around the body."""
    where = f"each `.{name}`"
    return Place(where, lambda page: [visible_text(e) for e in page.by_class.get(name, ())] or None, "outside")


def _within(value: object, path: tuple[str, ...]) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _decoded(value: object) -> object:
    return decode(value) if isinstance(value, str) else value


def _nth(elements: list[etree._Element] | None, number: int) -> etree._Element | None:
    return elements[number] if elements and number < len(elements) else None


def _written(element: etree._Element | None, attribute: str | None) -> str | None:
    if element is None:
        return None
    return visible_text(element) if attribute is None else element.get(attribute)


# --- places that take more than a look-up ------------------------------------------------------------------

_RATIOS = {"2.35:1": "cdn_url_235_1", "1:1": "cdn_url_1_1", "16:9": "cdn_url_16_9", "3:4": "cdn_url_3_4"}
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})</title")
_SITE_SUFFIX = re.compile(r"[\s_|·–—-]{1,5}\Z")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{1,2000})")
_WRITER = re.compile(r"\s*(?:作者|文)\s?[｜|丨:：/]\s?(\S[^｜|丨\n]{0,40}?)\s*")
_DATE = re.compile(r"\d{4}[-/.年]|\d{1,2}月\d")


def _head_title(page: Page) -> str | None:
    found = _TITLE.search(page.text, 0, 1 << 20)
    if not found:
        return None
    return _SITE_SUFFIX.sub("", decode(found[1]).strip().removesuffix(page.site.title))


def _heading(page: Page) -> str | None:
    for root in page.outside:
        for heading in root.iter("h1"):
            return visible_text(heading)
    return None


def label(*words: str) -> Place:
    """What follows one of *words* and a colon above the content, as tools that keep articles write it."""
    return Place(f"a line `{words[0]}: …` above the content", lambda page: _labelled(page, words), "outside", weak=True)


def _labelled(page: Page, words: tuple[str, ...]) -> str | None:
    return next((page.labels[word] for word in words if word in page.labels), None)


def _byline(page: Page) -> str | None:
    """The writer's name among the words under the title: the one without an id that is no date."""
    for element in page.by_class.get("rich_media_meta_text", ()):
        text = visible_text(element).strip()
        if text and not element.get("id") and not _DATE.match(text):
            return text
    return None


def _writer_line(page: Page) -> str | None:
    """作者｜某人 in the first lines of a Niaogebiji article, which names its writers nowhere else."""
    if page.site.name != "niaogebiji" or page.source.is_markdown:
        return None
    for number, paragraph in enumerate(page.body.iter("p")):
        if found := _WRITER.fullmatch("".join(paragraph.itertext())):
            return found[1]
        if number == 5:
            break
    return None


def _site_as_author(page: Page) -> str | None:
    name = page.front.get("author")
    return name if isinstance(name, str) and name == page.site.title else None


def _album_tag(page: Page) -> etree._Element | None:
    tags = page.by_class.get("article-tag__item-wrp")
    return tags[0] if tags else None


def _album_title(page: Page) -> str | None:
    tag = _album_tag(page)
    return None if tag is None else visible_text(tag).strip().lstrip("#")


def _album_url(page: Page) -> str | None:
    tag = _album_tag(page)
    return None if tag is None else tag.get("data-url")


def _recommendation(page: Page) -> str | None:
    boxes = page.by_class.get("original_primary_tips") or ()
    return visible_text(boxes[0]).strip().removeprefix("编者荐语：") if boxes else None


def _crops(read: Callable[[str], object]) -> dict[str, object]:
    return {ratio: read(name) for ratio, name in _RATIOS.items()}


def _cover_shown(page: Page) -> str | None:
    for name in ("js_cover", "media", "js_row_immersive_cover_img"):
        element = page.by_id.get(name)
        for image in () if element is None else element.iter("img"):
            return image.get("data-src") or image.get("src")
    return None


def _claims(page: Page) -> list[object]:
    source = page.source.cgi.get("claim_source")
    claim = source.get("claim_source") if isinstance(source, dict) else None
    return [claim, page.source.cgi.get("aigc_wording")]


HEAD_TITLE = Place("`<title>`", _head_title, "head", weak=True)
HEADING = Place("the first `<h1>` above the content", _heading, "outside", weak=True)
BYLINE = Place("`.rich_media_meta_text` without an id", _byline, "outside")
WRITER_LINE = Place("a line 作者｜… at the start of a Niaogebiji article", _writer_line, "page")
SITE_AS_AUTHOR = Place("front matter `author`, where it is the site's name", _site_as_author, "front")
ALBUM_TAG = Place("`.article-tag__item-wrp`", _album_title, "outside")
ALBUM_TAG_URL = Place("`.article-tag__item-wrp[data-url]`", _album_url, "outside")
RECOMMENDATION = Place("`.original_primary_tips`", _recommendation, "outside")
CGI_CROPS = Place("`cgiDataNew.cdn_url_…`", lambda page: _crops(page.source.cgi.get), "cgi")
SCRIPT_CROPS = Place("script variables `cdn_url_…`", lambda page: _crops(page.source.script), "repeating scripts")
COVER_SHOWN = Place("the picture above the content", _cover_shown, "outside")
GIVEN_URL = Place("the `url` that `clean()` is given", lambda page: page.url, "page")
SAVED_FROM = Place("the comment of a browser's saved page", lambda page: _saved_from(page.text), "head")
TRUNCATED = Place("the content itself", lambda page: page.truncated is not None, "page")
CLAIMS = Place("`cgiDataNew.claim_source`, `.aigc_wording`", _claims, "cgi")


def _saved_from(text: str) -> str | None:
    found = _SAVED_FROM.search(text, 0, 2_000)
    return found[1] if found else None
