"""A clock that runs faster than the machine's, and meets it at the end of the soak: what is published in its past is
in the past for a program that asks the machine, too."""

from __future__ import annotations

import asyncio
import time

import msgspec


class Fast(msgspec.Struct, frozen=True):
    """Seconds of this clock pass `factor` times as fast. It shows what the machine's does at the moment `meets`."""

    factor: float
    meets: float
    """Seconds since 1970 by the machine's clock."""

    def now(self) -> float:
        """See `politeness.Clock`; so are the others."""
        return self.at(time.time())

    def at(self, moment: float) -> float:
        """What this clock shows at a moment of the machine's."""
        return self.meets - (self.meets - moment) * self.factor

    def running(self) -> float:
        return time.monotonic() * self.factor

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.factor)
