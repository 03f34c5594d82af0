from __future__ import annotations

import msgspec
import pytest

from crossbearing.compare.origins import findings
from crossbearing.compare.relations import relations
from crossbearing.records import Finding, Group, Material, Relation, Span
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


# ── denials ───────────────────────────────────────────────────────────────────────────────────────────────────────────


ACCUSES = Says("The guild accuses the harbour master of selling the mooring fees.", by="guild", status="alleged")


@pytest.mark.parametrize(
    "denial",
    [
        Says("The harbour master disputes that he sold any mooring fees.", by="harbour master"),
        Says("The harbour master has nothing to do with the mooring fees, his lawyer said.", by="lawyer"),
        Says("The harbour master denies selling the mooring fees.", by="harbour master", stance="denies"),
    ],
)
def test_a_denial_answers_what_stands_before_it(denial: Says) -> None:
    given = material(report("a", "A", None, [NOISE, ACCUSES, denial]))
    assert drawn(given) == [("denies", denial.words, ACCUSES.words)]


@pytest.mark.parametrize(
    "other",
    [
        # To keep something from somebody is no denial, whatever the reading took it for.
        Says("The vote denied Vorn the mooring office.", by="vote", stance="denies"),
        # A dispute is a quarrel.
        Says("The harbour master spoke of disputes over mooring fees.", by="harbour master"),
        Says("The harbour master said that the mooring fees are high.", by="harbour master"),
    ],
)
def test_what_is_no_denial(other: Says) -> None:
    assert drawn(material(report("a", "A", None, [NOISE, ACCUSES, other]))) == []


def test_nobody_denies_what_he_says_himself() -> None:
    own = Says("The guild asks for the mooring fees of the harbour master.", by="guild")
    denial = Says("The guild denies selling the mooring fees.", by="guild", stance="denies")
    assert drawn(material(report("a", "A", None, [NOISE, own, denial]))) == []


# ── two stages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def two(first: Says, second: Says, first_day: str | None, second_day: str | None) -> Material:
    """Each in a report of its own, beside something else."""
    other = Says("Bread prices at the Orle market went up by a tenth.")
    return material(report("a", "A", first_day, [first, NOISE]), report("b", "B", second_day, [second, other]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            Says("It was unclear who set the tannery at Dask on fire."),
            Says("The owner set the tannery at Dask on fire."),
        ),
        (
            Says("The ferry service between Orle and Vesk was suspended."),
            Says("The ferry service between Orle and Vesk resumed."),
        ),
        (Says("Ilna Vorn was charged with the tannery arson."), Says("Ilna Vorn was convicted of the tannery arson.")),
    ],
)
def test_the_later_stage_updates_the_earlier(before: Says, after: Says) -> None:
    assert drawn(two(before, after, "2031-05-02", "2031-05-04")) == [("updates", after.words, before.words)]


def test_a_halt_after_a_start_is_the_update() -> None:
    resumed = Says("The ferry service between Orle and Vesk resumed.")
    halted = Says("The ferry service between Orle and Vesk was suspended.")
    assert drawn(two(resumed, halted, "2031-05-02", "2031-05-04")) == [("updates", halted.words, resumed.words)]


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        # What an infinitive tells within a sentence is a purpose, no plan.
        (
            Says("to mend the gate of the Ostrel dam", status="planned"),
            Says("The crew closed the gate of the Ostrel dam."),
            "2031-05-04",
        ),
        # A deed reported before the plan is another deed.
        (
            Says("The council will sell the tannery at Dask.", status="planned"),
            Says("The council has sold the tannery at Dask."),
            "2031-05-01",
        ),
    ],
)
def test_no_later_stage(before: Says, after: Says, later: str) -> None:
    assert drawn(two(before, after, "2031-05-02", later)) == []


# ── two values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def cost(value: float) -> Says:
    return Says(f"The new bridge over the Telwa cost {value:g} crowns.", count=(value, "crown", ""))


@pytest.mark.parametrize(("other", "kinds"), [(55, ["contradicts"]), (40, []), (4000, [])])
def test_figures_that_do_not_grow_contradict(other: float, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in drawn(two(cost(40), cost(other), "2031-05-02", "2031-05-02"))] == kinds


def none(words: str) -> Says:
    return Says(words, negated=True)


@pytest.mark.parametrize(
    ("words", "day", "kind"),
    [
        ("No injuries were reported at the lower gate.", "2031-05-02", "contradicts"),
        ("Nobody was hurt at the lower gate.", "2031-05-02", "contradicts"),
        ("No injuries had been reported so far.", "2031-05-02", "updates"),
        ("No injuries were reported at the lower gate.", "2031-05-01", "updates"),
    ],
)
def test_some_against_none(words: str, day: str, kind: str) -> None:
    some = Says("The flood injured 12 people.", count=(12, "people", "injured"))
    assert drawn(two(none(words), some, day, "2031-05-02")) == [(kind, *_ends(kind, words, some.words))]


def _ends(kind: str, words: str, some: str) -> tuple[str, str]:
    return (some, words)


@pytest.mark.parametrize(
    "words",
    ["Nobody was killed at the lower gate.", "No boats were hurt by the flood.", "There was no school at the gate."],
)
def test_none_of_another_kind_is_no_conflict(words: str) -> None:
    some = Says("The flood injured 12 people.", count=(12, "people", "injured"))
    assert drawn(two(none(words), some, "2031-05-02", "2031-05-02")) == []


def test_what_follows_a_count_before_in_its_sentence_is_before_too() -> None:
    words = "The previous toll was 12 dead, with 30 people injured."
    now = Says("More than 40 people are injured.", count=(40, "people", "injured"))
    made, reading = report("a", "A", "2031-05-02", [Says(words, count=(12, "people", "dead")), now, NOISE])
    (old, *others) = reading.claims
    start = words.index("30")
    hurt = msgspec.structs.replace(
        old.figures[0], span=Span(made.id, start, start + 2), value=30, low=30, high=30, of="injured"
    )
    told = msgspec.structs.replace(old, figures=(*old.figures, hurt))
    given = material((made, msgspec.structs.replace(reading, claims=(told, *others))))
    assert ("updates", now.words, words) in drawn(given)


def test_a_new_day_updates_what_each_report_of_the_day_before_gave_last() -> None:
    given = material(
        report("a", "A", "2031-05-02", [toll(12), NOISE]),
        report("b", "B", "2031-05-02", [toll(16), NOISE]),
        report("c", "C", "2031-05-03", [toll(21), NOISE]),
    )
    found = drawn(given)
    assert ("updates", toll(21).words, toll(12).words) in found
    assert ("updates", toll(21).words, toll(16).words) in found
