"""Logging in and out: sessions that the server keeps, cookies that say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crossbearing.web.door import sessions
from crossbearing.web.door.sessions import Sessions
from tests.web import rooms


def test_a_login_ends_with_its_cookie(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = rooms.visitor(rooms.room(tmp_path, access=access))
    page = client.get("/?page=2")
    assert page.status_code == 401
    assert 'name="back" value="/?page=2"' in page.text
    done = client.post("/login", data={"token": f" {reader} ", "back": "/?page=2"})
    assert (done.status_code, done.headers["location"]) == (303, "/?page=2")
    cookie = done.headers["set-cookie"].lower()
    assert all(each in cookie for each in ("httponly", "samesite=strict", "path=/"))
    assert "secure" not in cookie
    assert client.get("/").status_code == 200
    first = dict(client.cookies)
    client.post("/login", data={"token": reader})
    assert dict(client.cookies) != first, "a new cookie for each login"
    old = TestClient(client.app, "http://127.0.0.1", cookies=first)
    assert old.get("/").status_code == 401
    assert client.post("/logout", data={"csrf": "x"}).status_code == 403
    kept = dict(client.cookies)
    gone = client.post("/logout", data={"csrf": rooms.token(client)})
    assert (gone.headers["location"], gone.headers["clear-site-data"]) == ("/login", '"cache"')
    assert TestClient(client.app, "http://127.0.0.1", cookies=kept).get("/").status_code == 401


def test_by_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = TestClient(
        rooms.visitor(rooms.room(tmp_path, access=access)).app, "https://case.example", follow_redirects=False
    )
    cookie = client.post("/login", data={"token": reader}).headers["set-cookie"]
    assert cookie.startswith("__Host-crossbearing=")
    assert "Secure" in cookie


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/stories/a?x=1", "/stories/a?x=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("/ä", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_elsewhere(tmp_path: Path, back: str, to: str) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = rooms.visitor(rooms.room(tmp_path, access=access))
    assert client.post("/login", data={"token": reader, "back": back}).headers["location"] == to


@pytest.mark.parametrize("given", ["", "cb_", "x" * 5000, "\x00", "cb_ä", "' OR 1=1 --"])
def test_what_is_no_token_opens_nothing(tmp_path: Path, given: str) -> None:
    client = rooms.visitor(rooms.room(tmp_path, access=rooms.users(tmp_path)[0]))
    answer = client.post("/login", data={"token": given})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_login_from_elsewhere_is_none(tmp_path: Path) -> None:
    access, reader, _ = rooms.users(tmp_path)
    client = rooms.visitor(rooms.room(tmp_path, access=access))
    answer = client.post("/login", data={"token": reader}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    held = Sessions(lambda: now)
    cookie = held.begin("Ada")
    assert held.name(cookie) == "Ada"
    while now + sessions.IDLE_SECONDS < sessions.WHOLE_SECONDS:
        now += sessions.IDLE_SECONDS
        assert held.name(cookie) == "Ada"
    now = sessions.WHOLE_SECONDS - 1
    assert held.name(cookie) == "Ada"
    now += 2
    assert held.name(cookie) == "", "whatever its use"
    cookie = held.begin("Ada")
    now += sessions.IDLE_SECONDS + 1
    assert held.name(cookie) == ""
    monkeypatch.setattr(sessions, "KEPT", 3)
    cookies = [held.begin(str(number)) for number in range(5)]
    assert [held.name(each) for each in cookies] == ["", "", "2", "3", "4"]
    assert held.token(cookies[0]) != held.token(cookies[1])
    assert Sessions().token(cookies[0]) != held.token(cookies[0])
