"""Fetching as a guest does: by the host's robots.txt, one request at a time, with a pause, and backing off when asked.

Every address on the way counts: each redirect is written anew by `addresses.written`, asked of its own host's
robots.txt and put in its own host's queue.
"""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from crossbearing.collect import robots
from crossbearing.collect.addresses import Reach, Refused, told, written
from crossbearing.collect.web import Answer, NotFetched, Web
from crossbearing.settings import Settings

GAP = 2.0
"""Seconds from the end of one request to a host until the next."""
LONGEST_GAP = 60.0
"""Seconds that a host's crawl-delay may make of it. A host that asks for more than that is asked this seldom."""
MOST_REDIRECTS = 5
TRIES = 3
"""Of one request to a host that is busy, within one run."""
LONGEST_WAIT = 60.0
"""Seconds that one run waits for a host that is busy. Who asks for more is left for the next run."""
GIVEN_UP_AFTER = 3
"""Requests in a row without an answer, after which a host is left alone for the rest of the run."""

MOST_SECONDS = 600.0
"""That one host may keep one run waiting, in all. Eight hosts that take a minute for each page would hold up all."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_MAY_COME = frozenset({404, 408, 425, 304})
"""A page that a feed names may not be everywhere yet."""
_DAY = 86_400.0


class Clock(Protocol):
    """The time, as far as fetching goes by it."""

    def now(self) -> float:
        """Seconds since 1970, by a clock that may be set back."""

    def running(self) -> float:
        """Seconds since some moment, by a clock that never goes back."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        return time.time()

    def running(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Host:
    """What is known of one host in this run."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.free_at = 0.0
        self.gap = GAP
        self.silent = 0
        """Requests in a row that had no answer."""
        self.spent = 0.0
        """Seconds that its answers took."""


class _Origin:
    """A scheme, host and port: what has a robots.txt of its own."""

    def __init__(self) -> None:
        self.asking = asyncio.Lock()
        self.known = False
        self.rules: robots.Rules | None = None


class Guest:
    """Fetches pages of many hosts in one run; an asynchronous context manager. Safe to use from many tasks at once."""

    def __init__(self, settings: Settings, reach: Reach, clock: Clock) -> None:
        self._web = Web(settings, reach)
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._origins: dict[str, _Origin] = {}

    async def __aenter__(self) -> Guest:
        await self._web.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._web.__aexit__(kind, error, trace)

    async def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The page at `url`, at the end of its redirects; status 200, or 304 where it is as it was when it had the
        given marks. Raises NotFetched."""
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        answer = await self._follow(url, headers, by_rules=True)
        if answer.status == 200 or (answer.status == 304 and headers):
            return answer
        raise NotFetched(f"HTTP {answer.status}", again=answer.status in _MAY_COME)

    async def _follow(self, url: str, headers: Mapping[str, str], *, by_rules: bool) -> Answer:
        at = _from_user(url)
        for _ in range(MOST_REDIRECTS + 1):
            if by_rules:
                await self._permitted(at)
                answer = await self._insisting(at, headers)
            else:
                answer = await self._once(at, headers, robots.MOST_BYTES * 2)
            to = answer.field("location")
            if answer.status not in _REDIRECTS or not to:
                return answer
            at = _from_server(at, to)
        raise NotFetched(f"it redirects more than {MOST_REDIRECTS} times", again=True)

    async def _permitted(self, url: str) -> None:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        origin = self._origins.setdefault(place, _Origin())
        async with origin.asking:
            if not origin.known:
                origin.rules = await self._rules(f"{place}/robots.txt")
                origin.known = True
                if origin.rules is not None:
                    host = self._host(url)
                    host.gap = max(host.gap, min(origin.rules.delay, LONGEST_GAP))
        if origin.rules is None:
            raise NotFetched("its host's robots.txt cannot be had or read now, so nothing is fetched there", again=True)
        if not origin.rules.allow(url):
            raise NotFetched("its host's robots.txt forbids to fetch it", again=False)

    async def _rules(self, url: str) -> robots.Rules | None:
        try:
            return robots.rules(await self._follow(url, {}, by_rules=False))
        except NotFetched as error:
            if not error.again:
                raise
            return None

    async def _insisting(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer, asked for again where the host is busy and says, or by its silence lets us guess, for how long
        (RFC 9110, 10.2.3)."""
        wait = GAP
        for attempt in range(1, TRIES + 1):
            answer = await self._once(url, headers)
            if answer.status not in _BUSY:
                return answer
            wait = max(asked_to_wait(answer.field("retry-after"), self._clock.now()), wait * 2)
            if attempt == TRIES or wait > LONGEST_WAIT:
                break
            host = self._host(url)
            host.free_at = max(host.free_at, self._clock.running() + wait)
        raise NotFetched(f"HTTP {answer.status}: its host is busy or broken", again=True, wait=wait)

    async def _once(self, url: str, headers: Mapping[str, str], most: int | None = None) -> Answer:
        host = self._host(url)
        async with host.turn:
            if host.silent >= GIVEN_UP_AFTER:
                why = f"its host gave no answer {GIVEN_UP_AFTER} times in a row; not asked again in this run"
                raise NotFetched(why, again=True, asked=False)
            if host.spent > MOST_SECONDS:
                why = f"its host took {MOST_SECONDS:g} s for what was asked before; not asked again in this run"
                raise NotFetched(why, again=True, asked=False)
            while (wait := host.free_at - self._clock.running()) > 0:
                await self._clock.sleep(wait)
            began = self._clock.running()
            try:
                answer = await self._web.get(url, headers, most)
                host.silent = 0
                return answer
            except NotFetched as error:
                host.silent += error.again
                raise
            finally:
                ended = self._clock.running()
                host.spent += ended - began
                host.free_at = ended + host.gap

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).hostname or "", _Host())


def _from_user(url: str) -> str:
    try:
        return written(url)
    except Refused as error:
        raise NotFetched(f"not fetched: {error}", again=False, asked=False) from error


def _from_server(at: str, to: str) -> str:
    """Where a redirect leads."""
    try:
        return written(urljoin(at, to))
    except (Refused, ValueError) as error:
        raise NotFetched(f"not fetched: it redirects to {told(to)!r}: {error}", again=False) from error


def asked_to_wait(given: str | None, now: float) -> float:
    """Seconds that a field Retry-After names, at most a day; 0 where it names none. `now`: seconds since 1970."""
    given = (given or "").strip()
    if given.isascii() and given.isdigit():
        return min(float(given[:9]), _DAY)
    try:
        return min(max(email.utils.parsedate_to_datetime(given).timestamp() - now, 0.0), _DAY)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
