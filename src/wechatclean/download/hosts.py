"""Which hosts and which addresses are of the public network, and which would reach into one's own."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import inet_aton, inet_ntoa

_LOCAL = frozenset("localhost localdomain local internal intranet lan home corp private".split())  # last labels
_LOCAL_ZONES = ("home.arpa",)
# Of RFC 6890, and not of all versions of Python; relays of 6to4.
_SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_NO_HOST = frozenset({"0000:5efe", "0200:5efe"})  # RFC 5214: an address of one's own network with an IPv4 one in it


def is_local_name(host: str) -> bool:
    """Whether *host* is written as an address of this machine or network, or has a name that only these have.

    >>> [is_local_name(host) for host in ("localhost.", "a.localdomain", "intranet", "127.1", "0x7f.0.0.1", "[::1]")]
    [True, True, True, True, True, True]
    >>> is_local_name("mmbiz.qpic.cn"), is_local_name("8.8.8.8")
    (False, False)
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return not is_public(_dotted(name))
    except ValueError:
        return "." not in name or name.rpartition(".")[2] in _LOCAL or name.endswith(_LOCAL_ZONES)


def _dotted(host: str) -> str:
    """An IPv4 address in the usual spelling, which has others: numbers of one to four parts, hexadecimal and octal."""
    try:
        return inet_ntoa(inet_aton(host))
    except (OSError, UnicodeError):
        return host


def is_public(address: str) -> bool:
    """Whether *address* is one of the public network; of one that holds another (6to4, NAT64), whether both are.

    >>> [is_public(address) for address in ("10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1")]
    [False, False, False, False]
    >>> is_public("64:ff9b::808:808"), is_public("2606:4700::1111")
    (True, True)

    Raises:
        ValueError: it is no address.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast and not any(found in network for network in _SPECIAL)
    if found.ipv4_mapped is not None:
        return is_public(str(found.ipv4_mapped))
    if found in _NAT64:
        return is_public(str(_last(found)))
    if found.sixtofour is not None:
        return is_public(str(found.sixtofour))
    holds_host = found.exploded[20:29] not in _NO_HOST or is_public(str(_last(found)))
    return found in _GLOBAL and found.is_global and holds_host


def _last(address: IPv6Address) -> IPv4Address:
    """The IPv4 address that stands at its end."""
    return IPv4Address(int(address) & 0xFFFFFFFF)
