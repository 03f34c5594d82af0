"""What every request passes: names, lengths, rates; and what every response says."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing.web.door import headers, hosts, limits
from crossbearing.web.door.limits import Buckets, Rate
from crossbearing.web.room import House
from tests.web import rooms, visits
from tests.web.grown import STORY, grown


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8321", 200),
        ("LOCALHOST", 200),
        ("localhost.", 200),
        ("[::1]:80", 200),
        ("case.example:443", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("case.example.evil.example", 421),
        ("localhost@evil.example", 421),
        ("localhost/evil", 421),
        ("192.0.2.1", 421),
        ("2130706433", 421),
        ("", 421),
        ("[::1", 421),
        ("localhost:8321:1", 421),
        ("localhost evil.example", 421),
    ],
)
def test_names(tmp_path: Path, host: str, status: int) -> None:
    names = hosts.names("127.0.0.1", ["Case.Example"])
    client = rooms.visitor(rooms.room(tmp_path, house=House(names)))
    answer = client.get("/index.json", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/index.json", 200),
        ("/..%2f..%2fetc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/static/%2e%2e/room.css", 404),
        ("/static/x/%252e%252e%252froom.py", 404),
        ("/static/x/room.css", 404),
        ("/stories/%00", 404),
        ("/stories/%ff%fe", 404),
        ("/stories/%ed%a0%80.json", 404),
        ("/stories/%0d%0aSet-Cookie:%20x=1", 404),
        ("/" + "a" * 5000, 414),
        ("/?q=" + "a" * 5000, 414),
    ],
)
@pytest.mark.parametrize(
    "cookie", ["", "crossbearing-80=x", "crossbearing-80=" + "x" * 43, 'a="; crossbearing-80=\x01']
)
def test_paths_and_cookies(tmp_path: Path, path: str, status: int, cookie: str) -> None:
    client = rooms.visitor(rooms.room(tmp_path), Cookie=cookie)
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == headers.CONTENT_SECURITY_POLICY
    for name in headers.SAFE:
        assert name in answer.headers
    assert "set-cookie" not in answer.headers or "x=1" not in answer.headers["set-cookie"]


def test_a_page_that_is_known_is_not_sent_again(tmp_path: Path) -> None:
    client = rooms.visitor(rooms.room(tmp_path))
    first = client.get("/")
    assert (first.headers["cache-control"], first.headers["vary"]) == ("private, no-cache", "Cookie, Authorization")
    again = client.get("/", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/", headers={"If-None-Match": '"x"'}).status_code == 200


def test_methods(tmp_path: Path) -> None:
    client = rooms.visitor(rooms.room(tmp_path))
    assert client.request("OPTIONS", "/decisions.json").headers["allow"] == "GET, HEAD, POST"
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "POST"):
        answer = client.request(method, "/index.json")
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"}), method
        assert "access-control-allow-origin" not in answer.headers


def test_who_asks_too_often_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", Rate(0.001, 3))
    monkeypatch.setattr(limits, "LOGINS", Rate(0.001, 2))
    access, reader, _ = rooms.users(tmp_path)
    room = rooms.room(tmp_path, access=access, house=House(limited=True))
    stranger, user = rooms.visitor(room), rooms.visitor(room, Authorization=f"Bearer {reader}")
    app = stranger.app
    user.app = app
    assert [stranger.get("/").status_code for _ in range(4)] == [401, 401, 401, 429]
    assert int(stranger.get("/").headers["retry-after"]) > 0
    assert [user.get("/", headers=user.headers).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [stranger.post("/login", data={"token": "x"}).status_code for _ in range(3)] == [401, 401, 429]
    bad = {"Authorization": "Bearer x"}
    assert stranger.get("/", headers=bad).status_code == 429


def test_buckets_fill_with_time_and_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    buckets = Buckets(Rate(0.5, 2), lambda: now)
    assert [buckets.take("a"), buckets.take("a"), buckets.take("a"), buckets.take("b")] == [0, 0, 2, 0]
    now += 2
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]
    monkeypatch.setattr(limits, "CLIENTS", 5)
    for number in range(50):
        buckets.take(str(number))
    assert len(buckets._held) == 5


@pytest.mark.parametrize(
    ("host", "client"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("testclient", "testclient")],
)
def test_households(host: str, client: str) -> None:
    assert limits.client({"client": (host, 1)}) == client
    assert limits.client({"client": None}) == ""


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a.html", "a.html"),
        ('a"; filename="b.exe', "a_filename_b.exe"),
        ("a\r\nSet-Cookie: x=1", "a_Set-Cookie_x_1"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("Ä\ud800", "_"),
        ("", "file"),
    ],
)
def test_names_of_downloads(name: str, plain: str) -> None:
    header = headers.attachment(name)
    assert header.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert header.isascii()
    assert header.isprintable()


def test_another_file_in_the_place_of_the_case_is_what_is_read(tmp_path: Path) -> None:
    """A backup that was put back, say; where there is none any more, nothing is shown as if there were."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    client = visits.opened(tmp_path / "one", grown(1))
    case, other = tmp_path / "one" / "case.db", tmp_path / "two"
    assert client.get(f"/stories/{STORY}").status_code == 200
    rooms.room(other)
    (other / "case.db").replace(case)
    assert client.get(f"/stories/{STORY}").status_code == 404
    assert client.get("/").status_code == 200
    case.unlink()
    assert [client.get("/", headers={"Accept": way}).status_code for way in ("text/html", "*/*")] == [503, 503]
