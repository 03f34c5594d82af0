"""What is measured, as it is kept in results/. Seconds are by the clock unless said otherwise; MB are 2**20 bytes."""

from __future__ import annotations

import msgspec


class StageSeconds(msgspec.Struct, frozen=True):
    stage: str
    seconds: float
    made: int | None = None
    """Units worked on; None for what is no stage of the pipeline."""


class Building(msgspec.Struct, frozen=True):
    """One build of a case in a fresh process."""

    reports: int
    seconds: float
    cpu_seconds: float
    """Of the process and its workers, from the start of the interpreter."""
    peak_mb: float
    worker_peak_mb: float
    stages: tuple[StageSeconds, ...]


class Encoding(msgspec.Struct, frozen=True):
    """In CPU seconds of its one thread."""

    load_seconds: float
    sentences_per_cpu_second: float
    peak_mb: float


class Copied(msgspec.Struct, frozen=True):
    """CPU seconds over all pairs of one story's reports."""

    reports: int
    pairs: int
    found: int
    found_by_both: int
    found_by_difflib: int
    seconds: float
    difflib_seconds: float

    @property
    def ratio(self) -> float:
        return self.difflib_seconds / self.seconds


class Machine(msgspec.Struct, frozen=True):
    processor: str
    cores: int
    memory_mb: int
    load: float
    """Running processes, mean of the last minute before the start: figures from a busy machine are upper bounds."""
    python: str
    packages: dict[str, str]


class Results(msgspec.Struct, frozen=True):
    date: str
    machine: Machine
    cold_start_seconds: float
    builds: dict[str, tuple[Building, Building]]
    """Case → its first build and the second, with nothing new."""
    encoder: Encoding
    copying: Copied
