"""What adding to a case and building it came to."""

from __future__ import annotations

from crossbearing.read.merging import Tally
from crossbearing.records import Failure, Record
from crossbearing.stage import Count


class Added(Record, frozen=True):
    """What came in: the names of the reports, and what could not be collected."""

    reports: tuple[str, ...]
    failures: tuple[Failure, ...]
    new: int = 0
    """Of the reports, those that the case did not have."""
    versions: int = 0
    """Captures that are another version of a report that the case had, or that came before them."""
    again: int = 0
    """Arrivals of bytes that the case has already: each is noted where it was not, and read once."""


class Built(Record, frozen=True):
    """What a build did at each stage, and all that could not be read, of this build or an earlier one."""

    stages: tuple[Count, ...]
    failures: tuple[Failure, ...]
    suggestions: Tally | None = None
    """What became of what a model over an endpoint pointed at, where the settings name one."""
