"""How much a client may ask: token buckets for requests, and sizes for what a request has."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from starlette.types import Message, Receive, Scope

from crossbearing.messages import gettext as _
from crossbearing.web.asked import Refused

CLIENTS = 10_000
"""Buckets that are kept; a client whose bucket was dropped begins with a full one."""
ADDRESS_BYTES = 4_000
"""Of path and query. The longest of ours, a search with all filters, has some hundreds."""


HEADER_BYTES = 32_000
"""Of all header fields. A browser with the cookies of all that is served on this machine sends a few thousand."""


class Rate(NamedTuple):
    """Requests a second in the long run, and at once after a pause."""

    second: float
    burst: int


PAGES = Rate(20, 200)
"""A person reads a page in seconds; a program that exports a case asks for some hundred pages."""
LOGINS = Rate(0.1, 10)
"""A login, or a token that is nobody's."""


class Buckets:
    """One bucket for each client, filled with time (the token bucket of RFC 2697, with requests for bytes)."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> int:
        """0 where the client may go on, else the seconds after which it may."""
        now = self._clock()
        with self._lock:
            left, since = self._held.pop(client, (float(self._rate.burst), now))
            left = min(self._rate.burst, left + (now - since) * self._rate.second)
            may = left >= 1
            self._held[client] = (left - may, now)
            if len(self._held) > CLIENTS:
                self._held.popitem(last=False)
        return 0 if may else max(1, math.ceil((1 - left) / self._rate.second))


def client(scope: Scope) -> str:
    """By whom a request is counted: the address; of IPv6 the first 64 bits, which one household has to itself."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host[:100]
    return host if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def bounded(receive: Receive, most: int, declared: str | None) -> Receive:
    """`receive`, for a body of at most `most` bytes. Raises Refused (413) as it is read."""
    too_large = Refused(413, _("at most %(number)s MB may be sent here", number=most // 1_000_000))
    come = 0

    async def counted() -> Message:
        nonlocal come
        if declared is not None and declared.isdecimal() and int(declared[:20]) > most:
            raise too_large
        message = await receive()
        come += len(message.get("body", b""))
        if come > most:
            raise too_large
        return message

    return counted
