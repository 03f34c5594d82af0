"""How fast the reading room answers while its builder writes, against the same while it is idle.

    python -m benchmarks.serving [--case FILE | --reports N] [--rounds N] [--requests N] [--rate N] [--out FILE]

A server is started over a copy of the case. Every page of its table is asked for, as HTML and as JSON, at a fixed rate
by a few clients: a request's time begins when it was due, so that what waits for others counts (an open loop). Blocks
of requests to an idle server and to one that takes in and builds new reports alternate, so that whatever else the
machine does meets both.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec

from benchmarks import many_events
from benchmarks.addresses import Address, addresses, known, state
from crossbearing.case import Case
from crossbearing.store.sqlite import SqliteStore

CLIENTS = 6
UPLOADED = 30
"""Reports in one upload; another one follows as long as a block lasts."""
DECISIONS = 12
WARM = 400
"""Requests before the first block."""
P99, MEDIAN = 0.99, 0.5


class Timed(NamedTuple):
    """One request."""

    address: Address
    writing: bool
    milliseconds: float
    """From when it was due to its last byte."""
    size: int
    """Bytes of the page."""


class Visitor:
    """A client with a connection of its own."""

    def __init__(self, port: int) -> None:
        self._there = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[bytes, HTTPMessage]:
        """What is answered, with its header fields. Raises RuntimeError for an error.

        That something is not there is none: what an id stood for may be gone after a build.
        """
        self._there.request(method, path, body, headers)
        answer = self._there.getresponse()
        content = answer.read()
        if answer.status >= 400 and answer.status != 404:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content, answer.headers


class Uploads:
    """Reports that no earlier upload had, sent as a browser sends files; each time over a new connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reports = many_events.reports(100_000, seed=2077)
        self._number = itertools.count()
        page, headers = Visitor(port).ask("GET", "/")
        token = re.search(rb'X-CSRF-Token": "(\w+)"', page)
        if token is None:
            raise RuntimeError("the first page has no form")
        cookie = (headers["Set-Cookie"] or "").partition(";")[0]
        self._with = {"X-CSRF-Token": token[1].decode(), "Cookie": cookie}

    def send(self) -> str:
        """Add some; the job's id."""
        mark, parts = uuid4().hex, []
        for _, page, _ in itertools.islice(self._reports, UPLOADED):
            head = f'Content-Disposition: form-data; name="files"; filename="new-{next(self._number):05}.html"'
            parts.append(f"--{mark}\r\n{head}\r\nContent-Type: text/html\r\n\r\n{page}\r\n")
        body = "".join([*parts, f"--{mark}--\r\n"]).encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        _, headers = Visitor(self._port).ask("POST", "/add", body, **kind, **self._with)
        return str(headers["Location"]).rpartition("/")[2]

    def working(self) -> tuple[int, int]:
        """Jobs that wait, and those that are done now. Raises RuntimeError where one failed."""
        content, _ = Visitor(self._port).ask("GET", "/jobs.json")
        states = [each["state"] for each in msgspec.json.decode(content)["jobs"]]
        if "failed" in states:
            raise RuntimeError("a build failed")
        return states.count("waiting"), states.count("running")


def block(port: int, wanted: Sequence[Address], rate: float, *, writing: bool) -> list[Timed]:
    """Ask for all of these, `rate` a second."""
    begins, turn, timed = time.perf_counter() + 0.2, itertools.count(), list[Timed]()
    errors: list[BaseException] = []

    def client() -> None:
        visitor = Visitor(port)
        try:
            while (number := next(turn)) < len(wanted) and not errors:
                due = begins + number / rate
                time.sleep(max(0.0, due - time.perf_counter()))
                content, _ = visitor.ask("GET", wanted[number].path, Accept="text/html,*/*")
                timed.append(Timed(wanted[number], writing, (time.perf_counter() - due) * 1000, len(content)))
        except BaseException as error:
            errors.append(error)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    if errors:
        raise errors[0]
    return timed


def measure(case: Path, rounds: int, requests: int, rate: float) -> tuple[list[Timed], float, str]:
    """Blocks by turns; all requests, the server's largest memory in MB, the case in words."""
    with _served(case) as (port, server):
        uploads = Uploads(port)
        first = uploads.send()
        _wait(uploads)
        store = SqliteStore(case, readonly=True)
        told, every = state(store), addresses(known(store, [first]))
        store.close()
        block(port, list(itertools.islice(every, WARM)), rate, writing=False)
        found = []
        for _ in range(rounds):
            wanted = list(itertools.islice(every, requests // rounds))
            found += block(port, wanted, rate, writing=False)
            stop = threading.Event()
            keeps = threading.Thread(target=_keep_building, args=(uploads, stop))
            uploads.send()
            keeps.start()
            found += block(port, wanted, rate, writing=True)
            if uploads.working() == (0, 0):
                raise RuntimeError("the builder ran out of work: its part of the figures is not what it says")
            stop.set()
            keeps.join()
            _wait(uploads)
        return found, _peak_mb(server.pid), told


def _keep_building(uploads: Uploads, stop: threading.Event) -> None:
    while not stop.wait(0.5):
        if not uploads.working()[0]:
            uploads.send()


def _wait(uploads: Uploads) -> None:
    while uploads.working() != (0, 0):
        time.sleep(0.3)


@contextmanager
def _served(case: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "crossbearing", "serve", str(case), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True) as server:
        try:
            for line in server.stdout or ():
                if said := re.search(r"http://[^ ]+?:(\d+)", line):
                    yield int(said[1]), server
                    break
            else:
                raise RuntimeError("the server did not begin")
        except http.client.HTTPException as error:
            raise RuntimeError(f"the server (status {server.poll()}) does not answer: {error}") from error
        finally:
            server.terminate()


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def prepared(given: Path | None, reports: int, folder: Path) -> Path:
    """A copy of the case, or one of made-up reports; some decisions in it."""
    path = folder / "case.db"
    if given is None:
        many_events.write(folder / "reports", reports)
        with Case.open(path) as case:
            case.add(folder / "reports")
            case.build()
    else:
        shutil.copy(given, path)
    with Case.open(path) as case:
        dossier = case.dossier(max(case.stories(), key=lambda each: len(each.reports)).id)
        for finding in dossier.findings[:DECISIONS]:
            case.decide("note", [finding.wording], by="A. Reader", value="Asked the water board.")
        case.build()
    return path


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def as_markdown(found: Sequence[Timed]) -> list[str]:
    """Tables: HTML and JSON, page by page, and all together."""
    lines = []
    for as_json in (False, True):
        lines += [
            f"### {'JSON' if as_json else 'HTML'}", "",
            "| page | requests | idle median | p99 | max | writing median | p99 | max | p99, times | largest kB |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]  # fmt: skip
        pages: dict[str, list[Timed]] = defaultdict(list)
        for each in found:
            if each.address.as_json == as_json:
                pages[each.address.page].append(each)
        lines += [_row(name, timed) for name, timed in pages.items()]
        lines += [_row("**all**", [each for timed in pages.values() for each in timed]), ""]
    return lines


def _row(name: str, found: Sequence[Timed]) -> str:
    by = {writing: [each.milliseconds for each in found if each.writing == writing] for writing in (False, True)}
    cells = [
        f"{value:.1f}"
        for times in by.values()
        for value in (statistics.median(times), quantile(times, P99), max(times))
    ]
    ratio = quantile(by[True], P99) / quantile(by[False], P99)
    largest = max(each.size for each in found) / 1000
    return f"| {name} | {len(by[True])} | {' | '.join(cells)} | {ratio:.1f} | {largest:.0f} |"


def by_round(found: Sequence[Timed], rounds: int) -> list[str]:
    """p99 of each pair of blocks, over all pages."""
    parts = [found[at * len(found) // (2 * rounds) : (at + 1) * len(found) // (2 * rounds)] for at in range(2 * rounds)]
    p99 = [quantile([each.milliseconds for each in part], P99) for part in parts]
    pairs = zip(p99[::2], p99[1::2], strict=True)
    return [f"{idle:.0f} and {writing:.0f} ms ({writing / idle:.1f} times)" for idle, writing in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--requests", type=int, default=2400, help="of each kind, idle and writing")
    parser.add_argument("--rate", type=float, default=20, help="requests a second")
    parser.add_argument("--out", type=Path)
    given: Any = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = prepared(given.case, given.reports, Path(folder))
        found, memory, told = measure(path, given.rounds, given.requests, given.rate)
    lines = [
        f"{told}. {len(found) // 2:,} requests of each kind, {given.rate:g} a second, {CLIENTS} clients. "
        f"The server's largest memory: {memory:.0f} MB. p99 of each round, idle and writing: "
        + "; ".join(by_round(found, given.rounds)) + ".",
        "", "Milliseconds from when a request was due to its last byte.", "", *as_markdown(found),
    ]  # fmt: skip
    print("\n".join(lines))
    if given.out:
        given.out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
