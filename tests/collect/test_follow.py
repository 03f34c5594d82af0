"""A case that follows feeds: what is new is fetched once, what fails is tried again for a while, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crossbearing.collect import follow
from crossbearing.collect.follow import Gathered
from crossbearing.collect.visiting import MOST_TRIES
from crossbearing.records import Failure
from tests.collect.servers import Request, sent
from tests.collect.worlds import World, item, page, rss

HOUR = 3_600.0


def test_what_a_feed_names_is_fetched_once(world: World) -> None:
    world.pages |= {
        "/rss": sent(rss(item("/a", more="<source>The Lantern</source>"), item("/b")), etag='"1"'),
        "/a": page("Nine barges sank"),
        "/b": sent(status="301 Moved", location="/c"),
        "/c": page("Seven barges sank"),
    }
    world.follow("/rss", "/rss#again")
    assert world.collect() == Gathered(("pier.example/a", "pier.example/c"), ())
    assert world.server.paths() == ["/rss", "/a", "/b", "/c"]
    assert world.told == [(1, 2), (2, 2)]
    first, second = world.store.current()
    said = first.stated
    assert (said.outlet, said.title, said.published, said.by) == ("The Lantern", "Barges sink", "2031-05-04", "feed")
    assert first.timed
    assert first.source == said.url == world.server.url("/a")
    assert second.source == world.server.url("/c")
    kept = world.store.capture(first.id)
    assert kept.http.startswith("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    assert kept.media_type == "text/html"
    documents = [capture for capture in world.store.captures() if capture.media_type == "application/xml"]
    assert [document.source for document in documents] == [world.server.url("/rss")]
    feed = world.feed()
    assert (feed.title, feed.etag, feed.due_at) == ("Pier News", '"1"', world.clock.time + HOUR)

    assert world.collect() == Gathered((), ())
    assert world.server.paths() == []
    world.pages["/rss"] = sent(rss(item("/d"), item("/a"), item("/b")), etag='"2"')
    world.pages["/d"] = page("A barge was found")
    assert world.collect(later=HOUR).reports == ("pier.example/d",)
    assert world.server.paths() == ["/rss", "/d"]
    assert world.server.requests[1].fields["if-none-match"] == '"1"'


def test_a_feed_that_has_not_changed_is_asked_less_often(world: World) -> None:
    world.pages["/rss"] = lambda request: (
        sent("", "304 Not Modified") if request.fields.get("if-modified-since") else sent(rss(), last_modified="Sun")
    )
    world.follow("/rss")
    intervals = []
    for _ in range(4):
        world.collect(later=world.feed().interval)
        intervals.append(world.feed().interval / HOUR)
    assert intervals == [1, 1.5, 2.25, 3.375]
    assert world.server.paths() == ["/rss"]


def test_a_page_that_fails_is_tried_a_few_times(world: World) -> None:
    world.pages |= {"/rss": sent(rss(item("/a"), item("/gone")), etag='"1"'), "/gone": sent("", "410 Gone")}
    world.follow("/rss")
    asked = 0
    for _ in range(MOST_TRIES + 3):
        world.collect(later=24 * HOUR)
        asked += world.server.paths().count("/a")
        assert "/gone" not in world.server.paths() or asked == 1
    assert asked == MOST_TRIES
    assert world.feed().etag == '"1"'
    assert world.store.uncollected() == (
        Failure("collect", world.server.url("/a"), "HTTP 404"),
        Failure("collect", world.server.url("/gone"), "HTTP 410"),
    )


def test_a_page_that_comes_back_is_no_failure_any_more(world: World) -> None:
    world.pages["/rss"] = sent(rss(item("/a")), etag='"1"')
    world.follow("/rss")
    assert len(world.collect().failures) == len(world.store.uncollected()) == 1
    assert world.feed().etag is None
    world.pages["/a"] = page("Nine barges sank")
    assert world.collect(later=24 * HOUR) == Gathered(("pier.example/a",), ())
    assert world.store.uncollected() == ()
    assert world.feed().etag == '"1"'


def test_a_page_that_its_feed_calls_changed_is_a_new_version(world: World) -> None:
    def feed(updated: str) -> bytes:
        entry = f'<entry><title>T</title><link href="/a"/><updated>{updated}</updated></entry>'
        return sent(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>')

    world.pages |= {"/rss": feed("2033-05-18T03:00:00Z"), "/a": page("Nine barges sank", etag='"1"')}
    world.follow("/rss")
    world.collect()
    world.pages |= {"/rss": feed("2033-05-18T06:00:00Z"), "/a": page("Seven barges sank", etag='"2"')}
    assert world.collect(later=24 * HOUR).reports == ("pier.example/a",)
    assert [(held.name, held.number) for held in world.store.earlier()] == [("pier.example/a", 1)]
    world.pages["/rss"] = feed("2099-05-18T06:00:00Z")
    world.collect(later=24 * HOUR)
    assert world.server.paths() == ["/rss"]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (sent("", "410 Gone"), "HTTP 410"),
        (sent("", "503 Busy", retry_after="7200"), "HTTP 503"),
        (page("No feed at all"), "no feed and no sitemap"),
        (sent("<sitemapindex><sitemap><loc>/m1</loc></sitemap></sitemapindex>"), "an index of sitemaps"),
        (b"", "robots.txt cannot be had"),
    ],
)
def test_a_feed_that_fails_backs_off_and_is_shown(world: World, reply: bytes, says: str) -> None:
    world.pages["/rss"] = reply
    if not reply:
        world.server.answers = lambda _: b""
    world.follow("/rss")
    for failures in (1, 2):
        assert says in world.collect(later=7 * 24 * HOUR).failures[0].reason
        feed = world.feed()
        assert feed.failures == failures
        assert says in (feed.last_error or "")
        assert feed.due_at >= world.clock.time + 900
        assert world.collect() == Gathered((), ())
        assert world.server.requests == []
    assert len(world.store.uncollected()) == 1
    follow.unfollow(world.store, [feed.url])
    assert world.store.uncollected() == ()


def test_hostile_entries_are_failures_and_the_rest_goes_on(world: World) -> None:
    bad = (
        "http://127.0.0.1:22/",
        "file:///etc/passwd",
        "http://2130706433/",
        "http://name.internal/",
        "https://u:p@b.example/",
    )
    world.pages |= {"/rss": sent(rss(*map(item, bad), item(""), item("/a"))), "/a": page("Nine barges sank")}
    world.follow("/rss")
    gathered = world.collect()
    assert gathered.reports == ("pier.example/a",)
    assert len(gathered.failures) == len(bad) + 1
    assert any("it has no address" in each.reason for each in gathered.failures)


def test_clocks_that_are_set_back_neither_stall_nor_storm(world: World) -> None:
    world.pages["/rss"] = sent(rss())
    world.follow("/rss")
    world.collect()
    world.clock.time -= 400 * 24 * HOUR
    assert world.collect() == Gathered((), ())
    assert world.server.paths() == []
    world.collect(later=HOUR)
    assert world.server.paths() == ["/rss"]
    world.collect(later=1.0)
    assert world.server.paths() == []


def test_a_visit_that_a_wrong_clock_put_far_ahead_does_not_hold_up_a_page_that_changes(world: World) -> None:
    def feed(updated: str) -> bytes:
        entry = f'<entry><title>T</title><link href="/a"/><updated>{updated}</updated></entry>'
        return sent(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>')

    world.pages |= {"/rss": feed("2033-05-18T03:00:00Z"), "/a": page("Nine barges sank")}
    world.follow("/rss")
    world.clock.time += 9 * 365 * 24 * HOUR
    world.collect()
    world.clock.time -= 9 * 365 * 24 * HOUR
    world.collect()
    world.pages |= {"/rss": feed("2033-05-18T03:30:00Z"), "/a": page("Seven barges sank")}
    assert world.collect(later=24 * HOUR).reports == ("pier.example/a",)
    world.collect(later=24 * HOUR)
    assert world.server.paths() == ["/rss"]


def test_a_long_feed_is_fetched_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "MOST_OF_A_FEED", 2)
    world.pages["/rss"] = sent(rss(*(item(f"/{n}") for n in range(5))), etag='"1"')
    world.pages |= {f"/{n}": page(f"{n} barges sank") for n in range(5)}
    world.follow("/rss")
    assert [len(world.collect(later=HOUR).reports) for _ in range(4)] == [2, 2, 1, 0]
    assert world.feed().etag == '"1"'


COLLECTS = """
import sys
from pathlib import Path
from crossbearing.collect import follow
from crossbearing.collect.visiting import Means
from crossbearing.settings import Settings
from crossbearing.store.sqlite import SqliteStore
from tests.collect.servers import FakeClock, Server

server = Server(lambda _: b"")
server.port = int(sys.argv[2])
store = SqliteStore(Path(sys.argv[1]))
means = Means(Settings(processes=1), server.reach(), FakeClock())
follow.collect(store, means, lambda done, _: print(done, flush=True))
"""
STOPPED = COLLECTS[: COLLECTS.index("follow.collect(")] + (
    """
from crossbearing import cli
from crossbearing.case import Case

store.close()
Case._means = means
sys.argv = ["crossbearing", "collect", sys.argv[1]]
cli.main()
"""
)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_says_so_and_the_next_does_the_rest(
    world: World, tmp_path: Path, number: signal.Signals
) -> None:
    running: list[subprocess.Popen[str]] = []

    def stopping(_: Request) -> bytes:
        running[0].send_signal(number)
        return page("1 barge sank")

    world.pages |= {"/rss": sent(rss(*(item(f"/{n}") for n in range(4))), etag='"1"'), "/1": stopping}
    world.pages |= {f"/{n}": page(f"{n} barges sank") for n in (0, 2, 3)}
    world.follow("/rss")
    command = [sys.executable, "-c", STOPPED, str(tmp_path / "case.db"), str(world.server.port)]
    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, signal.SIG_DFL)}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    environment = os.environ | {"PYTHONPATH": "."}
    try:
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as child:  # noqa: S603
            running.append(child)
            _, said = child.communicate()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert (child.returncode, said.splitlines()[-1]) == (130, "interrupted; what was read so far is kept")
    assert "Traceback" not in said
    kept = {held.name for held in world.store.current()}
    assert {"pier.example/0"} <= kept < {f"pier.example/{n}" for n in range(4)}
    world.pages["/1"] = page("1 barge sank")
    world.collect()
    assert len(world.store.current()) == 4
    assert world.store.uncollected() == ()


def test_a_run_that_is_killed_loses_nothing_that_it_reported(world: World, tmp_path: Path) -> None:
    count = 12
    world.pages["/rss"] = sent(rss(*(item(f"/{n}") for n in range(count))), etag='"1"')
    world.pages |= {f"/{n}": page(f"{n} barges sank") for n in range(count)}
    world.follow("/rss")
    command = [sys.executable, "-c", COLLECTS, str(tmp_path / "case.db"), str(world.server.port)]
    acknowledged = 0
    for kill_after in (1, 4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}) as child:  # noqa: S603
            assert child.stdout is not None
            for line in child.stdout:
                if int(line) >= kill_after:
                    child.send_signal(signal.SIGKILL)
                    break
        acknowledged += kill_after
        assert len(world.store.current()) >= acknowledged
        assert world.feed().etag is None
    kept = {held.id for held in world.store.current()}
    world.collect()
    assert kept < {held.id for held in world.store.current()}
    assert len(world.store.current()) == count
    assert len([path for path in world.server.paths() if path != "/rss"]) <= count - len(kept) + 1
    assert world.feed().etag == '"1"'
    assert world.store.uncollected() == ()
