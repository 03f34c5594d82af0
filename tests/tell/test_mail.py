"""One mail: what it says, that no text of it is a header, and what of servers' answers is taken."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from msgspec.structs import replace

from crossbearing.settings import Settings
from crossbearing.tell.mail import VARIABLE, Mail, key, mail
from crossbearing.tell.message import DONE, Outcome
from tests.tell.mail_server import FROM, TO, Inbox, serving
from tests.tell.told import NOW, a_message, an_alert


def sent(settings: Settings, password: str | None = None, seconds: float = 20.0, count: int = 1) -> Outcome:
    environment = {} if password is None else {VARIABLE: password}
    sender = Mail(TO, settings, environment, seconds)
    assert sender.unfit() is None
    return asyncio.run(sender.send([a_message(an_alert(number)) for number in range(1, count + 1)], NOW))


def test_what_is_sent() -> None:
    inbox = Inbox()
    with serving(inbox) as settings:
        assert [sent(settings), sent(settings), sent(settings, count=3)] == [DONE, DONE, DONE]
    first, again, three = inbox.taken
    assert first.as_bytes() == again.as_bytes()
    assert first["Message-ID"] == "<al-0001@pier.example>"
    assert (first["From"], first["To"]) == ("Crossbearing <watch@pier.example>", TO)
    assert first["Subject"] == "Barges that are lost: another independent origin: pilot 1"
    assert first["Date"].datetime.timestamp() == NOW
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content().splitlines() == [
        "2033-05-18 03:33 UTC  Barges that are lost  (Barges in the north)",
        "  another independent origin: pilot 1",
        "  “Nine barges sank off Orle”",
        "  2 independent origins, 3 outlets; story st-1, finding fi-1",
        "  1 before; alert al-0001",
    ]
    assert three["Subject"] == "3 alerts: Barges in the north"
    assert [f"alert al-000{number}" in three.get_content() for number in range(1, 5)] == [True, True, True, False]


def test_the_key_is_of_the_alerts_alone() -> None:
    one, two, three = (a_message(an_alert(number)) for number in (1, 2, 3))
    assert key([one, two]) == key([two, one])
    assert len({key([one]), key([one, two]), key([one, three]), key([one, two, three])}) == 4


@pytest.mark.parametrize(
    "hostile",
    [
        "Barges\r\nBcc: thief@elsewhere.example",
        "Barges\nContent-Type: text/html\n\n<script>alert(1)</script>",
        "Barges\r\n.\r\nMAIL FROM:<thief@elsewhere.example>",
        "Barges\x00\x0b\x0cBcc: thief@elsewhere.example",
        "Barges\u2028Bcc: thief@elsewhere.example\u2029\x85",
        "=?utf-8?q?Barges=0D=0ABcc:_thief@elsewhere.example?=",  # the library would read it and write a header
        "==??utf-8?b?QQ0KQmNjOiB0aGllZkBlbHNld2hlcmUuZXhhbXBsZQ==?= =?=?utf-8?q?=0D=0ABcc:_x?=",
        "Schiffe über Örle " * 100,
        "\u202eegraB " + "b" * 5_000,
        "",
    ],
)
def test_no_text_is_a_header_and_none_ends_the_mail(hostile: str) -> None:
    alert = replace(an_alert(1, wording=hostile), what=hostile, why=hostile)
    message = replace(a_message(alert), matter=hostile, mandate=hostile)
    inbox = Inbox()
    with serving(inbox) as settings:
        sender = Mail(TO, settings, {})
        for messages in ([message], [message, a_message()]):
            assert asyncio.run(sender.send(messages, NOW)) == DONE
    honest = mail([a_message()], TO, FROM)
    for taken in inbox.taken:
        assert taken.keys() == honest.keys()
        assert taken.get_content_type() == "text/plain"
        assert len(taken["Subject"]) <= 160
        assert taken["Subject"].isprintable()
        assert all(line.isprintable() for line in taken.get_content().replace("\r\n", "\n").split("\n"))


def test_a_server_that_has_no_secure_connection_is_told_nothing() -> None:
    inbox = Inbox()
    with serving(inbox) as settings:
        outcome = sent(replace(settings, smtp_security="starttls"))
        assert outcome.state == "later" and "STARTTLS" in outcome.reason
        outcome = sent(replace(settings, smtp_security="tls"))
        assert outcome == Outcome(
            "later", "the mail server cannot be reached, or no secure connection to it could be made"
        )
    assert inbox.taken == []


PEM = Path(__file__).parent.parent / "collect" / "self_signed.pem"


@pytest.mark.parametrize("vouched", [True, False])
def test_certificates_are_verified(monkeypatch: pytest.MonkeyPatch, vouched: bool) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(PEM)
    if vouched:
        monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    resolve, inbox = socket.getaddrinfo, Inbox()
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *given, **more: resolve("127.0.0.1", *given, **more))
    with serving(inbox, tls_context=tls, require_starttls=True) as settings:
        outcome = sent(replace(settings, smtp_host="pier.example", smtp_security="starttls"))
    assert outcome.state == ("done" if vouched else "later")
    assert len(inbox.taken) == vouched


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 no such desk", "the mail server answered 550: 5.1.1 no such desk"),
        ("451 later \x1b[2J", r"the mail server answered 451: later \x1b[2J"),
    ],
)
def test_a_refused_recipient(answer: str, reason: str) -> None:
    inbox = Inbox(answer)
    with serving(inbox) as settings:
        assert sent(settings) == Outcome("later", reason)
    assert inbox.taken == []


def test_a_password() -> None:
    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(success=given == LoginPassword(b"watch", b"nine barges"), handled=False)

    inbox = Inbox()
    with serving(inbox, authenticator=known, auth_require_tls=False) as settings:
        with_user = replace(settings, smtp_user="watch")
        wrong = sent(with_user, "ten barges")
        assert wrong.reason.startswith("the mail server answered 535: ") and "ten barges" not in wrong.reason
        assert sent(with_user, "nine barges") == DONE
    assert len(inbox.taken) == 1


def test_a_server_that_hangs_or_is_not_there_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = Settings(
            smtp_host="127.0.0.1", smtp_port=listener.getsockname()[1], smtp_sender=FROM, smtp_security="none"
        )
        assert sent(settings, seconds=0.2) == Outcome("later", "the mail server took more than 0.2 s")
        over = threading.Event()

        def drips() -> None:
            with suppress(OSError):
                while not over.is_set():
                    connection, _ = listener.accept()
                    with connection, suppress(OSError):
                        while not over.wait(0.05):
                            connection.sendall(b"220-x\r\n")

        thread = threading.Thread(target=drips, daemon=True)
        thread.start()
        assert sent(settings, seconds=0.3) == Outcome("later", "the mail server took more than 0.3 s")
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    assert sent(settings).reason.startswith("the mail server cannot be reached")


@pytest.mark.parametrize(
    ("to", "changed", "password", "reason"),
    [
        (TO, {"smtp_host": ""}, None, "no server for electronic mail is named"),
        (TO, {"smtp_sender": ""}, None, "the sender of electronic mail"),
        (TO, {"smtp_sender": "a@b\r\nBcc: c@d"}, None, "the sender of electronic mail"),
        ("desk", {}, None, "is no plain address"),
        ("desk@pier.example, thief@elsewhere.example", {}, None, "is no plain address"),
        ("desk@pier.example\nBcc: thief@elsewhere.example", {}, None, "is no plain address"),
        ("Desk <desk@pier.example>", {}, None, "is no plain address"),
        ("=?utf-8?q?a=0D=0ABcc:?=@pier.example", {}, None, "is no plain address"),
        ("a..b@pier.example", {}, None, "is no plain address"),
        ("a" * 65 + "@pier.example", {}, None, "is no plain address"),
        (TO, {"smtp_user": "watch"}, None, f"the environment variable {VARIABLE} is not set"),
        (TO, {"smtp_user": "watch", "smtp_security": "none"}, "word", "not sent in the clear to another machine"),
    ],
)
def test_what_cannot_be_sent_as_things_are_set(
    to: str, changed: dict[str, str], password: str | None, reason: str
) -> None:
    settings = replace(Settings(smtp_host="mail.pier.example", smtp_sender=FROM), **changed)
    environment = {} if password is None else {VARIABLE: password}
    assert reason in (Mail(to, settings, environment).unfit() or "")
