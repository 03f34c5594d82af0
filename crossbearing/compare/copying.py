"""Which reports share text that one of them must have from the other, or both from an agency.

What two reports share is taken for copied only as far as it is a writer's own wording (`compare.own_words`): running
words, many enough and rare enough together that two reporters would not have hit upon them. The thresholds were set by
reading what 240 pairs of reports of the same event share (`evaluation/copying.py` prints it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from crossbearing.compare.changes import Side, changes
from crossbearing.compare.own_words import Places, places
from crossbearing.compare.shared_words import Run
from crossbearing.compare.sharing import Pair, pairs_in
from crossbearing.errors import IntegrityError
from crossbearing.outlets import by_name
from crossbearing.records import (
    Copying,
    Material,
    Reading,
    Reason,
    Report,
    SharedPassage,
    SharedWords,
    Span,
    content_id,
)

_MOST_CONTAINED = 0.8
"""A later report with this part of its words from an earlier one is its copy."""


class _Whose(NamedTuple):
    """Where the shared text is from, as far as known."""

    origin: str | None
    taker: str | None
    reasons: tuple[Reason, ...]


def copying(material: Material, shared: SharedWords) -> tuple[Copying, ...]:
    """All pairs of the story's reports that share text, by report ids; in no way dependent on their order.

    `origin` and `taker` are given only with evidence, which stands in the reasons.
    """
    order = sorted(range(len(material.reports)), key=lambda at: material.reports[at].id)
    reports = [material.reports[at] for at in order]
    readings = [material.readings[at] for at in order]
    if shared.reports != tuple(report.id for report in reports):
        raise IntegrityError(f"the shared words of {material.story.id} are not those of its reports")
    texts = [places(report) for report in reports]
    pairs = {(pair.a, pair.b): pair for pair in pairs_in(shared)}
    whose = _Owners(reports, readings, texts, pairs)
    made = [_copying(reports, texts, pair, whose.of(pair)) for pair in pairs.values()]
    sides = {report.id: Side(report, reading) for report, reading in zip(reports, readings, strict=True)}
    return tuple(_with_changes(each, sides[each.a], sides[each.b]) for each in made)


def _with_changes(pair: Copying, a: Side, b: Side) -> Copying:
    """The pair with what one made of the other's text, seen from the taker, else from the later report."""
    days = (a.report.published.value or "", b.report.published.value or "")
    seen_from = pair.taker or (pair.a if days[0] > days[1] > "" else pair.b)
    return replace(pair, seen_from=seen_from, changes=changes(a, b, pair.passages, seen_from))


# ── whose it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Owners:
    """What the reports say of where their text is from."""

    def __init__(
        self,
        reports: Sequence[Report],
        readings: Sequence[Reading],
        texts: Sequence[Places],
        pairs: Mapping[tuple[int, int], Pair],
    ) -> None:
        self._reports, self._texts, self._pairs = reports, texts, pairs
        self._credits = [_credits(report) for report in reports]
        self._told = [_agencies_that_were_told(reading) for reading in readings]
        self._partners: dict[int, list[int]] = {}
        for a, b in pairs:
            self._partners.setdefault(a, []).append(b)
            self._partners.setdefault(b, []).append(a)

    def of(self, pair: Pair) -> _Whose:
        """The first evidence that settles it, strongest first."""
        return (
            self._one_credits_the_other(pair)
            or self._credited(pair)
            or self._credited_elsewhere(pair)
            or self._both_cite(pair)
            or self._time(pair)
            or _Whose(None, None, ())
        )

    def _one_credits_the_other(self, pair: Pair) -> _Whose | None:
        takers = []
        for taker, owner in ((pair.a, pair.b), (pair.b, pair.a)):
            outlet = _name(self._reports[owner].outlet)
            if outlet is not None and outlet in self._credits[taker]:
                takers.append((taker, outlet))
        if len(takers) != 1:
            return None
        ((taker, outlet),) = takers
        reason = self._credit(taker, outlet, "credits the other")
        return _Whose(outlet, self._reports[taker].id, (reason,))

    def _credited(self, pair: Pair) -> _Whose | None:
        """The agency that both credit, or that one does and the other's credits do not speak against."""
        credits_a, credits_b = self._credits[pair.a], self._credits[pair.b]
        both = credits_a.keys() & credits_b.keys()
        agencies = both or ({*credits_a, *credits_b} if not (credits_a and credits_b) else set())
        if len(agencies) != 1:
            return None
        (agency,) = agencies
        reasons = [self._credit(at, agency, "credit") for at in (pair.a, pair.b) if agency in self._credits[at]]
        return _Whose(agency, None, tuple(reasons))

    def _credited_elsewhere(self, pair: Pair) -> _Whose | None:
        """An agency that a third report credits which has the same words."""
        if self._credits[pair.a] or self._credits[pair.b]:
            return None
        found: dict[str, Reason] = {}
        for third in self._partners[pair.a]:
            if third == pair.b or len(self._credits[third]) != 1 or not self._same_words(pair, third):
                continue
            (agency,) = self._credits[third]
            found.setdefault(agency, self._credit(third, agency, "credit of a third report with the same words"))
        if len(found) != 1:
            return None
        ((agency, reason),) = found.items()
        return _Whose(agency, None, (reason,))

    def _both_cite(self, pair: Pair) -> _Whose | None:
        """The one agency to whose own reporters both refer."""
        if self._credits[pair.a] or self._credits[pair.b]:
            return None
        told_a, told_b = self._told[pair.a], self._told[pair.b]
        agencies = told_a.keys() & told_b.keys()
        if len(agencies) != 1:
            return None
        (agency,) = agencies
        detail = f"both give what {agency} itself was told or saw"
        return _Whose(
            agency, None, (Reason(name="common agency", detail=detail, spans=(told_a[agency], told_b[agency])),)
        )

    def _time(self, pair: Pair) -> _Whose | None:
        """The later one, when nearly all of it stands in the earlier one and no agency is named."""
        days = [self._reports[at].published.value for at in (pair.a, pair.b)]
        if self._credits[pair.a] or self._credits[pair.b] or not days[0] or not days[1]:
            return None
        if min(len(day) for day in days if day) < len("2000-01-01") or days[0] == days[1]:
            return None
        earlier, later = (pair.a, pair.b) if days[0] < days[1] else (pair.b, pair.a)
        held = sum(run.length for run in pair.runs) / len(self._texts[later].starts)
        if held < _MOST_CONTAINED:
            return None
        detail = f"{held:.0%} of its words stand in a report of an earlier day"
        reason = Reason(name="time and containment", detail=detail, score=round(held, 4))
        return _Whose(self._reports[earlier].outlet, self._reports[later].id, (reason,))

    def _same_words(self, pair: Pair, third: int) -> bool:
        """Whether the third report has words that these two share, as both of them do."""
        with_a, with_b = self._pairs.get(_key(pair.a, third)), self._pairs.get(_key(pair.b, third))
        if with_a is None or with_b is None:
            return False
        shared_a = _numbers(pair.runs, first=True)
        shared_b = _numbers(pair.runs, first=False)
        return bool(
            shared_a & _numbers(with_a.runs, first=pair.a < third)
            and shared_b & _numbers(with_b.runs, first=pair.b < third)
        )

    def _credit(self, at: int, agency: str, name: str) -> Reason:
        report, words_of_it = self._reports[at], self._credits[at][agency]
        start = report.text.find(words_of_it)
        spans = (Span(report=report.id, start=start, end=start + len(words_of_it)),) if start >= 0 else ()
        return Reason(name=name, detail=f"{report.name}: {words_of_it}", spans=spans)


def _key(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _numbers(found: Iterable[Run], *, first: bool) -> set[int]:
    """Numbers of the words that the runs cover, in the first or the second report."""
    return {(run.a if first else run.b) + at for run in found for at in range(run.length)}


def _name(outlet: str | None) -> str | None:
    known = by_name(outlet) if outlet else None
    return known.name if known else outlet


def _credits(report: Report) -> dict[str, str]:
    """Agencies whose text it is by the report's own word, and those words; an agency's own report credits itself."""
    found = {_name(credit.agency) or credit.agency: credit.words for credit in report.credits if credit.words}
    known = by_name(report.outlet) if report.outlet else None
    if not found and known is not None and known.kind == "agency":
        found[known.name] = report.outlet or known.name
    return found


def _agencies_that_were_told(reading: Reading) -> dict[str, Span]:
    """News agencies that the report names as having been told or having seen something, with the first place."""
    found: dict[str, Span] = {}
    for attribution in reading.attributions:
        for source in attribution.sources:
            if source.kind == "agency" and source.span is not None:
                found.setdefault(_name(source.name) or source.name, source.span)
    return found


# ── the record ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _copying(reports: Sequence[Report], texts: Sequence[Places], pair: Pair, whose: _Whose) -> Copying:
    first, second = texts[pair.a], texts[pair.b]
    ours, theirs = reports[pair.a], reports[pair.b]
    exact = [
        SharedPassage(a=_span(ours, first, run.a, run.length), b=_span(theirs, second, run.b, run.length))
        for run in pair.runs
    ]
    changed = [
        SharedPassage(_span(ours, first, s.a, s.length_a), _span(theirs, second, s.b, s.length_b), reworded=True)
        for s in pair.reworded
    ]
    held = sum(run.length for run in pair.runs) + sum(min(s.length_a, s.length_b) for s in pair.reworded)
    reasons = []
    if exact:
        longest = max(pair.runs, key=lambda run: (run.length, -run.a))
        words_shared = sum(run.length for run in pair.runs)
        detail = f"{words_shared} words in {len(pair.runs)} passages, the longest of {longest.length}"
        reasons.append(_shared_reason("shared words", detail, exact[pair.runs.index(longest)]))
    if changed:
        detail = f"{len(changed)} passages with words dropped, exchanged or moved"
        reasons.append(_shared_reason("reworded", detail, changed[0]))
    return Copying(
        id=content_id("k", reports[pair.a].id, reports[pair.b].id),
        a=reports[pair.a].id,
        b=reports[pair.b].id,
        passages=tuple(sorted([*exact, *changed], key=lambda passage: (passage.a, passage.b))),
        likeness=round(held / min(len(first.starts), len(second.starts)), 4),
        origin=whose.origin,
        taker=whose.taker,
        reasons=(*reasons, *whose.reasons),
    )


def _shared_reason(name: str, detail: str, passage: SharedPassage) -> Reason:
    return Reason(name=name, detail=detail, spans=(passage.a, passage.b))


def _span(report: Report, text: Places, at: int, length: int) -> Span:
    return Span(report=report.id, start=text.starts[at], end=text.ends[at + length - 1])
