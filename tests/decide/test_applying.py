"""What a decision changes in a report and its reading, and what is said where it changes nothing."""

from __future__ import annotations

from typing import Literal

import pytest

from crossbearing.decide.anchors import anchor
from crossbearing.decide.applying import decided
from crossbearing.decide.pins import Pin
from crossbearing.records import Decided, Decision, DecisionKind, Reading, Report, Span
from tests.compare.builders import Says, report

SAYS = [
    Says("At Orle 9 boats sank.", by="Ada Wenn", via="Orle Wire", count=(9, "boat", ""), day="2031-05-02"),
    Says("“The gate held all night,” the warden said.", by="the warden", quote="The gate held all night"),
    Says("Schools stay shut."),
]


def given() -> tuple[Report, Reading]:
    made, reading = report("a", "Ferry Post", "2031-05-03", SAYS)
    return made, reading


def at(words: str) -> Span:
    made, _ = given()
    start = made.text.index(words)
    return Span(made.id, start, start + len(words))


def a_decision(kind: DecisionKind, span: Span, value: str = "", name: str = "d", side: Literal[0, 1] = 0) -> Decision:
    made, _ = given()
    return Decision(
        name, kind, (anchor(made, span, side),), value, "Ada Winter", "2031-06-01T10:00:00+00:00", "I saw it"
    )


def with_(*decisions: Decision) -> Decided:
    made, reading = given()
    return decided(made, reading, tuple(Pin(each, (0,)) for each in decisions))


def test_without_a_decision_report_and_reading_are_the_machines() -> None:
    made, reading = given()
    assert with_() == Decided(made, reading, ())


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ("Bo Lind", [("Bo Lind", "person"), ("Orle Wire", "agency")]),
        ("the WARDEN", [("the warden", "person"), ("Orle Wire", "agency")]),
        ("Orle Wire", [("Orle Wire", "agency")]),
        ("", [("unnamed", "unnamed"), ("Orle Wire", "agency")]),
        ("outlet", []),
    ],
)
def test_another_speaker_of_a_claim(value: str, sources: list[tuple[str, str]]) -> None:
    made = with_(a_decision("speaker", given()[1].claims[0].span, value))
    claim = made.reading.claims[0]
    assert [(source.name, source.kind) for source in claim.sources] == sources
    (reason,) = claim.because
    assert reason.name == "decision"
    assert reason.detail.startswith("decided by Ada Winter on 2031-06-01: ")
    assert reason.detail.endswith("; why: I saw it; the machine said: the word of Ada Wenn")
    assert made.reading.claims[1:] == given()[1].claims[1:]
    assert made.attached[0].claim == claim.id


@pytest.mark.parametrize(("value", "speaker"), [("Bo Lind", "Bo Lind"), ("", None), ("outlet", "Ferry Post")])
def test_a_quote_and_the_quoted_claim_have_one_speaker(value: str, speaker: str | None) -> None:
    for span in (given()[1].quotes[0].span, given()[1].claims[1].span):
        made = with_(a_decision("speaker", span, value)).reading
        (quote,) = made.quotes
        assert (quote.speaker.name if quote.speaker is not None else None) == speaker
        assert quote.because[0].name == "decision"
    assert made.claims[1].because[0].name == "decision"


def test_another_number_another_day_and_none() -> None:
    figure, day = given()[1].claims[0].figures[0], given()[1].claims[0].dates[0]
    made = with_(a_decision("figure", figure.span, "12", "d1"), a_decision("date", day.span, "2031-05", "d2"))
    claim = made.reading.claims[0]
    assert [(each.value, each.low, each.high) for each in claim.figures] == [(12, 12, 12)]
    assert [(each.value, each.basis) for each in claim.dates] == [("2031-05", "stated")]
    assert sorted(reason.name for reason in claim.because) == ["decision", "decision"]
    made = with_(a_decision("figure", figure.span, "", "d1"), a_decision("date", day.span, "", "d2"))
    assert (made.reading.claims[0].figures, made.reading.claims[0].dates) == ((), ())


def test_another_day_of_publication_keeps_what_was_found_and_says_why() -> None:
    made = with_(a_decision("published", Span("r-a", 0, 12), "2031-05-04")).report
    assert (made.published.value, made.published.evidence) == ("2031-05-04", "decision")
    assert "the machine said: 2031-05-03" in made.published.why
    assert made.published.candidates == given()[0].published.candidates
    assert (made.id, made.text) == (given()[0].id, given()[0].text)


def test_a_later_decision_wins_and_the_earlier_is_told_so() -> None:
    span = given()[1].claims[0].span
    earlier, later = a_decision("speaker", span, "Bo Lind", "d1"), a_decision("speaker", span, "Cy Marr", "d2")
    made = with_(earlier, later)
    assert made.reading.claims[0].sources[0].name == "Cy Marr"
    assert [each.decision for each in made.attached] == ["d1", "d2"]
    assert [(each.decision, each.reason) for each in made.adrift] == [
        ("d1", "a later decision says otherwise: decided by Ada Winter on 2031-06-01")
    ]


def test_two_decisions_that_say_the_same_both_hold() -> None:
    span = given()[1].claims[0].span
    made = with_(a_decision("speaker", span, "Bo Lind", "d1"), a_decision("speaker", span, "Bo Lind", "d2"))
    assert made.adrift == ()


@pytest.mark.parametrize(
    ("kind", "value", "span", "why"),
    [
        ("figure", "3", at("Schools stay shut"), "no figure is read"),
        ("date", "2031", at("Schools stay shut"), "no date is read"),
        ("speaker", "Bo", Span("r-a", 20, 30), "no claim or quote is read"),
        ("hide", "", Span("r-a", 20, 30), "no claim is read"),
    ],
)
def test_where_nothing_is_read_any_more_it_is_attached_and_adrift(
    kind: DecisionKind, value: str, span: Span, why: str
) -> None:
    made = with_(a_decision(kind, span, value))
    assert len(made.attached) == 1
    assert why in made.adrift[0].reason
    assert made.reading == given()[1]


def test_words_that_are_gone_are_adrift_but_a_day_of_publication_holds_for_the_report() -> None:
    elsewhere, _ = report("a", "Ferry Post", "2031-05-03", [Says("All of it was written anew by another hand.")])
    kinds: tuple[tuple[DecisionKind, bool], ...] = (("note", True), ("published", False))
    for kind, is_adrift in kinds:
        decision = a_decision(kind, at("At Orle 9 boats sank."), "2031-05-04")
        found = decided(elsewhere, Reading("r-a", (), (), (), (), (), (), ()), (Pin(decision, (0,)),))
        assert bool(found.adrift) == is_adrift
        assert bool(found.attached) != is_adrift
