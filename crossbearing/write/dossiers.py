"""What an export is made of: the dossiers of a case, or of one story, and what they rest on.

A case may hold more than a machine's memory does: everything long is a function that goes through it anew, one at a
time, whenever it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossbearing.records import Capture, Decision, Dossier, Failure, Record, Sighting


class Dossiers(Record, frozen=True):
    """All functions give the same, in the same order, whenever they are called."""

    each: Callable[[], Iterator[Dossier]]
    """By first day and id of their stories, as in dossier.json."""
    failures: tuple[Failure, ...] = ()
    """What of the case could not be read; none where one story is exported."""
    captures: Callable[[], Iterator[Capture]] = lambda: iter(())
    """In the order of ids; of one story, those that its reports and their versions were read from."""
    sightings: Callable[[], Iterator[Sighting]] = lambda: iter(())
    """Every arrival of these captures, by capture, time and source."""
    decisions: tuple[Decision, ...] = ()
    """Of these reports, in the order in which they were made."""
