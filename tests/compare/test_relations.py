from __future__ import annotations

import pytest

from crossbearing.compare.origins import findings
from crossbearing.compare.relations import relations
from crossbearing.records import Finding, Group, Material, Relation
from tests.compare.builders import Says, material, near_pairs, report

NOISE = Says("Schools in the old town stay shut until Monday.")


def apart(given: Material) -> tuple[Finding, ...]:
    """Every claim a finding of its own."""
    claims = [claim.id for reading in given.readings for claim in reading.claims]
    return findings(given, [Group((claim,), claim, ()) for claim in claims])


def drawn(given: Material) -> list[tuple[str, str, str]]:
    """Relations as (kind, words of the one, words of the other)."""
    made = apart(given)
    text = {r.id: r.text for r in given.reports}
    said = {f.id: text[f.wording.report][f.wording.start : f.wording.end] for f in made}
    return [(r.kind, said[r.from_id], said[r.to_id]) for r in relations(given, near_pairs(given), made)]


def test_a_denial_is_tied_to_the_claim_that_it_denies() -> None:
    accusation = Says(
        "Vesk accuses Orle of sending armed boats into the strait.", by="Vesk", kind="place", status="alleged"
    )
    denial = Says("Orle has denied sending armed boats into the strait.", by="Orle", kind="place", stance="denies")
    other = Says("Orle has sent grain to the flooded villages.")
    given = material(report("a", "A", None, [accusation, NOISE, other]), report("b", "B", None, [denial, NOISE]))
    assert drawn(given) == [("denies", denial.words, accusation.words)]


def test_a_bare_denial_is_of_what_stands_before_it() -> None:
    accusation = Says(
        "Vesk accuses Orle of sending armed boats into the strait.", by="Vesk", kind="place", status="alleged"
    )
    denial = Says("Orle denies this.", by="Orle", kind="place", stance="denies")
    given = material(report("a", "A", None, [NOISE, accusation, denial]))
    # Nothing in the words ties them, so the bare neighbour is not enough: no relation is better than a wrong one.
    assert drawn(given) in ([], [("denies", denial.words, accusation.words)])


def toll(value: float, **more: str) -> Says:
    before = more.pop("before", "The flood at the lower gate killed ")
    return Says(f"{before}{value:g} people.", count=(value, "people", "dead"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "first_day", "second", "second_day", "expected"),
    [
        # A later count updates an earlier one, also downwards.
        (12, "2031-05-02", 19, "2031-05-03", [("updates", 19, 12)]),
        (19, "2031-05-02", 17, "2031-05-03", [("updates", 17, 19)]),
        # On one day a count only rises.
        (12, "2031-05-02", 19, "2031-05-02", [("updates", 19, 12)]),
        (12, "2031-05-02", 12, "2031-05-03", []),
        # A hundred times as many are the dead of something else.
        (12, "2031-05-02", 3200, "2031-05-03", []),
    ],
)
def test_counts(
    first: float, first_day: str, second: float, second_day: str, expected: list[tuple[str, float, float]]
) -> None:
    given = material(
        report("a", "A", first_day, [toll(first), NOISE]), report("b", "B", second_day, [toll(second), NOISE])
    )
    assert drawn(given) == [(kind, toll(a).words, toll(b).words) for kind, a, b in expected]


def test_two_values_of_one_report_contradict_unless_it_says_which_came_first() -> None:
    flat = material(report("a", "A", "2031-05-02", [toll(12), toll(19), NOISE]))
    assert [kind for kind, _, _ in drawn(flat)] == ["contradicts"]
    corrected = toll(12, before="That is up from a previous count of ")
    told = material(report("a", "A", "2031-05-02", [toll(19), corrected, NOISE]))
    assert drawn(told) == [("updates", toll(19).words, corrected.words)]


def test_the_dead_of_another_day_are_no_update() -> None:
    given = material(
        report("a", "A", "2031-05-02", [toll(12, day="2031-05-01"), NOISE]),
        report("b", "B", "2031-05-05", [toll(6, day="2031-05-05"), NOISE]),
    )
    assert drawn(given) == []


def test_what_was_planned_is_updated_by_what_happened_and_not_the_other_way() -> None:
    plan = Says("The two ministers will sign the ferry treaty at Vesk.", status="planned")
    deed = Says("The two ministers signed the ferry treaty at Vesk.")
    right = material(report("a", "A", "2031-05-02", [plan, NOISE]), report("b", "B", "2031-05-04", [deed, NOISE]))
    wrong = material(report("a", "A", "2031-05-04", [plan, NOISE]), report("b", "B", "2031-05-02", [deed, NOISE]))
    assert drawn(right) == [("updates", deed.words, plan.words)]
    assert drawn(wrong) == []


def test_every_relation_gives_reasons_with_spans() -> None:
    given = material(report("a", "A", "2031-05-02", [toll(12)]), report("b", "B", "2031-05-03", [toll(19)]))
    found: tuple[Relation, ...] = relations(given, near_pairs(given), apart(given))
    assert found
    assert all(relation.reasons and all(reason.spans for reason in relation.reasons) for relation in found)
