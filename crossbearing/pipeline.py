"""The whole way from captures to dossiers: one table of stages, and `run`, which makes what is missing.

A second run does no work, a late report re-opens only its story, and a run that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crossbearing.compare.alignment import groups
from crossbearing.compare.copying import copying
from crossbearing.compare.identities import identities
from crossbearing.compare.origins import findings
from crossbearing.compare.relations import relations
from crossbearing.compare.stories import stories
from crossbearing.compare.utterances import utterances
from crossbearing.engine import CASE, Count, Grouping, Model, Progress, Run, Stage, decoded
from crossbearing.read import read
from crossbearing.read.vectors import vectors
from crossbearing.records import (
    Copying,
    Dossier,
    Failure,
    Finding,
    Identity,
    Material,
    Reading,
    Relation,
    Report,
    Story,
    Utterance,
    Vectors,
)
from crossbearing.settings import Settings
from crossbearing.store.base import Store
from crossbearing.write.dossier import dossier


def align(material: Material) -> tuple[Finding, ...]:
    """What is said in a story: claims that say one thing, joined, and each group's origins counted."""
    return findings(material, groups(material))


STAGES = (
    Stage(
        "clean", "capture", "crossbearing.clean:clean", (), Report, 1,
        settings=("cpu_seconds", "memory_mb", "wall_seconds"),
    ),
    Stage("read", "report", read, ("clean",), Reading, 1),
    Stage("embed", "report", vectors, ("clean", "read"), Vectors, 1, models=("encoder",)),
    Stage("stories", "case", stories, ("clean", "read", "embed"), tuple[Story, ...], 1, grows=True),
    Stage("copying", "story", copying, (), tuple[Copying, ...], 1),
    Stage("identities", "story", identities, (), tuple[Identity, ...], 1, grows=True),
    Stage("align", "story", align, ("copying", "identities"), tuple[Finding, ...], 1, grows=True),
    Stage("utterances", "story", utterances, ("copying", "identities"), tuple[Utterance, ...], 1, grows=True),
    Stage("relate", "story", relations, ("copying", "identities", "align"), tuple[Relation, ...], 1),
    Stage("write", "story", dossier, ("copying", "identities", "align", "relate", "utterances"), Dossier, 1),
)  # fmt: skip
"""The system in ten rows; each goes over every unit before the next begins, but a story goes through all of its own."""


def run(
    store: Store, models: Mapping[str, Model], settings: Settings, progress: Progress | None = None
) -> tuple[Count, ...]:
    """Make what is missing for the captures that the case reads now; return what was done, stage by stage.

    A unit that cannot be read, or on which a stage fails, gets a reason instead of a result (see `failures`), and the
    others go on; what needs it waits. Raises CaseError, ModelError, and WorkerError where no worker can be run.
    """
    return Run(store, STAGES, models, settings, progress).all()


def failures(store: Store) -> tuple[Failure, ...]:
    """All that could not be read, of what the case reads now, in the order of the stages."""
    found = list(store.uncollected())
    current = {held.id for held in store.current()}
    for stage in STAGES:
        for unit, made in sorted(store.made(stage.name).items(), key=lambda item: (item[1].unit_name, item[0])):
            if made.reason is not None and (unit in current or stage.unit in ("case", "story")):
                found.append(Failure(stage=stage.name, unit=made.unit_name, reason=made.reason))
    return tuple(found)


def grouping(store: Store) -> tuple[Story, ...]:
    """The stories as the last run left them."""
    body = store.bodies("stories", [CASE]).get(CASE)
    return () if body is None else decoded(body, Grouping, "the stories").stories


def dossiers(store: Store, stories: Iterable[str]) -> Iterator[Dossier]:
    """The dossiers of these stories, one at a time; a story whose stages failed has none."""
    for story in stories:
        for body in store.bodies("write", [story]).values():
            yield decoded(body, Dossier, f"the dossier of {story}")
