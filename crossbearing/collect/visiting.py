"""Pages that are fetched for a case: which of them, and how each is kept as soon as it is there."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from crossbearing.collect import pages
from crossbearing.collect.addresses import EVERYWHERE, Reach, Refused, told, written
from crossbearing.collect.feeds import Document, Entry, ParsedFeed
from crossbearing.collect.found import Found, failure
from crossbearing.collect.gathering import Arrival, arrival
from crossbearing.collect.joining import Known
from crossbearing.collect.politeness import Clock, Guest, SystemClock
from crossbearing.collect.schedule import moment
from crossbearing.collect.web import Answer, NotFetched
from crossbearing.records import Failure, Record, Stated, Visit
from crossbearing.settings import Settings
from crossbearing.store.base import Store
from crossbearing.workers import Rejected, sandboxed

HOSTS = 8
"""Hosts that are asked at the same time."""
MOST_TRIES = 5
"""Runs in which a page that cannot be fetched is tried, before it is given up."""

Done = Callable[[int, int], None]
"""Told (pages dealt with and kept, pages known of so far) after each page."""
Item = TypeVar("Item")


class Means(Record, frozen=True):
    """By what a run goes. All but the settings is for tests to replace."""

    settings: Settings
    reach: Reach = EVERYWHERE
    clock: Clock = SystemClock()


class Wanted(Record, frozen=True):
    """A page to fetch, by the address that a feed gives."""

    url: str
    feed: str
    said: Stated


class New(Record, frozen=True):
    """What of a feed is to be fetched, and how much of it is left for another time."""

    wanted: tuple[Wanted, ...]
    left: int


class Visiting:
    """Fetches and keeps the pages of one run, and what is known of them."""

    def __init__(self, store: Store, guest: Guest, means: Means, done: Done | None) -> None:
        self._store = store
        self._guest = guest
        self._means = means
        self._tell = done
        self._reports = Known(store.current(), store.earlier(), store.sightings())
        self._visits = store.visits()
        self._seen: set[str] = set()
        """Addresses that this run has dealt with or is about to."""
        self._dealt = self._known = 0
        self.reports: list[str] = []
        self.failures: list[Failure] = []

    def parsed(self, answers: Sequence[Answer]) -> Iterable[ParsedFeed | Rejected]:
        """What feeds and sitemaps hold, read in workers."""
        documents = [Document(answer.url, answer.body) for answer in answers]
        return sandboxed("crossbearing.collect.feeds:parsed", ParsedFeed, documents, self._means.settings)

    def new(self, feed: str, parsed: ParsedFeed, most: int) -> New:
        """The entries whose pages are to be fetched, at most so many; those without a usable address are failures."""
        if parsed.dropped:
            self.fail(feed, f"{parsed.dropped} of its entries were not read: it has too many")
        wanted: dict[str, Wanted] = {}
        for number, entry in enumerate(parsed.entries, 1):
            try:
                url = written(entry.url)
            except Refused as error:
                named = told(entry.url) or entry.title or "without a title"
                self.fail(f"{feed} entry {number} ({named})", str(error) if entry.url else "it has no address")
                continue
            if url not in self._seen and self._is_wanted(url, entry):
                wanted.setdefault(url, Wanted(url, feed, pages.stated(entry, parsed.kind)))
        taken = tuple(wanted.values())[:most]
        self._seen.update(each.url for each in taken)
        return New(taken, len(wanted) - len(taken))

    def _is_wanted(self, url: str, entry: Entry) -> bool:
        visit = self._visits.get(url)
        if visit is None or self.is_pending(url):
            return True
        changed = moment(entry.updated)
        fetched = visit.tries == 0
        if not fetched or changed is None:
            return False
        now = self._means.clock.now()
        # A visit later than now was noted by a clock that was wrong: when it was, nobody knows.
        return changed <= now and (visit.visited_at < changed or visit.visited_at > now)

    def is_pending(self, url: str) -> bool:
        """Whether a page could not be fetched so far and is tried again."""
        visit = self._visits.get(url)
        return url in self._seen if visit is None else 0 < visit.tries < MOST_TRIES

    async def fetch(self, wanted: Sequence[Wanted]) -> None:
        """Fetch pages and keep each as soon as it is there."""
        self.expect(len(wanted))
        await by_host(wanted, lambda each: each.url, self._page)

    async def _page(self, wanted: Wanted) -> None:
        before = self._visits.get(wanted.url)
        marks = (None, None) if before is None else (before.etag, before.last_modified)
        try:
            answer = await self._guest.get(wanted.url, *marks)
        except NotFetched as error:
            self.fail(wanted.url, str(error))
            tries = 0 if before is None else before.tries
            tries = min(tries + error.asked, MOST_TRIES) if error.again else MOST_TRIES
            if tries:
                self._visited(wanted, None, tries)
        else:
            if answer.status == 304:
                self._visited(wanted, before, 0)
            else:
                self.keep(wanted, answer)
        self.count()

    def keep(self, wanted: Wanted, answer: Answer) -> None:
        """Put the report that was sent into the store, or write down that none was."""
        found = pages.found(answer, wanted.said)
        if isinstance(found, str):
            self.fail(wanted.url, found)
            self._visited(wanted, None, MOST_TRIES)
            return
        step = self._reports.step(_arrival(found))
        capture = step.arrival.capture(found.body)
        if step.reads:
            self._store.add([capture, *([self._store.capture(step.back)] if step.back else [])], [])
            self.reports.append(capture.name)
        else:
            self._store.take([capture])
        self._visited(wanted, answer, 0)

    def _visited(self, wanted: Wanted, marked: Visit | Answer | None, tries: int) -> None:
        """Write a visit down, with the marks that the page had then."""
        if isinstance(marked, Answer):
            marks = (marked.field("etag"), marked.field("last-modified"))
        else:
            marks = (None, None) if marked is None else (marked.etag, marked.last_modified)
        visit = Visit(wanted.url, wanted.feed, *marks, self._means.clock.now(), tries)
        self._visits[visit.url] = visit
        self._store.keep_visits([visit])

    def fail(self, unit: str, reason: str) -> None:
        """Write down that something could not be collected."""
        failed = failure(unit, reason)
        self._store.add([], [failed])
        self.failures.append(failed)

    def expect(self, pages_more: int) -> None:
        """That so many pages more are to be dealt with."""
        self._known += pages_more

    def claim(self, urls: Iterable[str]) -> list[str]:
        """Those of the addresses that this run has not dealt with; it has from now on."""
        fresh = [url for url in urls if url not in self._seen]
        self._seen.update(fresh)
        return fresh

    def keep_document(self, answer: Answer) -> None:
        """Put a feed or sitemap itself into the store, as what it is: no report."""
        item = pages.document(answer)
        self._store.take([_arrival(item).capture(item.body)])

    def count(self) -> None:
        """One page is dealt with, and kept."""
        self._dealt += 1
        if self._tell is not None:
            self._tell(self._dealt, self._known)


def _arrival(item: Found) -> Arrival:
    """How a page came; its server's answer says when."""
    return arrival(item, item.identity()[0], item.taken_at or "")


async def by_host(items: Sequence[Item], url: Callable[[Item], str], do: Callable[[Item], Awaitable[None]]) -> None:
    """Do something with each item: one after the other for one host, several hosts at a time."""
    queues: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        queues[urlsplit(url(item)).hostname or ""].append(item)
    free = asyncio.Semaphore(HOSTS)

    async def one_host(queue: Sequence[Item]) -> None:
        async with free:
            for item in queue:
                await do(item)

    try:
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                group.create_task(one_host(queue))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
