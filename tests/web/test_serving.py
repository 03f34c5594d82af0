"""The server: what it refuses to do, and one that runs from its start to its end."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from crossbearing.case import Case
from crossbearing.errors import CaseError, InputError
from crossbearing.web.door import access
from crossbearing.web.listening import listen
from crossbearing.web.serving import Serve, serve


def asked(folder: Path, **other: object) -> Serve:
    given = {"host": "127.0.0.1", "port": 0, "read_only": False, "access": None, "public_name": (), "upload_mb": 1}
    return Serve(case=folder / "case.db", **(given | other))  # type: ignore[arg-type]  # by name


def never(line: str) -> None:
    raise AssertionError(line)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"host": "0.0.0.0"}, "--access FILE"),  # noqa: S104 - refused
        ({"host": "192.0.2.1"}, "--access FILE"),
        ({"public_name": ("case.example",)}, "--access FILE"),
        ({"host": "::", "read_only": True}, "--public-name"),
        ({"public_name": ("case.example/x",), "read_only": True}, "no name of a host"),
        ({"host": "192.0.2.1", "read_only": True}, "cannot listen on 192.0.2.1"),
        ({"host": "no such host", "read_only": True}, "cannot listen on"),
        ({"access": Path("/nowhere/access.toml")}, "No such file"),
    ],
)
def test_what_is_not_served(tmp_path: Path, other: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        serve(asked(tmp_path, **other), never)
    assert not (tmp_path / "case.db").exists()


def test_cases_that_are_only_read_must_be_there_and_of_this_version(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case is there"):
        serve(asked(tmp_path, read_only=True), never)
    with Case.open(tmp_path / "case.db") as case:
        case.stories()
    with sqlite3.connect(tmp_path / "case.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    with pytest.raises(CaseError, match="another version"):
        serve(asked(tmp_path, read_only=True), never)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="--port chooses another"):
        serve(asked(tmp_path, port=taken.getsockname()[1]), never)


def test_answers_do_not_wait_for_acknowledgements() -> None:
    """asyncio sets TCP_NODELAY only on sockets that name TCP; without it each answer takes 40 ms more."""
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


class Served(NamedTuple):
    child: subprocess.Popen[str]
    address: str
    token: str
    case: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    tmp_path = tmp_path_factory.mktemp("served")
    token = access.add(tmp_path / "access.toml", "Ben", "editor")
    command = [sys.executable, "-m", "crossbearing", "serve", str(tmp_path / "new.db"), "--port", "0"]
    child = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--access", str(tmp_path / "access.toml")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert child.stdout is not None
    found = re.search(r"open (http://\S+) in a browser", child.stdout.readline())
    assert found is not None
    yield Served(child, found[1], token, tmp_path / "new.db")
    child.kill()
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(
    ("sent", "begins"),
    [
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", b"HTTP/1.1 400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", b"HTTP/1.1 431"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 500_000, b"HTTP/1.1 400"),
        (
            b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"HTTP/1.1 4",
        ),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n", b"HTTP/1.1 400"),
        (b"\x16\x03\x01\x02\x00\x01", b"HTTP/1.1 400"),
    ],
    ids=["two hosts", "no host", "long header", "longer header", "two lengths", "NUL", "TLS"],
)
def test_what_is_no_request(server: Served, sent: bytes, begins: bytes) -> None:
    host, _, port = server.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(sent)
        assert line.recv(1000).startswith(begins)


def test_it_makes_a_case_serves_it_and_ends_in_peace(server: Served) -> None:
    child = server.child
    with httpx.Client(base_url=server.address, headers={"Authorization": f"Bearer {server.token}"}) as web:
        page = web.get("/index.json")
        assert page.status_code == 200
        assert "server" not in page.headers
        assert web.get("/", headers={"Host": "evil.example"}).status_code == 421
        assert web.get("/", headers={"Authorization": "Bearer x"}).status_code == 401
        # Only who asks through this machine is believed about names and schemes; others' words cost nothing.
        assert (
            web.get("/", headers={"X-Forwarded-For": "192.0.2.9, x", "X-Forwarded-Proto": "https"}).status_code == 200
        )
        job = web.post("/add.json", files={"files": ("a.txt", b"A word.")})
        assert job.status_code == 200
    child.send_signal(signal.SIGTERM)
    assert child.wait(30) == 0
    assert child.stdout is not None
    assert "Traceback" not in child.stdout.read()
    with Case.open(server.case, readonly=True) as case:
        assert case.stories() == ()
