"""Where an endpoint may be, which key it gets, and that the key goes nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from crossbearing.errors import InputError, Unanswered
from crossbearing.learned.endpoint import KEY_VARIABLE, Endpoint
from crossbearing.learned.endpoint_http import address
from crossbearing.settings import Settings
from tests.learned.endpoint_server import Reply, in_turn, serving
from tests.learned.endpoint_server import pointing as answer
from tests.learned.test_endpoint import ENTRY, KEY, TEXT, endpoint


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/v1",
        "http://localhost:11434/v1/",
        "http://[::1]:8080",
        "https://models.example.org/v1",
        "HTTPS://Models.Example.org:8443/v1/",
    ],
)
def test_addresses_that_are_taken(url: str) -> None:
    assert address(url).url == url.lower().rstrip("/")
    assert address(address(url).url) == address(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://models.example.org/v1", "must be reached by https"),
        ("http://127.0.0.1.example.org/v1", "must be reached by https"),
        ("http://localhost.example.org/v1", "must be reached by https"),
        ("http://192.168.0.9:8080/v1", "must be reached by https"),
        ("http://2130706433/v1", "must be reached by https"),
        ("http://0.0.0.0/v1", "must be reached by https"),
        ("ftp://127.0.0.1/v1", "must be a URL"),
        ("127.0.0.1:8080", "must be a URL"),
        ("file:///etc/hosts", "must be a URL"),
        ("http://", "must be a URL"),
        ("http://127.0.0.1 /v1", "must be a URL"),
        ("https://mödels.example/v1", "must be a URL"),
        ("http://[::1/v1", "cannot be read"),
        ("http://127.0.0.1:99999/v1", "cannot be read"),
        ("https://me:secret@models.example.org/v1", "no user, password"),
        ("https://models.example.org/v1?key=secret", "no user, password"),
    ],
)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as raised:
        address(url)
    assert "secret" not in str(raised.value)


def test_plain_http_to_another_machine_when_it_is_said_but_never_with_a_key() -> None:
    chosen = Settings(endpoint="http://192.168.0.9/v1", endpoint_model="tiny", endpoint_plain_http=True)
    assert Endpoint(chosen, {}).fingerprint
    with pytest.raises(InputError, match="not sent over plain http") as raised:
        Endpoint(chosen, {KEY_VARIABLE: KEY})
    assert KEY not in str(raised.value)


def test_the_key_goes_to_the_server_and_nowhere_else() -> None:
    with serving(in_turn(Reply(status=403, body=KEY.encode()))) as server:
        asked = endpoint(server, key=KEY)
        with pytest.raises(Unanswered) as raised:
            asked.point([TEXT])
        assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{raised.value!r} {raised.value} {asked!r} {asked.fingerprint}"
    assert asked.fingerprint == endpoint(server).fingerprint


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "tab\there"])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InputError, match=KEY_VARIABLE) as raised:
        endpoint("http://127.0.0.1:1/v1", key=key)
    assert key not in str(raised.value)


def test_only_its_own_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    with serving(in_turn(answer(ENTRY))) as server:
        Endpoint(Settings(endpoint=server.url, endpoint_model="tiny"), os.environ).point([TEXT])
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("name", ["", "x" * 201, "two\nlines"])
def test_a_model_needs_a_name(name: str) -> None:
    with pytest.raises(InputError, match="name of a model"):
        endpoint("http://127.0.0.1:1/v1", name=name)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda: endpoint("http://127.0.0.1:1/v1/"), True),
        (lambda: endpoint("http://127.0.0.1:1/v1", seconds=9.0), True),
        (lambda: endpoint("http://127.0.0.1:1/v1", key=KEY), True),
        (lambda: endpoint("http://127.0.0.1:2/v1"), False),
        (lambda: endpoint("http://127.0.0.1:1/v1", name="other"), False),
    ],
)
def test_the_fingerprint_covers_what_an_answer_depends_on(change: Callable[[], Endpoint], same: bool) -> None:
    assert (change().fingerprint == endpoint("http://127.0.0.1:1/v1").fingerprint) is same
