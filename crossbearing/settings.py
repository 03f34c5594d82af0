"""The limits that Crossbearing works under. Input is hostile: each limit is what an honest report never reaches."""

from __future__ import annotations

import os

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on what one report may cost. Each has its reason beside it."""

    max_bytes: int = 20_000_000
    """Per report, in bytes. The largest of 181 real pages measured has 1.5 MB; thirteen times that is no report."""

    cpu_seconds: int = 2
    """CPU time per page, in seconds. Cleaning takes 30 ms on average and 0.3 s at worst over 181 real pages."""

    memory_mb: int = 512
    """Address space per worker above what it has when its code is loaded, in MB. All of 181 real pages, 1.5 MB the
    largest, were read with 65 MB more."""

    wall_seconds: float = 30.0
    """Time by the clock per page, in seconds: for a worker that waits and burns no CPU, on a machine that is busy."""

    processes: int = max(1, min(4, os.cpu_count() or 1))
    """Worker processes. Each holds about 160 MB with its code loaded, so no more than four without being asked."""
