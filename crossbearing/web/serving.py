"""The server: one room, one process, one port."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import uvicorn

from crossbearing import lookup
from crossbearing.case import Case
from crossbearing.errors import InputError
from crossbearing.web.app import application
from crossbearing.web.door import hosts, limits
from crossbearing.web.door.access import Access
from crossbearing.web.listening import listen
from crossbearing.web.readers import Readers
from crossbearing.web.room import House, Room
from crossbearing.web.work import uploads

CONNECTIONS = 300
"""At once; those beyond are told to come again (503)."""
KEEP_ALIVE_SECONDS = 10
GRACE_SECONDS = 10
"""For requests that run when the server is told to end."""


class Serve(msgspec.Struct, frozen=True):
    """What is asked of the server."""

    case: Path
    host: str
    port: int
    read_only: bool
    access: Path | None
    public_name: Sequence[str]
    """Names under which others reach it."""
    upload_mb: int

    @property
    def reached(self) -> bool:
        """Whether others than this machine's user can reach it."""
        return not hosts.is_loopback(self.host) or any(not hosts.is_loopback(each) for each in self.public_name)


def serve(asked: Serve, say: Callable[[str], None]) -> None:
    """Serve a case until Ctrl-C or SIGTERM. Raises InputError for what cannot or must not be served, CaseError."""
    _must_be_safe(asked)
    access = None if asked.access is None else Access(asked.access)
    listening = listen(asked.host, asked.port)
    with listening:
        _made_ready(asked)
        readers = Readers(asked.case)
        names = hosts.names(asked.host, asked.public_name)
        house = House(names, limited=asked.reached, upload_bytes=asked.upload_mb * 1_000_000)
        room = Room(asked.case, readers, readonly=asked.read_only, access=access, house=house)
        try:
            if not asked.read_only and uploads.take_up(asked.case, room.jobs):
                say("what was sent to an earlier server and not added is added now")
            if not asked.read_only and _behind(readers):
                room.jobs.build()
            say(f"open {_address(asked, listening)} in a browser; Ctrl-C ends it")
            _run(room, listening)
        finally:
            room.jobs.close()
            readers.close()


def _run(room: Room, listening: socket.socket) -> None:
    logging.getLogger("python_multipart").setLevel(logging.ERROR)  # what strangers send is no news
    config = uvicorn.Config(
        application(room),
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="error",
        server_header=False,
        # A proxy on this machine may say who asks and how they came; nobody else is believed.
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=limits.HEADER_BYTES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):  # that is how it is told to end
        uvicorn.Server(config).run([listening])


def _must_be_safe(asked: Serve) -> None:
    """Raises InputError for what would let strangers in."""
    if asked.reached and asked.access is None and not asked.read_only:
        raise InputError(
            "others could reach this server and change the case: give --access FILE (see: crossbearing access --help), "
            "or --read-only to publish it"
        )
    if asked.host in ("0.0.0.0", "::") and not asked.public_name:  # noqa: S104 - asked about, not bound to
        raise InputError(
            f"--host {asked.host} has no name of its own: give the names by which it is reached, "
            "each with --public-name"
        )
    for each in asked.public_name:
        if not hosts.name(each):
            raise InputError(f"--public-name {each}: no name of a host")


def _made_ready(asked: Serve) -> None:
    """A new case where there is none, and an older one brought up to this version; none of it where it is only read."""
    if asked.read_only:
        with Case.open(asked.case, readonly=True):
            return
    with Case.open(asked.case) as case:
        case.stories()


def _behind(readers: Readers) -> bool:
    """Whether stories are not found by what they say now: the build that should have seen to that did not end."""
    with readers.reader() as reader:
        state = lookup.state(reader.store)
    return bool(state.waiting or state.gone)


def _address(asked: Serve, listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    if asked.public_name:
        return f"http://{host}:{port} (as {', '.join(asked.public_name)})"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
