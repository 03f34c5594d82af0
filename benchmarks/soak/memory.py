"""Resident memory of a process over time, as the kernel tells it (Linux: /proc)."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

import msgspec

MB = 2**20


class Sample(msgspec.Struct, frozen=True):
    """At one moment."""

    at: float
    """Seconds since the soak's start."""
    pid: int
    resident: int
    """Bytes, of the watch's own process."""
    children: int
    """Bytes, of its workers."""


class Curve(msgspec.Struct, frozen=True):
    """What one process did between its start and its end; MB are 2**20 bytes."""

    pid: int
    seconds: float
    samples: int
    first_half_mb: float
    """Median over the first half of its life after warming up; so is the second."""
    second_half_mb: float
    slope_mb_an_hour: float
    """By least squares, after warming up."""
    most_mb: float
    most_with_workers_mb: float


WARMING = 300.0
"""Seconds after a start in which models are loaded and caches fill; a process that lives shorter is all warming."""


def sample(pid: int, at: float) -> Sample | None:
    """The memory of a process now; None where it has ended."""
    own = _resident(pid)
    return None if own is None else Sample(at, pid, own, sum(_resident(each) or 0 for each in _children(pid)))


def _resident(pid: int) -> int | None:
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return None
    return None


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="ascii").split())
    except OSError:
        return found
    return found + [each for child in list(found) for each in _children(child)]


def curves(samples: Sequence[Sample]) -> tuple[Curve, ...]:
    """A curve for each process, in the order of time."""
    by: dict[int, list[Sample]] = {}
    for each in samples:
        by.setdefault(each.pid, []).append(each)
    return tuple(_curve(each) for each in by.values())


def _curve(samples: Sequence[Sample]) -> Curve:
    start = samples[0].at
    warm = [each for each in samples if each.at - start >= WARMING] or list(samples)
    half = len(warm) // 2
    first, second = warm[:half] or warm, warm[half:]
    slope = 0.0
    if len({each.at for each in warm}) > 1:
        slope = statistics.linear_regression([each.at for each in warm], [each.resident for each in warm]).slope
    return Curve(
        pid=samples[0].pid,
        seconds=round(samples[-1].at - start),
        samples=len(samples),
        first_half_mb=round(statistics.median(each.resident for each in first) / MB, 1),
        second_half_mb=round(statistics.median(each.resident for each in second) / MB, 1),
        slope_mb_an_hour=round(slope * 3600 / MB, 2),
        most_mb=round(max(each.resident for each in samples) / MB, 1),
        most_with_workers_mb=round(max(each.resident + each.children for each in samples) / MB, 1),
    )
