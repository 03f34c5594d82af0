"""What a case collects from the web: the feeds that it follows, and addresses that it is given once.

Each page is in the store before it counts as done, and a feed's state (when it is due, its ETag) is written when all
that it named is dealt with. So a run that is killed loses nothing that it reported, and the next one does the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from crossbearing.collect import schedule
from crossbearing.collect.addresses import Refused, told, written
from crossbearing.collect.feeds import ParsedFeed, is_feed
from crossbearing.collect.found import printable
from crossbearing.collect.politeness import Guest
from crossbearing.collect.visiting import Done, Means, Visiting, Wanted, by_host
from crossbearing.collect.web import Answer, NotFetched
from crossbearing.errors import InputError
from crossbearing.records import Failure, Feed, Record, Stated
from crossbearing.store.base import Store
from crossbearing.workers import Rejected

MOST_OF_A_FEED = 200
"""Pages that one visit fetches of one feed; the next visit goes on. Some ten minutes of one host's time."""
MOST_AT_ONCE = 500
"""Pages that are fetched of a feed or sitemap that is given once."""
MOST_SITEMAPS = 20
"""Of the indexes that are given once."""
_FEEDS_AT_ONCE = 32
"""Feeds whose documents are in memory together."""


class Gathered(Record, frozen=True):
    """What a run brought: names of reports that are new or changed, and what could not be collected."""

    reports: tuple[str, ...]
    failures: tuple[Failure, ...]


def addresses(urls: Iterable[str]) -> tuple[str, ...]:
    """Addresses in the form in which they are kept, each once. Raises InputError for one that cannot be fetched."""
    found = []
    for url in urls:
        try:
            found.append(written(url))
        except Refused as error:
            raise InputError(f"{told(url)}: {error}") from error
    return tuple(dict.fromkeys(found))


def follow(store: Store, urls: Sequence[str]) -> None:
    """Let the case follow feeds, from now on."""
    known = {feed.url for feed in store.feeds()}
    for url in urls:
        if url not in known:
            store.keep_feed(Feed(url))


def unfollow(store: Store, urls: Sequence[str]) -> None:
    """Follow feeds no longer. Raises InputError for one that the case does not follow, before anything is changed."""
    known = {feed.url for feed in store.feeds()}
    for url in urls:
        if url not in known:
            raise InputError(f"{url}: the case does not follow this feed")
    for url in urls:
        store.drop_feed(url)


def collect(store: Store, means: Means, done: Done | None = None) -> Gathered:
    """Visit the feeds that are due and fetch what is new in them. Raises CaseError, WorkerError."""
    return _run(store, means, done, _Run.feeds)


def fetch(store: Store, urls: Sequence[str], means: Means, done: Done | None = None) -> Gathered:
    """Fetch pages once; of a feed or sitemap among them, what it names. Raises CaseError, WorkerError."""
    return _run(store, means, done, lambda run: run.once(urls))


def _run(store: Store, means: Means, done: Done | None, what: Callable[[_Run], Coroutine[Any, Any, None]]) -> Gathered:
    async def all_of_it() -> Gathered:
        async with Guest(means.settings, means.reach, means.clock) as guest:
            visiting = Visiting(store, guest, means, done)
            await what(_Run(store, guest, means, visiting))
            return Gathered(tuple(visiting.reports), tuple(visiting.failures))

    return asyncio.run(all_of_it())


class _Read(Record, frozen=True):
    """A feed that was read, and what of it is to be fetched."""

    feed: Feed
    answer: Answer
    parsed: ParsedFeed
    wanted: tuple[Wanted, ...]
    more: bool
    """Whether it names more than is fetched now."""


class _Run:
    """One run over the web for one case."""

    def __init__(self, store: Store, guest: Guest, means: Means, visiting: Visiting) -> None:
        self._store = store
        self._guest = guest
        self._clock = means.clock
        self._visiting = visiting

    # ── feeds that the case follows ───────────────────────────────────────────────────────────────────────────────────

    async def feeds(self) -> None:
        """Visit all feeds that are due."""
        now = self._clock.now()
        due = []
        for feed in self._store.feeds():
            near = schedule.brought_near(feed, now)
            if near != feed:
                self._store.keep_feed(near)
            if schedule.is_due(near, now):
                due.append(near)
        for at in range(0, len(due), _FEEDS_AT_ONCE):
            read = self._read(await self._asked(due[at : at + _FEEDS_AT_ONCE]))
            await self._visiting.fetch([wanted for each in read for wanted in each.wanted])
            for each in read:
                self._done(each)

    async def _asked(self, feeds: Sequence[Feed]) -> list[tuple[Feed, Answer]]:
        """The documents of feeds that have changed."""
        changed: list[tuple[Feed, Answer]] = []

        async def ask(feed: Feed) -> None:
            try:
                answer = await self._guest.get(feed.url, feed.etag, feed.last_modified)
            except NotFetched as error:
                self._failed(feed, str(error), error.wait)
                return
            if answer.status == 304:
                self._store.keep_feed(schedule.visited(feed, self._clock.now(), schedule.Brought()))
            else:
                changed.append((feed, answer))

        await by_host(feeds, lambda feed: feed.url, ask)
        return sorted(changed, key=lambda each: each[0].url)

    def _read(self, changed: Sequence[tuple[Feed, Answer]]) -> list[_Read]:
        read = []
        parsed = self._visiting.parsed([answer for _, answer in changed])
        for (feed, answer), found in zip(changed, parsed, strict=True):
            if isinstance(found, Rejected):
                self._failed(feed, found.reason, 0.0)
            elif found.sitemaps and not found.entries:
                named = f"follow those that it names, such as {told(found.sitemaps[0])}"
                self._failed(feed, f"an index of sitemaps; {named}", 0.0)
            else:
                new = self._visiting.new(feed.url, found, MOST_OF_A_FEED)
                if new.wanted:
                    self._visiting.keep_document(answer)
                read.append(_Read(feed, answer, found, new.wanted, bool(new.left)))
        return read

    def _failed(self, feed: Feed, reason: str, wait: float) -> None:
        reason = printable(reason)
        self._store.keep_feed(schedule.failed(feed, self._clock.now(), reason, wait))
        self._visiting.fail(feed.url, reason)

    def _done(self, read: _Read) -> None:
        """Write the feed's state down. Its marks are kept only when nothing of it is left to fetch: with them the
        server would answer that nothing has changed."""
        left = read.more or any(self._visiting.is_pending(each.url) for each in read.wanted)
        feed = msgspec.structs.replace(
            read.feed,
            title=read.parsed.title or read.feed.title,
            etag=None if left else read.answer.field("etag"),
            last_modified=None if left else read.answer.field("last-modified"),
        )
        brought = schedule.Brought(len(read.wanted), read.parsed.minutes, read.more)
        self._store.keep_feed(schedule.visited(feed, self._clock.now(), brought))

    # ── addresses that are given once ─────────────────────────────────────────────────────────────────────────────────

    async def once(self, urls: Sequence[str]) -> None:
        """Fetch these addresses, whatever they hold."""
        sitemaps = await self._documents(await self._pages(self._visiting.claim(urls)))
        for url in sitemaps[MOST_SITEMAPS:]:
            self._visiting.fail(url, f"not fetched: an index of sitemaps may bring {MOST_SITEMAPS} at once")
        for index in await self._documents(await self._pages(sitemaps[:MOST_SITEMAPS])):
            self._visiting.fail(index, "not fetched: a sitemap of an index of an index")

    async def _pages(self, urls: Sequence[str]) -> list[Answer]:
        """Fetch and keep the reports at these addresses; return the feeds and sitemaps among them."""
        documents: dict[str, Answer] = {}

        async def ask(url: str) -> None:
            try:
                answer = await self._guest.get(url)
            except NotFetched as error:
                self._visiting.fail(url, str(error))
            else:
                if is_feed(answer.body):
                    documents[url] = answer
                else:
                    self._visiting.keep(Wanted(url, url, Stated()), answer)
            self._visiting.count()

        self._visiting.expect(len(urls))
        await by_host(urls, str, ask)
        return [documents[url] for url in urls if url in documents]

    async def _documents(self, documents: Sequence[Answer]) -> list[str]:
        """Fetch what feeds and sitemaps name; return the sitemaps that indexes among them name."""
        wanted: list[Wanted] = []
        sitemaps: list[str] = []
        for answer, parsed in zip(documents, self._visiting.parsed(documents), strict=True):
            if isinstance(parsed, Rejected):
                self._visiting.fail(answer.url, parsed.reason)
                continue
            self._visiting.keep_document(answer)
            new = self._visiting.new(answer.url, parsed, MOST_AT_ONCE)
            wanted += new.wanted
            if new.left:
                why = f"{new.left} of the pages that it names were not fetched: more than {MOST_AT_ONCE} at once"
                self._visiting.fail(answer.url, why)
            for named in parsed.sitemaps:
                with suppress(Refused):
                    sitemaps.append(written(named))
        await self._visiting.fetch(wanted)
        return self._visiting.claim(dict.fromkeys(sitemaps))
