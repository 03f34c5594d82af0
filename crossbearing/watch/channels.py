"""To whom alerts go, as the outbox names them: each way to a recipient of a mandate, as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossbearing.records import Mandate, Recipient


def channels(mandate: Mandate) -> tuple[str, ...]:
    """The channels of a mandate's recipients, in their order; of one with several ways, each way is a channel."""
    ways = (way for each in mandate.alert for way in _ways(each))
    return tuple(dict.fromkeys(msgspec.json.encode(way).decode() for way in ways))


def _ways(given: Recipient) -> Iterator[Recipient]:
    if given.webhook:
        yield Recipient(webhook=given.webhook, secret=given.secret)
    if given.email:
        yield Recipient(email=given.email)
    if given.terminal:
        yield Recipient(terminal=True)


def recipient(channel: str) -> Recipient:
    """The recipient that a channel names. Raises msgspec.MsgspecError for what is none."""
    return msgspec.json.decode(channel, type=Recipient)
