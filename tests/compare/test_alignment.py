from __future__ import annotations

from itertools import permutations

from msgspec.structs import replace

from crossbearing.compare.alignment import groups
from crossbearing.records import Anchor, Attached, Decision, Group, Material, Rulings
from tests.compare.builders import Says, material, near_pairs, report

BACKGROUND = [
    "The strait is forty kilometres wide at its narrowest.",
    "Fishing rights were settled by treaty a generation ago.",
    "Prices of grain have doubled since the winter.",
    "The old town was built on oak piles.",
]


def aligned(given: Material) -> tuple[Group, ...]:
    return groups(given, near_pairs(given))


def words(given: Material) -> list[set[str]]:
    text = {r.id: r.text for r in given.reports}
    spans = {c.id: c.span for reading in given.readings for c in reading.claims}
    return [
        {text[spans[c].report][spans[c].start : spans[c].end] for c in group.claims}
        for group in aligned(given)
        if len(group.claims) > 1
    ]


def story(order: list[int] | None = None) -> Material:
    reports = [
        report(
            "a",
            "Ferry Post",
            "2031-05-02",
            [Says("The lower gate of the dam gave way at dawn."), *map(Says, BACKGROUND[:2])],
        ),
        report(
            "b",
            "Delta Sun",
            "2031-05-02",
            [Says("At dawn the lower gate of the dam gave way."), *map(Says, BACKGROUND[2:])],
        ),
        report(
            "c",
            "Orle Radio",
            "2031-05-03",
            [Says("Engineers will rebuild it in stone.", status="planned"), Says("Schools stay shut.")],
        ),
    ]
    return material(*(reports[at] for at in order or range(3)))


def test_joins_what_two_reports_say_and_nothing_else() -> None:
    assert words(story()) == [
        {"The lower gate of the dam gave way at dawn.", "At dawn the lower gate of the dam gave way."}
    ]


def test_every_claim_is_in_exactly_one_group() -> None:
    given = story()
    claims = sorted(claim.id for reading in given.readings for claim in reading.claims)
    assert sorted(claim for group in aligned(given) for claim in group.claims) == claims


def test_the_order_of_the_reports_is_of_no_matter() -> None:
    assert len({aligned(story(list(order))) for order in permutations(range(3))}) == 1


def test_other_figures_keep_claims_apart() -> None:
    def told(name: str, value: float) -> Says:
        return Says(f"The flood killed {value:g} people in {name}.", count=(value, "people", "dead"))

    same = material(
        report("a", "A", None, [told("Orle", 12), Says(BACKGROUND[0])]),
        report("b", "B", None, [told("Orle", 12), Says(BACKGROUND[1])]),
    )
    other = material(
        report("a", "A", None, [told("Orle", 12), Says(BACKGROUND[0])]),
        report("b", "B", None, [told("Vesk", 30), Says(BACKGROUND[1])]),
    )
    assert len(words(same)) == 1
    assert words(other) == []


def test_every_join_says_why() -> None:
    (joined,) = [group for group in aligned(story()) if len(group.claims) > 1]
    assert joined.wording in joined.claims
    assert [reason.name for reason in joined.reasons] == ["says the same"]
    assert all(len(reason.spans) == 2 and reason.score is not None for reason in joined.reasons)


def test_a_story_without_a_claim_has_no_group() -> None:
    assert aligned(material(report("a", "A", None, []))) == ()


def ruled(given: Material, same: tuple[str, ...] = (), apart: tuple[tuple[str, str], ...] = ()) -> tuple[Group, ...]:
    """The groups under decisions of one reader: claims that are put together, and two that are told apart."""
    span = {claim.id: claim.span for reading in given.readings for claim in reading.claims}
    decisions, attached = [], []
    for number, (kind, claims) in enumerate([("same", same), *(("apart", pair) for pair in apart)]):
        sides = [0] * len(claims) if kind == "same" else [0, 1]
        anchors = tuple(Anchor("", "", "x", "", "", 0, 1, "", side) for side in sides)  # type: ignore[arg-type]
        at = "2031-06-01T00:00:00+00:00"
        decisions.append(Decision(f"d{number}", kind, anchors, "", "Ada", at, "I saw it"))  # type: ignore[arg-type]
        attached += [Attached(f"d{number}", n, span[claim], claim) for n, claim in enumerate(claims)]
    rulings = Rulings(tuple(decisions), (tuple(sorted(same)),) if same else (), apart, attached=tuple(attached))
    return aligned(replace(given, rulings=rulings))


def test_what_a_reader_put_together_is_one_finding_and_says_so() -> None:
    given = story()
    every = [claim.id for reading in given.readings for claim in reading.claims]
    # two claims of one report, and one of another: nothing in their words has them in common
    same = (every[1], every[2], every[4])
    made = ruled(given, same)
    (group,) = [group for group in made if same[0] in group.claims]
    assert set(same) <= set(group.claims)
    assert group.reasons[0].name == "decision"
    assert group.reasons[0].detail == "decided by Ada on 2031-06-01: these say one thing; why: I saw it"
    assert not set(group.doubtful) & set(same)
    others = [set(each.claims) for each in aligned(given) if not set(each.claims) & set(same)]
    assert all(each in [set(group.claims) for group in made] for each in others)


def test_what_a_reader_told_apart_is_in_two_findings() -> None:
    given = story()
    joined = max(aligned(given), key=lambda group: len(group.claims))
    a, b = sorted(joined.claims)[:2]
    made = ruled(given, apart=((a, b),))
    of = {claim: number for number, group in enumerate(made) for claim in group.claims}
    assert of[a] != of[b]
    assert next(reason.name for group in made if a in group.claims for reason in group.reasons) == "decision"


def test_a_plan_and_a_deed_that_a_reader_put_together_stay_so() -> None:
    plan = report("a", "Ferry Post", "2031-05-02", [Says("The minister will open the new bridge.", status="planned")])
    deed = report("b", "Delta Sun", "2031-05-04", [Says("The minister did open the new bridge.")])
    given = material(plan, deed)
    every = tuple(claim.id for reading in given.readings for claim in reading.claims)
    assert all(len(group.claims) == 1 for group in aligned(given))
    assert [set(group.claims) for group in ruled(given, every)] == [set(every)]
