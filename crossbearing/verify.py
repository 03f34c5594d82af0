"""Re-read everything: no model, no stage, only what is stored held against itself.

A span must give words of its report, a citation must lead somewhere, a body must be the one whose digest was written
with it, and the files beside the case must say what the case says.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from crossbearing.decide.folding import spelling
from crossbearing.errors import CaseError, CrossbearingError
from crossbearing.pipeline import STAGES, dossiers, grouping
from crossbearing.records import Claim, Decided, Dossier, Looked, Match, Reading, Record, Report, Span
from crossbearing.stage import FOLLOWED, Grouping
from crossbearing.store.base import Output, Store
from crossbearing.verify_export import passages, spans_in
from crossbearing.watch import matching
from crossbearing.write.dossier import citations, require_citations
from crossbearing.write.export import Export, ReportOut
from crossbearing.write.export_versions import VersionOut


class Verified(Record, frozen=True):
    """What was re-read, and what did not hold."""

    captures: int
    spans: int
    citations: int
    problems: tuple[str, ...]


class Written(NamedTuple):
    """A folder that was written from a case."""

    folder: Path
    files: Callable[[], Mapping[str, bytes]]
    """What it should hold, by name; asked only of a case that holds."""


def verify(store: Store, written: Written | None = None) -> Verified:
    """Re-read a case and, where given, the folder that was written from it.

    Raises CaseError when the case cannot be opened or read at all.
    """
    check = _Check()
    captures = check.captures(store)
    check.problems += store.damaged_decisions()
    check.problems += store.damaged_watch()
    check.outputs(store)
    check.dossiers(store)
    check.watched(store)
    if written is not None and not check.problems:
        check.folder(written.files(), written.folder)
    return Verified(captures=captures, spans=check.spans, citations=check.citations, problems=tuple(check.problems))


def damaged(store: Store) -> list[tuple[str, str]]:
    """Stage and unit of every output that is not what was written, or cannot be read."""
    return [(output.stage, output.unit) for output, _, why in _reread(store) if why]


def damaged_matches(store: Store) -> list[tuple[str, str]]:
    """Mandate and story of all matches that cannot be read."""
    return [(mandate, story) for mandate, story, _, why in _matches(store) if why]


def _matches(store: Store) -> Iterator[tuple[str, str, tuple[Match, ...], str]]:
    """Mandate, story and its matches, or why they cannot be read.

    Of a dossier that has changed since, the next build makes them anew: then there are none, and only what cannot be
    read is told.
    """
    made = store.made("write")
    for mandate in store.mandates():
        for story, key in store.watched(mandate.id).items():
            stands = story in made and key.rsplit(" ", 1)[-1] == made[story].digest
            found: tuple[Match, ...] = ()
            why = ""
            try:
                for watched in store.watched_bodies(mandate.id, [story]):
                    found = msgspec.json.decode(watched.body, type=Looked).matches
            except CaseError as error:
                why = str(error)
            except msgspec.MsgspecError as error:
                why = f"what mandate {mandate.id} matched in story {story} cannot be read: {error}"
            yield mandate.id, story, found if stands else (), why


def _reread(store: Store) -> Iterator[tuple[Output, object | None, list[str]]]:
    """Every output with the record that it is, and what is wrong with it: against its digest, against its type."""
    makes = {stage.name: stage.makes for stage in STAGES} | {"stories": Grouping, FOLLOWED: int}
    for output, digest in store.outputs():
        why = ["it was changed after it was made"] if output.digest != digest else []
        record = None
        if output.body is not None:
            try:
                record = msgspec.json.decode(output.body, type=makes[output.stage])
            except (msgspec.MsgspecError, KeyError) as error:
                why.append(f"it cannot be read: {error}")
        yield output, record, why


class _Check:
    """What has been re-read so far, and what was wrong."""

    def __init__(self) -> None:
        self.spans = 0
        self.citations = 0
        self.problems: list[str] = []
        self._reports: dict[str, Report] = {}
        self._readings: dict[str, Reading] = {}
        self._decided: dict[str, Decided] = {}

    # ── the case ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def captures(self, store: Store) -> int:
        """Every capture's bytes against their SHA-256."""
        read = 0
        for capture in store.captures():
            read += 1
            if hashlib.sha256(capture.body).hexdigest() != capture.sha256:
                self.problems.append(f"capture {capture.name}: its bytes are not those that came in")
        return read

    def outputs(self, store: Store) -> None:
        """Every output against its digest and its type; reports first, since all spans lie in them."""
        captures = {capture.id for capture in store.captures()}
        read: list[tuple[str, object]] = []
        for output, record, why in _reread(store):
            where = f"{output.stage} of {output.unit_name}"
            self.problems += [f"{where}: {each}" for each in why]
            if record is None:
                continue
            if isinstance(record, Report):
                self._reports[record.id] = record
                if record.capture not in captures:
                    self.problems.append(f"{where}: its capture is missing")
            if isinstance(record, Reading):
                self._readings[record.report] = record
            if isinstance(record, Decided):
                self._decided[record.report.id] = record
            if not isinstance(record, Dossier):  # made of the others, and held against them below
                read.append((where, record))
        for where, record in read:
            for span in spans_in(record):
                self._span(span, where)
        for reading in self._readings.values():
            for claim in reading.claims:
                self._claim(claim, reading)
            self._acts(reading)

    def dossiers(self, store: Store) -> None:
        """Every dossier against the outputs that it is made of, and every citation in it."""
        stories = grouping(store)
        for dossier in dossiers(store):
            where = f"dossier of story {dossier.story.id}"
            if dossier.story not in stories:
                self.problems.append(f"{where}: it is not of the story as it stands")
            for report, reading in zip(dossier.reports, dossier.readings, strict=False):
                if report != self._report(report.id) or reading != self._reading(report.id):
                    self.problems.append(f"{where}: it does not hold report {report.name} as it was read")
            for version in dossier.versions:
                id_ = version.report.id
                if version.report != self._reports.get(id_) or version.reading != self._readings.get(id_):
                    self.problems.append(f"{where}: it does not hold version {version.number} of {version.of} as read")
            for finding in dossier.findings:
                if finding.independent != sum(origin.counted for origin in finding.origins):
                    self.problems.append(f"{where}: {finding.id} does not count its origins")
            self._anchors(dossier, where)
            try:
                require_citations(dossier)
            except CrossbearingError as error:
                self.problems.append(f"{where}: {error}")
            self.citations += citations(dossier)

    def watched(self, store: Store) -> None:
        """Every passage that a match of a mandate names."""
        for mandate, story, found, why in _matches(store):
            where = f"matches of mandate {mandate} in story {story}"
            if why:
                self.problems.append(why)
            for match in found:
                for span in matching.spans(match):
                    self._span(span, where)

    def _report(self, report: str) -> Report | None:
        """A report as it was read, with what readers decided of it; a text that was changed so is none."""
        known, ruled = self._reports.get(report), self._decided.get(report)
        if ruled is None or known is None or ruled.report.text != known.text:
            return known
        return ruled.report

    def _reading(self, report: str) -> Reading | None:
        ruled = self._decided.get(report)
        return self._readings.get(report) if ruled is None else ruled.reading

    def _anchors(self, dossier: Dossier, where: str) -> None:
        """The words of decisions against those that stand where they were found."""
        decisions = {decision.id: decision for decision in dossier.rulings.decisions}
        texts = {report.id: report.text for report in dossier.reports}
        for there in dossier.rulings.attached:
            decision = decisions.get(there.decision)
            if decision is None or not 0 <= there.anchor < len(decision.anchors):
                self.problems.append(f"{where}: a passage is held for a decision {there.decision} that is not there")
                continue
            now = texts.get(there.span.report, "")[there.span.start : there.span.end]
            then = decision.anchors[there.anchor].exact
            held = {"same": now == then, "spelled": spelling(now) == spelling(then), "changed": bool(now)}
            if not held[there.words]:
                self.problems.append(f"{where}: the words of decision {there.decision} do not stand where it has them")

    def _span(self, span: Span, where: str) -> None:
        self.spans += 1
        report = self._reports.get(span.report)
        if report is None:
            self.problems.append(f"{where}: a span lies in {span.report}, which is no report of this case")
        elif not 0 <= span.start < span.end <= len(report.text):
            self.problems.append(f"{where}: [{span.start}, {span.end}) is no passage of {report.name}")

    def _claim(self, claim: Claim, reading: Reading) -> None:
        where = f"claim {claim.id}"
        if not 0 <= claim.sentence < len(reading.sentences):
            self.problems.append(f"{where}: it has no sentence")
            return
        sentence = reading.sentences[claim.sentence].span
        for span in (*(figure.span for figure in claim.figures), *(when.span for when in claim.dates)):
            if not sentence.start <= span.start < span.end <= sentence.end:
                self.problems.append(f"{where}: a figure or date of it stands outside of its sentence")

    def _acts(self, reading: Reading) -> None:
        """Every act and what takes part in it, against the sentences: those offsets are no spans in the record."""
        sentences = [each.span for each in reading.sentences]
        starts = [each.start for each in sentences]
        for act in reading.predicates:
            places = [(act.start, act.end)]
            for part in act.arguments:
                places += (part.start, part.end), (part.head_start, part.head_end)
            self.spans += len(places)
            at = bisect_right(starts, act.start) - 1
            sentence = sentences[at] if at >= 0 else None
            if sentence is None or not all(sentence.start <= a < b <= sentence.end for a, b in places):
                where = f"[{act.start}, {act.end}) of {reading.report}"
                self.problems.append(f"the act {where}: it or a part of it stands outside of its sentence")

    # ── the files beside it ───────────────────────────────────────────────────────────────────────────────────────────

    def folder(self, files: Mapping[str, bytes], folder: Path) -> None:
        """The folder's files against what the case says; dossier.json also against itself."""
        for name, body in sorted(files.items()):
            path = folder / name
            try:
                found = path.read_bytes()
            except OSError as error:
                self.problems.append(f"{path}: {error.strerror}")
                continue
            if name == "dossier.json":
                self._export(found, path)
            if found != body:
                self.problems.append(f"{path}: it does not say what the case says; build again to renew it")

    def _export(self, body: bytes, path: Path) -> None:
        try:
            exported = msgspec.json.decode(body, type=Export)
        except msgspec.MsgspecError as error:
            self.problems.append(f"{path}: it cannot be read: {error}")
            return
        told: list[ReportOut | VersionOut] = [*exported.reports, *exported.versions]
        for report in told:
            self._text(report, path)
        read, problems = passages(exported)
        self.spans += read
        self.problems += [f"{path}: {problem}" for problem in problems]

    def _text(self, report: ReportOut | VersionOut, path: Path) -> None:
        known = self._reports.get(report.id)
        if known is None or known.text != report.text:
            name = report.name if isinstance(report, ReportOut) else f"version {report.id}"
            self.problems.append(f"{path}: the text of {name} is not the case's")
