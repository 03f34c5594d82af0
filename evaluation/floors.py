"""Floors under the figures of the example and of the frozen sample: what was once reached is not lost unseen.

`floors.json` holds for each figure the least value (or, for counts of errors, the most) with which the tests pass. They
only ever rise; to lower one takes a reason, which stays in the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import msgspec

from evaluation.scores import Score

FILE = Path(__file__).with_name("floors.json")

COUNTED = frozenset({"relations_unsupported", "variants_overjoined"})
"""Scores that count errors: less is better."""
FREE_OF_MODELS = frozenset(
    (
        "furniture_removed passages_kept outlets_right days_right credits_found "
        "quotes_found figures_right figures_hedged dates_right"
    ).split()
)
"""Scores in which no model has a part: the same on every processor."""


class Lowered(msgspec.Struct, frozen=True):
    """A floor that was taken down on purpose."""

    score: str
    before: float
    after: float
    reason: str


class Floors(msgspec.Struct, frozen=True):
    at_least: dict[str, float] = {}
    at_most: dict[str, float] = {}
    lowered: tuple[Lowered, ...] = ()
    reader: dict[str, float] = {}
    """At least, too: what the reader reads in the frozen sample (`evaluation.reader_frozen`)."""
    pages: dict[str, float] = {}
    """At least, too: pages that contradict themselves (`evaluation.pages`)."""
    mandates: dict[str, float] = {}
    """At least, too: what the shipped mandate matches of sentences of our own (`evaluation.mandates`)."""


def load(path: Path = FILE) -> Floors:
    """The floors as they stand; none where there is no file."""
    return msgspec.json.decode(path.read_bytes(), type=Floors) if path.exists() else Floors()


def save(floors: Floors, path: Path = FILE) -> None:
    """Write the floors, sorted by name."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors, order="sorted"), indent=2) + b"\n")


def below(scores: Iterable[Score], floors: Floors) -> tuple[str, ...]:
    """One entry for each figure on the wrong side of its floor, with its misses; a figure that is gone counts too."""
    reached = {score.name: score for score in scores}
    lines = []
    for name, bounds, least in [(n, b, True) for n, b in floors.at_least.items()] + [
        (n, b, False) for n, b in floors.at_most.items()
    ]:
        score = reached.get(name)
        if score is None or score.value is None:
            lines.append(f"{name} is not measured any more; its floor is {bounds}")
        elif (score.value < bounds) if least else (score.value > bounds):
            word = "at least" if least else "at most"
            lines.append("\n    ".join((f"{name} is {score.value}, should be {word} {bounds}; misses:", *score.misses)))
    return tuple(lines)


def floor_of(score: Score) -> float:
    """The floor that a reached value earns.

    Nothing is given away where no model has a part. Int8 models give slightly other numbers on processors with other
    instructions, so one pair or item of the rest may fall, and two hundredths where they are many.
    """
    value = score.value or 0.0
    if score.name in COUNTED:
        return value + 1
    slack = 0.0 if score.name in FREE_OF_MODELS or score.of <= 1 else max(0.02, 1 / score.of)
    return max(0.0, math.floor((value - slack) * 1000 + 1e-6) / 1000)


def raised(scores: Iterable[Score], floors: Floors, reason: str | None = None) -> Floors:
    """Floors lifted to what these scores earn. With a reason they also go down to it, which is put on record."""
    at_least, at_most, lowered = dict(floors.at_least), dict(floors.at_most), list(floors.lowered)
    for score in scores:
        if score.value is None:
            continue
        bounds = at_most if score.name in COUNTED else at_least
        new, old = floor_of(score), bounds.get(score.name)
        worse = old is not None and (new > old if score.name in COUNTED else new < old)
        if old is not None and worse:
            if reason is None:
                continue
            lowered.append(Lowered(score.name, old, new, reason))
        bounds[score.name] = new
    return msgspec.structs.replace(floors, at_least=at_least, at_most=at_most, lowered=tuple(lowered))
