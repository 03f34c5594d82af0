"""One signed POST: what is sent, what of answers is taken, and where nothing is sent."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import socket
import ssl
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
import standardwebhooks

from crossbearing.records import Recipient
from crossbearing.tell.message import DONE, Outcome
from crossbearing.tell.webhook import PRIVATE, Webhook, body, headers
from tests.tell.receiver import OK, Answer, Received, receiving, resets, status
from tests.tell.told import ENVIRONMENT, KEY, NOW, VARIABLE, a_message, an_alert


def sent(
    url: str,
    secret: str = VARIABLE,
    *,
    private: bool = True,
    given: Mapping[str, str] = ENVIRONMENT,
    wait: float = 10.0,
) -> Outcome:
    sender = Webhook(Recipient(webhook=url, secret=secret), given, private, wait)
    return asyncio.run(sender.send([a_message()], NOW))


def test_what_is_sent_is_signed_as_the_standard_says() -> None:
    with receiving() as receiver:
        assert sent(receiver.url("/a%20b?c=d")) == DONE
    (received,) = receiver.received
    assert received.path == "/a%20b?c=d"
    assert received.fields["content-type"] == "application/json"
    assert (received.key, received.fields["webhook-timestamp"]) == ("al-0001", "2000000000")
    expected = hmac.new(KEY, b"al-0001.2000000000." + received.body, hashlib.sha256).digest()
    assert received.fields["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
    told = msgspec.json.decode(received.body)
    assert (told["type"], told["timestamp"]) == ("alert.origin", "2033-05-18T03:33:20+00:00")
    assert told["data"]["mandate"] == {"id": "harbours", "title": "Barges in the north"}
    assert told["data"]["matter"] == {"id": "lost", "title": "Barges that are lost"}
    assert told["data"]["wording"] == "Nine barges sank off Orle"
    assert told["data"]["spans"] == [["re-1", 3, 28]]


def test_the_library_of_the_standard_verifies_it() -> None:
    content = body(a_message())
    fields = headers(an_alert(), content, KEY, time.time())
    library = standardwebhooks.Webhook(ENVIRONMENT[VARIABLE])
    assert library.verify(content, fields)["type"] == "alert.origin"
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        library.verify(content + b" ", fields)


def huge_body(_: Received, connection: socket.socket) -> bytes:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
    for _number in range(1000):
        connection.sendall(b"x" * 1_000_000)
    return b""


def huge_head(_: Received, connection: socket.socket) -> bytes:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _number in range(1000):
        connection.sendall(b"X-A: " + b"x" * 100_000 + b"\r\n")
    return b""


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (lambda *_: status("200 OK"), DONE),
        (lambda *_: status("299 Odd"), DONE),
        (huge_body, DONE),
        (huge_head, Outcome("later", "it does not speak HTTP as it should (ClientResponseError)")),
        (
            lambda *_: b"SSH-2.0-OpenSSH\r\n",
            Outcome("later", "it does not speak HTTP as it should (ClientResponseError)"),
        ),
        (lambda *_: b"", Outcome("later", "its answer broke off")),
        (resets, Outcome("later", "the connection failed (ClientOSError)")),
        (lambda *_: status("500 Boom"), Outcome("later", "HTTP 500 Internal Server Error")),
        (lambda *_: status("404 No"), Outcome("later", "HTTP 404 Not Found")),
        (lambda *_: status("410 No"), Outcome("never", "HTTP 410 Gone: it wants no more alerts")),
        (lambda *_: status("429 Slow", "Retry-After: 120"), Outcome("later", "HTTP 429 Too Many Requests", 120.0)),
        (
            lambda *_: status("503 Busy", "Retry-After: Wed, 18 May 2033 03:34:20 GMT"),
            Outcome("later", "HTTP 503 Service Unavailable", 60.0),
        ),
        (
            lambda *_: status("503 Busy", "Retry-After: " + "9" * 80),
            Outcome("later", "HTTP 503 Service Unavailable", 86400.0),
        ),
        (lambda *_: status("503 Busy", "Retry-After: soon"), Outcome("later", "HTTP 503 Service Unavailable")),
    ],
)
def test_answers(answer: Answer, outcome: Outcome) -> None:
    with receiving(answer) as receiver:
        assert sent(receiver.url()) == outcome
    assert receiver.keys() == ["al-0001"]


def test_no_redirect_is_followed() -> None:
    with receiving() as other, receiving(lambda *_: status("307 Go", f"Location: {other.url()}")) as receiver:
        outcome = sent(receiver.url())
    assert outcome == Outcome("later", "it redirects elsewhere (HTTP 307 Temporary Redirect), which is not followed")
    assert other.received == []


def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    with receiving() as receiver:
        receiver.answer = receiver.hangs
        assert sent(receiver.url(), wait=0.2) == Outcome("later", "there was no answer within 0.2 s")


PEM = Path(__file__).parent.parent / "collect" / "self_signed.pem"


@pytest.mark.parametrize("vouched", [True, False])
def test_certificates_are_verified(monkeypatch: pytest.MonkeyPatch, vouched: bool) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(PEM)
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *given, **more: resolve("127.0.0.1", *given, **more))
    if vouched:  # the library reads the system's certificates once, when it is imported
        monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", ssl.create_default_context(cafile=PEM))
    with receiving(tls=tls) as receiver:
        outcome = sent(f"https://pier.example:{receiver.port}/")
    assert outcome == (DONE if vouched else Outcome("later", "its certificate does not hold"))
    assert len(receiver.received) == vouched


def test_nobody_listens() -> None:
    with receiving() as receiver:
        url = receiver.url()
    assert sent(url) == Outcome("later", "it cannot be reached: Connection refused")


@pytest.mark.parametrize(
    ("url", "private", "reason"),
    [
        ("http://127.0.0.1:{}/", False, "only https addresses are sent alerts"),
        ("https://127.0.0.1:{}/", False, "port {} is none that pages are served on"),
        ("https://127.0.0.1/", False, "an address of this machine"),
        ("https://10.1.2.3/", False, "a private address"),
        ("https://[::1]/", False, "no address of the public net"),
        ("https://localhost/", False, "a name that only a machine or a local network knows"),
        ("https://169.254.169.254/", True, "a link-local address, where clouds keep their secrets"),
        ("http://[fd00:ec2::254]:80/", True, "no address of the public net"),
        ("ftp://127.0.0.1:{}/", True, "only http and https addresses"),
        ("http://user:word@127.0.0.1:{}/", True, "a user name or a password"),
        ("http://127.1:{}/", True, "a host written as a number"),
    ],
)
def test_where_nothing_is_sent(url: str, private: bool, reason: str) -> None:
    with receiving() as receiver:
        outcome = sent(url.replace("{}", str(receiver.port)), private=private)
    assert outcome.state == "later"
    assert outcome.reason.startswith("not sent: ")
    assert reason.replace("{}", str(receiver.port)) in outcome.reason
    assert "word@" not in outcome.reason
    assert receiver.received == []


def test_with_the_setting_a_name_of_this_machine_is_reached() -> None:
    with receiving(lambda *_: OK) as receiver:
        assert sent(f"http://localhost:{receiver.port}/") == DONE
    assert PRIVATE.refuses("192.168.7.7", 9000) is None
    assert PRIVATE.refuses("::1", 9000) is None
    assert PRIVATE.refuses("203.0.113.7", 443) is not None
    assert PRIVATE.refuses("8.8.8.8", 25) is not None


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        (VARIABLE, None, "is not set, and nothing is sent unsigned"),
        (VARIABLE, " ", "is not set, and nothing is sent unsigned"),
        (VARIABLE, "whsec_", "must hold 24 to 64 random bytes in base64"),
        (VARIABLE, "aaaa", "must hold 24 to 64 random bytes in base64"),
        (VARIABLE, "no base64 at all, yet long enough", "must hold 24 to 64 random bytes in base64"),
        (VARIABLE, "ä" * 40, "must hold 24 to 64 random bytes in base64"),
        ("", ENVIRONMENT[VARIABLE], "must name an environment variable CROSSBEARING_WEBHOOK_…"),
        ("CLOUD_SECRET_KEY", ENVIRONMENT[VARIABLE], "must name an environment variable CROSSBEARING_WEBHOOK_…"),
        (
            "CROSSBEARING_ENDPOINT_KEY",
            ENVIRONMENT[VARIABLE],
            "must name an environment variable CROSSBEARING_WEBHOOK_…",
        ),
    ],
)
def test_nothing_is_sent_unsigned(variable: str, value: str | None, reason: str) -> None:
    given = {} if value is None else {variable: value}
    with receiving() as receiver:
        sender = Webhook(Recipient(webhook=receiver.url(), secret=variable), given, private=True)
        assert reason in (sender.unfit() or "")
        outcome = sent(receiver.url(), variable, given=given)
    assert outcome == Outcome("later", sender.unfit() or "")
    assert receiver.received == []
    assert not value or not value.strip() or value not in outcome.reason
