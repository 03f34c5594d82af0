"""Alerts as electronic mail (RFC 5322), handed to one server (RFC 5321) that the settings name.

All that was never tried and goes to one address is one mail: a build after a long pause may raise hundreds of alerts,
and nobody reads, and no server takes, hundreds of mails. What was tried together is tried again together, so a mail
that comes twice has the same Message-ID, which is made of the ids of its alerts.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import aiosmtplib

from crossbearing.collect.addresses import not_public
from crossbearing.collect.found import printable
from crossbearing.records import Record
from crossbearing.settings import Settings
from crossbearing.tell.line import LONG, block, counted, shown
from crossbearing.tell.message import DONE, Message, Outcome

VARIABLE = "CROSSBEARING_SMTP_PASSWORD"
"""The environment variable that holds the password."""
SECONDS = 20.0
"""For one mail, from connecting to the server's last word; servers look mails over before they take them."""
_SUBJECT = 150
"""Characters, at most."""
_WORD = r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?=[^@]{{1,64}}@.{{1,253}}$){_WORD}(?:\.{_WORD})*@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})*"
)
"""A dot-atom at a host (RFC 5322): none that needs quotes or another alphabet, and without the question
marks of encoded words."""


class Mail(Record, frozen=True):
    """Tells one address."""

    to: str
    settings: Settings
    environment: Mapping[str, str]
    seconds: float = SECONDS
    most: int = 50

    def unfit(self) -> str | None:
        given = self.settings
        if not given.smtp_host:
            return "no server for electronic mail is named (smtp_host)"
        if not _ADDRESS.fullmatch(given.smtp_sender):
            return "the sender of electronic mail (smtp_sender) is no plain address, such as watch@example.org"
        if not _ADDRESS.fullmatch(self.to):
            return f"{printable(self.to)[:80]!r} is no plain address of electronic mail"
        if not given.smtp_user:
            return None
        if not self.environment.get(VARIABLE):
            return f"the environment variable {VARIABLE} is not set, and the server is to be given a password"
        if given.smtp_security == "none" and not _is_here(given.smtp_host):
            return "a password is not sent in the clear to another machine (smtp_security)"
        return None

    async def send(self, messages: Sequence[Message], now: float) -> Outcome:
        """Hand one mail with all messages to the server. Until it has taken it, it was not sent."""
        given = self.settings
        user = given.smtp_user or None
        client = aiosmtplib.SMTP(
            hostname=given.smtp_host,
            port=given.smtp_port,
            username=user,
            password=self.environment.get(VARIABLE) if user else None,
            use_tls=given.smtp_security == "tls",
            start_tls=given.smtp_security == "starttls",
            timeout=self.seconds,
            local_hostname="[127.0.0.1]",  # the name of this machine is nobody's business
        )
        try:
            async with asyncio.timeout(self.seconds):
                await client.connect()
                await client.send_message(
                    mail(messages, self.to, given.smtp_sender), sender=given.smtp_sender, recipients=[self.to]
                )
        except (TimeoutError, aiosmtplib.SMTPTimeoutError):
            return Outcome("later", f"the mail server took more than {self.seconds:g} s")
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return Outcome("later", _why(error))
        finally:
            # without a word of leave: it could be waited for, and the mail is taken or not
            if isinstance(client.transport, asyncio.WriteTransport):
                client.transport.abort()
            client.close()
            await asyncio.sleep(0)
        return DONE


def mail(messages: Sequence[Message], to: str, sender: str) -> EmailMessage:
    """One mail about all messages, in plain text; the same for the same messages."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address("Crossbearing", addr_spec=sender)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = subject(messages)
    made["Date"] = format_datetime(max(datetime.datetime.fromisoformat(each.alert.at) for each in messages))
    made["Message-ID"] = f"<{key(messages)}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that nobody's absence answers
    text = "\n\n".join(f"{block(each, LONG)}\n  {shown(each.alert.why)}; alert {each.alert.id}" for each in messages)
    made.set_content(text + "\n", cte="quoted-printable")
    return made


def subject(messages: Sequence[Message]) -> str:
    """What it is about, in one short line."""
    first = messages[0]
    if len(messages) == 1:
        line = f"{shown(first.matter)}: {shown(first.alert.what)}"
    else:
        titles = dict.fromkeys(shown(each.mandate) for each in messages)
        line = f"{counted(len(messages), 'alert')}: {', '.join(titles)}"
    # What looks like an encoded word (RFC 2047) the library would decode, and write as headers what it then reads.
    line = line.replace("=?", "= ?").replace("?=", "? =")
    return line if len(line) <= _SUBJECT else line[: _SUBJECT - 1] + "…"


def key(messages: Sequence[Message]) -> str:
    """The left part of the Message-ID: of one alert its own id, of several a hash of theirs."""
    if len(messages) == 1:
        return messages[0].alert.id
    ids = "\n".join(sorted(each.alert.id for each in messages))
    return f"als-{hashlib.sha256(ids.encode()).hexdigest()[:32]}"


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or not_public(host) == "an address of this machine"
    except ValueError:
        return False


def _why(error: Exception) -> str:
    """What went wrong; of what the server says, its code and a line without what cannot be shown."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients:
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"the mail server answered {error.code}: {shown(error.message)[:150]}"
    if isinstance(error, aiosmtplib.SMTPConnectError | OSError):
        return "the mail server cannot be reached, or no secure connection to it could be made"
    return f"the mail server did not take it: {shown(str(error))[:150]}"
