"""How pictures are shown: policies as named frozen values, and the two functions that carry one out.

The order is: :func:`show_images` writes a policy's addresses into the normal-form tree, which then is
``article.html``; the Markdown writer asks ``policy.markdown`` for each ``<img>`` it meets and puts
:meth:`References.definitions` at the end of the document.

To add a policy, write one named value here and its row in ``tests/test_image_policies.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote, unquote

from lxml import etree

from wechatclean._image_markdown import References, as_html, as_html_where_checked, as_markdown, as_reference
from wechatclean._image_urls import AS_IS, ORIGINAL, UNCROPPED, WIDTH_640, Size, locate, written
from wechatclean._tree import drop
from wechatclean.images import Image

__all__ = [
    "ALT_TEXT",
    "AS_IS",
    "DROP",
    "NO_REFERRER",
    "NO_REFERRER_WHERE_CHECKED",
    "ORIGINAL",
    "REFERENCE",
    "REMOTE",
    "UNCROPPED",
    "WIDTH_640",
    "ImagePolicy",
    "References",
    "Size",
    "local",
    "policy_named",
    "proxy",
    "show_images",
]


def its_url(image: Image) -> str | None:
    """The picture's own URL."""
    return image.url


def nowhere(_: Image) -> str | None:
    """No address: the picture is not shown."""
    return None


@dataclass(frozen=True, slots=True)
class _Proxy:
    template: str

    def __call__(self, image: Image) -> str | None:
        if not image.url.startswith(("http://", "https://")):
            return image.url
        return self.template.replace("{url}", quote(image.url, safe=""))


@dataclass(frozen=True, slots=True)
class _Local:
    paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None] = field(hash=False)
    otherwise: Callable[[Image], str | None]

    def __call__(self, image: Image) -> str | None:
        path = self._path(image)
        return self.otherwise(image) if path is None else as_address(fspath(path))

    def _path(self, image: Image) -> str | PathLike[str] | None:
        if not isinstance(self.paths, Mapping):
            return self.paths(image.url)
        exact = self.paths.get(image.url)
        return self.paths.get(image.key) if exact is None else exact


def as_address(path: str) -> str:
    r"""A file's *path* as a URL reference; an http(s) URL stays as it is.

    >>> as_address("图片\\a b#1.png"), as_address("C:x.png"), as_address("https://cdn.example/a.png")
    ('图片/a%20b%231.png', './C%3Ax.png', 'https://cdn.example/a.png')
    """
    if path.startswith(("https://", "http://")):
        return path
    parts = path.replace("\\", "/")
    drive = "./" if ":" in parts.partition("/")[0] else ""
    return drive + _NOT_IN_PATH.sub(lambda found: quote(found[0], safe=""), parts)


_NOT_IN_PATH = re.compile("[\x00-\x20\x7f%?#:\"'<>\\[\\]`{|}^]")


def its_alt(image: Image) -> str:
    """The author's words for the picture."""
    return image.alt


def nothing(_: Image) -> str:
    """No words."""
    return ""


@dataclass(frozen=True, slots=True)
class ImagePolicy:
    """What becomes of pictures. Make your own from functions; they must be importable ones for :mod:`pickle`.

    Attributes:
        address: where a picture is shown from: a URL, or a path; ``None`` shows ``instead``.
        markdown: how a shown ``<img>`` is written in Markdown.
        instead: the text in place of a picture that is not shown.
        size: the rendition asked of hosts that keep several.

    >>> no_qr = ImagePolicy(address=lambda image: None if image.role == "qrcode" else image.url)
    >>> no_qr.at(ORIGINAL).size
    Size(segment='0', uncropped=False)
    """

    address: Callable[[Image], str | None] = its_url
    markdown: Callable[[etree._Element, References], str] = as_markdown
    instead: Callable[[Image], str] = its_alt
    size: Size = AS_IS

    def at(self, size: Size) -> ImagePolicy:
        """The same policy for another *size*: ``NO_REFERRER.at(ORIGINAL)``."""
        return replace(self, size=size)


REMOTE = ImagePolicy()
NO_REFERRER = ImagePolicy(markdown=as_html)
NO_REFERRER_WHERE_CHECKED = ImagePolicy(markdown=as_html_where_checked)
REFERENCE = ImagePolicy(markdown=as_reference)
ALT_TEXT = ImagePolicy(address=nowhere)
DROP = ImagePolicy(address=nowhere, instead=nothing)


def proxy(template: str) -> ImagePolicy:
    """Show pictures through another server.

    Args:
        template: its URL, where ``{url}`` stands for the percent-encoded address of the picture.

    Raises:
        ValueError: *template* has no ``{url}``.
    """
    if "{url}" not in template:
        raise ValueError(f"a proxy's template needs {{url}} in it: {template!r}")
    return ImagePolicy(address=_Proxy(template))


def local(
    paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None],
    otherwise: ImagePolicy = REMOTE,
) -> ImagePolicy:
    """Show pictures from files, or from an address of your own.

    Args:
        paths: a mapping or a function from the URL (in a mapping any rendition's) to a path relative to the
            document, or to another http(s) URL.
        otherwise: what is done with pictures that have no path there.
    """
    if isinstance(paths, Mapping):
        paths = {locate(written(url)).key: path for url, path in paths.items()} | dict(paths)
    return replace(otherwise, address=_Local(paths, otherwise.address))


POLICIES: Mapping[str, ImagePolicy] = MappingProxyType(
    {
        "REMOTE": REMOTE,
        "NO_REFERRER": NO_REFERRER,
        "NO_REFERRER_WHERE_CHECKED": NO_REFERRER_WHERE_CHECKED,
        "REFERENCE": REFERENCE,
        "ALT_TEXT": ALT_TEXT,
        "DROP": DROP,
    }
)
SIZES: Mapping[str, Size] = MappingProxyType(
    {"AS_IS": AS_IS, "WIDTH_640": WIDTH_640, "ORIGINAL": ORIGINAL, "UNCROPPED": UNCROPPED}
)


def policy_named(name: str) -> ImagePolicy:
    """The policy that a command line or a settings file names.

    Args:
        name: a policy's name or a proxy's template, then perhaps a size's name; ``-`` is as good as ``_``.

    Raises:
        ValueError: no policy or size has this name.

    >>> policy_named("no-referrer original") == NO_REFERRER.at(ORIGINAL)
    True
    >>> policy_named("https://proxy.example/?url={url}") == proxy("https://proxy.example/?url={url}")
    True
    """
    first, *rest = name.split() or [""]
    policy = proxy(first) if "{url}" in first else _named(POLICIES, first)
    return policy.at(_named(SIZES, " ".join(rest))) if rest else policy


_Value = TypeVar("_Value")


def _named(values: Mapping[str, _Value], name: str) -> _Value:
    key = name.upper().replace("-", "_")
    if key not in values:
        known = ", ".join(known.lower().replace("_", "-") for known in values)
        raise ValueError(f"{name!r} is none of {known}, nor a proxy's address with {{url}} in it")
    return values[key]


_ATTRIBUTES = ("src", "alt", "width", "height", "referrerpolicy")
_ON_THE_NETWORK = ("http://", "https://", "data:", "//")


def show_images(tree: etree._Element, images: Sequence[Image], policy: ImagePolicy) -> tuple[Image, ...]:
    """Write into each ``<img>`` of the normal-form *tree* what *policy* makes of its picture.

    Each gets ``src``, ``alt``, ``width`` and ``height`` where known, and always ``referrerpolicy``; one that
    is not shown makes room for its text, and what it leaves empty goes with it.

    Args:
        tree: changed in place.
        images: the pictures of its ``<img>`` elements, in document order.
        policy: what is asked for.

    Returns:
        *images*, those that have a local file with its ``path``.
    """
    addresses = [policy.address(image) for image in images]
    for el, n in _pairs(list(tree.iter("img")), images):
        if (address := addresses[n]) is None:
            _replace(el, policy.instead(images[n]))
        else:
            _show(el, images[n], address)
    return tuple(map(_at, images, addresses))


def _pairs(elements: list[etree._Element], images: Sequence[Image]) -> Iterator[tuple[etree._Element, int]]:
    """Each element with its picture's index; by address where some pictures are not in the tree any more."""
    if len(elements) == len(images):
        yield from zip(elements, range(len(images)), strict=True)
        return
    rest = iter(range(len(images)))
    for el in elements:
        source = unquote(el.get("src", ""))  # HTML is written with quoted addresses
        match = (n for n in rest if source in (unquote(images[n].url), images[n].path))
        if (found := next(match, None)) is not None:
            yield el, found


def _show(el: etree._Element, image: Image, address: str) -> None:
    values = (address, image.alt, image.width, image.height, image.referrer_policy or "no-referrer")
    el.attrib.clear()
    for name, value in zip(_ATTRIBUTES, values, strict=True):
        if value is not None:
            el.set(name, str(value))


def placed(image: Image, policy: ImagePolicy) -> Image:
    """*image*, which is in no text, with the ``path`` of the file that *policy* shows it from, if it does."""
    return _at(image, policy.address(image))


def _at(image: Image, address: str | None) -> Image:
    if address is None or address.startswith(_ON_THE_NETWORK):
        return image
    return image.model_copy(update={"path": unquote(address)})


def _replace(el: etree._Element, text: str) -> None:
    """Put *text* where *el* was; then drop the boxes that this leaves empty, but for table cells."""
    parent: etree._Element | None = _cut(el, text)
    while parent is not None and _is_empty(parent) and parent.tag not in ("td", "th"):
        parent = _cut(parent, "")


def _is_empty(el: etree._Element) -> bool:
    return not len(el) and not (el.text or "").strip()


def _cut(el: etree._Element, text: str) -> etree._Element | None:
    """Put *text* where *el* was, drop a line break that then has nothing to break, and return the parent."""
    parent, before, after = el.getparent(), el.getprevious(), el.getnext()
    if parent is None:
        return None
    el.tail = text + (el.tail or "") or None
    drop(el)
    starts = not parent.text if before is None else before.tag == "br" and not before.tail
    if starts and after is not None and after.tag == "br":
        drop(after)
    elif after is None and before is not None and before.tag == "br" and not before.tail:
        drop(before)
    return parent
