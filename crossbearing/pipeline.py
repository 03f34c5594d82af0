"""The whole way from captures to dossiers: one table of stages, and `run`, which makes what is missing.

A second run does no work, a late report re-opens only its story, and a run that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from crossbearing.anchored import Anchored
from crossbearing.attempts import decoded
from crossbearing.collect.found import printable
from crossbearing.compare.alignment import groups
from crossbearing.compare.copying import copying
from crossbearing.compare.identities import identities
from crossbearing.compare.origins import findings
from crossbearing.compare.pairs import pairs
from crossbearing.compare.relations import relations
from crossbearing.compare.revisions import revisions
from crossbearing.compare.sharing import sharing
from crossbearing.compare.stories import stories
from crossbearing.compare.utterances import utterances
from crossbearing.compare.versions import versions
from crossbearing.decide.applying import decided
from crossbearing.decide.pins import Pin
from crossbearing.decide.rulings import rulings
from crossbearing.engine import Run
from crossbearing.history import Heads
from crossbearing.learned.pointing import Pointed
from crossbearing.learned.reader import Reads
from crossbearing.read import read_with_syntax
from crossbearing.read.merging import Tally, merged, tally
from crossbearing.read.suggestions import Suggested, ask, located
from crossbearing.read.vectors import vectors
from crossbearing.records import (
    Chain,
    Copying,
    Decided,
    Dossier,
    Failure,
    Finding,
    Identity,
    Material,
    PairSigns,
    Reading,
    Relation,
    Report,
    Revisions,
    Rulings,
    SharedWords,
    Story,
    Utterance,
    Vectors,
)
from crossbearing.settings import Settings
from crossbearing.stage import CASE, FOLLOWED, OF_A_REPORT, Count, Grouping, Model, Progress, Stage
from crossbearing.store.base import Store
from crossbearing.write.dossier import dossier


def align(material: Material, near: PairSigns) -> tuple[Finding, ...]:
    """What is said in a story: claims that say one thing, joined, and each group's origins counted."""
    return findings(material, groups(material, near))


def ruled(_: Material, decided: tuple[Decided, ...], pins: tuple[Pin, ...]) -> Rulings:
    """What readers decided of the claims of a story: of it, nothing is needed but its reports with decisions."""
    return rulings(decided, pins)


def reading(report: Report, suggested: Suggested | None, reader: Reads) -> Reading:
    """What is read from a report, with what a model over an endpoint found beside it, where one was asked."""
    built_in, syntax = read_with_syntax(report, reader)
    return built_in if suggested is None else merged(report, built_in, suggested, syntax)


STAGES = (
    Stage(
        "clean", "capture", "crossbearing.clean:clean", (), Report, 3,
        settings=("cpu_seconds", "memory_mb", "answer_mb", "wall_seconds"),
    ),
    Stage("ask", "report", ask, ("clean",), Pointed, 1, models=("endpoint",), optional=True),
    Stage("locate", "report", located, ("clean", "ask"), Suggested, 1, optional=True),
    Stage("read", "report", reading, ("clean",), Reading, 6, may_take=("locate",), models=("reader",)),
    Stage("embed", "report", vectors, ("clean", "read"), Vectors, 1, models=("encoder",), packed=True),
    Stage("versions", "case", versions, ("clean",), tuple[Chain, ...], 1),
    Stage("decide", "report", decided, ("clean", "read"), Decided, 2, decisions=True),
    Stage("stories", "case", stories, ("clean", "read", "embed"), tuple[Story, ...], 2, grows=True),
    Stage("sharing", "story", sharing, (), SharedWords, 1, takes_over=True, packed=True),
    Stage("copying", "story", copying, ("sharing",), tuple[Copying, ...], 3, packed=True),
    Stage("identities", "story", identities, (), tuple[Identity, ...], 1, grows=True),
    Stage(
        "pairs", "story", pairs, ("copying", "identities"), PairSigns, 1,
        models=("judge",), takes_over=True, packed=True,
    ),
    Stage("rulings", "story", ruled, (), Rulings, 2, decisions=True),
    Stage(
        "align", "story", align, ("copying", "identities", "pairs"), tuple[Finding, ...], 6,
        may_take=("rulings",), grows=True,
    ),
    Stage("utterances", "story", utterances, ("copying", "identities"), tuple[Utterance, ...], 2, grows=True),
    Stage("relate", "story", relations, ("copying", "identities", "pairs", "align"), tuple[Relation, ...], 4),
    Stage("revisions", "story", revisions, ("align",), Revisions, 2, models=("judge",), history="needed"),
    Stage(
        "write", "story", dossier, ("copying", "identities", "align", "relate", "utterances"), Dossier, 5,
        may_take=("revisions", "rulings"), packed=True, history="given",
    ),
)  # fmt: skip
"""The system in fourteen rows, two that take part where a case is given an endpoint, two where a reader decided.

Each goes over every unit before the next begins, but a story goes through all of its own.
"""


def run(
    store: Store, models: Mapping[str, Model], settings: Settings, progress: Progress | None = None
) -> tuple[Count, ...]:
    """Make what is missing for the captures that the case reads now; return what was done, stage by stage.

    A unit that cannot be read, or on which a stage fails, gets a reason instead of a result (see `failures`), and the
    others go on; what needs it waits. Raises CaseError, ModelError, and WorkerError where no worker can be run.
    Without an "endpoint" among the models, what one pointed at earlier takes no part; its answers stay stored.
    """
    if "endpoint" not in models and store.made("ask"):
        answered = [unit for unit, made in store.made("ask").items() if made.reason is None]
        store.keep({"ask": answered, "locate": ()})
    return Run(store, STAGES, models, settings, progress).all()


def failures(store: Store) -> tuple[Failure, ...]:
    """All that could not be read, of what the case reads now, in the order of the stages."""
    found = list(store.uncollected())
    failed = {stage: store.failed(stage.name) for stage in STAGES}
    read = {held.id for held in (*store.current(), *store.earlier())} if any(failed.values()) else set()
    for stage, units in failed.items():
        for unit, made in sorted(units.items(), key=lambda item: (item[1].unit_name, item[0])):
            if made.reason is not None and (unit in read or stage.unit in ("case", "story")):
                found.append(Failure(stage=stage.name, unit=made.unit_name, reason=printable(made.reason)))
    suggested = suggestions(store)
    if suggested is not None and suggested.dropped:
        why = ", ".join(f"{each.count} {each.reason}" for each in suggested.dropped)
        dropped = f"{sum(each.count for each in suggested.dropped)} of {suggested.pointed} pointers were dropped: {why}"
        found.append(Failure(stage="locate", unit=f"answers of {suggested.model}", reason=dropped))
    return tuple(found)


def suggestions(store: Store) -> Tally | None:
    """What became of what a model over an endpoint pointed at, in the reports that the case reads now.

    None where the last run asked no such model.
    """
    asked = store.made("ask")
    read_now = [held.id for held in (*store.current(), *store.earlier())] if asked else []
    units = sorted(unit for unit in read_now if unit in asked and asked[unit].reason is None)
    answers, readings = store.bodies("locate", units), store.bodies("read", units)
    return tally(
        (decoded(answers[unit], Suggested, f"locate of {unit}"), decoded(readings[unit], Reading, f"read of {unit}"))
        for unit in units
        if unit in answers and unit in readings
    )


def anchored(store: Store) -> dict[str, tuple[str | None, ...]]:
    """Of each decision that holds, the captures in which its anchors lie; None where nothing can be read from it. Those
    of a new capture can."""
    captures = Heads(store.reading())
    body = store.bodies("versions", [CASE]).get(CASE)
    captures.know(() if body is None else decoded(body, tuple[Chain, ...], "the versions"))
    anchors = Anchored(store.decisions(), captures)
    failed = {unit for stage in OF_A_REPORT for unit in store.failed(stage)}
    return {
        decision.id: tuple(None if unit in failed else unit for unit in anchors.places(decision.id))
        for decision in anchors.held
    }


def report_of(store: Store, capture: str) -> Report | None:
    """The report that was read from a capture, as the machine has it; None where none was."""
    body = store.bodies("clean", [capture]).get(capture)
    return None if body is None else decoded(body, Report, f"clean of {capture}")


def near_pairs(store: Store, story: str) -> PairSigns | None:
    """The near pairs of a story's claims, where it has them."""
    body = store.bodies("pairs", [story]).get(story)
    return None if body is None else decoded(body, PairSigns, f"the near pairs of {story}")


def untold(store: Store, units: Collection[str]) -> bool:
    """Whether the reports read from these captures are in stories of which the last run could make no dossier."""
    bodies = store.bodies("clean", units)
    reports = {decoded(body, Report, f"clean of {unit}").id for unit, body in bodies.items()}
    stories = [story.id for story in grouping(store) if not reports.isdisjoint(story.reports)]
    written = store.made("write")
    return bool(stories) and not any(each in written and written[each].digest for each in stories)


def followed(store: Store) -> int:
    """How many decisions, of those there are in the order of being made, the last run that ended has gone by."""
    body = store.bodies(FOLLOWED, [CASE]).get(CASE)
    return 0 if body is None else decoded(body, int, "the number of decisions")


def unfollowed(store: Store) -> int:
    """How many decisions the last run that ended has not gone by: what is shown is older than they are."""
    return max(0, store.decision_count() - followed(store))


def grouping(store: Store) -> tuple[Story, ...]:
    """The stories as the last run left them."""
    body = store.bodies("stories", [CASE]).get(CASE)
    return () if body is None else decoded(body, Grouping, "the stories").stories


def in_order(store: Store) -> tuple[Story, ...]:
    """The stories in the order of their days."""
    return tuple(sorted(grouping(store), key=lambda story: (story.first or "9999", story.id)))


def dossiers(store: Store, stories: Iterable[str] | None = None) -> Iterator[Dossier]:
    """The dossiers of these stories, or of all in the order of their days, one at a time.

    A story whose stages failed has none.
    """
    for story in (each.id for each in in_order(store)) if stories is None else stories:
        for body in store.bodies("write", [story]).values():
            yield decoded(body, Dossier, f"the dossier of {story}")
