"""Counts that are brought up to date, and figures that two reports give differently.

A toll rises while an event is reported: its values, put in order, make one series, each step updating the one before.
Two values that one report gives for one moment, or two reports for one thing that does not grow, contradict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, groupby, pairwise
from statistics import median
from typing import NamedTuple

from crossbearing.compare.overview import Overview
from crossbearing.compare.values import PEOPLE, compare, head
from crossbearing.records import Claim, Figure, Finding, Reason, RelationKind

GROWING = frozenset({"dead", "injured", "missing", "arrested"})
"""What is counted anew while an event is reported."""
_FOREIGN_SCALE = 12
"""A count so many times the series' median, or so small a part of it, is of something else: a war's dead."""
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|initial(?:ly)?|at first|updat(?:ing|ed)|"
    r"(?:up|down|rose|risen|fell|fallen) from|from an?)\b",
    re.IGNORECASE,
)
"""Words before a figure that say it was the count before."""
_COMPARED = re.compile(r"\b(?:up|down|rose|risen|fell|fallen) from\b", re.IGNORECASE)
_NO_TOLL = re.compile(
    r"\b(?:tens|dozens?|scores|hundreds|thousands|millions|several|of (?:the|its|his|their|those))\b", re.IGNORECASE
)
"""Numbers too vague to differ, and parts of a count ("12 of the dead")."""


class Drawn(NamedTuple):
    """A relation between two findings, by their numbers, with why."""

    kind: RelationKind
    from_: int
    to: int
    score: float
    reason: Reason


class Count(NamedTuple):
    """One growing count in a claim of a finding. `superseded`: the text calls it the count before."""

    finding: int
    claim: Claim
    figure: Figure
    day: str
    superseded: bool
    dated_before: bool
    """The text goes on with the count before, and its dates are that one's: "two, down from six on Tuesday"."""


def draw(overview: Overview, findings: Iterable[Finding]) -> list[Drawn]:
    """Relations between findings by what they count; in a fixed order."""
    known = tuple(findings)
    counts = [count for at, finding in enumerate(known) for count in _counts(overview, at, finding)]
    drawn = []
    for series in _series(counts):
        drawn += _steps(overview, series)
        for source, said in _by_source(overview, series):
            drawn += _steps(overview, said, source)
        drawn += _conflicts(overview, series)
    return [*drawn, *_corrections(counts)]


def disagreements(overview: Overview, findings: tuple[Finding, ...], alike: Iterable[tuple[int, int]]) -> list[Drawn]:
    """Figures of one thing, told alike by claims of two findings in two reports, that no value satisfies both.

    `alike`: pairs of claim numbers that would say one thing but for a figure. What grows is left to `draw`.
    """
    finding_of = {claim: at for at, finding in enumerate(findings) for claim in finding.claims}
    drawn = []
    for i, j in alike:
        a, b = overview.claims[i], overview.claims[j]
        _, differing = compare(a.figures, b.figures)
        still = [(x, y) for x, y in differing if not {x.of, y.of} & GROWING]
        if not still or finding_of[a.id] == finding_of[b.id] or "denies" in (a.stance, b.stance):
            continue
        x, y = still[0]
        what = x.unit or x.of or ""
        reason = Reason("figures differ", f"{x.value:g} against {y.value:g} {what}", spans=(x.span, y.span))
        drawn.append(Drawn("contradicts", finding_of[a.id], finding_of[b.id], 0.6, reason))
    return drawn


# ── which counts belong together ──────────────────────────────────────────────────────────────────────────────────────


def _counts(overview: Overview, at: int, finding: Finding) -> list[Count]:
    if finding.stance != "asserts":
        return []
    found = []
    for claim in (overview.claims[overview.number[claim]] for claim in finding.claims):
        report = overview.report(claim)
        day = (claim.said_on.value if claim.said_on else None) or report.published.value or ""
        for figure in claim.figures:
            words = report.text[figure.span.start : figure.span.end]
            if figure.of in GROWING and figure.value > 0 and not _NO_TOLL.search(words):
                before = report.text[max(claim.content.start, figure.span.start - 40) : figure.span.start]
                after = report.text[figure.span.end : claim.content.end]
                superseded, compared = _EARLIER.search(before) is not None, _COMPARED.search(after) is not None
                found.append(Count(at, claim, figure, day, superseded, compared))
    return found


def _kind(count: Count) -> tuple[str, str]:
    unit = count.figure.unit
    return count.figure.of or "", "" if unit in PEOPLE else head(unit)


def _series(counts: list[Count]) -> list[list[Count]]:
    """Counts of one kind of one event: current ones, of the event's day and of its order of magnitude."""
    series = []
    usual = _usual_day(counts)
    for _, group in groupby(sorted(counts, key=lambda count: (_kind(count), _order(count))), key=_kind):
        corrected = {count.claim.id for count in counts if count.superseded}
        members = [c for c in group if not c.superseded and (c.claim.id in corrected or _may_be_of(c, usual))]
        if len(members) > 1:
            middle = median(count.figure.value for count in members)
            series.append([c for c in members if middle / _FOREIGN_SCALE <= c.figure.value <= middle * _FOREIGN_SCALE])
    return series


def _order(count: Count) -> tuple[str, float, int, int]:
    return count.day, count.figure.value, count.finding, count.figure.span.start


def _usual_day(counts: list[Count]) -> str | None:
    """The day to which most counts date what they count: the event's."""
    days = Counter(day for count in counts for day in _days(count.claim))
    return max(sorted(days), key=lambda day: days[day]) if days else None


def _may_be_of(count: Count, day: str | None) -> bool:
    """Whether a count may be of the event of this day: its claim dates itself neither to another day nor year."""
    if count.dated_before:
        return True
    coarse = [when.value for when in count.claim.dates if len(when.value) < 10]
    if any(not (day or count.day).startswith(value) for value in coarse if day or count.day):
        return False
    return day is None or not _days(count.claim) or day in _days(count.claim)


def _days(claim: Claim) -> set[str]:
    return {when.value for when in claim.dates if len(when.value) == 10}


def _by_source(overview: Overview, series: list[Count]) -> list[tuple[str, list[Count]]]:
    """The counts of each named source that gives more than one."""
    told: dict[str, list[Count]] = {}
    for count in series:
        if count.claim.sources and count.claim.sources[0].kind != "unnamed":
            told.setdefault(overview.known_as(count.claim.sources[0]), []).append(count)
    return [(source, told[source]) for source in sorted(told)]


# ── relations between them ────────────────────────────────────────────────────────────────────────────────────────────


def _steps(overview: Overview, series: list[Count], source: str | None = None) -> list[Drawn]:
    """Each value of a series updates the one before it: that of an earlier day, or on one day the smaller."""
    first_said: dict[float, Count] = {}
    for count in sorted(series, key=_order):
        first_said.setdefault(count.figure.value, count)
    whose = f"by {source}" if source else "over all reports"
    drawn = []
    for early, late in pairwise(sorted(first_said.values(), key=_order)):
        to, from_ = _fullest(overview, series, early), _fullest(overview, series, late)
        if to.finding == from_.finding or _conflict(overview, early, late):
            continue
        later = bool(early.day and late.day and early.day < late.day)
        if not later and _counted_by_two(overview, series, early, late):
            reason = _reason(to, from_, "the same day, by two who count")
            drawn.append(Drawn("contradicts", from_.finding, to.finding, 0.6, reason))
            continue
        why = f"the later count {whose}" if later else f"the same day, and the count rises {whose}"
        drawn.append(Drawn("updates", from_.finding, to.finding, 0.9 if later else 0.6, _reason(to, from_, why)))
    return drawn


def _fullest(overview: Overview, series: list[Count], like: Count) -> Count:
    """Of the counts of one value, the first in the finding that holds most of them; headlines weigh nothing."""
    same = [count for count in series if count.figure.value == like.figure.value]
    in_text = [c for c in same if not overview.reading(c.claim).sentences[c.claim.sentence].heading]
    held = Counter(count.finding for count in in_text)
    return min(same, key=lambda count: (-held[count.finding], _order(count)))


def _counted_by_two(overview: Overview, series: list[Count], a: Count, b: Count) -> bool:
    """Whether two different sources, both named, stand behind two values of one day."""
    named: list[set[str]] = [
        {
            overview.known_as(count.claim.sources[0])
            for count in series
            if count.figure.value == like.figure.value and count.day == like.day
            if count.claim.sources and count.claim.sources[0].kind != "unnamed"
        }
        for like in (a, b)
    ]
    return any(one != other for one in named[0] for other in named[1])


def _conflict(overview: Overview, a: Count, b: Count) -> bool:
    """Two counts that one report gives as current, not by one source: it can't mean one to update the other."""
    if a.claim.span.report != b.claim.span.report or a.day != b.day:
        return False
    sources = [{overview.known_as(source) for source in count.claim.sources[:1]} for count in (a, b)]
    return sources[0].isdisjoint(sources[1])


def _conflicts(overview: Overview, series: list[Count]) -> list[Drawn]:
    pairs = [(a, b) for a, b in combinations(series, 2) if _conflict(overview, a, b) and a.finding != b.finding]
    return [
        Drawn("contradicts", b.finding, a.finding, 0.6, _reason(a, b, "one report gives both"))
        for a, b in pairs
        if a.figure.value != b.figure.value
    ]


def _corrections(counts: list[Count]) -> list[Drawn]:
    """What a report itself calls the count before: its current count updates that, wherever it stands."""
    drawn = []
    for old in (count for count in counts if count.superseded):
        here = [c for c in counts if c.claim.span.report == old.claim.span.report and _kind(c) == _kind(old)]
        current = [c for c in here if not c.superseded and c.figure.value != old.figure.value]
        if not current:
            continue
        new = min(current, key=lambda count: (abs(count.figure.span.start - old.figure.span.start), _order(count)))
        same = {c.finding for c in counts if c.figure.value == old.figure.value and _kind(c) == _kind(old)}
        reason = _reason(old, new, "the text says which came first")
        drawn += [Drawn("updates", new.finding, target, 0.95, reason) for target in sorted(same - {new.finding})]
    return drawn


def _reason(early: Count, late: Count, why: str) -> Reason:
    what = " ".join(part for part in (late.figure.unit, late.figure.of) if part)
    values = f"{early.figure.value:g} ({early.day or 'no day'}), {late.figure.value:g} ({late.day or 'no day'}) {what}"
    return Reason("count", f"{values}: {why}", spans=(late.figure.span, early.figure.span))
