"""What may be handed over: text, bytes, or the response that an HTTP client gave; and what is said of anything else."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from typing import Any, NamedTuple, Protocol, TypeAlias

from wechatclean.errors import DocumentError, NotAnArticle
from wechatclean.patterns import pattern

_CHARSET = pattern(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.I)
_WEB = pattern(r"https?://[^/\s?#]", re.I)
_AWAIT = "its content has not come yet: give clean() `await response.read()`"
_READ_FIRST = f"{_AWAIT}; with httpx, call `response.read()` or `await response.aread()` and give the response"


class Response(Protocol):
    """An HTTP response, as Scrapy, httpx and requests give it.

    Besides these two attributes it has its bytes, decompressed, as ``content`` (httpx, requests) or ``body`` (Scrapy).
    Where it has a status (``status_code`` or ``status``) other than 2xx, only the page of an article is taken, with a
    note; anything else is an error that tells the status.
    """

    @property
    def url(self) -> Any:
        """Its address: relative links are completed with it. What ``str()`` makes of it counts."""

    @property
    def headers(self) -> Any:
        """A mapping, of which ``Content-Type`` is asked: its charset is believed before what the page declares."""


Given: TypeAlias = "str | bytes | Response"


class Received(NamedTuple):
    """What was handed over, without the client that brought it."""

    data: str | bytes
    url: str | None = None
    charset: str | None = None


def receive(given: Given, taker: str = "clean") -> Received:
    """The text or bytes of what was *given* to the function *taker*.

    Raises:
        TypeError: it is nothing that can be read; the message says what to hand over instead.
    """
    if isinstance(given, (str, bytes)):
        return Received(given)
    if isinstance(given, (bytearray, memoryview)):
        return Received(bytes(given))
    if inspect.isawaitable(given):
        raise TypeError(f"{taker}() takes what is there already, not {_name(given)}: `await` it first")
    if not (_has(given, "url") and _has(given, "headers")):
        raise TypeError(
            f"{taker}() takes str or bytes, or a response of an HTTP client, not {_name(given)}{_instead(given)}"
        )
    return Received(_content(given, taker), _url(given), _charset(given))


def failure_of(given: Given) -> str | None:
    """What the status of a response says that failed, in words; ``None`` where all is well, or nothing is said."""
    if isinstance(given, (str, bytes)):
        return None
    asked = (getattr(given, name, None) for name in ("status_code", "status"))  # httpx and requests, Scrapy
    status = next((status for status in asked if isinstance(status, int)), 200)
    return None if 200 <= status < 300 else f"the response has the status {int(status)}"


@contextmanager
def told_with_status(given: Given) -> Iterator[None]:
    """What is wrong with a response that failed is told with its status, which is mostly the reason."""
    try:
        yield
    except (DocumentError, NotAnArticle) as error:
        failure = failure_of(given)
        if failure and type(error) in (DocumentError, NotAnArticle):  # one that a site has derived is its own affair
            raise type(error)(f"{failure}: {error}") from error
        raise


def _has(given: object, name: str) -> bool:
    """Whether *given* has the attribute *name*, which is not asked where a class says so: httpx may raise."""
    return hasattr(type(given), name) or hasattr(given, name)


def _content(response: Response, taker: str) -> bytes:
    try:
        content = getattr(response, "content", None)
    except RuntimeError as error:  # httpx, of a response that is streamed
        raise TypeError(_READ_FIRST.replace("clean()", f"{taker}()")) from error
    for data in (content, getattr(response, "body", None)):
        if isinstance(data, (bytes, bytearray, memoryview)):
            return bytes(data)
    if inspect.iscoroutinefunction(getattr(response, "read", None)):
        raise TypeError(_AWAIT.replace("clean()", f"{taker}()"))
    raise TypeError(f"{_name(response)} has no bytes as `content` or `body`{_instead(response)}")


def _url(response: Response) -> str | None:
    try:
        url = str(response.url)
    except RuntimeError:  # httpx, of a response without a request
        return None
    return url if _WEB.match(url) else None


def _charset(response: Response) -> str | None:
    """What the header ``Content-Type`` says; Scrapy's is bytes."""
    try:
        said = response.headers.get("Content-Type") or response.headers.get("content-type")
    except AttributeError:
        return None
    header = said.decode("latin-1") if isinstance(said, bytes) else str(said or "")
    found = _CHARSET.search(header)
    return found[1] if found else None


def _instead(given: object) -> str:
    """What to hand over instead of *given*, where that can be told."""
    if given is None:
        return ": what was to read or fetch the page gave nothing"
    if isinstance(given, Mapping):
        return ": clean_data() takes the decoded data of a page"
    if isinstance(given, (list, tuple, set, frozenset)):
        return ": give one at a time, or all to clean_many()"
    if hasattr(type(given), "to_document"):
        return ": it is clean already"
    if hasattr(type(given), "article"):
        return ": it is clean already, and `.article` is its article, if it has one"
    if isinstance(given, PathLike):
        return ": give what is in the file, `path.read_bytes()`"
    if callable(getattr(given, "read", None)):
        return ": give what is in it, `.read()`"
    if callable(getattr(given, "prettify", None)) or callable(getattr(given, "itertext", None)):
        return ": give its HTML as text"
    if callable(getattr(given, "getall", None)):  # a selector of Scrapy's
        return ": give its HTML as text, `.get()`"
    if isinstance(given, Iterator):
        return ": give one at a time"
    return ""


def _name(given: object) -> str:
    kind = type(given)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
