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
    share_of_difflibs: float = 0.0
    """Of the text in long blocks that difflib finds, the part that ours finds too."""

    @property
    def ratio(self) -> float:
        return self.difflib_seconds / self.seconds


class Rival(msgspec.Struct, frozen=True):
    """A spaCy pipeline over the same texts."""

    version: str
    processes: int
    load_seconds: float
    seconds: float
    cpu_seconds: float
    peak_mb: float
    """Of its first process."""


class Network(msgspec.Struct, frozen=True):
    """The reader's network without the rules."""

    words: int
    seconds: float
    one_by_one_seconds: float
    """Of the same texts, one sentence at a time."""


class Reading(msgspec.Struct, frozen=True):
    """The read stage over reports of our own making."""

    reports: int
    words: int
    load_seconds: float
    """From the first import to the loaded network."""
    load_cpu_seconds: float
    seconds: float
    cpu_seconds: float
    report_words: int
    report_seconds: float
    """Of one report; the median over all, best of some for each."""
    peak_mb: float
    rival: Rival | None
    network: Network | None = None
    quality: dict[str, float] = msgspec.field(default_factory=dict)
    rival_quality: dict[str, float] = msgspec.field(default_factory=dict)


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
    reading: Reading
