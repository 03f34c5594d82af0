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
from crossbearing.compare.values import PEOPLE, head
from crossbearing.figures import number, what
from crossbearing.records import Claim, Figure, Finding, Reason, RelationKind, Span

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
    counts = _told_in_one_breath(
        overview, [count for at, finding in enumerate(known) for count in _counts(overview, at, finding)]
    )
    drawn = _against_none(
        overview, counts, [none for at, finding in enumerate(known) for none in _nones(overview, at, finding)]
    )
    for series in _series(counts):
        drawn += _steps(overview, series)
        for source, said in _by_source(overview, series):
            drawn += _steps(overview, said, source)
        drawn += _conflicts(overview, series)
    return [*drawn, *_corrections(counts)]


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


_IN_ONE_BREATH = re.compile(r"[;!?]|\b(?:but|now|while|rose|risen|current(?:ly)?|latest)\b", re.IGNORECASE)


def _told_in_one_breath(overview: Overview, counts: list[Count]) -> list[Count]:
    """ "The previous toll was 20, with 50 injured": what follows a count before in its sentence is before, too."""
    superseded = [count for count in counts if count.superseded]

    def follows(count: Count) -> bool:
        for old in superseded:
            start, end = old.figure.span.end, count.figure.span.start
            one = (old.claim.span.report, old.claim.sentence) == (count.claim.span.report, count.claim.sentence)
            if one and start < end and _kind(old) != _kind(count):
                return not _IN_ONE_BREATH.search(overview.text(Span(old.claim.span.report, start, end)))
        return False

    return [count._replace(superseded=count.superseded or follows(count)) for count in counts]


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


# ── none at all ───────────────────────────────────────────────────────────────────────────────────────────────────────

_HARMS = {
    stem: kind
    for kind, stems in (
        ("injured", "injur hurt wound casualt"),
        ("dead", "kill death died fatal dead"),
        ("arrested", "arrest detain"),
        ("missing", "missing"),
    )
    for stem in stems.split()
}
"""How a word of harm begins → what is said of the counted. Whose casualties are none has none injured, too."""
_HARM = (
    r"injur(?:y|ies|ed)|hurt|wounded|casualt(?:y|ies)|killed|deaths?|died|fatalit(?:y|ies)|dead|arrest(?:s|ed)|detained"
    r"|missing"
)
_NONE = re.compile(
    rf"\b(?:no|without(?:\s+any)?|zero)\s+(?:(?:reported|reports\s+of|known|serious|immediate)\s+)?"
    rf"(?P<a>{_HARM})\b"
    r"|\b(?:nobody|no\s+one|none\s+of\s+\w+\s+\w+|no\s+(?:people|person|passengers?|residents?|civilians?|\w+ers))"
    r"\s+(?:is|are|was|were|has\s+been|have\s+been|had\s+been)?\s*(?:reported\s+|seriously\s+|believed\s+)?"
    rf"(?P<b>{_HARM})\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so\s+far|yet|immediate(?:ly)?|initial(?:ly)?|at\s+(?:first|this\s+time))\b", re.IGNORECASE)


def _nones(overview: Overview, at: int, finding: Finding) -> list[Count]:
    """ "No injuries were reported", "nobody was killed": a count of none; `superseded` where it was so only so far."""
    found = []
    for claim in (overview.claims[overview.number[claim]] for claim in finding.claims):
        text = overview.text(claim.content)
        match = _NONE.search(text) if finding.stance == "asserts" else None
        if match:
            of = next(kind for stem, kind in _HARMS.items() if (match["a"] or match["b"]).lower().startswith(stem))
            start = claim.content.start
            span = Span(claim.content.report, start + match.start(), start + match.end())
            day = (claim.said_on.value if claim.said_on else None) or overview.report(claim).published.value or ""
            figure = Figure(span, 0, 0, 0, "", of)
            found.append(Count(at, claim, figure, day, _SO_FAR.search(text) is not None, dated_before=False))
    return found


def _against_none(overview: Overview, counts: list[Count], nones: list[Count]) -> list[Drawn]:
    """Some against none, of one kind: an update where none was counted so far or on an earlier day, else a conflict.

    Only the least count of the same day's reports, or of the next day that has one, is held against it.
    """
    drawn = []
    for none in nones:
        some = [c for c in counts if c.figure.of == none.figure.of and c.day >= none.day and c.finding != none.finding]
        some = [c for c in some if _may_be_of(c, next(iter(_days(none.claim)), None))]
        if not some:
            continue
        least = min(some, key=_order)
        later = none.superseded or bool(none.day and least.day > none.day)
        why = "none was counted before" if later else "the one says that there were none"
        reason = _reason(none, least, why)
        drawn.append(Drawn("updates" if later else "contradicts", least.finding, none.finding, 0.6, reason))
    return drawn


# ── relations between them ────────────────────────────────────────────────────────────────────────────────────────────


def _steps(overview: Overview, series: list[Count], source: str | None = None) -> list[Drawn]:
    """Each value of a series updates the one before it: that of an earlier day, or on one day the smaller."""
    first_said: dict[float, Count] = {}
    for count in sorted(series, key=_order):
        first_said.setdefault(count.figure.value, count)
    whose = f"by {source}" if source else "over all reports"
    drawn = []
    ordered = sorted(first_said.values(), key=_order)
    for early, late in [*pairwise(ordered), *_of_the_day_before(overview, series, ordered)]:
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


def _of_the_day_before(overview: Overview, series: list[Count], ordered: list[Count]) -> list[tuple[Count, Count]]:
    """The first value of a day, with what each report of the day before gave last: all of them are out of date."""
    found = []
    for day, values in groupby((count for count in ordered if count.day), key=lambda count: count.day):
        new = next(values)
        before = max((count.day for count in series if count.day and count.day < day), default=None)
        if before is not None:
            old = [count for count in series if count.day == before]
            last = {count.claim.span.report: count.figure.value for count in sorted(old, key=_order)}
            found += [(c, new) for c in ordered if c.day == before and c.figure.value in last.values()]
    return found


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
    first, last = number(early.figure.value), number(late.figure.value)
    values = f"{first} ({early.day or 'no day'}), {last} ({late.day or 'no day'}) {what(late.figure)}"
    return Reason("count", f"{values}: {why}", spans=(late.figure.span, early.figure.span))
