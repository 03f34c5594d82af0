"""A guest asks for robots.txt first, one page at a time, waits between them, and goes away when asked to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from email.utils import formatdate

import pytest

from crossbearing.collect.politeness import GAP, LONGEST_GAP, Guest
from crossbearing.collect.robots import Rules
from crossbearing.collect.web import Answer, NotFetched
from crossbearing.settings import Settings
from tests.collect.servers import Answers, FakeClock, Reply, Request, Server, at, sent, serving

NEWS = sent("<p>Nine barges sank.", content_type="text/html", etag='"1"', last_modified="Sun, 04 May 2031 09:10:00 GMT")
BUSY = "503 Service Unavailable"


def visit(answers: Answers, do: Callable[[Guest, Server], Awaitable[None]]) -> tuple[Server, FakeClock]:
    clock = FakeClock()

    async def run() -> Server:
        async with serving(answers) as server, Guest(Settings(), server.reach(), clock) as guest:
            await do(guest, server)
            return server

    return asyncio.run(run()), clock


def one(answers: Answers, path: str = "/a", **marks: str) -> tuple[Answer | NotFetched, Server, FakeClock]:
    """What a single page came to."""
    came: list[Answer | NotFetched] = []

    async def do(guest: Guest, server: Server) -> None:
        try:
            came.append(await guest.get(server.url(path), **marks))
        except NotFetched as error:
            came.append(error)

    server, clock = visit(answers, do)
    return came[0], server, clock


@pytest.mark.parametrize(
    ("robots", "may"),
    [
        (sent("User-agent: *\nDisallow: /a"), False),
        (sent("User-agent: *\nDisallow: /b"), True),
        (sent("User-agent: Crossbearing\nDisallow: /\n\nUser-agent: *\nAllow: /"), False),
        (sent("User-agent: Crossbearing/1.0\nDisallow: /"), False),
        (sent("User-agent: *\nDisallow: /\n\nUser-agent: crossbearing\nAllow: /a"), True),
        (sent("User-agent: Crossbearing-Images\nDisallow: /"), True),
        (sent("User-agent: other\nUser-agent: third\nDisallow: /"), True),
        (sent("User-agent: *\nDisallow: /*.html$\nDisallow: /a*"), False),
        (sent(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a"), False),
        (sent(b"\xff\xfe\x00\x01 binary"), True),
        (sent("not here", "404 Not Found"), True),
        (sent("no", "401 Unauthorized"), True),
        (sent("oh", "500 Internal Server Error"), False),
        (sent("slow down", "429 Too Many Requests"), False),
        (b"", False),
        (sent("User-agent: *\n" + "Disallow: /b\n" * 4_900), True),
        (sent("User-agent: *\n" + "Disalow: /b*b$\n" * 5_100), False),
        (sent(status="301 Moved Permanently", location="/elsewhere.txt"), False),
        (sent(status="302 Found", location="/robots.txt"), False),
    ],
)
def test_robots_txt_decides(robots: bytes, may: bool) -> None:
    elsewhere = sent("User-agent: *\nDisallow: /a")
    replies = {"/robots.txt": robots, "/elsewhere.txt": elsewhere, "/a": NEWS}
    came, server, _ = one(lambda request: replies[request.path])
    assert isinstance(came, Answer) == may
    assert ("/a" in server.paths()) == may
    if isinstance(came, NotFetched):
        assert "robots.txt" in str(came)


def test_robots_txt_is_asked_for_once_for_each_host() -> None:
    async def do(guest: Guest, server: Server) -> None:
        for host in ("pier.example", "quay.example"):
            await asyncio.gather(*(guest.get(server.url(f"/{n}", host)) for n in range(3)))

    server, _ = visit(at({f"/{n}": NEWS for n in range(3)}), do)
    asked = [request.host for request in server.requests if request.path == "/robots.txt"]
    assert sorted(asked) == ["pier.example", "quay.example"]


def test_a_robots_txt_made_to_fill_the_memory_is_read_in_no_time() -> None:
    names = "".join(f"User-agent: robot-{n}\n" for n in range(12_000))
    began = time.process_time()
    rules = Rules(names + "Disallow: /a\n" * 20_000 + "User-agent: *\nDisallow: /" + "*a" * 50_000)
    assert rules.allow("https://pier.example/" + "a" * 3_000)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("delay", "gap"), [("0", GAP), ("1", GAP), ("7.5", 7.5), ("3600", LONGEST_GAP), ("x", GAP)])
def test_one_host_is_asked_one_page_at_a_time_with_a_pause(delay: str, gap: float) -> None:
    busy = 0

    async def slowly(_: Request) -> AsyncIterator[bytes]:
        nonlocal busy
        busy += 1
        assert busy == 1
        await asyncio.sleep(0.01)
        yield NEWS
        busy -= 1

    async def do(guest: Guest, server: Server) -> None:
        await asyncio.gather(*(guest.get(server.url(f"/{n}")) for n in range(3)))

    pages: dict[str, Reply | Answers] = {f"/{n}": slowly for n in range(3)}
    server, clock = visit(at(pages, f"User-agent: *\nCrawl-delay: {delay}"), do)
    assert len(server.paths()) == 3
    assert clock.slept == [GAP, gap, gap]


def test_other_hosts_are_not_waited_for() -> None:
    async def do(guest: Guest, server: Server) -> None:
        await asyncio.gather(*(guest.get(server.url("/a", f"host-{n}.example")) for n in range(5)))

    _, clock = visit(at({"/a": NEWS}), do)
    assert clock.slept == [GAP] * 5  # each between its robots.txt and its page


def replies(*each: bytes) -> Answers:
    """One reply after another; the last one again and again."""
    left: Iterator[bytes] = iter(each)
    last = each[-1]
    return lambda _: next(left, last)


@pytest.mark.parametrize(
    ("page", "asked", "waits", "ends"),
    [
        (replies(sent("", BUSY), NEWS), 2, [4.0], 200),
        (replies(sent("", BUSY), sent("", BUSY), NEWS), 3, [4.0, 8.0], 200),
        (replies(sent("", BUSY)), 3, [4.0, 8.0], "HTTP 503: its host is busy or broken"),
        (replies(sent("", BUSY, retry_after="30"), NEWS), 2, [30.0], 200),
        (replies(sent("", "429 Too Many Requests", retry_after="3600"), NEWS), 1, [], "HTTP 429"),
        (replies(sent("", BUSY, retry_after=formatdate(2_000_000_047)), NEWS), 2, [45.0], 200),
        (replies(sent("", BUSY, retry_after=formatdate(1)), NEWS), 2, [4.0], 200),
        (replies(sent("", BUSY, retry_after="soon"), NEWS), 2, [4.0], 200),
        (replies(sent("", BUSY, retry_after="9" * 500), NEWS), 1, [], "HTTP 503"),
        (replies(sent("", BUSY, retry_after="-5"), NEWS), 2, [4.0], 200),
        (replies(sent("", "500 Oh"), NEWS), 2, [4.0], 200),
        (replies(sent("", "404 Not Found")), 1, [], "HTTP 404"),
        (replies(sent("", "403 Forbidden")), 1, [], "HTTP 403"),
        (replies(sent("", "304 Not Modified")), 1, [], "HTTP 304"),
        (replies(sent("", "301 Moved")), 1, [], "HTTP 301"),
        (replies(sent(status="301 Moved", location="/a")), 6, [], "redirects more than 5 times"),
        (replies(sent(status="302 Found", location="//quay.example:1/"), NEWS), 1, [], "not fetched: "),
        (replies(sent(status="302 Found", location="http://[::1")), 1, [], "not fetched: it redirects to"),
        (replies(sent(status="302 Found", location="file:///etc/passwd")), 1, [], "not fetched: it redirects to"),
    ],
)
def test_backing_off_and_redirects(page: Answers, asked: int, waits: list[float], ends: int | str) -> None:
    came, server, clock = one(at({"/a": page}))
    assert len(server.paths()) == asked
    assert [wait for wait in clock.slept if wait != GAP] == waits
    if isinstance(ends, int):
        assert isinstance(came, Answer)
        assert came.status == ends
    else:
        assert isinstance(came, NotFetched)
        assert ends in str(came)


def test_redirects_are_followed_by_the_rules_of_where_they_lead() -> None:
    def answers(request: Request) -> bytes:
        if request.path == "/robots.txt":
            return sent("User-agent: *\nDisallow: /closed" if request.host == "quay.example" else "")
        leads = {"/a": "/b", "/b": f"http://quay.example:{port[0]}/{'closed' if closed else 'c'}#part"}
        to = leads.get(request.path)
        return NEWS if to is None else sent(status="308 Permanent Redirect", location=to)

    port = [0]

    async def do(guest: Guest, server: Server) -> None:
        port[0] = server.port
        if closed:
            with pytest.raises(NotFetched, match=r"robots\.txt forbids"):
                await guest.get(server.url("/a"))
        else:
            assert (await guest.get(server.url("/a"))).url == f"http://quay.example:{server.port}/c"

    for closed in (False, True):
        server, _ = visit(answers, do)
        assert server.paths() == (["/a", "/b"] if closed else ["/a", "/b", "/c"])


def test_a_page_that_has_not_changed() -> None:
    def page(request: Request) -> bytes:
        marks = request.fields.get("if-none-match"), request.fields.get("if-modified-since")
        return sent("", "304 Not Modified") if marks == ('"1"', "Sun") else NEWS

    came, _, _ = one(at({"/a": page}), etag='"1"', last_modified="Sun")
    assert isinstance(came, Answer)
    assert came.status == 304
    came, _, _ = one(at({"/a": page}), etag='"0"')
    assert isinstance(came, Answer)
    assert came.status == 200


def test_a_host_that_is_silent_is_left_alone() -> None:
    said: list[str] = []

    async def do(guest: Guest, server: Server) -> None:
        for n in range(6):
            with pytest.raises(NotFetched) as refused:
                await guest.get(server.url(f"/{n}"))
            assert refused.value.again
            assert refused.value.asked == (n < 3)
            said.append(str(refused.value))

    server, _ = visit(at({f"/{n}": b"" for n in range(6)}), do)
    assert len(server.paths()) == 3
    assert said[0] == "its answer broke off"
    assert said[-1] == "its host gave no answer 3 times in a row; not asked again in this run"


def test_a_host_that_dawdles_does_not_hold_up_the_run() -> None:
    clock = FakeClock()

    def slowly(_: Request) -> bytes:
        clock.elapsed += 59
        return NEWS

    async def run() -> list[str]:
        async with serving(at({"/a": slowly})) as server, Guest(Settings(), server.reach(), clock) as guest:
            for _ in range(11):
                await guest.get(server.url("/a"))
            with pytest.raises(NotFetched, match="took 600 s") as refused:
                await guest.get(server.url("/a"))
            assert refused.value.again and not refused.value.asked
            assert (await guest.get(server.url("/a", "quay.example"))).status == 200
            return server.paths()

    assert len(asyncio.run(run())) == 12
