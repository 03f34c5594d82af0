"""Which reports are about the same event.

Two reports are alike as far as what each begins with turns up in the other (embeddings), their words are the same
(TF-IDF, all of the text) and their days are near; reports are grouped by average linkage over that. The numbers in
`Weighing` were chosen by cross-validation on 300 events of American politics (`evaluation/stories.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import average_link
from crossbearing.compare.linkage import components
from crossbearing.compare.wording import Wording
from crossbearing.records import Reading, Report, Span, Story, Vectors, content_id


class Weighing(NamedTuple):
    """What counts how much."""

    meaning: float = 0.5
    """The part of the meaning; the rest is the words' part."""
    days: float = 10.0
    """Likeness falls to 1/e over this many days between the reports."""
    unknown: float = 0.8
    """The factor where the day of one of them is not known."""
    least: float = 0.38
    """Average likeness from which reports belong together."""

    def weigh(
        self, meaning: NDArray[np.float32], words: NDArray[np.float64], apart: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Likeness, 0 to 1, out of cosines, TF-IDF and days apart (NaN: unknown), element by element."""
        near = np.where(np.isnan(apart), self.unknown, np.exp(-apart / self.days))
        alike = self.meaning * np.clip(meaning, 0, 1) + (1 - self.meaning) * np.sqrt(np.clip(words, 0, 1))
        return np.asarray(alike * near, dtype=np.float64)


WEIGHING = Weighing()
FOLLOWS = 0.3
"""Average likeness from which a story goes on about an earlier one."""
_LEAST_WORDS = 0.06
"""TF-IDF under which two reports are not compared further: 99 of 100 pairs of one event have .07 or more."""
_MOST_SENTENCES = 40
"""Of a report, from its beginning: what stands later is background."""


class Evidence:
    """What stands for and against two reports' being about one event, kept apart so that it can be weighed anew."""

    def __init__(self, reports: Sequence[Report], vectors: Sequence[Vectors]) -> None:
        self._wording = Wording([report.text for report in reports])
        leads = [np.frombuffer(vector.lead, dtype="<f4") for vector in vectors]
        self._leads: NDArray[np.float32] = np.array(leads, dtype=np.float32)
        self._sentences = [_sentences(vector) for vector in vectors]
        self._days: NDArray[np.float64] = np.array([_day(report) for report in reports])

    def matrix(self, members: Sequence[int], weighing: Weighing) -> NDArray[np.float64]:
        """Likeness of some reports to one another, symmetric to the last bit."""
        leads, days = self._leads[list(members)], self._days[list(members)]
        # In row a, column b: how far the lead of a turns up in b.
        found = np.stack([(leads @ self._sentences[member].T).max(axis=1) for member in members], axis=1)
        apart = np.abs(days[:, None] - days[None, :])
        rows = weighing.weigh((found + found.T) / 2, self._wording.matrix(members), apart)
        return np.asarray(np.maximum(rows, rows.T), dtype=np.float64)

    def edges(self) -> Iterator[tuple[int, int]]:
        """Pairs that are alike enough by themselves; average linkage never joins what these do not connect.

        The reports must be in the order of their days, those without one last: likeness falls with the days between,
        and so only a window of them is looked at.
        """
        reach = WEIGHING.days * math.log(1 / WEIGHING.least)
        size = len(self._days)
        undated = int(np.searchsorted(self._days, np.inf))
        for report, day in enumerate(self._days):
            end = int(np.searchsorted(self._days, day + reach, side="right")) if report < undated else size
            for first, last in ((report + 1, end), (max(undated, end), size)):
                words = self._wording.row(report, first, last) if first < last else np.empty(0)
                others = np.flatnonzero(words >= _LEAST_WORDS)
                if len(others):
                    apart = np.abs(self._days[others + first] - day)
                    likeness = WEIGHING.weigh(self._meaning(report, others + first), words[others], apart)
                    yield from ((report, first + int(other)) for other in others[likeness >= WEIGHING.least])

    def _meaning(self, report: int, others: NDArray[np.int64]) -> NDArray[np.float32]:
        """How far the lead of one report turns up in others, and theirs in it, on average."""
        lead = self._leads[report]
        there = np.array([(self._sentences[other] @ lead).max() for other in others.tolist()], dtype=np.float32)
        here = (self._leads[others] @ self._sentences[report].T).max(axis=1)
        return np.asarray((there + here) / 2, dtype=np.float32)


def _sentences(vector: Vectors) -> NDArray[np.float32]:
    """The first sentences' vectors; the lead's where a report has no sentence."""
    rows = np.frombuffer(vector.sentences or vector.lead, dtype="<f4").reshape(-1, vector.dim)
    return np.asarray(rows[:_MOST_SENTENCES], dtype=np.float32)


def stories(reports: Sequence[Report], readings: Sequence[Reading], vectors: Sequence[Vectors]) -> tuple[Story, ...]:
    """All stories of a case, earliest first; every report is in exactly one, if need be alone.

    The three run parallel, in any order. A story lists its reports by day of publication. Ids are made from the
    members: what carries a known story's id on to its grown self is `compare.lineage`.
    """
    order = sorted(range(len(reports)), key=lambda at: (_sortable(_day(reports[at])), reports[at].id))
    known = [reports[at] for at in order]
    read = [readings[at] for at in order]
    evidence = Evidence(known, [vectors[at] for at in order])
    made = []
    for part in components(len(known), evidence.edges()):
        likeness = evidence.matrix(part, WEIGHING)
        clusters = average_link(likeness, WEIGHING.least)
        told = [
            _story([known[part[at]] for at in rows], [read[part[at]] for at in rows], likeness[np.ix_(rows, rows)])
            for rows in clusters
        ]
        made += [
            msgspec.structs.replace(story, follows=_followed(likeness, clusters, told, number))
            for number, story in enumerate(told)
        ]
    return tuple(sorted(made, key=lambda story: (story.first or "9999", story.id)))


def _followed(
    likeness: NDArray[np.float64], clusters: Sequence[Sequence[int]], told: Sequence[Story], number: int
) -> str | None:
    """Id of the story that began before this one and is likest to it, if it is likely to go on about it.

    Only stories that some two reports connect come here: alike enough by themselves, not alike on average.
    """
    first = told[number].first
    earlier = [
        (float(likeness[np.ix_(clusters[number], clusters[other])].mean()), other)
        for other, story in enumerate(told)
        if first and story.first and story.first < first
    ]
    best, other = max(earlier, default=(0.0, 0))
    return told[other].id if best >= FOLLOWS else None


def _sortable(day: float) -> float:
    return math.inf if math.isnan(day) else day


def _day(report: Report) -> float:
    """The day of publication as a number, or NaN where no full date is known."""
    try:
        return float(date.fromisoformat(report.published.value or "").toordinal())
    except ValueError:
        return float("nan")


def _story(reports: list[Report], readings: list[Reading], likeness: NDArray[np.float64]) -> Story:
    days = sorted(report.published.value for report in reports if report.published.value)
    closeness = likeness.sum(axis=1) - likeness.diagonal()
    # A headline beats a first sentence; among headlines, that of the report most like all others.
    central = min(range(len(reports)), key=lambda at: (reports[at].headline is None, -closeness[at], reports[at].id))
    listed = sorted(reports, key=lambda report: (report.published.value or "9999", report.id))
    return Story(
        id=content_id("s", *sorted(report.id for report in reports)),
        reports=tuple(report.id for report in listed),
        title=_title(reports[central], readings[central]),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _title(report: Report, reading: Reading) -> Span:
    if report.headline is not None:
        return report.headline
    if reading.sentences:
        return reading.sentences[0].span
    return Span(report=report.id, start=0, end=len(report.text))
