"""An alert as it is told, and what became of a try to tell it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from crossbearing.records import Alert, Record

Say = Callable[[str], object]
"""Prints lines."""


class Message(Record, frozen=True):
    """An alert, and what its mandate and matter are called."""

    alert: Alert
    mandate: str
    """The mandate's title."""
    matter: str
    """The matter's title."""


class Outcome(Record, frozen=True):
    """What became of a try."""

    state: Literal["done", "later", "never"]
    """It was taken; it may be taken another time; whoever receives wants no more of it."""
    reason: str = ""
    """Why it was not taken, in our own words."""
    wait: float = 0.0
    """Seconds that the receiver asks to wait."""


DONE = Outcome("done")


class Sender(Protocol):
    """One way to one receiver."""

    @property
    def most(self) -> int:
        """Messages that one try takes, at most."""

    def unfit(self) -> str | None:
        """Why nothing can be sent as things are set here, in plain words; None where it can."""

    async def send(self, messages: Sequence[Message], now: float) -> Outcome:
        """Try once, within a bounded time. `now`: seconds since 1970."""
