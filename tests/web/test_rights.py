"""Every address of the room, without the right: 401, 403 or 404. A new row of a table is in it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crossbearing.web.app import routes
from crossbearing.web.door import limits
from crossbearing.web.door.access import remove
from crossbearing.web.room import Room
from crossbearing.web.routes import ACTIONS, DOWNLOADS, PAGES
from tests.web import rooms

OPEN = {("GET", "/static/{digest}/{name}"), ("GET", "/login"), ("POST", "/login")}
"""What those may have who have not logged in."""
OF_EVERYBODY = {("POST", "/logout")}
"""What changes nothing but their own login."""


def addresses(of: Room) -> Iterator[tuple[str, str]]:
    for route in routes(of):
        for method in route.methods or ():
            yield method, route.path


def asked(client: TestClient, method: str, path: str) -> int:
    filled = re.sub(r"\{\w+(:\w+)?\}", "x", path)
    if method == "POST":
        return client.post(filled, json={}).status_code
    return client.request(method, filled).status_code


def test_the_tables_are_what_is_served(tmp_path: Path) -> None:
    given = set(addresses(rooms.room(tmp_path, access=rooms.users(tmp_path)[0])))
    for page in PAGES:
        assert ("GET", page.path) in given, page.name
    for row in DOWNLOADS:
        assert ("GET", row.path) in given, row.name
    for action in ACTIONS:
        assert ("POST", action.path) in given, action.name
        assert ("POST", f"{action.path}.json") in given, action.name


def test_who_has_not_logged_in_gets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOGINS", limits.PAGES)
    room = rooms.room(tmp_path, access=rooms.users(tmp_path)[0])
    client = rooms.visitor(room)
    for method, path in addresses(room):
        if (method, path) not in OPEN and method != "HEAD":
            assert asked(client, method, path) == 401, (method, path)
    wrong = rooms.visitor(room, Authorization="Bearer cb_" + "x" * 43)
    for method, path in addresses(room):
        if method != "HEAD":
            assert asked(wrong, method, path) == 401, (method, path)


def test_a_reader_reads_and_does_nothing_else(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access)
    client = rooms.visitor(room, Authorization=f"Bearer {reader}")
    for method, path in addresses(room):
        status = asked(client, method, path)
        if method == "POST" and (method, path) not in OPEN | OF_EVERYBODY:
            assert status == 403, (method, path)
        elif (method, path) not in OPEN:
            assert status not in {401, 403, 500}, (method, path)


SPOOFS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true", "HX-Boosted": "true"},
    {"X-HTTP-Method-Override": "GET", "X-Method-Override": "GET"},
    {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "localhost"},
    {"Forwarded": "for=127.0.0.1;host=localhost;proto=https", "X-Real-IP": "127.0.0.1"},
    {"X-Original-URL": "/login", "X-Rewrite-URL": "/login"},
    {"X-Forwarded-User": "Edi Tor", "Remote-User": "Edi Tor", "X-Remote-User": "Edi Tor"},
    {"Authorization": "Basic RWRpIFRvcjo="},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer null"},
    {"Authorization": "bearer Edi Tor"},
    {"Cookie": "crossbearing-80=" + "A" * 43},
    {"Cookie": "__Host-crossbearing=" + "A" * 43},
    {"Cookie": 'crossbearing-80="Edi Tor"; crossbearing-80=; session=Edi'},
)


@pytest.mark.parametrize("sent", SPOOFS)
def test_no_header_opens_anything(tmp_path: Path, sent: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOGINS", limits.PAGES)
    room = rooms.room(tmp_path, access=rooms.users(tmp_path)[0])
    client = rooms.visitor(room, **sent)
    for method, path in addresses(room):
        if (method, path) not in OPEN and method != "HEAD":
            assert asked(client, method, path) == 401, (method, path)


def test_a_method_that_there_is_not_does_nothing(tmp_path: Path) -> None:
    access, _, editor = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access)
    client = rooms.visitor(room, Authorization=f"Bearer {editor}")
    for path in {path for _, path in addresses(room)}:
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "X"):
            assert asked(client, method, path) == 405, (method, path)
        assert not {"access-control-allow-origin", "access-control-allow-methods"} & set(client.options(path).headers)


def test_a_cookie_that_was_put_there_becomes_nobody_s_login(tmp_path: Path) -> None:
    """Neither before a login (fixation) nor beside it (tossing): who logs in gets another one."""
    access, reader, editor = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access)
    known = "A" * 43
    victim = rooms.visitor(room)
    victim.cookies.set("crossbearing-80", known)
    victim.post("/login", data={"token": editor})
    assert rooms.visitor(room, Cookie=f"crossbearing-80={known}").get("/").status_code == 401
    other = rooms.visitor(room)
    other.post("/login", data={"token": reader})
    sent = {"csrf": rooms.token(other), "addresses": "http://quay.example"}
    for action in ACTIONS:
        path = re.sub(r"\{\w+\}", "x", action.path)
        for fields in (sent, {"x": "1"}, {"csrf": ""}, {"csrf": known}):
            assert victim.post(path, data=fields).status_code == 403, path
            assert victim.post(f"{path}.json", json=fields).status_code == 403, path
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://harm.example"}, {"Origin": "null"}):
            own = {"csrf": rooms.token(victim), "addresses": "http://quay.example"}
            assert victim.post(path, data=own, headers=headers).status_code == 403, path
    assert room.jobs.all() == ()


def test_an_editor_may(tmp_path: Path) -> None:
    access, _, editor = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access)
    client = rooms.visitor(room, Authorization=f"Bearer {editor}")
    for method, path in addresses(room):
        if method == "POST" and (method, path) not in OPEN:
            assert asked(client, method, path) not in {401, 403, 405, 500}, (method, path)


@pytest.mark.parametrize("login", [False, True])
def test_a_room_that_is_only_read_has_no_action(tmp_path: Path, login: bool) -> None:
    access, _, editor = rooms.users(tmp_path)
    room = rooms.room(tmp_path, readonly=True, access=access if login else None)
    client = rooms.visitor(room, **({"Authorization": f"Bearer {editor}"} if login else {}))
    for action in ACTIONS:
        for path in (action.path, f"{action.path}.json"):
            assert asked(client, "POST", path) in {404, 405}, path
    assert {path for method, path in addresses(room) if method == "POST"} <= {"/login", "/logout"}
    told = client.get("/openapi.json").json()["paths"]
    assert not [path for path, ways in told.items() if "post" in ways]


def test_one_who_was_removed_is_out_at_once(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access)
    program, browser = rooms.visitor(room, Authorization=f"Bearer {reader}"), rooms.visitor(room)
    browser.post("/login", data={"token": reader})
    assert (program.get("/").status_code, browser.get("/").status_code) == (200, 200)
    remove(tmp_path / "access.toml", "Rea Der")
    assert (program.get("/").status_code, browser.get("/").status_code) == (401, 401)
    (tmp_path / "access.toml").unlink()
    assert (program.get("/").status_code, browser.get("/.json").status_code) == (503, 503)
