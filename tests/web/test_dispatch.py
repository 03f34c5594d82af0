"""Actions: what forms and JSON objects become, and from where they may come."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from crossbearing.errors import CaseError, InputError
from crossbearing.records import Record
from crossbearing.web import app
from crossbearing.web.asked import Action, Asked, Done, Refused
from tests.web import rooms


class Form(Record, frozen=True):
    text: str
    number: int | None = None
    many: tuple[str, ...] = ()
    kind: Literal["same", "apart"] = "same"


class Said(Record, frozen=True):
    form: Form
    by: str


def act(asked: Asked, form: Form) -> Done:
    errors: dict[str, Exception] = {
        "refused": Refused(409, "no"),
        "input": InputError("not so"),
        "case": CaseError("full"),
        "broken": ZeroDivisionError("of ours"),
    }
    if form.text in errors:
        raise errors[form.text]
    return Done(Said(form, asked.who.name), f"/stories/{form.text}")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(app, "ACTIONS", (Action("act", "/act/{what}", act, Form, Said, "Acts."),))
    return rooms.visitor(rooms.room(tmp_path))


@pytest.mark.parametrize(
    ("sent", "form"),
    [
        ({"text": "a", "number": "7"}, Form("a", 7)),
        ({"text": "a", "number": "", "kind": ""}, Form("a")),
        ({"text": "", "many": ["x", "", "y"]}, Form("", many=("x", "y"))),
        ({"text": ["a", "b"], "kind": "apart", "unknown": "1"}, Form("b", kind="apart")),
    ],
)
def test_forms(client: Any, sent: dict[str, Any], form: Form) -> None:
    answer = client.post("/act/x.json", data={"csrf": rooms.token(client), "your_name": "Ada", **sent})
    assert msgspec.json.decode(answer.content, type=Said) == Said(form, "Ada")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b'{"text": 1}',
        b'{"text": "a", "number": NaN}',
        b'{"text": "a", "number": 1e999}',
        b'{"text": "a", "number": ' + b"9" * 400 + b"}",
        b'{"text": "a", "number": ' + b"9" * 5000 + b"}",
        b'{"text": "a", "kind": "neither"}',
        b'{"text": "a", "many": {"x": 1}}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xff"}',
        b'{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"text": "a", "your_name": ""}',
        b'{"text": "a", "your_name": "' + b"x" * 81 + b'"}',
        b'{"text": "a", "your_name": "a\\u202eb"}',
        b'{"text": "a", "your_name": {"x": 1}}',
    ],
)
def test_what_is_no_form_is_said_to_be_none(client: Any, body: bytes) -> None:
    answer = client.post("/act/x", content=body, headers={"Content-Type": "application/json"})
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (400, 400)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"status", "title", "detail", "type"}


MULTIPART = 'multipart/form-data; boundary="b"'


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"text=a", 415),
        ("", b"text=a", 415),
        ("application/x-www-form-urlencoded", b"text=%ED%A0%80&number=x", 400),
        ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % number for number in range(3000)), 400),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 1_100_000, 413),
        ("multipart/form-data", b"", 400),
        (MULTIPART, b"", 400),
        (MULTIPART, b"nonsense", 400),
        (MULTIPART, b'--b\r\nContent-Disposition: form-data; name="text"; filename="x"\r\n\r\nx\r\n--b--\r\n', 400),
        (MULTIPART, b"--b\r\n" * 5000, 400),
        (MULTIPART, b"--b\r\nX: " + b"y" * 900_000, 400),
        (
            MULTIPART + "; charset=unicode_escape",
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800\r\n--b--\r\n',
            400,
        ),
        (
            MULTIPART + "; charset=zip",
            b'--b\r\nContent-Disposition: form-data; name="nothing"\r\n\r\nx\r\n--b--\r\n',
            400,
        ),
    ],
)
def test_hostile_bodies(client: Any, kind: str, body: bytes, status: int) -> None:
    token = rooms.token(client)
    headers = {"Content-Type": kind, "X-CSRF-Token": token, "Accept": "application/json"}
    answer = client.post("/act/x", content=body, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (status, status)


@pytest.mark.parametrize(
    ("text", "status"), [("refused", 409), ("input", 400), ("case", 503), ("broken", 500), ("fine", 200)]
)
def test_errors_have_one_shape(client: Any, text: str, status: int) -> None:
    answer = client.post("/act/x", json={"text": text, "your_name": "Ada"})
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["status"] == status
        assert "of ours" not in answer.json()["detail"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_browser_is_sent_on_and_named_once(client: Any) -> None:
    token = rooms.token(client)
    sent = {"csrf": token, "text": "a"}
    browser = {"Accept": "text/html,*/*", "Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}
    assert client.post("/act/x", data=sent, headers=browser).status_code == 400
    named = client.post("/act/x", data={**sent, "your_name": " Ada  Byron "}, headers=browser)
    assert (named.status_code, named.headers["location"]) == (303, "/stories/a")
    assert client.post("/act/x.json", data=sent, headers=browser).json()["by"] == "Ada Byron"


def test_htmx_is_told_where_an_error_goes(client: Any) -> None:
    answer = client.post("/act/x", data={"csrf": rooms.token(client)}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-reselect"]) == (400, "#main")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1.evil.example"}, 403),
        ({"Origin": "http://["}, 403),
    ],
)
@pytest.mark.parametrize("by", ["json", "form", "program"])
def test_where_it_comes_from(client: Any, headers: dict[str, str], status: int, by: str) -> None:
    fields = {"text": "a", "your_name": "Ada"}
    if by == "json":
        answer = client.post("/act/x", json=fields, headers=headers)
    elif by == "form":
        answer = client.post("/act/x.json", data={"csrf": rooms.token(client), **fields}, headers=headers)
    else:
        answer = client.post("/act/x.json", data=fields, headers={"X-Requested-With": "curl", **headers})
    assert answer.status_code == status


@pytest.mark.parametrize("given", ["", "0" * 64, "ä", None])
def test_a_form_without_its_token_is_nobody_s(client: Any, given: str | None) -> None:
    rooms.token(client)
    sent = {"text": "a", "your_name": "Ada"} | ({} if given is None else {"csrf": given})
    assert client.post("/act/x", data=sent).status_code == 403


def test_a_token_is_of_one_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Any) -> None:
    other = rooms.visitor(rooms.room(tmp_path))
    assert client.post("/act/x", data={"text": "a", "csrf": rooms.token(other)}).status_code == 403


@pytest.mark.parametrize("name", [{}, [], 0, False, {"x": 1}])
def test_a_name_is_text_even_where_none_is_needed(tmp_path: Path, name: object) -> None:
    room = rooms.room(tmp_path)
    answer = rooms.visitor(room).post("/add", json={"addresses": "http://a.example", "your_name": name})
    assert (answer.status_code, room.jobs.all()) == (400, ())


def test_with_logins_json_needs_a_token_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "ACTIONS", (Action("act", "/act", act, Form, Said, "Acts."),))
    access, _, editor = rooms.users(tmp_path)
    client = rooms.visitor(rooms.room(tmp_path, access=access))
    client.post("/login", data={"token": editor})
    assert client.post("/act", json={"text": "a"}).status_code == 403
    assert client.post("/act", data={"text": "a"}, headers={"X-Requested-With": "x"}).status_code == 403
    answer = client.post(
        "/act", json={"text": "a", "your_name": "Someone Else"}, headers={"X-CSRF-Token": rooms.token(client)}
    )
    assert answer.json()["by"] == "Edi Tor"
    program = rooms.visitor(client.app._room, Authorization=f"Bearer {editor}")  # type: ignore[attr-defined]
    assert program.post("/act", json={"text": "a"}).json()["by"] == "Edi Tor"


def test_what_there_is_no_room_for_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", full)
    room = rooms.room(tmp_path)
    answer = rooms.visitor(room, **{"X-Requested-With": "a test"}).post("/add.json", files={"files": ("a.html", b"x")})
    assert (answer.status_code, answer.json()["detail"]) == (
        503,
        "what was sent could not be kept: No space left on device",
    )
    assert room.jobs.all() == ()
