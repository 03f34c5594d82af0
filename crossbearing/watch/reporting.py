"""What a monitoring report is made of: the matches of a mandate, with what stands beside them in their stories.

Story by story: `told` takes of a dossier what its matches need, so that no more than one dossier is held. `report`
puts the parts together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec.structs import replace

from crossbearing.records import (
    Alert,
    CitedReport,
    Claim,
    CopiedFrom,
    Copying,
    Corrected,
    Dated,
    Dissent,
    Dossier,
    EvidenceClass,
    Mandate,
    Match,
    MatchedClaim,
    MonitoringReport,
    Origin,
    Record,
    Report,
    RestsOn,
    Span,
    ToldMatch,
    ToldMatter,
    Withdrawal,
)
from crossbearing.watch.matching import passages

_MOST_SHOWN = 240
"""Characters of a passage that two reports share."""
_STRENGTH = {kind: place for place, kind in enumerate(get_args(EvidenceClass))}


class ToldStory(Record, frozen=True):
    """What one story gives to a report."""

    matches: tuple[ToldMatch, ...]
    timeline: tuple[Dated, ...]
    copied: tuple[CopiedFrom, ...]
    cited: tuple[CitedReport, ...]
    """Without the times of their captures, which no dossier knows."""


class Kept(Record, frozen=True):
    """What the case keeps of a mandate."""

    mandate: Mandate
    digest: str
    added_at: str
    alerts: tuple[Alert, ...]
    stories: int


def told(matches: Sequence[Match], dossier: Dossier) -> ToldStory:
    """The matches of a story with what stands beside them, and the reports that are cited."""
    story = _Story(dossier)
    every = tuple(story.match(match) for match in matches)
    timeline = tuple(story.timeline(matches))
    cited = dict.fromkeys(span.report for span in spans(every, timeline))
    copied = tuple(story.copied(pair) for pair in dossier.copying if pair.a in cited and pair.b in cited)
    return ToldStory(every, timeline, copied, tuple(story.cited(report) for report in cited))


def report(
    kept: Kept, stories: Iterable[ToldStory], times: Mapping[str, tuple[str, bool]], since: str | None
) -> MonitoringReport:
    """The whole. `times`: capture → when it was captured, and whether it was seen on the web then."""
    parts = tuple(stories)
    mandate = kept.mandate
    news = tuple(each for each in kept.alerts if since is None or each.at[:10] >= since)
    matches = sorted((match for part in parts for match in part.matches), key=_order)
    cited = {each.report: each for part in parts for each in part.cited}
    timed = [_with_time(each, times) for each in cited.values()]
    return MonitoringReport(
        mandate=mandate,
        digest=kept.digest,
        added_at=kept.added_at,
        since=since,
        as_of=max((each.at for each in kept.alerts), default=kept.added_at),
        stories=kept.stories,
        news=news,
        earlier=len(kept.alerts) - len(news),
        matters=tuple(
            ToldMatter(
                matter,
                matter.standard or mandate.standard,
                tuple(each for each in matches if each.match.matter == matter.id),
            )
            for matter in mandate.matters
        ),
        timeline=tuple(sorted((each for part in parts for each in part.timeline), key=_by_day)),
        copied=tuple(sorted((each for part in parts for each in part.copied), key=_most_alike)),
        cited=tuple(
            sorted(timed, key=lambda each: (each.published or "9999", each.outlet or "", each.name, each.report))
        ),
    )


def spans(matches: Iterable[ToldMatch], timeline: Iterable[Dated]) -> Iterator[Span]:
    """Every passage that a report quotes."""
    for each in matches:
        yield from passages(each.match)
        for one in each.corrected:
            yield from (span for span in (one.was, one.instead, one.notice) if span is not None)
        yield from (one.span for one in each.dissents)
    yield from (each.claim for each in timeline)


class _Story:
    """Look-ups over one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._findings = {finding.id: finding for finding in dossier.findings}
        self._reports: dict[str, tuple[Report, int]] = {report.id: (report, 0) for report in dossier.reports}
        self._reports |= {each.report.id: (each.report, each.number) for each in dossier.versions}
        self._claims: dict[str, Claim] = {claim.id: claim for each in dossier.readings for claim in each.claims}
        readings = (*dossier.readings, *(each.reading for each in dossier.versions))
        self._sentences = {each.report: tuple(one.span for one in each.sentences) for each in readings}
        self._sha256 = {came.capture: came.sha256 for came in dossier.captures}

    def match(self, match: Match) -> ToldMatch:
        return ToldMatch(
            match,
            tuple(self._rests_on(match)),
            tuple(origin.name for origin in self._findings[match.finding].origins if origin.counted),
            tuple(self._corrected(each) for each in self._dossier.withdrawn if match.finding in each.findings),
            tuple(self._dissents(match)),
        )

    def _rests_on(self, match: Match) -> Iterator[RestsOn]:
        """The origins of the claims that meet the pattern by their own words; those that count first."""
        meeting = {each.claim: each for each in match.claims if not each.context}
        origins = [
            (origin, [meeting[claim] for claim in origin.claims if claim in meeting])
            for origin in self._findings[match.finding].origins
        ]
        found = [_rests_on(origin, claims, origin.name in match.origins) for origin, claims in origins if claims]
        yield from sorted(found, key=lambda each: not each.counted)

    def _corrected(self, each: Withdrawal) -> Corrected:
        outlets = (self._reports[self._claims[claim].span.report][0] for claim in each.still if claim in self._claims)
        still = tuple(dict.fromkeys(report.outlet or report.name for report in outlets))
        return Corrected(each.span, each.instead, each.notice, each.silent, still)

    def _dissents(self, match: Match) -> Iterator[Dissent]:
        """Decisions on the words of the finding's claims, each once, at the first of its words."""
        rulings = self._dossier.rulings
        decisions = {each.id: each for each in rulings.decisions}
        mine = set(self._findings[match.finding].claims)
        reports = {each.report for each in match.claims}
        found: dict[str, Dissent] = {}
        for there in rulings.attached:
            decision = decisions.get(there.decision)
            if decision is None:
                continue
            here = there.claim in mine or (decision.kind == "published" and there.span.report in reports)
            differs = {
                "note": True,
                "hide": False,
                "undo": False,
                "same": decision.machine not in ("", "same"),
                "apart": decision.machine not in ("", "apart"),
                "origin": bool(decision.machine),
            }.get(decision.kind, decision.value != decision.machine)
            if here and differs:
                found.setdefault(decision.id, Dissent(decision, there.span))
        yield from found.values()

    def timeline(self, matches: Sequence[Match]) -> Iterator[Dated]:
        """Each day that a claim of a match gives, once for each finding."""
        wanted = {match.finding for match in matches}
        seen: set[tuple[str, str]] = set()
        for moment in self._dossier.timeline:
            key = moment.when.value, moment.finding
            if moment.finding in wanted and moment.claim in self._claims and key not in seen:
                seen.add(key)
                claim = self._claims[moment.claim]
                yield Dated(moment.when, moment.finding, claim.span, claim.status)

    def copied(self, pair: Copying) -> CopiedFrom:
        longest = max((each.a for each in pair.passages), key=lambda span: (span.end - span.start, span), default=None)
        shown = None if longest is None else _beginning(longest, self._reports[pair.a][0].text)
        return CopiedFrom(pair.a, pair.b, pair.likeness, pair.origin, pair.taker, shown)

    def cited(self, report_id: str) -> CitedReport:
        report, version = self._reports[report_id]
        return CitedReport(
            report=report.id,
            name=report.name,
            outlet=report.outlet,
            title=report.title,
            url=report.url,
            published=report.published.value,
            language=report.language,
            text=report.text,
            sentences=self._sentences.get(report.id, ()),
            capture=report.capture,
            sha256=self._sha256.get(report.capture, ""),
            version=version,
        )


def _rests_on(origin: Origin, claims: Sequence[MatchedClaim], counted: bool) -> RestsOn:
    kinds = sorted({each.evidence.kind for each in claims}, key=_STRENGTH.__getitem__)
    first: dict[str, Span] = {}
    for each in claims:
        first.setdefault(each.report, each.span)
    return RestsOn(origin.name, origin.kind, counted, tuple(kinds), tuple(first.values()), origin.reasons)


def _beginning(span: Span, text: str) -> Span:
    """Of a long passage so many characters, to the end of a word, of its first paragraph."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = text.find("\n\n", start, span.end)
    end = span.end if end < 0 else end
    if end - start > _MOST_SHOWN:
        blank = text.rfind(" ", start, start + _MOST_SHOWN)
        end = blank if blank > start else start + _MOST_SHOWN
    return Span(span.report, start, end)


def _with_time(each: CitedReport, times: Mapping[str, tuple[str, bool]]) -> CitedReport:
    taken_at, timed = times.get(each.capture, ("", False))
    return replace(each, taken_at=taken_at, timed=timed)


def _order(each: ToldMatch) -> tuple[bool, bool, int, int, str, str]:
    """What headlines alone say stands below what texts say."""
    match = each.match
    return (
        match.headline,
        not match.judged.met,
        -len(match.origins),
        -len(match.outlets),
        match.first or "9999",
        match.finding,
    )


def _by_day(each: Dated) -> tuple[str, str, Span]:
    return each.when.value, each.finding, each.claim


def _most_alike(each: CopiedFrom) -> tuple[float, str, str]:
    return -each.likeness, each.a, each.b
