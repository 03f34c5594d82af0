"""The room: all that lives as long as the server, handed to whoever answers a request."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crossbearing.web.readers import Readers


class Room(msgspec.Struct, frozen=True):
    """One served case."""

    case: Path
    readers: Readers
    readonly: bool = False
    """Nothing can be changed, and no page offers it."""
