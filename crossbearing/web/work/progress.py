"""What is being built: jobs, and how far each is, in the words of a first-time user; the example to try."""

from __future__ import annotations

from typing import Literal

from crossbearing import lookup
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.store.index import StoryQuery
from crossbearing.web import english
from crossbearing.web.asked import Asked, Done, Refused
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import Title
from crossbearing.web.work.jobs import Job

StepName = Literal["take", "clean", "read", "embed", "group", "compare", "index"]

STEPS: dict[StepName, tuple[str, ...]] = {
    "take": ("open", "fetch", "collect", "add"),
    "clean": ("clean",),
    "read": ("ask", "locate", "read"),
    "embed": ("embed",),
    "group": ("versions", "decide", "stories"),
    "compare": (
        "sharing",
        "copying",
        "identities",
        "pairs",
        "rulings",
        "align",
        "utterances",
        "relate",
        "revisions",
        "write",
    ),
    "index": ("index",),
}
"""Steps as a reader understands them, each with the stages that `Job.stage` names."""
STORIES = 10


class Step(Record, frozen=True):
    """One step and how far it is; `total` is 0 where it is not known, or the step is not under way."""

    name: StepName
    state: Literal["before", "now", "over"]
    done: int
    total: int


class JobPage(Record, frozen=True):
    """One job as it stands now, with the build that reads what it added."""

    job: Job
    build: Job | None
    """The job itself where it is a build."""
    steps: tuple[Step, ...]
    waiting: bool
    """For another process that builds the case."""
    over: bool
    stories: tuple[Title, ...]
    """When all is over, the newest of the case."""


class JobsPage(Record, frozen=True):
    """All jobs that are remembered, the newest first."""

    jobs: tuple[Job, ...]


class Trying(Record, frozen=True):
    """The form of the button that adds the example: nothing more is asked."""


def jobs(asked: Asked) -> JobsPage:
    """All jobs since the server began."""
    return JobsPage(asked.room.jobs.all())


def job(asked: Asked) -> JobPage:
    """The job that the address names. Raises Refused (404) for one that is not remembered."""
    found = asked.room.jobs.get(asked.path["job"])
    if found is None:
        raise Refused(404, _("no such job is remembered: the server keeps the last ones since it began"))
    build = found if found.kind == "build" else asked.room.jobs.get(found.then) if found.then else None
    now = build or found  # what was added is built only when it is all in
    last = build or found
    over = last.state in ("done", "failed")
    return JobPage(
        job=found,
        build=build,
        steps=_steps(found, now, over=over),
        waiting=now.stage == "wait" and now.state == "running",
        over=over,
        stories=_newest(asked) if over else (),
    )


class Building(Record, frozen=True):
    """The form of the button that has the record made anew: nothing more is asked."""


def build(asked: Asked, form: Building) -> Done:
    """Make what is missing, as a job."""
    made = asked.room.jobs.build(asked.who.name)
    return Done(made, f"/jobs/{made.id}")


def try_example(asked: Asked, form: Trying) -> Done:
    """Add the packaged example, as a job."""
    from crossbearing.case import example  # noqa: PLC0415 - slow to import; a room that is only read needs none of it

    made = asked.room.jobs.add([str(example())], asked.who.name, names=[english.EXAMPLE])
    return Done(made, f"/jobs/{made.id}")


def _steps(found: Job, now: Job, *, over: bool) -> tuple[Step, ...]:
    """The steps of the whole way; of a build that adds nothing, without the first."""
    names: list[StepName] = [name for name in STEPS if name != "take" or found.kind == "add"]
    if over:
        return tuple(Step(name, "over", 0, 0) for name in names) if now.state == "done" else ()
    current = next((name for name, stages in STEPS.items() if now.stage in stages), None)
    reached = names.index(current) if current in names else (0 if now is found else 1)
    begun = now.state == "running" and now.stage != "wait"
    return tuple(
        Step(name, "over", 0, 0)
        if place < reached
        else Step(name, "now", *_far(name, now))
        if place == reached and begun
        else Step(name, "before", 0, 0)
        for place, name in enumerate(names)
    )


def _far(name: StepName, now: Job) -> tuple[int, int]:
    """How far a step is: by units, or, where they are one story alone, by the stages that it goes through."""
    stages = STEPS[name]
    if now.total == 1 and len(stages) > 1 and now.stage in stages:
        return stages.index(now.stage), len(stages)
    return (now.done, now.total) if now.stage in stages else (0, 0)


def _newest(asked: Asked) -> tuple[Title, ...]:
    found = lookup.stories(asked.reader.store, StoryQuery(limit=STORIES), facets=0).stories
    known = {each.id: each.entry for each in found}
    return tuple(keys.titled(each.id, known) for each in found)
