"""A server on loopback that sends exactly the bytes it is told to, however wrong, and notes who asked for what."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from typing import NamedTuple, cast

from crossbearing.collect.addresses import Reach, not_public

CALM = "User-agent: *\nAllow: /\n"


class Request(NamedTuple):
    """What was asked for."""

    path: str
    host: str
    fields: dict[str, str]
    """Names in lower case."""


Reply = bytes | AsyncIterator[bytes]
Answers = Callable[[Request], Reply]


class Server:
    """A server that is running; see `serving`."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.port = 0
        self.connections = 0
        self.requests: list[Request] = []
        self.stop: Callable[[], object] = bool
        self.tasks: list[asyncio.Task[None]] = []

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def reach(self, **names: str) -> Reach:
        """A reach in which this server is the whole public net: every name leads to it, but for those given (with
        "_" for "."), and no other address of this machine may be reached."""

        async def lookup(name: str, _: int) -> list[str]:
            return names.get(name.replace(".", "_"), "127.0.0.1").split()

        def refuses(address: str, port: int) -> str | None:
            return None if (address, port) == ("127.0.0.1", self.port) else not_public(address)

        return Reach(refuses=refuses, lookup=lookup)

    def url(self, path: str = "/", host: str = "pier.example") -> str:
        return f"http://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.tasks.append(cast("asyncio.Task[None]", asyncio.current_task()))
        with closing(writer), suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            request = Request(head[0].split(" ")[1], fields.get("host", "").partition(":")[0], fields)
            self.requests.append(request)
            reply = self.answers(request)
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                async for piece in reply:
                    writer.write(piece)
                    await writer.drain()
            await writer.drain()


@asynccontextmanager
async def serving(
    answers: Answers, hosts: tuple[str, ...] = ("127.0.0.1",), tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """A server for as long as the block runs, on one port of each of the hosts."""
    server = Server(answers)
    running = await asyncio.start_server(server.serve, hosts[0], 0, ssl=tls)
    server.port = running.sockets[0].getsockname()[1]
    more = [await asyncio.start_server(server.serve, host, server.port) for host in hosts[1:]]
    try:
        yield server
    finally:
        for each in (running, *more):
            each.close()
        for task in server.tasks:
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)


def sent(body: bytes | str = b"", status: str = "200 OK", **fields: str) -> bytes:
    """A response as it goes over the line; `content_type` becomes Content-Type."""
    body = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-").title(): value for name, value in fields.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""]).encode() + body


def at(pages: dict[str, Reply | Answers], robots: str = CALM) -> Answers:
    """Answers by path; 404 for what is not there."""

    def answers(request: Request) -> Reply:
        if request.path == "/robots.txt":
            return sent(robots, content_type="text/plain")
        page = pages.get(request.path, sent("not here", "404 Not Found"))
        return page(request) if callable(page) else page

    return answers


class FakeClock:
    """A clock that stands still, but for those who sleep."""

    def __init__(self, now: float = 2_000_000_000.0) -> None:
        self.time = now
        self.elapsed = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def running(self) -> float:
        return self.elapsed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        self.elapsed += seconds
        await asyncio.sleep(0)
