"""A site on loopback whose pages can be changed, and a case that collects from it without waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crossbearing.collect import follow
from crossbearing.collect.follow import Gathered
from crossbearing.collect.visiting import Means
from crossbearing.records import Feed
from crossbearing.settings import Settings
from crossbearing.store.sqlite import SqliteStore
from tests.collect.servers import Answers, FakeClock, Reply, Server, sent, serving


def rss(*items: str, title: str = "Pier News") -> str:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(path: str, title: str = "Barges sink", more: str = "") -> str:
    day = "<pubDate>Sun, 04 May 2031 00:10:00 +0200</pubDate>"
    return f"<item><title>{title}</title><link>{path}</link>{day}{more}</item>"


def page(text: str, **fields: str) -> bytes:
    fields.setdefault("content_type", "text/html")
    return sent(f"<!doctype html><title>{text}</title><p>{text}, the harbour office said.", **fields)


@contextmanager
def running(answers: Answers) -> Iterator[Server]:
    """A server in a thread of its own, for what is not asynchronous."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    servers: list[Server] = []

    async def run() -> None:
        async with serving(answers) as server:
            servers.append(server)
            done = asyncio.Event()
            server.stop = lambda: loop.call_soon_threadsafe(done.set)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    assert ready.wait(10)
    try:
        yield servers[0]
    finally:
        servers[0].stop()
        thread.join()
        loop.close()


class World:
    """A site of pages that can be changed, a case, and a clock that waits for nobody."""

    def __init__(self, server: Server, pages: dict[str, Reply | Answers], path: Path) -> None:
        self.server, self.pages, self.clock = server, pages, FakeClock()
        self.store = SqliteStore(path)
        self.means = Means(Settings(processes=1), server.reach(), self.clock)
        self.told: list[tuple[int, int]] = []

    def follow(self, *paths: str) -> None:
        follow.follow(self.store, follow.addresses(self.server.url(path) for path in paths))

    def collect(self, later: float = 0.0) -> Gathered:
        self.clock.time += later
        self.server.requests.clear()
        return follow.collect(self.store, self.means, lambda *told: self.told.append(told))

    def fetch(self, *paths: str) -> Gathered:
        self.server.requests.clear()
        return follow.fetch(self.store, [self.server.url(path) for path in paths], self.means)

    def feed(self) -> Feed:
        (feed,) = self.store.feeds()
        return feed
