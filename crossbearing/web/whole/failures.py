"""What could not be read, with the reasons."""

from __future__ import annotations

from collections import Counter

from crossbearing import pipeline, watching
from crossbearing.records import Failure, Record
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Limit, Paged, Slice, part


class FailuresQuery(Paged, frozen=True):
    """Which failures: those of one stage."""

    stage: str = ""
    limit: Limit = 100


class AtStage(Record, frozen=True):
    """How many things failed at a stage, and the list of them."""

    stage: str
    failures: int
    href: str
    chosen: bool


class Failures(Record, frozen=True):
    """What could not be read, in the order of the stages."""

    failures: tuple[Failure, ...]
    stages: tuple[AtStage, ...]
    slice: Slice


def failures(asked: Asked) -> Failures:
    """All that could not be read, of what the case reads now."""
    query: FailuresQuery = asked.query
    every = (*pipeline.failures(asked.reader.store), *watching.failures(asked.reader.store))
    wanted = [each for each in every if query.stage in ("", each.stage)]
    shown = tuple(wanted[query.offset : query.offset + query.limit])
    stages = tuple(
        AtStage(
            stage,
            count,
            address("/failures", query, stage="" if stage == query.stage else stage, offset=0),
            stage == query.stage,
        )
        for stage, count in Counter(each.stage for each in every).items()
    )
    return Failures(shown, stages, part(query, len(shown), len(wanted)))
