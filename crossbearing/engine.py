"""Brings stages up to date: compares keys, makes what has none that fits, and keeps it.

An output's key covers all that it depends on: the stage and its version, the models' fingerprints, the settings that
matter, and the digests of its inputs. Digests are of what an output says, so a stage that is run anew and says the same
re-opens nothing behind it. What a stage takes over from its own last output is in no key: it must change nothing.

There is one output for a stage and unit; a new one takes the place of the old. A report's outputs stay as long as its
capture, which is for ever: a report that comes back is not read again. A story's outputs go, in one transaction at the
end of a run, when the story is no more or a stage that they need has failed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import msgspec
from msgspec.structs import replace

from crossbearing.anchored import Anchored, digest
from crossbearing.attempts import attempt, decoded, stored
from crossbearing.compare.lineage import carry_on, heirs_of
from crossbearing.decide.pins import Pin
from crossbearing.history import VERSIONS, Captures
from crossbearing.records import Chain, Decided, Material, Story
from crossbearing.settings import Settings
from crossbearing.stage import (
    CASE,
    DECIDE,
    DECIDED,
    FOLLOWED,
    IN_MATERIAL,
    OF_A_REPORT,
    Count,
    Grouping,
    Model,
    Progress,
    Stage,
)
from crossbearing.store.base import Made, Output, Store
from crossbearing.workers import sandboxed

BATCH = 64
BATCH_SECONDS = 1.0
"""Outputs are committed when so many wait, or the first has waited so long: what a killed run can lose."""


class Run:
    """One run: what the store holds, and what was done so far."""

    def __init__(
        self,
        store: Store,
        stages: Sequence[Stage],
        models: Mapping[str, Model],
        settings: Settings,
        progress: Progress | None = None,
    ) -> None:
        self._stages: dict[str, Stage] = {}
        for stage in stages:
            if not stage.optional or (models.keys() >= set(stage.models) and self._stages.keys() >= set(stage.takes)):
                self._stages[stage.name] = stage
        self.counts = {name: Count(name) for name in self._stages}
        self._store = store
        self._models = models
        self._settings = settings
        self._progress = progress or _silent
        self._made = {name: store.made(name) for name in self._stages}
        self._holders: dict[str, dict[str, str]] = {}
        self._captures = Captures(store)
        self._current = self._captures.names
        self._ruled: dict[str, dict[str, str]] = {}
        """Capture → digests of what is made of it as it is with decisions; empty until the stage that brings them."""

    def all(self) -> tuple[Count, ...]:
        """Bring every stage up to date, in the order of the stages; what was done at each."""
        for stage in self._stages.values():
            if stage.unit in ("capture", "report"):
                self.over_reports(stage)
                if stage.name == DECIDE:
                    self._go_by_decisions()
            elif stage.unit == "case":
                self.over_case(stage)
                if stage.name == VERSIONS:
                    self._captures.know(self._chains(stage))
        self.over_stories([stage for stage in self._stages.values() if stage.unit == "story"])
        if DECIDE in self._stages:
            self._note_followed()
        return tuple(self.counts.values())

    # ── one report at a time ──────────────────────────────────────────────────────────────────────────────────────────

    def over_reports(self, stage: Stage) -> None:
        """Bring a stage of single reports up to date."""
        started = time.perf_counter()
        units = [unit for unit in self._current if not stage.decisions or unit in self._anchored.units()]
        keys = {unit: self._key(stage, self._digests(stage, unit)) for unit in units if self._ready(stage, unit)}
        missing = [unit for unit, key in keys.items() if not self._holds(stage, unit, key)]
        self._tally(stage, reused=sorted(set(keys).difference(missing)))
        waiting: list[Output] = []
        written = time.monotonic()
        for number, (unit, result) in enumerate(zip(missing, self._work(stage, missing), strict=True), 1):
            waiting.append(stored(stage.name, unit, self._current[unit], keys[unit], result))
            if len(waiting) >= BATCH or time.monotonic() - written > BATCH_SECONDS or number == len(missing):
                self._put(waiting)
                waiting, written = [], time.monotonic()
            self._progress(stage.name, len(keys) - len(missing) + number, len(keys))
        self._tally(stage, seconds=time.perf_counter() - started)

    def _work(self, stage: Stage, units: Sequence[str]) -> Iterator[object]:
        if not units:
            return
        if isinstance(stage.function, str):
            captures = (self._store.capture(unit) for unit in units)
            yield from sandboxed(stage.function, stage.makes, captures, self._settings)
            return
        for unit in units:
            given = [self._result(name, unit) for name in stage.takes] or [self._store.capture(unit)]
            given += [self._result(name, unit) if self._has(name, unit) else None for name in stage.may_take]
            given += [self._anchored.of_report(unit)] if stage.decisions else []
            yield attempt(partial(stage.function, *given, **self._named(stage)))

    def _named(self, stage: Stage) -> dict[str, Model]:
        return {name: self._models[name] for name in stage.models}

    def _digests(self, stage: Stage, unit: str) -> list[str]:
        digests = [self._digest(name, unit) for name in stage.takes] or [unit]
        digests += [self._digest(name, unit) for name in stage.may_take if self._has(name, unit)]
        return digests + ([digest(self._anchored.of_report(unit))] if stage.decisions else [])

    def _has(self, name: str, unit: str) -> bool:
        """Whether there is a result of the stage, one that holds in this run."""
        made = self._made[name].get(unit) if name in self._stages else None
        return made is not None and made.reason is None and self._ready(self._stages[name], unit)

    # ── what readers decided ──────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _anchored(self) -> Anchored:
        """The decisions as they are when the run comes to them; those that are made later wait for the next."""
        return Anchored(self._store.decisions(), self._captures)

    def _go_by_decisions(self) -> None:
        """From now on, reports and readings are as readers decided; what nobody decides of any more is forgotten."""
        ruled = [unit for unit in self._current if unit in self._anchored.units() and self._has(DECIDE, unit)]
        for unit in ruled:
            made = self._result(DECIDE, unit)
            parts = {name: msgspec.json.encode(getattr(made, field)) for name, field in DECIDED.items()}
            self._ruled[unit] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
        stale = self._made[DECIDE].keys() - self._anchored.units()
        if stale:
            self._store.keep({DECIDE: self._made[DECIDE].keys() - stale})

    def _note_followed(self) -> None:
        """Which decisions what is now stored goes by, as their number: those that came meanwhile are none of them."""
        told = msgspec.json.encode(self._anchored.number)
        if self._store.bodies(FOLLOWED, [CASE]).get(CASE, b"0") != told:
            self._store.put([Output(FOLLOWED, CASE, "all decisions", "", told)])

    def _decided(self, units: Sequence[str]) -> tuple[Decided, ...]:
        return tuple(self._result(DECIDE, unit) for unit in units if unit in self._ruled)

    # ── the case ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def over_case(self, stage: Stage) -> None:
        """Tell versions from reports, or group the reports into stories, where they are not the same as last time."""
        started = time.perf_counter()
        every = self._current if stage.name == VERSIONS else self._captures.heads()
        units = [unit for unit in every if all(self._has(name, unit) for name in OF_A_REPORT)]
        digests = [digest for unit in units for digest in self._digests(stage, unit)]
        if stage.name == VERSIONS:
            digests.append(self._captures.digest(units))
        key = self._key(stage, digests)
        if self._holds(stage, CASE, key):
            self._tally(stage, reused=[CASE])
        else:
            result = attempt(self._chain if stage.name == VERSIONS else self._group, stage, units)
            self._put([stored(stage.name, CASE, "all reports", key, result)])
        self._progress(stage.name, 1, 1)
        self._tally(stage, seconds=time.perf_counter() - started)

    def _chain(self, stage: Stage, units: Sequence[str]) -> object:
        if not callable(stage.function):
            raise TypeError(stage.name)
        reports = list(self._results("clean", units))
        came = [self._captures.provenance(unit, report.id) for unit, report in zip(units, reports, strict=True)]
        return stage.function(reports, came)

    def _chains(self, stage: Stage) -> tuple[Chain, ...]:
        body = self._store.bodies(stage.name, [CASE]).get(CASE)
        return () if body is None else decoded(body, stage.makes, "the versions")

    def _group(self, stage: Stage, units: Sequence[str]) -> Grouping:
        if not callable(stage.function):
            raise TypeError(stage.name)
        last = self._grouping()
        parts = [tuple(self._results(name, units)) for name in stage.takes]
        new: Any = stage.function(*parts) if units else ()
        grown = carry_on(new, last.stories)
        taken = {story.id for story in grown}
        now = {report for story in grown for report in story.reports}
        retired = [old for old in last.stories + last.retired if old.id not in taken and now.intersection(old.reports)]
        return Grouping(tuple(grown), tuple(sorted(retired, key=lambda story: story.id)))

    # ── one story at a time ───────────────────────────────────────────────────────────────────────────────────────────

    def over_stories(self, stages: Sequence[Stage]) -> None:
        """Bring every story's stages up to date, story by story, and forget stories that are no more."""
        grouping = self._grouping()
        heirs = heirs_of(grouping.stories, grouping.retired)
        captures = self._captures_of_reports()
        live: dict[str, list[str]] = {stage.name: [] for stage in stages}
        everywhere = {captures[report] for story in grouping.stories for report in story.reports}
        for number, story in enumerate(grouping.stories, 1):
            units = [captures[report] for report in story.reports]
            base = hashlib.sha256(msgspec.json.encode(story)).hexdigest()
            digests = [base] + [self._digest(name, unit) for name in OF_A_REPORT for unit in units]
            telling = _Telling(story, units, [story.id, *heirs.get(story.id, ())])
            telling.pins = self._anchored.of_story(units, everywhere) if DECIDE in self._stages else ()
            for stage in stages:
                needed = telling.pins if stage.decisions else stage.history != "needed" or self._captures.before(units)
                if needed and self._ready(stage, story.id, live):
                    started = time.perf_counter()
                    telling.beside = [name for name in stage.may_take if self._told_now(name, story.id, live)]
                    self._tell(stage, telling, digests + self._past(stage, units) + self._said(stage, telling))
                    live[stage.name].append(story.id)
                    self._tally(stage, seconds=time.perf_counter() - started)
                self._progress(stage.name, number, len(grouping.stories))
        self._store.keep(live)

    def _past(self, stage: Stage, units: Sequence[str]) -> list[str]:
        """What tells whether the history of some reports is the same, for a stage that is given it."""
        if not stage.history:
            return []
        made = [self._made[name][unit].digest for name in OF_A_REPORT for unit in self._captures.before(units)]
        return [self._captures.digest(units), *made]

    def _said(self, stage: Stage, telling: _Telling) -> list[str]:
        """What tells whether the decisions on a story are the same, for a stage that is given them."""
        if not stage.decisions:
            return []
        return [
            digest(telling.pins),
            *(self._made[DECIDE][unit].digest for unit in telling.units if unit in self._ruled),
        ]

    def _told_now(self, name: str, story: str, live: Mapping[str, Sequence[str]]) -> bool:
        return name in live and story in live[name][-1:] and self._made[name][story].reason is None

    def _tell(self, stage: Stage, telling: _Telling, digests: list[str]) -> None:
        unit = telling.story.id
        key = self._key(stage, digests + [self._made[name][unit].digest for name in (*stage.takes, *telling.beside)])
        if self._holds(stage, unit, key):
            self._tally(stage, reused=[unit])
            return
        self._put([stored(stage.name, unit, f"story {unit}", key, attempt(self._told, stage, telling))])

    def _told(self, stage: Stage, telling: _Telling) -> object:
        if not callable(stage.function):
            raise TypeError(stage.name)
        if telling.material is None:
            parts: Any = [tuple(self._result(name, unit) for unit in telling.units) for name in OF_A_REPORT]
            telling.material = Material(telling.story, *parts)
        for name in (*stage.takes, *telling.beside):
            telling.known[name] = telling.known.get(name) or self._result(name, telling.story.id)
        known = {name: telling.known[name] for name in (*stage.takes, *telling.beside) if name in IN_MATERIAL}
        if stage.history:
            reports = dict(zip(telling.units, telling.story.reports, strict=True))
            known["history"] = self._captures.history(reports, self._result)
        material = replace(telling.material, **known)
        beside = [telling.known[name] for name in stage.takes if name not in IN_MATERIAL]
        may_take = [name for name in stage.may_take if name not in IN_MATERIAL]
        beside += [telling.known[name] if name in telling.beside else None for name in may_take]
        beside += [self._decided(telling.units), telling.pins] if stage.decisions else []
        last: dict[str, object] = {"last": self._last(stage, telling)} if stage.takes_over else {}
        new: Any = stage.function(material, *beside, **self._named(stage), **last)
        if not stage.grows:
            return new
        bodies = self._store.bodies(stage.name, telling.forebears)
        old = [record for name in sorted(bodies) for record in decoded(bodies[name], stage.makes, name)]
        return self._apart(stage, telling, carry_on(new, old))

    def _last(self, stage: Stage, telling: _Telling) -> tuple[Any, ...]:
        """What the stage made before of the story and of those that it took up, in a fixed order."""
        made, mark = self._made[stage.name], self._mark(stage)
        units = [unit for unit in telling.forebears if unit in made and made[unit].key.startswith(mark)]
        bodies = self._store.bodies(stage.name, units)
        return tuple(decoded(bodies[unit], stage.makes, f"{stage.name} of {unit}") for unit in sorted(bodies))

    def _apart(self, stage: Stage, telling: _Telling, records: Sequence[Any]) -> tuple[Any, ...]:
        """The records, renamed where another story's bears the id: a report that moved from there minted it there."""
        holders = self._holders.setdefault(stage.name, {})
        if not holders:
            for unit, body in self._store.bodies(stage.name, self._made[stage.name]).items():
                holders |= {head.id: unit for head in decoded(body, list[_Head], f"{stage.name} of {unit}")}
        own = {name for name, unit in holders.items() if unit in telling.forebears}
        apart = []
        for record in records:
            number, name = 1, record.id
            while name in holders and name not in own:
                number += 1
                name = f"{record.id}.{number}"
            apart.append(replace(record, id=name))
        holders |= {record.id: telling.story.id for record in apart}
        return tuple(apart)

    def _grouping(self) -> Grouping:
        body = self._store.bodies("stories", [CASE]).get(CASE)
        return Grouping((), ()) if body is None else decoded(body, Grouping, "the stories")

    def _captures_of_reports(self) -> dict[str, str]:
        bodies = self._store.bodies("clean", self._current)
        return {decoded(body, _Head, unit).id: unit for unit, body in bodies.items()}

    # ── what is there, what is missing ────────────────────────────────────────────────────────────────────────────────

    def _key(self, stage: Stage, digests: Iterable[str]) -> str:
        whole = hashlib.sha256("\n".join([*self._made_by(stage), *digests]).encode()).hexdigest()
        return self._mark(stage) + whole if stage.takes_over else whole

    def _mark(self, stage: Stage) -> str:
        """What the keys of outputs begin with that this version of a stage made, with these models and settings."""
        return hashlib.sha256("\n".join(self._made_by(stage)).encode()).hexdigest()[:16] + "-"

    def _made_by(self, stage: Stage) -> list[str]:
        models = [f"{name}={self._models[name].fingerprint}" for name in stage.models]
        settings = [f"{name}={getattr(self._settings, name)}" for name in stage.settings]
        return [stage.name, str(stage.version), *models, *settings]

    def _holds(self, stage: Stage, unit: str, key: str) -> bool:
        made = self._made[stage.name].get(unit)
        return made is not None and made.key == key and made.settled

    def _ready(self, stage: Stage, unit: str, live: Mapping[str, Sequence[str]] | None = None) -> bool:
        """All that the stage takes is there; in a story, it is there from this run."""
        return all(
            unit in self._made[name] and self._made[name][unit].reason is None and (live is None or unit in live[name])
            for name in stage.takes
        )

    def _digest(self, name: str, unit: str) -> str:
        return self._ruled.get(unit, {}).get(name) or self._made[name][unit].digest

    def _result(self, name: str, unit: str) -> Any:
        source = DECIDE if name in self._ruled.get(unit, {}) else name
        body = self._store.bodies(source, [unit])[unit]
        made = decoded(body, self._stages[source].makes, f"{source} of {unit}")
        return made if source == name else getattr(made, DECIDED[name])

    def _results(self, name: str, units: Sequence[str]) -> Iterator[Any]:
        """The same of many units, in their order."""
        for start in range(0, len(units), BATCH):
            bodies = self._store.bodies(name, units[start : start + BATCH])
            for unit in units[start : start + BATCH]:
                if name in self._ruled.get(unit, {}):
                    yield self._result(name, unit)
                else:
                    yield decoded(bodies[unit], self._stages[name].makes, f"{name} of {unit}")

    def _put(self, outputs: Sequence[Output]) -> None:
        self._store.put([replace(each, packed=self._stages[each.stage].packed) for each in outputs])
        for output in outputs:
            made = Made(output.key, output.digest, output.unit_name, output.reason, output.settled)
            self._made[output.stage][output.unit] = made
            count = self.counts[output.stage]
            failed = count.failed + (output.reason is not None)
            self.counts[output.stage] = replace(count, made=count.made + 1, failed=failed)

    def _tally(self, stage: Stage, *, reused: Sequence[str] = (), seconds: float = 0.0) -> None:
        count = self.counts[stage.name]
        failed = sum(self._made[stage.name][unit].reason is not None for unit in reused)
        self.counts[stage.name] = replace(
            count, reused=count.reused + len(reused), failed=count.failed + failed, seconds=count.seconds + seconds
        )


class _Head(msgspec.Struct):
    id: str


class _Telling(msgspec.Struct):
    """One story on its way through the stages; what they take is loaded when the first that takes it has work."""

    story: Story
    units: list[str]
    forebears: list[str]
    pins: tuple[Pin, ...] = ()
    material: Material | None = None
    known: dict[str, Any] = msgspec.field(default_factory=dict)
    beside: list[str] = msgspec.field(default_factory=list)
    """What of that which the stage may take is there."""


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked to see."""
