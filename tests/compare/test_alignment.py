from __future__ import annotations

from itertools import permutations

from crossbearing.compare.alignment import groups
from crossbearing.records import Group, Material
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
