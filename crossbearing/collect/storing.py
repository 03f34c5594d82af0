"""What was gathered, into a case: in batches, each safe on the disk before the next begins.

A run that was killed leaves whole batches. Run again, it passes over what is there and ends with the names, versions
and current captures of a run that was not disturbed: every decision depends on the inputs and on what the case held,
and what a batch stored is decided the same way as when it was new (`joining`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from crossbearing.collect.gathering import Gathered
from crossbearing.collect.joining import Known, Step
from crossbearing.collect.telling import Inputs
from crossbearing.records import Capture, Failure, Record
from crossbearing.store.base import Store


class Progress(Protocol):
    """Is told of "add", how many arrivals are safe on the disk, and of how many."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


_BATCH = 500
_BATCH_BYTES = 16_000_000
"""A batch has so many arrivals or bytes at most: the disk is waited for once in a batch."""


class Stored(Record, frozen=True):
    """What became of the arrivals, and what could not be collected."""

    names: tuple[str, ...]
    failures: tuple[Failure, ...]
    new: int
    versions: int
    again: int


def add(store: Store, gathered: Gathered, inputs: Inputs, progress: Progress | None) -> Stored:
    """Take everything in, beside what the case reads already. What could not be collected of these inputs before is
    forgotten: what of it still cannot be was found again."""
    sightings = list(store.sightings())
    known = Known(store.current(), store.earlier(), sightings)
    steps = list(known.steps(gathered.reports))
    _run(store, gathered, [step for step in steps if not known.knows(step)], progress)
    failures = inputs.told(gathered.failures)
    outdated = inputs.outdated(store.uncollected(), [seen.source for seen in sightings])
    store.add((), failures)
    store.settle(set(outdated).difference(each.unit for each in failures))
    return _stored(steps, failures)


def replace(store: Store, gathered: Gathered, inputs: Inputs, progress: Progress | None) -> Stored:
    """Take everything in, and let the case read nothing else."""
    failures = inputs.told(gathered.failures)
    there = Known(store.current(), store.earlier(), store.sightings())
    steps = list(Known((), (), ()).steps(gathered.reports))
    arrivals = [Step(step.arrival, reads=False) for step in steps]
    _run(store, gathered, [step for step in arrivals if not there.knows(step)], progress)
    store.replace([step.arrival.id for step in steps if step.new], failures)
    _run(store, gathered, [step for step in steps if step.reads and not step.new], None)
    return _stored(steps, failures)


def _stored(steps: Sequence[Step], failures: tuple[Failure, ...]) -> Stored:
    return Stored(
        failures=failures,
        names=tuple(sorted({step.arrival.name for step in steps})),
        new=sum(step.new for step in steps),
        versions=sum(step.reads and not step.new for step in steps),
        again=sum(not step.reads for step in steps),
    )


def _run(store: Store, gathered: Gathered, steps: Sequence[Step], progress: Progress | None) -> None:
    done = 0
    for batch in _batches(steps):
        reads = list(_captures(store, gathered, batch))
        if reads:
            store.add(reads, ())
        noted = [gathered.capture(step.arrival) for step in batch if not step.reads]
        if noted:
            store.take(noted)
        done += len(batch)
        if progress is not None:
            progress("add", done, len(steps))


def _captures(store: Store, gathered: Gathered, batch: Iterable[Step]) -> Iterator[Capture]:
    """What the case reads from now on, in this order; what it reads again after an earlier version came, too."""
    for step in batch:
        if step.reads:
            yield gathered.capture(step.arrival)
            if step.back:
                yield store.capture(step.back)


def _batches(steps: Sequence[Step]) -> Iterator[list[Step]]:
    batch: list[Step] = []
    size = 0
    for step in steps:
        if batch and (len(batch) >= _BATCH or size + step.arrival.kept.length > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(step)
        size += step.arrival.kept.length
    if batch:
        yield batch
