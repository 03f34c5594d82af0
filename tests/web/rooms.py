"""Rooms to be tried: over an empty case unless one is given, with a few actions of our own."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from crossbearing.case import Case
from crossbearing.web.app import application
from crossbearing.web.door.access import Access, add
from crossbearing.web.readers import Readers
from crossbearing.web.room import House, Room


def room(folder: Path, *, readonly: bool = False, access: Access | None = None, house: House | None = None) -> Room:
    """A room over a case without reports."""
    path = folder / "case.db"
    with Case.open(path) as case:
        case.stories()
    return Room(path, Readers(path), readonly=readonly, access=access, house=house)


def visitor(of: Room, **headers: str) -> TestClient:
    """A browser that follows nothing by itself."""
    return TestClient(
        application(of), "http://127.0.0.1", follow_redirects=False, raise_server_exceptions=False, headers=headers
    )


def tester(of: Room) -> TestClient:
    """The same, but an error of ours is the test's and no page."""
    return TestClient(application(of), "http://127.0.0.1", follow_redirects=False)


def token(client: TestClient) -> str:
    """What a form on the first page carries."""
    found = re.search(r'X-CSRF-Token": "(\w+)"', client.get("/").text)
    assert found is not None
    return found[1]


def users(folder: Path) -> tuple[Access, str, str]:
    """An access file with a reader and an editor, and their tokens."""
    path = folder / "access.toml"
    return _with(path, add(path, "Rea Der", "reader"), add(path, "Edi Tor", "editor"))


def _with(path: Path, reader: str, editor: str) -> tuple[Access, str, str]:
    return Access(path), reader, editor
