"""To whom alerts go, as the outbox names them: each recipient of a mandate, as JSON."""

from __future__ import annotations

import msgspec

from crossbearing.records import Mandate, Recipient


def channels(mandate: Mandate) -> tuple[str, ...]:
    """The channels of a mandate's recipients, in their order."""
    return tuple(dict.fromkeys(msgspec.json.encode(each).decode() for each in mandate.alert))


def recipient(channel: str) -> Recipient:
    """The recipient that a channel names. Raises msgspec.MsgspecError for what is none."""
    return msgspec.json.decode(channel, type=Recipient)
