"""A mail server on loopback that keeps what it takes."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from crossbearing.settings import Settings

TO, FROM = "desk@pier.example", "watch@pier.example"


class Inbox:
    """Takes mail, or refuses it with an answer."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        assert (envelope.mail_from, envelope.rcpt_tos) == (FROM, [TO])
        assert content.isascii() and max(map(len, content.splitlines())) <= 998
        self.taken.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"


@contextmanager
def serving(inbox: Inbox, **given: Any) -> Iterator[Settings]:
    """A mail server on loopback for as long as the block runs, and settings that name it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **given)
    controller.start()
    try:
        yield Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_sender=FROM, smtp_security="none")
    finally:
        controller.stop()
