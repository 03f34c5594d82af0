"""What a claim rests on, over invented reports of the Harbour Standard, read by the shipped reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from crossbearing.records import Credit, Part, Span
from crossbearing.watch.evidence import evidence, offices
from crossbearing.watch.scope import scopes
from crossbearing.watch.vouching import AUTHOR, SEEN
from tests.watch.dossiers import a_dossier, a_report, scope_of

ROWS = tuple(
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("evidence.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
"""Class, some words of the claim, text."""
MISSED = {"The minister signed documents on Monday, the ministry said."}
"""The reader finds nobody who says it, so that it is taken for the outlet's own voice."""


def marked(row: tuple[str, ...]) -> ParameterSet:
    missed = [pytest.mark.xfail(strict=True, reason="the reader names no source")] if row[2] in MISSED else []
    return pytest.param(*row, marks=missed)


@pytest.mark.parametrize(("kind", "words", "text"), [marked(row) for row in ROWS])
def test_the_class_of_a_claim(kind: str, words: str, text: str) -> None:
    dossier = a_dossier(a_report(text))
    found = evidence(scope_of(dossier, words), offices(dossier))
    assert found.kind == kind, found
    reason, *others = found.reasons
    assert reason.detail.startswith(f"{kind}: ")
    assert all(each.name in (AUTHOR, SEEN) and kind == "document" for each in others)
    assert all(0 <= span.start < span.end <= len(text) for each in found.reasons for span in each.spans)


@pytest.mark.parametrize(
    ("text", "vouched"),
    [
        ("A report of the port authority seen by the Harbour Standard says 60 tonnes were stored there.",
         [(AUTHOR, "port authority"), (SEEN, "Harbour Standard")]),
        ("An audit of the mill seen by the Harbour Standard says 60 tonnes were stored there.",
         [(SEEN, "Harbour Standard")]),
        ("A letter from Bo Lind to the bank, which the Orle Tribune has read, lists 60 tonnes of paint.",
         [(AUTHOR, "Bo Lind"), (SEEN, "Orle Tribune")]),
        ("The treasury's draft plan seen by Reuters lists 60 tonnes of paint.",
         [(AUTHOR, "treasury"), (SEEN, "Reuters")]),
        ("A memo seen by investigators lists 60 tonnes of paint.", []),
        ("Court papers show that 60 tonnes were stored there.", []),
    ],
)  # fmt: skip
def test_who_answers_for_a_document(text: str, vouched: list[tuple[str, str]]) -> None:
    dossier = a_dossier(a_report(text))
    found = evidence(scope_of(dossier, "60 tonnes"), offices(dossier))
    assert found.kind == "document", found
    assert [(each.name, each.detail) for each in found.reasons[1:]] == vouched


def test_an_office_may_be_told_in_another_report_of_the_story() -> None:
    told = a_report("Defence minister Ivo Roke visited the port on Sunday.", name="courier", outlet="Velm Courier")
    alone = a_report("The ship carried shells, Ivo Roke said.")
    assert evidence(scope_of(a_dossier(alone), "carried shells"), offices(a_dossier(alone))).kind == "named witness"
    both = a_dossier(alone, told, together=("Ivo Roke",))
    found = evidence(scope_of(both, "carried shells"), offices(both))
    assert found.kind == "official statement"
    assert {span.report for span in found.reasons[0].spans} == {alone.id, told.id}


def test_two_who_bear_one_name_in_other_reports_lend_each_other_no_office() -> None:
    told = a_report("Defence minister Ivo Roke visited the port on Sunday.", name="courier", outlet="Velm Courier")
    alone = a_report("The ship carried shells, Ivo Roke said.")
    apart = a_dossier(alone, told)
    assert evidence(scope_of(apart, "carried shells"), offices(apart)).kind == "named witness"


TEXT = "The ship left the port on Monday with shells on board."


@pytest.mark.parametrize(
    ("outlet", "kind"),
    [("Harbour Standard", "other report"), ("KCNA", "official statement"), ("Reuters", "other report"),
     ("United Nations", "official statement")],
)  # fmt: skip
def test_an_outlet_in_its_own_voice(outlet: str, kind: str) -> None:
    dossier = a_dossier(a_report(TEXT, outlet=outlet))
    assert evidence(scope_of(dossier, "left the port"), offices(dossier)).kind == kind


def test_the_reporters_of_an_agency_whose_text_it_is_are_its_own_and_others_are_not() -> None:
    text = "An AFP journalist saw six trucks cross the bridge at dawn."
    credited = a_dossier(a_report(text, credits=(Credit("AFP", "AFP"),)))
    passed_on = a_dossier(a_report(text))
    assert evidence(scope_of(credited, "six trucks"), offices(credited)).kind == "own observation"
    assert evidence(scope_of(passed_on, "six trucks"), offices(passed_on)).kind == "other report"


def test_a_caption_is_no_imagery_by_itself() -> None:
    text = "Trucks cross the bridge at Velm on Sunday.\n\nThe bridge was shut on Monday."
    report = a_report(text)
    captioned = a_dossier(a_report(text, parts=(Part("caption", Span(report.id, 0, 42)),)))
    found = evidence(scope_of(captioned, "Trucks cross"), offices(captioned))
    assert found.kind == "other report"
    assert "caption" in found.reasons[0].detail


@pytest.mark.parametrize(
    "piece", ["documents ", "satellite images of ", "a reporter ", "according to ", ", ", "officials "]
)
def test_a_text_of_no_end_is_classed_in_time_that_grows_with_it(piece: str) -> None:
    """Only so many words beside a claim are looked at, whatever the length of its sentence."""
    dossier = a_dossier(a_report(piece * 400 + "the ship carried shells."), by_rules=True)
    known = offices(dossier)
    assert all(evidence(scope, known).reasons for scope in scopes(dossier).values())
