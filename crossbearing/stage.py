"""What a row of the table of stages says, and what a run tells of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol

import msgspec

from crossbearing.records import Record, Story


class Stage(msgspec.Struct, frozen=True):
    """One row of the table."""

    name: str
    unit: Literal["capture", "report", "case", "story"]
    """What one call works on."""
    function: Callable[..., object] | str
    """An import path runs in sandboxed workers and is loaded only there; it is for what meets bytes from outside."""
    takes: tuple[str, ...]
    """Earlier stages whose results it is given, in this order; a story's stage is given its `Material` first."""
    makes: Any
    version: int
    """Counted up whenever the function may give another result for the same input."""
    may_take: tuple[str, ...] = ()
    """Earlier stages whose results it is given after those; None for one that has none for the unit."""
    history: Literal["", "given", "needed"] = ""
    """A story's stage whose `Material` says how its reports were captured, and holds their earlier versions; needed: it
    is left out for a story whose reports have no earlier ones."""
    models: tuple[str, ...] = ()
    """Models that it is given by name."""
    settings: tuple[str, ...] = ()
    """Settings that its result depends on."""
    decisions: bool = False
    """It is given what readers decided of the unit (`decide.pins.Pin`), a story's stage the `Decided` of its reports
    before it; it is left out for a unit of which nothing is decided."""
    optional: bool = False
    """Left out where a model or a stage that it needs is not there."""
    grows: bool = False
    """What it makes has ids that are carried on from the last run, by overlap of members (`compare.lineage`)."""
    packed: bool = False
    """What it makes is numbers, or copies of what others made: kept packed, for nobody will read it with SQL."""
    takes_over: bool = False
    """A story's stage that is given, by the name `last`, what it made of the story and of those that the story took up,
    so that it need not work out again what still holds. No key covers that: its result must be the same where it is
    given nothing. It is given only what this version of it made, with these models and settings."""


OF_A_REPORT = ("clean", "read", "embed")
IN_MATERIAL = ("copying", "identities", "rulings")
DECIDE = "decide"
"""The stage that makes `Decided` of a report: from there on it stands in the place of what these made."""
DECIDED = {"clean": "report", "read": "reading"}
FOLLOWED = "followed"
"""No stage: under this name a run keeps, when it has ended, how many decisions there were when it came to them."""
CASE = "case"
"""The one unit of the stage that sees all reports."""


class Model(Protocol):
    """What a stage's key must know of a model; asking for it must not load the model."""

    @property
    def fingerprint(self) -> str: ...


class Progress(Protocol):
    """Told of each unit that a stage is done with: the stage's name, how many so far, of how many."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


class Count(Record, frozen=True):
    """What one run did at one stage. Units that wait for one that failed are in none of the numbers."""

    stage: str
    made: int = 0
    """Units worked on now."""
    reused: int = 0
    """Units whose stored output still holds."""
    failed: int = 0
    """Units, of both, that have a reason and no result."""
    seconds: float = 0.0


class Grouping(Record, frozen=True):
    """What the stories stage keeps: the stories, and earlier ones that were taken up by others."""

    stories: tuple[Story, ...]
    retired: tuple[Story, ...]
    """Their findings hand their ids on to the story that took them up."""
