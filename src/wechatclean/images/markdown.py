"""How one picture is written in Markdown: inline, by reference, or as a tag with a referrer policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from lxml import etree

from wechatclean.images.addresses import checks_referrer
from wechatclean.patterns import pattern

# Destinations keep "_" and "*": a link is read before emphasis. "|" would end a table cell.
_NOT_IN_DESTINATION = pattern("[\x00-\x20\x7f\"'()<>\\[\\]\\\\`{|}^]")
_LIKE_ENTITY = pattern(r"&(?=#?[0-9A-Za-z]{1,32};)")
_LIKE_MARKUP = pattern(r"[\\\[\]*`~]|^\^|(?<![^\W_])_|_(?![^\W_])")  # "_" within a word is no emphasis
_LIKE_TAG = pattern(r"[<>|]|\{(?=[{%#])")  # HTML, the end of a table cell, a site generator's template
# Python-Markdown reads links and code inside tags before the tags, so they are spelled as entities there.
_NOT_IN_ATTRIBUTE = pattern("[&\"'<>\\[\\]\\\\`|{}]")
_NOT_IN_TITLE = pattern('["<\\[\\]\\\\`|{]')
_NAMED = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"}


def _entity(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"&#{ord(found[0])};"


def _percent(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def destination(url: str) -> str:
    """*url* as a Markdown link destination.

    >>> destination("https://a.example/b_(1).png?x=1&lt;=2")
    'https://a.example/b_%281%29.png?x=1&amp;lt;=2'
    """
    url = _NOT_IN_DESTINATION.sub(_percent, url)
    return _LIKE_ENTITY.sub("&amp;", url) if "&" in url else url


def link_title(title: str) -> str:
    r"""*title* behind a link's destination, in quotes; nothing of it is more than text there.

    >>> print(link_title('茶 "经" {{ x }}'))
     "茶 &quot;经&quot; &#123;&#123; x }}"
    """
    text = _NOT_IN_TITLE.sub(_entity, _LIKE_ENTITY.sub("&amp;", title))
    return f' "{text}"' if text else ""


def alt_text(alt: str) -> str:
    r"""*alt* between the brackets of a Markdown image.

    >>> print(alt_text("图[1]: a_b, _c_ <d>"))
    图\[1\]: a_b, \_c\_ &lt;d&gt;
    """
    if not alt:
        return ""
    text = _LIKE_ENTITY.sub("&amp;", " ".join(alt.split()))
    return _LIKE_TAG.sub(_entity, _LIKE_MARKUP.sub(r"\\\g<0>", text))


class References:
    """What the pictures of one Markdown document have in common: reference definitions, and how words are written.

    Attributes:
        alt_text: writes the words for a picture between the brackets of its Markdown.
    """

    def __init__(self, tree: etree._Element, alt_text: Callable[[str], str] = alt_text) -> None:
        self._tree, self.alt_text = tree, alt_text
        self._labels: dict[str, str] = {}
        self._prefix = ""

    def label(self, destination: str) -> str:
        """The label that stands for *destination*; the same one each time."""
        if not self._prefix:
            self._prefix = self._unused()
        return self._labels.setdefault(destination, f"{self._prefix}{len(self._labels) + 1}")

    def _unused(self) -> str:
        """A start of labels that the text never has in brackets: a definition would make a link of it."""
        taken = re.findall(r"\[image(-{1,})", "".join(self._tree.itertext()), re.I)
        return "image" + max(map(len, taken), default=0) * "-" + "-"

    def definitions(self) -> str:
        """The block of definitions, to be put after the text; ``""`` where there are none."""
        return "".join(f"[{label}]: {destination}\n" for destination, label in self._labels.items())


def as_markdown(img: etree._Element, references: References) -> str:
    """``![alt](url)``."""
    return f"![{references.alt_text(img.get('alt', ''))}]({destination(img.get('src', ''))})"


def as_reference(img: etree._Element, references: References) -> str:
    """``![alt][image-1]``, and the address at the end of the document."""
    return f"![{references.alt_text(img.get('alt', ''))}][{references.label(destination(img.get('src', '')))}]"


def as_html(img: etree._Element, references: References) -> str:
    """``<img … referrerpolicy="no-referrer">`` on one line; nothing is asked of anybody for a local file."""
    src = img.get("src", "")
    if not src.startswith(("http://", "https://")):
        return as_markdown(img, references)
    address, alt = (_NOT_IN_ATTRIBUTE.sub(_entity, " ".join(text.split())) for text in (src, img.get("alt", "")))
    return f'<img src="{address}" alt="{alt}" referrerpolicy="no-referrer">'


def as_html_where_checked(img: etree._Element, references: References) -> str:
    """:func:`as_html` for hosts known to check ``Referer``, :func:`as_markdown` for all others."""
    write = as_html if checks_referrer(img.get("src", "")) else as_markdown
    return write(img, references)
