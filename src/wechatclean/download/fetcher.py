"""One picture over HTTP, within bounds; the only file that imports httpx (extra ``wechatclean[images]``)."""

from __future__ import annotations

import asyncio
from socket import SOCK_STREAM
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.request import getproxies

import httpx

from wechatclean.download.hosts import is_local_name, is_public
from wechatclean.download.rules import DownloadRules, FetchError

if TYPE_CHECKING:
    from typing_extensions import Self

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; wechatclean)",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
}
_PROXIED = frozenset({"http", "https", "all"})


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
            transport=None if rules.private_hosts or _PROXIED.intersection(getproxies()) else _Guarded(),
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
        """Called before each request, redirected ones too: what needs no looking up, as a proxy does that by itself."""
        if not self._rules.private_hosts and is_local_name(request.url.host):
            raise FetchError("private_host", f"{request.url.host} is no public address")


class _Guarded(httpx.AsyncBaseTransport):
    """Looks up each host once and connects to the address that was checked: a second answer could be another one."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name, failure = request.url.host, httpx.ConnectError("no address", request=request)
        for address in await self._addresses(request):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # its Host is the name
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": name},
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except httpx.ConnectError as error:
                failure = error
        raise failure

    async def _addresses(self, request: httpx.Request) -> list[str]:
        """The addresses of the host, all of which are public."""
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(str(error), request=request) from error
        addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
        for address in addresses:
            if not is_public(address):
                raise FetchError("private_host", f"{url.host} is at {address}, which is no public address")
        return addresses

    async def aclose(self) -> None:
        await self._inner.aclose()
