"""One request: what servers do wrong, and what a page's bytes are afterwards."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crossbearing.collect.addresses import Reach
from crossbearing.collect.web import ROBOT, USER_AGENT, Answer, NotFetched, Web
from crossbearing.settings import Settings
from tests.collect.servers import Answers, Reply, Request, Server, sent, serving

PAGE = b"<!doctype html><title>Nine barges sink</title><p>Nine barges sank off Orle on Saturday."
SMALL = Settings(max_bytes=2_000_000)


async def got(server: Server, reach: Reach | None = None, seconds: float = 20.0) -> Answer:
    async with Web(SMALL, reach or server.reach(), seconds) as web:
        return await web.get(server.url("/page"), {})


def fetched(answers: Answers, seconds: float = 20.0) -> tuple[Answer, Server]:
    async def run() -> tuple[Answer, Server]:
        async with serving(answers) as server:
            return await got(server, seconds=seconds), server

    return asyncio.run(run())


def test_what_is_sent_and_what_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    reply = sent(PAGE, content_type="text/html; charset=utf-8", set_cookie="a=b", etag='"7"')
    answer, server = fetched(lambda _: reply)
    assert answer.body == PAGE
    assert answer.status == 200
    assert answer.field("etag") == '"7"'
    assert answer.http.startswith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n")
    assert answer.taken_at.endswith("+00:00")
    fields = server.requests[0].fields
    assert fields["user-agent"] == USER_AGENT
    assert ROBOT in USER_AGENT and "http" not in USER_AGENT
    assert fields.keys() - {""} == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_no_cookie_is_sent_back() -> None:
    async def twice() -> Server:
        async with serving(lambda _: sent(PAGE, set_cookie="a=b; Path=/")) as server:
            async with Web(SMALL, server.reach()) as web:
                await web.get(server.url("/page"), {})
                await web.get(server.url("/page"), {})
            return server

    assert all("cookie" not in request.fields for request in asyncio.run(twice()).requests)


MEMBERS = gzip.compress(PAGE[:40], mtime=0) + gzip.compress(PAGE[40:], mtime=0)
BARE = zlib.compressobj(wbits=-15)
RUN = b"barge " * 80_000


@pytest.mark.parametrize(
    ("body", "coding", "whole"),
    [
        (gzip.compress(PAGE, mtime=0), "gzip", PAGE),
        (gzip.compress(PAGE, mtime=0), "X-GZIP", PAGE),
        (MEMBERS, "gzip", PAGE),
        (gzip.compress(PAGE, mtime=0) + b"rubbish", "gzip", PAGE),
        (zlib.compress(PAGE), "deflate", PAGE),
        (BARE.compress(PAGE) + BARE.flush(), "deflate", PAGE),
        (gzip.compress(RUN, mtime=0), "gzip", RUN),
        (PAGE, "identity", PAGE),
        (b"\xff\xfe\x00 wrong charset \x81", "", b"\xff\xfe\x00 wrong charset \x81"),
        (b"", "gzip", b""),
    ],
)
def test_bytes_come_without_their_packing(body: bytes, coding: str, whole: bytes) -> None:
    fields = {"content_encoding": coding} if coding else {}
    answer, _ = fetched(lambda _: sent(body, content_type="text/html; charset=klingon", **fields))
    assert answer.body == whole


async def endless(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield PAGE * 500


async def endless_chunks(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


async def dripping_body(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    while True:
        yield b"x"
        await asyncio.sleep(0.05)


async def dripping_head(_: Request) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX-Slow: "
    while True:
        yield b"x"
        await asyncio.sleep(0.05)


async def silent(_: Request) -> AsyncIterator[bytes]:
    await asyncio.sleep(30)
    yield b""


BOMB = gzip.compress(b"\x00" * 1_900_000, mtime=0)
GREATER_BOMB = gzip.compress(gzip.compress(b"\x00" * 50_000_000, mtime=0) * 900, mtime=0)


@pytest.mark.parametrize(
    ("reply", "says", "again"),
    [
        (endless, "2.1 MB, more than the 2 MB", False),
        (endless_chunks, "2.1 MB, more than the 2 MB", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3000000000\r\n\r\n", "3000.0 MB, more than the 2 MB", False),
        (dripping_body, "no whole answer within 0.4 s", True),
        (dripping_head, "no whole answer within 0.4 s", True),
        (silent, "no whole answer within 0.4 s", True),
        (sent(BOMB, content_encoding="gzip"), "more than 200 times its size", False),
        (sent(GREATER_BOMB, content_encoding="gzip"), "more than the 2 MB that it may have", False),
        (sent(zlib.compress(b"x" * 60_000_000), content_encoding="deflate"), "more than", False),
        (sent(BOMB, content_encoding="gzip, gzip"), "a way that was not asked for", False),
        (sent(PAGE, content_encoding="br"), "a way that was not asked for", False),
        (sent(PAGE, content_encoding="gzip"), "packing is damaged", True),
        (sent(gzip.compress(PAGE, mtime=0)[:-12], content_encoding="gzip"), "broke off", True),
        (sent(PAGE)[:-5], "broke off", True),
        (b"", "broke off", True),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "does not speak HTTP", True),
        (sent(PAGE, x_long="y" * 20_000), "does not speak HTTP", True),
        (sent(PAGE, **{f"x_{n}": "y" * 8_000 for n in range(10)}), "65,536 bytes of header fields", False),
        (sent(PAGE, **{f"x_{n}": "y" for n in range(5_000)}), "does not speak HTTP", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello", "does not speak HTTP", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello", "", True),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves(reply: Reply | Answers, says: str, again: bool) -> None:
    with pytest.raises(NotFetched) as refused:
        fetched(reply if callable(reply) else lambda _: reply, seconds=0.4 if "0.4 s" in says else 20.0)
    assert says in str(refused.value)
    assert refused.value.again == again
    assert "x" * 50 not in str(refused.value)


def test_a_name_that_is_not_known_and_a_port_that_is_closed() -> None:
    async def nowhere(_: str, __: int) -> list[str]:
        raise OSError("no such name")

    async def run() -> list[str]:
        async with serving(lambda _: b"") as server:
            reach = server.reach()
            unknown = Reach(refuses=reach.refuses, lookup=nowhere)
            said = []
            with pytest.raises(NotFetched) as first:
                await got(server, unknown)
            said.append(str(first.value))
        with pytest.raises(NotFetched) as second:
            await got(server, reach)
        return [*said, str(second.value)]

    assert asyncio.run(run()) == ["its name is not known", "it cannot be reached: Connection refused"]


@pytest.mark.parametrize(("secure", "says"), [(True, "certificate does not hold"), (False, "no secure connection")])
def test_certificates_are_verified(secure: bool, says: str) -> None:
    """One that nobody vouches for, and a server that speaks no TLS: no connection, and no falling back."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(Path(__file__).parent / "self_signed.pem")

    async def greets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await reader.read(9)
        writer.close()

    async def run() -> tuple[str, int]:
        plain = await asyncio.start_server(greets, "127.0.0.1", 0)
        async with plain, serving(lambda _: sent(PAGE), tls=tls) as server, Web(SMALL, server.reach()) as web:
            if not secure:
                server.port = plain.sockets[0].getsockname()[1]
            with pytest.raises(NotFetched) as refused:
                await web.get(server.url().replace("http:", "https:"), {})
            return str(refused.value), len(server.requests)

    said, requests = asyncio.run(run())
    assert says in said
    assert requests == 0
