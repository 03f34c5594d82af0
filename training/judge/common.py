"""Annotated events laid out for the judge: each story's pairs of near claims, and what a reader says of them."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import Judge
from crossbearing.compare.overview import Overview
from crossbearing.compare.pairs import pairs
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.pairs import JudgesPairs, PairJudge
from crossbearing.learned.reader import Reader
from crossbearing.records import Material
from evaluation import annotated, gold
from training.judge import labelled
from training.judge.labelled import Numbered
from training.judge.materials import material

LEAST_WEIGHT = 0.25
"""What a pair counts of which the reader mentions one claim only: they differ, most likely."""
EVEN = 150
"""Pairs that say one thing beyond which an event counts for no more than another."""
STRENGTH = 0.1
"""Inverse of the regularisation (C), the best of .01, .1 and 1 over events held out one by one."""
_FOR = {
    "meaning", "words", "contained", "closeness", "lead", "same figure", "same day", "same source", "shared actors",
    "least actors shared", "same quote", "copied", "judged the same",
}  # fmt: skip
_FREE = {"lengths", "short"}
MEANING = [0 if sign in _FREE else 1 if sign in _FOR else -1 for sign in SIGNS]
"""Which way each sign may weigh. One that is learned to weigh the other way, since another says the same, is left out:
it would be a reason that no reader could follow."""
FAR = 10.0, -3.5
"""Log-odds of a pair that is not near, by its likeness. Learned over all pairs they are 12.0 and -4.6; gentler ones let
a finding's far members be held by the near ones."""
SAME_REPORT = -2.0
THRESHOLD = -1.5
"""These three were chosen on the means over held-out events, of a grid of 13 by 5; it is flat within .01 F1 there."""


class Scored(NamedTuple):
    """As `score-dossier` counts them."""

    precision: float
    recall: float
    apart: float
    """Part of the pairs that must not share a finding and don't."""

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class _Folded(NamedTuple):
    """A text with its white space folded, and for each place of the text the place in the folded one."""

    text: str
    place: list[int]


def _fold(text: str) -> _Folded:
    out: list[str] = []
    place = []
    for character in text:
        place.append(len(out))
        if not character.isspace():
            out.append(character)
        elif not out or out[-1] != " ":
            out.append(" ")
    return _Folded("".join(out), [*place, len(out)])


class Event:
    """One story: its claims, its near pairs with their signs, which of them say one thing, and how to score a guess."""

    name: str
    evidence: Evidence
    found: list[set[str]]
    """For each claim the findings that a reader has it in."""
    loose: list[set[str]]
    """The same of findings that he would leave open."""
    scored: list[tuple[tuple[int, ...], tuple[int, ...], bool]]
    """Pairs that count: the claims on either side, and whether the sides say one thing."""
    distinct: list[tuple[tuple[int, ...], tuple[int, ...]]]
    """Sides that look alike and are not one thing."""

    def __init__(self, name: str, given: Material, judge: JudgesPairs) -> None:
        self.name = name
        overview = Overview(given)
        self.evidence = Evidence(overview, pairs(given, judge))
        self.found = [set() for _ in overview.claims]
        self.loose = [set() for _ in overview.claims]
        self.scored, self.distinct = [], []

    @cached_property
    def labels(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each near pair whether it says one thing, and what it counts for."""
        near = self.evidence.pairs
        same, weight = np.zeros(len(near)), np.zeros(len(near))
        for at, (i, j) in enumerate(near.tolist()):
            if self.found[i] & self.found[j]:
                same[at] = weight[at] = 1
            elif not self.loose[i] & self.loose[j]:
                weight[at] = 1 if self.found[i] and self.found[j] else LEAST_WEIGHT
        return same, weight

    def score(self, clusters: Sequence[Sequence[int]]) -> Scored:
        """What a clustering of the claims (their numbers) is worth."""
        of = {row: number for number, rows in enumerate(clusters) for row in rows}

        def together(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
            return not {of[claim] for claim in a}.isdisjoint(of[claim] for claim in b)

        same = joined = right = 0
        for a, b, should in self.scored:
            met = together(a, b)
            same, joined, right = same + should, joined + met, right + (met and should)
        apart = [not together(a, b) for a, b in self.distinct]
        return Scored(right / joined if joined else 0.0, right / same if same else 0.0, float(np.mean(apart or [1])))


class Annotated(Event):
    """An event with a gold file: passages, each of which some claims touch."""

    def __init__(self, name: str, given: Material, judge: JudgesPairs, reader_says: gold.Gold) -> None:
        super().__init__(name, given, judge)
        self._gold = reader_says
        by_name = {report.name: report for report in given.reports}
        self._report = {short: by_name[full] for short, full in reader_says.short.items()}
        self._folded = {short: _fold(report.text) for short, report in self._report.items()}
        self._places = [
            (finding.id, short, _fold(text).text.strip(), self._touched(short, text))
            for finding in reader_says.findings
            for short, texts in finding.passages.items()
            for text in texts
        ]
        self._put(self.found, reader_says.findings)
        self._put(self.loose, reader_says.findings_optional)
        self.scored = list(self._scored_pairs())
        self.distinct = [(self._side(pair.a), self._side(pair.b)) for pair in reader_says.distinct]

    def _touched(self, short: str, passage: str) -> tuple[int, ...]:
        """Claims that overlap with a passage by half of the shorter of the two."""
        folded, report = self._folded[short], self._report[short]
        wanted = _fold(passage).text.strip()
        found = set()
        for match in re.finditer(re.escape(wanted), folded.text):
            for number, claim in enumerate(self.evidence.overview.claims):
                if claim.span.report != report.id:
                    continue
                start, end = folded.place[claim.span.start], folded.place[claim.span.end]
                shared = min(end, match.end()) - max(start, match.start())
                if 2 * shared >= min(end - start, len(wanted)) > 0 and shared > 0:
                    found.add(number)
        return tuple(sorted(found))

    def _side(self, side: Mapping[str, str]) -> tuple[int, ...]:
        return tuple(claim for short, text in side.items() for claim in self._touched(short, text))

    def _put(self, found: list[set[str]], findings: Sequence[gold.GoldFinding]) -> None:
        """Give each claim the findings whose passages it touches."""
        for finding in findings:
            for short, texts in finding.passages.items():
                for text in texts:
                    for number in self._touched(short, text):
                        found[number].add(finding.id)

    def _scored_pairs(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], bool]]:
        """Pairs of annotated passages in two reports, as `score-dossier` counts them; debatable ones are left out."""
        allowed = [
            {short: [_fold(text).text.strip() for text in texts] for short, texts in finding.passages.items()}
            for finding in (*self._gold.findings, *self._gold.findings_optional)
        ]

        def within(passage: str, others: Sequence[str]) -> bool:
            return any(passage in other or other in passage for other in others)

        for a, b in itertools.combinations(self._places, 2):
            if a[1] == b[1]:
                continue
            if a[0] == b[0]:
                yield a[3], b[3], True
            elif not any(within(a[2], f.get(a[1], ())) and within(b[2], f.get(b[1], ())) for f in allowed):
                yield a[3], b[3], False


class Grouped(Event):
    """A story whose claims a reader has grouped: each claim of a group stands for a passage."""

    def __init__(self, name: str, given: Material, judge: JudgesPairs, labels: Numbered) -> None:
        super().__init__(name, given, judge)
        for found, groups in ((self.found, labels.same), (self.loose, labels.maybe)):
            for number, group in enumerate(groups):
                for claim in group:
                    found[claim].add(str(number))
        reports = self.evidence.overview.report_numbers
        grouped = [claim for claim, groups in enumerate(self.found) if groups]
        for i, j in itertools.combinations(grouped, 2):
            should = bool(self.found[i] & self.found[j])
            if reports[i] != reports[j] and (should or not self.loose[i] & self.loose[j]):
                self.scored.append(((i,), (j,), should))
        self.distinct = [((i,), (j,)) for i, j in labels.distinct]


def events(shared: Path) -> list[Event]:
    """The example, the samples and the events annotated for tuning, then the labelled stories of same_event_groups and
    our own; never a frozen one, and none that the judge of pairs was trained on."""
    reader, encoder, judge = Reader(), Encoder(), PairJudge(threads=2)
    example = Path("examples/sluice")
    folders = [(example / "reports", example / "gold")]
    folders += [(path.parent, path.parent) for path in sorted((shared / "samples").glob("*/gold.yaml"))]
    made: list[Event] = []
    with tempfile.TemporaryDirectory() as out:
        for event in annotated.load():
            if event.split == "tuning":
                folder = annotated.unpack(event, shared / "datasets", Path(out))
                folders.append((folder, folder))
        for reports, gold_folder in folders:
            name = reports.parent.name if reports.name == "reports" else reports.name
            made.append(Annotated(name, material(reports, reader, encoder), judge, gold.load(gold_folder)))
    for story in labelled.load():
        if story.dataset == "same_event_groups":
            reports = labelled.reports_of(story, shared / "datasets")
            given = labelled.read_story(reports, reader, encoder)
            made.append(Grouped(story.event, given, judge, labelled.numbered(story, reports, Overview(given))))
    return made


# ── learning ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fit(learned_from: Sequence[Event], signs: Sequence[int] | None = None) -> Judge:
    """The judge that these events teach; `signs`: numbers of the columns it may look at, all others weigh nothing."""
    columns = list(range(len(SIGNS))) if signs is None else list(signs)
    table = np.concatenate([event.evidence.table for event in learned_from]).astype(np.float64)
    labels = [event.labels for event in learned_from]
    same = np.concatenate([same for same, _ in labels])
    weight = np.concatenate([weight * min(1.0, EVEN / max(1.0, same.sum())) for same, weight in labels])
    told = weight > 0
    table, same, weight = table[told], same[told], weight[told]
    usual, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    while True:
        model.fit(((table - usual) / spread)[:, columns], same, sample_weight=weight)
        wrong = [at for at, weight_of in zip(columns, model.coef_[0], strict=True) if weight_of * MEANING[at] < 0]
        if not wrong:
            break
        columns = [at for at in columns if at not in wrong]
    weights = np.zeros(len(SIGNS))
    weights[columns] = model.coef_[0] / spread[columns]
    return Judge(weights, usual, float(model.intercept_[0]), *FAR, SAME_REPORT, THRESHOLD)
