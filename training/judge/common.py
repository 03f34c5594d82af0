"""Annotated events laid out for the judge: each story's pairs of near claims, and what a reader says of them."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from crossbearing.clean import clean
from crossbearing.collect.files import collect
from crossbearing.compare.copying import copying
from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.identities import identities
from crossbearing.compare.judge import Judge
from crossbearing.compare.overview import Overview
from crossbearing.compare.pairs import pairs
from crossbearing.compare.sharing import sharing
from crossbearing.learned.encoder import Encoder
from crossbearing.learned.reader import Reader
from crossbearing.read import read
from crossbearing.read.vectors import vectors
from crossbearing.records import Material, Span, Story
from evaluation import annotated, gold

LEAST_WEIGHT = 0.25
"""What a pair counts of which the reader mentions one claim only: they differ, most likely."""
EVEN = 150
"""Pairs that say one thing beyond which an event counts for no more than another."""
STRENGTH = 0.1
"""Inverse of the regularisation (C), the best of .01, .1 and 1 over events held out one by one."""
_FOR = {
    "meaning", "words", "contained", "closeness", "lead", "same figure", "same day", "same source", "shared actors",
    "least actors shared", "same quote", "copied",
}  # fmt: skip
_FREE = {"lengths", "short"}
MEANING = [0 if sign in _FREE else 1 if sign in _FOR else -1 for sign in SIGNS]
"""Which way each sign may weigh. One that is learned to weigh the other way, since another says the same, is left out:
it would be a reason that no reader could follow."""
FAR = 6.0, -3.0
"""Log-odds of a pair that is not near, by its likeness. Learned over all pairs they are 12.0 and -4.6; gentler ones let
a finding's far members be held by the near ones, and are better by .02 F1."""
SAME_REPORT = -4.0
THRESHOLD = -2.0


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


def material(folder: Path, reader: Reader, encoder: Encoder) -> Material:
    """The reports of a folder as one story, as far as the comparison of claims needs it."""
    reports = sorted((clean(capture) for capture in collect([folder]).captures), key=lambda report: report.id)
    readings = tuple(read(report, reader) for report in reports)
    story = Story("s-one", tuple(report.id for report in reports), Span(reports[0].id, 0, 1), None, None)
    given = Material(
        story=story,
        reports=tuple(reports),
        readings=readings,
        vectors=tuple(vectors(report, reading, encoder) for report, reading in zip(reports, readings, strict=True)),
    )
    given = msgspec.structs.replace(given, copying=copying(given, sharing(given)))
    return msgspec.structs.replace(given, identities=identities(given))


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
    """One event: its claims, its near pairs with their signs, which of them say one thing, and how to score a guess."""

    def __init__(self, name: str, given: Material, reader_says: gold.Gold) -> None:
        self.name = name
        self.material = given
        self.evidence = Evidence(Overview(given), pairs(given))
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
        self.found = self._findings(reader_says.findings)
        self.same, self.weight = self._labels(self._findings(reader_says.findings_optional))
        self._pairs = list(self._scored_pairs())

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

    def _findings(self, findings: Sequence[gold.GoldFinding]) -> list[set[str]]:
        """For each claim the findings whose passages it touches."""
        found: list[set[str]] = [set() for _ in self.evidence.overview.claims]
        for finding in findings:
            for short, texts in finding.passages.items():
                for text in texts:
                    for number in self._touched(short, text):
                        found[number].add(finding.id)
        return found

    def _labels(self, loose: list[set[str]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        pairs = self.evidence.pairs
        same, weight = np.zeros(len(pairs)), np.zeros(len(pairs))
        for at, (i, j) in enumerate(pairs):
            if self.found[i] & self.found[j]:
                same[at] = weight[at] = 1
            elif not loose[i] & loose[j]:
                weight[at] = 1 if self.found[i] and self.found[j] else LEAST_WEIGHT
        return same, weight

    def _scored_pairs(self) -> Iterator[tuple[int, int, bool]]:
        """Pairs of annotated passages in two reports, and whether they say one thing; debatable ones are left out."""
        allowed = [
            {short: [_fold(text).text.strip() for text in texts] for short, texts in finding.passages.items()}
            for finding in (*self._gold.findings, *self._gold.findings_optional)
        ]

        def within(passage: str, others: Sequence[str]) -> bool:
            return any(passage in other or other in passage for other in others)

        for (i, a), (j, b) in itertools.combinations(enumerate(self._places), 2):
            if a[1] == b[1]:
                continue
            if a[0] == b[0]:
                yield i, j, True
            elif not any(within(a[2], f.get(a[1], ())) and within(b[2], f.get(b[1], ())) for f in allowed):
                yield i, j, False

    def score(self, clusters: Sequence[Sequence[int]]) -> Scored:
        """What a clustering of the claims (their numbers) is worth."""
        of = {row: number for number, rows in enumerate(clusters) for row in rows}
        held = [{of[claim] for claim in touched} for *_, touched in self._places]
        same = joined = right = 0
        for i, j, should in self._pairs:
            together = not held[i].isdisjoint(held[j])
            same, joined, right = same + should, joined + together, right + (together and should)
        apart = []
        for pair in self._gold.distinct:
            sides = [
                {of[claim] for short, text in side.items() for claim in self._touched(short, text)}
                for side in (pair.a, pair.b)
            ]
            apart.append(sides[0].isdisjoint(sides[1]))
        return Scored(right / joined if joined else 0.0, right / same if same else 0.0, float(np.mean(apart or [1])))


def events(shared: Path) -> list[Event]:
    """The example, the samples and the events annotated for tuning; never a frozen one."""
    reader, encoder = Reader(), Encoder()
    example = Path("examples/sluice")
    folders = [(example / "reports", example / "gold")]
    folders += [(path.parent, path.parent) for path in sorted((shared / "samples").glob("*/gold.yaml"))]
    made = []
    with tempfile.TemporaryDirectory() as out:
        for event in annotated.load():
            if event.split == "tuning":
                folder = annotated.unpack(event, shared / "datasets", Path(out))
                folders.append((folder, folder))
        for reports, gold_folder in folders:
            name = reports.parent.name if reports.name == "reports" else reports.name
            made.append(Event(name, material(reports, reader, encoder), gold.load(gold_folder)))
    return made


# ── learning ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fit(learned_from: Sequence[Event], signs: Sequence[int] | None = None) -> Judge:
    """The judge that these events teach; `signs`: numbers of the columns it may look at, all others weigh nothing."""
    columns = list(range(len(SIGNS))) if signs is None else list(signs)
    table = np.concatenate([event.evidence.table for event in learned_from]).astype(np.float64)
    same = np.concatenate([event.same for event in learned_from])
    weight = np.concatenate([event.weight * min(1.0, EVEN / max(1.0, event.same.sum())) for event in learned_from])
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
