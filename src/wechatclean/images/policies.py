"""How pictures are shown: policies as named frozen values.

The order is: :mod:`wechatclean.images.showing` writes a policy's addresses, or the words instead, into the normal-form
tree, so that HTML, text and Markdown show the same; only then does the Markdown writer ask ``policy.markdown`` for each
``<img>`` it meets, and puts :meth:`References.definitions` at the end of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike, fsdecode
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote

from lxml import etree

from wechatclean.images.addresses import AS_IS, ORIGINAL, UNCROPPED, WIDTH_640, Size, key_of
from wechatclean.images.image import Image
from wechatclean.images.markdown import References, as_html, as_html_where_checked, as_markdown, as_reference
from wechatclean.patterns import pattern


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
        if path is None or path == "":
            return self.otherwise(image)
        if not isinstance(path, (str, PathLike)):
            raise TypeError(f"the path of {image.url} is a str or a path, not {path!r:.80}")
        return as_address(fsdecode(path))

    def _path(self, image: Image) -> str | PathLike[str] | None:
        if not isinstance(self.paths, Mapping):
            return self.paths(image.url)
        exact = self.paths.get(image.url)
        return self.paths.get(image.key) if exact is None else exact


def as_address(path: str) -> str:
    r"""A file's *path* as a URL reference; an http(s) URL stays as it is.

    >>> as_address("图片\\a b#1.png"), as_address("C:x.png"), as_address("https://cdn.example/a.png")
    ('图片/a%20b%231.png', './C%3Ax.png', 'https://cdn.example/a.png')
    >>> as_address("//evil.example/a.png"), as_address("\\\\server\\a.png")  # two would begin a host
    ('/evil.example/a.png', '/server/a.png')
    """
    if path.startswith(("https://", "http://")):
        return path
    parts = _HOST.sub("/", path.replace("\\", "/"))
    drive = "./" if ":" in parts.partition("/")[0] else ""
    return drive + _NOT_IN_PATH.sub(_quoted, parts)


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="surrogateescape")


# Two slashes would begin a host, also where readers of addresses drop what stands between them.
_HOST = pattern("\\A[/\t\r\n\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*/")
_NOT_IN_PATH = pattern("[\x00-\x20\x7f%?#:\"'<>\\[\\]`{|}^\udc80-\udcff]")  # and bytes that are no UTF-8


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

    def __post_init__(self) -> None:
        for name in ("address", "markdown", "instead"):
            if not callable(getattr(self, name)):
                raise TypeError(f"{name} is a function, not {getattr(self, name)!r:.80}")
        if not isinstance(self.size, Size):
            raise TypeError(f"size is AS_IS, ORIGINAL, UNCROPPED or WIDTH_640 of wechatclean, not {self.size!r:.80}")

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
    if not isinstance(template, str):
        raise TypeError(f"a proxy's template is text with {{url}} in it, not {template!r:.80}")
    if "{url}" not in template:
        raise ValueError(f"a proxy's template needs {{url}} in it: {template!r}")
    return ImagePolicy(address=_Proxy(template))


def local(
    paths: Mapping[str, str | PathLike[str]] | Callable[[str], str | PathLike[str] | None],
    otherwise: ImagePolicy | str = REMOTE,
) -> ImagePolicy:
    """Show pictures from files, or from an address of your own.

    Args:
        paths: a mapping or a function from the URL (in a mapping any rendition's) to a path relative to the
            document, or to another http(s) URL.
        otherwise: what is done with pictures that have no path there; the name of a policy is taken too.

    Raises:
        TypeError: *paths* is neither, or *otherwise* is no policy.
    """
    others = as_policy(otherwise)
    if not (isinstance(paths, Mapping) or callable(paths)):
        raise TypeError(f"paths is a mapping or a function from a picture's URL to its path, not {paths!r:.80}")
    if isinstance(paths, Mapping):
        _check_urls(paths)
        paths = {key_of(url): path for url, path in paths.items()} | dict(paths)
    return replace(others, address=_Local(paths, others.address))


def _check_urls(urls: Iterable[object]) -> None:
    for url in urls:
        if not isinstance(url, str):
            raise TypeError(f"paths is a mapping from a picture's URL to its path, not from {url!r:.80}")


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


def as_policy(value: object) -> ImagePolicy:
    """*value*, or the policy that it names.

    Raises:
        TypeError: it is neither a policy nor a name.
        ValueError: no policy or size has this name.
    """
    if isinstance(value, ImagePolicy):
        return value
    if isinstance(value, str):
        return policy_named(value)
    raise TypeError(f"an image policy, such as wechatclean.NO_REFERRER, or its name is wanted, not {value!r:.80}")


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
    policy = proxy(first) if "{url}" in first else _named(POLICIES, first, ", nor a proxy's address with {url} in it")
    return policy.at(_named(SIZES, " ".join(rest))) if rest else policy


_Value = TypeVar("_Value")


def _named(values: Mapping[str, _Value], name: str, nor: str = "") -> _Value:
    key = name.upper().replace("-", "_")
    if key not in values:
        raise ValueError(f"{name!r} is none of {listed(values)}{nor}")
    return values[key]


def listed(values: Iterable[str]) -> str:
    """Names as a command line spells them.

    >>> listed(SIZES)
    'as-is, width-640, original, uncropped'
    """
    return ", ".join(name.lower().replace("_", "-") for name in values)
