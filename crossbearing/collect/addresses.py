"""Which addresses may be fetched, and a connector that connects to no others.

An address in a feed or a redirect is written by a stranger, who may mean a service on this machine, in its network or
of its cloud (server-side request forgery). So no name is trusted: it is looked up once, every answer is judged, and
what is connected to is the very answer that was judged. The socket's own destination is judged once more, when it is
made: whatever way a host was written, it ends there as four or sixteen bytes.

Judged by the registries of special-purpose addresses (IANA, RFC 6890) as of 2026. What a tunnel or a translation
carries (IPv4 in IPv6, 6to4, Teredo) is refused whatever is in it, but for the well-known prefix of NAT64 (RFC 6052),
by which a network without IPv4 reaches the rest: there the IPv4 address inside is judged.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import idna
from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from crossbearing.collect.found import printable
from crossbearing.records import Record

Refuses: TypeAlias = Callable[[str, int], str | None]
"""(IP address, port) → why nothing may be fetched there, in plain words; None where it may."""
Lookup: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""(name, port) → its IP addresses. Raises OSError where it has none."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Those of the web and their usual doubles. On any other a page is rare, and another service (mail, a database) likely,
which a request that was made up for it could harm."""
MOST_CHARACTERS = 4_000
"""Of an address. Servers take 8,000 at most; real ones of news stay below 500."""

_SPECIAL = tuple(
    (ipaddress.ip_network(network), what)
    for what, networks in {
        "an address of this machine": "127.0.0.0/8 0.0.0.0/8",
        "a private address": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16",
        "a link-local address, where clouds keep their secrets": "169.254.0.0/16",
        "a cloud's own address": "168.63.129.16/32",
        "an address shared by a provider's customers": "100.64.0.0/10",
        "an address for protocols": "192.0.0.0/24 192.88.99.0/24 2001::/23",
        "an address for documents": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
        "an address for benchmarks": "198.18.0.0/15",
        "a multicast address": "224.0.0.0/4",
        "a reserved address": "240.0.0.0/4",
        "an address of a tunnel": "2002::/16",
    }.items()
    for network in networks.split()
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out for the public net. Outside lie ::1, ::, mapped IPv4, fc00::/7, fe80::/10, ff00::/8."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_LOCAL_NAMES = frozenset(
    "localhost local localdomain internal intranet private corp home lan onion arpa invalid".split()
)
"""Last labels of names that are given out by a machine or a network for itself (RFC 6761, RFC 6762, ICANN)."""
_USER = re.compile(r"//[^/?#\\]*@")
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~-._"


class Refused(OSError):  # noqa: N818 - said of the address
    """An address that is not fetched; the text says why, in plain words."""


class Reach(Record, frozen=True):
    """What may be reached. The command line and `Case` have no other than this; tests give their own servers."""

    refuses: Refuses
    lookup: Lookup


def refused(address: str, port: int) -> str | None:
    """Why nothing may be fetched from this IP address and port; None where it may."""
    if port not in PORTS:
        return f"port {port} is none that pages are served on ({', '.join(map(str, sorted(PORTS)))})"
    return not_public(address)


def not_public(address: str) -> str | None:
    """What an IP address is where it is none of the public net ("a private address"); None for one that is."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return not_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
        if ip.scope_id is not None or ip not in _GLOBAL_V6:
            return "no address of the public net"
    return next((what for network, what in _SPECIAL if ip.version == network.version and ip in network), None)


def written(url: str, *, local: bool = False) -> str:
    """The address in one form: ASCII, host in lower case, without a fragment or the usual port. Raises Refused.

    What browsers would mend is refused where it can hide a host: control characters, backslashes, user names, and
    numbers for hosts that are written otherwise than as four decimals or as IPv6 in brackets. `local` lets pass names
    that only a machine or a local network knows.
    """
    url = url.strip()
    if len(url) > MOST_CHARACTERS:
        raise Refused(f"an address of {len(url):,} characters; at most {MOST_CHARACTERS:,} are taken")
    if any(ch <= " " or ch == "\\" or not ch.isprintable() for ch in url):
        raise Refused("an address with blanks, backslashes or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"no address that can be read: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise Refused("only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise Refused("an address with a user name or a password")
    host = _host(parts.hostname or "", local)
    usual = 443 if parts.scheme == "https" else 80
    where = host if port in (None, usual) else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_PATH_CHARACTERS)
    query = f"?{quote(parts.query, safe=_PATH_CHARACTERS + '?')}" if parts.query else ""
    return f"{parts.scheme}://{where}{path}{query}"


def told(url: str) -> str:
    """An address as it is told to a reader and kept in a failure: without the name and password of a user."""
    return _USER.sub("//…@", printable(url))[:200]


def _host(given: str, local: bool) -> str:
    if ":" in given:
        try:
            return f"[{ipaddress.IPv6Address(given)}]" if "%" not in given else _no_host(given)
        except ValueError:
            _no_host(given)
    host = unicodedata.normalize("NFKC", given).replace("\u3002", ".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            _no_host(given)
    host = host.removesuffix(".")
    if not _HOST.fullmatch(host) or len(host) > 253:
        _no_host(given)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise Refused("a host written as a number, and not as four decimals") from None
    if not local and (len(labels) == 1 or labels[-1] in _LOCAL_NAMES):
        raise Refused("a name that only a machine or a local network knows")
    return host


def _no_host(given: str) -> str:
    raise Refused(f"{given[:80]!r} is no host")


async def looked_up(name: str, port: int) -> Sequence[str]:
    """What the system's resolver answers."""
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


EVERYWHERE = Reach(refuses=refused, lookup=looked_up)
"""The public net: the only reach that the command line and `Case` have."""


class _JudgingResolver(AbstractResolver):
    """Looks a name up and refuses it where any of its answers is refused: a name that leads to the public net and to
    this machine was made to lead here."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answers = list(dict.fromkeys(await self._reach.lookup(host, port)))
        for answer in answers:
            why = self._reach.refuses(answer, port)
            if why is not None:
                raise Refused(f"its name leads to {answer}: {why}")
        return [
            ResolveResult(
                hostname=host,
                host=answer,
                port=port,
                family=socket.AF_INET6 if ":" in answer else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for answer in answers
        ]

    async def close(self) -> None:
        """Nothing is held."""


def connector(reach: Reach) -> TCPConnector:
    """A connector that makes no socket to what `reach` refuses, and looks each name up anew for each connection."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, destination = info
        why = reach.refuses(str(destination[0]), int(destination[1]))
        if why is not None:
            raise Refused(f"{destination[0]} port {destination[1]}: {why}")
        return socket.socket(family, kind, protocol)

    return TCPConnector(
        resolver=_JudgingResolver(reach), use_dns_cache=False, force_close=True, limit=0, socket_factory=make
    )
