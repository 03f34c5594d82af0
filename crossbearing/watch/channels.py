"""To whom alerts go, as the outbox names them: each recipient of a mandate, as JSON."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from crossbearing.records import Mandate, Recipient

Kind: TypeAlias = Literal["webhook", "email", "terminal"]


def channels(mandate: Mandate) -> tuple[str, ...]:
    """The channels of a mandate's recipients, in their order, each once; a recipient has one way (`mandate_checks`)."""
    return tuple(dict.fromkeys(msgspec.json.encode(each).decode() for each in mandate.alert))


def recipient(channel: str) -> Recipient:
    """The recipient that a channel names. Raises msgspec.MsgspecError for what is none."""
    return msgspec.json.decode(channel, type=Recipient)


def kind(to: Recipient) -> Kind:
    """Which way leads to a recipient that has one."""
    return "webhook" if to.webhook else "email" if to.email else "terminal"
