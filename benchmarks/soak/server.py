"""All hosts of the soak in one server on loopback, and how politely they were asked, by their own log.

    python -m benchmarks.soak.server --feeds 200 --seconds 7200 --port 0 --hook 8000 --factor 20 --began T --out FILE

Prints its port, and writes what it saw to FILE every few seconds and when it is told to end.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from benchmarks.soak import hosts, press
from benchmarks.soak.clock import Fast

GAP = 2.0
"""Seconds of the watch's clock that must lie between two requests to a host (`collect.politeness.GAP`)."""
NOISE = 0.05
"""Seconds of the watch's clock: what two processes measure differently."""
_NOTE_SECONDS = 5


class Seen(msgspec.Struct):
    """What the server saw of those who asked."""

    requests: int = 0
    pages: int = 0
    feeds_visited: int = 0
    """Hosts whose feed was asked for."""
    visits: int = 0
    """Requests for feeds."""
    gaps: int = 0
    """Pairs of requests to one host, one after the other."""
    shortest_gap: float = -1.0
    """Between them, in seconds of the watch's clock."""
    too_soon: list[str] = msgspec.field(default_factory=list)
    at_once: list[str] = msgspec.field(default_factory=list)
    """Requests that came while another to the same host was being answered."""
    strangers: list[str] = msgspec.field(default_factory=list)
    """Requests under names that are no host's: where redirects to private addresses lead."""
    by_status: dict[str, int] = msgspec.field(default_factory=dict)


class _Host:
    def __init__(self, number: int, kind: str) -> None:
        self.number, self.kind = number, kind
        self.published: list[press.Piece] = []
        self.active = 0
        self.ended = 0.0
        self.whole = True
        """Whether all of the last answer was written."""
        self.before = ""
        self.asked: Counter[str] = Counter()


class Server:
    """See the module."""

    def __init__(self, given: argparse.Namespace) -> None:
        kinds = hosts.kinds(given.feeds)
        self.hosts = {hosts.name(number): _Host(number, kind) for number, kind in enumerate(kinds)}
        outlets = [host for host in self.hosts.values() if host.kind in hosts.PUBLISH]
        for piece in press.pieces(given.seconds, len(outlets), given.seed):
            outlets[piece.outlet].published.append(piece)
        self.given = given
        self.fast = Fast(given.factor, given.meets)
        self.seen = Seen()
        self.statuses: Counter[str] = Counter()
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in head[1:])}
            path = head[0].split(" ")[1]
            host = self.hosts.get(fields.get("host", "").partition(":")[0])
            if host is None:
                self.seen.strangers.append(f"{fields.get('host', '')}{path}"[:200])
                return
            self._began(host, path)
            sending = asyncio.ensure_future(self._send(host, writer, self._reply(host, path, fields)))
            gone = asyncio.ensure_future(reader.read(1))
            try:
                await asyncio.wait((sending, gone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                host.active -= 1
                if not host.whole:  # whoever asked has gone away
                    host.ended = time.monotonic()
                host.before = path
                for task in (sending, gone):
                    task.cancel()
                await asyncio.gather(sending, gone, return_exceptions=True)

    def _began(self, host: _Host, path: str) -> None:
        now, seen = time.monotonic(), self.seen
        seen.requests += 1
        seen.visits += path == "/feed"
        seen.feeds_visited += path == "/feed" and not host.asked[path]
        seen.pages += path not in ("/feed", "/robots.txt")
        if host.active:
            seen.at_once.append(f"{hosts.name(host.number)}{path}")
        elif host.ended:
            gap = (now - host.ended) * self.given.factor
            wanted = hosts.DELAY if host.kind == "delay" and host.before != "/robots.txt" else GAP
            seen.gaps += 1
            seen.shortest_gap = gap if seen.shortest_gap < 0 else min(seen.shortest_gap, gap)
            if gap < wanted - NOISE:
                seen.too_soon.append(f"{hosts.name(host.number)} ({host.kind}): {host.before} then {path}: {gap:.2f} s")
        host.active += 1

    def _reply(self, host: _Host, path: str, fields: dict[str, str]) -> hosts.Reply:
        elapsed = time.time() - self.given.began
        shown = lambda at: self.fast.at(self.given.began + at)  # noqa: E731
        world = hosts.World(self.port, self.given.hook, elapsed, shown)
        published = [each for each in host.published if each.at <= elapsed]
        asked = hosts.Asked(path, fields, host.asked[path])
        host.asked[path] += 1
        return hosts.reply(host.number, host.kind, published, asked, world)

    async def _send(self, host: _Host, writer: asyncio.StreamWriter, reply: hosts.Reply) -> None:
        self.statuses[reply.status[:3]] += 1
        # An answer ends for the server before the last of it is written, so that on a busy machine no gap is made out
        # shorter than it was for whoever asked.
        host.ended, host.whole = time.monotonic(), False
        if reply.status:
            fields = dict(reply.fields)
            if isinstance(reply.body, bytes):
                fields["Content-Length"] = str(len(reply.body))
            lines = [f"HTTP/1.1 {reply.status}", *(f"{key}: {value}" for key, value in fields.items())]
            writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        if isinstance(reply.body, bytes):
            writer.write(reply.body)
        else:
            async for piece in reply.body:
                host.ended = time.monotonic()
                writer.write(piece)
                await writer.drain()
        host.whole = True
        await writer.drain()

    def note(self) -> None:
        """Write down what was seen."""
        self.seen.by_status = dict(sorted(self.statuses.items()))
        part = self.given.out.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(self.seen))
        part.replace(self.given.out)


async def run(given: argparse.Namespace) -> None:
    """Serve until told to end."""
    server = Server(given)
    running = await asyncio.start_server(server.serve, "127.0.0.1", given.port)
    server.port = running.sockets[0].getsockname()[1]
    print(server.port, flush=True)
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    while not done.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _NOTE_SECONDS)
        server.note()
    running.close()


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hook", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    for each in ("seconds", "factor", "began", "meets"):
        parser.add_argument(f"--{each}", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
