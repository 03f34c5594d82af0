"""Whether the questions that come first are worth a reader's time: how many hit an error of the machine.

    python -m evaluation.questions DIR ...

Each DIR holds reports, manifest.yaml and gold.yaml. A question whether two passages say one thing is judged where the
gold has both passages; it hits where the gold says other than the machine. Beside it stands what as many pairs drawn
by chance would hit: of all pairs of annotated claims of two reports, and of the near ones that are told apart or
joined in a doubtful way, that is of all questions.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from crossbearing import Case, pipeline
from crossbearing.attempts import decoded
from crossbearing.compare.questions import Question, questions
from crossbearing.records import Dossier, PairSigns, Span
from crossbearing.store.sqlite import SqliteStore
from evaluation import gold
from evaluation.export import Place, fold, speaks_for
from evaluation.gold import Gold

FIRST = 20


class Hits(NamedTuple):
    """Of the first questions that the gold can judge, those that hit an error; and what chance would hit of so many."""

    of: int
    first: int
    among_questions: float
    among_pairs: float


def measure(annotated: Gold, dossier: Dossier, asked: Sequence[Question]) -> Hits:
    """How many of the first `FIRST` judged questions hit."""
    said = _said(annotated, dossier)
    judged = [hit for each in asked if (hit := _hits(each, said)) is not None]
    finding = {claim: each.id for each in dossier.findings for claim in each.claims}
    pairs = [
        (finding[a.id] == finding[b.id]) != bool(said[a.span] & said[b.span])
        for a, b in itertools.combinations((c for r in dossier.readings for c in r.claims if said[c.span]), 2)
        if a.span.report != b.span.report and a.id in finding and b.id in finding
    ]
    of = min(FIRST, len(judged))
    return Hits(of, sum(judged[:FIRST]), of * _share(judged), of * _share(pairs))


def _said(annotated: Gold, dossier: Dossier) -> dict[Span, frozenset[str]]:
    """Passage of a claim → the gold's findings that it speaks for."""
    folded = {report.id: fold(report.text) for report in dossier.reports}
    short = {name: key for key, name in annotated.short.items()}
    wanted: dict[str, list[tuple[Place, str]]] = {}
    for report in dossier.reports:
        text = folded[report.id][0]
        for each in annotated.passages():
            at = text.find(fold(each.text)[0].strip()) if short.get(report.name) == each.report else -1
            if at >= 0:
                place = Place(at, at + len(fold(each.text)[0].strip()))
                wanted.setdefault(report.id, []).append((place, each.finding))
    said = {}
    for reading in dossier.readings:
        where = folded[reading.report][1]
        for claim in reading.claims:
            place = Place(where[claim.span.start], where[claim.span.end])
            found = (name for want, name in wanted.get(reading.report, ()) if speaks_for(place, want))
            said[claim.span] = frozenset(found)
    return said


def _hits(question: Question, said: dict[Span, frozenset[str]]) -> bool | None:
    if question.kind not in ("join", "member"):
        return None
    one, other = (said.get(span, frozenset()) for span in question.passages)
    if not one or not other:
        return None
    return bool(one & other) if question.machine == "apart" else not one & other


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def of_folder(folder: Path, reports: Path) -> Hits:
    """The measure on the greatest story of some reports, built in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "case.db"
        with Case.open(path) as case:
            case.add(reports)
            case.build()
        store = SqliteStore(path, readonly=True)
        try:
            story = max(pipeline.grouping(store), key=lambda each: len(each.reports)).id
            (dossier,) = pipeline.dossiers(store, [story])
            pairs = decoded(store.bodies("pairs", [story])[story], PairSigns, f"the near pairs of {story}")
        finally:
            store.close()
    return measure(gold.load(folder), dossier, questions(dossier, pairs, ()))


def main(arguments: Sequence[str] | None = None) -> int:
    folders = [Path(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    shown = Table("story", "questions judged", "hit an error", "by chance, of all questions", "by chance, of all pairs")
    for folder in folders:
        found = of_folder(folder, folder)
        shown.add_row(folder.name, *(f"{number:.3g}" for number in found))
    Console(soft_wrap=True).print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
