"""What is wrong with a case, and what can be done: the file, what lies beside it, and all that is stored in it.

What stages made can always be made again, so a damaged output is forgotten on request. What came in cannot: a damaged
capture is named and left as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from crossbearing import indexing, lookup, verify
from crossbearing.errors import CaseError, IntegrityError
from crossbearing.pipeline import STAGES
from crossbearing.records import Feed, Record
from crossbearing.store.base import Seen, Store
from crossbearing.store.health import Symptom, examine

_FAILING = 3
"""Visits in a row that a feed must have failed before it is worth a word."""


class Diagnosis(Record, frozen=True):
    """All that was looked at and all that was seen."""

    symptoms: tuple[Symptom, ...]
    captures: int = 0
    spans: int = 0
    forgotten: tuple[str, ...] = ()
    """Outputs that were damaged and are forgotten, so that the next build makes them anew."""

    @property
    def well(self) -> bool:
        """Whether there is no fault; notices do not count."""
        return all(symptom.severity != "fault" for symptom in self.symptoms)


def look(path: Path, opened: Callable[[], Store], *, mend: bool) -> Diagnosis:
    """Examine the case in the file `path`. `opened` opens its store; it is asked only of a file that SQLite can read.

    With `mend`, damaged outputs are forgotten. A case of an earlier version is not re-read.
    """
    seen = list(examine(path, datetime.datetime.now(datetime.UTC)))
    if any(symptom.severity == "fault" for symptom in seen):
        return Diagnosis(tuple(seen))
    try:
        store = opened()
    except CaseError as error:
        seen.append(Symptom("notice", f"what is stored was not re-read: {error}", "crossbearing write brings it up"))
        return Diagnosis(tuple(seen))
    forgotten = _mended(store) if mend else ()
    if forgotten:
        again = "crossbearing write makes it anew; look again then"
        seen += [Symptom("notice", f"{each} was damaged and is forgotten", again) for each in forgotten]
        return Diagnosis(tuple(seen), forgotten=forgotten)
    try:
        verified = verify.verify(store)
        problems = (*verified.problems, *(indexing.problems(store) if not verified.problems else ()))
        seen += [Symptom("fault", problem, _advice(problem)) for problem in problems]
    except IntegrityError as error:
        seen.append(Symptom("fault", str(error), _advice(str(error))))
        return Diagnosis(tuple(seen))
    seen += (*_unfinished(store), *_unindexed(store), *_failing(store.feeds()))
    return Diagnosis(tuple(seen), verified.captures, verified.spans)


def _mended(store: Store) -> tuple[str, ...]:
    """Forget the outputs that do not re-read; what they were."""
    store.lock()
    damaged = verify.damaged(store)
    for stage in sorted({stage for stage, _ in damaged}):
        bad = {unit for each, unit in damaged if each == stage}
        store.keep({stage: [unit for unit in store.made(stage) if unit not in bad]})
    forgotten = [f"{stage} of {unit}" for stage, unit in damaged]
    for mandate, story in verify.damaged_matches(store):
        store.watch(Seen(mandate, gone=[story]))
        forgotten.append(f"what mandate {mandate} matched in story {story}")
    if not forgotten and indexing.mend(store):  # of a damaged dossier there is no saying what its index should be
        forgotten.append("the index of stories")
    return tuple(forgotten)


def _advice(problem: str) -> str:
    if problem.startswith("capture "):
        return "the bytes cannot be had back from this file: look for a backup, or add the source again"
    if problem.startswith("decision "):
        return "what a reader decided cannot be made again: look for a backup"
    if problem.startswith(("mandate ", "alert ")):
        return "mandates and alerts cannot be made again: look for a backup"
    return "crossbearing doctor --mend forgets it; the next write makes it anew"


def _unfinished(store: Store) -> list[Symptom]:
    cleaned = store.made(STAGES[0].name)
    waiting = sum(held.id not in cleaned for held in store.current())
    if not waiting:
        return []
    return [Symptom("notice", f"{waiting} captures wait to be read", "crossbearing write reads them")]


def _unindexed(store: Store) -> list[Symptom]:
    waiting = lookup.state(store).waiting
    if not waiting:
        return []
    return [Symptom("notice", f"{waiting} stories wait for their index", "crossbearing write makes it")]


def _failing(feeds: Sequence[Feed]) -> list[Symptom]:
    return [
        Symptom("notice", f"{feed.url} has failed {feed.failures} times: {feed.last_error}", "check the address")
        for feed in feeds
        if feed.failures >= _FAILING
    ]
