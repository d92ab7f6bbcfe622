"""One picture over HTTP, within bounds; the only file that imports httpx (extra ``wechatclean[images]``)."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from socket import inet_aton, inet_ntoa
from types import TracebackType
from typing import TYPE_CHECKING

import httpx

from wechatclean.download.rules import DownloadRules, FetchError

if TYPE_CHECKING:
    from typing_extensions import Self

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; wechatclean)",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
}


class Fetcher:
    """A pool of connections; an asynchronous context manager."""

    def __init__(self, rules: DownloadRules) -> None:
        self._rules = rules
        self._client = httpx.AsyncClient(
            headers=_HEADERS,
            follow_redirects=True,
            max_redirects=rules.redirects,
            timeout=rules.timeout,
            event_hooks={"request": [self._refuse_private]},
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(self, url: str, headers: dict[str, str]) -> bytes:
        """The bytes at *url*.

        Raises:
            FetchError: they did not come, not in time, or are too many.
        """
        try:
            return await asyncio.wait_for(self._get(url, headers), self._rules.timeout)
        except asyncio.TimeoutError as error:
            raise FetchError("timeout", f"no picture within {self._rules.timeout:g} seconds", passing=True) from error
        except httpx.TooManyRedirects as error:
            raise FetchError("redirects", f"more than {self._rules.redirects} redirects") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError("no_address", f"no address to fetch from: {error}") from error
        except httpx.HTTPError as error:
            raise FetchError("no_answer", f"{type(error).__name__}: {error}".rstrip(": "), passing=True) from error

    async def _get(self, url: str, headers: dict[str, str]) -> bytes:
        async with self._client.stream("GET", url, headers=headers) as response:
            if not response.is_success:
                passing = response.status_code == 429 or response.is_server_error
                raise FetchError("status", f"HTTP status {response.status_code}", passing=passing)
            data = bytearray()
            async for chunk in response.aiter_bytes():
                data += chunk
                if len(data) > self._rules.max_bytes:
                    raise FetchError("too_large", f"larger than {self._rules.max_bytes} bytes")
            return bytes(data)

    async def _refuse_private(self, request: httpx.Request) -> None:
        """Called before each request, redirected ones too."""
        if not self._rules.private_hosts and _is_private(request.url.host):
            raise FetchError("private_host", f"{request.url.host} is no public address")


def _is_private(host: str) -> bool:
    """Whether *host* is written as an address of this machine or network; names are not looked up.

    >>> _is_private("127.0.0.1"), _is_private("localhost"), _is_private("::1"), _is_private("mmbiz.qpic.cn")
    (True, True, True, False)
    >>> _is_private("2130706433"), _is_private("127.1"), _is_private("0x7f.0.0.1")
    (True, True, True)
    """
    try:
        return not ip_address(_dotted(host)).is_global
    except ValueError:
        return host.rstrip(".").rpartition(".")[2] in ("localhost", "local", "internal")


def _dotted(host: str) -> str:
    """An IPv4 address in the usual spelling, which has others: numbers of one to four parts, hexadecimal and octal."""
    try:
        return inet_ntoa(inet_aton(host))
    except (OSError, UnicodeError):
        return host
