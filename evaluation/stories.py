"""How well reports are grouped into stories: B-cubed F1 on reports of known events.

    python -m evaluation.stories [ARTICLES.jsonl]

Three figures. "shipped": the numbers that ship, on all reports as one case (they were chosen on the same events). "five
folds": what the numbers reach on a fifth of the events when chosen on the other four, pooled; this is the one to expect
on other events. "small cases": each event together with the four that are nearest to it in time, as a case of its own,
with the numbers that ship; few reports tell little of which words are rare.

B-cubed: Bagga & Baldwin (1998). Embedding 21,000 sentences takes two minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import average_link
from crossbearing.compare.stories import WEIGHING, Evidence, Weighing, stories
from crossbearing.learned.encoder import Encoder
from crossbearing.read.sentences import sentences
from crossbearing.read.vectors import vectors as embed
from crossbearing.records import Reading, Report, Vectors
from evaluation.events import FILE, Article, by_event, load

MEANING = (0.3, 0.5, 0.7)
DAYS = (5.0, 10.0, 20.0)
LEAST = tuple(round(0.32 + 0.02 * step, 2) for step in range(7))
NEIGHBOURS = 4


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"


def b_cubed(events: Sequence[str], found: Sequence[str]) -> NDArray[np.float64]:
    """For each report: the share of its story that is of its event, and the share of its event that is in its story."""
    both, of_event, of_story = Counter(zip(events, found, strict=True)), Counter(events), Counter(found)
    rows = [(both[e, s] / of_story[s], both[e, s] / of_event[e]) for e, s in zip(events, found, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def mean(rows: NDArray[np.float64]) -> Score:
    precision, recall = rows.mean(axis=0)
    return Score(float(precision), float(recall))


class Prepared(NamedTuple):
    """Articles with what grouping is given."""

    articles: list[Article]
    reports: list[Report]
    readings: list[Reading]
    vectors: list[Vectors]

    def part(self, numbers: Sequence[int]) -> Prepared:
        return Prepared(*([column[number] for number in numbers] for column in self))  # type: ignore[arg-type]

    def grouped(self) -> NDArray[np.float64]:
        """B-cubed of each report, grouped as the pipeline does it."""
        story_of = {rid: story.id for story in stories(*self[1:]) for rid in story.reports}
        return b_cubed([article.group for article in self.articles], [story_of[report.id] for report in self.reports])


def prepare(articles: list[Article], encoder: Encoder) -> Prepared:
    """Read only what grouping needs: sentences."""
    reports = [article.report() for article in articles]
    readings = [
        Reading(report.id, sentences(report), actors=(), dates=(), figures=(), quotes=(), attributions=(), claims=())
        for report in reports
    ]
    vectors = [embed(report, reading, encoder) for report, reading in zip(reports, readings, strict=True)]
    return Prepared(articles, reports, readings, vectors)


def by_weighing(prepared: Prepared) -> dict[Weighing, NDArray[np.float64]]:
    """B-cubed of each report, for every choice of numbers."""
    evidence = Evidence(prepared.reports, prepared.vectors)
    events = [article.group for article in prepared.articles]
    scores = {}
    for meaning, days in product(MEANING, DAYS):
        weighing = WEIGHING._replace(meaning=meaning, days=days)
        likeness = evidence.matrix(range(len(events)), weighing)
        for least in LEAST:
            found = [""] * len(events)
            for number, cluster in enumerate(average_link(likeness, least)):
                for member in cluster:
                    found[member] = str(number)
            scores[weighing._replace(least=least)] = b_cubed(events, found)
    return scores


def five_folds(prepared: Prepared) -> tuple[Score, list[Weighing]]:
    """Numbers chosen on four fifths of the events, measured on the last; and what was chosen."""
    folds = np.array([article.fold for article in prepared.articles])
    scores = by_weighing(prepared)
    held_out = np.zeros((len(folds), 2))
    chosen = []
    for fold in range(5):
        best = max(scores, key=lambda weighing: mean(scores[weighing][folds != fold]).f1)
        chosen.append(best)
        held_out[folds == fold] = scores[best][folds == fold]
    return mean(held_out), chosen


def small_cases(prepared: Prepared) -> Score:
    """Every event among its nearest neighbours in time, all cases pooled."""
    numbers: dict[str, list[int]] = {}
    for number, article in enumerate(prepared.articles):
        numbers.setdefault(article.group, []).append(number)
    day = {
        event: min((date.fromisoformat(a.date).toordinal() for a in members if a.date), default=0)
        for event, members in by_event(prepared.articles).items()
    }
    rows = []
    for event in sorted(day):
        near = sorted((e for e in day if e != event), key=lambda other: (abs(day[other] - day[event]), other))
        members = [number for e in (event, *near[:NEIGHBOURS]) for number in numbers[e]]
        rows.append(prepared.part(members).grouped())
    return mean(np.concatenate(rows))


def main(path: Path) -> None:
    if not path.is_file():
        print(f"no known events to measure on: {path} is not here")
        return
    prepared = prepare(load(path), Encoder())
    events = {article.group for article in prepared.articles}
    print(f"{len(prepared.articles)} reports of {len(events)} events")
    print(f"shipped      {mean(prepared.grouped())}")
    score, chosen = five_folds(prepared)
    print(f"five folds   {score}")
    for weighing in dict.fromkeys(chosen):
        print(f"             chosen: meaning {weighing.meaning}, days {weighing.days:g}, least {weighing.least}")
    print(f"small cases  {small_cases(prepared)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
