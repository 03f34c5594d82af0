"""An alert as a signed POST, as "Standard Webhooks" 1.0 has it
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).

The address and the name of the key's variable stand in a mandate's file, which a stranger may have written. So only
addresses are reached that `collect.addresses` lets pass, only variables are read that are meant for this, no redirect
is followed, and of the answer nothing is read but its head.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import Mapping, Sequence
from http import HTTPStatus

import aiohttp
import msgspec
from yarl import URL

from crossbearing.collect.addresses import EVERYWHERE, Reach, Refused, connector, looked_up, refused, written
from crossbearing.collect.politeness import asked_to_wait
from crossbearing.collect.web import USER_AGENT, meaning
from crossbearing.records import Alert, Recipient, Record
from crossbearing.tell.message import DONE, Message, Outcome

VARIABLES = "CROSSBEARING_WEBHOOK_"
"""What the names of variables with keys begin with: a mandate's file must not have another secret used as one."""
SECONDS = 10.0
"""For one request, from looking the name up to the head of the answer: the receiver only has to write it down."""
LEAST_KEY, MOST_KEY = 24, 64
"""Bytes, as the standard has it."""
_FIELD_BYTES = 8_190
_PREFIX = "whsec_"
_OWN = tuple(
    map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
_CLOUD = ipaddress.ip_network("fd00:ec2::/32")
"""Metadata of a cloud, among the private addresses."""


class Named(Record, frozen=True):
    """An id and its title."""

    id: str
    title: str


class Payload(Record, frozen=True):
    """What is told of an alert."""

    id: str
    kind: str
    mandate: Named
    matter: Named
    story: str
    finding: str
    wording: str
    what: str
    why: str
    origins: int
    outlets: int
    spans: tuple[tuple[str, int, int], ...]
    """Report, and from which code point to which of its text."""


class Body(Record, frozen=True):
    """The JSON of a POST."""

    type: str
    """ "alert." and the alert's kind."""
    timestamp: str
    """UTC, ISO 8601: when the watch saw it."""
    data: Payload


class Webhook(Record, frozen=True):
    """Tells one address."""

    recipient: Recipient
    environment: Mapping[str, str]
    private: bool
    """Whether addresses of this machine and of private networks are reached, and by http."""
    seconds: float = SECONDS
    most: int = 1

    def unfit(self) -> str | None:
        key = _key(self.recipient.secret, self.environment)
        return key if isinstance(key, str) else None

    async def send(self, messages: Sequence[Message], now: float) -> Outcome:
        """Send one message. The same alert has the same id each time, by which a receiver knows it again."""
        (message,) = messages
        key = _key(self.recipient.secret, self.environment)
        if isinstance(key, str):
            return Outcome("later", key)
        content = body(message)
        try:
            url = _address(self.recipient.webhook, self.private)
            async with asyncio.timeout(self.seconds):
                return await self._post(url, content, headers(message.alert, content, key, now), now)
        except TimeoutError:
            return Outcome("later", f"there was no answer within {self.seconds:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Outcome("later", _why(error))

    async def _post(self, url: str, content: bytes, fields: dict[str, str], now: float) -> Outcome:
        async with (
            aiohttp.ClientSession(
                connector=connector(PRIVATE if self.private else EVERYWHERE),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                auto_decompress=False,
                trust_env=False,
                max_line_size=_FIELD_BYTES,
                max_field_size=_FIELD_BYTES,
            ) as session,
            session.post(URL(url, encoded=True), data=content, headers=fields, allow_redirects=False) as response,
        ):
            status, asked = response.status, asked_to_wait(response.headers.get("Retry-After"), now)
            response.close()  # its body is nobody's business
        return _outcome(status, asked)


def body(message: Message) -> bytes:
    """The bytes that are sent and signed."""
    alert = message.alert
    return msgspec.json.encode(
        Body(
            type=f"alert.{alert.kind}",
            timestamp=alert.at,
            data=Payload(
                id=alert.id,
                kind=alert.kind,
                mandate=Named(alert.mandate, message.mandate),
                matter=Named(alert.matter, message.matter),
                story=alert.story,
                finding=alert.finding,
                wording=alert.wording,
                what=alert.what,
                why=alert.why,
                origins=alert.origins,
                outlets=alert.outlets,
                spans=tuple((span.report, span.start, span.end) for span in alert.spans),
            ),
        )
    )


def headers(alert: Alert, content: bytes, key: bytes, now: float) -> dict[str, str]:
    """The header fields of a POST; the signature covers the alert's id, the time of this try, and the body."""
    at = str(int(now))
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": alert.id,
        "webhook-timestamp": at,
        "webhook-signature": signature(alert.id, at, content, key),
    }


def signature(alert: str, at: str, content: bytes, key: bytes) -> str:
    """ "v1," and the HMAC-SHA256 of "ID.TIMESTAMP.BODY" in base64."""
    signed = hmac.digest(key, f"{alert}.{at}.".encode() + content, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


def _key(variable: str, environment: Mapping[str, str]) -> bytes | str:
    """The key that a variable holds, or why it cannot be used. Nothing of what it holds is told."""
    if not variable.startswith(VARIABLES) or not variable.isidentifier():
        return f"a webhook's secret must name an environment variable {VARIABLES}…, and it names {variable[:80]!r}"
    given = environment.get(variable, "").strip()
    if not given:
        return f"the environment variable {variable} is not set, and nothing is sent unsigned"
    try:
        key = base64.b64decode(given.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not LEAST_KEY <= len(key) <= MOST_KEY:
        return f"the environment variable {variable} must hold {LEAST_KEY} to {MOST_KEY} random bytes in base64"
    return key


def _refused_but_own(address: str, port: int) -> str | None:
    ip = ipaddress.ip_address(address)
    own = any(ip.version == network.version and ip in network for network in _OWN)
    if own and not (ip.version == _CLOUD.version and ip in _CLOUD):
        return None
    return refused(address, port)


PRIVATE = Reach(refuses=_refused_but_own, lookup=looked_up)
"""The public net, this machine and private networks; not what clouds keep there."""


def _address(given: str, private: bool) -> str:
    url = written(given, local=private)
    if not private and not url.startswith("https:"):
        raise Refused("only https addresses are sent alerts")
    return url


def _outcome(status: int, asked: float) -> Outcome:
    known = {each.value: each.phrase for each in HTTPStatus}
    said = f"HTTP {status} {known.get(status, '')}".rstrip()
    if 200 <= status < 300:
        return DONE
    if status == HTTPStatus.GONE:
        return Outcome("never", f"{said}: it wants no more alerts")
    if 300 <= status < 400:
        return Outcome("later", f"it redirects elsewhere ({said}), which is not followed")
    return Outcome("later", said, asked)


def _why(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return f"not sent: {cause}"
        cause = cause.__cause__
    return str(meaning(error))
