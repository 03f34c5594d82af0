"""The measure of the queue: which questions an annotation can judge, and which of them hit an error."""

from __future__ import annotations

from crossbearing.compare.alignment import groups
from crossbearing.compare.origins import findings
from crossbearing.compare.questions import Effect, Question, QuestionKind
from crossbearing.records import Dossier, Span
from evaluation.gold import Gold, GoldFinding
from evaluation.questions import measure
from tests.compare.builders import Says, material, near_pairs, report

SANK, MISSING, LATE = "Nine barges sank off Orle.", "Two men are missing.", "The ferry came late."
STORY = (
    report("a", "The Lantern", "2031-05-04", [Says(SANK), Says(MISSING), Says("It rained.")]),
    report("b", "The Weir", "2031-05-05", [Says(SANK), Says(LATE)]),
)
GOLD = Gold(
    short={"a": "a", "b": "b"},
    quotes=(),
    findings=(
        GoldFinding(id="sank", passages={"a": (SANK,), "b": (SANK,)}),
        GoldFinding(id="missing", passages={"a": (MISSING,)}),
        GoldFinding(id="late", passages={"b": (LATE,)}),
    ),
)


def test_hits() -> None:
    """Apart where the annotation has one finding, or one where it has two; what it does not have is not counted."""
    given = material(*STORY)
    (sank, missing, rained), (sank_too, late) = ([each.span for each in read.claims] for read in given.readings)
    found = findings(given, groups(given, near_pairs(given)))
    dossier = Dossier(given.story, given.reports, given.readings, found, (), (), (), (), (), ())

    def asked(kind: QuestionKind, machine: str, *spans: Span) -> Question:
        return Question("q", kind, spans, (), machine, 0.5, Effect(1, 1), 1)

    every = (
        asked("join", "apart", sank, sank_too),
        asked("join", "apart", missing, late),
        asked("member", "same", missing, late),
        asked("member", "same", rained, late),
        asked("speaker", "", sank),
    )
    hits = measure(GOLD, dossier, every)
    assert (hits.of, hits.first, hits.among_questions) == (3, 2, 2)
    assert 0 <= hits.among_pairs <= 3
