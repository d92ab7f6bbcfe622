"""What is judged of everything that leaves ``clean()``: is it safe, and does a reader see what was there?

Safe means: rendered by four Markdown parsers with raw HTML on and their link checks off, and read as browsers
(html5lib) and as lxml read it, the result holds elements, attributes and addresses of an allow-list only. A list
of what is forbidden would never be finished.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib
import lxml.html
import markdown
import mistune
from oracle import cmark, differences, markdown_it

from wechatclean import Article

TAGS = frozenset(
    "html head body p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table thead tbody tfoot tr td th caption hr br"
    " img a strong b em i del s sub sup span div section article small dl dt dd abbr colgroup col".split()
)
ATTRIBUTES = frozenset(
    "href src alt title class id start value colspan rowspan width height align referrerpolicy hidden".split()
)
# What only one tag has, with the values that are no danger (any, where it says ``None``).
_OF_ONE_TAG: dict[tuple[str, str], frozenset[str] | None] = {
    ("a", "name"): None,  # an id
    ("input", "checked"): None,
    ("input", "disabled"): None,
    ("input", "type"): frozenset({"checkbox"}),
    ("ol", "reversed"): None,
    ("ol", "type"): frozenset("1aAiI"),
}
# What an author may write in an engine's tag besides: it only shows something. Names that no element has are pieces of
# an engine's value to who does not know it.
_TAGS_OF_POSTS = TAGS | frozenset(
    "aside center cite details dfn figcaption figure font footer header ins kbd main mark nav q rp rt ruby samp strike"
    " summary time u var wbr".split()
)
_ATTRIBUTES_OF_POSTS = ATTRIBUTES | frozenset(
    "border color datetime decoding hreflang lang loading name open rel role size sizes srcset target type"
    " valign".split()
)
_OF_NO_ELEMENT = re.compile(r"(?!on|xlink:).*[^a-z-].*", re.I | re.S)
_PLAIN_STYLE = re.compile(r"(?!.*position)[\w\s.:;%#-]*", re.I | re.S)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|avif)[;,]", re.I)
_IGNORED = re.compile("[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_ALIGNED = re.compile(r"text-align:\s*(?:left|right|center);?")


def python_markdown(text: str) -> str:
    """HTML of *text* by Python-Markdown (MkDocs, Pelican) with its ``extra`` extensions."""
    return markdown.markdown(text, extensions=["extra"])


def mistune_html(text: str) -> str:
    """HTML of *text* by mistune, harmful addresses and all."""
    renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
    return str(mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough", "footnotes"])(text))


RENDERERS: dict[str, Callable[[str], str]] = {
    "markdown-it-py": markdown_it,
    "cmark-gfm": cmark,
    "Python-Markdown": python_markdown,
    "mistune": mistune_html,
}
FAITHFUL = {name: RENDERERS[name] for name in ("markdown-it-py", "cmark-gfm")}


def as_browser(html: str) -> ElementTree.Element:
    """The tree that a browser makes of *html*."""
    return html5lib.parse(html, namespaceHTMLElements=False)


def dangers(html: str, *, is_post: bool = False) -> list[str]:
    r"""What in *html* is not on the list, that of what *is_post* keeps for an engine; empty where it is safe.

    >>> dangers("<p onclick=x><a href='java&#10;script:1'>a</a><script>b</script>")
    ['<p onclick>', "<a href='java\\nscript:1'>", '<script>']
    """
    found = list(_dangers(as_browser(html).iter(), is_post))
    if html.strip():
        found += _dangers(lxml.html.document_fromstring(f"<html><body>{html}</body></html>").iter(), is_post)
    return list(dict.fromkeys(found))


def _dangers(elements: Any, is_post: bool) -> Iterator[str]:
    tags = _TAGS_OF_POSTS if is_post else TAGS
    for element in elements:
        tag = element.tag
        if not isinstance(tag, str):
            if "doctype" not in str(tag).lower():
                yield f"comment {element.text!r}"  # a comment can end in another parser elsewhere
            continue
        if tag not in tags and not (tag == "input" and element.get("type") == "checkbox"):
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            if name in ("href", "src"):
                if not _is_safe_address(value, tag):
                    yield f"<{tag} {name}={value!r}>"
            elif (name == "style" and _ALIGNED.fullmatch(value)) or _is_of_its_tag(tag, name, value):
                continue
            elif name not in ATTRIBUTES and not (is_post and _is_of_posts(name, value)):
                yield f"<{tag} {name}>"


def _is_of_its_tag(tag: str, name: str, value: str) -> bool:
    values = _OF_ONE_TAG.get((tag, name), frozenset())
    return values is None or value in values


def _is_of_posts(name: str, value: str) -> bool:
    if name == "style":
        return _PLAIN_STYLE.fullmatch(value) is not None
    if name in _ATTRIBUTES_OF_POSTS or name.startswith(("data-", "aria-")):
        return True
    return bool(_OF_NO_ELEMENT.fullmatch(name)) or (not value and not name.startswith("on"))


def _is_safe_address(value: str, tag: str) -> bool:
    address = _IGNORED.sub("", value)
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1].lower() in _SCHEMES:
        return True
    return tag == "img" and bool(_RASTER.match(address))


def dangers_of_markdown(text: str) -> list[str]:
    """What any of the four parsers makes of *text* that is not safe."""
    return [f"{name}: {danger}" for name, render in RENDERERS.items() for danger in dangers(render(text))]


def squeezed(text: str) -> str:
    """*text* without white space, what has no width, and what turns its direction."""
    return re.sub("[\\s\xad\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ufeff]+", "", text)


def shown(html: str) -> str:
    """The text that a reader of *html* sees, squeezed."""
    tree = as_browser(html)
    return squeezed("".join(tree.itertext()))


def unsafe(article: Article) -> list[str]:
    """What is dangerous in any form that *article* is given out in."""
    body = re.sub(r"\A---\n.*?^---$", "", article.to_document(), count=1, flags=re.M | re.S)
    page = as_browser(article.to_page())
    head, page_body = page
    assert [(el.tag, el.get("name") or "") for el in head] == [
        ("meta", ""), ("meta", "referrer"), ("style", ""), ("title", "")
    ]  # fmt: skip
    found = dangers(article.html)  # _repr_html_() is part of the page
    found += dangers(ElementTree.tostring(page_body, encoding="unicode", method="html"))
    for text in {article.markdown, article._repr_markdown_(), body.strip()}:
        found += dangers_of_markdown(text)
    return found


def unfaithful(article: Article) -> list[str]:
    """Where the Markdown does not show what the HTML shows."""
    return [
        f"{name}: {difference}"
        for name, render in FAITHFUL.items()
        for difference in differences(article.markdown, article.html, render)
    ]
