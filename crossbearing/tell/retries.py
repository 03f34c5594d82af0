"""When a failed alert is tried again, and when it is given up. Pure functions: the same try waits the same time.

Exponential back-off with jitter, over days, as "Standard Webhooks" 1.0 recommends ("Deliverability and reliability").
"""

from __future__ import annotations

import datetime
import hashlib
import math

FIRST = 5.0
"""Seconds after the first try. Most failures are a server that is started anew."""
FACTOR = 4.0
LONGEST = 12 * 3600.0
"""Seconds between two tries, at most, but for jitter and what the receiver asks for."""
JITTER = 0.25
"""By which part of it a wait is shorter or longer, so that what failed together does not come back together."""
GIVEN_UP_AFTER = 3 * 86_400.0
"""Seconds since the alert was raised: a long weekend."""
LEAST_TRIES = 3
"""An alert is not given up before: it may be old because the watch did not run."""
REST = 15 * 60.0
"""Seconds for which a receiver that fails is sent nothing at all, at most, unless it asks for more."""


def wait(alert: str, tries: int) -> float:
    """Seconds from the `tries`-th try (from 1) of an alert, by its id, until the next."""
    plain = min(FIRST * math.pow(FACTOR, min(tries - 1, 20)), LONGEST)
    drawn = int.from_bytes(hashlib.sha256(f"{alert} {tries}".encode()).digest()[:4]) / 2**32
    return plain * (1 - JITTER + 2 * JITTER * drawn)


def rest(failures: int) -> float:
    """Seconds for which a receiver is left alone after so many failures in a row."""
    return min(FIRST * math.pow(FACTOR, min(failures - 1, 20)), REST)


def is_over(raised_at: str, tries: int, now: float) -> bool:
    """Whether an alert that was raised then (ISO 8601) and failed so often is given up. `now`: seconds since 1970."""
    age = now - datetime.datetime.fromisoformat(raised_at).timestamp()
    return age >= GIVEN_UP_AFTER and tries >= LEAST_TRIES
