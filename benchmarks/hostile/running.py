"""Runs inputs through a case as a user would (`Case.add`, then the clean stage) and tells what became of each."""

from __future__ import annotations

import faulthandler
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from benchmarks.hostile.made import Input, number_of
from benchmarks.hostile.seeds import PARAGRAPHS
from crossbearing.case import Case
from crossbearing.engine import Run
from crossbearing.pipeline import STAGES
from crossbearing.records import Failure, Report
from crossbearing.settings import Settings
from crossbearing.store.sqlite import SqliteStore

Outcome = Literal["accepted", "warned", "rejected", "stopped", "broken", "lost"]
OUTCOMES: tuple[Outcome, ...] = ("accepted", "warned", "rejected", "stopped", "broken", "lost")
"""All of it became reports; some of it did, and the rest has its reason; none did, and it says why; none did, as its
worker was stopped at a limit; code of ours failed on it; nothing tells what became of it. The last two must not be."""

_STOPPED = re.compile(r"\bits worker\b|\btook more than\b")
_BROKEN = re.compile(r"(?:failed with|unexpected) \w+")
_BATCH = 200
_HANGS = 900
"""Seconds for one batch, after which a hang of this process is shown with its stack, and ends it."""
_GOOD = "good.txt"
_TOLD = "\n\n".join(f"On a quiet day, {text[0].lower()}{text[1:]}" for text in PARAGRAPHS)


class Fate(msgspec.Struct, frozen=True):
    """What became of one input."""

    input: Input
    """Without its bytes."""
    outcome: Outcome
    reports: int
    reasons: tuple[str, ...]
    seconds: float
    """By the clock, in the clean stage."""


class Batch(msgspec.Struct, frozen=True):
    """Inputs that were added at once, and how long that took."""

    fates: tuple[Fate, ...]
    adding_seconds: float
    faults: tuple[str, ...]
    """What is wrong beside them: the honest report among them was not read, a reason has control characters."""


def run(inputs: Iterable[Input], settings: Settings) -> Iterator[Batch]:
    """Add the inputs to cases, a few hundred at a time and an honest report with them, and clean what came in."""
    waiting: list[Input] = []
    with tempfile.TemporaryDirectory(prefix="hostile-") as temporary:
        for number, each in enumerate(inputs):
            waiting.append(msgspec.structs.replace(each, body=b""))
            folder = Path(temporary) / f"batch-{number // _BATCH}"
            folder.mkdir(exist_ok=True)
            each.put(folder, number % _BATCH)
            if len(waiting) == _BATCH:
                yield _batch(folder, waiting, settings)
                waiting = []
        if waiting:
            yield _batch(folder, waiting, settings)


def _batch(folder: Path, inputs: list[Input], settings: Settings) -> Batch:
    faulthandler.dump_traceback_later(_HANGS, exit=True)
    (folder / _GOOD).write_text(_TOLD, encoding="utf-8")
    database = folder.with_suffix(".db")
    started = time.perf_counter()
    with Case.open(database, settings=settings) as case:
        case.add(folder)
    adding = time.perf_counter() - started
    store = SqliteStore(database)
    try:
        found = _cleaned(store, settings)
    finally:
        store.close()
    faulthandler.cancel_dump_traceback_later()
    fates = tuple(_fate(each, found, number) for number, each in enumerate(inputs))
    return Batch(fates=fates, adding_seconds=adding, faults=tuple(_faults(found)))


class _Found(msgspec.Struct):
    """By the inputs' numbers; None is the honest report."""

    reports: Counter[int | None]
    failures: dict[int | None, list[Failure]]
    seconds: Counter[int | None]
    good: Report | None = None


def _cleaned(store: SqliteStore, settings: Settings) -> _Found:
    held = store.current()
    moments = [time.perf_counter()]
    stages = tuple(stage for stage in STAGES if stage.name == "clean")
    Run(store, stages, {}, settings, lambda *_: moments.append(time.perf_counter())).all()
    found = _Found(Counter(), defaultdict(list), Counter())
    for failure in store.uncollected():
        found.failures[number_of(failure.unit)].append(failure)
    reasons = {unit: made.reason for unit, made in store.made("clean").items()}
    for place, each in enumerate(held):
        # One worker, and results in the order of the reports: the time between two is the second one's.
        found.seconds[number_of(each.source)] += moments[place + 1] - moments[place]  # type: ignore[assignment]
    for sighting in store.sightings():
        # Bytes that came twice are one capture with two arrivals; one that a later version replaced is kept as it is.
        number, reason = number_of(sighting.source), reasons.get(sighting.capture)
        if reason is not None:
            found.failures[number].append(Failure("clean", sighting.source, reason))
            continue
        found.reports[number] += 1
        if number is None:
            body = store.bodies("clean", [sighting.capture])[sighting.capture]
            found.good = msgspec.json.decode(body, type=Report)
    return found


def _fate(given: Input, found: _Found, number: int) -> Fate:
    reports, failures = found.reports[number], found.failures[number]
    reasons = tuple(failure.reason for failure in failures)
    if any(_BROKEN.match(reason) for reason in reasons):
        outcome: Outcome = "broken"
    elif reports:
        outcome = "warned" if reasons else "accepted"
    elif not any(reasons):
        outcome = "lost"
    else:
        outcome = "stopped" if any(_STOPPED.search(reason) for reason in reasons) else "rejected"
    return Fate(given, outcome, reports, reasons, float(found.seconds[number]))


def _faults(found: _Found) -> Iterator[str]:
    if found.good is None or found.good.text != _TOLD:
        yield "the honest report was not read as it stands"
    for failure in found.failures[None]:
        yield f"a reason for no input: {failure.unit}: {failure.reason}"
    for failures in found.failures.values():
        for failure in failures:
            shown = failure.unit + failure.reason
            if not shown.isprintable():
                yield f"control characters in {shown[:200]!r}"
