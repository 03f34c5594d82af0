"""One dossier → what its story is found by: the story itself, its outlets, days, reports and findings.

Actors, places, figures and speakers `index_names` makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from crossbearing.found_by import key_of
from crossbearing.records import Copying, Dossier, Finding, Report
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.dossier import bearing, totals
from crossbearing.write.entries import (
    CopyRef,
    DayEntry,
    DayReports,
    FindingEntry,
    FindingRef,
    IndexEntry,
    OutletEntry,
    ReportEntry,
    ReportRef,
    StoryEntry,
)
from crossbearing.write.index_names import actors, figures, places, speakers

LEFT_SHOWN, DAY_SHOWN = 25, 25
_STANDING: tuple[tuple[Literal["denies", "contradicts", "updates"], Literal["denied", "contradicted", "updated"]], ...]
_STANDING = (("denies", "denied"), ("contradicts", "contradicted"), ("updates", "updated"))


def entries_of(dossier: Dossier) -> tuple[IndexEntry, ...]:
    """All entries of a story, by kind and key; no two have both the same."""
    catalogue = Catalogue(dossier)
    made = [
        story(catalogue),
        *outlets(catalogue),
        *actors(catalogue),
        *places(catalogue),
        *days(catalogue),
        *figures(catalogue),
        *speakers(catalogue),
        *reports(catalogue),
        *findings(catalogue),
    ]
    return tuple(sorted(made, key=lambda each: (each.kind, each.key)))


def story(catalogue: Catalogue) -> IndexEntry:
    """What a list of stories shows."""
    dossier, numbers = catalogue.dossier, totals([catalogue.dossier])
    published = Counter(report.published.value for report in catalogue.reports)
    by_day = sorted(published.items(), key=lambda each: (each[0] is None, each[0] or ""))
    title = catalogue.words(dossier.story.title)
    data = StoryEntry(
        title=title,
        language=catalogue.report(dossier.story.title.report).language,
        first=dossier.story.first,
        last=dossier.story.last,
        days=tuple(DayReports(day, count) for day, count in by_day),
        reports=numbers.reports,
        outlets=tuple(sorted({catalogue.outlet(report.id) for report in catalogue.reports})),
        findings=numbers.findings,
        corroborated=numbers.corroborated,
        origins=max((finding.independent for finding in dossier.findings), default=0),
        denied=numbers.denied,
        contradicted=numbers.contradicted,
        updated=numbers.updated,
        withdrawn=numbers.withdrawn,
        hidden=len(dossier.hidden),
        follows=dossier.story.follows,
    )
    return IndexEntry("story", dossier.story.id, title, numbers.reports, data)


# ── outlets ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def outlets(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """What each outlet carried, left out and copied."""
    named: dict[str, list[Report]] = {}
    for report in catalogue.reports:
        named.setdefault(key_of(catalogue.outlet(report.id)), []).append(report)
    carriers = {finding.id: _carriers(catalogue, finding) for finding in catalogue.dossier.findings}
    several = [finding for finding in catalogue.dossier.findings if len(carriers[finding.id]) > 1]
    for key, theirs in named.items():
        left = [finding for finding in several if key not in carriers[finding.id]]
        data = OutletEntry(
            reports=tuple(_report_ref(report) for report in theirs),
            carried=len(several) - len(left),
            left_out=len(left),
            left=tuple(_ref(catalogue, finding) for finding in left[:LEFT_SHOWN]),
            alone=sum(carried == {key} for carried in carriers.values()),
            copies=tuple(_copies(catalogue, {report.id for report in theirs})),
        )
        yield IndexEntry("outlet", key, catalogue.outlet(theirs[0].id), len(theirs), data)


def _carriers(catalogue: Catalogue, finding: Finding) -> set[str]:
    return {key_of(catalogue.outlet(catalogue.claims[claim].span.report)) for claim in finding.claims}


def _copies(catalogue: Catalogue, ours: set[str]) -> Iterator[CopyRef]:
    pairs = sorted(catalogue.dossier.copying, key=lambda pair: (-pair.likeness, pair.a, pair.b, pair.id))
    for pair in pairs:
        mine = [report for report in (pair.a, pair.b) if report in ours]
        if len(mine) == 1:
            other = pair.b if mine[0] == pair.a else pair.a
            way = _direction(pair, mine[0])
            likeness = round(pair.likeness, 4)
            yield CopyRef(pair.id, catalogue.outlet(other), way, likeness, mine[0], other, pair.origin)


def _direction(pair: Copying, ours: str) -> Literal["took", "gave", "shares"]:
    if pair.taker is None:
        return "shares"
    return "took" if pair.taker == ours else "gave"


# ── days, reports, findings ───────────────────────────────────────────────────────────────────────────────────────────


def days(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """The days of publication, and the dates that claims give."""
    published: dict[str, list[str]] = {}
    for report in catalogue.reports:
        if report.published.value is not None:
            published.setdefault(report.published.value, []).append(report.id)
    told: dict[str, list[str]] = {}
    for moment in catalogue.dossier.timeline:
        told.setdefault(moment.when.value, []).append(moment.finding)
    for day in sorted(published.keys() | told.keys()):
        moments = told.get(day, [])
        told_of = sorted(set(moments), key=lambda each: catalogue.number[each])
        refs = tuple(_ref(catalogue, catalogue.findings[each]) for each in told_of[:DAY_SHOWN])
        data = DayEntry(tuple(published.get(day, ())), len(moments), refs, len(told_of) - len(refs))
        yield IndexEntry("day", day, day, len(published.get(day, ())) + len(moments), data)


def reports(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """Every report and every earlier version, so that an id alone leads to its story.

    Of a version that reads as a report of the story does, the report stands.
    """
    earlier: dict[str, list[str]] = {}
    for version in catalogue.dossier.versions:
        earlier.setdefault(version.of, []).append(version.report.id)
    told = {report.id: (report, report.id, len(earlier.get(report.id, ())) + 1) for report in catalogue.reports}
    for version in catalogue.dossier.versions:
        told.setdefault(version.report.id, (version.report, version.of, version.number))
    for id_, (report, current, number) in told.items():
        data = ReportEntry(
            outlet=catalogue.outlet(current),
            title=report.title,
            day=report.published.value,
            language=report.language,
            current=current,
            number=number,
            versions=(*earlier.get(current, ()), current),
        )
        yield IndexEntry("report", id_, report.name, number, data)


def findings(catalogue: Catalogue) -> Iterator[IndexEntry]:
    """Every finding, hidden ones too."""
    standing = {word: bearing(catalogue.dossier, kind) for kind, word in _STANDING}
    hidden = set(catalogue.dossier.hidden)
    for finding in catalogue.dossier.findings:
        worded = [claim for claim in finding.claims if catalogue.claims[claim].span == finding.wording]
        data = FindingEntry(
            number=catalogue.number[finding.id],
            words=catalogue.words(finding.wording),
            wording=finding.wording,
            claim=(worded or sorted(finding.claims))[0],
            language=catalogue.report(finding.wording.report).language,
            independent=finding.independent,
            outlets=finding.outlets,
            stance=finding.stance,
            status=finding.status,
            first=finding.first,
            last=finding.last,
            standing=tuple(word for _, word in _STANDING if finding.id in standing[word]),
            hidden=finding.id in hidden,
        )
        yield IndexEntry("finding", finding.id, "", finding.independent, data)


def _report_ref(report: Report) -> ReportRef:
    return ReportRef(report.id, report.name, report.published.value, report.title)


def _ref(catalogue: Catalogue, finding: Finding) -> FindingRef:
    return FindingRef(
        id=finding.id,
        number=catalogue.number[finding.id],
        words=catalogue.words(finding.wording),
        language=catalogue.report(finding.wording.report).language,
        independent=finding.independent,
    )
