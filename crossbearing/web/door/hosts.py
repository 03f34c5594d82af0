"""Under which names the room answers. A page elsewhere may have its own name lead to this machine (DNS rebinding):
its requests bear that name, and get nothing."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9_.-]{1,253}))(?::\d{1,5})?")


def name(host: str) -> str:
    """The name in a Host header, without its port and a dot at its end; "" where it is none."""
    found = _HOST.fullmatch(host.strip().lower())
    if found is None:
        return ""
    return (found["v6"] or found["name"]).removesuffix(".")


def names(bound: str, public: Iterable[str]) -> frozenset[str]:
    """All names of a room: this machine's own, the address that it is bound to, and those that were given."""
    return LOOPBACK | {bound.lower().strip("[]")} | {name(each) or each.lower() for each in public}


def is_loopback(host: str) -> bool:
    """Whether an address or name is of this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
