"""What is built beside the pages: jobs, one after another, each done by a process of its own (`building`).

A job is kept until fifty newer ones are there. Builds that wait are one build: many decisions, one build. The process
is started for the first job, and anew where it died; what it was about is then failed, with the reason.
"""

from __future__ import annotations

import datetime
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from crossbearing.records import Failure, Record
from crossbearing.web.work.builder import Builder
from crossbearing.web.work.building import Ended, Told, Work

State = Literal["waiting", "running", "done", "failed"]
KEPT = 50


class Job(Record, frozen=True):
    """One thing that is built, as it stands now."""

    id: str
    kind: Literal["add", "build"]
    by: str
    """Who asked for it; "" for nobody by name."""
    sources: tuple[str, ...]
    """What is added: names of files as they were sent, and addresses."""
    state: State
    at: str
    """When it was asked for: UTC, ISO 8601; so are `started` and `ended`."""
    started: str | None = None
    ended: str | None = None
    stage: str = ""
    """What is done now: "wait" while another process builds the case, else as `Progress` has it."""
    done: int = 0
    total: int = 0
    """Of `done`, how many there are; 0 where that is not known."""
    reason: str = ""
    """Why it failed."""
    reports: int = 0
    new: int = 0
    versions: int = 0
    again: int = 0
    made: int = 0
    """Outputs of stages that were made anew."""
    failed: int = 0
    """Units that could not be read; `failures` has the first of them."""
    failures: tuple[Failure, ...] = ()
    then: str = ""
    """Id of the build that reads what was added."""


class _Order(msgspec.Struct):
    """What belongs to a job and is no reader's business."""

    work: Work
    folder: Path | None
    """Where its files lie until it has ended."""


class Jobs:
    """The jobs of one room. All methods may be called from any thread."""

    def __init__(self, case: Path) -> None:
        self._case = case
        self._builder = Builder(case)
        self._changed = threading.Condition()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._orders: dict[str, _Order] = {}
        self._thread: threading.Thread | None = None
        self._closing = False

    def add(
        self, paths: Sequence[str], by: str, *, names: Sequence[str] | None = None, folder: Path | None = None
    ) -> Job:
        """Add files and addresses, and build.

        `names`: how a reader knows them; `folder`: where they lie, removed when they are in the case or cannot be.
        """
        work = Work("add", tuple(paths))
        return self._queue(work, by, tuple(paths if names is None else names), folder)

    def build(self, by: str = "") -> Job:
        """Make what is missing: by the build that waits already, where one does."""
        with self._changed:
            for job in self._jobs.values():
                if job.kind == "build" and job.state == "waiting":
                    return job
            return self._queue(Work("build", ()), by, (), None)

    def all(self) -> tuple[Job, ...]:
        """The newest first."""
        with self._changed:
            return tuple(reversed(self._jobs.values()))

    def get(self, job_id: str) -> Job | None:
        """One of them."""
        with self._changed:
            return self._jobs.get(job_id)

    def close(self) -> None:
        """Stop building, and wait until the process has ended. What was not added yet stays where it lies."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._builder.stop()
        if self._thread is not None:
            self._thread.join()

    def _queue(self, work: Work, by: str, sources: tuple[str, ...], folder: Path | None) -> Job:
        job = Job(f"job-{secrets.token_hex(8)}", work.do, by, sources, "waiting", _now())
        with self._changed:
            self._jobs[job.id] = job
            self._orders[job.id] = _Order(work, folder)
            for old in list(self._jobs.values())[:-KEPT]:
                if old.id not in self._orders:
                    del self._jobs[old.id]
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return job

    def _run(self) -> None:
        while (job := self._next()) is not None:
            order = self._orders[job.id]
            ended = self._builder.do(order.work, partial(self._tell, job.id))
            if self._closing and ended.reason:
                return
            if order.folder is not None:
                shutil.rmtree(order.folder, ignore_errors=True)
            then = self.build(job.by).id if job.kind == "add" and ended.reports else ""
            with self._changed:
                del self._orders[job.id]
                self._jobs[job.id] = _ended(self._jobs[job.id], _as_sent(ended, order.folder), then)

    def _next(self) -> Job | None:
        """The next job that waits, running from now on; None when the room closes."""
        with self._changed:
            while not self._closing:
                waiting = [job for job in self._jobs.values() if job.state == "waiting"]
                # What is to be added goes first: one build reads all of it.
                for job in sorted(waiting, key=lambda each: each.kind != "add"):
                    running = msgspec.structs.replace(job, state="running", started=_now())
                    self._jobs[job.id] = running
                    return running
                self._changed.wait()
            return None

    def _tell(self, job_id: str, told: Told) -> None:
        with self._changed:
            now = self._jobs[job_id]
            self._jobs[job_id] = msgspec.structs.replace(now, stage=told.stage, done=told.done, total=told.total)


def _ended(job: Job, ended: Ended, then: str) -> Job:
    return msgspec.structs.replace(
        job,
        state="failed" if ended.reason else "done",
        ended=_now(),
        then=then,
        **{name: getattr(ended, name) for name in Ended.__struct_fields__},
    )


def _as_sent(ended: Ended, folder: Path | None) -> Ended:
    """Without the folder in which files lay that were sent: it is nobody's business, and gone."""
    if folder is None:
        return ended
    lay = f"{folder}/"
    failures = tuple(
        Failure(each.stage, each.unit.replace(lay, ""), each.reason.replace(lay, "")) for each in ended.failures
    )
    return msgspec.structs.replace(ended, reason=ended.reason.replace(lay, ""), failures=failures)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
