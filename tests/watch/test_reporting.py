"""What a monitoring report takes of a story and of what the case keeps of its mandate."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from crossbearing.records import Decision, Dossier, Judged, Match, SharedPassage, Span
from crossbearing.watch import reporting
from crossbearing.watch.reporting import report, told
from tests.write.monitored import TIMES, a_dossier, a_match, a_report, kept

WORD = "Nine barges sank"


@pytest.fixture
def dossier() -> Dossier:
    return a_dossier(WORD)


def test_every_passage_lies_in_a_cited_report() -> None:
    made = a_report(WORD)
    texts = {each.report: each.text for each in made.cited}
    matches = [each for matter in made.matters for each in matter.matches]
    spans = list(reporting.spans(matches, made.timeline))
    assert len({span.report for span in spans}) == 3
    assert all(0 <= span.start < span.end <= len(texts[span.report]) for span in spans)


def test_what_headlines_alone_say_stands_below(dossier: Dossier) -> None:
    text = a_match(WORD, dossier)
    text = replace(text, judged=replace(text.judged, met=False))
    headline = replace(text, headline=True, judged=replace(text.judged, met=True), origins=(*text.origins, "Bo Lind"))
    made = report(kept(WORD), [told([headline, text], dossier)], TIMES, None)
    assert [each.match.headline for matter in made.matters for each in matter.matches] == [False, True]


def test_reports_that_no_match_cites_are_left_out(dossier: Dossier) -> None:
    other = replace(dossier.reports[0], id="report-9", name="nine")
    more = replace(dossier, reports=(*dossier.reports, other), readings=(*dossier.readings, dossier.readings[0]))
    assert "report-9" not in {each.report for each in told([a_match(WORD, more)], more).cited}


def test_a_capture_has_its_time_and_how_that_is_known() -> None:
    cited = {each.report: each for each in a_report(WORD).cited}
    for name, capture in (("report-1", "capture-1"), ("report-0", "capture-0")):
        assert (cited[name].taken_at, cited[name].timed) == TIMES[capture]
    assert cited["report-2"].taken_at == ""
    assert [cited[name].version for name in ("report-0", "report-1")] == [1, 0]


@pytest.mark.parametrize(
    ("kind", "value", "machine", "is_dissent"),
    [
        ("same", "", "apart", True),
        ("same", "", "same", False),
        ("apart", "", "same", True),
        ("apart", "", "", False),
        ("speaker", "Ada Wenn", "Bo Lind", True),
        ("speaker", "Ada Wenn", "Ada Wenn", False),
        ("figure", "9", "", True),
        ("origin", "Ada Wenn", "Ada Wenn", True),
        ("origin", "Ada Wenn", "", False),
        ("published", "2031-05-03", "2031-05-04", True),
        ("note", "look again", "", True),
        ("hide", "", "", False),
    ],
)
def test_a_decision_is_a_dissent_where_the_machine_has_it_otherwise(
    dossier: Dossier, kind: str, value: str, machine: str, is_dissent: bool
) -> None:
    one = dossier.rulings.decisions[0]
    decision: Decision = replace(one, kind=kind, value=value, machine=machine)
    attached = dossier.rulings.attached[:1]
    rulings = replace(dossier.rulings, decisions=(decision,), attached=attached)
    found = told([a_match(WORD, dossier)], replace(dossier, rulings=rulings)).matches[0].dissents
    assert [each.decision for each in found] == ([decision] if is_dissent else [])


def test_a_decision_on_another_finding_is_none_of_a_match(dossier: Dossier) -> None:
    attached = tuple(replace(each, claim="claim-1") for each in dossier.rulings.attached)
    rulings = replace(dossier.rulings, attached=attached)
    kinds = [
        each.decision.kind
        for each in told([a_match(WORD, dossier)], replace(dossier, rulings=rulings)).matches[0].dissents
    ]
    assert kinds == ["published"]


def test_what_meets_the_standard_comes_first_then_what_rests_on_more(dossier: Dossier) -> None:
    one = a_match(WORD, dossier)
    matches = [
        one,
        replace(one, id="ma-2", origins=(WORD, "Ada Wenn")),
        replace(one, id="ma-3", judged=Judged(True, None, "met")),
    ]
    made = report(kept(WORD), [told(matches, dossier)], {}, None)
    assert [each.match.id for each in made.matters[0].matches] == ["ma-3", "ma-2", "ma-1"]


def test_only_claims_by_their_own_words_are_what_a_match_rests_on(dossier: Dossier) -> None:
    match: Match = a_match(WORD, dossier)
    assert [each.spans for each in told([match], dossier).matches[0].rests_on] == [(match.claims[0].span,)]
    context = replace(match, claims=tuple(replace(each, context=True) for each in match.claims))
    assert told([context], dossier).matches[0].rests_on == ()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Nine barges sank", "Nine barges sank"),
        ("Nine\n\nbarges", "Nine"),
        ("\n\nNine barges", "Nine barges"),
        ("word " * 60, ("word " * 48).strip()),
        ("w" * 300, "w" * 240),
    ],
)
def test_of_a_shared_passage_the_beginning_is_shown(dossier: Dossier, words: str, shown: str) -> None:
    text = f"Before. {words} After."
    span = Span("report-1", 8, 8 + len(words))
    reports = tuple(replace(each, text=text) for each in dossier.reports)
    copying = (replace(dossier.copying[0], passages=(SharedPassage(span, replace(span, report="report-2")),)),)
    changed = replace(dossier, reports=reports, copying=copying)
    longest = told([a_match("Nine", changed)], changed).copied[0].longest
    assert longest is not None
    assert text[longest.start : longest.end] == shown


@pytest.mark.parametrize(
    ("since", "new", "earlier"), [(None, 3, 0), ("2031-05-05", 2, 1), ("2031-05-06", 1, 2), ("2031-06-01", 0, 3)]
)
def test_what_is_new_since_a_day(since: str | None, new: int, earlier: int) -> None:
    made = a_report(WORD, since)
    assert (len(made.news), made.earlier) == (new, earlier)
    assert made.as_of == "2031-05-06T09:00:00+00:00"
